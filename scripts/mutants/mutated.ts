// The files that are mutated: those with guards, what the guards stand on, and the claims. A
// file is named in its room, however deep it lies there.

import { basename } from "node:path/posix";

const MUTATED: Readonly<Record<string, string>> = {
  "packages/commands/import/store/": "links tokens users",
  "packages/commands/shards/": "copied-rows move-rows read-rows",
  "src/core/login/": "claim challenge done-with transaction",
  "src/core/": "step-numbers",
  "src/http/watch/": "step step-metrics",
  "src/storage/accounts/": "api-keys copy list management sessions sign-ins store",
  "src/storage/audit/": `checkpoint checkpoint-signature head list list-all trail-scan note-counts refusal-count
    retention row signature store verification`,
  "src/storage/jobs/": "send-mails store",
  "src/storage/keys/": "reseal seal",
  "src/storage/limits/": "limited-networks",
  "src/storage/links/": "list replacing row sent-links store",
  "src/storage/me/": "look mine own-links own-sessions recovery store",
  "src/storage/meter/": "meter-object store",
  "src/storage/numbers/": "statistics sum-rows sums totals",
  "src/storage/objects/": `jurisdiction open-logins stored-challenge transaction-id transaction-object transaction-rules
    transaction-store`,
  "src/storage/oidc/": `assertions browser-sessions client-statements clients copy-clients grants keys logout-notices
    published-keys session-beginning session-row`,
  "src/storage/sql/": `administrators-guard batch caller-guard like page-for-caller picked read-window scan sql subject-query
    whole window withdraw`,
  "src/storage/tokens/": `changes conditions count-locked init list token-scan lock management open-to-anyone other-addresses
    pass replaced shadows store unlock-many`,
  "src/storage/users/": "attributes block due-blocks list look put shut-out sign-out store unseen-names",
  "src/storage/webhooks/": "bell endpoint-row store",
};

/**
 * For each name, the paths that it could mean: one, if all is well. `paths`: all, but no tests.
 */
export const mutatedFiles = (paths: readonly string[]): readonly { name: string; meant: readonly string[] }[] =>
  Object.entries(MUTATED).flatMap(([room, names]) =>
    names.split(/\s+/).map((name) => ({
      name: room + name,
      meant: paths.filter((path) => path.startsWith(room) && basename(path) === `${name}.ts`),
    })),
  );
