// The addresses of phones that earlier versions have stored in the clear: sealed a batch at a time,
// and none lost.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { utf8 } from "../../../src/lib/bytes.ts";
import { resealBatch, START } from "../../../src/storage/keys/reseal.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import { sealAddresses } from "../../../src/storage/keys/seal-addresses.ts";
import { runSql } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { keyring } from "./keys.ts";

const [old, rotated] = [await keyring("old"), await keyring("new", "old")];

const make = (serial: string, open: string | null, sealed: string | null = null) =>
  runSql(
    `INSERT INTO token (serial, generation, description, active, revoked, rollout_state, max_fail, suite, created_at_ms,
       notification_type, notification_address, sealed_notification_address)
     VALUES (?, 1, '', 1, 0, 'enrolled', 10, '', 0, 'FCM_DIRECT', ?, ?)`,
    serial,
    open as string,
    sealed as string,
  );
interface Row {
  serial: string;
  open: string | null;
  sealed: string | null;
}
const rows = async () =>
  (
    await env.DB.prepare(
      "SELECT serial, notification_address AS open, sealed_notification_address AS sealed FROM token ORDER BY serial",
    ).all<Row>()
  ).results;
const opened = async (by = old) =>
  Promise.all(
    (await rows()).map(async ({ serial, open, sealed }) => [
      serial,
      open,
      sealed && new TextDecoder().decode(await createSealer(by).open("push", serial, sealed)),
    ]),
  );

beforeEach(async () => {
  await runSql("DELETE FROM token");
});

it("seals them in batches, and leaves nothing in the clear", async () => {
  for (const serial of ["A", "B", "C"]) await make(serial, `at ${serial}`);
  await make("D", null, await createSealer(old).sealAlike("push", "D", utf8("at D")));
  await make("E", null);
  // An earlier version has run once more, behind this one.
  await make("F", "new F", await createSealer(old).sealAlike("push", "F", utf8("old F")));
  const more: boolean[] = [];
  do more.push(await sealAddresses(env.DB, old, 2));
  while (more.at(-1));
  expect(more).toEqual([true, true, false]);
  expect(await opened()).toEqual([
    ["A", null, "at A"],
    ["B", null, "at B"],
    ["C", null, "at C"],
    ["D", null, "at D"],
    ["E", null, null],
    ["F", null, "new F"],
  ]);
});

it("leaves the address that a phone has told in between", async () => {
  await make("A", "before");
  const sealedNow = await createSealer(old).sealAlike("push", "A", utf8("told"));
  const slow = watchedDatabase(env.DB, async ({ text }, next) => {
    if (text.startsWith("UPDATE"))
      await runSql("UPDATE token SET notification_address = NULL, sealed_notification_address = ?", sealedNow);
    return next();
  });
  await sealAddresses(slow, old);
  expect(await opened()).toEqual([["A", null, "told"]]);
});

it("seals them anew under a new root, alike for the next answer", async () => {
  await make("A", null, await createSealer(old).sealAlike("push", "A", utf8("at A")));
  expect((await resealBatch(env.DB, rotated, START, 10)).resealed).toBe(1);
  const [row] = await rows();
  expect(row?.sealed).toBe(await createSealer(rotated).sealAlike("push", "A", utf8("at A")));
  expect(await opened(await keyring("new"))).toEqual([["A", null, "at A"]]);
});
