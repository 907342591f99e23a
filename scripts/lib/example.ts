// Starts the website of examples/relying-party beside a server of its own, with a service account and a simulated phone. For
// `npm run example` and its test.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { createRelyingParty } from "../../examples/relying-party/app.ts";
import type { Account, ServiceAccountOptions } from "../../examples/relying-party/service-account.ts";
import { deriveKeyring } from "../../src/storage/keys/keyring.ts";
import { sessionKeyOfAttempt } from "../../src/storage/objects/transaction-id.ts";
import { identityOf, loginQrText } from "../../src/tiqr/urls.ts";
import { freePort } from "./port.ts";
import { inProject } from "./project.ts";
import { type Enrolled, Service } from "./service-client.ts";
import { startServer } from "./start-server.ts";

export interface Example {
  /** The website's origin. */
  readonly origin: string;
  readonly service: Service;
  /** The website's service account. */
  readonly account: Account;
  readonly alice: Enrolled;
  /** Lets Alice's phone answer the open login, and returns what the phone is told. */
  aliceConfirms(): Promise<string>;
  /** Restarts the website, without its visitors' sessions and without a token. */
  restartWebsite(): void;
  stop(): Promise<void>;
}

/**
 * Gives the sessionKey and the question of the login that was opened last, as Alice's phone would read them from the QR code on
 * her screen. The API tells an administrator the question, and an attempt id from which only the server's key leads to the
 * sessionKey.
 */
async function codeOnScreen(service: Service, masterKey: string) {
  const { json } = await service.asAdmin("GET", "/token/challenges/");
  const newest = json.result.value.challenges.find(({ otp_received }: { otp_received: boolean }) => !otp_received);
  if (!newest) return undefined;
  const keyring = await deriveKeyring([Uint8Array.from(Buffer.from(masterKey, "base64"))]);
  const sessionKey = await sessionKeyOfAttempt(keyring, newest.transaction_id);
  return sessionKey === undefined ? undefined : { sessionKey, question: String(newest.challenge) };
}

/** Tests may give the website's clock and network in `options`. */
export async function startExample(
  state: string,
  options: Pick<ServiceAccountOptions, "now" | "fetch"> = {},
): Promise<Example> {
  const env = {
    MASTER_KEY: randomBytes(32).toString("base64"),
    MASTER_KEY_PREVIOUS: "",
    BOOTSTRAP_ADMIN: `admin:${randomBytes(18).toString("base64url")}`,
    TIQR_SERVICE_DISPLAY_NAME: "TiQR example",
  };
  // The first start makes the database, which the account needs.
  await (await startServer({ state, env })).stop();
  const port = await freePort(0);
  const origin = `http://127.0.0.1:${port}`;
  const account = await makeAccount(state, env, origin);

  const server = await startServer({ state, env: { ...env, ALLOWED_RETURN_ORIGINS: origin } });
  const makeWebsite = () => createRelyingParty({ service: server.origin, origin, account, ...options });
  let website = makeWebsite();
  // A restart of the website must break no connection, so this server stands in front of it.
  const front = createServer((request, reply) => website.emit("request", request, reply)).listen(port, "127.0.0.1");
  await once(front, "listening");

  const service = new Service(server.origin);
  const [, password = ""] = env.BOOTSTRAP_ADMIN.split(":");
  await service.signIn("admin", password);
  const alice = await service.enrol("alice", { pin: "2468" });
  return {
    origin,
    service,
    account,
    alice,
    async aliceConfirms() {
      const code = await codeOnScreen(service, env.MASTER_KEY);
      if (!code) return "no login is open";
      const link = loginQrText(
        {
          userId: identityOf("alice", "default"),
          serviceIdentifier: "127.0.0.1",
          ...code,
          displayName: "",
        },
        { kind: "scheme" },
      );
      return (await alice.phone.login(link)).told;
    },
    restartWebsite() {
      website = makeWebsite();
    },
    async stop() {
      front.closeAllConnections();
      front.close();
      await server.stop();
    },
  };
}

async function makeAccount(state: string, env: Record<string, string>, origin: string) {
  const username = "example-website";
  const args = ["add", username, "--rights", `redeemlogin:${origin}`, "--generate", "--state", state];
  const { stdout } = await promisify(execFile)(process.execPath, [inProject("scripts/admin.ts"), ...args], {
    env: { ...process.env, ...env },
  });
  const [, password] = /^password: (.+)$/m.exec(stdout) ?? [];
  if (!password) throw new Error(`no account: ${stdout}`);
  return { username, password };
}
