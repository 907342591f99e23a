// The types of tiqr-client.js.

export { TiqrError, type TiqrErrorCode } from "./ask.js";

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

/** Each method throws TiqrError, or the reason of an aborted signal. Refusals are values. */
export class TiqrClient {
  constructor(options: TiqrClientOptions);
  /** Opens a transaction for who knows the PIN. Never repeats a request: a wrong PIN counts. */
  trigger(login: Who & { readonly pin: string }): Promise<Challenge | Refusal>;
  /**
   * Polls until the transaction is over, with growing pauses. Failures are waited out, and Retry-After is kept to. When the time
   * is up while the service fails, or before it may be asked again, its failure is thrown.
   */
  wait(transactionId: string, options?: WaitOptions): Promise<Outcome>;
  /**
   * Ends the login, once. For the application's server: what a browser says about it proves nothing.
   * Never repeats a request: after a network failure the login may have been accepted unheard, so begin a new one.
   */
  finalize(login: Who & { readonly transactionId: string }): Promise<Finalized>;
  /** All in one. `show` gets the QR code and the link to the user; it is awaited before the first poll. */
  login(
    options: Who & WaitOptions & { readonly pin: string; readonly show: (challenge: Challenge) => unknown },
  ): Promise<Login>;
}
