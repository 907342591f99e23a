import { expect, it } from "vitest";
import type { AuditEvent } from "../../../src/core/audit/events.ts";
import { isPinChange, type LoginStep, unconfirmedIn } from "../../../src/core/audit/unconfirmed.ts";

const NOBODY: ReadonlySet<string> = new Set();
const step = (event: AuditEvent, attemptId: string, more: Partial<LoginStep> = {}): LoginStep => ({
  atMs: 1000,
  event,
  action: "POST /validate/check",
  attemptId,
  client: "203.0.113.9",
  serial: "S1",
  ...more,
});
const opening = (attemptId: string, more?: Partial<LoginStep>) => step("CHALLENGE_TRIGGERED", attemptId, more);
const found = (steps: readonly LoginStep[], withoutPin = NOBODY) =>
  unconfirmedIn(steps, { nowMs: 122_000, validityMs: 120_000 }, withoutPin).map(({ attemptId }) => attemptId);

it("finds the logins that neither an answer nor a cancellation follows, in whatever order they come", () => {
  const settled = (["CHALLENGE_ANSWERED", "PHONE_ELSEWHERE", "LOGIN_SUCCESS", "CHALLENGE_CANCELLED"] as const).flatMap(
    (event) => [opening(event), step(event, event, { action: "POST /ttype/tiqr" })],
  );
  const steps = [opening("stranger"), ...settled, opening("other")];
  expect(found(steps)).toEqual(["stranger", "other"]);
  expect(found(steps.toReversed())).toEqual(["other", "stranger"]);
});

it("takes no wrong answer for a confirmation: whoever has only the PIN may guess digits", () => {
  expect(found([opening("guessed"), step("CHALLENGE_ANSWERED_FAIL", "guessed")])).toEqual(["guessed"]);
});

it("takes the codes that one page has shown for one login", () => {
  const chain = [0, 121_000, 245_000].map((atMs, code) => opening(`code ${code}`, { atMs }));
  const late = { nowMs: 1_000_000, validityMs: 120_000 };
  const seen = (steps: readonly LoginStep[]) => unconfirmedIn(steps, late, NOBODY).map(({ attemptId }) => attemptId);
  expect(seen(chain)).toEqual(["code 0", "code 1", "code 2"]);
  expect(seen([...chain, step("CHALLENGE_ANSWERED", "code 2")])).toEqual([]);
  // Not one elsewhere, nor one that was opened while the other's code was good, or much earlier.
  const own = [opening("own", { atMs: 300_000 }), step("CHALLENGE_ANSWERED", "own")];
  const others = [{ atMs: 179_000, client: "192.0.2.7" }, { atMs: 181_000 }, { atMs: 100_000 }];
  for (const other of others) expect(seen([opening("other", other), ...own])).toEqual(["other"]);
  expect(seen([opening("other", { atMs: 179_000 }), ...own])).toEqual([]);
});

it("leaves out what may still be open, what takes no PIN, and tokens that have none", () => {
  const actions = ["POST /validate/triggerchallenge", "POST /me/confirm", "POST /auth", "POST /enrol/<key>/trial"];
  expect(found([opening("young", { atMs: 2000 }), ...actions.map((action) => opening(action, { action }))])).toEqual(
    [],
  );
  const pinless = [opening("one"), opening("two", { serial: "S2,S3" })];
  expect([found(pinless, new Set(["S3"])), found(pinless, new Set(["S1"]))]).toEqual([["one"], ["two"]]);
});

it("knows each route at which people type a PIN", () => {
  const actions = ["GET /validate/check", "POST /validate/samlcheck", "GET /validate/radiuscheck", "POST /login/begin"];
  expect(found(actions.map((action) => opening(action, { action })))).toEqual(actions);
});

it("knows a PIN that was changed, by the person or by an account", () => {
  const changes = [
    ["SELF_PIN_SET", "POST /me/pin"],
    ["TOKEN_CHANGED", "POST /token/setpin/<serial>"],
    ["TOKEN_CHANGED", "POST /token/setrandompin"],
    ["TOKEN_CHANGED", "POST /token/reset"],
    ["TOKENS_READ", "GET /token/setpin"],
  ] as const;
  expect(changes.map(([event, action]) => isPinChange({ event, action }))).toEqual([true, true, true, false, false]);
});
