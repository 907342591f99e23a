// A browser's login on the stage of test/core/stage.ts: what happens during a call to the database.

import { describe, expect, it, vi } from "vitest";
import {
  ASK_AGAIN_MS,
  FINALIZE_GRACE_MS,
  markCancelled,
  withoutSecrets,
} from "../../../src/core/login/transaction/challenge.ts";
import type { Challenge, Claim } from "../../../src/core/ports/tokens/challenge.ts";
import { DONE, FROM, refusal, stage } from "../stage.ts";
import { challengeWith, EXPIRES_AT_MS } from "./challenges.ts";

const HASH = "ab".repeat(32);
const BROWSER: Claim = { kind: "browser", secretHash: HASH };
const browser = { secretHash: HASH, request: "sealed", application: "Wiki", usedAtMs: null };
const answered: Challenge = challengeWith({ state: "answered", answeredBy: "TiQR02", browser });

const START = { id: "begins", secretHash: HASH, client: FROM.client, earlier: undefined, lastsMs: 1000 };
const begun = { session: { id: START.id }, person: { user: "alice" } };

describe("while the database is asked for a browser's result", () => {
  const ended: [string, (on: ReturnType<typeof stage>) => void][] = [
    ["a cancellation wins", ({ box }) => (box.current = markCancelled(box.current as Challenge))],
    ["the expiry wins", ({ clock }) => (clock.nowMs = EXPIRES_AT_MS + FINALIZE_GRACE_MS)],
    ["the alarm wins", ({ box }) => (box.current = null)],
  ];
  it.each(ended)("%s, and the login is not used", async (_, end) => {
    const on = stage(answered);
    const done = on.transaction.finalize(BROWSER, FROM, START);
    const call = await on.lockAsked();
    end(on);
    call.reply(begun);
    expect(await done).toEqual(refusal("nothing-to-finalize"));
    expect(on.box.current?.browser?.usedAtMs ?? null).toBe(null);
    expect(on.withdrawn).toEqual([START.id]);
  });

  it.each([...ended, ["nothing else happens", () => {}] as const])(
    "%s, though it answers too late: only a login that still counts keeps its session",
    async (how, end) => {
      const on = stage(answered);
      const done = on.transaction.finalize(BROWSER, FROM, START);
      const call = await on.lockAsked();
      expect(await done).toEqual(refusal("unavailable"));
      end(on);
      call.reply(begun);
      await vi.waitFor(() => expect(on.withdrawn).toEqual(how === "nothing else happens" ? [] : [START.id]));
    },
  );

  it("a second result waits for the first, asks nothing, and is told the same", async () => {
    const { box, transaction, lockAsked, waiting, clock, withdrawn } = stage(answered);
    const both = [transaction.finalize(BROWSER, FROM, START), transaction.finalize(BROWSER, FROM, START)];
    const foreign: Claim = { kind: "browser", secretHash: HASH.replace("a", "c") };
    expect(await transaction.finalize(foreign, FROM, START)).toEqual(refusal("nothing-to-finalize"));
    const { reply } = await lockAsked();
    expect(waiting).toEqual([]);
    reply(begun);
    const inBrowser = { token: { id: 2 }, request: "sealed", typed: false, atMs: clock.nowMs, begun };
    expect(await Promise.all(both)).toMatchObject([
      { ...DONE, inBrowser: { ...inBrowser, isRepeated: false } },
      { ...DONE, inBrowser: { ...inBrowser, isRepeated: true } },
    ]);
    expect(withdrawn).toEqual([]);
    expect(box.current).toMatchObject({ state: "used", browser: { usedAtMs: clock.nowMs } });
  });

  it("a second result hears why the first was refused, and a third asks anew", async () => {
    const { transaction, lockAsked, waiting } = stage(answered);
    const both = [transaction.finalize(BROWSER, FROM, START), transaction.finalize(BROWSER, FROM, START)];
    (await lockAsked()).reply("disabled");
    expect(await Promise.all(both)).toEqual([refusal("token-disabled"), refusal("token-disabled")]);
    expect(waiting).toEqual([]);
    const third = transaction.finalize(BROWSER, FROM, START);
    (await lockAsked()).reply(begun);
    expect(await third).toMatchObject({ ok: true, inBrowser: { isRepeated: false } });
  });
});

describe("a browser whose reply was lost", () => {
  const usedAt = (usedAtMs: number): Challenge => ({
    ...withoutSecrets(answered),
    state: "used",
    browser: { ...browser, usedAtMs },
  });

  it("is told the same again for a minute, without a call to the database, and no longer", async () => {
    const { transaction, clock, waiting } = stage(usedAt(1000));
    clock.nowMs = 1000 + ASK_AGAIN_MS - 1;
    expect(await transaction.finalize(BROWSER, FROM)).toMatchObject({
      ok: true,
      serial: "TiQR02",
      inBrowser: { atMs: 1000 },
    });
    clock.nowMs = 1000 + ASK_AGAIN_MS;
    expect(await transaction.finalize(BROWSER, FROM)).toEqual(refusal("nothing-to-finalize"));
    expect(waiting).toEqual([]);
  });

  it("is told nothing with another secret", async () => {
    const { transaction, clock } = stage(usedAt(1000));
    clock.nowMs = 1001;
    const foreign: Claim = { kind: "browser", secretHash: HASH.replace("a", "c") };
    expect(await transaction.finalize(foreign, FROM)).toEqual(refusal("nothing-to-finalize"));
  });
});
