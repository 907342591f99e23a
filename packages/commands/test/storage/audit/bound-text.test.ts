// A confirmed text stays bound to its digest when the row has left the database: audit:verify says
// which row has another text, in a part and in the bucket alone.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { bindText, boundAction } from "../../../../../src/core/audit/bound-text.ts";
import { ExaminedRows } from "../../../../../src/storage/audit/checkpoints/examined-rows.ts";
import { keyring } from "../../../../../test/storage/keys/keys.ts";
import { archiveTrail, BUCKET, DAY_MS, emptyArchive, fillTrail } from "../../../../../test/support/archive.ts";
import { KEEPER } from "../../../../../test/support/audit.ts";
import { verifyBucket } from "../../../audit/verify-bucket.ts";
import { verifyParts } from "../../../audit/verify-parts.ts";

const NOW = 1000 * DAY_MS;
/** 400 bytes, the longest that a text can be. */
const TEXT = "\u{1f600}".repeat(100);

it("a row of a part that was signed with another text is named", async () => {
  const keys = await keyring("one");
  await emptyArchive();
  const bound = await bindText(new Uint8Array(16), "shop", TEXT);
  const action = `POST /confirm/:ticket ${boundAction("shop", bound)}`;
  const event = "CONFIRMATION_GIVEN";
  const details = [TEXT, "Pay EUR 9999", TEXT];
  await fillTrail(keys, 3500, (index) => NOW - 100 * DAY_MS + index, {
    perCheckpoint: 500,
    entryFor: (index) => (details[index] === undefined ? {} : { event, action, detail: details[index] }),
  });
  await archiveTrail(keys, NOW);
  const examined = new ExaminedRows(keys);
  const head = await KEEPER.readParts();
  expect((await verifyParts(env.DB, keys, BUCKET, examined, { head, headsOnly: false })).parts).toBe(1);
  const told = ["row 2 has another text than the one that was confirmed"];
  expect(examined.problems).toEqual(told);
  expect((await verifyBucket(BUCKET, keys)).problems).toEqual(told);
});
