// One transaction: who may see, answer, spend and end a login. Claims: ./claim.ts.
//
// As in ./answering.ts, code after an `await` looks again and commits in one turn.
//   a finalize, the end     the turn that commits looks at the clock, whatever the lock has said
//   two finalizes           an application's: the first to commit wins, the other finds `used`
//   two of one browser      the second waits for the first, and hears the same
//   a finalize, a cancel    the first to save wins, the other finds it over

import { within } from "../../../lib/within.ts";
import type { AnswerRequest } from "../../../tiqr/requests.ts";
import type { Origin } from "../../call.ts";
import type { SessionStart } from "../../ports/oidc/browser-sessions.ts";
import type { Challenge, Claim } from "../../ports/tokens/challenge.ts";
import type { BeginningSession } from "../../ports/tokens/lock.ts";
import {
  type BrowserView,
  type FinalizedLogin,
  type ListedLogin,
  type LoginSummary,
  NOTHING_FOUND,
} from "../../ports/tokens/transactions.ts";
import { refuse } from "../../reasons.ts";
import { type AnsweringPhone, judgeAnswer } from "./answering.ts";
import { beginningSession } from "./beginning-session.ts";
import {
  answeredToken,
  isJustUsed,
  markCancelled,
  markExpired,
  markUsed,
  passEndOf,
  passUseOf,
  serialsOf,
  stateOf,
} from "./challenge.ts";
import { LOCK_TIMEOUT_MS, openIn, type TransactionPorts, unavailable } from "./challenge-box.ts";
import { isTrue } from "./claim.ts";
import { asRepeated, doneWith } from "./done-with.ts";
import { browserIn, eventOfFinalize, fromApplication, outcomeFor, refuseLate } from "./transaction-entries.ts";

const noSession = (): void => {};
const nothingToFinalize = refuse({ code: "nothing-to-finalize" });

export class Transaction {
  readonly #ports: TransactionPorts;
  /** The answers under judgement, by response. */
  readonly #underWay = new Map<string, Promise<FinalizedLogin>>();
  /** The browser's finalize that is under way. */
  #finishing: Promise<FinalizedLogin> | undefined;

  constructor(ports: TransactionPorts) {
    this.#ports = ports;
  }

  /** A phone claims nothing: it read the QR code, and its response proves the rest. */
  async answerByPhone({ response, ...phone }: AnswerRequest, origin: Origin): Promise<FinalizedLogin> {
    return this.#answer(response, phone, origin);
  }

  /** Digits are guesses, so an untrue claim is refused before anything is computed or counted. */
  async answerByDigits(claim: Claim, digits: string, origin: Origin): Promise<FinalizedLogin> {
    const seen = this.#claimed(claim);
    if (!seen) return refuseLate(this.#ports, origin);
    // A client that sends the PIN again with each poll must not use up tries.
    if (claim.kind === "application" && claim.asPass && typeof seen.pass !== "object")
      return refuse({ code: "not-answered", serial: seen.candidates[0]?.serial ?? "" });
    return this.#answer(digits, undefined, origin);
  }

  /** What the login page may show, only to the browser that began the login. */
  look(claim: Claim): BrowserView | undefined {
    const seen = this.#claimed(claim);
    if (!seen) return undefined;
    const { sessionKey, user, realm, question, account, expiresAtMs, browser } = seen;
    const state = stateOf(seen, this.#ports.nowMs());
    const { request = null, application = null } = browser ?? {};
    const elsewhere = seen.elsewhere === true;
    const hasPhone = seen.candidates.some(({ sealedSecret }) => sealedSecret !== "");
    const shown = { question, account, request, application, elsewhere, pass: passUseOf(seen), hasPhone };
    return { state, sessionKey, user, realm, expiresAtMs, ...shown };
  }

  /** `start`: the session of the browser, which begins in the batch that accepts the login. */
  async finalize(claim: Claim, origin: Origin, start?: SessionStart): Promise<FinalizedLogin> {
    const seen = this.#claimed(claim);
    if (!seen) return nothingToFinalize;
    // An application's login is accepted once, and whoever comes second is refused.
    if (claim.kind !== "browser") return this.#finish(seen, claim, origin, start);
    // A browser may send a form twice at once, and shows only the last reply. A refusal there would
    // be all that its person sees, and a row in the trail of a failure that was none.
    if (this.#finishing) return asRepeated(await this.#finishing);
    this.#finishing = this.#finish(seen, claim, origin, start).finally(() => {
      this.#finishing = undefined;
    });
    return this.#finishing;
  }

  /** Accepts a login once: the first to commit wins. Before the answer nothing is counted. */
  async #finish(seen: Challenge, claim: Claim, origin: Origin, start?: SessionStart): Promise<FinalizedLogin> {
    const { box, lock, nowMs, note } = this.#ports;
    if (isJustUsed(seen, nowMs())) return doneWith(seen, true);
    const state = stateOf(seen, nowMs());
    if (state === "open" || state === "expired")
      return refuse({ code: "not-answered", serial: seen.candidates[0]?.serial ?? "" });
    if (state === "blocked") return refuse({ code: "token-locked" });
    const token = answeredToken(seen, nowMs());
    if (!token) return nothingToFinalize;
    const begins = start && beginningSession(seen, token, start, nowMs());
    const from = fromApplication(seen, origin);
    const details = {
      serial: token.serial,
      event: eventOfFinalize(seen, origin),
      reason: "nothing-to-finalize",
    } as const;
    const { proximity, byPass } = seen;
    const phone = byPass ? "pass" : "";
    const noted = outcomeFor(seen, from, nowMs(), { ...details, proximity, phone, browser: browserIn(seen) });
    // A name could mean two users; the database decides.
    const named = claim.kind === "application" ? claim.named : undefined;
    const passing = { ...token, passUntilMs: byPass ? passEndOf(seen) : undefined };
    const accepting = lock.acceptLogin(seen, passing, named, nowMs(), noted, begins);
    let verdict: Awaited<typeof accepting>;
    try {
      verdict = await within(LOCK_TIMEOUT_MS, accepting);
    } catch (error) {
      // D1 may do it yet.
      if (begins) this.#ports.afterwards(accepting.then(() => this.#withdraw(begins), noSession));
      return unavailable("finalize", error);
    }
    if (verdict === "disabled") return refuse({ code: "token-disabled" });
    if (verdict === "not-valid-now") return refuse({ code: "token-not-valid-now" });
    if (verdict === "locked") return refuse({ code: "token-locked" });
    if (typeof verdict === "string" && verdict !== "accepted") return nothingToFinalize;

    // One turn: look again, and commit. Another finalize may have won.
    const current = box.current;
    if (!current || stateOf(current, nowMs()) !== "answered") {
      note(noted.not);
      if (begins) this.#ports.afterwards(this.#withdraw(begins));
      return nothingToFinalize;
    }
    const used = markUsed(current, nowMs());
    box.save(used);
    const done = doneWith(used);
    if (typeof verdict === "string" || !done.ok || !done.inBrowser) return done;
    const session = { ...verdict.session, database: used.database };
    return {
      ...done,
      inBrowser: { ...done.inBrowser, begun: { ...verdict, session, clientId: used.browser?.clientId } },
    };
  }

  /** Looks without a claim: the flow derives the object's name itself, and checks the right. */
  lookListed(): ListedLogin | undefined {
    const { box, nowMs } = this.#ports;
    const seen = box.current;
    if (!seen) return undefined;
    const { user, realm, question, expiresAtMs, answeredBy } = seen;
    const candidates = seen.candidates.map(({ id, generation, serial }) => ({ id, generation, serial }));
    const { application = null } = seen.browser ?? {};
    return {
      ...{ state: stateOf(seen, nowMs()), user, realm, question, expiresAtMs, answeredBy, candidates },
      application: application ?? undefined,
      country: seen.begun?.place.country,
    };
  }

  cancel(claim: Claim): LoginSummary {
    return this.#claimed(claim) ? this.cancelListed() : NOTHING_FOUND;
  }

  /** Cancels without a claim, as `lookListed` looks. */
  cancelListed(): LoginSummary {
    const { box, nowMs } = this.#ports;
    const seen = box.current;
    if (!seen) return NOTHING_FOUND;
    const state = stateOf(seen, nowMs());
    if (state === "open" || state === "answered") box.save(markCancelled(seen));
    const { candidates, user, realm, attemptId, path } = seen;
    return { state, serial: serialsOf(candidates), user, realm, attemptId, path };
  }

  /** Ends an open login that no token can answer, according to the database, not the caller. */
  async endUnanswerable(): Promise<void> {
    const { box, lock, nowMs } = this.#ports;
    const seen = openIn(this.#ports);
    try {
      if (!seen || (await within(LOCK_TIMEOUT_MS, lock.isAnswerable(seen)))) return;
    } catch (error) {
      unavailable("a look at the tokens", error);
      return;
    }
    // A changed token never comes back, so the database is still right. The state may differ.
    const open = openIn(this.#ports);
    if (open) box.save(markExpired(open, nowMs()));
  }

  /**
   * A session that D1 was late for is found by the browser's next try. After any other end of the
   * login it must go.
   */
  async #withdraw(begun: BeginningSession): Promise<void> {
    const { box, lock, nowMs } = this.#ports;
    const state = box.current && stateOf(box.current, nowMs());
    if (state !== "answered" && state !== "used") await lock.withdraw(begun);
  }

  /** A response repeated while it is judged waits for that reply, or it would count twice. */
  #answer(response: string, phone: AnsweringPhone | undefined, origin: Origin): Promise<FinalizedLogin> {
    const first = this.#underWay.get(response);
    if (first) return first;
    const judging = judgeAnswer(this.#ports, response, phone, origin).finally(() => this.#underWay.delete(response));
    this.#underWay.set(response, judging);
    return judging;
  }

  /** Gives the challenge if the claim is true of it. */
  #claimed(claim: Claim): Challenge | undefined {
    const { current } = this.#ports.box;
    return current && isTrue(claim, current) ? current : undefined;
  }
}
