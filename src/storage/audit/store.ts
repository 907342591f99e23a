// The audit trail in D1: notes entries in the batch they report on, writes single ones, reads them.

import type { AuditEntry, Note } from "../../core/audit/audit.ts";
import type { AuditedEntry, AuditTrail } from "../../core/ports/audit.ts";
import { readingsOf, type UserReadings } from "../../core/user.ts";
import { noteRow } from "../../request-record.ts";
import type { Settings } from "../../settings.ts";
import type { Keyring } from "../keys/keyring.ts";
import { batchEverywhere, type Guard } from "../sql/caller-guard.ts";
import { type BatchPart, type FollowUp, followUp, type Parameters, part, statement } from "../sql/sql.ts";
import { IS_SPLIT, whoParameters } from "../sql/subject-query.ts";
import type { TrailBucket } from "./archive/trail-bucket.ts";
import { verifyNewestPart } from "./archive/verify/part-verdict.ts";
import type { TrailHeads } from "./checkpoints/head.ts";
import { verifyAudit } from "./checkpoints/verification.ts";
import { explained } from "./list/explain.ts";
import { listRows } from "./list/list.ts";
import { writeDaily } from "./of-client.ts";
import { countRefusal, GETS_ROW, refusalParameters, writeOrCount } from "./refusal-count.ts";
import { type AuditRow, entryOfRow, insertRow, type NumberedRow } from "./row.ts";
import { signatureOf, signRow } from "./signature.ts";

/** Notes an entry in the batch of the statement it reports on. */
export interface Notes {
  /** Notes the result of the statement that it follows. `unless`: while it holds, no success. */
  of(note: Note, unless?: Guard): Promise<FollowUp>;
  /**
   * Notes a refusal that counts on tokens, if the statement before `row` has counted it. Any other,
   * which anyone can repeat, is counted while `same` holds, or gets a row. Both run the same
   * statements, or their time would tell them apart. The sender calls `noteRow` if there is a row.
   */
  ofRefusal(entry: AuditEntry, counts: boolean, same: Guard): Promise<RefusalStatements>;
  /** Notes the entry whatever the other statements do. */
  always(entry: AuditEntry): Promise<BatchPart<never>>;
}

/** `count` goes first. */
interface RefusalStatements {
  readonly count: BatchPart<never>;
  readonly row: FollowUp;
}

const NEVER: Guard = { sql: "false", parameters: {} };

export function createNotes(
  db: D1Database,
  keyring: Keyring,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase">,
): Notes {
  return { of, ofRefusal, always: async (entry) => part(insertRow(":row"), await rowParameter(keyring, entry)) };

  async function ofRefusal(entry: AuditEntry, counts: boolean, same: Guard): Promise<RefusalStatements> {
    const row = JSON.stringify(await signRow(keyring, entry));
    const parameters = { ...same.parameters, ...refusalParameters(entry), counts: counts ? 1 : 0, row };
    return {
      count: part(countRefusal(`NOT :counts AND ${same.sql}`), parameters),
      row: followUp(
        db,
        `${insertRow(":row")} AND CASE WHEN :counts THEN changes() > 0 ELSE ${GETS_ROW} AND ${same.sql} END`,
        parameters,
      ),
    };
  }

  async function of({ held, not, named }: Note, unless = NEVER): Promise<FollowUp> {
    if (held || not) noteRow();
    const { whole, split }: Partial<UserReadings> = named ? readingsOf(named, settings) : {};
    // Only the database knows what was changed and which reading of a name holds: sign every one.
    const variants: Record<string, AuditRow> = {};
    for (const [name, entry] of Object.entries({ held, not })) {
      if (!entry) continue;
      variants[name] = await signRow(keyring, { ...entry, ...whole });
      if (split) variants[`${name} split`] = await signRow(keyring, { ...entry, ...split });
    }
    const reading = split ? ` || CASE WHEN ${IS_SPLIT} THEN ' split' ELSE '' END` : "";
    return followUp(
      db,
      `${insertRow(`:variants -> ('$."' || CASE WHEN changes() > 0 THEN 'held' ELSE 'not' END${reading} || '"')`)}
         AND NOT (value ->> 'success' AND ${unless.sql})`,
      { ...whoParameters(named, settings), ...unless.parameters, variants: JSON.stringify(variants) },
    );
  }
}

async function rowParameter(keyring: Keyring, entry: AuditEntry): Promise<Parameters> {
  noteRow();
  return { row: JSON.stringify(await signRow(keyring, entry)) };
}

/** Writes single entries. */
export const createAuditWriter = (
  db: D1Database,
  keyring: Keyring,
): Pick<AuditTrail, "write" | "writeOrCount" | "writeDaily"> => ({
  write: async (entry) => {
    await statement(db, insertRow(":row"), await rowParameter(keyring, entry)).run();
  },
  writeOrCount: (entry) => writeOrCount(db, keyring, entry),
  writeDaily: (entry) => writeDaily(db, keyring, entry),
});

export function createAuditTrail(
  db: D1Database,
  keyring: Keyring,
  keeper: TrailHeads,
  settings: Pick<Settings, "adminRealm">,
  trail?: TrailBucket,
): Omit<AuditTrail, "statistics" | "totals" | "hasLogin"> {
  return {
    ...createAuditWriter(db, keyring),

    async list(caller, filter) {
      const listed = await listRows(db, settings, caller, filter);
      if (!listed.ok) return listed;
      const { rows, ...found } = listed.found;
      const entries = await Promise.all(rows.map((row) => auditedOf(keyring, row)));
      const { explaining } = filter;
      return { ok: true, ...found, ...(explaining ? await explained(db, caller, entries, explaining) : { entries }) };
    },

    async verify(caller, newest, nowMs) {
      const may = await batchEverywhere(db, caller, "auditlog", () => ({}));
      if (!may.ok) return may;
      const verification = await verifyAudit(db, keyring, { nowMs, newest, head: await keeper.read() });
      if (!trail) return { ok: true, verification };
      try {
        const ofPart = await verifyNewestPart(db, keyring, trail, await keeper.readParts());
        return { ok: true, verification: { ...verification, problems: [...verification.problems, ...ofPart] } };
      } catch (error) {
        console.error("audit: the archive cannot be verified:", error);
        return { ok: false, reason: { code: "archive-unavailable" } };
      }
    },
  };
}

export const auditedOf = async (keyring: Keyring, row: NumberedRow): Promise<AuditedEntry> => ({
  ...entryOfRow(row),
  number: row.number,
  mac: row.mac,
  signature: await signatureOf(keyring, row),
});

/** The trail's rows after a number, for the senders of events, whose right was checked before. */
export async function rowsBehind(
  db: D1Database,
  keyring: Keyring,
  after: number,
  most: number,
): Promise<readonly AuditedEntry[]> {
  const sql = "SELECT * FROM audit WHERE number > :after ORDER BY number LIMIT :most";
  const { results } = await statement<NumberedRow>(db, sql, { after, most }).all();
  return Promise.all(results.map((row) => auditedOf(keyring, row)));
}
