// The files of src that are mutated: those with guards, what the guards stand on, and the claims. A
// file is named in its room, however deep it lies there.

import { basename } from "node:path/posix";

const MUTATED: Readonly<Record<string, string>> = {
  "core/login/": "claim challenge transaction",
  "core/": "step-numbers",
  "http/watch/": "step step-metrics",
  "storage/accounts/": "api-keys copy list management sessions sign-ins store",
  "storage/audit/": `checkpoint checkpoint-signature head list list-all trail-scan note-counts refusal-count
    retention row signature store verification`,
  "storage/import/": "store",
  "storage/jobs/": "send-mails store",
  "storage/keys/": "reseal seal",
  "storage/limits/": "limited-networks",
  "storage/links/": "list row sent-links store withdraw",
  "storage/me/": "look mine own-links own-sessions recovery store",
  "storage/meter/": "meter-object store",
  "storage/numbers/": "count-open statistics sum-rows sums totals",
  "storage/objects/": `jurisdiction open-logins stored-challenge transaction-id transaction-object transaction-rules
    transaction-store`,
  "storage/oidc/": `assertions browser-sessions client-statements clients copy-clients grants keys logout-notices
    published-keys session-beginning session-row`,
  "storage/shards/": "copied-rows move-rows read-rows",
  "storage/sql/": `administrators-guard batch caller-guard like page-for-caller picked read-window scan sql subject-query
    whole window`,
  "storage/tokens/": `changes conditions count-locked init list token-scan lock management open-to-anyone other-addresses
    shadows store unlock-many`,
  "storage/users/": "attributes list look put sign-out store unseen-names",
  "storage/webhooks/": "bell endpoint-row store",
};

/** For each name, the paths that it could mean: one, if all is well. `paths`: below src. */
export const mutatedFiles = (paths: readonly string[]): readonly { name: string; found: readonly string[] }[] =>
  Object.entries(MUTATED).flatMap(([room, names]) =>
    names.split(/\s+/).map((name) => ({
      name: room + name,
      found: paths.filter((path) => path.startsWith(room) && basename(path) === `${name}.ts`),
    })),
  );
