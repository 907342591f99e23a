// While cron makes a part and takes its rows out of D1, each list of the trail has every row exactly
// once: before each of its statements, and after the last.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { DAY_MS, emptyArchive, fillTrail, partRecords, runCron } from "../../../support/archive.ts";
import { archivedLists, atMs, loginEntry, rowTime, walkTrail } from "../../../support/archived-trail.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { adminCaller, realKeyring } from "../../../support/storage/ports.ts";

const ALL = 3760;
const keyring = await realKeyring();
const caller = await adminCaller();
const lists = archivedLists(keyring);

const numbersOf = async (user?: string) => {
  const matching = user === undefined ? {} : { user };
  const one = await walkTrail(lists, caller, { matching, pageSize: 1000 });
  const other = await walkTrail(lists, caller, { matching, pageSize: 300, newestFirst: false });
  expect(other.numbers.toReversed()).toEqual(one.numbers);
  return one.numbers;
};

it("each row is read exactly once at every moment of cron", async () => {
  await emptyArchive();
  await fillTrail(keyring, ALL, atMs, { entryFor: loginEntry, perCheckpoint: 250 });
  const all = Array.from({ length: ALL }, (_, index) => ALL - index);
  const ofAnna = await numbersOf("anna");
  expect(ofAnna.length).toBeGreaterThan(300);
  const seen = { whole: 0, made: 0, divided: 0, moved: 0 };

  let looked = "";
  const check = async () => {
    const first = (await env.DB.prepare("SELECT min(number) AS first FROM audit").first<number>("first")) ?? 0;
    const last = (await partRecords()).at(-1)?.last_number;
    // A list shows no more than these.
    if (looked === `${first} ${last}`) return;
    looked = `${first} ${last}`;
    expect(await numbersOf()).toEqual(all);
    expect(await numbersOf("anna")).toEqual(ofAnna);
    seen[last === undefined ? "whole" : first === 1 ? "made" : first <= last ? "divided" : "moved"]++;
  };
  const db = watchedDatabase(env.DB, async ({ text }, next) => {
    if (/audit_part|DELETE FROM audit|UPDATE audit/.test(text)) await check();
    return next();
  });
  const now = rowTime(ALL) + 90 * DAY_MS;
  await runCron(keyring, now, { db });
  await runCron(keyring, now, { db });
  await check();
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
}, 180_000);
