// A browser's login on the stage of test/core/stage.ts: what happens during a call to the database.

import { describe, expect, it } from "vitest";
import {
  type Challenge,
  FINALIZE_GRACE_MS,
  markCancelled,
  redeem,
  renewCode,
  withoutSecrets,
} from "../../../src/core/challenge.ts";
import type { Claim } from "../../../src/core/claim.ts";
import { FROM, refusal, stage } from "../stage.ts";
import { EXPIRES_AT_MS, openChallenge } from "./challenges.ts";

const HASH = "ab".repeat(32);
const BROWSER: Claim = { kind: "browser", secretHash: HASH };
const RETURN = { url: "https://app.example/", state: "s" };
const answered: Challenge = openChallenge({
  state: "answered",
  answeredBy: "TiQR02",
  browser: { secretHash: HASH, returnTo: RETURN, code: null },
});

describe("while the database is asked for a browser's result", () => {
  const ended: [string, (on: ReturnType<typeof stage>) => void][] = [
    ["a cancellation wins", ({ box }) => (box.current = markCancelled(box.current as Challenge))],
    ["the expiry wins", ({ clock }) => (clock.nowMs = EXPIRES_AT_MS + FINALIZE_GRACE_MS)],
    ["the alarm wins", ({ box }) => (box.current = null)],
  ];
  it.each(ended)("%s, and no code is left", async (_, end) => {
    const on = stage(answered);
    const done = on.transaction.finalize(BROWSER, FROM, "c0de");
    const asked = await on.lockAsked();
    end(on);
    asked.reply("accepted");
    expect(await done).toEqual(refusal("nothing-to-finalize"));
    expect(on.box.current?.browser?.code ?? null).toBe(null);
  });

  it("the first to commit leaves its code, and the second none", async () => {
    const { box, transaction, lockAsked } = stage(answered);
    const both = [transaction.finalize(BROWSER, FROM, "first"), transaction.finalize(BROWSER, FROM, "second")];
    const asked = [await lockAsked(), await lockAsked()];
    for (const { reply } of asked) reply("accepted");
    const [first, second] = await Promise.all(both);
    expect(first).toEqual({ ok: true, serial: "TiQR02", user: "alice", realm: "realm1", tokenId: 2, returnTo: RETURN });
    expect(second).toEqual(refusal("nothing-to-finalize"));
    expect(box.current?.browser?.code?.hash).toBe("first");
  });
});

describe("a code", () => {
  const used = {
    ...answered,
    state: "used",
    browser: { secretHash: HASH, returnTo: RETURN, code: { hash: "c0de", issuedAtMs: 1000 } },
  } as const;
  const shown = { codeHash: "c0de", returnTo: RETURN };

  it("is accepted once, also when the secrets are gone", () => {
    const first = redeem(withoutSecrets(used), shown, 1000);
    expect(first?.accepted).toBe(true);
    expect(first && redeem(first.spent, shown, 1000)).toBe(undefined);
  });

  it("is accepted for 60 seconds, and renewed for no longer", () => {
    expect([redeem(used, shown, 60_999)?.accepted, redeem(used, shown, 61_000)?.accepted]).toEqual([true, false]);
    const renewed = renewCode(used, "newer", 60_999);
    expect(renewed?.browser?.code).toEqual({ hash: "newer", issuedAtMs: 1000 });
    expect(renewCode(used, "newer", 61_000)).toBe(undefined);
  });

  it("is not left where the browser brings none", async () => {
    const { box, transaction, lockAsked } = stage(answered);
    const done = transaction.finalize(BROWSER, FROM);
    (await lockAsked()).reply("accepted");
    expect(await done).toMatchObject({ ok: true });
    expect(box.current?.browser?.code).toBe(null);
  });

  it("is replaced by one that its browser brings, and stays when the browser brings none", async () => {
    const { box, transaction } = stage(used);
    box.current = { ...used, browser: { ...used.browser, code: { ...used.browser.code, issuedAtMs: EXPIRES_AT_MS } } };
    expect(await transaction.finalize(BROWSER, FROM)).toEqual(refusal("nothing-to-finalize"));
    expect(box.current.browser?.code?.hash).toBe("c0de");
    expect(await transaction.finalize(BROWSER, FROM, "newer")).toMatchObject({ ok: true });
    expect(box.current.browser?.code?.hash).toBe("newer");
  });

  it("is spent by another address or state, and untouched by another code", () => {
    for (const returnTo of [
      { ...RETURN, url: "https://app.example" },
      { ...RETURN, state: "S" },
    ])
      expect(redeem(used, { ...shown, returnTo }, 1000)).toMatchObject({
        accepted: false,
        spent: { browser: { code: null } },
      });
    expect(redeem(used, { ...shown, codeHash: "c0df" }, 1000)).toBe(undefined);
  });

  it("is not renewed once it was redeemed, nor made if there is no address to return to", async () => {
    const { spent } = redeem(used, shown, 1000) ?? {};
    expect(spent && renewCode(spent, "newer", 1000)).toBe(undefined);
    const { box, transaction, lockAsked } = stage({
      ...answered,
      browser: { secretHash: HASH, returnTo: null, code: null },
    });
    const done = transaction.finalize(BROWSER, FROM, "c0de");
    (await lockAsked()).reply("accepted");
    expect(await done).not.toHaveProperty("returnTo");
    expect(box.current?.browser?.code).toBe(null);
  });
});
