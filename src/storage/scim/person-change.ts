// A change of a person in one batch: the row, and what follows from another name or another state.

import { noteOnSuccess } from "../../core/audit/audit.ts";
import { emailOf } from "../../core/mail-address.ts";
import type {
  DirectoryPeople,
  DirectoryPerson,
  PersonRefusal,
  PersonState,
} from "../../core/ports/people/directory.ts";
import { fold } from "../../lib/fold.ts";
import { after, prefixed } from "../sql/batch.ts";
import { batchForCaller } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { shadowParameters } from "../tokens/shadows.ts";
import { removal } from "../users/removal/removal.ts";
import { letIn, shutOut } from "../users/shut-out.ts";
import { BY_DIRECTORY, type DirectoryAt, drawId, guardOf, NEXT_VERSION, SCIM_RIGHT } from "./at.ts";
import { mailDueLinks } from "./due-mails.ts";
import { joinerLink, misdirected } from "./joiner-link.ts";
import {
  DELETED_BEFORE,
  FORMER_NAMES,
  IS_FREE,
  IS_UNINVITED,
  MARKED,
  MAX_FORMER_NAMES,
  MAY_CHANGE,
  MAY_RENAME,
  THIS,
  WHOM,
} from "./person-guards.ts";
import { type DirectoryRow, directoryPersonIn, nameOf, PERSON_COLUMNS, PERSON_VERSION } from "./person-row.ts";
import { renaming } from "./rename.ts";

interface BeforeRow {
  readonly version: number;
  readonly free: number;
  readonly uninvited: number;
  readonly names: number;
}

/** With the name that was, and the last row of the trail for it, which this batch writes next. */
const NAMES = `(SELECT json_group_array(json(value)) FROM (
  SELECT value FROM json_each(user.scim, '$.names') WHERE value ->> 'name' <> user.name
  UNION ALL SELECT json_object('name', user.name, 'until',
    coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0) + 1)))`;

const SCIM = `json_set(coalesce(user.scim, '{}'), '$.kept', json(:kept), '$.mark', :mark, '$.userName', :user_name)`;

/** Of a person whom a batch makes or changes. */
export const stateParameters = (to: PersonState): Parameters => ({
  user_name: to.userName,
  external_id: to.externalId,
  display_name: to.displayName,
  folded: to.displayName === null ? null : fold(to.displayName),
  email: to.email,
  active: to.active ? 1 : 0,
  kept: JSON.stringify(to.kept),
});

export const createPersonChange = (at: DirectoryAt): Pick<DirectoryPeople, "change"> => ({
  async change(was, to) {
    if (isSame(was, to)) return { ok: true, did: "unchanged", resource: was };
    const { db, notes, call, realm, settings } = at;
    const name = was.userName === to.userName ? was.name : nameOf(to.userName, settings);
    const renames = name !== was.name;
    const guard = guardOf(
      at,
      {
        ...stateParameters(to),
        name,
        ...shadowParameters({ user: name, realm }, false, settings),
        id: was.id,
        version: was.changedAtMs,
        mark: drawId(),
      },
      `${WHOM} UNION ALL SELECT :name, :realm`,
      to.active,
    );
    const { sql, parameters } = guard;
    const may = renames ? MAY_RENAME : MAY_CHANGE;
    const noteOf = async (event: "USER_CHANGED" | "USER_DEACTIVATED" | "USER_ACTIVATED", user = name) =>
      notes.of(noteOnSuccess(call, event, { ...BY_DIRECTORY, user, realm }));
    const moves = was.active === to.active ? undefined : to.active ? "USER_ACTIVATED" : "USER_DEACTIVATED";
    const isMoreThanState = !isSame({ ...was, active: to.active }, to);
    const addressOf = (user: string, email: string | null) => emailOf({ user, realm, email }, settings);
    // An address may be made of the name.
    const isElsewhere = addressOf(was.name, was.email) !== addressOf(name, to.email);
    const link = moves === "USER_ACTIVATED" || isElsewhere ? joinerLink(at, to, sql, parameters) : undefined;
    const gone = renames && removal(DELETED_BEFORE, `${sql} AND EXISTS (SELECT 1 FROM user WHERE ${may})`, parameters);
    const done = await batchForCaller(
      db,
      call.caller,
      SCIM_RIGHT,
      {
        before: part<BeforeRow>(
          `SELECT ${PERSON_VERSION} AS version, ${IS_FREE} AS free, ${IS_UNINVITED} AS uninvited,
             ${FORMER_NAMES} AS names FROM user WHERE ${THIS} AND ${sql}`,
          parameters,
        ),
        ...(gone && prefixed("gone", gone)),
        row: part(
          `UPDATE user SET name = :name, external_id = :external_id, display_name = :display_name, folded = :folded,
             email = :email, deactivated_at_ms = CASE WHEN :active THEN NULL ELSE coalesce(deactivated_at_ms, :now) END,
             changed_at_ms = ${NEXT_VERSION}, scim = ${renames ? `json_set(${SCIM}, '$.names', ${NAMES})` : SCIM}
           WHERE ${may} AND ${sql}`,
          parameters,
        ),
        // Under both names, so that either leads to the other.
        oldNote: renames ? after("row", await noteOf("USER_CHANGED", was.name)) : undefined,
        note: after(renames ? "oldNote" : "row", await noteOf(isMoreThanState || !moves ? "USER_CHANGED" : moves)),
        moveNote: moves && isMoreThanState ? after("note", await noteOf(moves)) : undefined,
        ...(renames && prefixed("moved", renaming(sql, { ...parameters, old: was.name, realm }))),
        ...(moves === "USER_DEACTIVATED" && shutOut(MARKED, sql, parameters)),
        ...(moves === "USER_ACTIVATED" && { on: letIn(MARKED, sql, parameters) }),
        ...(isElsewhere && prefixed("misdirected", misdirected(sql, parameters))),
        joiner: link,
        joinerNote: link && after("joiner", await notes.of(noteOnSuccess(call, "LINK_MADE", { user: name, realm }))),
        person: part<DirectoryRow>(`SELECT ${PERSON_COLUMNS} FROM user WHERE ${THIS} AND ${sql}`, parameters),
      },
      guard,
    );
    if (!done.ok) return done;
    const [row] = done.person.rows;
    if (done.row.changes === 0 || !row)
      return { ok: true, did: "refused", why: refusalIn(done.before.rows[0], was, renames) };
    const [made] = done.joiner?.rows ?? [];
    if (made) call.onceReplied(() => mailDueLinks(at, call.nowMs, made.hash));
    return { ok: true, did: "changed", resource: directoryPersonIn(row) };
  },
});

function refusalIn(before: BeforeRow | undefined, was: DirectoryPerson, renames: boolean): PersonRefusal {
  if (!before) return "unknown";
  if (before.version !== was.changedAtMs) return "stale";
  if (!renames || !before.free || !before.uninvited) return "taken";
  if (before.names >= MAX_FORMER_NAMES) return "renamed-often";
  return "shadows";
}

/** Whether a directory has sent what it has already: then nothing is written. */
const isSame = (was: PersonState, to: PersonState): boolean => textOf(was) === textOf(to);

const textOf = ({ userName, externalId, displayName, email, active, kept }: PersonState): string =>
  JSON.stringify(sorted({ userName, externalId, displayName, email, active, kept }));

/** With its keys in order, however they came. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
