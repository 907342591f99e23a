// The guards in the batches of enrolment links, without the look that usually comes first: only the
// guards decide a race.

import { describe, expect, it } from "vitest";
import { adminCaller, NO_NOTE } from "../../support/storage/ports.ts";
import { rowOf, setRow } from "../../support/storage/rows.ts";
import { LINK_EXPIRES_MS, LINK_NOW_MS, links, made, serialFor, started } from "./links.ts";

describe("a link that is withdrawn", () => {
  const withdraw = async (user: string, nowMs = LINK_NOW_MS) => {
    const withdrawn = await links.withdraw(await adminCaller(), user, nowMs, NO_NOTE);
    return withdrawn.ok ? withdrawn : withdrawn.reason.code;
  };

  it("is not started by a browser that was about to, and leaves no token", async () => {
    const { begin } = await made("frank");
    expect(await withdraw("frank")).toEqual({ ok: true, known: true, withdrawn: true });
    expect(await begin("mine", 0)).toBe("spent");
    await expect(rowOf(serialFor("frank"))).rejects.toThrow("no token");
  });

  it("has no further code, and no phone that enrols with the one before", async () => {
    const { begin, enrol } = await started("grace");
    await withdraw("grace");
    expect([await begin("mine", 1), await enrol()]).toEqual(["spent", "invalid-session"]);
    expect(await rowOf(serialFor("grace"))).toMatchObject({ generation: 1, session_hash: null, sealed_secret: null });
  });

  it("keeps the phone that came first, and accepts no PIN for it", async () => {
    const { enrol } = await started("heidi");
    await enrol();
    await withdraw("heidi");
    const pin = { hash: "heidi", browserHash: "mine" };
    expect(await links.setPin(pin, "pin", LINK_NOW_MS, NO_NOTE)).toBe(false);
    // The number of uses of its QR code can still be seen.
    const row = { sealed_secret: "sealed", sealed_pin: null, session_uses: 1 };
    expect(await rowOf(serialFor("heidi"))).toMatchObject(row);
  });

  it("was neither withdrawn before nor over", async () => {
    await started("ivan");
    expect(await withdraw("ivan", LINK_EXPIRES_MS)).toEqual({ ok: true, known: true, withdrawn: false });
    expect(await rowOf(serialFor("ivan"))).toMatchObject({ session_hash: "ivan-0" });
    expect(await withdraw("ivan", LINK_EXPIRES_MS - 1)).toEqual({ ok: true, known: true, withdrawn: true });
    expect(await withdraw("ivan")).toEqual({ ok: true, known: true, withdrawn: false });
    expect(await withdraw("nobody")).toEqual({ ok: true, known: false, withdrawn: false });
  });
});

describe("a further code", () => {
  it("is given to the browser that started, and to no other", async () => {
    const { begin } = await started("alice");
    expect(await begin("other", 1)).toBe("spent");
    expect(await begin("mine", 1)).toBe("made");
  });

  it("is given once for each number", async () => {
    const { begin } = await started("bob");
    expect(await begin("mine", 1)).toBe("made");
    expect([await begin("mine", 1), await begin("mine", 0)]).toEqual(["spent", "spent"]);
    expect(await rowOf(serialFor("bob"))).toMatchObject({ generation: 2, session_hash: "bob-1" });
  });

  it("takes a secret away that no phone has proved", async () => {
    const { begin, enrol } = await started("conny");
    expect(await enrol()).toBe("enrolled");
    // The page was shown before the secret came, and asks at the same moment.
    expect(await begin("mine", 1)).toBe("spent");
    expect(await rowOf(serialFor("conny"))).toMatchObject({ sealed_secret: "sealed", generation: 1 });
    expect(await begin("mine", 1, { knowsOfSecret: true })).toBe("replaced");
    expect(await rowOf(serialFor("conny"))).toMatchObject({ sealed_secret: null, generation: 2, session_fetches: 0 });
  });

  it("does not take over the account of a phone that has just answered", async () => {
    const { begin, enrol } = await started("carol");
    expect(await enrol()).toBe("enrolled");
    await setRow(serialFor("carol"), { proven_at_ms: LINK_NOW_MS });
    expect(await begin("mine", 1, { knowsOfSecret: true })).toBe("spent");
    expect(await rowOf(serialFor("carol"))).toMatchObject({ sealed_secret: "sealed", generation: 1 });
  });

  it("is not given once the link has ended", async () => {
    const { begin } = await started("dave");
    expect(await begin("mine", 1, { nowMs: LINK_EXPIRES_MS })).toBe("spent");
    expect(await begin("mine", 1, { nowMs: LINK_EXPIRES_MS - 1 })).toBe("made");
  });
});

describe("a PIN", () => {
  const set = (user: string, browserHash: string, nowMs = LINK_NOW_MS) =>
    links.setPin({ hash: user, browserHash }, `pin of ${browserHash}`, nowMs, NO_NOTE);

  it("is accepted from the browser that started, in time, once the phone is enrolled, and once", async () => {
    const { enrol } = await started("erin");
    expect(await set("erin", "mine")).toBe(false);
    await enrol();
    expect([await set("erin", "other"), await set("erin", "mine", LINK_EXPIRES_MS)]).toEqual([false, false]);
    expect([await set("erin", "mine"), await set("erin", "mine")]).toEqual([true, false]);
    expect(await rowOf(serialFor("erin"))).toMatchObject({ sealed_pin: "pin of mine", generation: 2 });
  });
});
