// A request as the flows see it: where it comes from, when, and what may follow its reply.
import type { Caller } from "./caller.ts";
import type { PhoneKind } from "./phone-kind.ts";

/** Where a request comes from. */
export interface Origin {
  /** Method and path, such as `POST /validate/check`. */
  readonly action: string;
  /** The client's address. */
  readonly client: string;
  /** The app that sent it, for a request to the phones' URL. */
  readonly phone?: PhoneKind | undefined;
  /** The account that this request signs in. It is not a caller yet. */
  readonly administrator?: string;
}

export interface Call extends Origin {
  readonly nowMs: number;
  /** The format of the QR code in the reply, if there is one. */
  readonly imageFormat: ImageFormat;
  /** In which the person reads; undefined where no page is shown. */
  readonly language?: MailLanguage;
  /** Does work that may follow the reply. It neither delays nor fails the request, and is lost if the machine dies in that instant. */
  readonly afterwards: (work: () => Promise<unknown>) => void;
  /** Begins the work only after the reply. Begun earlier, it would delay a reply where D1 runs in the same process, and the time would tell. */
  readonly onceReplied: (work: () => Promise<unknown>) => void;
}

/** A request of an administrator or service account. */
export interface AdminCall extends Call {
  readonly caller: Caller;
}

export type ImageFormat = "png" | "svg";

/** Those of the pages. */
export const MAIL_LANGUAGES = ["en", "nl", "de"] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];
