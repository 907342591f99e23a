// What each change of a person changes: the rows that it names, and none beside them, of the same
// person or another one.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { NO_NOTE } from "../../support/storage/ports.ts";
import { changesBy, confirmArea, EXPIRES, HERE, makePeople, momentOf, NOW, self, setColumns } from "./people.ts";
import { redeemRecoveryCode } from "./recover.ts";

beforeEach(makePeople);

const SPENT = { confirmed_for: expect.stringMatching(/^spent /) };
const ENDED = { expires_at_ms: 0 };
const REVOKED = { revoked_at_ms: NOW };
/** By the trigger, since its token is disabled. */
const REVOKED_WITH_TOKEN = { revoked_at_ms: 0 };

it("a name: that phone's", async () => {
  expect(await changesBy(() => self.rename(HERE, "ann", "Mine", NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { "token ann": { description: "Mine" } },
  });
});

it("a confirmation: that session's", async () => {
  expect(await changesBy(() => self.confirm(HERE, "pin", NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { "session of ann": { confirmed_for: "pin", confirmed_at_ms: NOW } },
  });
});

it.each([
  ["another phone can answer", false],
  ["it may be the last", true],
])("a removal, since %s: that phone, and the session that it had signed in", async (_, last) => {
  await confirmArea("phones");
  if (last) await setColumns("token", "active = 0", "tablet");
  expect(await changesBy(() => self.remove(HERE, "ann", last, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { "token ann": "gone", "session of ann": { ...SPENT, ...ENDED } },
  });
});

it("a PIN: that of the tokens for which it was sealed, and of no revoked one; only the session that asked goes on", async () => {
  await confirmArea("pin");
  const sealed = { ann: "for ann", tablet: "for the tablet", revoked: "x", bob: "x", namesake: "x" };
  expect(await changesBy(() => self.setPin(HERE, sealed, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: {
      "token ann": { generation: 6, sealed_pin: "for ann" },
      "token tablet": { generation: 6, sealed_pin: "for the tablet" },
      "session of ann": { ...SPENT, token_generation: 6 },
      there: ENDED,
      elsewhere: ENDED,
    },
  });
});

it("a PIN for one phone: no other's, though it has none sealed for it", async () => {
  await confirmArea("pin");
  const { changes } = await changesBy(() => self.setPin(HERE, { ann: "for ann" }, NOW, NO_NOTE));
  expect(Object.keys(changes).sort()).toEqual(["session of ann", "token ann"]);
});

it("a PIN for a token that was disabled: no session of it goes on", async () => {
  await setColumns("token", "active = 0", "ann");
  await setColumns("browser_session", `expires_at_ms = ${EXPIRES}`, HERE.id);
  await confirmArea("pin");
  const { result, changes } = await changesBy(() => self.setPin(HERE, { ann: "for ann" }, NOW, NO_NOTE));
  expect([result, changes["session of ann"]]).toEqual([true, { ...SPENT, ...ENDED }]);
});

it.each([true, false])("a link: one that asks for a PIN if it should (%s)", async (asksPin) => {
  await confirmArea("phones");
  const link = { hash: "link", asksPin, expiresAtMs: EXPIRES, instead: undefined };
  expect(await changesBy(() => self.addLink(HERE, link, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { link: "new", "session of ann": SPENT },
  });
  const row = await env.DB.prepare(
    "SELECT asks_pin, user, realm, made_by FROM enrollment_link WHERE hash = 'link'",
  ).first();
  expect(row).toEqual({ asks_pin: Number(asksPin), user: "ann", realm: "realm1", made_by: "" });
});

it.each([
  ["another person's", "bob", null],
  ["somebody's of the same name", "namesake", null],
  ["one that has answered", "tablet", NOW],
  ["a revoked one", "revoked", null],
])("a link that takes the place of a phone: nothing if that is %s", async (_, serial, proven) => {
  await confirmArea("phones");
  await setColumns("token", `proven_at_ms = ${proven}`, serial);
  const link = { hash: "link", asksPin: false, expiresAtMs: EXPIRES, instead: { serial, note: NO_NOTE } };
  expect(await changesBy(() => self.addLink(HERE, link, NOW, NO_NOTE))).toEqual({ result: false, changes: {} });
});

it("a link that takes the place of a phone that has never answered: that phone", async () => {
  await setColumns("token", "proven_at_ms = NULL", "tablet");
  await confirmArea("phones");
  const link = { hash: "link", asksPin: false, expiresAtMs: EXPIRES, instead: { serial: "tablet", note: NO_NOTE } };
  expect(await changesBy(() => self.addLink(HERE, link, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { link: "new", "token tablet": "gone", "session of ann": SPENT, there: ENDED, elsewhere: ENDED },
  });
});

it("recovery codes: in place of the person's earlier ones", async () => {
  await confirmArea("recovery");
  const codes = { id: "codes", sealedHashes: "sealed", left: 8 };
  expect(await changesBy(() => self.setRecovery(HERE, codes, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { "codes of ann": "gone", codes: "new", "session of ann": SPENT },
  });
});

it("the end of one session: that one with its grants; of all others: all but the one that asks, and earlier grants", async () => {
  expect(await changesBy(() => self.endSessions(HERE, { id: "there" }, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { there: ENDED, "grant there": REVOKED },
  });
  expect(await changesBy(() => self.endSessions(HERE, "others", NOW, NO_NOTE))).toEqual({
    result: true,
    changes: { elsewhere: ENDED, "grant elsewhere": REVOKED, "grant of before": REVOKED },
  });
});

/** Browsers that were known until then are strange. */
const STRANGE = { browsers_since_ms: NOW };

it("a sign-in that was not the person's: its token, every session and grant, the codes, and the links that the person has made", async () => {
  const proof = await momentOf("ann");
  // So no account's job switches it on again: test/http/jobs/enable.test.ts.
  await setColumns("token", "disabled_by_job = 'job'", "tablet");
  expect(await changesBy(() => self.disown(HERE, "tablet", proof, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: {
      "token tablet": { active: 0, disabled_by_job: null, ...STRANGE },
      "token ann": STRANGE,
      "token off ann": STRANGE,
      "token revoked": STRANGE,
      "session of ann": ENDED,
      there: ENDED,
      elsewhere: ENDED,
      "grant of ann": REVOKED,
      "grant of before": REVOKED,
      "grant there": REVOKED_WITH_TOKEN,
      "grant elsewhere": REVOKED_WITH_TOKEN,
      "codes of ann": "gone",
      "link of ann": { withdrawn_at_ms: NOW },
    },
  });
});

it("the end of every session: this one, too, every grant, and the links that the person has made, but no phone and no code", async () => {
  expect(await changesBy(() => self.endAll(HERE, NOW, NO_NOTE))).toEqual({
    result: true,
    changes: {
      "token tablet": STRANGE,
      "token ann": STRANGE,
      "token off ann": STRANGE,
      "token revoked": STRANGE,
      "session of ann": ENDED,
      there: ENDED,
      elsewhere: ENDED,
      "grant of ann": REVOKED,
      "grant of before": REVOKED,
      "grant there": REVOKED,
      "grant elsewhere": REVOKED,
      "link of ann": { withdrawn_at_ms: NOW },
    },
  });
});

it("the end of every session: but none that ends by itself now", async () => {
  await setColumns("browser_session", `expires_at_ms = ${NOW}`, "there");
  const { changes } = await changesBy(() => self.endAll(HERE, NOW, NO_NOTE));
  expect([changes.there, changes.elsewhere]).toEqual([undefined, ENDED]);
});

it("a recovery code: the lost phone is forgotten, the other disabled, and one link is left", async () => {
  await setColumns("token", "disabled_by_job = 'job'", "tablet");
  const { result, changes } = await changesBy(() => redeemRecoveryCode());
  expect(result).toBe(true);
  expect(changes).toEqual({
    "token ann": { generation: 6, sealed_secret: null, rollout_state: "clientwait", proven_at_ms: null },
    "token tablet": { active: 0, disabled_by_job: null },
    "session of ann": ENDED,
    there: ENDED,
    elsewhere: ENDED,
    "grant there": REVOKED_WITH_TOKEN,
    "grant elsewhere": REVOKED_WITH_TOKEN,
    "codes of ann": { sealed_hashes: "four left", left: 4 },
    "link of ann": { withdrawn_at_ms: NOW },
    "link for ann": "new",
  });
});
