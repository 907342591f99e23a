// The MAC of a row of the trail, and what it shows. It covers everything but the number (which the
// database gives) and the user's name. It covers the name's pseudonym instead, so that this can
// later replace the name without making the row look forged. A person has one in all rows.
//
// A later version adds columns, and this one cannot compute a MAC that covers them. So a row names
// after its MAC the version that it needs: the first whose columns hold all that it says. Back at
// an older version, rows that need a newer one are reported as such, not as forged. They may still
// be forged: anybody can write a version there, so they never count as intact. Rows that leave the
// new columns empty are intact in both versions.

import type { AuditEntry } from "../../core/audit/audit.ts";
import { columnsOf } from "../../core/audit/columns.ts";
import type { RowSignature } from "../../core/ports/audit.ts";
import { equalInConstantTime, fromBase64Url, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Keyring, RootKeys } from "../keys/keyring.ts";
import type { AuditRow } from "./row.ts";
import { withoutUnknownName } from "./unknown-name.ts";

/**
 * The columns that each version has added, in the order of the MAC: a new column is a new list at
 * the end. Lists at the end in which nothing stands are left out, as in rows from before them.
 */
export const SIGNED_COLUMNS = [
  [
    ...["id", "at_ms", "action", "success", "authentication", "serial", "realm", "pseudonym", "administrator"],
    ...["client", "attempt_id", "reason"],
  ],
  ["event", "phone", "count"],
  ["proximity", "browser"],
  ["detail"],
  ["tally"],
] as const satisfies readonly (readonly (keyof AuditRow)[])[];

type SignedColumn = (typeof SIGNED_COLUMNS)[number][number];

/** A column that the list lacks would not compile in `signRow`. */
type SignedRow = Pick<AuditRow, SignedColumn | "user">;

/** What stands in a column that an earlier version did not know. */
const isBlank = (row: SignedRow, column: SignedColumn): boolean => row[column] === (column === "count" ? 1 : "");

const versionOf = (row: SignedRow): number =>
  SIGNED_COLUMNS.findLastIndex((columns) => columns.some((column) => !isBlank(row, column))) + 1;

const ID_BYTES = 12;

export async function signRow(keyring: Keyring, original: AuditEntry): Promise<AuditRow> {
  const keys = keyring.newest;
  const entry = await withoutUnknownName(keys.audit, original);
  const unsigned: SignedRow = {
    ...columnsOf(entry),
    id: toBase64Url(crypto.getRandomValues(new Uint8Array(ID_BYTES))),
    at_ms: entry.atMs,
    success: entry.success ? 1 : 0,
    pseudonym: await pseudonymOf(keys, entry),
  };
  const mac = toBase64Url(await hmac(keys.audit, contentOf(unsigned)));
  return { ...unsigned, mac: `${keys.id}.${mac}.${versionOf(unsigned)}` };
}

/** A row in which the pseudonym has replaced the name is as intact as before. */
export async function signatureOf(keyring: Keyring, row: AuditRow): Promise<RowSignature> {
  const [id, mac = "", version, ...rest] = row.mac.split(".");
  if (rest.length > 0) return "changed";
  // Rows from before there were versions name none.
  if (version !== undefined && version !== String(versionOf(row)))
    return /^[1-9]\d{0,5}$/.test(version) && Number(version) > SIGNED_COLUMNS.length ? "newer" : "changed";
  const keys = keyring.all.find((candidate) => candidate.id === id);
  const claimed = fromBase64Url(mac);
  if (!keys || !claimed || !equalInConstantTime(await hmac(keys.audit, contentOf(row)), claimed)) return "changed";
  // The MAC does not cover the name, so an insider could put another person's name there.
  return row.user === row.pseudonym || row.pseudonym === (await pseudonymOf(keys, row)) ? "intact" : "changed";
}

const contentOf = (row: SignedRow): string =>
  JSON.stringify(
    SIGNED_COLUMNS.slice(0, versionOf(row))
      .flat()
      .map((column) => row[column]),
  );

const PSEUDONYM_BYTES = 12;

async function pseudonymOf(keys: RootKeys, { user, realm }: { user: string; realm: string }): Promise<string> {
  if (user === "") return "";
  return `~${toBase64Url((await hmac(keys.audit, `pseudonym\0${realm}\0${user}`)).slice(0, PSEUDONYM_BYTES))}`;
}

const hmac = async (key: CryptoKey, text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)));
