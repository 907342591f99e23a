// The service, the accounts and the phones of the examples, and their acts before and during the
// calls.
import { randomBytes } from "node:crypto";
import { Phone, type PhoneOutcome } from "../../../phone/phone.ts";
import type { Bytes } from "../../../src/lib/bytes.ts";
import { responseOf } from "../../lib/service-phone.ts";
import { startServer } from "../../serve/start-server.ts";
import { makeAccounts } from "./accounts.ts";
import type { ExampleReply } from "./block.ts";
import { type Names, namesIn } from "./names.ts";

/** The address that the service names as its own. The calls go to 127.0.0.1. */
const PUBLIC_URL = "https://tiqr.example.org";
const PIN = "2468";

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
    TIQR_SERVICE_DISPLAY_NAME: "Example",
    RATE_LIMITS: "off",
  };
  // The first start makes the database, and the first sign-in the administrator.
  const first = await startServer({ state, env });
  await tokenFrom(first.origin, "admin", password);
  await first.stop();
  await makeAccounts(state, env, password);
  const server = await startServer({ state, env });
  const { origin } = server;

  const names: Record<string, string> = { S: origin, PASSWORD: password };
  const hear = (reply: ExampleReply): void => void Object.assign(names, namesIn(reply));
  const phone = new Phone({
    fetch: (url, init) => fetch(url.replace(PUBLIC_URL, origin), init),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
    protocol: 2,
    accounts: [],
  });
  const ask = async (path: string, fields: Record<string, string>, token?: string): Promise<ExampleReply> => {
    const headers: Record<string, string> = token === undefined ? {} : { "PI-Authorization": token };
    const response = await fetch(origin + path, { method: "POST", headers, body: new URLSearchParams(fields) });
    return { status: String(response.status), headers: [...response.headers], body: await response.text() };
  };
  const signIn = async (name: string): Promise<void> => {
    names.TOKEN = await tokenFrom(origin, name, password);
  };

  const ACTS: Readonly<Record<string, () => Promise<void>>> = {
    "the administrator signs in": () => signIn("admin"),
    "the portal signs in": () => signIn("portal"),
    "carol has a phone": async () => {
      await signIn("carol");
      hear(await ask("/token/init", { user: "carol", realm: "administrators" }, names.TOKEN));
      await enrol();
    },
    "carol signs in with it": async () => {
      hear(await ask("/auth", { username: "carol", password }));
      await confirm();
      const { ID: transaction_id = "", TICKET: ticket = "" } = names;
      hear(await ask("/auth", { username: "carol", transaction_id, ticket }));
    },
    "alice opens a login": async () => {
      names.ID = "";
      const opened = await ask("/validate/check", { user: "alice", pass: PIN });
      hear(opened);
      if (names.ID === "") throw new Error(`no login was opened: ${opened.body}`);
    },
    "alice's login is accepted": async () => {
      await confirm();
      await ask("/validate/check", { user: "alice", transaction_id: names.ID ?? "" });
    },
    // Both are written after the reply.
    "the list has it": () => listed("/token/challenges/", 1),
    "the trail has it": () => listed("/audit/", 3),
    "the job ends": async () => {
      const headers = { "PI-Authorization": names.TOKEN ?? "" };
      for (let state = ""; state !== "done"; ) {
        const response = await fetch(`${origin}/jobs/${names.JOB}`, { headers });
        ({ state } = ((await response.json()) as { result: { value: { state: string } } }).result.value);
      }
    },
    "the phone confirms": confirm,
    "the phone shows digits": showDigits,
    "the phone enrols": enrol,
    "ten wrong PINs": async () => {
      for (let count = 0; count < 10; count++) await ask("/validate/check", { user: "alice", pass: "1111" });
    },
    "ten wrong passwords": async () => {
      for (let count = 0; count < 10; count++) await ask("/auth", { username: "reports", password: "wrong password" });
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
    const headers = { "PI-Authorization": names.TOKEN ?? "" };
    for (let count = -1; count !== wanted; ) {
      const response = await fetch(`${origin}${path}?transaction_id=${names.ID}`, { headers });
      const { result } = (await response.json()) as { result: { value: { count: number } } };
      count = result.value.count;
    }
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

function expectTold(outcome: PhoneOutcome, wanted: PhoneOutcome["told"]): void {
  if (outcome.told !== wanted) throw new Error(`expected the phone to be ${wanted}: ${JSON.stringify(outcome)}`);
}

async function tokenFrom(origin: string, username: string, password: string): Promise<string> {
  const response = await fetch(`${origin}/auth`, { method: "POST", body: new URLSearchParams({ username, password }) });
  const { result } = (await response.json()) as { result: { value?: { token?: string } } };
  if (result.value?.token === undefined) throw new Error(`${username} cannot sign in: ${response.status}`);
  return result.value.token;
}
