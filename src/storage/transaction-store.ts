// Transactions, seen from the Worker: which object holds one, and which ids no object needs to be asked about.

import type { TransactionStore } from "../core/ports.ts";
import { refuse } from "../core/reasons.ts";
import type { Keyring } from "./keyring.ts";
import { tellUnknown } from "./listeners.ts";
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
      try {
        return (await objects.getByName(id).wait(waitMs)) ?? "too-many";
      } catch (error) {
        // A deployment, or the platform, restarted the object under its waiters. The new one knows the state.
        console.warn("transaction: a wait was broken off:", error);
        return objects.getByName(id).state();
      }
    },
    listen: async (id) => {
      if (!(await isTransactionId(keyring, id))) return tellUnknown();
      const upgrade = { headers: { Upgrade: "websocket" } };
      return (await objects.getByName(id).fetch("https://transaction/", upgrade)).webSocket ?? "too-many";
    },
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
