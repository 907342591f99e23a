// The SQL that statements on enrolment links share, and what the flows see of a row.

import type { LinkPerson, LinkRecord } from "../../core/ports/tokens/links.ts";
import type { RolloutState } from "../../core/token.ts";
import { CALLER_SEES_USERS } from "../sql/caller-guard.ts";

/**
 * The token that a link has made. Its session changes when another request restarts its enrolment
 * or takes it away; the link then has no token. Nor has a withdrawn link, which ends all its steps.
 */
export const ITS_TOKEN =
  "token.serial = link.serial AND token.session_hash = link.session_hash AND link.withdrawn_at_ms IS NULL";

/** The token that the link replaces, while it still belongs to the user. */
export const LOST = `SELECT 1 FROM token AS lost WHERE lost.serial = link.replaces AND lost.user = link.user
  AND lost.realm = link.realm`;

/** What has become of the phone that the link replaces; null: there was none. */
const OLD_PHONE = `(SELECT CASE WHEN old.sealed_secret IS NOT NULL THEN 'works'
  WHEN old.last_auth_ms IS NOT NULL OR EXISTS (SELECT 1 FROM undo WHERE undo.serial = old.serial) THEN 'stopped' END
  FROM token AS old WHERE old.serial = link.replaces)`;

export const LINK_COLUMNS = `link.*, ${OLD_PHONE} AS old_phone, token.id, token.generation, token.rollout_state, token.proven_at_ms,
  token.session_uses, token.session_expires_at_ms, token.sealed_pin IS NOT NULL AS has_pin`;

/** JSON: name and address of the link's person; null if the caller may not see users. */
export const ITS_PERSON = `(SELECT json_array(user.display_name, user.email) FROM user
  WHERE user.realm = link.realm AND user.name = link.user AND ${CALLER_SEES_USERS})`;

export interface LinkRow {
  /** Of a list. */
  person?: string | null;
  hash: string;
  user: string;
  realm: string;
  shadows: number;
  replaces: string | null;
  old_phone: LinkRecord["oldPhone"] | null;
  asks_pin: number;
  made_by: string;
  made_by_generation: number;
  made_at_ms: number;
  expires_at_ms: number;
  /** Null, like the browser and the serial, until the link is started. */
  started_at_ms: number | null;
  browser_hash: string | null;
  serial: string | null;
  session_hash: string | null;
  codes: number;
  pin_set_at_ms: number | null;
  withdrawn_at_ms: number | null;
  /** This and the following columns are the token's; null when there is none. */
  id: number | null;
  generation: number;
  has_pin: number;
  rollout_state: RolloutState;
  proven_at_ms: number | null;
  session_uses: number | null;
  session_expires_at_ms: number | null;
}

export function linkRecordOf(row: LinkRow): LinkRecord {
  const made = {
    hash: row.hash,
    user: row.user,
    realm: row.realm,
    shadows: row.shadows === 1,
    replaces: row.replaces ?? undefined,
    oldPhone: row.old_phone ?? undefined,
    asksPin: row.asks_pin === 1,
    maker: { name: row.made_by, generation: row.made_by_generation },
    madeAtMs: row.made_at_ms,
    expiresAtMs: row.expires_at_ms,
    withdrawn: row.withdrawn_at_ms !== null,
    person: row.person ? personIn(row.person) : undefined,
  };
  if (row.started_at_ms === null) return { ...made, started: false };
  return {
    ...made,
    started: true,
    browserHash: row.browser_hash ?? "",
    serial: row.serial ?? "",
    codes: row.codes,
    pinSet: row.pin_set_at_ms !== null,
    token:
      row.id === null
        ? undefined
        : {
            id: row.id,
            generation: row.generation,
            hasPin: row.has_pin === 1,
            enrolmentId: row.session_hash ?? "",
            rolloutState: row.rollout_state,
            provenAtMs: row.proven_at_ms,
            sessionUses: row.session_uses ?? 0,
            sessionExpiresAtMs: row.session_expires_at_ms ?? 0,
          },
  };
}

function personIn(json: string): LinkPerson {
  const [name, email] = JSON.parse(json) as [string | null, string | null];
  return { name, email };
}
