// The audit trail in D1: notes entries in the batch they report on, writes single ones, reads them.

import type { AuditEntry, Note } from "../../core/audit/audit.ts";
import type { AuditedEntry, AuditTrail } from "../../core/ports/audit.ts";
import type { ShardMap } from "../../core/shards/shard-map.ts";
import { readingsOf, type UserReadings } from "../../core/user.ts";
import { noteRow } from "../../request-record.ts";
import type { Settings } from "../../settings.ts";
import type { Keyring } from "../keys/keyring.ts";
import { after, batch } from "../sql/batch.ts";
import { batchEverywhere, type Guard } from "../sql/caller-guard.ts";
import { type BatchPart, type FollowUp, followUp, type Parameters, part, statement } from "../sql/sql.ts";
import { IS_SPLIT, whoParameters } from "../sql/subject-query.ts";
import { verifyNewestPart } from "./archive/part-verdict.ts";
import type { TrailBucket } from "./archive/trail-bucket.ts";
import type { TrailHeads } from "./checkpoints/head.ts";
import { verifyAudit } from "./checkpoints/verification.ts";
import { explained } from "./list/explain.ts";
import { listRows } from "./list/list.ts";
import { ofPersonAlone } from "./list/tallied.ts";
import { writeDaily } from "./of-client.ts";
import { countRefusal, ROW_OF_COUNTED, refusalParameters, type Share, shareOf } from "./refusal-count.ts";
import { type AuditRow, entryOfRow, insertRow, type NumberedRow } from "./row.ts";
import { signatureOf, signRow } from "./signature.ts";

/** Notes an entry in the batch of the statement it reports on. */
export interface Notes {
  /** Notes the result of the statement that it follows. `unless`: while it holds, no success. */
  of(note: Note, unless?: Guard): Promise<FollowUp>;
  /** Notes what a stranger did, as a row or in a count, whatever the other statements do. */
  ofStranger(entry: AuditEntry): Promise<StrangerStatements<BatchPart<never>>>;
  /**
   * The same if `when` holds, or else if the statement before has changed something. Refusals of
   * known and unknown users run the same statements, or their time would tell them apart.
   */
  ofStrangerAfter(entry: AuditEntry, when?: Guard): Promise<StrangerStatements<FollowUp>>;
}

/** `row` comes right after `count`. Whoever sends them calls `noteRow` if there is a row. */
export interface StrangerStatements<Count> {
  readonly count: Count;
  readonly row: FollowUp;
  /** The signed row, for who keeps it where there is no room. */
  readonly signed: string;
}

const NEVER: Guard = { sql: "false", parameters: {} };
const CHANGED: Guard = { sql: "changes() > 0", parameters: {} };

export function createNotes(
  db: D1Database,
  keyring: Keyring,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase"> & Partial<ShardMap>,
): Notes {
  const share = shareOf(settings);
  return { of, ofStranger, ofStrangerAfter };

  async function ofStranger(entry: AuditEntry): Promise<StrangerStatements<BatchPart<never>>> {
    const { parameters, ...statements } = await strangerStatements(db, keyring, share, entry);
    return { ...statements, count: part(countRefusal("true"), parameters) };
  }

  async function ofStrangerAfter(entry: AuditEntry, when = CHANGED): Promise<StrangerStatements<FollowUp>> {
    const { parameters, ...statements } = await strangerStatements(db, keyring, share, entry);
    return { ...statements, count: followUp(db, countRefusal(when.sql), { ...parameters, ...when.parameters }) };
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

async function strangerStatements(db: D1Database, keyring: Keyring, share: Share, entry: AuditEntry) {
  const signed = JSON.stringify(await signRow(keyring, entry));
  const parameters = refusalParameters(entry, share);
  return { parameters, signed, row: followUp(db, ROW_OF_COUNTED, { ...parameters, row: signed }) };
}

async function rowParameter(keyring: Keyring, entry: AuditEntry): Promise<Parameters> {
  noteRow();
  return { row: JSON.stringify(await signRow(keyring, entry)) };
}

/** Writes single entries. */
export const createAuditWriter = (
  db: D1Database,
  keyring: Keyring,
  settings: Partial<ShardMap>,
): Pick<AuditTrail, "write" | "writeOrCount" | "writeDaily"> => ({
  write: async (entry) => {
    await statement(db, insertRow(":row"), await rowParameter(keyring, entry)).run();
  },
  writeOrCount: async (entry) => {
    const { parameters, row } = await strangerStatements(db, keyring, shareOf(settings), entry);
    const done = await batch(db, { count: part(countRefusal("true"), parameters), row: after("count", row) });
    if (done.row.changes > 0) noteRow();
  },
  writeDaily: (entry) => writeDaily(db, keyring, entry),
});

export function createAuditTrail(
  db: D1Database,
  keyring: Keyring,
  keeper: TrailHeads,
  settings: Pick<Settings, "adminRealm"> & Partial<ShardMap>,
  bucket?: TrailBucket,
): Omit<AuditTrail, "statistics" | "totals" | "hasLogin"> {
  return {
    ...createAuditWriter(db, keyring, settings),

    async list(caller, filter) {
      const listed = await listRows({ db, keyring, bucket }, settings, caller, filter);
      if (!listed.ok) return listed;
      const { rows, border, ...found } = listed.found;
      const audited = await Promise.all(rows.map((row) => auditedOf(keyring, row)));
      const entries = audited.map((entry) => ofPersonAlone(entry, listed.serials));
      const { explaining } = filter;
      const archivedBeforeMs = border?.archived_before ?? null;
      return {
        ok: true,
        ...found,
        archivedBeforeMs,
        lacksArchived: archivedBeforeMs !== null && !bucket,
        ...(explaining ? await explained(db, caller, entries, explaining, border?.archived ?? 0) : { entries }),
      };
    },

    async verify(caller, newest, nowMs) {
      const may = await batchEverywhere(db, caller, "auditlog", () => ({}));
      if (!may.ok) return may;
      const verification = await verifyAudit(db, keyring, { nowMs, newest, head: await keeper.read() });
      if (!bucket) return { ok: true, verification };
      try {
        const ofPart = await verifyNewestPart(db, keyring, bucket, await keeper.readParts());
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
