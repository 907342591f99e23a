// How the Worker finds the object of a transaction, and answers for ids that have none. Objects are
// named by the sessionKey, which is in the QR code. An application sends the transaction_id, from
// which only a hash of ours leads to the sessionKey. So reading a QR code gives no access here.

import type { ChallengeState } from "../../core/ports/tokens/challenge.ts";
import {
  type FinalizedLogin,
  NOTHING_FOUND,
  type PolledState,
  type TransactionStore,
} from "../../core/ports/tokens/transactions.ts";
import { refuse } from "../../core/reasons.ts";
import { noteRow, waiting } from "../../request-record.ts";
import type { Keyring } from "../keys/keyring.ts";
import { listenTo, tellOnly, unbroken } from "./listeners.ts";
import { newsOfTransaction } from "./news.ts";
import {
  isSessionKey,
  makeTransaction,
  sessionKeyOf,
  sessionKeyOfAttempt,
  transactionNames,
} from "./transaction-id.ts";
import type { TransactionObject } from "./transaction-object.ts";

/** A login is polled for about two minutes, so this holds the present ones. */
const MAX_KEPT_NAMES = 1000;

type Stub = DurableObjectStub<TransactionObject>;

/** Without `with-refusal` an object names no refusal, so the state is one of a challenge. */
const stateNow = (object: () => Stub): Promise<ChallengeState> => object().state() as Promise<ChallengeState>;

export function createTransactionStore(
  objects: DurableObjectNamespace<TransactionObject>,
  keyring: Keyring,
): TransactionStore {
  /** Names of objects by transaction_id, so that the polls of a login derive its name only once. */
  const names = new Map<string, string>();

  async function learnName(transactionId: string): Promise<string | undefined> {
    const sessionKey = await sessionKeyOf(keyring, transactionId);
    // Anyone can make up ids, so only one that was made here is kept.
    if (sessionKey === undefined) return undefined;
    const [oldest] = names.keys();
    if (names.size >= MAX_KEPT_NAMES && oldest !== undefined) names.delete(oldest);
    names.set(transactionId, sessionKey);
    return sessionKey;
  }

  /** `otherwise` is the answer for an id that was not made here. No poll waits for a known name. */
  async function reach<Answer>(
    transactionId: string,
    question: (object: () => Stub) => Promise<Answer>,
    otherwise: Answer,
  ): Promise<Answer> {
    const name = names.get(transactionId) ?? (await learnName(transactionId));
    return name === undefined ? otherwise : question(() => objects.getByName(name));
  }

  const called = <Answer>(sessionKey: string, question: (object: Stub) => Promise<Answer>): Promise<Answer> =>
    waiting("object", () => question(objects.getByName(sessionKey)));

  const ask = <Answer>(
    transactionId: string,
    question: (object: () => Stub) => Promise<Answer>,
    otherwise: Answer,
  ): Promise<Answer> => reach(transactionId, (object) => waiting("object", () => question(object)), otherwise);

  /** The object notes what it decides. A finalize that comes before the answer decides nothing. */
  async function decided(answer: Promise<FinalizedLogin>): Promise<FinalizedLogin> {
    const finalized = await answer;
    if (finalized.ok || finalized.reason.code !== "not-answered") noteRow();
    return finalized;
  }

  return {
    make: (randomBytes) => makeTransaction(keyring, randomBytes),
    namesOf: (id) => transactionNames(keyring, id),
    isSessionKey: (text) => isSessionKey(keyring, text),
    sessionKeyOfAttempt: (attemptId) => sessionKeyOfAttempt(keyring, attemptId),
    open: (challenge) => called(challenge.sessionKey, (object) => object.open(challenge)),
    answerByPhone: async (answer, origin) =>
      (await isSessionKey(keyring, answer.sessionKey))
        ? called<FinalizedLogin>(answer.sessionKey, (object) => decided(object.answerByPhone(answer, origin)))
        : refuse({ code: "challenge-not-open" }),
    answerByDigits: (id, claim, digits, origin) =>
      ask<FinalizedLogin>(
        id,
        (object) => decided(object().answerByDigits(claim, digits, origin)),
        refuse({ code: "challenge-not-open" }),
      ),
    state: (id) => ask<ChallengeState>(id, stateNow, "unknown"),
    poll: (id) => ask<PolledState>(id, (object) => object().state("with-refusal"), "unknown"),
    wait: (id, waitMs) => {
      const wait = async (object: () => Stub) =>
        (await unbroken(
          () => object().wait(waitMs),
          () => stateNow(object),
        )) ?? "too-many";
      // Not `waiting`: how long a client asks to wait says nothing about the object.
      return reach(id, wait, "unknown");
    },
    listen: async (id) =>
      (await reach(id, (object) => listenTo(object()), undefined)) ?? tellOnly(newsOfTransaction("unknown")),
    cancel: (id, claim) => ask(id, (object) => object().cancel(claim), NOTHING_FOUND),
    lookListed: (sessionKey) => called(sessionKey, (object) => object.lookListed()),
    cancelListed: (sessionKey) => called(sessionKey, (object) => object.cancelListed()),
    endUnanswerable: (sessionKey) => called(sessionKey, (object) => object.endUnanswerable()),
    finalize: (id, claim, origin, start) =>
      ask<FinalizedLogin>(
        id,
        (object) => decided(object().finalize(claim, origin, start)),
        refuse({ code: "nothing-to-finalize" }),
      ),
    look: (id, claim) => ask(id, (object) => object().look(claim), undefined),
  };
}
