// A token in GET /token/ (privacyIDEA lib/tokenclass.py, get_as_dict). Clients expect all keys.

import { enrolmentJson, progressOf } from "../../core/enrolment/progress.ts";
import { identityOfToken } from "../../core/phones/phone-account.ts";
import { type Clock, failCountOf, locksOf } from "../../core/token/lock.ts";
import { storedSuite } from "../../core/token/suites.ts";
import { type TokenRecord, tokenState } from "../../core/token.ts";
import type { TokenJson } from "./shapes.ts";

/** The columns of the CSV form, in privacyIDEA's order. */
export const TOKEN_COLUMNS = [
  ...["id", "description", "serial", "tokentype", "info", "resolver", "user_id", "otplen", "maxfail"],
  ...["active", "revoked", "locked", "failcount", "count", "count_window", "sync_window", "rollout_state"],
  ...["realms", "tokengroup", "username", "user_realm", "user_editable", "container_serial", "proven"],
] as const;

export function tokenJson(token: TokenRecord, clock: Clock): TokenJson {
  const info: Record<string, string> = {
    ...token.info,
    tokenkind: "software",
    ocrasuite: token.suite,
    creation_date: isoSeconds(token.createdAtMs),
  };
  // Not privacyIDEA's: the phone's name for the account, by which a person finds it in the app.
  if (token.user !== null && token.realm !== null)
    info.identity = identityOfToken(token, { user: token.user, realm: token.realm });
  if (token.serviceIdentifier !== null) info.service_identifier = token.serviceIdentifier;
  const times = { assignment_date: token.assignedAtMs, last_auth: token.lastAuthMs };
  const period = { validity_period_start: token.validFromMs, validity_period_end: token.validUntilMs };
  for (const [name, ms] of Object.entries(times)) if (ms !== null) info[name] = isoSeconds(ms);
  for (const [name, ms] of Object.entries(period)) if (ms !== null) info[name] = isoMinutes(ms);
  return {
    active: token.active,
    container_serial: "",
    count: 0,
    count_window: 10,
    description: token.description,
    // Not privacyIDEA's: a page that shows the QR code reads it.
    enrollment: enrolmentJson(progressOf(token, clock.nowMs)),
    failcount: failCountOf(token),
    id: token.id,
    info,
    locked: token.revoked, // privacyIDEA's word for a token that can never be used again
    // Not privacyIDEA's: the logins refused now. `until` is null if only a reset helps.
    locks: locksOf(token, clock).map(({ path, failCount, opensAtMs }) => ({
      path,
      failcount: failCount,
      until: opensAtMs === undefined ? null : isoSeconds(opensAtMs),
    })),
    maxfail: token.maxFail,
    otplen: storedSuite(token.suite).digits,
    // Not privacyIDEA's: `rollout_state` does not say whether the phone has ever answered.
    proven: token.provenAtMs !== null,
    realms: token.realm === null ? [] : [token.realm],
    resolver: token.realm ?? "",
    revoked: token.revoked,
    rollout_state: token.rolloutState,
    serial: token.serial,
    // Not privacyIDEA's: failcount and maxfail do not say whether a lock has opened by itself.
    state: tokenState(token, clock),
    sync_window: 1000,
    tokengroup: [],
    tokentype: "tiqr",
    user_editable: false,
    user_id: token.user ?? "",
    user_realm: token.realm ?? "",
    username: token.user ?? "",
  };
}

const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "+00:00");

/** privacyIDEA writes times in two forms. This one is for times that administrators set. */
const isoMinutes = (ms: number): string => new Date(ms).toISOString().replace(/:\d\d\.\d+Z$/, "+0000");
