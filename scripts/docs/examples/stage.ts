// The service, the accounts and the phones of the examples, and their acts before and during the
// calls.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { PhoneOutcome } from "../../../phone/phone.ts";
import { inProject } from "../../lib/project.ts";
import { Service } from "../../lib/service-client.ts";
import { newPhone, responseOf } from "../../lib/service-phone.ts";
import { startServer } from "../../serve/start-server.ts";
import type { ExampleReply } from "./block.ts";
import { type Names, namesIn } from "./names.ts";

/** The address that the service names as its own. The calls go to 127.0.0.1. */
const PUBLIC_URL = "https://tiqr.example.org";
const PIN = "2468";
/** The accounts besides the first administrator, with their options. */
const ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  carol: [],
  portal: ["--rights", "triggerchallenge"],
  reports: ["--rights", "auditlog"],
};

export interface Stage {
  /** The names in the shell of the next call. */
  readonly names: Names;
  /** Keeps parts of the reply for the calls that follow. */
  hear(reply: ExampleReply): void;
  /** Performs an act that a document names above a call. */
  act(name: string): Promise<void>;
  stop(): Promise<void>;
}

export async function startStage(state: string): Promise<Stage> {
  const password = randomBytes(18).toString("base64url");
  const env = {
    MASTER_KEY: randomBytes(32).toString("base64"),
    MASTER_KEY_PREVIOUS: "",
    BOOTSTRAP_ADMIN: `admin:${password}`,
    PUBLIC_URL,
    FORWARD_AUTH_DOMAIN: "example.org",
    DAY_PASS: "pages",
    CIBA: "on",
    DEVICE_GRANT: "on",
    SCIM: "on",
    TIQR_SERVICE_DISPLAY_NAME: "Example",
    RATE_LIMITS: "off",
  };
  // The first start makes the database, and the first sign-in the administrator.
  const first = await startServer({ state, env });
  await new Service(first.origin).signIn("admin", password);
  await first.stop();
  await makeAccounts(state, env, password);
  const server = await startServer({ state, env });
  const { origin } = server;

  const names: Record<string, string> = { S: origin, PASSWORD: password };
  const service = new Service(origin);
  const hear = (reply: ExampleReply): void => void Object.assign(names, namesIn(reply));
  const phone = newPhone([], (url, init) => fetch(String(url).replace(PUBLIC_URL, origin), init));
  /** Asks, and keeps parts of the reply for the calls that follow. */
  const ask = async (path: string, fields: Record<string, string>, more: Record<string, string> = {}) => {
    const { status, headers, text } = await service.post(path, fields, more);
    hear({ status: String(status), headers: [...headers], body: text });
    return text;
  };
  const signIn = async (username: string): Promise<void> => {
    names.TOKEN = "";
    const text = await ask("/auth", { username, password });
    if (names.TOKEN === "") throw new Error(`${username} cannot sign in: ${text}`);
  };
  const asAccount = () => ({ "PI-Authorization": names.TOKEN ?? "" });
  const look = async (path: string) => (await service.request(path, { headers: asAccount() })).json.result.value;

  const ACTS: Readonly<Record<string, () => Promise<void>>> = {
    "the administrator signs in": () => signIn("admin"),
    "the portal signs in": () => signIn("portal"),
    "carol has a phone": async () => {
      await signIn("carol");
      await ask("/token/init", { user: "carol", realm: "administrators" }, asAccount());
      await enrol();
    },
    "carol signs in with it": async () => {
      await ask("/auth", { username: "carol", password });
      await confirm();
      const { ID: transaction_id = "", TICKET: ticket = "" } = names;
      await ask("/auth", { username: "carol", transaction_id, ticket });
    },
    "a directory has a key": async () => {
      await signIn("admin");
      const send = (path: string, body: object) =>
        service.request(path, {
          method: "POST",
          headers: { ...asAccount(), "Content-Type": "application/json" },
          body: JSON.stringify(body),
        });
      await send("/accounts", { name: "entra", rights: ["scim"], realms: ["staff"] });
      names.DIRECTORY_KEY = (await send("/accounts/entra/keys", {})).json.result.value.key;
    },
    "alice opens a login": async () => {
      names.ID = "";
      const text = await ask("/validate/check", { user: "alice", pass: PIN });
      if (names.ID === "") throw new Error(`no login was opened: ${text}`);
    },
    "alice's login is accepted": async () => {
      await confirm();
      await service.check({ user: "alice", transaction_id: names.ID ?? "" });
    },
    // Both are written after the reply.
    "the list has it": () => listed("/token/challenges/", 1),
    "the trail has it": () => listed("/audit/", 3),
    "the job ends": async () => {
      while ((await look(`/jobs/${names.JOB}`)).state !== "done");
    },
    "the phone confirms": confirm,
    "the phone shows digits": showDigits,
    "the phone enrols": enrol,
    "ten wrong PINs": async () => {
      for (let count = 0; count < 10; count++) await service.check({ user: "alice", pass: "1111" });
    },
    "ten wrong passwords": async () => {
      for (let count = 0; count < 10; count++)
        await service.post("/auth", { username: "reports", password: "wrong password" });
    },
  };
  return {
    names,
    hear,
    act: async (name) => {
      const work = ACTS[name];
      if (!work) throw new Error(`no such act: ${name}`);
      await work();
    },
    stop: () => server.stop(),
  };

  /** Asks as the administrator until the list has that many rows of the newest login. */
  async function listed(path: string, wanted: number): Promise<void> {
    while ((await look(`${path}?transaction_id=${names.ID}`)).count !== wanted);
  }
  async function enrol(): Promise<void> {
    expectTold(await phone.enroll(names.ENROLMENT_QR ?? ""), "enrolled");
  }
  async function confirm(): Promise<void> {
    expectTold(await phone.login(names.LOGIN_QR ?? ""), "logged-in");
  }
  async function showDigits(): Promise<void> {
    names.DIGITS = await responseOf(phone, names.LOGIN_QR ?? "");
  }
}

function expectTold(outcome: PhoneOutcome, expected: PhoneOutcome["told"]): void {
  if (outcome.told !== expected) throw new Error(`the phone: got ${JSON.stringify(outcome)}, expected ${expected}`);
}

/** Makes the accounts in the database, all with the same password. */
async function makeAccounts(state: string, env: Record<string, string>, password: string): Promise<void> {
  for (const [name, rights] of Object.entries(ACCOUNTS)) {
    const args = [inProject("packages/commands/admin.ts"), "add", name, ...rights, "--state", state];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ["pipe", "ignore", "inherit"],
    });
    child.stdin.end(password);
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`no account ${name}`);
  }
}
