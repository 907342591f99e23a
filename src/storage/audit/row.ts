// One row of the audit trail: a random id, and a MAC over everything but the number (which the
// database gives) and the user's name. The MAC covers the name's pseudonym, so that this can later
// replace the name without making the row look forged. A person has one pseudonym in all rows.

import type { AuditEntry } from "../../core/audit/audit.ts";
import { equalInConstantTime, fromBase64Url, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Keyring, RootKeys } from "../keys/keyring.ts";
import { withoutUnknownName } from "./unknown-name.ts";

/** The columns of the table audit, without the number. */
export interface AuditRow {
  readonly id: string;
  readonly at_ms: number;
  readonly action: string;
  readonly success: number;
  readonly authentication: AuditEntry["authentication"];
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly pseudonym: string;
  readonly administrator: string;
  readonly client: string;
  readonly attempt_id: string;
  readonly reason: string;
  readonly event: AuditEntry["event"];
  readonly phone: AuditEntry["phone"];
  readonly proximity: AuditEntry["proximity"];
  readonly browser: AuditEntry["browser"];
  readonly detail: string;
  readonly count: number;
  readonly mac: string;
}

const COLUMNS = [
  "id",
  "at_ms",
  "action",
  "success",
  "authentication",
  "serial",
  "user",
  "realm",
  "pseudonym",
  "administrator",
  "client",
  "attempt_id",
  "reason",
  "event",
  "phone",
  "proximity",
  "browser",
  "detail",
  "count",
  "mac",
] as const;

const INSERT = `INSERT INTO audit (${COLUMNS.join(", ")})
  SELECT ${COLUMNS.map((column) => `value ->> '${column}'`).join(", ")} FROM`;

/** Writes the rows of the JSON text :rows. A condition on each row may follow. */
export const INSERT_ROWS = `${INSERT} json_each(:rows)`;

/**
 * Writes the row of a JSON text, or none for null. A further condition may follow. json_each would
 * count as one more row read. Without the limit SQLite would compute the text for each column.
 */
export const insertRow = (json: string): string =>
  `${INSERT} (SELECT ${json} AS value LIMIT 1) WHERE value IS NOT NULL`;

/** Holds for the row that opened a login, as in the partial index audit_by_attempt. */
export const opensAttempt = (row: string): string => `${row}.authentication = 'CHALLENGE'`;

const ID_BYTES = 12;
const PSEUDONYM_BYTES = 12;

export async function signRow(keyring: Keyring, given: AuditEntry): Promise<AuditRow> {
  const keys = keyring.newest;
  const entry = await withoutUnknownName(keys.audit, given);
  const unsigned = {
    id: toBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES))),
    at_ms: entry.atMs,
    action: entry.action,
    success: entry.success ? 1 : 0,
    authentication: entry.authentication,
    serial: entry.serial,
    user: entry.user,
    realm: entry.realm,
    pseudonym: await pseudonymOf(keys, entry),
    administrator: entry.administrator,
    client: entry.client,
    attempt_id: entry.attemptId,
    reason: entry.reason,
    event: entry.event,
    phone: entry.phone,
    proximity: entry.proximity,
    browser: entry.browser,
    detail: entry.detail,
    count: entry.count,
  };
  return { ...unsigned, mac: `${keys.id}.${toBase64Url(await hmac(keys.audit, contentOf(unsigned)))}` };
}

/** True for a row that is unchanged, except that its pseudonym may have replaced the name. */
export async function isIntact(keyring: Keyring, row: AuditRow): Promise<boolean> {
  const [id, mac = ""] = row.mac.split(".");
  const keys = keyring.all.find((candidate) => candidate.id === id);
  const claimed = fromBase64Url(mac);
  if (!keys || !claimed || !equalInConstantTime(await hmac(keys.audit, contentOf(row)), claimed)) return false;
  // The MAC does not cover the name, so an insider could put another person's name there.
  return row.user === row.pseudonym || row.pseudonym === (await pseudonymOf(keys, row));
}

const contentOf = (row: Omit<AuditRow, "mac">): string =>
  JSON.stringify([
    row.id,
    row.at_ms,
    row.action,
    row.success,
    row.authentication,
    row.serial,
    row.realm,
    row.pseudonym,
    row.administrator,
    row.client,
    row.attempt_id,
    row.reason,
    ...eventOf(row),
    ...nearnessOf(row),
    ...detailOf(row),
  ]);

/** Rows older than events have a MAC without them: they stay intact; an added event is found. */
const eventOf = ({ event, phone, count }: Omit<AuditRow, "mac">) =>
  event === "" && phone === "" && count === 1 ? [] : [event, phone, count];

/** The same for rows that are older than these columns, or have nothing there. */
const nearnessOf = ({ proximity, browser }: Omit<AuditRow, "mac">) =>
  proximity === "" && browser === "" ? [] : [proximity, browser];

/** In an object, so that the texts of other columns can never stand for it. */
const detailOf = ({ detail }: Omit<AuditRow, "mac">) => (detail === "" ? [] : [{ detail }]);

async function pseudonymOf(keys: RootKeys, { user, realm }: { user: string; realm: string }): Promise<string> {
  if (user === "") return "";
  return `~${toBase64Url((await hmac(keys.audit, `pseudonym\0${realm}\0${user}`)).slice(0, PSEUDONYM_BYTES))}`;
}

const hmac = async (key: CryptoKey, text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)));
