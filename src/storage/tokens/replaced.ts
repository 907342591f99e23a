// Keeps what an act takes from a token, for a day: the replaced columns, sealed as they are. A
// statement of the act's own batch reads them right before the act replaces them.

import { UNDO_MS, type UndoKind } from "../../core/ports/tokens/undo.ts";

/** What a new enrolment replaces. `disabled_by_job` comes back by a rule of its own. */
const OF_PHONE = [
  ...["sealed_secret", "rollout_state", "proven_at_ms", "suite", "description", "authentication_url", "identity"],
  ...["session_hash", "session_expires_at_ms", "session_uses", "session_from", "session_fetches", "secret_fetch"],
  ...["service_identifier", "notification_type", "notification_address", "sealed_notification_address"],
] as const;
const PIN = "sealed_pin";
const OF_PIN = [PIN, "pin_given"] as const;

const was = (column: string): string => `undo.was ->> '$.${column}'`;

/** Holds if the token of a row of `undo` has another phone, or none, where the row has a phone. */
export const IS_REPLACED = `(undo.kind = 'phone' AND token.sealed_secret IS NOT ${was("sealed_secret")})`;

/** Holds if a PIN comes back, with the phone or alone. */
const HAS_PIN = `(json_type(undo.was, '$.${PIN}') IS NOT NULL AND (undo.kind = 'pin' OR ${IS_REPLACED}))`;

/** Sets what a row of `undo` has, and leaves a phone alone that was not replaced yet. */
export const GIVE_BACK = [
  ...OF_PHONE.map((column) => `${column} = CASE WHEN ${IS_REPLACED} THEN ${was(column)} ELSE token.${column} END`),
  ...OF_PIN.map((column) => `${column} = CASE WHEN ${HAS_PIN} THEN ${was(column)} ELSE token.${column} END`),
  // Whoever has switched the token on or off since wants it so.
  `disabled_by_job = CASE WHEN token.active = 0 THEN coalesce(token.disabled_by_job, ${was("disabled_by_job")}) END`,
].join(", ");

export const SEALED_WAS = `json_array(${was("sealed_secret")}, ${was(PIN)})`;

interface Kept {
  readonly kind: UndoKind;
  /** Whether a PIN comes back with the phone. */
  readonly withPin?: boolean;
  /** The act's id, and when an account has done it: SQL. */
  readonly id: string;
  readonly madeAt?: string;
  /** FROM and WHERE of the tokens that the act is about to change. */
  readonly tokens: string;
}

/** Binds `caller` and `now`, besides what its SQL does. */
export function keepReplaced({ kind, withPin = kind === "pin", id, madeAt = ":now", tokens }: Kept): string {
  const columns = [...(kind === "phone" ? [...OF_PHONE, "disabled_by_job"] : []), ...(withPin ? OF_PIN : [])];
  const json = columns.map((column) => `'${column}', token.${column}`).join(", ");
  // A phone that has never answered, or none, must not take the place of the one before it.
  const isWorth = `token.rollout_state = 'enrolled' AND (token.proven_at_ms IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM undo AS earlier WHERE earlier.serial = token.serial AND earlier.kind = 'phone' AND earlier.ends_at_ms > :now))`;
  return `INSERT INTO undo (serial, id, user, realm, kind, was, made_by, made_at_ms, ends_at_ms)
    SELECT token.serial, ${id}, token.user, token.realm, '${kind}', json_object(${json}), :caller, ${madeAt}, :now + ${UNDO_MS}
    ${tokens} AND token.user IS NOT NULL AND NOT token.revoked ${kind === "phone" ? `AND ${isWorth}` : ""}
    ON CONFLICT (serial, id) DO UPDATE SET was = excluded.was, ends_at_ms = excluded.ends_at_ms`;
}
