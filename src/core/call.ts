// What the flows know of a request.
import type { Caller } from "./caller.ts";
import type { PhoneKind } from "./phone-kind.ts";

/** Where a request comes from. */
export interface Origin {
  /** Method and path, such as `POST /validate/check`. */
  readonly action: string;
  /** The client's address. */
  readonly client: string;
  /** Of a request to the phones' URL. */
  readonly phone?: PhoneKind | undefined;
  /** The account that signs in with it, which is no caller yet. */
  readonly administrator?: string;
}

/** A request as the flows see it. */
export interface Call extends Origin {
  readonly nowMs: number;
  /** How the reply's QR code, if it has one, is drawn. */
  readonly imageFormat: ImageFormat;
  /** Does what may follow the reply: it delays no login and fails none, and is lost if the machine dies in that instant. */
  readonly afterwards: (work: () => Promise<unknown>) => void;
  /** The same where the reply's time must tell nothing: work that begins before would lengthen it where D1 is in the same process. */
  readonly onceReplied: (work: () => Promise<unknown>) => void;
}

/** A request of an administrator or service account. */
export interface AdminCall extends Call {
  readonly caller: Caller;
}

export type ImageFormat = "png" | "svg";
