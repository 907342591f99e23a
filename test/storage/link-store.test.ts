// The guards in the batches of enrolment links, asked past the look that usually comes first: they alone decide a race.

import { describe, expect, it } from "vitest";
import { adminCaller, NO_NOTE, realPorts } from "../support/ports.ts";
import { rowOf } from "../support/rows.ts";

const NOW = 1_000_000;
const EXPIRES = 2_000_000;
const { links, tokens, settings } = await realPorts();

/** A started link of a user, whose token waits for its phone. */
async function started(user: string) {
  const maker = await adminCaller();
  const named = { user, realm: undefined };
  await links.make(
    maker,
    { hash: user, named, replaces: undefined, asksPin: true, expiresAtMs: EXPIRES },
    NOW,
    NO_NOTE,
  );
  const begin = async (browserHash: string, codes: number, nowMs = NOW) => {
    const begun = await links.begin(maker, { hash: user, browserHash, codes }, tokenOf(user, codes), nowMs, NO_NOTE);
    return begun.allowed ? begun.value : begun.why;
  };
  expect(await begin("mine", 0)).toBe("made");
  const session = { serial: serialOf(user), sessionHash: `${user}-0`, nowMs: NOW };
  const enrol = async () => {
    await tokens.useSession(session);
    return tokens.enroll(session, { sealedSecret: "sealed", notification: null }, NO_NOTE);
  };
  return { begin, enrol };
}

const serialOf = (user: string): string => `TiQR${user}`;
const tokenOf = (user: string, codes: number) => ({
  serial: serialOf(user),
  mayExist: true,
  named: { user, realm: undefined },
  description: undefined,
  suite: settings.ocraSuite,
  maxFail: 10,
  validFromMs: undefined,
  validUntilMs: undefined,
  sealedPin: undefined,
  sessionHash: `${user}-${codes}`,
  sessionExpiresAtMs: EXPIRES,
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

  it("does not take the account of a phone that has just enrolled", async () => {
    const { begin, enrol } = await started("carol");
    expect(await enrol()).toBe("enrolled");
    expect(await begin("mine", 1)).toBe("spent");
    expect(await rowOf(serialOf("carol"))).toMatchObject({ sealed_secret: "sealed", generation: 1 });
  });

  it("is not given when the link is over", async () => {
    const { begin } = await started("dave");
    expect(await begin("mine", 1, EXPIRES)).toBe("spent");
    expect(await begin("mine", 1, EXPIRES - 1)).toBe("made");
  });
});

describe("a PIN", () => {
  const set = (user: string, browserHash: string, nowMs = NOW) =>
    links.setPin({ hash: user, browserHash }, `pin of ${browserHash}`, nowMs, NO_NOTE);

  it("is taken from the browser that started, in time, once the phone is there, and once", async () => {
    const { enrol } = await started("erin");
    expect(await set("erin", "mine")).toBe(false);
    await enrol();
    expect([await set("erin", "other"), await set("erin", "mine", EXPIRES)]).toEqual([false, false]);
    expect([await set("erin", "mine"), await set("erin", "mine")]).toEqual([true, false]);
    expect(await rowOf(serialOf("erin"))).toMatchObject({ sealed_pin: "pin of mine", generation: 2 });
  });
});
