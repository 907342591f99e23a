// Which parameters a route takes. A route is not held to this list: it reads what it needs, and what it has read is known in any
// case. The list is what an answer that ends early, at a missing user say, would not have read. Whatever is neither listed
// here nor read is unknown, and the answer says so (unknown-parameters.ts).

import { AUDIT_COLUMNS } from "../core/ports/audit.ts";

const SUBJECT = ["user", "realm", "serial"];
const VALIDITY = ["validity_period_start", "validity_period_end"];
const CHECK = [...SUBJECT, "pass", "transaction_id", "state", "response", "image_format"];
const SECOND_STEP = ["transaction_id", "ticket", "response", "image_format"];
const PAGE = ["page", "pagesize"];
const TOKEN_FILTER = ["username", "tokenrealm", "description", "rollout_state", "type"];
const TOKEN_FLAGS = ["assigned", "active", "revoked", "failcounter_exceeded"];
const OF_AUDIT = [...AUDIT_COLUMNS, "transaction_id", "page", "page_size", "sortorder", "reads", "dialect"];

/** By path, without what varies in it. Of a route that is not here nothing is called unknown. */
const BY_PATH: Readonly<Record<string, readonly string[]>> = {
  "/auth": ["username", "password", ...SECOND_STEP],
  "/auth/confirm": SECOND_STEP,
  "/audit": OF_AUDIT,
  "/audit/statistics": [],
  "/audit/verification": [],
  "/defaultrealm": [],
  "/login/redeem": ["code", "return_to", "state"],
  "/realm": [],
  "/system": [],
  "/token": [...SUBJECT, ...PAGE, ...TOKEN_FILTER, ...TOKEN_FLAGS, "sortby", "sortdir", "outform", "dialect"],
  "/token/assign": [...SUBJECT, "pin", "shadows"],
  "/token/challenges": [...PAGE, "transaction_id", "serial"],
  "/token/challenges/expired": [],
  "/token/challenges/transaction": [],
  "/token/description": [...SUBJECT, "description"],
  "/token/disable": SUBJECT,
  "/token/enable": SUBJECT,
  "/token/enrollmentlink": [...SUBJECT, ...PAGE, "validity", "pin", "shadows", "id"],
  "/token/info": ["value"],
  "/token/init": [...SUBJECT, ...VALIDITY, "type", "pin", "description", "ocrasuite", "shadows", "image_format"],
  "/token/reset": [...SUBJECT, "locked_since", "preview"],
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
  "/user": ["username", "realm"],
  "/validate/check": CHECK,
  "/validate/initialize": ["type"],
  "/validate/pollenrollment": ["enrollment_id", "wait", "state", "qr_code_uses"],
  "/validate/polltransaction": ["transaction_id", "wait"],
  "/validate/radiuscheck": CHECK,
  "/validate/samlcheck": CHECK,
  "/validate/triggerchallenge": [...SUBJECT, "image_format"],
};

/**
 * What privacyIDEA takes, and its clients send, and what means nothing here: there are no other types, resolvers or containers,
 * and the secret comes from the phone. On purpose without a word (docs/compatibility.md).
 */
export const IGNORED: ReadonlySet<string> = new Set([
  // Of any request: whom it is about, and for which machine the client asks.
  ...["realm", "resolver", "type", "client", "clientip"],
  // /validate: other ways of asking, and answers of passkeys.
  ...["otponly", "resConf", "credential_id", "credentialid", "clientdata", "signaturedata"],
  ...["authenticatordata", "userhandle", "assertionclientextensions", "authenticatorData", "clientDataJSON"],
  ...["signature", "userHandle", "attestationObject", "rawId", "authenticatorAttachment"],
  // /token/init: how other types make their secrets, and where the token belongs.
  ...["genkey", "otpkey", "otplen", "hashlib", "timeStep", "timestep", "timeShift", "2stepinit", "verify", "rollover"],
  ...["tokenrealm", "realms", "container_serial", "rollout_state", "encryptpin", "application_tag"],
  // Lists.
  ...["userid", "type_list", "infokey", "infovalue", "hidden_columns", "sortname", "timelimit"],
]);

/** Of a route as Hono writes it, such as `/token/enable/:serial`. Undefined where nothing is to be said. */
export const knownTo = (route: string): readonly string[] | undefined =>
  BY_PATH[route.replace(/\/:.*$/, "").replace(/\/$/, "")];
