// A token as GET /token/ shows it (privacyIDEA lib/tokenclass.py, get_as_dict). Clients read these keys, so all are there.

import type { TokenRecord } from "../core/ports.ts";
import { storedSuite } from "../core/suites.ts";

export function tokenJson(token: TokenRecord): Record<string, unknown> {
  const info: Record<string, string> = {
    tokenkind: "software",
    ocrasuite: token.suite,
    creation_date: isoSeconds(token.createdAtMs),
    assignment_date: isoSeconds(token.assignedAtMs),
  };
  if (token.lastAuthMs !== null) info.last_auth = isoSeconds(token.lastAuthMs);
  return {
    active: token.active,
    container_serial: "",
    count: 0,
    count_window: 10,
    description: token.description,
    failcount: token.failCount,
    id: token.id,
    info,
    locked: token.revoked, // privacyIDEA's word for a token that can never be used again
    maxfail: token.maxFail,
    otplen: storedSuite(token.suite).digits,
    realms: [token.realm],
    resolver: token.realm,
    revoked: token.revoked,
    rollout_state: token.rolloutState,
    serial: token.serial,
    sync_window: 1000,
    tokengroup: [],
    tokentype: "tiqr",
    user_editable: false,
    user_id: token.user,
    user_realm: token.realm,
    username: token.user,
  };
}

const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "+00:00");
