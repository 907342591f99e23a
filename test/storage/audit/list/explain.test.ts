// What a list of the trail says besides its rows, and what that costs: never more than 200 rows for
// the pairing, however many openings a page has and however much was written after them.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import type { AuditedEntry, AuditFilter } from "../../../../src/core/ports/audit.ts";
import { explained } from "../../../../src/storage/audit/list/explain.ts";
import { createAuditTrail } from "../../../../src/storage/audit/store.ts";
import { emptyTrail, KEEPER, runSql, writeMany } from "../../../support/audit.ts";
import { accountWith, adminCaller, realKeyring } from "../../../support/storage/ports.ts";
import { countingRows } from "../../../support/storage/rows-read.ts";

const NOW = 1_700_000_000_000;
const VALIDITY = 120_000;
const EARLIER = NOW - 10 * VALIDITY;
const caller = await adminCaller();
const keyring = await realKeyring();

const OPENING = {
  event: "'CHALLENGE_TRIGGERED'",
  action: "'POST /validate/check'",
  authentication: "'CHALLENGE'",
  serial: "'S1'",
  realm: "'realm1'",
};

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM token");
});

async function listed(more: Partial<AuditFilter> = {}, as = caller) {
  const filter = { matching: {}, reads: true, page: 1, pageSize: 100, newestFirst: true, after: undefined };
  const explaining = { nowMs: NOW, validityMs: VALIDITY };
  const page = await createAuditTrail(env.DB, keyring, KEEPER, { adminRealm: "administrators" }).list(as, {
    ...filter,
    explaining,
    ...more,
  });
  if (!page.ok) throw new Error(page.reason.code);
  return page;
}
const marked = (entries: readonly AuditedEntry[]) =>
  entries.filter(({ unconfirmed }) => unconfirmed).map(({ attemptId }) => attemptId);
const token = (serial: string, description: string, pin: string | null = "sealed", realm = "realm1") =>
  runSql(
    `INSERT INTO token (serial, user, realm, generation, active, revoked, rollout_state, description, max_fail, suite, sealed_pin,
       created_at_ms) VALUES (?, 'ann', ?, 1, 1, 0, 'enrolled', ?, 10, '', nullif(?, ''), 0)`,
    serial,
    realm,
    description,
    pin ?? "",
  );

it("finds the end of a login on another page, and says nothing of a list that is not explained", async () => {
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", attempt_id: "'ended'" });
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", attempt_id: "'given up'", id: "'b'" });
  await writeMany(1, EARLIER, { ...OPENING, user: "'bob'", attempt_id: "'of bob'", id: "'c'" });
  await writeMany(1, EARLIER, { user: "'ann'", event: "'CHALLENGE_ANSWERED'", attempt_id: "'ended'", id: "'d'" });
  await writeMany(1, NOW, { ...OPENING, user: "'ann'", attempt_id: "'young'", id: "'e'" });
  expect(marked((await listed()).entries)).toEqual(["of bob", "given up"]);
  expect(marked((await listed({ pageSize: 3, page: 2 })).entries)).toEqual(["given up"]);
  expect(marked((await listed({ matching: { event: "CHALLENGE_TRIGGERED" } })).entries)).toEqual([
    "of bob",
    "given up",
  ]);
  expect(marked((await listed({ explaining: undefined })).entries)).toEqual([]);
});

it("has all its rows for those whose end is not on the page", async () => {
  const ended = (event: string, id: string) =>
    writeMany(60, EARLIER, {
      ...OPENING,
      event: `'${event}'`,
      user: "'ann'",
      attempt_id: "'a' || i",
      id: `'${id}' || i`,
    });
  await ended("CHALLENGE_TRIGGERED", "o");
  await ended("CHALLENGE_ANSWERED", "e");
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", attempt_id: "'given up'", id: "'g'" });
  await writeMany(100, EARLIER, { user: "'ann'", event: "'USERS_READ'", id: "'r' || i" });
  expect(marked((await listed({ reads: false, pageSize: 200 })).entries)).toEqual(["given up"]);
});

it("claims nothing of a login whose end may be hidden behind a guesser's rows", async () => {
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", attempt_id: "'flooded'" });
  await writeMany(400, EARLIER, { user: "'ann'", event: "'PIN_FAIL'", id: "'x' || i" });
  const events = { matching: { event: "CHALLENGE_TRIGGERED" } };
  expect(marked((await listed(events)).entries)).toEqual([]);
  await emptyTrail();
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", attempt_id: "'later'" });
  await writeMany(400, NOW, { user: "'ann'", event: "'PIN_FAIL'", id: "'x' || i" });
  expect(marked((await listed(events)).entries)).toEqual(["later"]);
});

it("leaves out logins of tokens without a PIN, and counts a token that is gone as one with a PIN", async () => {
  await token("S1", "", null);
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", attempt_id: "'open to all'" });
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", attempt_id: "'gone'", serial: "'S2'", id: "'b'" });
  expect(marked((await listed()).entries)).toEqual(["gone"]);
});

it("names phones that still have a name, as far as the account may see tokens", async () => {
  await token("S1", "Ann’s work phone");
  await token("S2", "");
  await token("S3", "Of another list");
  await writeMany(1, EARLIER, { ...OPENING, user: "'ann'", serial: "'S1,S2,S4'" });
  expect((await listed()).phoneNames).toEqual({ S1: "Ann’s work phone" });
  expect((await listed({}, await accountWith(["auditlog", "tokenlist"]))).phoneNames).toEqual({
    S1: "Ann’s work phone",
  });
  expect((await listed({}, await accountWith(["auditlog"]))).phoneNames).toBeUndefined();
});

it("reads at most 200 rows for the pairing, besides the tokens of the page", async () => {
  const { db, read } = countingRows(env.DB);
  const costOf = async (openings: number) => {
    await emptyTrail();
    await writeMany(openings, EARLIER, { ...OPENING, user: "'user' || (i % 7)", attempt_id: "'a' || i" });
    await writeMany(5000, EARLIER, { user: "'user' || (i % 7)", event: "'PIN_FAIL'", id: "'x' || i" });
    const { entries } = await listed({ newestFirst: false, pageSize: openings });
    expect(entries).toHaveLength(openings);
    read();
    await explained(db, caller, entries, { nowMs: NOW, validityMs: VALIDITY }, 0);
    return read();
  };
  // D1 counts each value of a list that it is given, too.
  for (const openings of [1, 10, 100]) expect(await costOf(openings)).toBeLessThanOrEqual(200 + 2 * openings + 5);
});
