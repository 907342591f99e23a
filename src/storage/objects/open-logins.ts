// The open logins, for administrators: the audit trail says which were opened and how most ended,
// and the objects of those shown have their state. So a login writes nothing for this list.

import { ENDS } from "../../core/audit/events.ts";
import type { ListedOpening, OpenLogins } from "../../core/ports/tokens/open-logins.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { part, statement } from "../sql/sql.ts";
import { momentsParameter } from "../tokens/conditions.ts";
import { createReserve } from "../tokens/open-to-anyone.ts";

/** Rows of one list. Grouping reads each up to four times, which D1 bills and logins wait for. */
const MAX_ROWS = 450;
/** The same for the rows of one user, each of which is read through the index. */
const MAX_ROWS_OF_USER = 300;
/** Logins of one user that end when a token is gone. Each is a call of its object. */
const MAX_ENDED_LOGINS = 30;

const COLUMNS = "number, attempt_id, serial, user, realm, client, administrator, at_ms, authentication, event";

/** The newest rows of the trail. */
const NEWEST = `SELECT ${COLUMNS} FROM audit WHERE number > (SELECT max(number) FROM audit) - ${MAX_ROWS}`;

/** A user's newest rows. Without the first condition SQLite would not use the partial index. */
const newestOf = (user: string) => `SELECT ${COLUMNS} FROM audit
  WHERE user <> '' AND user = ${user} COLLATE NOCASE
  ORDER BY number DESC LIMIT ${MAX_ROWS_OF_USER}`;

const NEWEST_OF_USER = newestOf("(SELECT user FROM token WHERE serial = :serial)");

const OF_ATTEMPT = `SELECT ${COLUMNS} FROM audit WHERE attempt_id = :attempt AND authentication = 'CHALLENGE'`;

/** No refusal has one of these events. */
const isEnd = `event IN (${ENDS.map((event) => `'${event}'`).join(", ")})`;

/** Only the first row of a login has `CHALLENGE`, and so the serials. */
const ofOpening = (column: string) => `max(CASE WHEN authentication = 'CHALLENGE' THEN ${column} END)`;

interface OpenedRow extends Omit<ListedOpening, "serials" | "attemptId" | "openedAtMs"> {
  attempt_id: string;
  serials: string;
  opened_at_ms: number;
}

export function createOpenLogins(db: D1Database, notes: Notes, settings: AdministratorSettings): OpenLogins {
  return {
    reserve: createReserve(db, notes),

    async opened(caller, { serial, attemptId }, sinceMs) {
      const parameters = {
        ...callerParameters(caller, "getchallenges"),
        serial: serial ?? null,
        attempt: attemptId ?? null,
        since: sinceMs,
      };
      const [rows, oldest] =
        attemptId !== undefined
          ? [OF_ATTEMPT, `${OF_ATTEMPT} AND false`]
          : serial !== undefined
            ? [NEWEST_OF_USER, `SELECT * FROM (${NEWEST_OF_USER}) LIMIT 1 OFFSET ${MAX_ROWS_OF_USER - 1}`]
            : [NEWEST, `SELECT * FROM audit WHERE number = (SELECT max(number) FROM audit) - ${MAX_ROWS - 1}`];
      const ofToken = `realm = (SELECT realm FROM token WHERE serial = :serial)
        AND instr(',' || serials || ',', ',' || :serial || ',')`;
      const statements = {
        logins: part<OpenedRow>(
          `SELECT attempt_id, ${ofOpening("realm")} AS realm, ${ofOpening("serial")} AS serials,
             ${ofOpening("number")} AS opening, ${ofOpening("at_ms")} AS opened_at_ms, ${ofOpening("user")} AS user,
             ${ofOpening("client")} AS client, ${ofOpening("administrator")} AS administrator
           FROM (${rows}) AS rows_of_logins WHERE attempt_id <> '' AND ${CALLER_MAY} AND ${inRealms("rows_of_logins.realm")}
           GROUP BY attempt_id
           HAVING opened_at_ms > :since AND NOT max(${isEnd}) AND (:serial IS NULL OR (${ofToken}))
           ORDER BY opening DESC`,
          parameters,
        ),
        // After this row there may be others as young.
        unread: part(`SELECT 1 FROM (${oldest}) WHERE at_ms > :since`, parameters),
        token: part(`SELECT 1 FROM token WHERE serial = :serial AND ${inRealms("token.realm")}`, parameters),
      };
      const found = await batchForCaller(db, caller, "getchallenges", statements);
      if (!found.ok) return found;
      return {
        ok: true,
        serialKnown: found.token.rows.length > 0,
        complete: found.unread.rows.length === 0,
        logins: found.logins.rows.map(openedLoginOf),
      };
    },

    async openedBy({ user, realm }, sinceMs) {
      const { results } = await statement<{ attempt_id: string }>(
        db,
        `SELECT attempt_id FROM (${newestOf(":user")}) AS rows_of_logins WHERE attempt_id <> ''
         GROUP BY attempt_id
         HAVING ${ofOpening("at_ms")} > :since AND ${ofOpening("realm")} = :realm AND NOT max(${isEnd})
         ORDER BY ${ofOpening("number")} DESC LIMIT ${MAX_ENDED_LOGINS}`,
        { user, realm, since: sinceMs },
      ).all();
      return results.map(({ attempt_id }) => attempt_id);
    },

    async stillAt(moments) {
      const { results } = await statement<{ id: number }>(
        db,
        `SELECT token.id FROM json_each(:moments) AS moment JOIN token ON token.id = moment.value ->> 0
         WHERE token.generation = moment.value ->> 1`,
        momentsParameter(moments),
      ).all();
      return new Set(results.map(({ id }) => id));
    },

    mayCancel(caller, { user, realm }) {
      // A service account that ended each sign-in of an administrator would keep them out, so
      // `mayTouch` refuses it. An administrator needs no confirmation, since no token changes.
      const touching = {
        touched: "SELECT :user AS user, :realm AS realm",
        parameters: { ...administratorParameters(caller, settings), confirmed: 1, user, realm },
      };
      return batchForCaller(db, caller, "getchallenges", {}, touching);
    },
  };
}

const openedLoginOf = ({ attempt_id, serials, opened_at_ms, ...row }: OpenedRow): ListedOpening => ({
  ...row,
  attemptId: attempt_id,
  serials: serials.split(","),
  openedAtMs: opened_at_ms,
});
