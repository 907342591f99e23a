// What was wrong with the requests of an application, and what mends it, in Dutch.

import type { refusalsEn } from "../../en/console/refusals.ts";

export const refusalsNl: typeof refusalsEn = {
  refusals: {
    title: "Wat is geweigerd",
    titleOf: (name) => `Wat is geweigerd: ${name}`,
    lead: "Wat er niet klopte aan de laatste verzoeken van deze applicatie. Iedereen kan in haar naam een verzoek sturen, dus wat binnenkwam kan van een vreemde zijn.",
    none: "De laatste tijd is er niets geweigerd.",
    earlier: "Eerdere",
    newest: "De nieuwste",
    came: "Wat binnenkwam",
    characters: (count) => `${count} tekens`,
    registered: "Geregistreerd",
    mends: "Wat helpt",
    register: "Dit adres registreren …",
    faults: {
      missing: (parameter) => `${parameter} ontbreekt`,
      repeated: (parameter) => `${parameter} kwam twee keer`,
      "too-long": (parameter) => `${parameter} is te lang`,
      malformed: (parameter) => `${parameter} is onleesbaar`,
      unsupported: (parameter) => `${parameter} heeft een waarde die niet wordt ondersteund`,
      unreadable: (parameter) => `${parameter} is onleesbaar`,
      unknown: (parameter) => `${parameter} is onbekend`,
      unregistered: (parameter) => `${parameter} is niet geregistreerd`,
      "left-out": (parameter) => `${parameter} vraagt om meer dan de applicatie mag hebben`,
      unmet: (parameter) => `de login voldeed niet aan ${parameter}`,
      mismatched: (parameter) => `${parameter} is niet de juiste`,
      unexpected: (parameter) => `${parameter} kwam mee, hoewel niets erom vroeg`,
      used: (parameter) => `${parameter} is al eens gebruikt`,
      over: (parameter) => `${parameter} is verlopen, of de login erachter is beëindigd`,
    },
    remedies: {
      mended: "Niets meer. De registratie is sindsdien gewijzigd, dus dit gebeurt niet opnieuw.",
      "register-address":
        "Als het adres klopt, registreert u het. Zo niet, dan moet de applicatie een geregistreerd adres sturen, teken voor teken.",
      "send-registered-address":
        "De applicatie moet een van de geregistreerde adressen sturen, teken voor teken. Zoals dit adres binnenkwam, kan het niet worden geregistreerd.",
      "send-address": "De applicatie moet redirect_uri één keer sturen.",
      "repeat-address":
        "Bij het inwisselen van de code moet de applicatie de redirect_uri van de login nog eens sturen.",
      "allow-scope": "Voeg de scope toe aan de applicatie, of laat de applicatie er niet om vragen.",
      "ask-openid": "De applicatie moet om de scope openid vragen.",
      "use-pkce": "Zet in de applicatie PKCE met S256 aan.",
      "send-verifier":
        "De applicatie moet met de code de code_verifier sturen. Vaak raakt ze die samen met haar sessie kwijt.",
      "send-challenge":
        "De applicatie moet ook bij het begin van de login code_challenge sturen. Doet ze dat, dan heeft iemand die onderweg weggehaald.",
      "keep-verifier":
        "De applicatie moet de code_verifier van deze login sturen. Bij twee logins tegelijk worden ze vaak verwisseld.",
      "sign-in-visibly":
        "Niets, als het af en toe gebeurt: niemand was ingelogd zoals de applicatie vroeg. Ze moet dan de loginpagina tonen.",
      "admit-person":
        "De persoon mag de applicatie niet gebruiken: kijk naar haar realms en pincode, en naar de telefoon van de persoon.",
      "check-secret": "Vul in de applicatie het geheim of de sleutel opnieuw in. Een nieuw geheim maakt u hierboven.",
      "change-method": "Wijzig hoe de applicatie haar geheim stuurt, of wat hier is geregistreerd.",
      "begin-again": "De applicatie moet de login opnieuw beginnen. Een code is een minuut geldig.",
      "redeem-once":
        "De applicatie mag de waarde maar één keer gebruiken. Doet ze dat, dan heeft iemand anders die ook: zoek het uit.",
      "correct-request": "Het verzoek moet in de applicatie worden verbeterd.",
    },
  },
  registerAddress: {
    title: "Dit adres registreren?",
    isNew: "De applicatie heeft op deze host nog geen adres.",
    warning: (name) =>
      `Iedereen kan een verzoek met een eigen adres sturen en hopen dat u het registreert. De eigenaar van het adres kan dan bij ${name} inloggen als uw mensen. Vraag het de beheerders van ${name}, ook als er haast bij is.`,
    host: "Host",
    address: "Adres",
    hosts: "Hosts tot nu toe",
    times: "Hoe vaak het binnenkwam",
    pairwise:
      "Deze applicatie krijgt eigen identificatoren. Een adres op een andere host wijzigt ze allemaal, en de applicatie ziet haar mensen dan aan voor nieuwe.",
    whose: "Van wie is het adres?",
    sure: (host, name) => `Ik weet van de beheerders van ${name} dat ${host} van hen is`,
    notSure: "Zet een vinkje als u weet van wie het adres is.",
    go: "Dit adres registreren",
    gone: "Dit adres staat niet bij de laatste weigeringen van de applicatie, of het is inmiddels geregistreerd.",
    back: "Terug naar de applicatie",
  },
};
