// The website of examples/relying-party beside a server of its own, with a service account and a person whose phone is
// simulated. For `npm run example` and its test.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { promisify } from "node:util";
import { createRelyingParty } from "../../examples/relying-party/app.ts";
import { authenticationLink, identityOf } from "../../src/tiqr/urls.ts";
import { freePort } from "./port.ts";
import { inProject } from "./project.ts";
import { type Enrolled, Service } from "./service-client.ts";
import { startServer } from "./start-server.ts";

export interface Example {
  /** Of the website. */
  readonly origin: string;
  readonly service: Service;
  readonly alice: Enrolled;
  /** Alice's phone answers the login that is open; what it is told. */
  aliceConfirms(): Promise<string>;
  stop(): Promise<void>;
}

/** As GET /token/challenges/ shows an open login. */
interface Listed {
  readonly transaction_id: string;
  readonly challenge: string;
  readonly otp_received: boolean;
  readonly timestamp: string;
}

export async function startExample(state: string): Promise<Example> {
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
  const website = createRelyingParty({ service: server.origin, origin, account }).listen(port, "127.0.0.1");
  await once(website, "listening");

  const service = new Service(server.origin);
  const [, password = ""] = env.BOOTSTRAP_ADMIN.split(":");
  await service.signIn("admin", password);
  const alice = await service.enrol("alice", { pin: "2468" });
  return {
    origin,
    service,
    alice,
    async aliceConfirms() {
      const { json } = await service.asAdmin("GET", "/token/challenges/?pagesize=100");
      const challenges: Listed[] = json.result.value.challenges;
      const [open] = challenges
        .filter(({ otp_received }) => !otp_received)
        .toSorted((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp));
      if (!open) return "no login is open";
      const link = authenticationLink(
        {
          userId: identityOf("alice", "default"),
          serviceIdentifier: "127.0.0.1",
          sessionKey: open.transaction_id,
          question: open.challenge,
          displayName: "",
        },
        { kind: "scheme" },
      );
      return (await alice.phone.login(link)).told;
    },
    async stop() {
      website.closeAllConnections();
      website.close();
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
