// Mail to people. The flows say what has happened; src/mail has the words.

import type { Language } from "../../../lib/words.ts";
import type { Proximity } from "../../proximity/proximity.ts";
import type { UndoKind } from "../tokens/undo.ts";

/**
 * Changes to the account's protection that a person hears of. `adding`: a link was made. `pass`: a
 * day pass was.
 */
export type NoticeAbout = "recovered" | "disowned" | "signed-out" | "adding" | "removed" | "pin" | "pass";

/** `client`: the address of the browser. */
interface Happened {
  readonly atMs: number;
  readonly client: string;
}

/** What the help desk has done to a person's account. */
export type DeskAct = "link" | "pin" | "stop";

export type Letter =
  | { readonly kind: "link"; readonly user: string; readonly link: string; readonly expiresAtMs: number }
  | ({ readonly kind: "notice"; readonly about: NoticeAbout; readonly user: string } & Happened)
  /** An account has undone what it did to the person. */
  | { readonly kind: "undone"; readonly about: UndoKind; readonly user: string; readonly atMs: number }
  /** A sign-in in a browser in which the person had not signed in before. */
  | ({
      readonly kind: "new-browser";
      readonly user: string;
      readonly proximity: Proximity | "";
    } & Happened)
  | { readonly kind: "desk"; readonly about: DeskAct; readonly user: string; readonly atMs: number }
  /** Somebody who could show nothing says that they are this person, and waits. */
  | { readonly kind: "wait"; readonly user: string; readonly atMs: number; readonly goodFromMs: number }
  /** An application asks the person to confirm something. */
  | {
      readonly kind: "confirm";
      readonly user: string;
      readonly application: string;
      readonly message: string;
      readonly link: string;
      readonly atMs: number;
      readonly expiresAtMs: number;
    }
  /** To administrators: a person has not called the help desk. */
  | ({ readonly kind: "not-caller"; readonly user: string; readonly realm: string } & Happened)
  /** To administrators, about a disowned sign-in. `isInUse`: only the sessions have ended. */
  | ({
      readonly kind: "disowned";
      readonly user: string;
      readonly realm: string;
      readonly serial: string;
      readonly isInUse: boolean;
    } & Happened);

/**
 * Why mail must wait, which concerns the next one too: `limit` of the day or minute; `sender`,
 * whose domain is not set up; `unavailable` for all else, and without an answer in time.
 */
export const MAIL_DELAYS = ["limit", "sender", "unavailable"] as const;
export type MailDelay = (typeof MAIL_DELAYS)[number];

/** Why a mail was not sent. `refused`: for this address. */
export type MailFault = "refused" | MailDelay;

/** What became of a link's mail. `link-over`: it was used, withdrawn or has expired. */
export const MAILED_LINK = ["sent", "no-address", "link-over", "refused", ...MAIL_DELAYS] as const;
export type MailedLink = (typeof MAILED_LINK)[number];

export interface Mail {
  /** Undefined once the mail service has taken it, which does not mean that it arrives. */
  send(to: string, letter: Letter, language: Language): Promise<MailFault | undefined>;
}
