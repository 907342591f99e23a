// Users of earlier versions whose names have characters that nobody sees. An index has these alone
// (migrations/0050_names_that_nobody_sees.sql), so a look at them does not grow with the users.

import type { UserStore } from "../../core/ports/people/users.ts";
import { hasUnseen } from "../../lib/unseen.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, CALLER_SEES_USERS, callerParameters } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";

/** Users that one look reads: an import may have brought thousands. */
const MAX_READ = 1000;

/** As in the index, number by number: else SQLite would read every user. */
export const MAY_HAVE_UNSEEN = [
  "1, 45, 31, 127, 45, 159, 173, 847, 1564, 4447, 4448, 6068, 6069, 6155, 45, 6159",
  "8203, 45, 8207, 8232, 45, 8238, 8288, 45, 8303, 65024, 45, 65039, 65279, 65440, 65520, 45, 65531",
  "10240, 12644, 113824, 45, 113827, 119155, 45, 119162, 917504, 45, 921599",
]
  .map((characters) => `name || realm GLOB '*[' || char(${characters}) || ']*'`)
  .join(" OR ");

export const createUnseenNames = (db: D1Database): Pick<UserStore, "withUnseen"> => ({
  async withUnseen(caller, right) {
    const parameters = callerParameters(caller, right);
    const found = await batchForCaller(db, caller, right, {
      users: part<{ user: string; realm: string }>(
        `SELECT name AS user, realm FROM user WHERE (${MAY_HAVE_UNSEEN}) AND ${CALLER_MAY} AND ${inRealms("realm")}
         ORDER BY id LIMIT ${MAX_READ}`,
        parameters,
      ),
      sees: part<{ users: number }>(`SELECT ${CALLER_SEES_USERS} AS users`, parameters),
    });
    if (!found.ok) return found;
    const users = found.users.rows.filter(({ user, realm }) => hasUnseen(`${user}@${realm}`));
    const isExact = found.users.rows.length < MAX_READ;
    // The right to read settings is not one to see users.
    return { ok: true, count: users.length, isExact, users: found.sees.rows[0]?.users === 1 ? users : [] };
  },
});
