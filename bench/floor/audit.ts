// The floor's row of the audit trail: as many columns of about the same length as the service
// writes, in the same table, but neither signed nor hidden behind a pseudonym.

const COLUMNS = `id, at_ms, action, success, authentication, serial, user, realm, pseudonym, administrator, client, attempt_id,
  reason, mac, event`;
const VALUES = "?1, ?2, ?3, 1, ?10, ?4, ?5, ?6, '~abcdefghijklmnop', '', '127.0.0.1', ?7, '', ?8, ?9";

export interface Entry {
  readonly event: string;
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly attemptId?: string;
}

const MAC = `0123abcd.${"m".repeat(43)}`;

/** `guard` is the condition under which the row is written, such as `changes() > 0`. */
export const auditRow = (db: D1Database, entry: Entry, guard = "true"): D1PreparedStatement =>
  db
    .prepare(`INSERT INTO audit (${COLUMNS}) SELECT ${VALUES} WHERE ${guard}`)
    .bind(
      crypto.randomUUID().slice(0, 16),
      Date.now(),
      "POST /validate/check",
      entry.serial,
      entry.user,
      entry.realm,
      entry.attemptId ?? "",
      MAC,
      entry.event,
      entry.event === "CHALLENGE_TRIGGERED" ? "CHALLENGE" : "",
    );

/** The guard of a row that tells of the statement before it. */
export const IF_CHANGED = "changes() > 0";
