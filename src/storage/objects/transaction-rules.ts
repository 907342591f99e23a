// The rules of a login (src/core/login/transaction/transaction.ts) for the object that keeps it:
// with the keys, and with the token lock and the audit trail of the database that has its tokens.

import type { ChallengeBox } from "../../core/login/transaction/challenge-box.ts";
import { Transaction } from "../../core/login/transaction/transaction.ts";
import { createAuditWriter, createNotes } from "../audit/store.ts";
import { environmentOf } from "../environment.ts";
import { createResponseDigest } from "../keys/response-digest.ts";
import { createSealer } from "../keys/seal.ts";
import { createCibaPings } from "../oidc/logout-notices.ts";
import { databaseNamed } from "../shards/databases.ts";
import { unlessMoving } from "../shards/moving.ts";
import { createTokenLock } from "../tokens/lock.ts";
import { createEnrolmentWatch } from "./enrolment-watch.ts";
import { inJurisdiction } from "./jurisdiction.ts";

/** Makes them once for each `env`, which a test may change. `waitUntil` is the object's. */
export function rulesFor(
  box: ChallengeBox,
  waitUntil: (promise: Promise<void>) => void,
): (env: Env) => Promise<Transaction> {
  let latest:
    | { readonly env: Env; readonly database: string | undefined; readonly transaction: Transaction }
    | undefined;
  const afterwards = (writing: Promise<void>) =>
    waitUntil(writing.catch((error) => console.error("transaction: what follows a reply failed:", error)));
  return async (env) => {
    // A look may come before the login is opened, and then there is no database yet.
    const database = box.current?.database;
    if (latest?.env === env && latest.database === database) return latest.transaction;
    const transaction = await makeTransaction(env, database, box, afterwards);
    latest = { env, database, transaction };
    return transaction;
  };
}

/** `afterwards` takes what a reply need not wait for. */
async function makeTransaction(
  env: Env,
  database: string | undefined,
  box: ChallengeBox,
  afterwards: (writing: Promise<void>) => void,
): Promise<Transaction> {
  const { keyring, settings } = await environmentOf(env);
  const db = databaseNamed(env, database);
  const { write, writeOrCount } = createAuditWriter(db, keyring, settings);
  const { ENROLLMENT, LOGOUT } = inJurisdiction(env, settings.jurisdiction);
  const ring = (id: string) => afterwards(createEnrolmentWatch(ENROLLMENT).ring(id));
  return new Transaction({
    box,
    lock: unlessMoving(createTokenLock(db, createNotes(db, keyring, settings), settings, ring), settings, box),
    sealer: createSealer(keyring),
    digestOf: createResponseDigest(keyring),
    settings,
    nowMs: () => Date.now(),
    afterwards,
    note: (entry) => afterwards(write(entry)),
    confirmed: ({ confirms }) => {
      if (confirms?.ping !== undefined) afterwards(createCibaPings(LOGOUT).tell(confirms.requestId, confirms.ping));
    },
    noteOrCount: (entry) => afterwards(writeOrCount(entry)),
  });
}
