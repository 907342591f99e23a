// Makes a user known, or changes what is known, in one statement: for files of many users. Blank
// attributes stay as they are. If two files have the same user, D1 runs one batch after the other;
// the second finds the user, and changes what differs.
//
// A dry run could be repeated until a guessed e-mail address is `unchanged`. So for an account that
// may not see users it says what the line would write, and not whether that differs.

import type { FieldChange, UserLine } from "../../core/ports/job.ts";
import type { UserStore } from "../../core/ports/people/users.ts";
import { refuse } from "../../core/reasons.ts";
import { readDayOrTime } from "../../core/token/validity.ts";
import { fold } from "../../lib/fold.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_SEES_USERS, touchGuard } from "../sql/caller-guard.ts";
import { isShutOut } from "../sql/shut-out.ts";
import { part } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { MAY_SHADOW, refusalOfName, SHADOWED, type ShadowRow, shadowParameters } from "../tokens/shadows.ts";
import { externalIdTaken } from "./attributes.ts";

interface BeforeRow extends ShadowRow {
  name: string;
  realm: string;
  /** JSON of Stored; null for an unknown user. */
  stored: string | null;
  taken: number;
  has_token: number;
  is_out: number;
  sees_users: number;
}

const RIGHT = "set_custom_user_attributes";

/** Holds for a row of `user` that the file would change. */
const DIFFERS = `(user.display_name IS NOT coalesce(:display_name, user.display_name)
  OR user.email IS NOT coalesce(:email, user.email) OR user.groups IS NOT coalesce(:groups, user.groups)
  OR user.external_id IS NOT coalesce(:external_id, user.external_id))`;

/** As the column `blocked` of a file says it. */
const BLOCKED = `CASE WHEN blocked_at_ms IS NOT NULL THEN 'yes'
  WHEN block_from_ms IS NOT NULL THEN date(block_from_ms / 1000, 'unixepoch') ELSE 'no' END`;

const TAKEN = externalIdTaken("who.name", "who.realm");

const TOUCHED = `SELECT name AS user, realm FROM (${WHO})`;

export const createPut = (
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings & UserSettings,
): Pick<UserStore, "put"> => ({
  async put(caller, line, { dryRun }, nowMs, note) {
    const named = { user: line.user, realm: line.realm };
    const guard = touchGuard(caller, RIGHT, settings, TOUCHED, {
      ...whoParameters(named, settings),
      ...shadowParameters(named, false, settings),
      display_name: line.displayName ?? null,
      folded: line.displayName === undefined ? null : fold(line.displayName),
      email: line.email ?? null,
      groups: line.groups === undefined ? null : JSON.stringify(line.groups),
      external_id: line.externalId ?? null,
      now: nowMs,
    });
    const { parameters } = guard;
    const before = part<BeforeRow>(
      `SELECT who.name, who.realm, ${SHADOWED} AS shadowed, ${TAKEN} AS taken,
         (SELECT json_object('name', display_name, 'email', email, 'groups', json(groups), 'external_id', external_id,
             'blocked', ${BLOCKED})
           FROM user
           WHERE user.realm = who.realm AND user.name = who.name) AS stored,
         EXISTS (SELECT 1 FROM token WHERE token.realm = who.realm AND token.user = who.name AND NOT token.revoked) AS has_token,
         ${isShutOut("who.name", "who.realm")} AS is_out,
         ${CALLER_SEES_USERS} AS sees_users
       FROM (${WHO}) AS who WHERE ${guard.sql}`,
      parameters,
    );
    const user = part(
      `INSERT INTO user (name, realm, created_at_ms, display_name, folded, email, groups, external_id)
       SELECT who.name, who.realm, :now, :display_name, :folded, :email, coalesce(:groups, '[]'), :external_id
       FROM (${WHO}) AS who WHERE ${guard.sql} AND ${MAY_SHADOW} AND NOT ${TAKEN}
       ON CONFLICT (realm, name) DO UPDATE SET display_name = coalesce(:display_name, display_name),
         folded = coalesce(:folded, folded),
         email = coalesce(:email, email), groups = coalesce(:groups, groups),
         external_id = coalesce(:external_id, external_id)
       WHERE ${DIFFERS}`,
      parameters,
    );
    const statements = dryRun ? { before } : { before, user, note: after("user", await notes.of(note)) };
    const done = await batchForCaller(db, caller, RIGHT, statements, guard);
    if (!done.ok) return done;
    const [row] = done.before.rows;
    if (!row) return refuse({ code: "missing-right", right: RIGHT }); // only for the compiler: the guard has passed
    const refusal = refusalOfName(row.shadowed, named, false);
    if (refusal) return refuse(refusal);
    if (row.taken === 1) return refuse({ code: "external-id-taken" });
    const stored: Stored | undefined = row.stored === null ? undefined : JSON.parse(row.stored);
    const fields = stored ? fieldsOf(line, stored, nowMs) : [];
    const changes = dryRun && row.sees_users === 0 ? fields : fields.filter((field) => field.old !== field.new);
    const did = !stored ? "made" : changes.length > 0 ? "changed" : "unchanged";
    const known = row.sees_users === 0 ? undefined : knownOf(stored);
    const isOut = row.is_out === 1;
    return { ok: true, name: row.name, realm: row.realm, did, changes, hasToken: row.has_token === 1, isOut, known };
  },
});

interface Stored {
  readonly name: string | null;
  readonly email: string | null;
  readonly groups: readonly string[];
  readonly external_id: string | null;
  readonly blocked: string;
}

const knownOf = (stored: Stored | undefined) => ({ email: stored?.email ?? null, name: stored?.name ?? null });

/** The attributes of the line, as they are and as they would be: what DIFFERS compares. */
function fieldsOf(line: UserLine, { name, email, groups, external_id, blocked }: Stored, nowMs: number): FieldChange[] {
  const fields = [
    ["email", email, line.email],
    ["name", name, line.displayName],
    ["groups", groups.join(","), line.groups?.join(",")],
    ["external_id", external_id, line.externalId],
  ] as const;
  const changes = fields.flatMap(([field, old, value]) =>
    value === undefined ? [] : [{ field, old: old ?? "", new: value }],
  );
  return [...changes, ...blockOf(line, blocked, nowMs)];
}

/** From a day that has come, a user is blocked. */
function blockOf({ blocked }: UserLine, old: string, nowMs: number): FieldChange[] {
  if (blocked === undefined) return [];
  const isPast = blocked !== "no" && blocked !== "yes" && (readDayOrTime(blocked) ?? 0) <= nowMs;
  return [{ field: "blocked", old, new: isPast ? "yes" : blocked }];
}
