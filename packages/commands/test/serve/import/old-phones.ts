// Phones that are enrolled at another server, and reach the service only at that server's address.
import { type PhoneName, TEST_PHONES } from "../../../../../test/support/phones/all.ts";
import { fakeServer, METADATA_URL, metadataOf } from "../../../../../test/support/phones/fake-server.ts";
import { resultLine, type TestPhone } from "../../../../../test/support/phones/test-phone.ts";

export interface FormerServer {
  readonly service: string;
  readonly path: string;
  readonly suite: string;
}

export interface OldPhone {
  readonly phone: TestPhone;
  readonly secretHex: string;
  /** Scans a QR code, and answers to the old address, which leads to the service now. */
  login(link: string, origin: string): Promise<string>;
}

/** @throws when the phone does not enrol. */
export async function oldPhone(name: PhoneName, identity: string, server: FormerServer): Promise<OldPhone> {
  const fake = fakeServer();
  const { service, ...rest } = metadataOf(identity, server.service);
  const authenticationUrl = `https://${server.service}${server.path}`;
  fake.metadata = {
    body: JSON.stringify({ service: { ...service, authenticationUrl, ocraSuite: server.suite }, ...rest }),
  };
  const world: { origin?: string } = {};
  const phone = TEST_PHONES[name]({
    send: async (request) => {
      if (request.url !== authenticationUrl) return fake.send(request);
      const { method, headers } = request;
      return fetch(`${world.origin}${server.path}`, { method, headers, body: await request.text() });
    },
  });
  const told = await phone.enroll(`tiqrenroll://${METADATA_URL}`);
  if (!told.ok) throw new Error(`${name} has not enrolled: ${resultLine(told)}`);
  return {
    phone,
    secretHex: phone.accounts[0]?.secretHex ?? "",
    login: async (link, origin) => {
      world.origin = origin;
      return resultLine(await phone.login(link));
    },
  };
}
