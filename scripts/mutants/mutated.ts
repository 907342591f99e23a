// The files of src that are mutated: those with guards, what the guards stand on, and the claims.

/** Each by the end of its path that no other file has, so a move seldom changes a line here. */
export const MUTATED: readonly string[] = [
  ...["claim", "challenge", "transaction", "transaction-id", "transaction-object", "transaction-rules"],
  ...["transaction-store", "stored-challenge", "count-open", "objects/open-logins", "objects/room", "jurisdiction"],
  ...["administrators-guard", "caller-guard", "subject-query", "sql/batch", "sql/like", "sql/sql"],
  ...["sql/walk", "look/look", "look/picked", "look/terms", "look/whole"],
  ...["tokens/changes", "conditions", "count-locked", "tokens/init", "tokens/list", "tokens/list-ways"],
  ...["storage/tokens/lock", "storage/tokens/management", "tokens/other-addresses", "tokens/shadows", "tokens/store"],
  ...["tokens/unlock-many", "links/list", "links/row", "sent-links", "withdraw", "links/store"],
  ...["storage/accounts/api-keys", "accounts/copy", "accounts/management", "accounts/list", "accounts/sessions"],
  ...["sign-ins", "accounts/store", "users/list", "users/look", "users/put", "users/sign-out", "users/store"],
  ...["attributes", "me/look", "me/mine", "own-links", "own-sessions", "storage/me/recovery", "me/store"],
  ...["audit/store", "list/list", "list-all", "list/list-ways", "sums", "sum-rows", "audit/row", "refusal-count"],
  ...["note-counts", "retention", "statistics", "totals", "verification", "checkpoint", "checkpoint-signature"],
  ...["head-object", "limits/limited-networks", "bell", "endpoint-row", "webhooks/store", "import/store"],
  ...["jobs/store", "send-mails", "reseal", "seal", "assertions", "storage/oidc/clients", "client-statements"],
  ...["copy-clients", "oidc/grants", "oidc/keys", "oidc/browser-sessions", "session-row", "logout-notices"],
  ...["move-rows", "copied-rows", "read-rows", "step-numbers", "watch/step", "step-metrics", "meter-object"],
  "meter/store",
];

/** The paths, below src, that have this end. */
export const pathsOf = (name: string, paths: Iterable<string>): string[] =>
  [...paths].filter((path) => `/${path}`.endsWith(`/${name}.ts`));
