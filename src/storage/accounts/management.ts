// Changes accounts in D1. One batch checks the caller, makes the change and writes the trail's row.

import type { Note } from "../../core/audit/audit.ts";
import type { Caller } from "../../core/caller.ts";
import type { AccountManagement, AccountResult } from "../../core/ports/people/account-management.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, mayTouch, OF_EVERY_REALM } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, touchGuard } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { readAccountList } from "./list.ts";

/**
 * An account decides about everything, like the tokens of ADMIN_REALM, so its change needs what a
 * change of those needs. It also concerns every realm: an administrator who is bound to realms,
 * even to ADMIN_REALM, could otherwise lift its own bounds.
 */
const TOUCHED = `SELECT :acting AS user, :admin_realm AS realm UNION ALL ${OF_EVERY_REALM.touched}`;
const MAY = `${CALLER_MAY} AND ${mayTouch(TOUCHED)}`;

const HOLDS_ALL = "(realms IS NULL AND EXISTS (SELECT 1 FROM json_each(rights) AS granted WHERE granted.value = '*'))";
/** Another administrator of every realm who can sign in: no change may shut everyone out. */
const OTHER_ADMINISTRATOR = `EXISTS (
  SELECT 1 FROM admin AS other, json_each(other.rights) AS granted
  WHERE granted.value = '*' AND other.name <> :name AND other.realms IS NULL
    AND other.disabled_at_ms IS NULL AND other.has_password)`;

export function createAccountManagement(
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings,
): AccountManagement {
  async function change(
    caller: Caller,
    name: string,
    sql: string,
    more: Parameters,
    note: Note,
  ): Promise<AccountResult> {
    const guard = touchGuard(caller, "accounts", settings, TOUCHED, {
      // Not :own_user: null if each administrator must have a phone, it would touch nobody.
      acting: settings.foldUserCase ? caller.name.toLowerCase() : caller.name,
      name,
      ...more,
    });
    const { parameters } = guard;
    const statements = {
      known: part<{ known: number }>(
        `SELECT EXISTS (SELECT 1 FROM admin WHERE name = :name) AS known WHERE ${CALLER_MAY}`,
        parameters,
      ),
      change: part(sql, parameters),
      note: after("change", await notes.of(note)),
      // A new account of an old name must not inherit its wrong passwords and known networks.
      tries: part(
        "DELETE FROM sign_in WHERE name = :name AND NOT EXISTS (SELECT 1 FROM admin WHERE name = :name)",
        parameters,
      ),
    };
    const done = await batchForCaller(db, caller, "accounts", statements, guard);
    return done.ok ? { ok: true, changed: done.change.changes > 0, known: done.known.rows[0]?.known === 1 } : done;
  }

  return {
    list: (caller) => readAccountList(db, settings, caller),

    add: (caller, { name, rights, realms, sealedPassword, hasPassword, isPerson }, nowMs, note) =>
      change(
        caller,
        name,
        `INSERT INTO admin (name, generation, sealed_password, rights, realms, has_password, person, created_at_ms)
         SELECT :name, :now, :password, :rights, :realms, :has_password, :person, :now WHERE ${MAY} ON CONFLICT (name) DO NOTHING`,
        {
          now: nowMs,
          password: sealedPassword,
          rights: JSON.stringify(rights),
          realms: realms && JSON.stringify(realms),
          has_password: hasPassword ? 1 : 0,
          person: isPerson ? 1 : 0,
        },
        note,
      ),

    change: (caller, name, { rights, realms, disabled, person, sealedPassword }, nowMs, note) =>
      change(
        caller,
        name,
        `UPDATE admin SET revision = revision + 1,
           rights = coalesce(:rights, rights),
           realms = CASE WHEN :sets_realms THEN :realms ELSE realms END,
           disabled_at_ms = CASE WHEN :disabled IS NULL THEN disabled_at_ms
             WHEN :disabled THEN coalesce(disabled_at_ms, :now) END,
           person = coalesce(:person, person),
           sealed_password = coalesce(:password, sealed_password),
           has_password = CASE WHEN :password IS NULL THEN has_password ELSE 1 END,
           generation = generation + (:password IS NOT NULL OR :disabled IS 1)
         WHERE name = :name AND ${MAY} AND (${OTHER_ADMINISTRATOR} OR NOT ${HOLDS_ALL} OR :keeps)`,
        {
          now: nowMs,
          rights: rights === undefined ? null : JSON.stringify(rights),
          sets_realms: realms === undefined ? 0 : 1,
          realms: realms ? JSON.stringify(realms) : null,
          disabled: disabled === undefined ? null : Number(disabled),
          person: person === undefined ? null : Number(person),
          password: sealedPassword ?? null,
          // An administrator of every realm stays one, and can sign in.
          keeps: disabled !== true && !realms && (rights === undefined || rights.includes("*")) ? 1 : 0,
        },
        note,
      ),

    remove: (caller, name, note) =>
      change(
        caller,
        name,
        `DELETE FROM admin WHERE name = :name AND ${MAY} AND (${OTHER_ADMINISTRATOR} OR NOT ${HOLDS_ALL})`,
        {},
        note,
      ),

    addKey: (caller, account, { id, sealedHash, expiresAtMs, most }, nowMs, note) =>
      change(
        caller,
        account,
        `INSERT INTO api_key (id, account, sealed_hash, created_at_ms, expires_at_ms)
         SELECT :id, name, :hash, :now, :expires FROM admin
         WHERE name = :name AND ${MAY} AND (SELECT count(*) FROM api_key WHERE account = :name) < :most`,
        { id, hash: sealedHash, now: nowMs, expires: expiresAtMs, most },
        note,
      ),

    removeKey: async (caller, account, id, note) => {
      const result = await change(
        caller,
        account,
        `DELETE FROM api_key WHERE id = :id AND account = :name AND ${MAY}`,
        { id },
        note,
      );
      // If nothing changed, there was no such key: nothing else forbids its removal.
      return result.ok ? { ...result, known: false } : result;
    },
  };
}
