// The columns of the lists. A key that the API's answers have is in the table of `npm run admin`
// and in the CSV, or is left out on purpose, here. `--json` and `show` leave nothing out.

import { describe, expect, it } from "vitest";
import { makeDocument } from "../../../../../scripts/pages/api/document.ts";
import { TRAIL_COLUMNS } from "../../../../../src/http/audit/audit-json.ts";
import { RESULT_COLUMNS } from "../../../../../src/http/jobs/job-csv.ts";
import { TOKEN_COLUMNS } from "../../../../../src/http/tokens/token-json.ts";
import { NOUNS } from "../../../admin/nouns.ts";

const { schemas } = makeDocument().components;
const keysOf = (shape: string): string[] => Object.keys(schemas[shape]?.properties ?? {});

/** `left`: the keys that the table does without, separated by spaces. */
const TABLES: readonly (readonly [noun: string, action: string, keys: readonly string[], left: string])[] = [
  [
    "users",
    "list",
    keysOf("User"),
    "block_from block_until blocked_by blocked_reason created_at deactivated_at deleted_at description editable givenname last_sign_in_at matched mobile phone phones_disabled phones_locked " +
      "resolver surname userid",
  ],
  [
    "tokens",
    "list",
    keysOf("TokenInfo"),
    "active container_serial count count_window enrollment id info locked locks maxfail otplen realms resolver revoked " +
      "rollout_state sync_window tokengroup tokentype user_editable user_id",
  ],
  ["links", "list", keysOf("EnrolmentLink"), "made_at"],
  ["logins", "list", keysOf("OpenLogin"), "administrator challenge country data otp_valid received_count"],
  ["jobs", "result", RESULT_COLUMNS, "reason notice"],
  ["accounts", "list", keysOf("Account"), "created_at keys"],
  [
    "clients",
    "list",
    keysOf("Client"),
    "backchannel_client_notification_endpoint backchannel_logout_uri backchannel_token_delivery_mode " +
      "backchannel_user_code_parameter client_id_issued_at client_uri day_pass entra forward_auth_hosts grant_types " +
      "id_token_signed_response_alg jwks jwks_uri logo_uri post_logout_redirect_uris proximity realms require_pin " +
      "require_binding_message require_pkce require_pushed_authorization_requests secret_either_way subject_type token_endpoint_auth_method",
  ],
  ["clients", "refusals", keysOf("ClientRefusal"), "count reason registered"],
  ["events", "list", keysOf("Endpoint"), "created_at disabled_at"],
  ["events", "deliveries", keysOf("Delivery"), ""],
  [
    "audit",
    "list",
    keysOf("AuditRow"),
    "action attempt_id authentication browser client count detail info phone sig_check success tally " +
      "token_type unconfirmed",
  ],
];

const CSV: readonly (readonly [name: string, columns: readonly string[], keys: readonly string[], left: string])[] = [
  // Not privacyIDEA's, whose columns these are.
  ["tokens", TOKEN_COLUMNS, keysOf("TokenInfo"), "enrollment locks state"],
  // It is read from other rows, for people.
  ["audit", TRAIL_COLUMNS, keysOf("AuditRow"), "unconfirmed"],
];

/**
 * Says which keys are missing, and which are left out though they are there or the answer has none
 * of that name.
 */
const amiss = (columns: readonly string[], keys: readonly string[], left: string) => {
  const without = left.split(" ").filter((name) => name !== "");
  return {
    missing: keys.filter((key) => !columns.includes(key) && !without.includes(key)),
    strange: [...columns, ...without].filter((key) => !keys.includes(key)),
    twice: without.filter((key) => columns.includes(key)),
  };
};

describe.each(TABLES)("npm run admin -- %s %s", (noun, action, keys, left) => {
  it("has a column for each key, but for those that are left out", () => {
    const { columns = [] } = NOUNS[noun]?.actions[action] ?? {};
    expect(keys.length).toBeGreaterThan(4);
    expect(amiss(columns, keys, left)).toEqual({ missing: [], strange: [], twice: [] });
  });
});

describe.each(CSV)("the CSV of %s", (_, columns, keys, left) => {
  it("has a column for each key, but for those that are left out", () => {
    expect(keys.length).toBeGreaterThan(4);
    expect(amiss(columns, keys, left)).toEqual({ missing: [], strange: [], twice: [] });
  });
});
