// What an application needs to log users in with TiQR: trigger, wait, finalize. Needs fetch and nothing else: Node from 18.17,
// Workers, browsers. It speaks privacyIDEA's API (/validate/check, /validate/polltransaction), to tiqr-edge or to privacyIDEA
// itself. It enrols nobody and keeps nothing.

import { type Answer, ask, type Detail, TiqrError } from "./ask.ts";

export { TiqrError, type TiqrErrorCode } from "./ask.ts";

export interface TiqrClientOptions {
  /** Where the API is, such as `https://tiqr.example.org`; may have a path. */
  readonly baseUrl: string;
  readonly fetch?: (url: string, init?: RequestInit) => Promise<Response>;
  /** How long one request may take, in milliseconds. Default 10 000. */
  readonly requestTimeoutMs?: number;
  /** For tests: a pause, a number from 0 to 1, milliseconds since 1970. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
}

/** Whom to log in. Without a realm the service takes its own default. An aborted signal ends the call. */
export interface Who {
  readonly user: string;
  readonly realm?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Challenge {
  readonly triggered: true;
  /** 20 decimal digits. */
  readonly transactionId: string;
  /** The QR code, a `data:image/png;base64,…` URI. */
  readonly qrImage: string;
  /** What it says, `tiqrauth://…`: a link for a browser on the phone itself. */
  readonly link: string;
  /** For the user, such as `Please scan the QR Code`. */
  readonly message: string;
}

/** `code`: privacyIDEA's number of the error, 904 for an unknown user; undefined for a rejection, such as a wrong PIN. */
export interface Refusal {
  readonly triggered: false;
  readonly message: string;
  readonly code: number | undefined;
}

/** `accepted` is to be finalized, all others are the end. privacyIDEA itself tells `accepted`, `declined`, `cancelled` only. */
export type Outcome = "accepted" | "timeout" | "declined" | "blocked" | "cancelled" | "expired" | "used" | "unknown";

export interface WaitOptions {
  /** Default 120 000: as long as a challenge lives by default. A request under way then may still end. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type Finalized =
  | { readonly accepted: true; readonly serial: string }
  | { readonly accepted: false; readonly message: string };

/** `why`: the step that ended it. `message` comes with the first two. */
export type Login =
  | { readonly accepted: true; readonly serial: string }
  | {
      readonly accepted: false;
      readonly why: "refused" | "not-finalized" | Exclude<Outcome, "accepted">;
      readonly message?: string;
    };

/** Milliseconds between polls and how they grow: while the user looks for the phone, and while nothing answers. */
const PENDING = { firstMs: 300, growth: 1.25, mostMs: 2000 };
const FAILING = { firstMs: 600, growth: 2, mostMs: 10_000 };
/** Each pause is shortened by up to this share, so that clients do not keep step. */
const JITTER = 0.25;

/** Each method throws TiqrError, or the reason of an aborted signal. Refusals are values. */
export class TiqrClient {
  readonly #options: Required<TiqrClientOptions>;

  constructor(options: TiqrClientOptions) {
    // Not fetch itself: browsers refuse to run it as a method of another object.
    const platform: Pick<Required<TiqrClientOptions>, "fetch"> = { fetch: (url, init) => fetch(url, init) };
    const defaults = { ...platform, requestTimeoutMs: 10_000, sleep, random: Math.random, now: Date.now };
    this.#options = { ...defaults, ...options, baseUrl: options.baseUrl.replace(/\/+$/, "") };
  }

  /** Opens a transaction for who knows the PIN. Never repeats a request: a wrong PIN counts. */
  async trigger({ user, realm, pin, signal }: Who & { readonly pin: string }): Promise<Challenge | Refusal> {
    const { result, detail } = await this.#ask("/validate/check", signal, { user, realm, pass: pin });
    const code = typeof result.error?.code === "number" ? result.error.code : undefined;
    if (!result.status) return { triggered: false, message: textOf(result.error?.message), code };
    const challenge = challengeOf(detail);
    if (challenge) return challenge;
    if (result.value === false && detail.transaction_id === undefined)
      return { triggered: false, message: textOf(detail.message), code };
    throw new TiqrError("unexpected-answer", "expected a TiQR challenge or a refusal, got something else");
  }

  /**
   * Polls until the transaction is over, with growing pauses. Failures are waited out, and Retry-After is kept to. When the time
   * is up while the service fails, or before it may be asked again, its failure is thrown.
   */
  async wait(transactionId: string, { timeoutMs = 120_000, signal }: WaitOptions = {}): Promise<Outcome> {
    const { now, random, sleep } = this.#options;
    const path = `/validate/polltransaction?transaction_id=${encodeURIComponent(transactionId)}`;
    const endMs = now() + timeoutMs;
    let failures = 0;
    for (let polls = 0; ; polls++) {
      let failure: TiqrError | undefined;
      try {
        const outcome = outcomeOf(await this.#ask(path, signal));
        if (outcome) return outcome;
        failures = 0;
      } catch (error) {
        if (!(error instanceof TiqrError) || error.code === "unexpected-answer") throw error;
        failure = error;
      }
      const leftMs = endMs - now();
      const retryAfterMs = failure?.retryAfterMs ?? 0;
      if (leftMs <= 0 || retryAfterMs > leftMs) {
        if (failure) throw failure;
        return "timeout";
      }
      const { firstMs, growth, mostMs } = failure ? FAILING : PENDING;
      const grownMs = Math.min(mostMs, firstMs * growth ** (failure ? failures++ : polls));
      await sleep(Math.min(leftMs, Math.max(retryAfterMs, grownMs * (1 - JITTER * random()))), signal);
    }
  }

  /**
   * Ends the login, once. For the application's server: what a browser says about it proves nothing.
   * Never repeats a request: after a network failure the login may have been accepted unheard, so begin a new one.
   */
  async finalize({ user, realm, transactionId, signal }: Who & { readonly transactionId: string }): Promise<Finalized> {
    const fields = { user, realm, transaction_id: transactionId, pass: "" };
    const { result, detail } = await this.#ask("/validate/check", signal, fields);
    if (result.status && result.value === true) return { accepted: true, serial: textOf(detail.serial) };
    return { accepted: false, message: textOf(result.status ? detail.message : result.error?.message) };
  }

  /** All in one. `show` gets the QR code and the link to the user; it is awaited before the first poll. */
  async login(
    options: Who & WaitOptions & { readonly pin: string; readonly show: (challenge: Challenge) => unknown },
  ): Promise<Login> {
    const challenge = await this.trigger(options);
    if (!challenge.triggered) return { accepted: false, why: "refused", message: challenge.message };
    await options.show(challenge);
    const outcome = await this.wait(challenge.transactionId, options);
    if (outcome !== "accepted") return { accepted: false, why: outcome };
    const finalized = await this.finalize({ ...options, transactionId: challenge.transactionId });
    return finalized.accepted ? finalized : { why: "not-finalized", ...finalized };
  }

  #ask(path: string, signal: AbortSignal | undefined, fields?: Record<string, string | undefined>): Promise<Answer> {
    const { baseUrl, fetch, requestTimeoutMs: timeoutMs, now } = this.#options;
    return ask({ url: baseUrl + path, ...(fields && { fields }), fetch, timeoutMs, nowMs: now(), signal });
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** privacyIDEA's first entry may be another token's, and only the whole has the attributes in tiqr-edge. */
function challengeOf(detail: Detail): Challenge | undefined {
  const entries: Detail[] = Array.isArray(detail.multi_challenge) ? detail.multi_challenge : [];
  for (const entry of [detail, ...entries]) {
    const [transactionId, link, qrImage] = [entry?.transaction_id, entry?.attributes?.value, entry?.attributes?.img];
    if (typeof transactionId === "string" && typeof link === "string" && typeof qrImage === "string")
      return { triggered: true, transactionId, qrImage, link, message: textOf(entry.message) };
  }
  return undefined;
}

/** detail.transaction_state, which tiqr-edge adds. `open` is no outcome yet. */
const BY_STATE = new Map<unknown, Outcome>([
  ["answered", "accepted"],
  ["used", "used"],
  ["expired", "expired"],
  ["cancelled", "cancelled"],
  ["blocked", "blocked"],
  ["unknown", "unknown"],
]);

/** detail.challenge_status; a privacyIDEA too old for it says true or false. Any other word is pending. */
const BY_STATUS = new Map<unknown, Outcome>([
  ["accept", "accepted"],
  ["declined", "declined"],
  ["cancelled", "cancelled"],
]);

function outcomeOf({ result, detail }: Answer): Outcome | undefined {
  if (!result.status) throw new TiqrError("unexpected-answer", `a poll was refused: ${textOf(result.error?.message)}`);
  const status = detail.challenge_status ?? (result.value === true ? "accept" : undefined);
  return BY_STATE.get(detail.transaction_state) ?? BY_STATUS.get(status);
}

/** Ends early when the signal is aborted; the next request then throws its reason. */
function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
