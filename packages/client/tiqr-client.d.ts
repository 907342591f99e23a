// The types of tiqr-client.js.

export { TiqrError, type TiqrErrorCode } from "./ask.js";

export interface TiqrClientOptions {
  /** The address of the API, such as `https://tiqr.example.org`; it may have a path. */
  readonly baseUrl: string;
  readonly fetch?: (url: string, init?: RequestInit) => Promise<Response>;
  /** The longest that one request may take. Default 10 000. */
  readonly requestTimeoutMs?: number;
  /** The platform's by default. With `false`, or where there is none, `wait` only polls. */
  readonly WebSocket?: TiqrSocketClass | false;
  /** Tests may replace the pause, the random number from 0 to 1, and the clock in milliseconds since 1970. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
}

/** As much of a WebSocket as the client uses. */
export type TiqrSocketClass = new (
  url: string,
) => {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close" | "error", listener: () => void): void;
  close(): void;
};

/** The user to log in. Without a realm the service uses its default. An aborted signal ends the call. */
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

/** `code` is privacyIDEA's error number, such as 904 for an unknown user; a rejection, such as a wrong PIN, has none. */
export interface Refusal {
  readonly triggered: false;
  readonly message: string;
  readonly code: number | undefined;
}

/** Finalize an `accepted` login; any other outcome is its end. privacyIDEA itself reports `accepted`, `declined`, `cancelled` only. */
export type Outcome = "accepted" | "timeout" | "declined" | "blocked" | "cancelled" | "expired" | "used" | "unknown";

export interface WaitOptions {
  /** Default 120 000, as long as a challenge lives by default. A request that is under way then may still finish. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type Finalized =
  | { readonly accepted: true; readonly serial: string }
  | { readonly accepted: false; readonly message: string };

/** `why` names the step that ended the login. `message` comes with `refused` and `not-finalized`. */
export type Login =
  | { readonly accepted: true; readonly serial: string }
  | {
      readonly accepted: false;
      readonly why: "refused" | "not-finalized" | Exclude<Outcome, "accepted">;
      readonly message?: string;
    };

/** Each method throws TiqrError, or the reason of an aborted signal. A refusal is a value. */
export class TiqrClient {
  constructor(options: TiqrClientOptions);
  /** Opens a transaction for a user who knows the PIN. A wrong PIN counts, so it never repeats a request. */
  trigger(login: Who & { readonly pin: string }): Promise<Challenge | Refusal>;
  /**
   * Waits until the transaction is over: listens on a WebSocket after a first poll, or polls with growing pauses. While the service
   * fails it keeps polling and obeys Retry-After. It throws the last failure if the time runs out while the service fails, or
   * would run out before the service may be asked again.
   */
  wait(transactionId: string, options?: WaitOptions): Promise<Outcome>;
  /**
   * Finalizes the login, which works once. Call it on the application's server: a browser's word for it proves nothing.
   * It never repeats a request. After a network failure the login may have been accepted unheard, so begin a new one.
   */
  finalize(login: Who & { readonly transactionId: string }): Promise<Finalized>;
  /** Does all three steps. `show` presents the QR code and the link to the user; it is awaited before the first poll. */
  login(
    options: Who & WaitOptions & { readonly pin: string; readonly show: (challenge: Challenge) => unknown },
  ): Promise<Login>;
}
