// The words of mails, in English. Other languages share their type, so no word can be missing.

import type { NoticeAbout } from "../../core/ports/people/mail.ts";
import type { Proximity } from "../../core/proximity/proximity.ts";

interface Notice {
  readonly subject: string;
  readonly text: string;
}

export interface MailWords {
  readonly link: {
    readonly subject: (service: string) => string;
    readonly lead: (service: string, user: string) => string;
    readonly todo: string;
    readonly until: (at: string) => string;
    readonly unexpected: string;
  };
  readonly notices: Readonly<Record<NoticeAbout, Notice>>;
  readonly facts: (facts: readonly [user: string, at: string, client: string]) => string;
  readonly notYou: string;
  readonly newBrowser: {
    readonly subject: string;
    readonly text: (user: string) => string;
    readonly facts: (facts: readonly [at: string, client: string, phone: string]) => string;
    /** Where the phone was; empty: that is not known. */
    readonly phone: Readonly<Record<Proximity | "", string>>;
    readonly notYou: (service: string) => string;
  };
  readonly disowned: {
    readonly subject: (user: string) => string;
    readonly text: string;
    readonly todo: (serial: string) => string;
    readonly inUse: (serial: string) => string;
  };
}

export const mailEn: MailWords = {
  link: {
    subject: (service) => `Register your phone for ${service}`,
    lead: (service, user) => `You can now register your phone for ${service}. Your user name is ${user}.`,
    todo: "Open this link. The page shows a code that you scan with the Tiqr app:",
    until: (at) =>
      `The link works once, until ${at}. Anyone who has it can register a phone in your name, so don’t forward this mail.`,
    unexpected: "Didn’t you expect this mail? Then don’t open the link, and ask your help desk.",
  },
  notices: {
    recovered: {
      subject: "a recovery code was used",
      text: "A recovery code was used for your account. Your phones no longer work there, and a new phone can be registered.",
    },
    disowned: {
      subject: "a phone is out of use",
      text: "You said that a sign-in wasn’t yours. The phone that was used for it is out of use, and you are signed out everywhere. Tell your help desk: only they can put the phone back into use.",
    },
    "signed-out": {
      subject: "you are signed out everywhere",
      text: "You said that a sign-in wasn’t yours. You are signed out everywhere. The phone that was used for it still works: if someone else may have it, tell your help desk at once.",
    },
    adding: {
      subject: "a phone is being added",
      text: "Another phone is being registered for your account.",
    },
    removed: {
      subject: "a phone was removed",
      text: "A phone was removed from your account. It can no longer sign in.",
    },
    pin: {
      subject: "your PIN was changed",
      text: "Your PIN was changed. Every other browser is signed out.",
    },
  },
  facts: ([user, at, client]) => `User: ${user}\nWhen: ${at}\nFrom the network address: ${client}`,
  notYou: "If this was you, there is nothing to do. If not, tell your help desk at once.",
  newBrowser: {
    subject: "you signed in in a new browser",
    text: (user) => `Someone signed in as ${user} in a browser that is new here.`,
    facts: ([at, client, phone]) => `When: ${at}\nFrom the network address: ${client}\nYour phone was: ${phone}`,
    phone: {
      network: "on the same network",
      provider: "with the same provider",
      country: "in the same country",
      elsewhere: "in another country",
      "": "–",
    },
    notYou: (service) =>
      `If this was you, there is nothing to do. If not, open ${service} yourself and choose “That wasn’t me”.`,
  },
  disowned: {
    subject: (user) => `${user} did not make a sign-in`,
    text: "A person has said that a sign-in was not theirs. Someone else may have had the phone and the PIN.",
    todo: (serial) =>
      `Token ${serial} is disabled, and the person is signed out everywhere. Look at the sign-ins in the audit trail before you enable it again.`,
    inUse: (serial) =>
      `The person is signed out everywhere, and token ${serial} is still in use: no PIN was entered to take it out. Call the person, and disable it if someone else may have the phone.`,
  },
};
