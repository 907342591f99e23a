// The schemas that several answers have in common, by their names in the document.

import { RIGHTS } from "../../core/caller.ts";
import { EVENTS } from "../../core/events.ts";
import { TOKEN_ACTIONS } from "../../core/jobs/job.ts";
import { CLIENT_AUTHENTICATIONS, SIGNING_ALGORITHMS, SUBJECT_TYPES } from "../../core/oidc/client.ts";
import { MAIL_DELAYS } from "../../core/ports/mail.ts";
import {
  decimal,
  either,
  type Fields,
  flag,
  list,
  mapOf,
  nothing,
  object,
  oneOf,
  only,
  open,
  orNull,
  type Schema,
  shared,
  text,
  time,
  whole,
} from "./schema.ts";

const warnings = { warnings: list(text) };

const ENVELOPE = { jsonrpc: only("2.0"), time: decimal, version: text };

const CHALLENGE_ENTRY = {
  client_mode: only("poll"),
  image: text,
  message: text,
  serial: text,
  transaction_id: text,
  type: text,
};

/** A client's metadata that an answer always has, and what only some clients have. */
const CLIENT: Fields = {
  client_name: text,
  redirect_uris: list(text),
  post_logout_redirect_uris: list(text),
  token_endpoint_auth_method: oneOf(...CLIENT_AUTHENTICATIONS),
  id_token_signed_response_alg: oneOf(...SIGNING_ALGORITHMS),
  scope: text,
  subject_type: oneOf(...SUBJECT_TYPES),
  require_pin: flag,
  require_pkce: flag,
  realms: list(text),
  forward_auth_hosts: list(text),
};
const OF_SOME_CLIENTS: Fields = { logo_uri: text, backchannel_logout_uri: text, jwks: open() };

/** An answer may be changed and sent back, so a request may have these, too. They change nothing. */
const TOLD_OF_CLIENT: Fields = { client_id: text, client_id_issued_at: whole, client_secrets: whole };
const SECRET_OF_CLIENT: Fields = { client_secret: text, client_secret_expires_at: only(0) };

const readOnly = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, { ...schema, readOnly: true }]));

/** What a request may say of a client. What must be there follows from the rest of it. */
export const CLIENT_GIVEN: Schema = object(
  {},
  { ...CLIENT, ...OF_SOME_CLIENTS, ...readOnly({ ...TOLD_OF_CLIENT, ...SECRET_OF_CLIENT }) },
);

const USER: Fields = {
  description: text,
  editable: flag,
  email: text,
  givenname: text,
  mobile: text,
  phone: text,
  realm: text,
  resolver: text,
  surname: text,
  userid: text,
  username: text,
  created_at: time,
};
const MORE_OF_USER: Fields = { name: text, groups: text, last_sign_in_at: orNull(time) };

export const SHARED: Readonly<Record<string, Schema>> = {
  Success: object(
    {
      id: only(1),
      ...ENVELOPE,
      versionnumber: text,
      result: object({ status: only(true), value: {} }),
    },
    { detail: object({}, warnings) },
  ),
  Verdict: object(
    {
      id: only(2),
      ...ENVELOPE,
      versionnumber: text,
      result: object({ status: only(true), value: {}, authentication: oneOf("ACCEPT", "CHALLENGE", "REJECT") }),
    },
    { detail: object({}, warnings) },
  ),
  Error: object({
    detail: either(nothing, object({}, warnings)),
    id: only(1),
    ...ENVELOPE,
    result: object({ status: only(false), error: object({ code: whole, message: text }) }),
  }),
  Count: { ...whole, minimum: 0 },
  Challenge: object({
    ...CHALLENGE_ENTRY,
    attributes: object({ value: text, img: text, poll: flag, hideResponseInput: flag }),
    messages: list(text),
    multi_challenge: list(object(CHALLENGE_ENTRY)),
    preferred_client_mode: only("poll"),
    transaction_ids: list(text),
  }),
  LoggedIn: object({
    message: text,
    serial: text,
    user: object({
      username: text,
      userid: text,
      givenname: text,
      surname: text,
      email: text,
      mobile: text,
      phone: text,
    }),
    "user-realm": text,
    "user-resolver": text,
  }),
  Session: object({
    token: text,
    role: only("admin"),
    username: text,
    realm: text,
    rights: list(text),
    auth: flag,
    log_level: whole,
    logout_time: whole,
    menus: list(text),
    default_tokentype: text,
    token_page_size: whole,
    user_page_size: whole,
    audit_page_size: whole,
  }),
  TransactionState: oneOf("open", "answered", "used", "expired", "cancelled", "blocked", "unknown"),
  Enrollment: object({
    state: oneOf("started", "fetched", "enrolled", "expired", "unknown"),
    qr_code_uses: whole,
  }),
  TokenInfo: object({
    active: flag,
    container_serial: text,
    count: whole,
    count_window: whole,
    description: text,
    enrollment: shared("Enrollment"),
    failcount: whole,
    id: whole,
    info: mapOf(text),
    locked: flag,
    locks: list(object({ path: oneOf("pin", "browser", "vouched", "open"), failcount: whole, until: orNull(time) })),
    maxfail: whole,
    otplen: whole,
    realms: list(text),
    resolver: text,
    revoked: flag,
    rollout_state: oneOf("clientwait", "enrolled"),
    serial: text,
    state: oneOf("revoked", "disabled", "locked", "not-enrolled", "not-valid-now", "active"),
    sync_window: whole,
    tokengroup: list(text),
    tokentype: only("tiqr"),
    user_editable: flag,
    user_id: text,
    user_realm: text,
    username: text,
  }),
  EnrolmentLink: object({
    id: text,
    user: text,
    realm: text,
    serial: text,
    state: oneOf("fresh", "started", "fetched", "code-expired", "enrolled"),
    made_by: text,
    made_at: time,
    expires_at: time,
  }),
  OpenLogin: object({
    challenge: text,
    data: object({}),
    expiration: text,
    otp_received: flag,
    otp_valid: flag,
    received_count: whole,
    serial: text,
    timestamp: text,
    transaction_id: text,
  }),
  AuditRow: object(
    {
      number: whole,
      date: text,
      action: text,
      success: { ...whole, enum: [0, 1] },
      authentication: text,
      serial: text,
      user: text,
      realm: text,
      administrator: text,
      client: text,
      attempt_id: text,
      reason: text,
      event: oneOf(...EVENTS),
      phone: text,
      count: whole,
      info: text,
      token_type: text,
      sig_check: oneOf("OK", "FAIL"),
    },
    { mac: text },
  ),
  User: object(USER, MORE_OF_USER),
  UserDetails: object(
    {
      ...USER,
      sessions: list(object({ serial: text, client: text, signed_in_at: time, last_seen_at: time })),
      recovery_codes_left: whole,
    },
    MORE_OF_USER,
  ),
  Right: oneOf("*", ...RIGHTS),
  Account: object({
    name: text,
    rights: list(text),
    realms: orNull(list(text)),
    disabled: flag,
    password: flag,
    second_factor: flag,
    created_at: orNull(time),
    last_used_at: orNull(time),
    keys: list(object({ id: text, created_at: orNull(time), expires_at: orNull(time), last_used_at: orNull(time) })),
  }),
  Client: object({ ...CLIENT, ...TOLD_OF_CLIENT }, { ...OF_SOME_CLIENTS, ...SECRET_OF_CLIENT }),
  Endpoint: object({
    id: text,
    url: text,
    events: list(text),
    realms: list(text),
    enabled: flag,
    created_at: time,
    disabled_at: orNull(time),
    disabled_fault: orNull(text),
  }),
  Job: object({
    id: text,
    kind: oneOf("tokens", "users"),
    action: oneOf(...Object.keys(TOKEN_ACTIONS), ""),
    dry_run: flag,
    state: oneOf("waiting", "running", "done", "cancelled", "failed"),
    cancelling: flag,
    done: whole,
    total: whole,
    failed: whole,
    failures: list(
      object({
        line: whole,
        serial: text,
        user: text,
        realm: text,
        reason: text,
        evidence: mapOf(either(text, whole)),
        message: text,
      }),
    ),
    mail: orNull(
      object({ sent: whole, not_sent: whole, waits_for: oneOf("", ...MAIL_DELAYS), again_at: orNull(time) }),
    ),
    reason: text,
    begun_by: text,
    begun_at: time,
    ended_at: orNull(time),
    kept_until: orNull(time),
  }),
  Delivery: object({ id: text, event: text, at: time, status: whole, ok: flag, fault: text }),
  OauthError: object({ error: text, error_description: text }),
};
