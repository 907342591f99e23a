// The places for logins that anyone can open: what a row counts for, and until when.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { entryOf } from "../../../../src/core/audit/audit.ts";
import { statement } from "../../../../src/storage/sql/sql.ts";
import { giveBackSql } from "../../../../src/storage/tokens/open-to-anyone.ts";
import { callAt, realPorts } from "../../../support/storage/ports.ts";
import { rowsOf } from "../../../support/storage/rows.ts";

const { openLogins } = await realPorts();
const NOW = 1000;
const EXPIRES = 2000;
const OPENING = entryOf(callAt(NOW), { success: false, authentication: "CHALLENGE", event: "CHALLENGE_TRIGGERED" });
let logins = 0;
const take = (serials: string[], client = "192.0.2.1", nowMs = NOW) =>
  openLogins.reserve({ attemptId: `attempt ${++logins}`, serials, expiresAtMs: EXPIRES }, client, nowMs, OPENING);
const times = async (count: number, ...given: Parameters<typeof take>) => {
  const taken: boolean[] = [];
  for (let time = 0; time < count; time++) taken.push(await take(...given));
  return taken.filter(Boolean).length;
};
const rows = async () => (await rowsOf("open_to_anyone")) as { serial: string; attempt_id: string }[];

beforeEach(async () => {
  logins = 0;
  await env.DB.exec("DELETE FROM open_to_anyone");
});

it("a token has five logins of a network and twenty-five in all, and other tokens have theirs", async () => {
  expect(await times(7, ["a"])).toBe(5);
  for (const network of [2, 3, 4, 5]) expect(await times(5, ["a"], `192.0.2.${network}`)).toBe(5);
  expect(await take(["a"], "192.0.2.6")).toBe(false);
  expect(await times(7, ["b"])).toBe(5);
});

it("the 256 networks of one line have the places of one, and leave the others' alone", async () => {
  let taken = 0;
  for (let at = 0; at < 256; at++) if (await take(["a"], `2001:db8:100:${at.toString(16)}::1`)) taken++;
  expect(taken).toBe(5);
  expect(await take(["a"], "2001:db8:101::1")).toBe(true);
});

it("a login takes a place with all of its tokens, or with none", async () => {
  expect(await times(5, ["a"])).toBe(5);
  expect(await take(["a", "b"])).toBe(false);
  expect(await rows()).toHaveLength(5);
  expect(await take(["b", "c"])).toBe(true);
  expect((await rows()).map(({ serial }) => serial)).toEqual(["a", "a", "a", "a", "a", "b", "c"]);
});

it("a login keeps its place until it expires, to the millisecond", async () => {
  await times(5, ["a"]);
  expect([await take(["a"], "192.0.2.1", EXPIRES - 1), await take(["a"], "192.0.2.1", EXPIRES)]).toEqual([false, true]);
});

it("an answer that is accepted gives back the place of its own login alone, for all tokens", async () => {
  for (const serials of [["a", "b"], ["a"]]) await take(serials);
  const answered = (guard: string) =>
    statement(env.DB, giveBackSql(guard), { attempt: "attempt 1", serials: '["a","b"]' }).run();
  await answered("false");
  expect(await rows()).toHaveLength(3);
  await answered("true");
  expect(await rows()).toMatchObject([{ serial: "a", attempt_id: "attempt 2" }]);
});
