// The words of mails about what a help desk does, and about whoever calls it.

import type { DeskAct } from "../core/ports/people/mail.ts";
import type { Texts, WordTable } from "../lib/words.ts";

export const deskMailWords = {
  undone: {
    subject: {
      phone: [
        "your earlier phone works again",
        "uw eerdere telefoon werkt weer",
        "Ihr früheres Smartphone gilt wieder",
      ],
      pin: ["your earlier PIN works again", "uw eerdere pincode geldt weer", "Ihre frühere PIN gilt wieder"],
    },
    text: {
      phone: [
        "Your help desk has undone a change to your account: the phone that you used before works again. A phone that was registered in its place no longer works, and its sign-ins have ended.",
        "Uw helpdesk heeft een wijziging van uw account ongedaan gemaakt: de telefoon die u eerder gebruikte werkt weer. Een telefoon die daarvoor in de plaats was geregistreerd werkt niet meer en is overal uitgelogd.",
        "Ihr Helpdesk hat eine Änderung an Ihrem Konto rückgängig gemacht: Das Smartphone, das Sie vorher benutzt haben, gilt wieder. Ein Smartphone, das an seiner Stelle eingerichtet wurde, gilt nicht mehr und ist überall abgemeldet.",
      ],
      pin: [
        "Your help desk has undone a change to your account: the PIN that you had before works again, and you are signed out everywhere.",
        "Uw helpdesk heeft een wijziging van uw account ongedaan gemaakt: uw eerdere pincode geldt weer, en u bent overal uitgelogd.",
        "Ihr Helpdesk hat eine Änderung an Ihrem Konto rückgängig gemacht: Ihre frühere PIN gilt wieder, und Sie sind überall abgemeldet.",
      ],
    },
    notYou: [
      "Is this phone or PIN not yours, or no longer? Tell your help desk at once.",
      "Is deze telefoon of pincode niet van u, of niet meer? Meld het dan meteen bij uw helpdesk.",
      "Gehört dieses Smartphone oder diese PIN nicht oder nicht mehr Ihnen? Dann melden Sie es bitte sofort Ihrem Helpdesk.",
    ],
  },
  desk: {
    link: {
      subject: [
        "the help desk is registering a phone",
        "de helpdesk registreert een telefoon",
        "der Helpdesk richtet ein Smartphone ein",
      ],
      text: [
        "The help desk has begun to register a phone for your account. A phone that it replaces stops working.",
        "De helpdesk registreert een telefoon voor uw account. Een telefoon die daardoor wordt vervangen, werkt dan niet meer.",
        "Der Helpdesk richtet für Ihr Konto ein Smartphone ein. Ein Smartphone, das dadurch ersetzt wird, funktioniert dann nicht mehr.",
      ],
    },
    pin: {
      subject: [
        "the help desk set a new PIN",
        "de helpdesk heeft een nieuwe pincode ingesteld",
        "der Helpdesk hat eine neue PIN vergeben",
      ],
      text: [
        "The help desk set a new PIN for your account. The previous one no longer works.",
        "De helpdesk heeft voor uw account een nieuwe pincode ingesteld. De vorige werkt niet meer.",
        "Der Helpdesk hat für Ihr Konto eine neue PIN vergeben. Die bisherige funktioniert nicht mehr.",
      ],
    },
    stop: {
      subject: [
        "the help desk stopped a phone",
        "de helpdesk heeft een telefoon geblokkeerd",
        "der Helpdesk hat ein Smartphone gesperrt",
      ],
      text: [
        "The help desk stopped a phone of your account. It can no longer sign in.",
        "De helpdesk heeft een telefoon van uw account geblokkeerd. Inloggen kan er niet meer mee.",
        "Der Helpdesk hat ein Smartphone Ihres Kontos gesperrt. Anmelden kann man sich damit nicht mehr.",
      ],
    },
  } satisfies Readonly<Record<DeskAct, Texts<"subject" | "text">>>,
  deskFacts: [
    (user: string, at: string) => `User: ${user}\nWhen: ${at}`,
    (user, at) => `Gebruiker: ${user}\nWanneer: ${at}`,
    (user, at) => `Benutzer: ${user}\nWann: ${at}`,
  ],
  notAsked: [
    "If you asked for this, there is nothing to do. If not, tell your help desk at once.",
    "Hebt u hierom gevraagd? Dan hoeft u niets te doen. Zo niet, meld het dan meteen bij uw helpdesk.",
    "Haben Sie darum gebeten? Dann ist nichts zu tun. Falls nicht, melden Sie es bitte sofort Ihrem Helpdesk.",
  ],
  wait: {
    subject: [
      "somebody asked the help desk for access to your account",
      "iemand heeft de helpdesk om toegang tot uw account gevraagd",
      "jemand hat beim Helpdesk Zugang zu Ihrem Konto verlangt",
    ],
    text: [
      (user: string, at: string) =>
        `Somebody who says they are ${user} called the help desk, and had neither phone nor PIN nor recovery code. From ${at} on, the help desk may give them access.`,
      (user, at) =>
        `Iemand die zegt ${user} te zijn, heeft de helpdesk gebeld, zonder telefoon, pincode of herstelcode. Vanaf ${at} mag de helpdesk die persoon toegang geven.`,
      (user, at) =>
        `Jemand, der sich als ${user} ausgibt, hat beim Helpdesk angerufen, ohne Smartphone, PIN und Wiederherstellungscode. Ab ${at} darf der Helpdesk dieser Person Zugang geben.`,
    ],
    todo: [
      (service: string) =>
        `If that was you, there is nothing to do. If not, open ${service} yourself and sign in, which ends it, or tell your help desk at once.`,
      (service) =>
        `Was u dat, dan hoeft u niets te doen. Zo niet, open ${service} dan zelf en log in: daarmee vervalt het verzoek. Of meld het meteen bij uw helpdesk.`,
      (service) =>
        `Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, öffnen Sie ${service} selbst und melden Sie sich an: Damit ist die Anfrage hinfällig. Oder melden Sie es sofort Ihrem Helpdesk.`,
    ],
  },
  notCaller: {
    subject: [
      (user: string) => `${user} did not call the help desk`,
      (user) => `${user} heeft de helpdesk niet gebeld`,
      (user) => `${user} hat nicht beim Helpdesk angerufen`,
    ],
    text: [
      "Somebody called the help desk under this person’s name. The person says they did not call. Nothing that was shown in this call counts any more. Look at the audit trail.",
      "Iemand heeft de helpdesk onder de naam van deze persoon gebeld. De persoon zegt zelf niet te hebben gebeld. Niets wat in dit gesprek is getoond, telt nog. Bekijk het auditlog.",
      "Jemand hat unter dem Namen dieser Person beim Helpdesk angerufen. Die Person sagt, sie habe nicht angerufen. Was in diesem Gespräch gezeigt wurde, gilt nicht mehr. Sehen Sie im Audit-Protokoll nach.",
    ],
  },
} satisfies WordTable;
