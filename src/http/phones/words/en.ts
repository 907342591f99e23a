// The sentences that a reply to a phone carries, in English. They are the type of the other
// languages, so a missing one does not compile.

import type { Reason } from "../../../core/reasons.ts";

type NotOpen = Extract<Reason, { code: "challenge-not-open" }>;

export interface PhoneWords {
  /** Read by whoever has scanned the QR code. `open`: no phone that was asked can answer now. */
  readonly notOpen: Readonly<Record<NonNullable<NotOpen["state"]>, string>>;
  /** Read only by the phone's owner, who has entered the right PIN in the app. */
  readonly because: Readonly<Record<NonNullable<NotOpen["because"]>, string>>;
  readonly wrongPin: (attemptsLeft: number) => string;
  readonly lockedFor: (minutes: number) => string;
  /** The lock lasts until an administrator unlocks the token. */
  readonly locked: string;
  /** The app then blocks the account itself as well, so that only a new enrolment helps. */
  readonly blocked: string;
  /** The owner may have been sent somebody else's code, and reads this first. */
  readonly elsewhere: string;
  readonly tooMany: (seconds: number) => string;
  readonly late: string;
  readonly unreadable: string;
  readonly unavailable: string;
  readonly enrolment: {
    readonly used: string;
    readonly twoPhones: string;
    readonly over: string;
    readonly late: string;
    readonly unreadable: string;
    readonly unavailable: string;
  };
}

const used = "This QR code was already used. Look at your browser.";

export const phoneEn: PhoneWords = {
  notOpen: {
    answered: used,
    used,
    expired: "This QR code has expired. Get a new one in your browser.",
    cancelled: "This sign-in was cancelled. Start again in your browser.",
    blocked: "This QR code has had too many wrong answers. Get a new one in your browser.",
    unknown: "This QR code isn’t valid, or has expired. Get a new one in your browser.",
    open: "You can’t sign in with this phone right now. Try again later, or ask your help desk.",
  },
  because: {
    "token-revoked": "This phone’s account has been revoked. Ask your help desk to register the phone again.",
    "token-disabled": "This phone is disabled here. Ask your help desk.",
    "token-not-valid-now": "This phone can’t be used at this time. Ask your help desk.",
    "token-locked": "This phone’s account is locked. Try again later, or ask your help desk.",
    "key-lost": "This phone has to be registered again. Ask your help desk.",
    "token-not-asked": "This sign-in is for another of your phones. Use that one, or start again in your browser.",
  },
  wrongPin: (attemptsLeft) =>
    attemptsLeft === 1
      ? "Wrong PIN. You have one attempt left before this account is locked. Your other accounts aren’t affected."
      : `Wrong PIN. You have ${attemptsLeft} attempts left.`,
  lockedFor: (minutes) =>
    `Locked for ${minutes === 1 ? "one minute" : `${minutes} minutes`}. An administrator can unlock it.`,
  locked: "Locked after too many wrong PINs. Only an administrator can unlock it.",
  blocked: "Blocked after too many wrong PINs. Ask your help desk to register this phone again.",
  elsewhere:
    "Stopped: this phone and that browser are in different places. If someone sent you the code, do nothing more. If you started this yourself, your browser says how to go on.",
  tooMany: (seconds) =>
    `Too many attempts. Wait ${seconds === 1 ? "one second" : `${seconds} seconds`}, then scan the code again.`,
  late: "Your answer didn’t arrive in time. Scan the code again.",
  unreadable: "The service couldn’t read what the app sent. Scan the code again.",
  unavailable: "The service can’t respond right now. Scan the code again.",
  enrolment: {
    used: "This QR code was already used. Ask for a new one.",
    twoPhones: "Two phones have scanned this QR code, so neither was registered. Ask for a new one.",
    over: "This QR code is no longer valid. Ask for a new one.",
    late: "What the app sent didn’t arrive in time. Try again.",
    unreadable: "The service can’t use what the app sent. Try again, or update the app.",
    unavailable: "The service can’t respond right now. Try again.",
  },
};
