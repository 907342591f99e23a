// The guards in the batches of enrolment links, without the look that usually comes first: only the
// guards decide a race.

import { describe, expect, it } from "vitest";
import { adminCaller, NO_NOTE } from "../../support/storage/ports.ts";
import { rowOf, setRow } from "../../support/storage/rows.ts";
import { EXPIRES, links, made, NOW, serialOf, started } from "./links.ts";

describe("a link that is withdrawn", () => {
  const withdraw = async (user: string, nowMs = NOW) => {
    const withdrawn = await links.withdraw(await adminCaller(), user, nowMs, NO_NOTE);
    return withdrawn.ok ? withdrawn : withdrawn.reason.code;
  };

  it("is not started by a browser that was about to, and leaves no token", async () => {
    const { begin } = await made("frank");
    expect(await withdraw("frank")).toEqual({ ok: true, known: true, withdrawn: true });
    expect(await begin("mine", 0)).toBe("spent");
    await expect(rowOf(serialOf("frank"))).rejects.toThrow("no token");
  });

  it("has no further code, and no phone that enrols with the one before", async () => {
    const { begin, enrol } = await started("grace");
    await withdraw("grace");
    expect([await begin("mine", 1), await enrol()]).toEqual(["spent", "invalid-session"]);
    expect(await rowOf(serialOf("grace"))).toMatchObject({ generation: 1, session_hash: null, sealed_secret: null });
  });

  it("keeps the phone that came first, and accepts no PIN for it", async () => {
    const { enrol } = await started("heidi");
    await enrol();
    await withdraw("heidi");
    const pin = { hash: "heidi", browserHash: "mine" };
    expect(await links.setPin(pin, "pin", NOW, NO_NOTE)).toBe(false);
    // The number of uses of its QR code can still be seen.
    const row = { sealed_secret: "sealed", sealed_pin: null, session_uses: 1 };
    expect(await rowOf(serialOf("heidi"))).toMatchObject(row);
  });

  it("was neither withdrawn before nor over", async () => {
    await started("ivan");
    expect(await withdraw("ivan", EXPIRES)).toEqual({ ok: true, known: true, withdrawn: false });
    expect(await rowOf(serialOf("ivan"))).toMatchObject({ session_hash: "ivan-0" });
    expect(await withdraw("ivan", EXPIRES - 1)).toEqual({ ok: true, known: true, withdrawn: true });
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
    expect(await rowOf(serialOf("bob"))).toMatchObject({ generation: 2, session_hash: "bob-1" });
  });

  it("takes a secret away that no phone has proved", async () => {
    const { begin, enrol } = await started("conny");
    expect(await enrol()).toBe("enrolled");
    // The page was shown before the secret came, and asks at the same moment.
    expect(await begin("mine", 1)).toBe("spent");
    expect(await rowOf(serialOf("conny"))).toMatchObject({ sealed_secret: "sealed", generation: 1 });
    expect(await begin("mine", 1, { knowsOfSecret: true })).toBe("replaced");
    expect(await rowOf(serialOf("conny"))).toMatchObject({ sealed_secret: null, generation: 2, session_fetches: 0 });
  });

  it("does not take over the account of a phone that has just answered", async () => {
    const { begin, enrol } = await started("carol");
    expect(await enrol()).toBe("enrolled");
    await setRow(serialOf("carol"), { proven_at_ms: NOW });
    expect(await begin("mine", 1, { knowsOfSecret: true })).toBe("spent");
    expect(await rowOf(serialOf("carol"))).toMatchObject({ sealed_secret: "sealed", generation: 1 });
  });

  it("is not given once the link has ended", async () => {
    const { begin } = await started("dave");
    expect(await begin("mine", 1, { nowMs: EXPIRES })).toBe("spent");
    expect(await begin("mine", 1, { nowMs: EXPIRES - 1 })).toBe("made");
  });
});

describe("a PIN", () => {
  const set = (user: string, browserHash: string, nowMs = NOW) =>
    links.setPin({ hash: user, browserHash }, `pin of ${browserHash}`, nowMs, NO_NOTE);

  it("is accepted from the browser that started, in time, once the phone is enrolled, and once", async () => {
    const { enrol } = await started("erin");
    expect(await set("erin", "mine")).toBe(false);
    await enrol();
    expect([await set("erin", "other"), await set("erin", "mine", EXPIRES)]).toEqual([false, false]);
    expect([await set("erin", "mine"), await set("erin", "mine")]).toEqual([true, false]);
    expect(await rowOf(serialOf("erin"))).toMatchObject({ sealed_pin: "pin of mine", generation: 2 });
  });
});
