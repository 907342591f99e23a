// Transactions, seen from the Worker: which object holds one, and which ids no object needs to be asked about.

import type { TransactionStore } from "../core/ports.ts";
import { refuse } from "../core/reasons.ts";
import type { Keyring } from "./keyring.ts";
import { listenTo, tellOnly, unbroken } from "./listeners.ts";
import { newsOfTransaction } from "./news.ts";
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
    wait: async (id, waitMs) => {
      if (!(await isTransactionId(keyring, id))) return "unknown";
      const object = () => objects.getByName(id);
      return (
        (await unbroken(
          () => object().wait(waitMs),
          () => object().state(),
        )) ?? "too-many"
      );
    },
    listen: async (id) =>
      (await isTransactionId(keyring, id)) ? listenTo(objects.getByName(id)) : tellOnly(newsOfTransaction("unknown")),
    cancel: async (id, claim) =>
      (await isTransactionId(keyring, id))
        ? objects.getByName(id).cancel(claim)
        : { state: "unknown", serial: "", user: "", realm: "" },
    finalize: async (id, claim, origin, codeHash) =>
      (await isTransactionId(keyring, id))
        ? objects.getByName(id).finalize(claim, origin, codeHash)
        : refuse({ code: "nothing-to-finalize" }),
    look: async (id, claim) => ((await isTransactionId(keyring, id)) ? objects.getByName(id).look(claim) : undefined),
    redeem: async (id, codeHash, returnTo) =>
      (await isTransactionId(keyring, id))
        ? objects.getByName(id).redeem(codeHash, returnTo)
        : refuse({ code: "invalid-code" }),
  };
}
