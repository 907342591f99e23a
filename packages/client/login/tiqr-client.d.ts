// The types of tiqr-client.js.

import type { TiqrReason } from "../requests/reasons.js";
import type { AskedOptions } from "../requests/requests.js";

/** Only `triggerWithoutPin` and `cancel` need `apiKey` or `token`. Only `cancel` has `retries`. */
export interface TiqrClientOptions extends AskedOptions {
  /** The platform's by default. With `false`, or on a platform without one, `wait` only polls. */
  readonly WebSocket?: TiqrSocketClass | false;
}

/** As much of a WebSocket as the client uses. */
export type TiqrSocketClass = new (
  url: string,
) => {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close" | "error", listener: () => void): void;
  close(): void;
};

/** The user to log in, in the default realm if none is given. An aborted signal ends the call. */
export interface Who {
  readonly user: string;
  readonly realm?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Challenge {
  readonly triggered: true;
  /** 20 decimal digits. */
  readonly transactionId: string;
  /** The QR code as a `data:image/png;base64,…` URI. */
  readonly qrImage: string;
  /** The text of the QR code, `tiqrauth://…`, which is a link for a browser on the phone itself. */
  readonly link: string;
  /** A text for the user, such as `Please scan the QR Code`. */
  readonly message: string;
}

/** `code`: privacyIDEA's error number, such as 905. A rejection, as of a wrong PIN, has none. */
export interface Refusal {
  readonly triggered: false;
  readonly message: string;
  readonly code: number | undefined;
  /** The code of `TiQR-Reason`; privacyIDEA sends none. */
  readonly reason: TiqrReason | undefined;
}

/** Finalize if `accepted`. privacyIDEA itself has only `accepted`, `declined` and `cancelled`. */
export type Outcome = "accepted" | "timeout" | "declined" | "blocked" | "cancelled" | "expired" | "used" | "unknown";

export interface WaitOptions {
  /** Default 120 000, a challenge's default lifetime. A request under way may still finish. */
  readonly timeoutMs?: number | undefined;
  /**
   * `socket`, the default, costs the service least; if no socket gets through, plain polls follow.
   * `polls`: only plain polls. `long-polls`: the service holds each poll for up to 20 seconds,
   * which costs it more than ten plain ones.
   */
  readonly by?: "socket" | "polls" | "long-polls" | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type Finalized =
  | { readonly accepted: true; readonly serial: string }
  | { readonly accepted: false; readonly message: string; readonly reason: TiqrReason | undefined };

/** `why`: what ended the login. `message` and `reason` come with `refused` and `not-finalized`. */
export type Login =
  | { readonly accepted: true; readonly serial: string }
  | {
      readonly accepted: false;
      readonly why: "refused" | "not-finalized" | Exclude<Outcome, "accepted">;
      readonly message?: string;
      readonly reason?: TiqrReason | undefined;
    };

/** Each method throws TiqrError, or the reason of an aborted signal. A refusal is a value. */
export class TiqrClient {
  constructor(options: TiqrClientOptions);
  /** Opens a transaction for a user with a PIN. A wrong one counts, so no request is repeated. */
  trigger(login: Who & { readonly pin: string }): Promise<Challenge | Refusal>;
  /**
   * Opens a transaction without a PIN, for a user whom the application knows already. It needs an
   * account with the right `triggerchallenge`. Each request opens one, so none is repeated.
   */
  triggerWithoutPin(login: Who): Promise<Challenge | Refusal>;
  /**
   * Waits until the transaction is over: listens on a WebSocket after a first poll, or polls with
   * growing pauses. While the service fails it keeps polling and obeys Retry-After. It throws the
   * last failure if the time runs out meanwhile, or would before the service may be asked again.
   */
  wait(transactionId: string, options?: WaitOptions): Promise<Outcome>;
  /**
   * Finalizes the login, which works once. Call it on the application's server: a browser's word
   * proves nothing. Requests are never repeated. After a network failure the login may have been
   * accepted unheard, so begin a new one.
   */
  finalize(login: Who & { readonly transactionId: string }): Promise<Finalized>;
  /** Finalizes with the digits of an offline phone. Wrong ones count, so no request is repeated. */
  finalizeWithDigits(login: Who & { readonly transactionId: string; readonly digits: string }): Promise<Finalized>;
  /** All three steps. `show` presents the QR code and link; it is awaited before the first poll. */
  login(
    options: Who & WaitOptions & { readonly pin: string; readonly show: (challenge: Challenge) => unknown },
  ): Promise<Login>;
  /**
   * Ends a transaction, so that no phone can answer it any more: false if it was over already. It
   * needs an account with the right `getchallenges`.
   */
  cancel(transactionId: string, options?: { readonly signal?: AbortSignal | undefined }): Promise<boolean>;
}
