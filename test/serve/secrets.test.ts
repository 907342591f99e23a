// A whole run against the real server, with everything that succeeds and everything that is
// refused: none of its secrets, PINs, passwords, sessions, responses and JWTs is in the server's
// log, in an error, in the audit trail, or in the files that it leaves.
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storedLogins } from "../../bench/soak/state-folder.ts";
import { Phone, type PhoneOutcome } from "../../phone/phone.ts";
import { sessionKeyIn } from "../../scripts/lib/service-phone.ts";
import { type RunningServer, startServer } from "../../scripts/serve/start-server.ts";
import { type Bytes, toBase64 } from "../../src/lib/bytes.ts";

const MASTER_KEY = btoa("0123456789abcdef0123456789abcdef");
const PASSWORD = "password-of-root-7c1f";
const PIN = "pin-of-alice-93ab";
const WRONG_PIN = "wrong-pin-55de";
const WRONG_PASSWORD = "wrong-password-18aa";

let state: string;
let server: RunningServer;
/** The values that must be nowhere, by their kind. */
const secrets = new Map<string, string>([
  ["password", PASSWORD],
  ["wrong password", WRONG_PASSWORD],
  ["PIN", PIN],
  ["wrong PIN", WRONG_PIN],
  ["master key", MASTER_KEY],
]);
/** Bodies of refusals. */
const errors: string[] = [];
let trail = "";
/** Sent to the application that opens the login, and stored nowhere. */
let transaction = "";
let sessionKey = "";

const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
async function ask(path: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<any> {
  const init = fields ? { method: "POST", body: new URLSearchParams(fields), headers } : { headers };
  const response = await fetch(new URL(path, server.origin), init);
  const text = await response.text();
  const json = response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : undefined;
  if (!response.ok || json?.result?.value === false || json?.result?.status === false) errors.push(text);
  return json ?? text;
}

/** A phone whose every post and reply is watched, because it sends secrets. */
function watchedPhone(): Phone {
  return new Phone({
    randomBytes,
    protocol: 1,
    accounts: [],
    fetch: async (url, init) => {
      if (init?.body instanceof URLSearchParams)
        for (const name of ["secret", "response"])
          if (init.body.has(name)) secrets.set(`${name} ${secrets.size}`, init.body.get(name) ?? "");
      const session = new URL(url).searchParams.get("session");
      if (session) secrets.set(`session ${secrets.size}`, session);
      return fetch(url, init);
    },
  });
}

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), "secrets-test-"));
  const env = { MASTER_KEY, BOOTSTRAP_ADMIN: `root:${PASSWORD}`, PIN_ITERATIONS: "1000", MAX_FAIL: "3" };
  server = await startServer({ state, env });
  const { token } = (await ask("/auth", { username: "root", password: PASSWORD })).result.value;
  secrets.set("JWT", token);
  const admin = { Authorization: token };
  await ask("/auth", { username: "root", password: WRONG_PASSWORD });
  await ask("/token/", undefined, { Authorization: `${token}x` });

  const phone = watchedPhone();
  const { detail } = await ask("/token/init", { type: "tiqr", user: "alice", pin: PIN }, admin);
  const told: PhoneOutcome[] = [await phone.enroll(detail.tiqrenroll.value)];
  // With three phones a challenge is longer than a cell of a page.
  for (let i = 0; i < 2; i++) {
    const another = await ask("/token/init", { type: "tiqr", user: "alice", pin: PIN }, admin);
    await watchedPhone().enroll(another.detail.tiqrenroll.value);
  }
  await phone.enroll(detail.tiqrenroll.value); // a second scan
  await ask(`/validate/check?user=alice&pass=${WRONG_PIN}`);
  await ask(`/validate/check?user=nobody&pass=${PIN}`);
  const trigger = async () => (await ask("/validate/check", { user: "alice", pass: PIN })).detail;
  const login = await trigger();
  transaction = login.transaction_id;
  sessionKey = sessionKeyIn(login.attributes.value);
  await phone.login(login.attributes.value, true);
  told.push(await phone.login(login.attributes.value));
  await phone.login(login.attributes.value); // once more
  await ask("/validate/check", { user: "alice", transaction_id: transaction });
  await ask("/validate/check", { user: "alice", transaction_id: transaction });
  const random = await ask("/token/setrandompin", { serial: detail.serial }, admin);
  secrets.set("random PIN", random.detail.pin);
  await ask("/token/setpin", { serial: detail.serial, otppin: PIN }, admin);
  const open = await trigger(); // stays open when the server stops
  for (let i = 0; i < 4; i++) await phone.login(open.attributes.value, true); // the lock closes
  // Malformed requests, with secrets in odd places.
  await ask(`/ttype/tiqr?action=${PIN}`, { secret: PIN, sessionKey: PIN, response: PIN });
  await ask(`/${PIN}`, { pass: PIN });
  await ask("/validate/check", { serial: "NOSUCH", pass: PIN });
  await ask("/token/init", { type: "tiqr", user: "bob", pin: PIN, serial: "no good" }, admin);
  await fetch(`${server.origin}/validate/check`, { method: "POST", body: `{"pass":"${PIN}`, headers: JSON_TYPE });
  trail = JSON.stringify(await ask("/audit/?page_size=500", undefined, admin));
  expect(told.map((each) => each.told)).toEqual(["enrolled", "logged-in"]);
  await server.stop();
});
afterAll(async () => {
  await server?.stop();
  rmSync(state, { recursive: true, force: true, maxRetries: 5 });
});

const JSON_TYPE = { "Content-Type": "application/json" };
const found = (text: string) => [...secrets].flatMap(([name, secret]) => (text.includes(secret) ? [name] : []));

describe("a whole run", () => {
  it("has secrets of every kind, refusals and an audit trail to search", () => {
    const kinds = new Set([...secrets.keys()].map((name) => name.replace(/ \d+$/, "")));
    for (const kind of ["secret", "response", "session", "JWT", "random PIN"]) expect(kinds).toContain(kind);
    expect(errors.length).toBeGreaterThan(8);
    expect(trail).toContain("wrong-response");
    expect(trail).toMatch(/"attempt_id":"[0-9a-f]{32}"/);
  });

  it("logs none of them", () => {
    expect(found(server.log())).toEqual([]);
    expect(server.log()).not.toContain(transaction);
  });

  it("shows none of them in a refusal", () => {
    expect(errors.flatMap(found)).toEqual([]);
  });

  it("keeps none of them in the audit trail", () => {
    expect(found(trail)).toEqual([]);
    expect(trail).not.toContain(transaction);
  });

  it("leaves no question and no sealed secret in the objects of its logins, nor in bytes no longer used", () => {
    const logins = storedLogins(state);
    expect(logins.map((login) => login.state).sort()).toEqual(["blocked", "used"]);
    expect(logins.flatMap(({ hasSecrets, traces }) => (hasSecrets ? ["in use"] : traces))).toEqual([]);
  });

  it("leaves none of them in its files, in plain, hex or base64", () => {
    const files = globSync(join(state, "**/*")).filter((path) => statSync(path).isFile());
    const text = files.map((path) => readFileSync(path, "latin1")).join("\n");
    expect(text).toContain(sessionKey);
    expect(text).not.toContain(transaction);
    expect(found(text)).toEqual([]);
    for (const [name, secret] of secrets) {
      const bytes = /^[0-9a-f]{64}$/.test(secret) ? Buffer.from(secret, "hex") : Buffer.from(secret);
      if (bytes.length < 8) continue;
      for (const spelled of [bytes.toString("hex"), toBase64(bytes).replace(/=+$/, ""), bytes.toString("latin1")])
        expect([name, text.includes(spelled)]).toEqual([name, false]);
    }
  });
});
