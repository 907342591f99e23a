// Enrolment links in D1. One batch spends the link and makes its token, so exactly one of two
// starts at once wins. Every later step requires the hash of the browser that started.

import { isThePerson, MAY_MAKE_LINKS } from "../../core/caller.ts";
import type { LinkStore } from "../../core/ports/tokens/links.ts";
import { refuse } from "../../core/reasons.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { batchForCaller, touchGuard } from "../sql/caller-guard.ts";
import { isShutOut } from "../sql/shut-out.ts";
import { part, statement } from "../sql/sql.ts";
import { WHO, whoParameters } from "../sql/subject-query.ts";
import { type InitSettings, initStatements } from "../tokens/init.ts";
import {
  MAY_SHADOW,
  refusalOfName,
  SHADOWED,
  type ShadowRow,
  shadowParameters,
  TOUCHED_BY_SHADOWS,
} from "../tokens/shadows.ts";
import { replacing } from "./replacing.ts";
import { ITS_TOKEN, LINK_COLUMNS, type LinkRow, LOST, linkRecordOf } from "./row.ts";
import { createSentLinks } from "./sent-links.ts";

/**
 * The first code spends the link. Further ones are for the same browser, until a phone has sent its
 * secret or, if the page knows of that, has proved it (the first to reach D1 wins). `codes` says
 * which code is wanted, so two at once make only one. The link of somebody who was renamed
 * meanwhile is looked at again: else a new person would have the earlier name, and the phone.
 */
const NEXT_CODE = `EXISTS (
  SELECT 1 FROM enrollment_link AS link
  WHERE link.hash = :hash AND link.codes = :codes AND link.user = :its_user AND link.expires_at_ms > :now
    AND link.withdrawn_at_ms IS NULL AND CASE
    WHEN link.started_at_ms IS NULL THEN link.replaces IS NULL OR EXISTS (${LOST})
    ELSE link.browser_hash = :browser_hash AND EXISTS (
      SELECT 1 FROM token
      WHERE ${ITS_TOKEN} AND (token.rollout_state = 'clientwait' OR :knows_of_secret AND token.proven_at_ms IS NULL)) END)`;

/** A link opens a way in: nobody who is kept out may get one. */
const IS_OUT = isShutOut("who.name", "who.realm");

/** Whom the link's token will touch: its user, and users whose names this one takes. */
const TOUCHED = `SELECT name AS user, realm FROM (${WHO}) UNION ALL ${TOUCHED_BY_SHADOWS}`;

export function createLinkStore(db: D1Database, notes: Notes, settings: InitSettings): LinkStore {
  return {
    ...createSentLinks(db, notes, settings),

    async make(caller, { hash, named, shadows, replaces, stops, asksPin, expiresAtMs }, nowMs, note) {
      const guard = touchGuard(caller, "enrollTIQR", settings, TOUCHED, {
        ...whoParameters(named, settings),
        ...shadowParameters(named, shadows, settings),
        hash,
        replaces: replaces ?? null,
        asks_pin: asksPin ? 1 : 0,
        now: nowMs,
        expires: expiresAtMs,
      });
      const { parameters } = guard;
      const before = part<ShadowRow & { shut_out: number }>(
        `SELECT ${SHADOWED} AS shadowed, ${IS_OUT} AS shut_out FROM (${WHO}) AS who`,
        parameters,
      );
      const link = part(
        `INSERT INTO enrollment_link (hash, user, realm, shadows, replaces, asks_pin, made_by,
          made_by_generation, made_at_ms, expires_at_ms)
         SELECT :hash, who.name, who.realm, :may_shadow, :replaces, :asks_pin, :caller, :caller_generation, :now, :expires
         FROM (${WHO}) AS who
         WHERE ${guard.sql} AND ${MAY_SHADOW} AND NOT ${IS_OUT} AND (:replaces IS NULL OR EXISTS (
           SELECT 1 FROM token WHERE serial = :replaces AND user = who.name AND realm = who.realm AND NOT revoked))
         RETURNING hash`,
        parameters,
      );
      const statements = {
        before,
        link,
        note: after("link", await notes.of(note)),
        ...(replaces !== undefined && replacing(stops && (await notes.of(stops)), asksPin, parameters)),
      };
      const done = await batchForCaller(db, caller, "enrollTIQR", statements, guard);
      if (!done.ok) return done;
      if (done.link.rows.length > 0) return { ok: true, undo: done.undo?.rows[0]?.id ?? undefined };
      const { shadowed = 0, shut_out = 0 } = done.before.rows[0] ?? {};
      if (shut_out === 1) return refuse({ code: "user-deactivated" });
      // Else the token to be replaced has changed hands since it was read.
      return refuse(refusalOfName(shadowed, named, shadows) ?? { code: "foreign-serial" });
    },

    async look(hash) {
      const row = await statement<LinkRow>(
        db,
        `SELECT ${LINK_COLUMNS}
         FROM enrollment_link AS link LEFT JOIN token ON ${ITS_TOKEN} WHERE link.hash = :hash`,
        { hash },
      ).first();
      return row ? linkRecordOf(row) : undefined;
    },

    async begin(maker, { hash, browserHash, codes, knowsOfSecret }, token, nowMs, note) {
      const own = {
        ...{ hash, codes, browser_hash: browserHash, knows_of_secret: knowsOfSecret ? 1 : 0 },
        its_user: token.named.user,
        now: nowMs,
      };
      const guard = { sql: NEXT_CODE, parameters: own };
      const madeAt = "(SELECT link.made_at_ms FROM enrollment_link AS link WHERE link.hash = :hash)";
      const right = MAY_MAKE_LINKS;
      const undo = isThePerson(maker) ? undefined : { id: ":hash", madeAt };
      const init = await initStatements(notes, settings, { caller: maker, right, token, nowMs, note, guard, undo });
      const begun = { ...own, serial: token.serial, session_hash: token.sessionHash };
      const statements = {
        open: part(`SELECT 1 WHERE ${NEXT_CODE}`, own),
        ...init.statements,
        // This follows the token, so that a link whose token could not be made is not spent.
        link: part(
          `UPDATE enrollment_link SET started_at_ms = coalesce(started_at_ms, :now), browser_hash = :browser_hash,
             serial = :serial, session_hash = :session_hash, codes = codes + 1
           WHERE hash = :hash AND codes = :codes
             AND EXISTS (SELECT 1 FROM token WHERE serial = :serial AND session_hash = :session_hash)`,
          begun,
        ),
      };
      const done = isThePerson(maker)
        ? { ok: true as const, ...(await batch(db, statements)) }
        : await batchForCaller(db, maker, right, statements, init.touching);
      if (!done.ok) return done;
      return done.open.rows.length > 0 ? init.outcomeOf(done) : { ok: true, result: "spent" };
    },

    async setPin({ hash, browserHash }, sealedPin, nowMs, note) {
      const parameters = { hash, browser_hash: browserHash, sealed_pin: sealedPin, now: nowMs };
      const done = await batch(db, {
        token: part(
          `UPDATE token SET sealed_pin = :sealed_pin, pin_given = 0, generation = generation + 1, import_digest = NULL
           WHERE NOT revoked AND rollout_state = 'enrolled' AND EXISTS (
             SELECT 1 FROM enrollment_link AS link
             WHERE ${ITS_TOKEN} AND link.hash = :hash AND link.browser_hash = :browser_hash AND link.asks_pin
               AND link.pin_set_at_ms IS NULL AND link.expires_at_ms > :now)
             AND serial = (SELECT serial FROM enrollment_link WHERE hash = :hash)
           RETURNING id`,
          parameters,
        ),
        note: after("token", await notes.of(note)),
        // Sealed text is never the same twice, so a match is the PIN that was just set.
        link: part(
          `UPDATE enrollment_link SET pin_set_at_ms = :now
           WHERE hash = :hash AND EXISTS (
             SELECT 1 FROM token WHERE token.serial = enrollment_link.serial AND token.sealed_pin = :sealed_pin)`,
          parameters,
        ),
      });
      return done.token.rows.length > 0;
    },
  };
}
