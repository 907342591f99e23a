// Starts the website of examples/relying-party beside a server of its own, with a service account and a simulated phone. For
// `npm run example` and its test.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { globSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { createRelyingParty } from "../../examples/relying-party/app.ts";
import type { Account, ServiceAccountOptions } from "../../examples/relying-party/service-account.ts";
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
 * Reads the sessionKey and the question of the login that was opened last, as Alice's phone would read them from the QR code on
 * her screen. The API does not tell an administrator the sessionKey, so this reads the server's list of open logins.
 */
function codeOnScreen(state: string): { readonly sessionKey: string; readonly question: string } | undefined {
  const [file] = globSync(join(state, "d1/*/*.sqlite")).filter((path) => !path.endsWith("metadata.sqlite"));
  if (file === undefined) return undefined;
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const newest = "SELECT session_key, question FROM challenge WHERE answered = 0 ORDER BY opened_at_ms DESC LIMIT 1";
    const row = database.prepare(newest).get();
    return row && { sessionKey: String(row.session_key), question: String(row.question) };
  } finally {
    database.close();
  }
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
      const code = codeOnScreen(state);
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
