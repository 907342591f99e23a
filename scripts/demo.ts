// npm run demo: one enrolment and one login against the real worker, with a phone made of the project's own code.
// Everything lives in a temporary folder that is removed at the end. Ends with "login accepted" and exit code 0.

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Phone, type Told } from "../phone/phone.ts";
import { inWords } from "../phone/words.ts";
import type { Bytes } from "../src/lib/bytes.ts";
import { startServer } from "./lib/start-server.ts";
import { terminalQr } from "./lib/terminal-qr.ts";

const ADMIN_PASSWORD = randomBytes(9).toString("base64url");
const PIN = "2468";

const say = (text: string): void => console.log(`\n${text}`);
/** Who speaks, so that the two sides of the exchange can be told apart. */
let speaker = "application";

/** fetch that shows each exchange: who asked what, the answer in short, and how long it took. */
async function shownFetch(url: string, init: RequestInit = {}): Promise<Response> {
  const begun = performance.now();
  const response = await fetch(url, init);
  const text = await response.clone().text();
  const milliseconds = (performance.now() - begun).toFixed(1).padStart(6);
  const { pathname, search } = new URL(url);
  console.log(`  ${speaker.padEnd(11)} ${(init.method ?? "GET").padEnd(4)} ${pathname}${search.slice(0, 60)}`);
  console.log(`  ${" ".repeat(11)} ${response.status}  ${milliseconds} ms  ${inShort(text)}`);
  return response;
}

const inShort = (text: string): string =>
  text
    .replace(/"data:image\/png;base64,[^"]*"/g, '"data:image/png;base64,…"')
    .replace(/"token":"[^"]*"/, '"token":"…"')
    .slice(0, 160);

// biome-ignore lint/suspicious/noExplicitAny: a demo reads replies freely
async function ask(url: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<any> {
  const init = fields ? { method: "POST", body: new URLSearchParams(fields), headers } : { headers };
  return (await shownFetch(url, init)).json();
}

function expectTold(told: Told, wanted: Told["told"]): void {
  say(`  The phone says: ${inWords(told)}`);
  if (told.told !== wanted) throw new Error(`expected the phone to be ${wanted}, it is ${told.told}`);
}

async function demo(origin: string): Promise<void> {
  const phone = new Phone({
    fetch: shownFetch,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) as Bytes,
    protocol: 2,
    accounts: [],
  });

  say("1. An administrator signs in and makes a token for alice, with a PIN.");
  const auth = await ask(`${origin}/auth`, { username: "admin", password: ADMIN_PASSWORD });
  const headers = { "PI-Authorization": auth.result.value.token };
  const init = await ask(`${origin}/token/init`, { type: "tiqr", user: "alice", pin: PIN }, headers);
  const enrolment = init.detail.tiqrenroll.value;

  say("2. Alice scans this QR code with the TiQR app. It fetches the metadata and pushes its key.");
  console.log(terminalQr(enrolment));
  console.log(`  ${enrolment}\n`);
  speaker = "phone";
  expectTold(await phone.enroll(enrolment), "enrolled");

  say("3. An application asks whether alice may log in, with her PIN, and shows the QR code that it gets.");
  speaker = "application";
  const triggered = await ask(`${origin}/validate/check`, { user: "alice", pass: PIN });
  const { transaction_id: transactionId, attributes } = triggered.detail;
  console.log(terminalQr(attributes.value));
  console.log(`  ${attributes.value}\n`);
  await ask(`${origin}/validate/polltransaction?transaction_id=${transactionId}`);

  say("4. Alice scans it. The app computes the response to the question and sends it.");
  speaker = "phone";
  expectTold(await phone.login(attributes.value), "logged-in");

  say("5. The application polls, sees the answer, and finishes the login. That works once.");
  speaker = "application";
  await ask(`${origin}/validate/polltransaction?transaction_id=${transactionId}`);
  const finish = { user: "alice", transaction_id: transactionId, pass: "" };
  const finished = await ask(`${origin}/validate/check`, finish);
  const again = await ask(`${origin}/validate/check`, finish);
  if (finished.result.value !== true || again.result.value !== false)
    throw new Error("the login was not accepted exactly once");
}

const state = mkdtempSync(join(tmpdir(), "tiqr-edge-demo-"));
try {
  console.log("Starting the worker (workerd, D1 and Durable Objects on this machine) …");
  const server = await startServer({
    state,
    env: {
      MASTER_KEY: randomBytes(32).toString("base64"),
      BOOTSTRAP_ADMIN: `admin:${ADMIN_PASSWORD}`,
      TIQR_SERVICE_DISPLAY_NAME: "TiQR demo",
    },
  });
  console.log(`It answers at ${server.origin}.`);
  try {
    await demo(server.origin);
  } finally {
    await server.stop();
  }
  say("login accepted");
} catch (error) {
  console.error(`\nThe demo failed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(state, { recursive: true, force: true });
}
