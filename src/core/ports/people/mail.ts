// The port for mail to people. The flows say what has happened, and the port has the words: src/mail.

import type { MailLanguage } from "../../call.ts";

/** What a person hears of: a change to what protects the account. `adding`: a link for another phone was made. */
export type NoticeAbout = "recovered" | "disowned" | "signed-out" | "adding" | "removed" | "pin";

/** `client`: the address of the browser. */
interface Happened {
  readonly atMs: number;
  readonly client: string;
}

export type Letter =
  | { readonly kind: "link"; readonly user: string; readonly link: string; readonly expiresAtMs: number }
  | ({ readonly kind: "notice"; readonly about: NoticeAbout; readonly user: string } & Happened)
  /** To administrators: a sign-in was not the person's. `isInUse`: the phone is as before, and only the sessions have ended. */
  | ({
      readonly kind: "disowned";
      readonly user: string;
      readonly realm: string;
      readonly serial: string;
      readonly isInUse: boolean;
    } & Happened);

/**
 * Why no mail is sent for now, which would hold for the next mail as well, and may pass: `limit` of the day or the minute; `sender`, whose
 * domain is not set up; `unavailable` for all else, and where nothing was answered in time.
 */
export const MAIL_DELAYS = ["limit", "sender", "unavailable"] as const;
export type MailDelay = (typeof MAIL_DELAYS)[number];

/** Why a mail was not sent. `refused`: it was, for this address. */
export type MailFault = "refused" | MailDelay;

/** What became of the mail with a link. `no-address`: the user has none. `link-over`: it was used or withdrawn, or has expired. */
export const MAILED_LINK = ["sent", "no-address", "link-over", "refused", ...MAIL_DELAYS] as const;
export type MailedLink = (typeof MAILED_LINK)[number];

export interface Mail {
  /** Undefined once the mail service has taken the mail, which says nothing of its arrival. */
  send(to: string, letter: Letter, language: MailLanguage): Promise<MailFault | undefined>;
}
