// The people of an import. Who is known here already stays as they are.
import type { Note } from "../../../../src/core/audit/audit.ts";
import type { Notes } from "../../../../src/storage/audit/store.ts";
import { after, batch } from "../../../../src/storage/sql/batch.ts";
import { statement } from "../../../../src/storage/sql/sql.ts";
import { allRows } from "../../database/pages.ts";

/** What is stored about a person who is not known here yet. */
export interface ImportedPerson {
  readonly display_name: string | null;
  /** The name as it is searched by (src/lib/fold.ts). */
  readonly folded: string | null;
  readonly email: string | null;
  /** JSON. */
  readonly groups: string | null;
  /** The name by which applications know the person; null: a new one. */
  readonly subject: string | null;
  /** The person's key at a directory. */
  readonly external_id: string | null;
  /** Null: since now. */
  readonly known_since_ms: number | null;
}

export interface ImportedUser extends ImportedPerson {
  readonly user: string;
  readonly realm: string;
}

/**
 * Applications know a person by `subject`: if another user has it, this one gets a new one. A key
 * at a directory that another user has stays with that one.
 */
export const writeUsersOf = (source: string): string => `
  INSERT INTO user (name, realm, display_name, folded, email, groups, subject, external_id, created_at_ms)
  SELECT given.value ->> 'user', given.value ->> 'realm', given.value ->> 'display_name', given.value ->> 'folded',
    given.value ->> 'email', coalesce(given.value ->> 'groups', '[]'),
    CASE WHEN EXISTS (SELECT 1 FROM user WHERE subject = given.value ->> 'subject') THEN NULL ELSE given.value ->> 'subject' END,
    CASE WHEN NOT EXISTS (SELECT 1 FROM user WHERE realm = given.value ->> 'realm'
      AND external_id = given.value ->> 'external_id') THEN given.value ->> 'external_id' END,
    coalesce(given.value ->> 'known_since_ms', :now) ${source} WHERE given.value ->> 'user' IS NOT NULL
  ON CONFLICT DO NOTHING`;

export const usersOf = (db: D1Database, notes: Notes) => ({
  /** Which of these users are known here: `same` with these attributes, `other` with others. */
  async lookAtUsers(users: readonly ImportedUser[]): Promise<readonly ("absent" | "same" | "other")[]> {
    const rows = await allRows<{ place: number; here: "same" | "other" }>(
      db,
      `SELECT given.key AS place, CASE
         WHEN user.display_name IS given.value ->> 'display_name' AND user.email IS given.value ->> 'email'
           AND user.groups = coalesce(given.value ->> 'groups', '[]')
           AND user.subject = coalesce(given.value ->> 'subject', user.subject)
           AND user.external_id IS coalesce(given.value ->> 'external_id', user.external_id) THEN 'same'
         ELSE 'other' END AS here
       FROM json_each(:users) AS given JOIN user
         ON user.realm = given.value ->> 'realm' AND user.name = given.value ->> 'user'`,
      { users: JSON.stringify(users) },
    );
    const existing = new Map(rows.map(({ place, here }) => [place, here]));
    return users.map((_, place) => existing.get(place) ?? "absent");
  },

  /** Makes users known who are not. */
  async writeUsers(users: readonly ImportedUser[], nowMs: number, note: Note): Promise<void> {
    const parameters = { rows: JSON.stringify(users), now: nowMs };
    await batch(db, {
      users: statement(db, writeUsersOf("FROM json_each(:rows) AS given"), parameters),
      note: after("users", await notes.of(note)),
    });
  },
});
