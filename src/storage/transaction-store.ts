// Transactions, seen from the Worker: which object holds one, and which ids no object needs to be asked about.

import type { TransactionStore } from "../core/ports.ts";
import { refuse } from "../core/reasons.ts";
import type { Keyring } from "./keyring.ts";
import { isTransactionId, makeTransactionId } from "./transaction-id.ts";
import type { TransactionObject } from "./transaction-object.ts";

export function createTransactionStore(
  objects: DurableObjectNamespace<TransactionObject>,
  keyring: Keyring,
): TransactionStore {
  return {
    newId: (randomBytes) => makeTransactionId(keyring, randomBytes),
    open: (challenge) => objects.getByName(challenge.transactionId).open(challenge),
    answer: async (id, answer, origin) =>
      (await isTransactionId(keyring, id))
        ? objects.getByName(id).answer(answer, origin)
        : refuse({ code: "challenge-not-open" }),
    state: async (id) => ((await isTransactionId(keyring, id)) ? objects.getByName(id).state() : "unknown"),
    cancel: async (id) =>
      (await isTransactionId(keyring, id))
        ? objects.getByName(id).cancel()
        : { state: "unknown", serial: "", user: "", realm: "" },
    finalize: async (id, claim, origin) =>
      (await isTransactionId(keyring, id))
        ? objects.getByName(id).finalize(claim, origin)
        : refuse({ code: "nothing-to-finalize" }),
  };
}
