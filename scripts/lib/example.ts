// The website of examples/relying-party beside a server of its own, with a service account and a person whose phone is
// simulated. For `npm run example` and its test.
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
  /** Of the website. */
  readonly origin: string;
  readonly service: Service;
  /** The website's own, at the service. */
  readonly account: Account;
  readonly alice: Enrolled;
  /** Alice's phone answers the login that is open; what it is told. */
  aliceConfirms(): Promise<string>;
  /** The website begins again, knowing no visitor and holding no token. */
  restartWebsite(): void;
  stop(): Promise<void>;
}

/**
 * What the QR code on Alice's screen says of the login that was opened last: its sessionKey and question. No part of the API
 * tells an administrator that, so it is read where the server keeps its list of open logins.
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

/** `options`: the website's clock and network, for tests. */
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
  // Once, so that there is a database to put the account in.
  await (await startServer({ state, env })).stop();
  const port = await freePort(0);
  const origin = `http://127.0.0.1:${port}`;
  const account = await makeAccount(state, env, origin);

  const server = await startServer({ state, env: { ...env, ALLOWED_RETURN_ORIGINS: origin } });
  const makeWebsite = () => createRelyingParty({ service: server.origin, origin, account, ...options });
  let website = makeWebsite();
  // In front of it, so that a restart breaks no connection.
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
