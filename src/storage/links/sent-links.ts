// Lists and withdraws enrolment links in D1 for accounts.

import type { SentLinkFilter, SentLinks } from "../../core/ports/links.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, mayTouch } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { matches, patternParameter } from "../sql/like.ts";
import { type Parameters, statement } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import { ITS_TOKEN, LINK_COLUMNS, type LinkRow, LOST, linkRecordOf } from "./row.ts";

/** Holds while the link's maker still has the right to make its token. It is the right that the caller needs, too: `:right`. */
const MAKER_MAY = `EXISTS (
  SELECT 1 FROM admin AS maker, json_each(maker.rights) AS own
  WHERE maker.name = link.made_by AND maker.generation = link.made_by_generation AND own.value IN ('*', :right))`;

/** Holds while the link's page can still do something. */
const IS_OUT = `link.withdrawn_at_ms IS NULL AND link.expires_at_ms > :now AND CASE
  WHEN link.started_at_ms IS NULL THEN ${MAKER_MAY} AND (link.replaces IS NULL OR EXISTS (${LOST} AND NOT lost.revoked))
  ELSE token.id IS NOT NULL END`;

/** The serial of the token that the link has made, or before that of the lost one. */
const SERIAL = "coalesce(link.serial, link.replaces)";

export function createSentLinks(
  db: D1Database,
  notes: Notes,
  settings: UserSettings & AdministratorSettings,
): SentLinks {
  return {
    async list(caller, filter, page, nowMs) {
      const { conditions, parameters } = filterSql(filter);
      const which = `FROM enrollment_link AS link LEFT JOIN token ON ${ITS_TOKEN}
        WHERE ${[CALLER_MAY, IS_OUT, ...conditions].join(" AND ")}`;
      const bound = {
        ...callerParameters(caller, "enrollTIQR"),
        ...whoParameters(filter.named, settings),
        ...parameters,
        now: nowMs,
      };
      const links = statement<LinkRow>(
        db,
        `SELECT ${LINK_COLUMNS} ${which} ORDER BY link.made_at_ms DESC, link.hash LIMIT :size OFFSET :offset`,
        { ...bound, size: page.size, offset: (page.number - 1) * page.size },
      );
      const all = statement<{ count: number }>(db, `SELECT count(*) AS count ${which}`, bound);
      const found = await batchForCaller(db, caller, "enrollTIQR", { links, all });
      if (!found.ok) return found;
      return { ok: true, count: found.all.rows[0]?.count ?? 0, links: found.links.rows.map(linkRecordOf) };
    },

    // A withdrawal may meet a start, a new code or a phone: the first to reach D1 wins. A later start finds the link withdrawn.
    // An earlier one has made a token, whose code ends here. A phone that has enrolled stays.
    async withdraw(caller, hash, nowMs, note) {
      const parameters = {
        ...callerParameters(caller, "enrollTIQR"),
        ...administratorParameters(caller, settings),
        hash,
        now: nowMs,
      };
      const touched = "SELECT user, realm FROM enrollment_link WHERE hash = :hash";
      const guards = `${CALLER_MAY} AND ${mayTouch(touched)}`;
      const statements = {
        known: statement(db, `SELECT 1 FROM enrollment_link WHERE hash = :hash AND ${CALLER_MAY}`, parameters),
        // This precedes the change of the link, which has no token afterwards.
        code: statement(
          db,
          `UPDATE token SET session_hash = NULL, session_expires_at_ms = NULL, session_uses = NULL
           WHERE serial = (SELECT serial FROM enrollment_link WHERE hash = :hash) AND rollout_state = 'clientwait'
             AND EXISTS (SELECT 1 FROM enrollment_link AS link
                         WHERE link.hash = :hash AND link.expires_at_ms > :now AND ${ITS_TOKEN})
             AND ${guards}`,
          parameters,
        ),
        link: statement(
          db,
          `UPDATE enrollment_link SET withdrawn_at_ms = :now
           WHERE hash = :hash AND withdrawn_at_ms IS NULL AND expires_at_ms > :now AND ${guards}
           RETURNING hash`,
          parameters,
        ),
        note: after("link", await notes.of(note)),
      };
      const done = await batchForCaller(db, caller, "enrollTIQR", statements, { touched, parameters });
      return done.ok ? { ok: true, known: done.known.rows.length > 0, withdrawn: done.link.rows.length > 0 } : done;
    },
  };
}

function filterSql({ id, named, realm, serial }: SentLinkFilter): { conditions: string[]; parameters: Parameters } {
  const conditions: string[] = [];
  const parameters: Record<string, string> = {};
  const add = (condition: string, name: string, value: string) => {
    conditions.push(condition);
    parameters[name] = value;
  };
  if (named) conditions.push(`(link.user, link.realm) IN (${WHO})`);
  if (id !== undefined) add("link.hash = :hash", "hash", id);
  if (realm !== undefined) add(matches("link.realm", "realm", realm), "realm", patternParameter(realm));
  if (serial !== undefined) add(matches(SERIAL, "serial", serial), "serial", patternParameter(serial));
  return { conditions, parameters };
}
