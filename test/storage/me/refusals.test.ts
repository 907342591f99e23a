// What changes nothing at all: a flow looks first, and between its look and the change anything may
// have happened.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import type { Area } from "../../../src/core/self-service.ts";
import type { TokenMoment } from "../../../src/core/token.ts";
import { NO_NOTE } from "../../support/storage/ports.ts";
import { setFailures } from "../../support/storage/rows.ts";
import { changesBy, confirmArea, EXPIRES, HERE, makePeople, momentOf, NOW, self, setColumns } from "./people.ts";
import { redeemRecoveryCode } from "./recover.ts";

beforeEach(makePeople);

const NOTHING = { result: false, changes: {} };
type Call = (session: BrowserSession, serial: string, nowMs: number) => Promise<boolean>;

const CALLS: [string, Area | undefined, Call][] = [
  ["a name", undefined, (by, serial, at) => self.rename(by, serial, "Mine", at, NO_NOTE)],
  ["a confirmation", undefined, (by, _, at) => self.confirm(by, "pin", at, NO_NOTE)],
  ["a removal", "phones", (by, serial, at) => self.remove(by, serial, true, at, NO_NOTE)],
  ["a PIN", "pin", (by, serial, at) => self.setPin(by, { [serial]: "sealed" }, at, NO_NOTE)],
  [
    "a link",
    "phones",
    (by, _, at) =>
      self.addLink(by, { hash: "link", asksPin: false, expiresAtMs: at + 1, instead: undefined }, at, NO_NOTE),
  ],
  [
    "codes",
    "recovery",
    (by, _, at) => self.setRecovery(by, { id: "codes", sealedHashes: "sealed", left: 8 }, at, NO_NOTE),
  ],
  ["the end of others", undefined, (by, _, at) => self.endSessions(by, "others", at, NO_NOTE)],
  ["the end of all", undefined, (by, _, at) => self.endAll(by, at, NO_NOTE)],
  [
    "a sign-in disowned",
    undefined,
    async (by, serial, at) => self.disown(by, serial, await momentOf("ann"), at, NO_NOTE),
  ],
];

const SESSIONS: [string, Partial<BrowserSession>, string, number][] = [
  ["has ended", { id: "over" }, "ann", NOW],
  ["ends now", {}, "ann", EXPIRES],
  ["is not there", { id: "made up" }, "ann", NOW],
  ["is another person's", { user: "bob" }, "bob", NOW],
  ["is a namesake's in another realm", { realm: "corp" }, "namesake", NOW],
];

it.each(CALLS)("%s by a session that is not good, or not this person's", async (_, area, call) => {
  for (const [which, changed, serial, nowMs] of SESSIONS) {
    if (area) await confirmArea(area, nowMs);
    const changes = await changesBy(() => call({ ...HERE, ...changed }, serial, nowMs));
    expect([which, changes]).toEqual([which, NOTHING]);
  }
});

describe.each(CALLS.filter(([, area]) => area))("%s", (_, area, call) => {
  it.each([
    ["is not confirmed, though another is", async () => confirmArea(area as Area, NOW, "there")],
    ["was confirmed for something else", async () => confirmArea(area === "pin" ? "phones" : "pin")],
    ["was confirmed five minutes ago", async () => confirmArea(area as Area, NOW - 5 * 60_000)],
  ])("by a session that %s", async (_, prepare) => {
    await prepare();
    expect(await changesBy(() => call(HERE, "ann", NOW))).toEqual(NOTHING);
  });
});

it.each(CALLS.filter(([name]) => ["a name", "a removal", "a sign-in disowned"].includes(name)))(
  "%s of a token that is not this person's, or revoked",
  async (_, area, call) => {
    if (area) await confirmArea(area);
    for (const serial of ["revoked", "bob", "namesake", "off bob", "off namesake", "made up"])
      expect([serial, await changesBy(() => call(HERE, serial, NOW))]).toEqual([serial, NOTHING]);
  },
);

it.each([
  ["disabled", "active = 0"],
  ["revoked", "revoked = 1"],
  ["not enrolled", "rollout_state = 'clientwait', proven_at_ms = NULL"],
  ["one that has never answered", "proven_at_ms = NULL"],
  ["another person's", "user = 'bob'"],
  ["a namesake's", "realm = 'corp'"],
])("a removal of the last phone besides one that is %s", async (_, columns) => {
  await setColumns("token", columns, "tablet");
  await confirmArea("phones");
  expect(await changesBy(() => self.remove(HERE, "ann", false, NOW, NO_NOTE))).toEqual(NOTHING);
});

it.each(["over", "session of bob", "session of namesake"])("the end of the session %s", async (id) => {
  expect(await changesBy(() => self.endSessions(HERE, { id }, NOW, NO_NOTE))).toEqual(NOTHING);
});

it("the end of a session that ends now", async () => {
  await setColumns("browser_session", `expires_at_ms = ${NOW}`, "there");
  expect(await changesBy(() => self.endSessions(HERE, { id: "there" }, NOW, NO_NOTE))).toEqual(NOTHING);
});

describe("a sign-in disowned", () => {
  const disown = (proof: TokenMoment | undefined) => changesBy(() => self.disown(HERE, "ann", proof, NOW, NO_NOTE));

  it.each(["bob", "namesake"])("by the PIN of a phone of %s", async (serial) => {
    expect(await disown(await momentOf(serial))).toEqual(NOTHING);
  });

  it("by a PIN that was changed meanwhile", async () => {
    const proof = await momentOf("tablet");
    await setColumns("token", "generation = 6", "tablet");
    expect(await disown(proof)).toEqual(NOTHING);
  });

  it("by a right PIN, once wrong ones at the same moment have closed the lock", async () => {
    await setFailures("ann", { path: "browser", failcount: 10, locks: 0, failed_at_ms: NOW });
    expect(await disown(await momentOf("ann"))).toEqual(NOTHING);
  });

  it("without a PIN, though one was set meanwhile; of a person without one it is", async () => {
    await setColumns("token", "sealed_pin = NULL", "ann");
    expect(await disown(undefined)).toEqual(NOTHING);
    for (const serial of ["tablet", "off ann"]) await setColumns("token", "sealed_pin = NULL", serial);
    expect((await disown(undefined)).result).toBe(true);
  });
});

describe("a recovery code", () => {
  it.each([
    ["another person's token", () => redeemRecoveryCode("bob")],
    ["a namesake's token", () => redeemRecoveryCode("namesake")],
    ["another person", () => redeemRecoveryCode("bob", { user: "bob", realm: "realm1" })],
    ["a namesake", () => redeemRecoveryCode("namesake", { user: "ann", realm: "corp" })],
    ["a state of the codes before", () => redeemRecoveryCode("ann", undefined, "six left")],
  ])("for %s", async (_, use) => {
    expect(await changesBy(use)).toEqual(NOTHING);
  });

  it.each(["active = 0", "revoked = 1", "generation = 6"])(
    "for a phone with %s, though another could answer",
    async (is) => {
      await setColumns("token", is, "ann");
      expect(await changesBy(() => redeemRecoveryCode())).toEqual(NOTHING);
    },
  );

  it("once wrong PINs at the same moment have closed the lock", async () => {
    await setFailures("ann", { path: "pin", failcount: 10, locks: 0, failed_at_ms: NOW });
    expect(await changesBy(() => redeemRecoveryCode())).toEqual(NOTHING);
  });
});

it.each(["bob", "namesake"])("a session of %s that has ended ends no grant of hers", async (other) => {
  await env.DB.prepare("DELETE FROM browser_session WHERE user = 'ann' AND realm = 'realm1' AND id <> ?")
    .bind(HERE.id)
    .run();
  await setColumns("browser_session", "expires_at_ms = 0", `session of ${other}`);
  expect(await changesBy(() => self.endSessions(HERE, "others", NOW, NO_NOTE))).toEqual(NOTHING);
});
