// Enrolment links for people whose tokens cannot come.
import type { Note } from "../../../../src/core/audit/audit.ts";
import type { AdminRecord } from "../../../../src/core/ports/people/accounts.ts";
import type { Notes } from "../../../../src/storage/audit/store.ts";
import { after, batch } from "../../../../src/storage/sql/batch.ts";
import { statement } from "../../../../src/storage/sql/sql.ts";

interface ImportedLink {
  readonly hash: string;
  readonly user: string;
  readonly realm: string;
  readonly expires_at_ms: number;
}

export const linksOf = (db: D1Database, notes: Notes) => ({
  /** Makes links, or extends unused ones of an earlier run. Returns the hashes of usable links. */
  async writeLinks(
    links: readonly ImportedLink[],
    { name, generation }: Pick<AdminRecord, "name" | "generation">,
    nowMs: number,
    note: Note,
  ): Promise<ReadonlySet<string>> {
    const parameters = { rows: JSON.stringify(links), maker: name, generation, now: nowMs };
    const done = await batch(db, {
      links: statement<{ hash: string }>(
        db,
        `INSERT INTO enrollment_link (hash, user, realm, shadows, replaces, asks_pin, made_by,
          made_by_generation, made_at_ms, expires_at_ms)
         SELECT value ->> 'hash', value ->> 'user', value ->> 'realm', 0, NULL, 1, :maker,
           :generation, :now, value ->> 'expires_at_ms'
         FROM json_each(:rows) WHERE true
         ON CONFLICT (hash) DO UPDATE SET
           expires_at_ms = excluded.expires_at_ms, made_by = excluded.made_by, made_by_generation = excluded.made_by_generation
         WHERE enrollment_link.started_at_ms IS NULL AND enrollment_link.withdrawn_at_ms IS NULL
         RETURNING hash`,
        parameters,
      ),
      note: after("links", await notes.of(note)),
    });
    return new Set(done.links.rows.map(({ hash }) => hash));
  },
});
