// A plain poll (an id and nothing else) is answered before its parameters are read. Whatever is
// asked, nobody may notice: the answers, the log and the numbers are those of the usual way.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { answer, answered, endLogin, enrolledUser, trigger, wrongOnes } from "../../support/login.ts";
import { asAdminOver, ORIGIN, type Send, withSettings } from "../../support/service.ts";

const POLL = "/validate/polltransaction";
const MADE_UP = "12345678901234567890";
const ids: Record<string, string> = { madeUp: MADE_UP };
/** Numbers of a service of its own are kept apart from those of another. */
let services = 0;

beforeAll(async () => {
  const alice = await enrolledUser("alice");
  ids.open = (await trigger(alice)).transactionId;
  ids.answered = (await answered(alice)).transactionId;
  const used = await answered(alice);
  await endLogin(used);
  ids.used = used.transactionId;
  const blocked = await trigger(await enrolledUser("bob"));
  for (const wrong of wrongOnes(blocked.right, 20)) await answer(blocked, wrong);
  ids.blocked = blocked.transactionId;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

interface Case {
  readonly path: string;
  readonly init?: RequestInit;
  readonly isPlain?: boolean;
}

const ORIGINS = ["https://app.example", "https://other.example", "null"];
const AGENTS = ["privacyidea-cp/1.1.0 Windows/10", "ownCloud Server Crawler", "simpleSAMLphp"];
const TYPES = ["application/json", "text/html,application/xhtml+xml,*/*;q=0.8", "*/*"];

/** Whole requests: the states in both forms, and those who ask with all that they may send. */
function cases(): Case[] {
  const id = ids.open ?? "";
  const given = (headers: Record<string, string>): Case => ({
    path: `${POLL}/${id}`,
    init: { headers },
    isPlain: true,
  });
  return [
    ...Object.values(ids).flatMap((each): Case[] =>
      [`${POLL}/${each}`, `${POLL}?transaction_id=${each}`].flatMap((path) => [
        { path, isPlain: true },
        { path, init: { method: "HEAD" }, isPlain: true },
      ]),
    ),
    ...ORIGINS.map((Origin) => given({ Origin })),
    ...AGENTS.map((agent) => given({ "User-Agent": agent })),
    ...TYPES.map((Accept) => given({ Accept, "Accept-Language": "de" })),
    given({ "CF-Connecting-IP": "203.0.113.7", traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` }),
    ...["POST", "DELETE", "OPTIONS"].map((method) => ({ path: `${POLL}/${id}`, init: { method } })),
    ...[
      `${POLL}`,
      `${POLL}/`,
      `${POLL}/${id}/`,
      `${POLL}/${id}?`,
      `${POLL}/${id}?transaction_id=${MADE_UP}`,
      `${POLL}?transaction_id=${id}&transaction_id=${MADE_UP}`,
      `${POLL}?transaction_id=${id}&wait=0`,
      `${POLL}?transaction_id=${id}&wait=99`,
      `${POLL}?transaction_id=${id}&nonce=n1`,
      `${POLL}?transaction_id=${id}&unknown=1`,
      `${POLL}?transaction_id=%3${id}`,
      `${POLL}?transaction_id=%253${id}`,
      `${POLL}/%3${id}`,
      `${POLL}/${id}%00`,
      `${POLL}?transaction_id=${id}0`,
      `${POLL}?transaction_id=${id.slice(1)}`,
      `${POLL}?transaction_id=`,
      `${POLL}?other=${POLL}/${id}`,
      `${POLL}/x?${POLL}/${id}`,
      `${POLL}?transaction%5Fid=${id}`,
      `/validate/pollenrollment/${id}`,
      `/Validate/polltransaction/${id}`,
    ].map((path) => ({ path })),
  ];
}

let looks = 0;

/** `isUsual`: no request is seen to be a plain poll. */
function watchLooks(isUsual: boolean): void {
  const { exec } = RegExp.prototype;
  vi.spyOn(RegExp.prototype, "exec").mockImplementation(function (this: RegExp, text) {
    const found = exec.call(this, text);
    if (found === null || !this.source.includes("polltransaction(?:")) return found;
    looks++;
    return isUsual ? null : found;
  });
}

/** Everything that can be noticed of the cases: by who asks, in the log, in the numbers. */
async function noticed(settings: Partial<Env>, isUsual: boolean) {
  const name = `plain polls ${++services}`;
  const points: unknown[] = [];
  const lines: string[] = [];
  const METER = { getByName: () => env.METER.getByName(name) } as unknown as Env["METER"];
  const ANALYTICS = { writeDataPoint: (point: AnalyticsEngineDataPoint) => points.push([point.indexes, point.blobs]) };
  vi.spyOn(console, "log").mockImplementation((line) => {
    const { id: _, trace: __, ms: ___, object_ms: ____, ...fact } = JSON.parse(line);
    lines.push(JSON.stringify(fact));
  });
  vi.spyOn(console, "error").mockImplementation((first) => lines.push(first));
  const app = await withSettings({ LOG_REQUESTS: "on", METER, ANALYTICS, ...settings } as Partial<Env>);
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("theirs", { status: 418 }));
  watchLooks(isUsual);
  const replies = [];
  const seen = [];
  for (const { path, init } of cases()) {
    const before = looks;
    replies.push([path, init, await replyOf(app, new Request(ORIGIN + path, init))]);
    seen.push(looks > before);
  }
  const numbers = (await asAdminOver(app, "GET", "/metrics")).text
    .split("\n")
    .filter((line) => /^tiqr_(requests|object_seconds_count).*\/poll/.test(line));
  vi.restoreAllMocks();
  return { replies, seen, lines, points, numbers };
}

async function replyOf(app: Send, request: Request) {
  const response = await app(request);
  return { status: response.status, headers: [...response.headers], body: await response.text() };
}

const away = () => ({ state: () => Promise.reject(new Error("away")) });
it.each<[string, Partial<Env>, number]>([
  ["as they are", {}, 0],
  ["with pages of some origins", { POLL_ALLOWED_ORIGINS: "https://app.example" }, 0],
  [
    "with pages of no origin, after the logins have ended",
    { POLL_ALLOWED_ORIGINS: "", TRUSTED_PROXY: "on" },
    3_600_000,
  ],
  ["in front of another server", { UPSTREAM_PRIVACYIDEA: "https://privacyidea.example.org" }, 0],
  ["while the objects are away", { TRANSACTION: { getByName: away } } as unknown as Partial<Env>, 0],
])("settings %s: a plain poll is answered, logged and counted like any other", async (_, settings, laterMs) => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + laterMs });
  const isPassed = "UPSTREAM_PRIVACYIDEA" in settings;
  const [quickly, usually] = [await noticed(settings, false), await noticed(settings, true)];
  expect(quickly).toEqual(usually);
  // The case of this title must not compare the usual way with itself.
  if (!isPassed) expect(quickly.seen).toEqual(cases().map(({ isPlain = false }) => isPlain));
  expect(quickly.seen).toContain(true);
});
