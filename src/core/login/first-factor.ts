// The first factor: which of a subject's tokens a PIN opens, or why none. It writes nothing.

import { fromUtf8 } from "../../lib/bytes.ts";
import type { LoginCall } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { Bystander, Challenge } from "../ports/tokens/challenge.ts";
import type { ReasonOf } from "../reasons.ts";
import { type Check, type LoginPath, locksOf, pathOfLogin, pathsOf } from "../token/lock.ts";
import { livePassAmong, type PassUse } from "../token/pass.ts";
import { ASKED_UPSTREAM, GivenPin, makeSalt } from "../token/pin.ts";
import { isValidAt, likeliest, SHUT_OUT_MARK, type Subject, type SubjectView, type TokenRecord } from "../token.ts";

/** A right first factor: the enrolled tokens that may answer, and what their responses count on. */
export interface OpenedTokens {
  readonly tokens: readonly TokenRecord[];
  readonly path: LoginPath;
  /** The user's other tokens with a phone, and why each may not answer. */
  readonly bystanders: readonly { readonly token: TokenRecord; readonly because: Bystander["because"] }[];
  /** The day pass of one of these tokens, or that one is not taken here. */
  readonly pass?: Challenge["pass"];
}

export type Verdict =
  | ({ readonly ok: true } & OpenedTokens)
  /** `counts` are the tokens on which this refusal counts as a failure of `check`. */
  | {
      readonly ok: false;
      readonly reason: ReasonOf<FirstFactorFailure>;
      readonly counts: readonly TokenRecord[];
      readonly check: Check;
    };

/** What keeps a token out of a login. A refusal reports the token that came furthest. */
const OBSTACLES = [
  ...["token-revoked", "token-disabled", "user-deactivated", "token-not-valid-now", "token-locked", "key-lost"],
] as const;
type Obstacle = (typeof OBSTACLES)[number];

/** Why a first factor opens no login. */
export type FirstFactorFailure =
  | "unknown-user"
  | "unknown-serial"
  | "foreign-serial"
  | "no-tokens"
  | "wrong-pin"
  | "token-not-enrolled"
  | Obstacle;

const furthest = (obstacles: readonly (Obstacle | undefined)[]): Obstacle =>
  OBSTACLES.findLast((obstacle) => obstacles.includes(obstacle)) ?? "token-locked";

/** Judges a login for which the caller vouches: no PIN is asked. */
export const judgeVouched = (ports: Ports, view: SubjectView, subject: Subject, call: LoginCall): Promise<Verdict> =>
  new FirstFactor(ports, undefined, call).judge(view, subject);

/** Judges one PIN, if need be against several looks at a subject. One salt is hashed once. */
export class FirstFactor {
  readonly #ports: Ports;
  /** Undefined: the caller vouches for the user, and no PIN is asked. */
  readonly #pin: string | undefined;
  /** The same PIN, with the hashes derived so far. */
  readonly given: GivenPin;
  readonly #nowMs: number;
  readonly #passes: PassUse;
  readonly #stored = new Map<TokenRecord, string>();
  /** A user's tokens have one PIN upstream, where each question counts as a login: one is asked. */
  #askedUpstream: Promise<boolean> | undefined;

  constructor(ports: Ports, pin: string | undefined, call: LoginCall, passes: PassUse = "none") {
    this.#ports = ports;
    this.#pin = pin;
    this.given = new GivenPin(pin ?? "");
    this.#nowMs = call.nowMs;
    // Where no PIN is asked, a pass would be the only factor.
    this.#passes = pin === undefined ? "none" : passes;
  }

  /** An application may let anyone type PINs: who is kept out shows after a right one. */
  async judge(view: SubjectView, subject: Subject): Promise<Verdict> {
    const check = this.#pin === undefined ? "vouched" : "pin";
    const verdict = await this.#judgeAs(check, view, subject);
    const isOut = !verdict.ok && verdict.reason.code === "user-deactivated";
    return isOut && check === "pin" ? this.#judgeUnseen(check, view, subject) : verdict;
  }

  async #judgeAs(check: Check, { user, tokens, others }: SubjectView, subject: Subject): Promise<Verdict> {
    const refused = (reason: ReasonOf<FirstFactorFailure>, counts: readonly TokenRecord[] = []) =>
      ({ ok: false, reason, counts, check }) as const;
    const obstacleOf = (token: TokenRecord) => this.#obstacle(token, check);
    if (user && !user.known) return refused({ code: "unknown-user" });
    if (subject.serial !== undefined) {
      const [token] = tokens;
      if (!token) return refused({ code: "unknown-serial" });
      if (user && (token.user !== user.name || token.realm !== user.realm)) return refused({ code: "foreign-serial" });
    }
    if (tokens.length === 0) return refused({ code: "no-tokens" });
    const usable = tokens.filter((token) => obstacleOf(token) === undefined);
    if (usable.length === 0) return refused({ code: furthest(tokens.map(obstacleOf)) });

    const judged = likeliest(usable);
    const right = await this.opened(judged);
    if (right.length === 0) return refused({ code: "wrong-pin" }, this.#counting(judged, tokens));
    const { sealer } = this.#ports;
    const live = this.#passes === "none" ? undefined : livePassAmong(right, this.#nowMs, sealer);
    const pass = live && this.#passes === "elsewhere" ? "elsewhere" : live;
    // A token without a phone has no secret, so without a pass it never takes part in a login.
    // Differs: privacyIDEA lets it in with an empty key.
    const enrolled = right.filter(
      ({ rolloutState, serial }) => rolloutState === "enrolled" || (live === pass && serial === live?.serial),
    );
    const [first] = enrolled;
    if (!first) return refused({ code: "token-not-enrolled", ...(pass === "elsewhere" && { pass }) });
    // Of the tokens that one PIN opens, all have a PIN or none has.
    const path = pathOfLogin(check, first);
    const rest = [...tokens, ...others].filter(
      (token) => !enrolled.includes(token) && token.sealedSecret !== null && sealer.hasKeyOf(token.sealedSecret),
    );
    const because = (token: TokenRecord): Bystander["because"] => {
      const obstacle = obstacleOf(token);
      return obstacle === "user-deactivated" ? "token-disabled" : (obstacle ?? "token-not-asked");
    };
    const bystanders = likeliest(rest).map((token) => ({ token, because: because(token) }));
    return { ok: true, tokens: enrolled, path, bystanders, ...(pass && { pass }) };
  }

  /**
   * Judges for a page that strangers see: the state of tokens shows only after a right PIN.
   * `known`: the user has signed in here before, so failures count apart from those of strangers.
   * If its own lock is closed, or its login is locked and a stranger's is not, it counts as one.
   */
  async judgeBeforeStrangers(view: SubjectView, subject: Subject, known: boolean): Promise<Verdict> {
    if (!known) return this.#judgeUnseen("pin", view, subject);
    const verdict = await this.#judgeUnseen("browser", view, subject);
    if (verdict.ok || verdict.counts.length > 0) return verdict;
    const asStranger = await this.#judgeUnseen("pin", view, subject);
    return verdict.reason.code === "wrong-pin" || asStranger.ok ? asStranger : verdict;
  }

  /**
   * A wrong PIN also counts on unusable tokens, but not on those it could not be tried on. Behind a
   * closed lock a guesser could learn the right PIN, so there none is tried.
   */
  async #judgeUnseen(check: Check, view: SubjectView, subject: Subject): Promise<Verdict> {
    const verdict = await this.#judgeAs(check, view, subject);
    if (verdict.ok || !OBSTACLES.some((obstacle) => obstacle === verdict.reason.code)) return verdict;
    const judged = this.unlocked(view.tokens, check);
    if (judged.length === 0 && verdict.reason.code === "key-lost") return verdict;
    const right = await this.opened(judged);
    const refused = { ok: false, check } as const;
    if (right.length === 0)
      return { ...refused, reason: { code: "wrong-pin" }, counts: this.#counting(judged, view.tokens) };
    return { ...refused, reason: { code: furthest(right.map((token) => this.#obstacle(token, check))) }, counts: [] };
  }

  /** The tokens on which a PIN is tried, if it can lead to a login now, enrolled or not. */
  tried(tokens: readonly TokenRecord[], check: Check = "pin"): readonly TokenRecord[] {
    return likeliest(tokens.filter((token) => this.#obstacle(token, check) === undefined));
  }

  /** The tokens on which a PIN may be tried, usable or not: their PIN lock is open. */
  unlocked(tokens: readonly TokenRecord[], check: Check): readonly TokenRecord[] {
    const { lockRule } = this.#ports.settings;
    const clock = { nowMs: this.#nowMs, lockRule };
    const isOpen = (token: TokenRecord) => !locksOf(token, clock).some(({ path }) => path === check);
    return likeliest(tokens.filter((token) => isOpen(token) && !this.#isLost(token, check)));
  }

  async opened(tokens: readonly TokenRecord[]): Promise<readonly TokenRecord[]> {
    const right: TokenRecord[] = [];
    for (const token of tokens) if (await this.#opens(token)) right.push(token);
    return right;
  }

  /** The stored hash of a token on which this PIN was tried. */
  storedOf(token: TokenRecord): string | undefined {
    return this.#stored.get(token);
  }

  /** If no PIN was judged, takes as long as if one had been: the time must not tell. */
  async takeTime(): Promise<void> {
    const { settings, randomBytes } = this.#ports;
    if (!this.given.isDerived) await this.given.hash(settings.pinIterations, makeSalt(randomBytes));
  }

  /**
   * The tokens on which a wrong PIN counts. The primary does not know which keys are lost, and
   * counts only once all tokens it takes for usable are judged, so these are included.
   */
  #counting(judged: readonly TokenRecord[], all: readonly TokenRecord[]): readonly TokenRecord[] {
    return judged.length === 0 ? [] : [...judged, ...all.filter((token) => this.#isLost(token, "pin"))];
  }

  /** Whether the check needs something that was sealed under a key we do not have. */
  #isLost({ sealedPin, sealedSecret }: TokenRecord, check: Check): boolean {
    const needed = check === "vouched" ? [sealedSecret] : [sealedSecret, sealedPin];
    return needed.some((sealed) => sealed !== null && !this.#ports.sealer.hasKeyOf(sealed));
  }

  /** The first of OBSTACLES at which this token fails. */
  #obstacle(token: TokenRecord, check: Check): Obstacle | undefined {
    if (token.revoked) return "token-revoked";
    // The mark is in the row that was read anyway: no login asks for its user.
    if (!token.active) return token.disabledByJob === SHUT_OUT_MARK ? "user-deactivated" : "token-disabled";
    if (!isValidAt(token, this.#nowMs)) return "token-not-valid-now";
    const { lockRule } = this.#ports.settings;
    const paths = pathsOf(check, token);
    const locked = locksOf(token, { nowMs: this.#nowMs, lockRule }).some(({ path }) => paths.includes(path));
    if (locked) return "token-locked";
    return this.#isLost(token, check) ? "key-lost" : undefined;
  }

  async #opens(token: TokenRecord): Promise<boolean> {
    const { serial, sealedPin, user, realm } = token;
    if (this.#pin === undefined) return true;
    if (sealedPin === null) return this.#pin === "";
    if (this.#pin === "" && this.#ports.settings.pinRequired) return false;
    const hashed = fromUtf8(await this.#ports.sealer.open("pin", serial, sealedPin));
    this.#stored.set(token, hashed);
    if (hashed !== ASKED_UPSTREAM) return this.given.opens(hashed);
    const { upstream } = this.#ports;
    // Without that server no PIN is right. When it is down this throws, so nothing is counted.
    if (!upstream || user === null || realm === null) return false;
    this.#askedUpstream ??= upstream.takesPin({ user, realm }, this.#pin);
    return this.#askedUpstream;
  }
}
