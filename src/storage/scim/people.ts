// The people of a directory's realm in D1.

import { noteOnSuccess } from "../../core/audit/audit.ts";
import type { DirectoryPeople } from "../../core/ports/people/directory.ts";
import { after, prefixed } from "../sql/batch.ts";
import { batchForCaller } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import { shadowParameters } from "../tokens/shadows.ts";
import { removal } from "../users/removal/removal.ts";
import { shutOut } from "../users/shut-out.ts";
import { BY_DIRECTORY, type DirectoryAt, drawId, guardOf, NEXT_VERSION, SCIM_RIGHT } from "./at.ts";
import { mailDueLinks } from "./due-mails.ts";
import { joinerLink } from "./joiner-link.ts";
import { SEEN, seenParameters } from "./list.ts";
import { createPersonChange, stateParameters } from "./person-change.ts";
import { DELETED_BEFORE, IS_FREE, MARKED, SHADOWS, THIS, WHOM } from "./person-guards.ts";
import { createPersonList } from "./person-list.ts";
import { type DirectoryRow, directoryPersonIn, nameOf, PERSON_COLUMNS, PERSON_VERSION } from "./person-row.ts";

export const createDirectoryPeople = (at: DirectoryAt): DirectoryPeople => ({
  ...createPersonList(at),
  ...createPersonChange(at),

  async create(person) {
    const { db, notes, call, realm, settings } = at;
    const user = nameOf(person.userName, settings);
    const guard = guardOf(
      at,
      {
        ...stateParameters(person),
        ...shadowParameters({ user, realm }, false, settings),
        name: user,
        id: drawId(),
        mark: drawId(),
      },
      "SELECT :name AS user, :realm AS realm",
      true,
    );
    const { sql, parameters } = guard;
    const link = joinerLink(at, person, sql, parameters);
    const done = await batchForCaller(
      db,
      call.caller,
      SCIM_RIGHT,
      {
        before: part<{ free: number }>(`SELECT ${IS_FREE} AS free WHERE ${sql}`, parameters),
        // A freed name is another person's: nobody finds the phones of whoever had it.
        ...prefixed("gone", removal(DELETED_BEFORE, `${sql} AND ${IS_FREE} AND ${SHADOWS} = 0`, parameters)),
        row: part(
          `INSERT INTO user (scim_id, name, realm, created_at_ms, display_name, folded, email, external_id, deactivated_at_ms,
             scim)
           SELECT :id, :name, :realm, :now, :display_name, :folded, :email, :external_id,
             CASE WHEN :active THEN NULL ELSE :now END,
             json_object('kept', json(:kept), 'mark', :mark, 'userName', :user_name)
           WHERE ${sql} AND ${IS_FREE} AND ${SHADOWS} = 0`,
          parameters,
        ),
        note: after("row", await notes.of(noteOnSuccess(call, "USER_CHANGED", { ...BY_DIRECTORY, user, realm }))),
        // An account may have invited the person already.
        ...(!person.active && shutOut(MARKED, sql, parameters)),
        joiner: link,
        joinerNote: link && after("joiner", await notes.of(noteOnSuccess(call, "LINK_MADE", { user, realm }))),
        person: part<DirectoryRow>(`SELECT ${PERSON_COLUMNS} FROM user WHERE ${THIS} AND ${sql}`, parameters),
      },
      guard,
    );
    if (!done.ok) return done;
    const [row] = done.person.rows;
    if (!row) return { ok: true, did: "refused", why: done.before.rows[0]?.free ? "shadows" : "taken" };
    const [made] = done.joiner?.rows ?? [];
    if (made) call.onceReplied(() => mailDueLinks(at, call.nowMs, made.hash));
    return { ok: true, did: "changed", resource: directoryPersonIn(row) };
  },

  async read(id) {
    const parameters = { ...seenParameters(at), id };
    const sql = `SELECT ${PERSON_COLUMNS} FROM user WHERE ${THIS} AND ${SEEN}`;
    const found = await batchForCaller(at.db, at.call.caller, SCIM_RIGHT, {
      person: part<DirectoryRow>(sql, parameters),
    });
    if (!found.ok) return found;
    const [row] = found.person.rows;
    return { ok: true, resource: row && directoryPersonIn(row) };
  },

  async remove(id, version) {
    const { db, notes, call, realm, settings } = at;
    const mark = drawId();
    const guard = guardOf(at, { id, mark, version: version ?? null }, WHOM);
    const { sql, parameters } = guard;
    const found = await batchForCaller(db, call.caller, SCIM_RIGHT, {
      name: part<{ name: string }>(`SELECT name FROM user WHERE ${THIS} AND ${SEEN}`, { ...seenParameters(at), id }),
    });
    if (!found.ok) return found;
    const [person] = found.name.rows;
    if (!person) return { ok: true, did: "unknown" };
    const note = noteOnSuccess(call, "USER_DELETED", { ...BY_DIRECTORY, user: person.name, realm });
    const done = await batchForCaller(
      db,
      call.caller,
      SCIM_RIGHT,
      {
        row: part(
          // The externalId is free for somebody else, and whoever brings the person back finds it.
          `UPDATE user SET deleted_at_ms = :now, deactivated_at_ms = coalesce(deactivated_at_ms, :now),
             changed_at_ms = ${NEXT_VERSION}, external_id = NULL,
             scim = json_set(coalesce(scim, '{}'), '$.mark', :mark, '$.externalId', external_id)
           WHERE ${THIS} AND name = :name AND (:version IS NULL OR ${PERSON_VERSION} = :version) AND ${sql}`,
          { ...parameters, name: person.name },
        ),
        note: after("row", await notes.of(note)),
        ...shutOut(MARKED, sql, parameters),
        ...(settings.scimDeleteAfterMs === 0 &&
          prefixed("gone", removal(`SELECT name, realm FROM user WHERE ${MARKED}`, sql, parameters))),
        left: part(`SELECT 1 FROM user WHERE ${THIS} AND ${sql}`, parameters),
      },
      guard,
    );
    if (!done.ok) return done;
    if (done.row.changes > 0) return { ok: true, did: "deleted" };
    return { ok: true, did: done.left.rows.length > 0 ? "stale" : "unknown" };
  },
});
