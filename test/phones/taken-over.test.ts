// Phones that were enrolled at another server: each keeps that server's address, path, service and
// name of the account, and logs in here with them. packages/commands/test/serve/import has the way of their accounts
// into the database.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { type Bytes, fromHex } from "../../src/lib/bytes.ts";
import { loadKeyring } from "../../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../../src/storage/keys/seal.ts";
import { PHONE_NAMES, type PhoneName, TEST_PHONES } from "../support/phones/all.ts";
import { line } from "../support/phones/enrolled.ts";
import { FAKE_SUITE, fakeServer, METADATA_URL, metadataOf } from "../support/phones/fake-server.ts";
import { SHOWN_REPLIES } from "../support/phones/shown-replies.ts";
import { resultLine } from "../support/phones/test-phone.ts";
import { admin, asAdminOver, openLogin, postOver, type Send, withSettings } from "../support/service.ts";
import { setRow } from "../support/storage/rows.ts";

const OLD = "tiqr.example.org";

let over: Send;
beforeAll(async () => {
  over = await withSettings({ TIQR_SERVICE_IDENTIFIERS_ALSO: `${OLD} other.example.org` });
  await admin();
});

interface OldAccount {
  readonly identity: string;
  readonly service?: string;
  readonly path?: string;
}

/**
 * Enrols the phone at the other server, and puts its account into the database for a token of this
 * user.
 */
async function takenOver(name: PhoneName, user: string, { identity, service = OLD, path = "/tiqr.php" }: OldAccount) {
  const old = fakeServer();
  const { service: told, ...metadata } = metadataOf(identity, service);
  const authenticationUrl = `https://${OLD}${path}`;
  old.metadata = { body: JSON.stringify({ service: { ...told, authenticationUrl }, ...metadata }) };
  const { send, heard } = line(over);
  const posted: string[] = [];
  const phone = TEST_PHONES[name]({
    send: (request) => {
      const { pathname, search } = new URL(request.url);
      if (pathname !== path) return old.send(request);
      posted.push(pathname);
      return send(new Request(`https://tiqr.test${pathname}${search}`, request));
    },
  });
  expect((await phone.enroll(`tiqrenroll://${METADATA_URL}`)).ok).toBe(true);
  const made = await postOver(over, "/token/init", { type: "tiqr", user, pin: "1234" }, await admin());
  const { serial } = made.json.detail;
  const sealer = createSealer(await loadKeyring(readConfig(env).masterKeys));
  const secret = fromHex(phone.accounts[0]?.secretHex ?? "") as Bytes;
  await setRow(serial, {
    rollout_state: "enrolled",
    sealed_secret: await sealer.seal("secret", serial, secret),
    suite: FAKE_SUITE,
    identity,
    service_identifier: service,
    authentication_url: authenticationUrl,
    session_hash: null,
  });
  const login = async () => resultLine(await phone.login((await openLogin({ user, pass: "1234" }, over)).link));
  return { serial, phone, login, posted, heard };
}

describe.each(PHONE_NAMES)("with an account of another server, %s", (name) => {
  const [success] = SHOWN_REPLIES[name].ok;

  it.each(["/tiqr.php", "/tiqr/tiqr.php", "/tiqr/authentication", "/pi/ttype/tiqr"])(
    "logs in over %s",
    async (path) => {
      const { login, posted } = await takenOver(name, `${name}-at-${path.length}`, { identity: "t0aa01-1k9z", path });
      expect([await login(), ...posted]).toEqual([success, path]);
    },
  );
});

const qrTextOf = async (user: string) => (await openLogin({ user, pass: "1234" }, over)).link;

describe("the QR code of a login", () => {
  it("names the account as the phone does", async () => {
    const { serial } = await takenOver("kotlin", "alone", { identity: "Älone@old" });
    expect(await qrTextOf("alone")).toMatch(`tiqrauth://%C3%84lone%40old@${OLD}/`);
    const { json } = await asAdminOver(over, "GET", `/token/?serial=${serial}`);
    expect(json.result.value.tokens[0].info).toMatchObject({ identity: "Älone@old", service_identifier: OLD });
  });

  it("names no account when the phones have different names for it, and either logs in", async () => {
    const one = await takenOver("ios", "both", { identity: "one" });
    const two = await takenOver("kotlin", "both", { identity: "two" });
    expect(await qrTextOf("both")).toMatch(`tiqrauth://${OLD}/`);
    expect([await one.login(), await two.login()]).toEqual([SHOWN_REPLIES.ios.ok[0], SHOWN_REPLIES.kotlin.ok[0]]);
  });

  it("has the service's own identifier when one of the phones has it, and the account of that phone alone", async () => {
    const { serial } = await takenOver("kotlin", "mixed", { identity: "old-name" });
    await setRow(serial, { last_auth_ms: 1 });
    await takenOver("kotlin", "mixed", { identity: "new-name", service: "tiqr.test" });
    expect(await qrTextOf("mixed")).toMatch("tiqrauth://new-name@tiqr.test/");
  });

  it("has the identifier of the phone used last when both are of other servers", async () => {
    const first = await takenOver("kotlin", "two", { identity: "a" });
    const second = await takenOver("kotlin", "two", { identity: "b", service: "other.example.org" });
    expect(await qrTextOf("two")).toMatch("tiqrauth://b@other.example.org/");
    await setRow(first.serial, { last_auth_ms: 2 });
    await setRow(second.serial, { last_auth_ms: 1 });
    expect(await qrTextOf("two")).toMatch(`tiqrauth://a@${OLD}/`);
  });

  it("has the service's own identifier for a phone of a service that is not served", async () => {
    await takenOver("kotlin", "gone", { identity: "gone-name", service: "gone.example.org" });
    expect(await qrTextOf("gone")).toMatch("tiqrauth://gone-name@tiqr.test/");
  });

  it("follows from the user again once the token is enrolled anew", async () => {
    const { serial } = await takenOver("kotlin", "anew", { identity: "old-name" });
    await asAdminOver(over, "POST", "/token/init", { type: "tiqr", user: "anew", serial });
    const { json } = await asAdminOver(over, "GET", `/token/?serial=${serial}`);
    expect(json.result.value.tokens[0].info).toMatchObject({ identity: "anew_realm1" });
    expect(json.result.value.tokens[0].info).not.toHaveProperty("service_identifier");
  });
});
