// The files that are mutated, and the tests that could notice it: the nearest first, all others only when those say nothing.

export interface Subject {
  /** Below `src`. */
  readonly file: string;
  /** Paths below `test`, without the ending of test files. */
  readonly near: readonly string[];
  readonly far: readonly string[];
}

const ADMINISTRATORS = ["storage/sql/administrators-guard"];
const LINKS = [
  "storage/links/row",
  "storage/links/makers",
  "storage/links/store",
  "storage/links/others",
  "storage/sql/administrators-guard",
];
const ME = ["storage/me/reach", "storage/me/refusals", "storage/me/look"];
const MORE_OF_ME = ["web/me/me", "web/me/confirmation", "web/me/recovery", "web/me/add", "web/me/attacks"];
const MORE_OF_LINKS = [
  "http/enrolment/link-use",
  "http/enrolment/link",
  "http/enrolment/link-list",
  "http/enrolment/link-withdraw",
  "http/enrolment/lost-phone",
  "http/enrolment/pin",
  "http/users/names-refused",
  "races/enrolment-links",
];

export const SUBJECTS: readonly Subject[] = [
  {
    file: "core/claim.ts",
    near: ["core/claim", "core/login/claims"],
    far: ["http/login/onlooker", "http/login/ttype-post", "http/login/check-aliases"],
  },
  {
    file: "core/challenge.ts",
    near: ["core/challenge", "core/login/transaction", "core/login/finalize"],
    far: ["core/login/page-login", "http/login/transaction-ends", "http/login/page"],
  },
  {
    file: "core/login/transaction.ts",
    near: ["core/login/claims", "core/login/transaction", "core/login/finalize"],
    far: ["core/login/page-login", "http/login/transaction-ends", "http/tokens/challenges", "web/oidc/authorize"],
  },
  {
    file: "storage/sql/administrators-guard.ts",
    near: ADMINISTRATORS,
    far: [
      "http/accounts/administrator-tokens",
      "http/accounts/second-factor-required",
      "http/enrolment/link-use",
      "http/users/names-and-realms",
      "http/accounts/bound-to-realms",
      "http/accounts/accounts",
    ],
  },
  {
    file: "storage/sql/caller-guard.ts",
    near: ["storage/sql/caller-guard", ...ADMINISTRATORS],
    far: [
      "http/accounts/sign-out",
      "http/accounts/bound-to-realms",
      "http/accounts/accounts",
      "http/watching/request-log",
    ],
  },
  {
    file: "storage/sql/subject-query.ts",
    near: ["storage/sql/subject-query", "storage/tokens/lock"],
    far: [
      "http/users/names-and-realms",
      "http/users/names-refused",
      "http/tokens/list",
      "http/guessing/lock",
      "http/users/list",
      "http/login/validate-check",
    ],
  },
  { file: "storage/sql/batch.ts", near: ["storage/sql/batch"], far: [] },
  {
    file: "storage/tokens/changes.ts",
    near: ["storage/tokens/changes", "storage/tokens/limits", "storage/tokens/validity"],
    far: ["http/tokens/changes", "http/tokens/assign", "http/users/names-refused", "races/changes"],
  },
  {
    file: "storage/tokens/conditions.ts",
    near: ["storage/tokens/conditions", "storage/tokens/lock-table", "storage/tokens/validity", "storage/tokens/lock"],
    far: [
      "storage/tokens/clearing",
      "storage/tokens/unlock-many",
      "http/guessing/lock-paths",
      "http/guessing/lock-clearing",
    ],
  },
  {
    file: "storage/tokens/count-locked.ts",
    near: ["storage/tokens/count-locked"],
    far: ["http/audit/statistics", "http/audit/metrics"],
  },
  {
    file: "storage/tokens/init.ts",
    near: [
      "storage/tokens/init",
      "storage/tokens/limits",
      "storage/links/makers",
      "storage/links/store",
      ...ADMINISTRATORS,
    ],
    far: [
      "storage/sql/caller-guard",
      "storage/tokens/shadows",
      "http/enrolment/init",
      "http/enrolment/pin",
      "http/tokens/challenges",
      "http/users/names-refused",
      "http/tokens/changes",
      "races/enrolments",
    ],
  },
  { file: "storage/tokens/list.ts", near: ["storage/tokens/list"], far: ["http/tokens/list"] },
  {
    file: "storage/tokens/list-ways.ts",
    near: ["storage/tokens/list-ways", "storage/tokens/list"],
    far: ["http/tokens/list"],
  },
  {
    file: "storage/tokens/lock.ts",
    near: ["storage/tokens/lock", "storage/tokens/clearing"],
    far: [
      "http/login/notification",
      "http/guessing/lock",
      "http/login/finalize",
      "http/users/names-and-realms",
      "http/tokens/open-logins",
      "http/tokens/challenges",
      "core/login/finalize",
      "storage/login-rows",
    ],
  },
  {
    file: "storage/tokens/management.ts",
    near: ["storage/tokens/management", "storage/sql/caller-guard", "storage/tokens/changes", ...ADMINISTRATORS],
    far: [
      "http/tokens/list",
      "http/tokens/changes",
      "http/tokens/assign",
      "http/tokens/challenges",
      "http/users/names-refused",
      "http/accounts/policies",
      "http/accounts/accounts",
    ],
  },
  {
    file: "storage/tokens/other-addresses.ts",
    near: ["storage/tokens/other-addresses"],
    far: ["http/other-addresses"],
  },
  {
    file: "storage/tokens/shadows.ts",
    near: ["storage/tokens/shadows", "storage/tokens/init"],
    far: ["http/users/names-refused", "http/users/names-and-realms", "http/accounts/bound-to-realms"],
  },
  {
    file: "storage/tokens/store.ts",
    near: ["storage/tokens/store"],
    far: [
      "storage/lagging-replica",
      "http/enrolment/init",
      "http/enrolment/state",
      "http/enrolment/page",
      "http/login/hidden-users",
      "http/login/many-tokens",
      "http/guessing/lock",
      "http/guessing/lock-paths",
      "http/accounts/second-factor",
      "races/enrolments",
      "races/pins",
      "phones/enrolment",
    ],
  },
  {
    file: "storage/tokens/unlock-many.ts",
    near: ["storage/tokens/unlock-many", ...ADMINISTRATORS],
    far: ["http/tokens/bulk-reset", "storage/sql/caller-guard"],
  },
  { file: "storage/links/list.ts", near: ["storage/links/list"], far: ["http/enrolment/link-list"] },
  { file: "storage/links/row.ts", near: LINKS, far: MORE_OF_LINKS },
  {
    file: "storage/links/sent-links.ts",
    near: LINKS,
    far: ["http/enrolment/link-list", "http/enrolment/link-withdraw"],
  },
  {
    file: "storage/links/withdraw.ts",
    near: LINKS,
    far: ["storage/me/reach", "http/enrolment/link-withdraw"],
  },
  { file: "storage/links/store.ts", near: LINKS, far: MORE_OF_LINKS },
  { file: "storage/accounts/api-keys.ts", near: ["storage/accounts/api-keys"], far: ["http/accounts/accounts"] },
  { file: "storage/accounts/copy.ts", near: ["storage/shards/accounts"], far: [] },
  {
    file: "storage/accounts/management.ts",
    near: ["storage/accounts/management", "storage/accounts/last-administrator", "storage/accounts/list"],
    far: ["http/accounts/accounts", "http/accounts/bound-to-realms"],
  },
  {
    file: "storage/accounts/sessions.ts",
    near: ["storage/accounts/sessions"],
    far: ["http/accounts/sign-out", "http/accounts/ended-at-once"],
  },
  {
    file: "storage/accounts/sign-ins.ts",
    near: ["storage/accounts/sign-ins"],
    far: ["http/accounts/sign-in-tries"],
  },
  {
    file: "storage/accounts/store.ts",
    near: ["storage/accounts/store", "storage/accounts/sign-ins"],
    far: ["http/accounts/auth", "http/accounts/sign-in-tries", "http/key-change"],
  },
  {
    file: "storage/users/attributes.ts",
    near: ["storage/users/attributes"],
    far: ["http/users/attributes"],
  },
  { file: "storage/users/look.ts", near: ["storage/users/attributes", "http/users/details"], far: [] },
  { file: "storage/users/list.ts", near: ["storage/users/list"], far: ["http/users/names-and-realms"] },
  {
    file: "storage/users/store.ts",
    near: ["storage/users/store", "storage/users/list", ...ADMINISTRATORS],
    far: ["storage/sql/caller-guard", "storage/audit/names", "http/enrolment/link-withdraw"],
  },
  { file: "storage/objects/count-open.ts", near: ["storage/audit/totals"], far: ["http/audit/metrics"] },
  {
    file: "storage/objects/open-logins.ts",
    near: ["storage/objects/open-logins", ...ADMINISTRATORS],
    far: ["http/tokens/challenges", "storage/sql/caller-guard", "http/accounts/administrator-tokens"],
  },
  {
    file: "storage/objects/room.ts",
    near: ["storage/objects/room"],
    far: ["http/tokens/open-logins", "storage/tokens/lock"],
  },
  { file: "storage/objects/transaction-id.ts", near: ["storage/objects/transaction-id"], far: ["http/login/onlooker"] },
  {
    file: "storage/objects/transaction-object.ts",
    near: ["storage/objects/transaction-object"],
    far: ["http/login/states", "http/login/long-poll", "http/login/events"],
  },
  {
    file: "storage/audit/store.ts",
    near: ["storage/audit/store", "storage/audit/notes", "http/audit/list"],
    far: ["http/audit/reads", "http/audit/logins", "races/audit"],
  },
  { file: "storage/audit/list.ts", near: ["storage/audit/store", "storage/audit/list"], far: ["http/audit/list"] },
  { file: "storage/audit/list-ways.ts", near: ["storage/audit/list"], far: ["http/audit/list"] },
  { file: "storage/audit/sums.ts", near: ["storage/audit/sums"], far: ["http/audit/statistics"] },
  { file: "storage/audit/sum-rows.ts", near: ["storage/audit/sums"], far: ["storage/housekeeping/cost"] },
  {
    file: "storage/audit/row.ts",
    near: ["storage/audit/row", "storage/audit/store", "storage/audit/list", "storage/audit/sums"],
    far: ["storage/audit/names"],
  },
  {
    file: "storage/audit/refusal-count.ts",
    near: ["storage/audit/refusal-count"],
    far: ["http/guessing/refusals-counted"],
  },
  { file: "storage/audit/retention.ts", near: ["storage/audit/retention"], far: ["storage/audit/checkpoint"] },
  {
    file: "storage/audit/statistics.ts",
    near: ["storage/audit/statistics", "storage/audit/sums"],
    far: ["http/audit/statistics"],
  },
  {
    file: "storage/audit/totals.ts",
    near: ["storage/audit/totals", "http/audit/metrics"],
    far: [],
  },
  {
    file: "storage/audit/verification.ts",
    near: ["storage/audit/verification", "storage/audit/chain", "storage/audit/checkpoint", "storage/audit/retention"],
    far: [],
  },
  {
    file: "storage/audit/checkpoint.ts",
    near: ["storage/audit/chain", "storage/audit/checkpoint"],
    far: ["storage/audit/retention"],
  },
  { file: "storage/keys/reseal.ts", near: ["storage/keys/reseal"], far: [] },
  { file: "storage/keys/seal.ts", near: ["storage/keys/seal"], far: [] },
  {
    file: "storage/oidc/assertions.ts",
    near: ["storage/oidc/assertions"],
    far: ["http/oidc/client-authentication"],
  },
  { file: "storage/oidc/clients.ts", near: ["storage/oidc/clients"], far: ["http/oidc/clients"] },
  {
    file: "storage/oidc/client-statements.ts",
    near: ["storage/oidc/clients"],
    far: ["storage/shards/clients", "http/oidc/clients"],
  },
  { file: "storage/oidc/copy-clients.ts", near: ["storage/shards/clients"], far: [] },
  {
    file: "storage/oidc/grants.ts",
    near: ["storage/oidc/grants", "http/oidc/token", "http/oidc/userinfo"],
    far: ["storage/shards/oidc"],
  },
  { file: "storage/import/store.ts", near: ["storage/import/store"], far: [] },
  { file: "storage/oidc/keys.ts", near: ["storage/oidc/signer"], far: [] },
  {
    file: "storage/oidc/browser-sessions.ts",
    near: ["storage/oidc/browser-sessions", "storage/oidc/session-looks"],
    far: ["web/oidc/logout", "web/oidc/backchannel", "storage/shards/browser-sessions"],
  },
  { file: "storage/oidc/session-row.ts", near: ["storage/oidc/browser-sessions"], far: ["oidc/signed-in"] },
  { file: "storage/oidc/logout-notices.ts", near: ["web/oidc/backchannel"], far: [] },
  { file: "storage/webhooks/endpoint-row.ts", near: ["storage/webhooks/store"], far: ["http/webhooks/failing"] },
  {
    file: "storage/webhooks/store.ts",
    near: ["storage/webhooks/store", "http/audit/metrics"],
    far: ["http/webhooks/webhooks"],
  },
  { file: "storage/me/look.ts", near: ["storage/me/look"], far: MORE_OF_ME },
  ...["mine", "own-links", "own-sessions", "recovery", "store"].map((name) => ({
    file: `storage/me/${name}.ts`,
    near: ME,
    far: MORE_OF_ME,
  })),
  { file: "storage/users/sign-out.ts", near: ["http/oidc/sign-user-out"], far: ADMINISTRATORS },
  { file: "storage/users/put.ts", near: ["http/jobs/users"], far: ["races/jobs"] },
  { file: "storage/jobs/send-mails.ts", near: ["http/jobs/mail"], far: [] },
  {
    file: "storage/jobs/store.ts",
    near: ["http/jobs/tokens", "http/jobs/others"],
    far: ["http/jobs/users", "races/jobs"],
  },
];
