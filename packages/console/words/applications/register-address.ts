// The question before a refused address of an application is registered.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const registerAddressWords = {
  registerAddress: {
    title: ["Register this address?", "Dit adres registreren?", "Diese Adresse eintragen?"],
    isNew: [
      "No address of this application is at this host yet.",
      "De applicatie heeft op deze host nog geen adres.",
      "An diesem Host hat die Anwendung noch keine Adresse.",
    ],
    warning: [
      (name: string) =>
        `Anyone can send a request with an address of their own and hope that you register it. Whoever owns the address can then sign in to ${name} as your people. Ask the people who run ${name}, even if it is urgent.`,
      (name) =>
        `Iedereen kan een verzoek met een eigen adres sturen en hopen dat u het registreert. De eigenaar van het adres kan dan bij ${name} inloggen als uw mensen. Vraag het de beheerders van ${name}, ook als er haast bij is.`,
      (name) =>
        `Jeder kann eine Anfrage mit einer eigenen Adresse senden und hoffen, dass Sie sie eintragen. Wem die Adresse gehört, der kann sich dann bei ${name} als Ihre Leute anmelden. Fragen Sie die Betreiber von ${name}, auch wenn es eilt.`,
    ],
    host: ["Host", "Host", "Host"],
    address: ["Address", "Adres", "Adresse"],
    hosts: ["Hosts so far", "Hosts tot nu toe", "Bisherige Hosts"],
    times: ["How often it came", "Hoe vaak het binnenkwam", "Wie oft sie ankam"],
    pairwise: [
      "This application gets identifiers of its own. An address at another host changes all of them, and the application then sees everyone as a new user.",
      "Deze applicatie krijgt eigen identificatoren. Een adres op een andere host wijzigt ze allemaal, en de applicatie ziet haar mensen dan aan voor nieuwe.",
      "Diese Anwendung bekommt eigene Kennungen. Eine Adresse an einem anderen Host ändert sie alle, und die Anwendung hält ihre Leute dann für neue.",
    ],
    whose: ["Whose address is it?", "Van wie is het adres?", "Wem gehört die Adresse?"],
    sure: [
      (host: string, name: string) => `I have it from the people who run ${name} that ${host} is theirs`,
      (host, name) => `Ik weet van de beheerders van ${name} dat ${host} van hen is`,
      (host, name) => `Ich weiß von den Betreibern von ${name}, dass ${host} ihnen gehört`,
    ],
    notSure: [
      "Tick the box if you know whose address it is.",
      "Zet een vinkje als u weet van wie het adres is.",
      "Kreuzen Sie das Kästchen an, wenn Sie wissen, wem die Adresse gehört.",
    ],
    go: ["Register this address", "Dit adres registreren", "Diese Adresse eintragen"],
    gone: [
      "This address is not among the last refusals of the application, or it is registered by now.",
      "Dit adres staat niet bij de laatste weigeringen van de applicatie, of het is inmiddels geregistreerd.",
      "Diese Adresse ist nicht unter den letzten abgewiesenen der Anwendung, oder sie ist inzwischen eingetragen.",
    ],
    back: ["Back to the application", "Terug naar de applicatie", "Zurück zur Anwendung"],
  },
} satisfies WordTable;
