// npm run demo: one enrolment and one login against the real worker, with the simulated phone, and
// with packages/client as the application. Everything lives in a temporary folder that is removed
// at the end. Ends with "login accepted" and exit code 0.

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { TiqrClient } from "../../packages/client/index.js";
import { Phone, type PhoneOutcome } from "../../phone/phone.ts";
import { inWords } from "../../phone/words.ts";
import type { Bytes } from "../../src/lib/bytes.ts";
import { noArguments } from "../lib/arguments.ts";
import { terminalQr } from "../lib/terminal-qr.ts";
import { startServer } from "../serve/start-server.ts";

noArguments("demo");

const ADMIN_PASSWORD = randomBytes(18).toString("base64url");
const PIN = "2468";

const say = (text: string): void => console.log(`\n${text}`);
/**
 * Alice's phone answers this long after the application's first poll, when the application listens.
 */
const ALICE_SCANS_AFTER_MS = 400;

/**
 * Wraps fetch so that it shows each exchange: the asker, the request, the shortened answer and the
 * duration.
 */
const shownFetch =
  (speaker: "application" | "phone") =>
  async (url: string, init: RequestInit = {}): Promise<Response> => {
    const begun = performance.now();
    const response = await fetch(url, init);
    const text = await response.clone().text();
    const milliseconds = (performance.now() - begun).toFixed(1).padStart(6);
    const { pathname, search } = new URL(url);
    console.log(`  ${speaker.padEnd(11)} ${(init.method ?? "GET").padEnd(4)} ${pathname}${search.slice(0, 60)}`);
    console.log(`  ${" ".repeat(11)} ${response.status}  ${milliseconds} ms  ${inShort(text)}`);
    return response;
  };

/** Shows what the application hears. */
class ShownSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    console.log(`  application WebSocket ${new URL(url).pathname}`);
    this.addEventListener("message", ({ data }) => console.log(`  ${" ".repeat(11)} hears ${data}`));
  }
}

const inShort = (text: string): string =>
  text
    .replace(/"data:image\/png;base64,[^"]*"/g, '"data:image/png;base64,…"')
    .replace(/"token":"[^"]*"/, '"token":"…"')
    .slice(0, 160);

// biome-ignore lint/suspicious/noExplicitAny: a demo reads replies freely
async function ask(url: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<any> {
  const init = fields ? { method: "POST", body: new URLSearchParams(fields), headers } : { headers };
  return (await shownFetch("application")(url, init)).json();
}

function expectTold(outcome: PhoneOutcome, expected: PhoneOutcome["told"]): void {
  say(`  The phone says: ${inWords(outcome)}`);
  if (outcome.told !== expected) throw new Error(`the phone: got ${outcome.told}, expected ${expected}`);
}

async function demo(origin: string): Promise<void> {
  const phone = new Phone({
    fetch: shownFetch("phone"),
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
  expectTold(await phone.enroll(enrolment), "enrolled");

  say("3. An application asks whether alice may log in, with her PIN, and shows the QR code from the answer.");
  const application = new TiqrClient({ baseUrl: origin, fetch: shownFetch("application"), WebSocket: ShownSocket });
  const challenge = await application.trigger({ user: "alice", pin: PIN });
  if (!challenge.triggered) throw new Error(`the login was refused: ${challenge.message}`);
  const { transactionId, link } = challenge;
  console.log(terminalQr(link));
  console.log(`  ${link}`);

  say("4. While she looks for her phone, the application waits: one poll, then a WebSocket.");
  const aliceScans = async () => {
    await pause(ALICE_SCANS_AFTER_MS);
    say("5. Alice scans it. The app computes the response to the question and sends it.");
    expectTold(await phone.login(link), "logged-in");
    say("6. The WebSocket tells the answer, and the application finalizes the login. That works once.");
  };
  const [outcome] = await Promise.all([application.wait(transactionId, { timeoutMs: 10_000 }), aliceScans()]);
  if (outcome !== "accepted") throw new Error(`the login: got ${outcome}, expected accepted`);
  const finished = await application.finalize({ user: "alice", transactionId });
  const again = await application.finalize({ user: "alice", transactionId });
  if (!finished.accepted || again.accepted) throw new Error("the login was not accepted exactly once");
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
