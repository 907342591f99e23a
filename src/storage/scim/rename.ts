// Another name for a person. All that is theirs follows: phones, sessions, grants, codes, links. A
// phone knows the old name for good, so each token notes it first. Logins that are open end, since
// what they tell an application is the old name. The trail keeps it, too.

import { identityOf } from "../../tiqr/urls.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { IS_MARKED } from "./person-guards.ts";

/**
 * Follows the statement that has renamed the user. Binds :old, :name, :realm, :id and :mark. A
 * token's generation rises, which would end its sessions, so they take the new one along.
 */
export function renaming(
  guard: string,
  { old, ...others }: Parameters & { readonly old: string; readonly realm: string },
) {
  const parameters = { ...others, old, identity: identityOf(old, others.realm) };
  const left = (table: string) =>
    part(`DELETE FROM ${table} WHERE user = :name AND realm = :realm AND ${IS_MARKED} AND ${guard}`, parameters);
  const moved = (table: string, which = "true", set = "") =>
    part(
      `UPDATE ${table} SET user = :name${set} WHERE user = :old AND realm = :realm AND ${which} AND ${IS_MARKED} AND ${guard}`,
      parameters,
    );
  const session = ", token_generation = token_generation + 1";
  return {
    // What an earlier user of the new name may have left: nobody inherits it.
    leftRecovery: left("recovery"),
    leftCallers: left("caller"),
    leftConfirmations: left("ciba_request"),
    leftLinks: left("enrollment_link"),
    // Those without a refresh token are found by their session, as in ../oidc/logout-notices.ts.
    grantsOfSessions: moved(
      "oidc_grant",
      `refresh_number IS NULL AND id IN (
         SELECT given.id FROM browser_session AS session
         JOIN oidc_grant AS given ON given.id > session.id AND given.id < session.id || 'g'
         WHERE session.user = :old AND session.realm = :realm
         UNION ALL SELECT given.id FROM browser_session AS session
         JOIN oidc_grant AS given ON given.session_id = session.id AND substr(given.id, 1, 32) <> given.session_id
         WHERE session.user = :old AND session.realm = :realm)`,
      session,
    ),
    grants: moved("oidc_grant", "refresh_number IS NOT NULL", session),
    sessions: moved("browser_session", "true", session),
    links: moved("enrollment_link"),
    recovery: moved("recovery"),
    callers: moved("caller"),
    confirmations: moved("ciba_request"),
    // One that waits for its phone has told it no name yet, or has it in the ticket of its session.
    tokens: moved(
      "token",
      "true",
      ", generation = generation + 1, identity = CASE rollout_state WHEN 'enrolled' THEN coalesce(identity, :identity) END",
    ),
  };
}
