// The effect of locks and refusals on phones: of three accounts on the phone, they block at most
// the one under test. enrolled.ts checks for every reply that it does not mix text and JSON, and
// never says that no try is left.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { PHONE_NAMES, type PhoneName } from "../support/phones/all.ts";
import { ENROLLED, holder } from "../support/phones/holder.ts";
import { SHOWN_REPLIES } from "../support/phones/shown-replies.ts";
import { asAdmin, type Send, settingsInside, tokenOf, withSettings, worker } from "../support/service.ts";

const CLEARING = { FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "15", MAX_FAIL: "3" };
const FOR_GOOD = { FAILCOUNTER_CLEAR_TIMEOUT_MINUTES: "0", MAX_FAIL: "3" };
let lasting: Send;
let clearing: Send;
beforeAll(async () => {
  lasting = await withSettings(FOR_GOOD);
  clearing = await withSettings(CLEARING);
});
afterEach(() => {
  vi.useRealTimers();
});

/** The words of a phone that refuses to scan: nothing is sent. */
const [REFUSES, NOTHING] = ["refuses the QR: ACCOUNT_BLOCKED", ""];
/** The phones that ACCOUNT_BLOCKED keeps from scanning until a new enrolment. */
const blocksItself = (name: PhoneName): boolean => name === "java" || name === "ios";

describe.each(PHONE_NAMES)("%s", (name) => {
  const { ok, left, invalidRequest, invalidChallenge, blocked, blockedFor } = SHOWN_REPLIES[name];
  const identity = (user: string) => `${user}_realm1`;

  it("gets the decreasing number of tries, then the block of only this account, which only a new enrolment lifts", async () => {
    const user = `own-${name}`;
    const {
      show,
      answer,
      login,
      blocked: blockedNow,
      other,
      serial,
      scanEnrolment,
      deleteAccount,
    } = await holder(name, user, lasting);
    const [first, second, { link, id }] = [await show(), await show(), await show()];
    await settingsInside(id, FOR_GOOD);
    const said = [];
    // The same wrong response to one login would count once.
    for (const one of [first.link, second.link, link]) said.push(await answer(one, "wrong PIN"));
    expect(said).toEqual([left(2), left(1), blocked]);
    expect(blockedNow()).toEqual(blocksItself(name) ? [identity(user)] : []);
    expect(await login(other)).toEqual(ok);
    expect(await answer(link)).toEqual(blocksItself(name) ? [REFUSES, NOTHING] : invalidChallenge);

    await asAdmin("POST", "/token/reset", { serial });
    expect(await login()).toEqual(blocksItself(name) ? [REFUSES, NOTHING] : ok);
    if (!blocksItself(name)) return;
    if (name === "java") {
      expect(await scanEnrolment()).toEqual({ ok: false, words: "refuses the QR: account exists" });
      deleteAccount();
    }
    expect(await scanEnrolment()).toEqual(ENROLLED);
    expect(blockedNow()).toEqual([]);
    expect(await login()).toEqual(ok);
  });

  it("gets the block if wrong responses to another login came first and its own closes the lock", async () => {
    const user = `last-${name}`;
    const { show, answer, blocked: blockedNow } = await holder(name, user, lasting);
    const [first, second, { link, id }] = [await show(), await show(), await show()];
    await settingsInside(id, FOR_GOOD);
    // The same wrong response to one login would count once.
    for (const other of [first, second]) await answer(other.link, "wrong PIN");
    expect(await answer(link, "wrong PIN")).toEqual(blocked);
    expect(blockedNow()).toEqual(blocksItself(name) ? [identity(user)] : []);
  });

  it("learns nothing of a stranger's wrong PINs that close that lock, and logs in behind the PIN after a reset", async () => {
    const { show, answer, guessPin, login, serial, blocked: blockedNow } = await holder(name, `pins-${name}`, lasting);
    const { link } = await show();
    for (let i = 0; i < 3; i++) await guessPin();
    expect(await tokenOf(serial)).toMatchObject({ failcount: 3 });
    expect(await answer(link, "wrong PIN")).toEqual(left(2));
    expect(await answer(link)).toEqual(ok);
    expect(blockedNow()).toEqual([]);
    await asAdmin("POST", "/token/reset", { serial });
    expect(await login()).toEqual(ok);
  });

  it("blocks nothing at a lock that opens by itself, and logs in when it has opened", async () => {
    const { show, answer, blocked: blockedNow } = await holder(name, `clears-${name}`, clearing);
    const showCleared = async () => {
      const { link, id } = await show();
      await settingsInside(id, CLEARING);
      return link;
    };
    const links = [await showCleared(), await showCleared(), await showCleared(), await showCleared()];
    const said = [];
    for (const link of links) said.push(await answer(link, "wrong PIN"));
    expect(said).toEqual([left(2), left(1), blockedFor(15), invalidChallenge]);
    expect(blockedNow()).toEqual([]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15 * 60_000 });
    expect(await answer(await showCleared())).toEqual(ok);
  });

  it.each([
    { what: "disabled", path: "/token/disable", undo: "/token/enable" },
    { what: "revoked", path: "/token/revoke", undo: undefined },
    { what: "unassigned", path: "/token/unassign", undo: undefined },
  ])("gets no block if the token is $what meanwhile", async ({ what, path, undo }) => {
    const user = `${what}-${name}`;
    const { show, answer, login, serial, blocked: blockedNow } = await holder(name, user, worker);
    const { link } = await show();
    expect((await asAdmin("POST", path, { serial })).status).toBe(200);
    expect(await answer(link, "wrong PIN")).toEqual(invalidChallenge);
    expect(await answer(link)).toEqual(invalidChallenge);
    expect(blockedNow()).toEqual([]);
    if (!undo) return;
    expect((await asAdmin("POST", undo, { serial })).status).toBe(200);
    expect(await login()).toEqual(ok);
  });

  it("hears again that its answer was accepted, and that any other is late, and nothing counts then", async () => {
    const { show, answer, serial, blocked: blockedNow } = await holder(name, `over-${name}`, worker);
    const { link } = await show();
    expect(await answer(link)).toEqual(ok);
    expect([await answer(link), await answer(link, "wrong PIN")]).toEqual([ok, invalidChallenge]);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(blockedNow()).toEqual([]);
  });

  it.each([
    { what: "without a response", change: (body: string) => body.replace(/response=\d+/, "x=1"), said: invalidRequest },
    {
      what: "with an empty response",
      change: (body: string) => body.replace(/response=\d+/, "response="),
      said: invalidRequest,
    },
    {
      what: "without an operation",
      change: (body: string) => body.replace("operation=login", "x=1"),
      said: invalidRequest,
    },
    // By its version alone, iOS still gets JSON.
    { what: "of nothing", change: (body: string) => /version=\(null\)/.exec(body)?.[0] ?? "", said: invalidRequest },
    {
      what: "of an unknown challenge",
      // Another digit for certain: its proof no longer fits.
      change: (body: string) => body.replace(/(sessionKey=)(\d)/, (_, name, digit) => name + (9 - Number(digit))),
      said: invalidChallenge,
    },
  ])("gets one of its words for a request $what, and nothing is counted", async ({ what, change, said }) => {
    const tampered: Send = async (request) => {
      if (request.url !== "https://tiqr.test/ttype/tiqr") return worker(request);
      const body = new TextDecoder().decode(await request.arrayBuffer());
      expect(change(body)).not.toBe(body);
      return worker(new Request(request.url, { method: "POST", headers: request.headers, body: change(body) }));
    };
    const user = `${what.replaceAll(" ", "-")}-${name}`;
    const { show, answer, serial, blocked: blockedNow } = await holder(name, user, tampered);
    const { link } = await show();
    expect(await answer(link)).toEqual(said);
    expect(await tokenOf(serial)).toMatchObject({ failcount: 0 });
    expect(blockedNow()).toEqual([]);
  });
});
