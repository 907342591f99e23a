// Starts two websites of examples/relying-party beside a server of their own, with a simulated
// phone. For `npm run example` and its tests.
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { createRelyingParty } from "../../examples/relying-party/app.ts";
import { deriveKeyring } from "../../src/storage/keys/keyring.ts";
import { sessionKeyOfAttempt } from "../../src/storage/objects/transaction-id.ts";
import { identityOf, loginQrText } from "../../src/tiqr/urls.ts";
import { freePort, host } from "../lib/port.ts";
import { type EnrolledPerson, Service } from "../lib/service-client.ts";
import { startServer } from "../serve/start-server.ts";

export interface Website {
  readonly name: string;
  readonly origin: string;
}

export interface RunningExample {
  readonly wiki: Website;
  readonly chat: Website;
  readonly service: Service;
  readonly alice: EnrolledPerson;
  /** Lets Alice's phone answer the open login, and returns what the phone is told. */
  aliceConfirms(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Gives the sessionKey and the question of the login that was opened last, as Alice's phone would
 * read them from the QR code on her screen. The API tells an administrator the question, and an
 * attempt id from which only the server's key leads to the sessionKey.
 */
async function codeOnScreen(service: Service, masterKey: string) {
  const { json } = await service.asAdmin("GET", "/token/challenges/");
  const newest = json.result.value.challenges.find(({ otp_received }: { otp_received: boolean }) => !otp_received);
  if (!newest) return undefined;
  const keyring = await deriveKeyring([Uint8Array.from(Buffer.from(masterKey, "base64"))]);
  const sessionKey = await sessionKeyOfAttempt(keyring, newest.transaction_id);
  return sessionKey === undefined ? undefined : { sessionKey, question: String(newest.challenge) };
}

export async function startExample(state: string): Promise<RunningExample> {
  const env = {
    MASTER_KEY: randomBytes(32).toString("base64"),
    MASTER_KEY_PREVIOUS: "",
    BOOTSTRAP_ADMIN: `admin:${randomBytes(18).toString("base64url")}`,
    TIQR_SERVICE_DISPLAY_NAME: "TiQR example",
    EMAIL_TEMPLATE: "{user}@example.org",
  };
  const server = await startServer({ state, env });
  const service = new Service(server.origin);
  const [, password = ""] = env.BOOTSTRAP_ADMIN.split(":");
  await service.signIn("admin", password);
  const alice = await service.enrol("alice", { pin: "2468" });
  const websites = [await startWebsite(service, "Wiki"), await startWebsite(service, "Chat")] as const;
  return {
    wiki: websites[0],
    chat: websites[1],
    service,
    alice,
    async aliceConfirms() {
      const code = await codeOnScreen(service, env.MASTER_KEY);
      if (!code) return "no login is open";
      const link = loginQrText(
        { userId: identityOf("alice", "default"), serviceIdentifier: host, ...code, displayName: "" },
        { kind: "scheme" },
      );
      return (await alice.phone.login(link)).told;
    },
    async stop() {
      for (const { http } of websites) {
        http.closeAllConnections();
        http.close();
      }
      await server.stop();
    },
  };
}

/** Registers a website as a client, and starts it. */
async function startWebsite(service: Service, name: string): Promise<Website & { readonly http: HttpServer }> {
  const port = await freePort(0);
  const origin = `http://${host}:${port}`;
  const { json, text } = await service.postAsAdmin("/oidc/clients", {
    client_name: name,
    redirect_uris: [`${origin}/back`],
    post_logout_redirect_uris: [`${origin}/`],
    scope: "openid profile email groups",
  });
  const { client_id: clientId, client_secret: clientSecret } = json?.result?.value ?? {};
  if (clientSecret === undefined) throw new Error(`${name} is not registered: ${text}`);
  const http = createRelyingParty({ issuer: service.origin, clientId, clientSecret, origin, name });
  await once(http.listen(port, host), "listening");
  return { name, origin, http };
}
