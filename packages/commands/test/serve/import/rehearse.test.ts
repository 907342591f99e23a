// `npm run import … --rehearse`: what the old server lists is compared with what comes, user by user
// and realm by realm. The server here lists as privacyIDEA 3.14dev1 and eduMFA 2.10 do.
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { run } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { readFernetKey, sealFernet } from "../../../import/crypt/fernet.ts";
import { linesOfSums } from "../../../import/write/report.ts";
import { importInProcess } from "./importing.ts";
import { vectors } from "./readers/vectors.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const copy = withStates();
const folder = mkdtempSync(join(tmpdir(), "rehearse-test-"));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

interface Listed {
  serial: string;
  tokentype: string;
  username: string;
  user_realm: string;
  rollout_state: string;
  info: Record<string, string>;
}
const listed = (serial: string, username: string, more: Partial<Listed> = {}): Listed => ({
  ...{ serial, username, tokentype: "tiqr", user_realm: "corp", rollout_state: "enrolled", info: {} },
  ...more,
});

let tokens: Listed[] = [];
let defaultRealm = "";
let answers: ((path: string) => { status: number; body: string; location?: string } | undefined) | undefined;
let got: string[] = [];
const old = createServer(async (asked, answer) => {
  const { pathname, searchParams } = new URL(asked.url ?? "", "http://old");
  const form = new URLSearchParams(await text(asked));
  got.push(`${asked.method} ${asked.url} ${form.get("username") ?? asked.headers.authorization}`);
  const odd = answers?.(pathname);
  if (odd) return answer.writeHead(odd.status, odd.location ? { Location: odd.location } : {}).end(odd.body);
  const says = (status: number, result: object) =>
    answer.writeHead(status).end(JSON.stringify({ result, version: "privacyIDEA 3.14dev1" }));
  const error = { code: 4031, message: "Authentication failure. Wrong credentials" };
  if (pathname === "/pi/auth")
    return form.get("password") === "old secret"
      ? says(200, { status: true, value: { token: "jwt", role: "admin" } })
      : says(401, { status: false, error });
  if (pathname === "/pi/defaultrealm") return says(200, { status: true, value: { [defaultRealm]: { default: true } } });
  const [page, size] = [Number(searchParams.get("page")), Number(searchParams.get("pagesize"))];
  const value = {
    count: tokens.length,
    next: page * size < tokens.length ? page + 1 : null,
    tokens: tokens.slice((page - 1) * size, page * size),
  };
  return says(200, { status: true, value });
});

let base = "";
beforeAll(async () => {
  old.listen(0, "127.0.0.1");
  await once(old, "listening");
  base = `http://127.0.0.1:${(old.address() as AddressInfo).port}/pi`;
});
afterAll(() => {
  old.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
beforeEach(() => {
  tokens = [];
  defaultRealm = "Corp";
  answers = undefined;
  got = [];
});

const element = (serial: string, login: string, more: object = {}) => ({
  ...{ serial, type: "tiqr", otpkey: "ab".repeat(32), description: "", maxfail: 10, failcount: 0 },
  ...{ active: true, revoked: false, locked: false, _hashed_pin: vectors.passlib.of1234 },
  ...{ info_list: { ocrasuite: "OCRA-1:HOTP-SHA1-6:QH10" }, user: { login, realm: "corp" } },
  ...more,
});
function exported(elements: readonly object[]): string[] {
  const { key } = vectors.pi;
  const sealed = sealFernet(Buffer.from(JSON.stringify(elements)), readFernetKey(key) ?? expect.fail("no key"), 0);
  const of = ["--from", "privacyidea-pi", "--service-identifier", "tiqr.test", "--key-file", file("key", key)];
  return [file("tokens.pi", Buffer.from(sealed).toString()), ...of];
}
const rehearsing = () => ["--rehearse", "--account", "boss", "--password-file", file("password", "old secret\n")];
const env = () => ({ UPSTREAM_PRIVACYIDEA: base, TIQR_SERVICE_IDENTIFIER: "tiqr.test", DEFAULT_REALM: "corp" });
const rehearse = async (state: string, elements: readonly object[], more: string[] = []) =>
  importInProcess(state, [...exported(elements), ...rehearsing(), ...more], env());

const FILE = [
  element("TIQR1", "anna"),
  element("TIQR2", "bert"),
  element("TIQR3", "bert", { otpkey: "abcd" }),
  element("TIQR4", "left"),
];
const THERE = () => [
  listed("TIQR1", "anna"),
  listed("TOTP1", "anna", { tokentype: "totp" }),
  listed("TIQR2", "bert"),
  listed("TIQR3", "bert"),
  listed("TIQR5", "carl", { user_realm: "staff" }),
  listed("HOTP1", "dora", { tokentype: "hotp" }),
  listed("TIQR6", "dora", { info: { session: "0a" } }),
  listed("TIQR7", "emil", { rollout_state: "clientwait" }),
  listed("TIQR8", "", { user_realm: "" }),
];

it.each([
  ["in a dry run", [], "would be imported"],
  ["with --apply, and again", ["--apply"], "here already"],
])("names what is missing, what is gone, and what ends, %s", async (_, more, words) => {
  tokens = THERE();
  const state = copy();
  if (more.length > 0) await rehearse(state, FILE, more);
  const report = join(folder, "report.csv");
  const { sums } = await rehearse(state, FILE, [...more, "--report", report]);
  const why = "its secret has 2 bytes, and 20 to 64 are expected";
  expect(sums?.rehearsal).toEqual({
    server: "privacyIDEA 3.14dev1",
    realms: [
      { realm: "corp", users: 2, whole: 1 },
      { realm: "staff", users: 1, whole: 0 },
    ],
    missing: [
      { serial: "TIQR3", user: "bert", realm: "corp", why },
      { serial: "TIQR5", user: "carl", realm: "staff", why: "it is not in the file" },
    ],
    gone: [{ serial: "TIQR4", user: "left", realm: "corp" }],
    others: [{ user: "anna", realm: "corp", types: ["totp"] }],
    ...{ waiting: 2, unassigned: 1 },
  });
  const lines = linesOfSums(sums ?? expect.fail("no sums")).join("\n");
  expect(lines).toContain(words);
  expect(lines).toContain("realm corp: 1 of 2 users");
  for (const [name, serial] of [
    ["missing", "TIQR5"],
    ["gone", "TIQR4"],
  ] as const)
    expect(readFileSync(report, "utf8")).toContain(`"the old server","${name}","${serial}"`);
});

it("finds no difference where all have come, on many pages, and signs in once", async () => {
  const many = Array.from({ length: 1001 }, (_, at) => `u${at}`);
  tokens = many.map((user) => listed(`S-${user}`, user));
  const { code, sums } = await rehearse(
    copy(),
    many.map((user) => element(`S-${user}`, user)),
  );
  expect([code, sums?.rehearsal?.realms]).toEqual([0, [{ realm: "corp", users: 1001, whole: 1001 }]]);
  expect([sums?.rehearsal?.missing, sums?.rehearsal?.gone]).toEqual([[], []]);
  expect(got.map((line) => line.split("&")[0])).toEqual([
    "POST /pi/auth boss",
    "GET /pi/defaultrealm jwt",
    ...[1, 2, 3].map((page) => `GET /pi/token/?page=${page}`),
  ]);
  expect(got[2]).toMatch(/ jwt$/);
});

it("says that a user without a realm would be another one", async () => {
  [tokens, defaultRealm] = [[listed("TIQR1", "anna")], "staff"];
  const { sums } = await rehearse(copy(), [element("TIQR1", "anna")]);
  expect(sums?.rehearsal?.defaultRealms).toEqual({ there: "staff", here: "corp" });
  expect(linesOfSums(sums ?? expect.fail("no sums")).join()).toContain("its default realm is staff");
});

it("tells a token that belongs to somebody else there", async () => {
  tokens = [listed("TIQR1", "bert")];
  const { sums } = await rehearse(copy(), [element("TIQR1", "anna")]);
  expect(sums?.rehearsal?.missing).toEqual([
    { serial: "TIQR1", user: "bert", realm: "corp", why: "it came to anna@corp" },
  ]);
});

it.each<[string, (path: string) => { status: number; body: string; location?: string } | undefined, string]>([
  ["leads elsewhere", () => ({ status: 302, body: "", location: "https://elsewhere.example.org/" }), "not answer as"],
  ["is no privacyIDEA", () => ({ status: 404, body: "<html>" }), "not answer as privacyIDEA"],
  [
    "wants a second factor",
    (path) => (path === "/pi/auth" ? { status: 200, body: '{"result":{"status":true,"value":false}}' } : undefined),
    "second factor",
  ],
  [
    "lists nothing",
    (path) => (path !== "/pi/token/" ? undefined : { status: 200, body: '{"result":{"status":true,"value":{}}}' }),
    "list of tokens",
  ],
  [
    "refuses the list",
    (path) =>
      path !== "/pi/token/"
        ? undefined
        : { status: 403, body: '{"result":{"status":false,"error":{"message":"tokenlist is not allowed"}}}' },
    "refuses the list of tokens: tokenlist is not allowed",
  ],
])("says in a line that the old server %s, and writes nothing", async (_, odd, words) => {
  answers = odd;
  const state = copy();
  const { code, stderr } = await rehearse(state, FILE, ["--apply"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
  answers = undefined;
  expect((await rehearse(state, FILE)).sums?.unchanged).toBe(0);
});

it("says that the password is wrong, without it", async () => {
  const wrong = ["--rehearse", "--account", "boss", "--password-file", file("wrong", "not the secret")];
  const { code, stderr } = await importInProcess(copy(), [...exported(FILE), ...wrong], env());
  expect([code, stderr]).toEqual([1, expect.stringContaining("refuses the sign-in of boss: Authentication failure")]);
  expect(stderr).not.toContain("not the secret");
});

it("needs the address of the old server, and is no word for other formats", async () => {
  const { code, stderr } = await importInProcess(copy(), [...exported(FILE), ...rehearsing()]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("UPSTREAM_PRIVACYIDEA")]);
  for (const [args, words] of [
    [["x", "--from", "eduid", "--rehearse", "--account", "a"], "privacyIDEA or eduMFA"],
    [["x", "--from", "privacyidea-pi", "--rehearse"], "--account NAME"],
    [["x", "--from", "privacyidea-pi", "--account", "a"], "belong to --rehearse"],
  ] as const)
    expect((await importInProcess(copy(), args)).stderr).toContain(words);
});

it("ends with 2 where something is missing, and prints no control character of that server", async () => {
  tokens = [listed("TIQR1", "anna"), listed("TIQR\u001b[2J", "carl")];
  const args = [...exported([element("TIQR1", "anna")]), ...rehearsing(), "--state", copy()];
  const { code, stdout } = await run("import", args, { env: env() });
  expect([code, stdout]).toEqual([2, expect.stringContaining("missing: TIQR?[2J of carl@corp")]);
  expect(stdout).not.toContain("\u001b");
});
