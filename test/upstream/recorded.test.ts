// In front of a privacyIDEA server, by its recorded replies (test/compat): each comes through as it
// is, a wrong guess is told from a right one, and a PIN is right where it opens a challenge.

import { afterEach, describe, expect, it, vi } from "vitest";
import { isWrongGuess } from "../../src/http/guard/passed-guesses.ts";
import { createUpstream } from "../../src/upstream/privacyidea.ts";
import { at, EXCHANGES, type Exchange, sentParameters } from "../compat/exchanges.ts";
import { admin, ORIGIN, withSettings } from "../support/service.ts";

const UPSTREAM_PRIVACYIDEA = "https://privacyidea.example.org";
const ALL = EXCHANGES.filter(({ response }) => typeof response.body === "object" && response.status !== 204);
const CHECKS = ALL.filter(
  ({ request }) => /^\/validate\/check(\?|$)/.test(request.path) && !sentParameters(request).has("transaction_id"),
);
const replyOf = ({ response }: Exchange) =>
  Response.json(response.body, { status: response.status, headers: { "Content-Type": response.type } });
const kindOf = ({ request: { method, path, headers }, response: { status, body } }: Exchange) =>
  [method, path.split("?")[0], status, headers?.["X-Test"], ...messagesIn(body)].join();
const messagesIn = (body: unknown) => [at(body, "detail", "message"), at(body, "result", "error", "code")];
const wordOf = ({ response }: Exchange) => at(response.body, "result", "authentication");

await admin();
const app = await withSettings({ UPSTREAM_PRIVACYIDEA });
afterEach(() => {
  vi.restoreAllMocks();
});

it("each kind of reply comes through as it is", async () => {
  const passed: number[] = [];
  const kinds = new Map(ALL.map((exchange) => [kindOf(exchange), exchange]));
  for (const exchange of kinds.values()) {
    const { method, path, headers, body } = exchange.request;
    // Those are answered here, whoever asks.
    if (/^\/(ttype\/tiqr|auth\b)/.test(path) || headers?.["X-Test"]) continue;
    vi.spyOn(globalThis, "fetch").mockResolvedValue(replyOf(exchange));
    const sentHeaders = Object.fromEntries(
      Object.entries(headers ?? {}).filter(([name]) => !/authorization/i.test(name)),
    );
    const sent = method === "GET" || method === "HEAD" ? null : (body ?? null);
    const response = await app(new Request(ORIGIN + path, { method, headers: sentHeaders, body: sent }));
    if (vi.mocked(fetch).mock.calls.length === 0) continue;
    expect([exchange.n, response.status, await response.json()]).toEqual([
      exchange.n,
      exchange.response.status,
      exchange.response.body,
    ]);
    passed.push(exchange.n);
    vi.restoreAllMocks();
  }
  expect(passed.length).toBeGreaterThan(60);
});

describe("an answer to a PIN", () => {
  it("is wrong where privacyIDEA says so", async () => {
    const words = new Set<unknown>();
    for (const exchange of CHECKS.filter(({ response }) => response.status === 200)) {
      const hasNone = at(exchange.response.body, "detail", "message") === "The user has no tokens assigned";
      const isWrong = wordOf(exchange) === "REJECT" && !hasNone;
      expect([exchange.n, await isWrongGuess(replyOf(exchange))]).toEqual([exchange.n, isWrong]);
      words.add(wordOf(exchange));
    }
    expect(words).toContain("REJECT");
    expect(words).toContain("CHALLENGE");
  });

  it("says that the PIN is right where it opens a challenge, and only there", async () => {
    for (const exchange of CHECKS.filter(({ response }) => response.status === 200)) {
      vi.spyOn(globalThis, "fetch").mockResolvedValue(replyOf(exchange));
      const taken = await createUpstream(UPSTREAM_PRIVACYIDEA).takesPin({ user: "hans", realm: "corp" }, "test");
      expect([exchange.n, taken]).toEqual([exchange.n, wordOf(exchange) === "CHALLENGE"]);
    }
  });
});
