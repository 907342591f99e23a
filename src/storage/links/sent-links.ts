// Withdraws enrolment links in D1 for accounts. ./list.ts lists them.

import { MAY_WITHDRAW } from "../../core/caller.ts";
import type { SentLinks } from "../../core/ports/tokens/links.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, touchGuard } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import type { UserSettings } from "../sql/subject-query.ts";
import { withdrawal } from "../sql/withdraw.ts";
import { readLinkList, readLinksOf } from "./list.ts";

export function createSentLinks(
  db: D1Database,
  notes: Notes,
  settings: UserSettings & AdministratorSettings,
): SentLinks {
  return {
    list: (caller, filter, paging, nowMs) => readLinkList(db, settings, caller, filter, paging, nowMs),
    ofPeople: (caller, people, nowMs) => readLinksOf(db, caller, people, nowMs),

    // If a start, a new code or a phone comes at once, the first to reach D1 wins: a later start
    // finds the link withdrawn; the code of an earlier one ends here, but not an enrolled phone.
    async withdraw(caller, hash, nowMs, note) {
      const touched = "SELECT user, realm FROM enrollment_link WHERE hash = :hash";
      const guard = touchGuard(caller, MAY_WITHDRAW, settings, touched, { hash, now: nowMs });
      const { parameters } = guard;
      const statements = {
        known: part(`SELECT 1 FROM enrollment_link WHERE hash = :hash AND ${CALLER_MAY}`, parameters),
        ...withdrawal(`link.hash = :hash AND ${guard.sql}`, parameters),
        note: after("link", await notes.of(note)),
      };
      const done = await batchForCaller(db, caller, MAY_WITHDRAW, statements, guard);
      return done.ok ? { ok: true, known: done.known.rows.length > 0, withdrawn: done.link.rows.length > 0 } : done;
    },
  };
}
