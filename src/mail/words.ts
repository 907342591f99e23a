// The words of mails, apart from those of the pages: an object that sends a mail knows no page.
// scripts/pages/words.ts makes a file of each language.

import type { NoticeAbout } from "../core/ports/people/mail.ts";
import type { Proximity } from "../core/proximity/proximity.ts";
import type { In, Texts, WordTable } from "../lib/words.ts";
import { deskMailWords } from "./desk-words.ts";

export const mailBook = {
  ...deskMailWords,
  link: {
    subject: [
      (service: string) => `Register your phone for ${service}`,
      (service) => `Registreer uw telefoon voor ${service}`,
      (service) => `Registrieren Sie Ihr Smartphone für ${service}`,
    ],
    lead: [
      (service: string, user: string) => `You can now register your phone for ${service}. Your user name is ${user}.`,
      (service, user) => `U kunt nu uw telefoon registreren voor ${service}. Uw gebruikersnaam is ${user}.`,
      (service, user) => `Sie können jetzt Ihr Smartphone für ${service} registrieren. Ihr Benutzername ist ${user}.`,
    ],
    todo: [
      "Open this link. The page shows a code that you scan with the Tiqr app:",
      "Open deze link. De pagina toont een code die u met de Tiqr-app scant:",
      "Öffnen Sie diesen Link. Die Seite zeigt einen Code, den Sie mit der Tiqr-App scannen:",
    ],
    until: [
      (at: string) =>
        `The link works once, until ${at}. Anyone who has it can register a phone in your name, so don’t forward this mail.`,
      (at) =>
        `De link werkt één keer, tot ${at}. Wie hem heeft, kan op uw naam een telefoon registreren: stuur deze mail dus niet door.`,
      (at) =>
        `Der Link lässt sich nur einmal verwenden, bis ${at}. Wer ihn hat, kann in Ihrem Namen ein Smartphone registrieren: Leiten Sie diese Mail nicht weiter.`,
    ],
    unexpected: [
      "Didn’t you expect this mail? Then don’t open the link, and ask your help desk.",
      "Verwachtte u deze mail niet? Open de link dan niet en vraag het uw helpdesk.",
      "Haben Sie diese Mail nicht erwartet? Dann öffnen Sie den Link nicht und fragen Sie Ihren Helpdesk.",
    ],
  },
  confirm: {
    subject: [
      (application: string) => `${application} asks you to confirm`,
      (application) => `${application} vraagt u om bevestiging`,
      (application) => `${application} bittet um Ihre Bestätigung`,
    ],
    text: [
      (application: string, at: string) => `${application} asked you at ${at} to confirm something.`,
      (application, at) => `${application} heeft u op ${at} gevraagd om iets te bevestigen.`,
      (application, at) => `${application} hat Sie am ${at} gebeten, etwas zu bestätigen.`,
    ],
    says: [
      (application: string) => `${application} says:`,
      (application) => `${application} zegt:`,
      (application) => `${application} sagt:`,
    ],
    todo: [
      (until: string) => `Until ${until} you can decline or confirm it on this page:`,
      (until) => `Tot ${until} kunt u het op deze pagina weigeren of bevestigen:`,
      (until) => `Bis ${until} können Sie es auf dieser Seite ablehnen oder bestätigen:`,
    ],
    unexpected: [
      "Didn’t you start this? Then decline it. Don’t confirm because somebody on the phone asks you to.",
      "Bent u hier niet zelf mee begonnen? Weiger het dan. Bevestig niet omdat iemand aan de telefoon erom vraagt.",
      "Haben Sie das nicht selbst begonnen? Dann lehnen Sie es ab. Bestätigen Sie nicht, weil jemand am Telefon Sie darum bittet.",
    ],
  },
  notices: {
    recovered: {
      subject: [
        "a recovery code was used",
        "er is een herstelcode gebruikt",
        "ein Wiederherstellungscode wurde benutzt",
      ],
      text: [
        "A recovery code was used for your account. Your phones no longer work there, and a new phone can be registered.",
        "Er is een herstelcode voor uw account gebruikt. Uw telefoons werken daar niet meer, en er kan een nieuwe telefoon worden geregistreerd.",
        "Für Ihr Konto wurde ein Wiederherstellungscode benutzt. Ihre Smartphones funktionieren dort nicht mehr, und ein neues kann registriert werden.",
      ],
    },
    disowned: {
      subject: ["a phone is out of use", "een telefoon is geblokkeerd", "ein Smartphone ist gesperrt"],
      text: [
        "You said that a sign-in wasn’t yours. The phone that was used for it is out of use, and you are signed out everywhere. Tell your help desk: only they can put the phone back into use.",
        "U hebt gemeld dat u niet zelf had ingelogd. De telefoon waarmee dat gebeurde is geblokkeerd, en u bent overal uitgelogd. Meld het uw helpdesk: alleen die kan de telefoon weer vrijgeven.",
        "Sie haben gemeldet, dass eine Anmeldung nicht von Ihnen war. Das dabei benutzte Smartphone ist gesperrt, und Sie sind überall abgemeldet. Bitte melden Sie es Ihrem Helpdesk: Nur er kann das Smartphone wieder freigeben.",
      ],
    },
    "signed-out": {
      subject: ["you are signed out everywhere", "u bent overal uitgelogd", "Sie sind überall abgemeldet"],
      text: [
        "You said that a sign-in wasn’t yours. You are signed out everywhere. The phone that was used for it still works: if someone else may have it, tell your help desk at once.",
        "U hebt gemeld dat u niet zelf had ingelogd. U bent overal uitgelogd. De telefoon waarmee dat gebeurde werkt nog: kan iemand anders die hebben, meld het dan meteen bij uw helpdesk.",
        "Sie haben gemeldet, dass eine Anmeldung nicht von Ihnen war. Sie sind überall abgemeldet. Das dabei benutzte Smartphone funktioniert weiterhin: Falls es jemand anderes haben könnte, melden Sie es bitte sofort Ihrem Helpdesk.",
      ],
    },
    adding: {
      subject: ["a phone is being added", "er wordt een telefoon toegevoegd", "ein Smartphone wird hinzugefügt"],
      text: [
        "Another phone is being registered for your account.",
        "Voor uw account wordt nog een telefoon geregistreerd.",
        "Für Ihr Konto wird ein weiteres Smartphone registriert.",
      ],
    },
    removed: {
      subject: ["a phone was removed", "een telefoon is verwijderd", "ein Smartphone wurde entfernt"],
      text: [
        "A phone was removed from your account. It can no longer sign in.",
        "Een telefoon is uit uw account verwijderd. Inloggen kan er niet meer mee.",
        "Ein Smartphone wurde aus Ihrem Konto entfernt. Anmelden kann man sich damit nicht mehr.",
      ],
    },
    pin: {
      subject: ["your PIN was changed", "uw pincode is gewijzigd", "Ihre PIN wurde geändert"],
      text: [
        "Your PIN was changed. Every other browser is signed out.",
        "Uw pincode is gewijzigd. Elke andere browser is uitgelogd.",
        "Ihre PIN wurde geändert. Jeder andere Browser ist abgemeldet.",
      ],
    },
    pass: {
      subject: ["you have a day pass", "u hebt een dagpas", "Sie haben einen Tagespass"],
      text: [
        "Your help desk made a day pass for your account. For some hours, its code and your PIN sign in without your phone.",
        "Uw helpdesk heeft een dagpas voor uw account gemaakt. Met de code ervan en uw pincode kan enkele uren zonder uw telefoon worden ingelogd.",
        "Ihr Helpdesk hat einen Tagespass für Ihr Konto erstellt. Mit dessen Code und Ihrer PIN ist die Anmeldung einige Stunden lang ohne Ihr Smartphone möglich.",
      ],
    },
  } satisfies Readonly<Record<NoticeAbout, Texts<"subject" | "text">>>,
  facts: [
    (user: string, at: string, client: string) => `User: ${user}\nWhen: ${at}\nFrom the network address: ${client}`,
    (user, at, client) => `Gebruiker: ${user}\nWanneer: ${at}\nVanaf het netwerkadres: ${client}`,
    (user, at, client) => `Benutzer: ${user}\nWann: ${at}\nVon der Netzwerkadresse: ${client}`,
  ],
  notYou: [
    "If this was you, there is nothing to do. If not, tell your help desk at once.",
    "Was u dit zelf? Dan hoeft u niets te doen. Zo niet, meld het dan meteen bij uw helpdesk.",
    "Waren Sie das selbst? Dann ist nichts zu tun. Falls nicht, melden Sie es bitte sofort Ihrem Helpdesk.",
  ],
  newBrowser: {
    subject: ["you signed in in a new browser", "inlog in een nieuwe browser", "Anmeldung in einem neuen Browser"],
    text: [
      (user: string) => `Someone signed in as ${user} in a browser that is new here.`,
      (user) => `Iemand heeft ingelogd als ${user} in een browser die hier nieuw is.`,
      (user) => `Jemand hat sich als ${user} in einem Browser angemeldet, der hier neu ist.`,
    ],
    facts: [
      (at: string, client: string, phone: string) =>
        `When: ${at}\nFrom the network address: ${client}\nYour phone was: ${phone}`,
      (at, client, phone) => `Wanneer: ${at}\nVan het netwerkadres: ${client}\nUw telefoon was: ${phone}`,
      (at, client, phone) => `Wann: ${at}\nVon der Netzadresse: ${client}\nIhr Smartphone war: ${phone}`,
    ],
    /** Where the phone was; empty: that is not known. */
    phone: {
      network: ["on the same network", "op hetzelfde netwerk", "im selben Netz"],
      provider: ["with the same provider", "bij dezelfde provider", "beim selben Anbieter"],
      country: ["in the same country", "in hetzelfde land", "im selben Land"],
      elsewhere: ["in another country", "in een ander land", "in einem anderen Land"],
      "": ["–", "–", "–"],
    } satisfies Texts<Proximity | "">,
    notYou: [
      (service: string) =>
        `If this was you, there is nothing to do. If not, open ${service} yourself and choose “That wasn’t me”.`,
      (service) => `Was u dit, dan hoeft u niets te doen. Zo niet, open ${service} dan zelf en kies “Dat was ik niet”.`,
      (service) =>
        `Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, öffnen Sie ${service} selbst und wählen Sie „Das war ich nicht“.`,
    ],
  },
  disowned: {
    subject: [
      (user: string) => `${user} did not make a sign-in`,
      (user) => `${user} had niet zelf ingelogd`,
      (user) => `eine Anmeldung war nicht von ${user}`,
    ],
    text: [
      "A person has said that a sign-in was not theirs. Someone else may have had the phone and the PIN.",
      "Iemand heeft gemeld niet zelf te hebben ingelogd. Een ander kan de telefoon en de pincode hebben gehad.",
      "Jemand hat gemeldet, dass eine Anmeldung nicht die eigene war. Eine andere Person kann Smartphone und PIN gehabt haben.",
    ],
    todo: [
      (serial: string) =>
        `Token ${serial} is disabled, and the person is signed out everywhere. Look at the sign-ins in the audit trail before you enable it again.`,
      (serial) =>
        `Token ${serial} is uitgeschakeld, en de gebruiker is overal uitgelogd. Bekijk het auditlog voordat u het token weer inschakelt.`,
      (serial) =>
        `Das Token ${serial} ist deaktiviert, und die Person ist überall abgemeldet. Sehen Sie die Anmeldungen im Audit-Protokoll durch, bevor Sie es wieder aktivieren.`,
    ],
    inUse: [
      (serial: string) =>
        `The person is signed out everywhere, and token ${serial} is still in use: no PIN was entered to take it out. Call the person, and disable it if someone else may have the phone.`,
      (serial) =>
        `De gebruiker is overal uitgelogd. Token ${serial} is nog actief, want er is geen pincode ingevuld om het uit te schakelen. Bel de gebruiker, en schakel het token uit als iemand anders de telefoon kan hebben.`,
      (serial) =>
        `Die Person ist überall abgemeldet. Das Token ${serial} ist weiterhin aktiv, denn es wurde keine PIN eingegeben, um es zu sperren. Rufen Sie die Person an, und deaktivieren Sie es, falls jemand anderes das Smartphone haben könnte.`,
    ],
  },
} satisfies WordTable;

export type MailWords = In<typeof mailBook>;
