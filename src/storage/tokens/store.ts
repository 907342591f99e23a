// Reads and writes tokens in D1 for enrolment and login. Each call costs one round trip. `view`
// alone reads at the nearest replica; all others go to the primary.

import type { TokenStore } from "../../core/ports/tokens/tokens.ts";
import { noteRow } from "../../request-record.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { batchForCaller } from "../sql/caller-guard.ts";
import { part, statement } from "../sql/sql.ts";
import {
  joinOf,
  shownParameter,
  showsSame,
  subjectParameters,
  subjectStatement,
  viewOf,
  WHO,
} from "../sql/subject-query.ts";
import {
  AT_MOMENTS,
  countFailure,
  isUsable,
  LIKELIEST,
  type LockRules,
  momentsParameter,
  pathIs,
  pathsOfCheck,
  unlocked,
} from "./conditions.ts";
import { createEnrolmentStore } from "./enrolment.ts";
import { type InitSettings, initStatements } from "./init.ts";

export function createTokenStore(
  db: D1Database,
  notes: Notes,
  settings: InitSettings & LockRules & Pick<Settings, "adminRealm">,
): TokenStore {
  return {
    ...createEnrolmentStore(db, notes),

    // One database needs no slots: ../shards/stores/tokens.ts.
    slotFor: async () => undefined,

    async init(caller, token, nowMs, note) {
      const init = await initStatements(notes, settings, { caller, token, nowMs, note, undo: { id: ":session_hash" } });
      const done = await batchForCaller(db, caller, "enrollTIQR", init.statements, init.touching);
      return done.ok ? init.outcomeOf(done) : done;
    },

    async view(subject) {
      const nearest = db.withSession("first-unconstrained");
      const { results } = await subjectStatement(nearest, subject, settings).all();
      return viewOf(results, subject.serial);
    },

    async viewAndCount(subject, check, refusal, nowMs, countsUnusable = false) {
      const counted = refusal?.counts ?? [];
      const parameters = {
        ...subjectParameters(subject, settings),
        ...momentsParameter(counted),
        admin_realm: settings.adminRealm,
        now: nowMs,
      };
      // Tokens of administrators are never judged here: `ofApplications`, src/core/login/login.ts.
      const canBeJudged = isUsable(pathsOfCheck(check), settings);
      const toJudge = `SELECT token.id, token.generation FROM (${WHO}) AS who JOIN token ON ${joinOf(subject)}
        WHERE ${canBeJudged} AND token.realm IS NOT :admin_realm ${LIKELIEST}`;
      const counts = countsUnusable ? unlocked(pathIs(check), settings) : canBeJudged;
      const unjudged = `SELECT 1 FROM (${toJudge}) AS token WHERE NOT ${AT_MOMENTS}`;
      const same = {
        sql: showsSame(subject),
        parameters: { ...subjectParameters(subject, settings), ...(refusal ? shownParameter(refusal.shown) : {}) },
      };
      const isOwn = refusal?.ofParty === true && counted.length > 0;
      const own = isOwn ? await notes.of({ held: refusal.entry }) : undefined;
      const stranger =
        refusal && !isOwn
          ? await notes.ofStrangerAfter(refusal.entry, {
              sql: `CASE WHEN :counts THEN changes() > 0 ELSE ${same.sql} END`,
              parameters: { ...same.parameters, counts: counted.length > 0 ? 1 : 0 },
            })
          : undefined;
      // The tokens are read before the failure is counted, so that their earlier state is judged.
      const done = await batch(db, {
        tokens: subjectStatement(db, subject, settings),
        failures: part(countFailure(check, `${AT_MOMENTS} AND ${counts} AND NOT EXISTS (${unjudged})`), parameters),
        own: own && after("failures", own),
        count: stranger && after("failures", stranger.count),
        row: stranger && after("count", stranger.row),
      });
      if ((done.row?.changes ?? 0) > 0) noteRow();
      return {
        view: viewOf(done.tokens.rows, subject.serial),
        counted: done.failures.changes > 0,
        noted: done.failures.changes > 0 || (done.count?.changes ?? 0) > 0,
      };
    },

    async replacePinHash({ id, generation }, oldSealedPin, newSealedPin) {
      await statement(
        db,
        "UPDATE token SET sealed_pin = :new WHERE id = :id AND generation = :generation AND sealed_pin = :old",
        { id, generation, old: oldSealedPin, new: newSealedPin },
      ).run();
    },
  };
}
