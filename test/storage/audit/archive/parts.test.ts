// Older rows of the trail go into parts in the bucket, and leave the database.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import {
  archiveTrail,
  DAY_MS,
  emptyArchive,
  fillTrail,
  objectKeys,
  partRecords,
  runCron,
  trailNames,
} from "../../../support/archive.ts";
import { auditRows } from "../../../support/audit.ts";
import { keyring } from "../../keys/keys.ts";

const keys = await keyring("one");
const NOW = 1000 * DAY_MS;

beforeEach(emptyArchive);

const numbers = async () => {
  const rows = await auditRows();
  return [rows[0]?.number, rows.at(-1)?.number];
};

describe("parts", () => {
  it("are made of rows that are old enough, which then leave", async () => {
    await fillTrail(keys, 15_000, (index) => NOW - 40 * DAY_MS + index);
    await archiveTrail(keys, NOW);
    expect(
      (await partRecords()).map(({ first_number, last_number, row_count }) => [first_number, last_number, row_count]),
    ).toEqual([[1, 12_500, 12_500]]);
    expect(await numbers()).toEqual([12_501, 15_000]);
    expect(await objectKeys()).toHaveLength(2);
    expect(await trailNames()).toHaveLength(100);
  });
});
