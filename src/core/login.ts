// A login, as the application sees it: the PIN opens a transaction, the application polls, a finalize ends it.

import type { Candidate, ChallengeState, Claim } from "./challenge.ts";
import { FirstFactor } from "./first-factor.ts";
import type { Ports, Subject, TokenMoment, TokenRecord } from "./ports.ts";
import { type Outcome, refuse } from "./reasons.ts";
import { type CreatedChallenge, TiqrToken } from "./tiqr-token.ts";
import { readingsOf } from "./user.ts";

export interface Triggered {
  readonly challenge: CreatedChallenge;
  /** The tokens that may answer, at least one. */
  readonly tokens: readonly TokenRecord[];
  /** What may follow the reply and delay no login. */
  readonly afterwards: () => Promise<void>;
}

/** A token may change between two looks. After so many looks the application is told to come again. */
const MOST_LOOKS = 4;

/**
 * Judges at the nearest replica, which is enough for a right PIN. A replica may lag, so every refusal is decided on the
 * primary, in the batch that counts it: as long as the primary shows tokens that were not counted yet, they are counted and
 * looked at once more. A token at one moment is counted once, however often it is looked at.
 */
export async function checkPin(
  ports: Ports,
  subject: Subject,
  pin: string,
  nowMs: number,
): Promise<Outcome<Triggered>> {
  const factor = new FirstFactor(ports, pin);
  const counted = new Set<string>();
  let view = await ports.tokens.view(subject);
  for (let look = 1; look <= MOST_LOOKS; look++) {
    const verdict = await factor.judge(view, subject);
    if (verdict.ok) {
      const challenge = await openTransaction(ports, verdict.tokens, nowMs);
      return { ok: true, challenge, tokens: verdict.tokens, afterwards: () => factor.rehash(verdict.tokens) };
    }
    const uncounted = verdict.counts.filter((token) => !counted.has(momentOf(token)));
    if (look > 1 && uncounted.length === 0) return refuse(verdict.reason);
    for (const token of uncounted) counted.add(momentOf(token));
    view = await ports.tokens.viewAndCount(subject, uncounted);
  }
  return refuse({ code: "unavailable" });
}

/** Where a transaction stands. Costs one look at its object and nothing else. */
export const pollTransaction = (ports: Ports, transactionId: string): Promise<ChallengeState> =>
  ports.transactions.state(transactionId);

/**
 * Ends a login, once. Applications also poll this way, so before the answer it costs one look at the object and counts nothing.
 * `response`: the digits that the phone showed without a network; they are verified and counted like the phone's own answer.
 */
export async function finalize(
  ports: Ports,
  subject: Subject,
  transactionId: string,
  response: string | undefined,
): Promise<Outcome<{ readonly serial: string }>> {
  const claim = claimOf(ports, subject);
  if (response !== undefined) {
    const answered = await ports.transactions.answer(transactionId, response, claim);
    if (!answered.ok) {
      if (answered.reason.code !== "challenge-not-open") return answered;
      // Perhaps answered already: by the phone's network, or by this same request before its finalize failed and it was sent again.
      const finalized = await ports.transactions.finalize(transactionId, claim);
      return finalized.ok || finalized.reason.code !== "not-answered" ? finalized : answered;
    }
  }
  return ports.transactions.finalize(transactionId, claim);
}

/** Either reading of a name is believed here: the transaction's own user has a realm that was known, so it settles the matter. */
function claimOf(ports: Ports, { serial, named }: Subject): Claim {
  const readings = named && readingsOf(named, ports.settings.defaultRealm);
  return { serial, names: readings && [readings.whole, ...(readings.split ? [readings.split] : [])] };
}

function openTransaction(ports: Ports, tokens: readonly TokenRecord[], nowMs: number): Promise<CreatedChallenge> {
  const candidates = tokens.map(candidateOf);
  const [first] = tokens as [TokenRecord, ...TokenRecord[]];
  const token = new TiqrToken(first.serial, first.suite);
  return token.createChallenge(ports, { user: first.user, realm: first.realm }, candidates, nowMs);
}

const momentOf = ({ id, generation }: TokenMoment): string => `${id}/${generation}`;

function candidateOf({ id, generation, serial, suite, sealedSecret }: TokenRecord): Candidate {
  if (sealedSecret === null) throw new Error(`token ${serial} is enrolled without a secret`);
  return { id, generation, serial, suite, sealedSecret };
}
