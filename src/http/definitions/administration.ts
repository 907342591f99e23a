// The audit trail, accounts, users and settings: ../api/audit.ts, audit-stream.ts, accounts.ts, users.ts, system.ts, metrics.ts.

import { AUDIT_COLUMNS } from "../../core/ports/audit.ts";
import { ok, success } from "./answers.ts";
import type { Definition, Definitions } from "./definition.ts";
import { CSV, CURSORS, PAGE } from "./lists.ts";
import { OF_PARAMETERS, OF_SUBJECT } from "./reasons.ts";
import { flag, list, mapOf, object, only, orNull, shared, text, time, whole } from "./schema.ts";

const AUDIT = [
  ...AUDIT_COLUMNS,
  ...["transaction_id", "from", "until", "page", "page_size", "after", "sortorder", "reads", "dialect"],
];
const HOURS = list(object({ from: time, count: whole }));

const auditDefinitions: Definitions = {
  "GET /audit/": {
    does: "Lists rows of the audit trail",
    tells:
      "The answer is a page of `auditdata`, the newest first. `after` leads on through the whole trail, and `searched_to` says how far the look " +
      "came.",
    right: "auditlog",
    takes: AUDIT,
    answers: [
      success(
        object(
          {
            auditcolumns: list(text),
            auditdata: list(shared("AuditRow")),
            count: whole,
            count_exact: flag,
            prev: orNull(whole),
            next: orNull(whole),
            after: orNull(text),
            searched_to: orNull(time),
          },
          { current: whole },
        ),
      ),
    ],
    reasons: ["pattern-too-long"],
  },
  "GET /audit/:file": {
    does: "The same as CSV, under a name that ends in .csv",
    tells: "The answer is one page, with a `Link` to the next.",
    right: "auditlog",
    takes: AUDIT,
    answers: [{ ...CSV, headers: ["Content-Disposition", "Link"] }],
    reasons: ["pattern-too-long"],
  },
  "GET /audit/statistics": {
    does: "The last 24 hours in numbers",
    tells:
      "They are finalized logins by hour, refusals by reason and by hour, both a day before, a wave of them, locked tokens, and the median time of an answer.",
    right: "auditlog",
    takes: [],
    answers: [
      success(
        object({
          since: time,
          until: time,
          logins: HOURS,
          failures: list(object({ reason: text, count: whole })),
          failures_by_hour: HOURS,
          day_before: object({ logins: whole, failures: whole }),
          wave: orNull(object({ count: whole, reason: text })),
          locked_tokens: whole,
          locked_tokens_exact: flag,
          median_answer_ms: orNull({ type: "number" }),
          complete: flag,
        }),
      ),
    ],
  },
  "GET /audit/stream": {
    does: "The rows behind a number, one a line, as they come",
    tells:
      "The answer is NDJSON, the oldest row first, at most 500 rows, with a `Link` to the next call. With `wait` the answer comes with the first new row.",
    right: "auditlog",
    takes: ["after", "wait"],
    answers: [{ type: "application/x-ndjson", schema: shared("AuditRow"), headers: ["Link"] }],
  },
  "GET /audit/verification": {
    does: "Whether the newest rows are whole",
    tells:
      "The answer has the numbers of `rows` and `checkpoints` that were examined, of the newest 900 rows, and `problems`, empty if nothing is " +
      "missing or changed.",
    right: "auditlog",
    takes: [],
    answers: [success(object({ rows: whole, checkpoints: whole, problems: list(text) }))],
  },
  "GET /metrics": {
    does: "Counters for Prometheus",
    tells: "They are text: docs/operating.md#how-to-watch-it.",
    right: "metrics",
    answers: [{ type: "text/plain" }],
  },
};

const rights = list(shared("Right"));
const realms = orNull(list(text));

const accountDefinitions: Definitions = {
  "GET /accounts": {
    does: "Lists accounts",
    tells: "Each has the `id` and the times of its keys. `password` is whether it has one.",
    right: "accounts",
    answers: [success(list(shared("Account")))],
  },
  "POST /accounts": {
    does: "Makes an account",
    tells:
      "`*` in `rights` is all; null in `realms` is all realms. Without `password` it cannot sign in, but may have keys.",
    right: "administrators",
    body: object({ name: text, rights }, { realms, password: orNull(text) }),
    answers: [ok],
    reasons: ["account-exists", "administrators-only", "confirmation-needed"],
  },
  "PATCH /accounts/:name": {
    does: "Changes an account",
    tells: "Only what is given changes. A new password, and disabling, end the account's sessions.",
    right: "administrators",
    body: object({}, { rights, realms, disabled: flag, password: text }),
    answers: [ok],
    reasons: ["unknown-account", "last-administrator", "administrators-only", "confirmation-needed"],
  },
  "DELETE /accounts/:name": {
    does: "Removes an account",
    right: "administrators",
    answers: [ok],
    reasons: ["unknown-account", "last-administrator", "administrators-only", "confirmation-needed"],
  },
  "POST /accounts/:name/keys": {
    does: "Makes an API key, and shows it",
    tells: "The answer has `id` and `key`, which is shown this one time. `expires_at` is ISO 8601, or null.",
    right: "administrators",
    body: object({}, { expires_at: orNull(text) }),
    answers: [success(object({ id: text, key: text }))],
    reasons: ["unknown-account", "too-many-keys", "administrators-only", "confirmation-needed"],
  },
  "DELETE /accounts/:name/keys/:id": {
    does: "Removes an API key",
    right: "administrators",
    answers: [ok],
    reasons: ["unknown-account", "administrators-only", "confirmation-needed"],
  },
};

const OF_USER = ["user", "realm", "key"];
const OF_USERS = [
  ...OF_SUBJECT,
  "unknown-user",
  "user-not-found",
  "administrators-only",
  "confirmation-needed",
] as const;

const userDefinitions: Definitions = {
  "GET /user/": {
    does: "Lists users",
    tells:
      "They are those for whom a token was made or to whom one was assigned, at most 1000; `username` and `realm` may have `*`.",
    right: "userlist",
    takes: ["username", "realm", ...PAGE, ...CURSORS, "sortdir"],
    answers: [success(list(shared("User")), object({}, { after: orNull(text), before: orNull(text) }))],
    reasons: ["pattern-too-long"],
  },
  "GET /user/:realm/:name": {
    does: "One user",
    tells: "`sessions` are the sign-ins in browsers that have not ended, at most 50.",
    right: "userlist",
    takes: [],
    answers: [success(shared("UserDetails"))],
    reasons: OF_USERS,
  },
  "DELETE /user/:realm/:name": {
    does: "Deletes a user with all tokens",
    tells: "In the audit trail a pseudonym replaces the name. `detail.tokens` is the number of deleted tokens.",
    right: "deleteuser",
    takes: [],
    answers: [success(only(true), object({ tokens: whole }))],
    reasons: OF_USERS,
  },
  "DELETE /user/:realm/:name/sessions": {
    does: "Ends the user's sign-ins in browsers, and what applications were granted",
    tells:
      "Refresh tokens end as well: docs/oidc.md#signing-in-and-out. The answer is the number of sessions that " +
      "ended.",
    right: "disable",
    takes: [],
    answers: [success(shared("Count"))],
    reasons: OF_USERS,
  },
  "GET /user/attribute": {
    does: "The user's attributes, or one",
    tells: "The answer has those that are set, as texts, or with `key` the value of one, or null.",
    right: "userlist",
    takes: OF_USER,
    answers: [success({ anyOf: [orNull(text), object({}, { email: text, name: text, groups: text })] })],
    reasons: OF_USERS,
  },
  "POST /user/attribute": {
    does: "Sets an attribute",
    tells: "The `key` is `email`, `name` or `groups`. The answer is the user's id.",
    right: "set_custom_user_attributes",
    takes: [...OF_USER, "value"],
    answers: [success(whole)],
    reasons: OF_USERS,
  },
  "DELETE /user/attribute/:key/:user/:realm": {
    does: "Removes an attribute",
    tells: "The answer is 1, or 0 if it was not set.",
    right: "delete_custom_user_attributes",
    takes: [],
    answers: [success(shared("Count"))],
    reasons: OF_USERS,
  },
};

const REALMS = mapOf(
  object({
    default: flag,
    id: whole,
    resolver: list(object({ name: text, node: text, priority: { type: "null" }, type: text })),
  }),
);
/** Any name is a setting. */
const readOnly: Definition = {
  does: "Refuses with 403: settings are in wrangler.toml",
  right: "signed in",
  answers: [],
  reasons: [...OF_PARAMETERS, "read-only-settings"],
};
const SETTING = object({ name: text, value: text, default: orNull(text), unit: text, meaning: text });
const runs = (does: string, value: ReturnType<typeof object>): Definition => ({ does, answers: [success(value)] });

const systemDefinitions: Definitions = {
  "GET /system/": {
    does: "The settings in force",
    tells:
      "They stand under their own names and privacyIDEA's, without secrets. `detail.settings` says what each means, and there are warnings if " +
      "settings do not fit the enrolled phones.",
    right: "configread",
    takes: [],
    answers: [
      success(
        mapOf(text),
        object({ settings: list(SETTING) }, { other_addresses: list(object({ address: text, tokens: whole })) }),
      ),
    ],
  },
  "GET /system/:key": {
    does: "One setting",
    tells: "The answer is null if there is none of this name.",
    right: "configread",
    takes: [],
    answers: [success(orNull(text))],
  },
  "DELETE /system/:key": { ...readOnly, takes: [] },
  "POST /system/setConfig": readOnly,
  "POST /system/setDefault": readOnly,
  "GET /realm/": {
    does: "The default realm, and each realm that has a user",
    right: "configread",
    takes: [],
    answers: [success(REALMS)],
  },
  "GET /defaultrealm": { does: "The default realm", right: "configread", takes: [], answers: [success(REALMS)] },
  "GET /healthz/": runs("Whether the service runs, for load balancers", object({ hsm: text, status: text })),
  "GET /healthz/readyz": runs("The same, under another name", object({ hsm: text, status: text })),
  "GET /healthz/livez": runs("The same, under a third name", object({ status: text })),
};

export const administrationDefinitions: Definitions = {
  ...auditDefinitions,
  ...accountDefinitions,
  ...userDefinitions,
  ...systemDefinitions,
};
