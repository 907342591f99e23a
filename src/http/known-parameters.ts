// The parameters of each route. A route that ends early, at a missing user for instance, has not read all of its parameters, and
// they must not be called unknown. So they are listed here. A parameter that is neither listed nor read is unknown, and the
// answer says so (unknown-parameters.ts).

import { METADATA_NAMES } from "../core/oidc/client-metadata.ts";
import { AUDIT_COLUMNS } from "../core/ports/audit.ts";

const SUBJECT = ["user", "realm", "serial"];
const VALIDITY = ["validity_period_start", "validity_period_end"];
const CHECK = [...SUBJECT, "pass", "transaction_id", "state", "response", "image_format"];
const SECOND_STEP = ["transaction_id", "ticket", "response", "image_format"];
const PAGE = ["page", "pagesize"];
const CURSORS = ["after", "before"];
const TOKEN_FILTER = ["username", "tokenrealm", "description", "rollout_state", "type"];
const TOKEN_FLAGS = ["assigned", "active", "revoked", "failcounter_exceeded"];
const OF_AUDIT = [
  ...AUDIT_COLUMNS,
  "transaction_id",
  "from",
  "until",
  "page",
  "page_size",
  "after",
  "sortorder",
  "reads",
  "dialect",
];

/** What an answer says of a client beside its metadata, and what may come back when the answer is changed and sent. */
const TOLD_OF_CLIENT = [
  ...["client_id", "client_id_issued_at"],
  ...["client_secret", "client_secret_expires_at", "client_secrets"],
];

/** By path, without its variable parts. A route that is missing here calls no parameter unknown. */
const BY_PATH: Readonly<Record<string, readonly string[]>> = {
  "/auth": ["username", "password", ...SECOND_STEP],
  "/auth/confirm": SECOND_STEP,
  "/audit": OF_AUDIT,
  "/audit/statistics": [],
  "/audit/stream": ["after", "wait"],
  "/audit/verification": [],
  "/defaultrealm": [],
  "/oidc/clients": [...METADATA_NAMES, ...TOLD_OF_CLIENT],
  "/realm": [],
  "/system": [],
  "/token": [
    ...SUBJECT,
    ...PAGE,
    ...CURSORS,
    ...TOKEN_FILTER,
    ...TOKEN_FLAGS,
    "sortby",
    "sortdir",
    "outform",
    "dialect",
  ],
  "/token/assign": [...SUBJECT, "pin", "shadows"],
  "/token/challenges": [...PAGE, "transaction_id", "serial"],
  "/token/challenges/expired": [],
  "/token/challenges/transaction": [],
  "/token/description": [...SUBJECT, "description"],
  "/token/disable": SUBJECT,
  "/token/enable": SUBJECT,
  "/token/enrollmentlink": [...SUBJECT, ...PAGE, ...CURSORS, "validity", "pin", "shadows", "id"],
  "/token/info": ["value"],
  "/token/init": [...SUBJECT, ...VALIDITY, "type", "pin", "description", "ocrasuite", "shadows", "image_format"],
  "/token/reset": [...SUBJECT, "locked_since", "preview", "after"],
  "/token/revoke": SUBJECT,
  // privacyIDEA takes the last four here as well, and does nothing with the PIN.
  "/token/set": [
    ...SUBJECT,
    ...VALIDITY,
    ...["max_failcount", "description", "count_window", "sync_window", "hashlib", "pin"],
  ],
  "/token/setpin": [...SUBJECT, "otppin"],
  "/token/setrandompin": SUBJECT,
  "/token/unassign": SUBJECT,
  "/user": ["username", "realm", ...PAGE, ...CURSORS, "sortdir"],
  "/user/attribute": ["user", "realm", "key", "value"],
  "/validate/check": CHECK,
  "/validate/initialize": ["type"],
  "/validate/pollenrollment": ["enrollment_id", "wait", "state", "qr_code_uses"],
  "/validate/polltransaction": ["transaction_id", "wait"],
  "/validate/radiuscheck": CHECK,
  "/validate/samlcheck": CHECK,
  "/validate/triggerchallenge": [...SUBJECT, "image_format"],
};

/**
 * Parameters that privacyIDEA's clients send and that mean nothing here: there are no other types, resolvers or containers, and
 * the secret comes from the phone. They get no warning on purpose (docs/compatibility.md).
 */
export const IGNORED: ReadonlySet<string> = new Set([
  // Any request: its user, and the machine for which the client asks.
  ...["realm", "resolver", "type", "client", "clientip"],
  // /validate: other kinds of requests, and answers of passkeys.
  ...["otponly", "resConf", "credential_id", "credentialid", "clientdata", "signaturedata"],
  ...["authenticatordata", "userhandle", "assertionclientextensions", "authenticatorData", "clientDataJSON"],
  ...["signature", "userHandle", "attestationObject", "rawId", "authenticatorAttachment"],
  // /token/init: how other types make their secrets, and where the token belongs.
  ...["genkey", "otpkey", "otplen", "hashlib", "timeStep", "timestep", "timeShift", "2stepinit", "verify", "rollover"],
  ...["tokenrealm", "realms", "container_serial", "rollout_state", "encryptpin", "application_tag"],
  // Lists.
  ...["userid", "type_list", "infokey", "infovalue", "hidden_columns", "sortname", "timelimit"],
]);

const BY_ROUTE = new Map<string, ReadonlySet<string> | undefined>();

/** `route`: as Hono writes it, such as `/token/enable/:serial`. Undefined for a route that warns of nothing. */
export function knownTo(route: string): ReadonlySet<string> | undefined {
  // Computed once for each route of the app, of which there are few.
  if (!BY_ROUTE.has(route)) {
    const names = BY_PATH[route.replace(/\/:.*$/, "").replace(/\/$/, "")];
    BY_ROUTE.set(route, names && new Set(names));
  }
  return BY_ROUTE.get(route);
}
