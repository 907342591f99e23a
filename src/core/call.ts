// A request as the flows see it: where it comes from, when, and what may follow its reply.
import type { Language } from "../lib/words.ts";
import type { Caller } from "./caller.ts";
import type { PhoneKind } from "./phone-kind.ts";
import type { Place } from "./proximity/place.ts";

/** Where a request comes from. */
export interface Origin {
  /** Method and path, such as `POST /validate/check`. */
  readonly action: string;
  /** The client's address. */
  readonly client: string;
  /** The app that sent it, if it came to the phones' URL. */
  readonly phone?: PhoneKind | undefined;
  /** Only of a browser that begins a sign-in, and of a phone that answers. */
  readonly place?: Place | undefined;
  /** The account that this request signs in, and that is not a caller yet. */
  readonly administrator?: string;
}

export interface Call extends Origin {
  /** What a refusal is: a login's is an event of its own, a mere request's is not. */
  readonly kind: "login" | "request";
  readonly nowMs: number;
  /** The format of a QR code in the reply. */
  readonly imageFormat: ImageFormat;
  /** The person's language; undefined where no page is shown. */
  readonly language?: Language;
  /** Work that may follow the reply. It neither delays nor fails it, and may be lost in a crash. */
  readonly afterwards: (work: () => Promise<unknown>) => void;
  /** Begins after the reply: earlier, where D1 runs in this process, its time would tell. */
  readonly onceReplied: (work: () => Promise<unknown>) => void;
}

/**
 * A login, a sign-in, or another proof of who somebody is. Whatever judges a first factor, opens a
 * login or takes a password asks for one, so that no flow refuses such a request as any other.
 */
export interface LoginCall extends Call {
  readonly kind: "login";
}

export const asLogin = <C extends Call>(call: C): C & LoginCall => ({ ...call, kind: "login" });

/** A request of an administrator or service account. */
export interface AdminCall extends Call {
  readonly caller: Caller;
}

export type ImageFormat = "png" | "svg";
