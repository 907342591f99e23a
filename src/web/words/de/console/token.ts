// The console's page of one token, and the questions before an action, in German.

import type { tokenEn } from "../../en/console/token.ts";

export const tokenDe: typeof tokenEn = {
  token: {
    title: (serial) => `Token ${serial}`,
    facts: "Angaben",
    user: "Benutzer",
    realm: "Realm",
    description: "Beschreibung",
    state: "Status",
    enrolment: "Registrierung",
    uses: "QR-Code gescannt",
    failures: "Fehlversuche",
    suite: "OCRA-Suite",
    created: "Angelegt",
    lastLogin: "Letzte Anmeldung",
    never: "nie",
    actions: "Aktionen",
    enable: "Aktivieren",
    disable: "Deaktivieren",
    reset: "Entsperren",
    link: "Einen Registrierungslink erstellen",
    unassign: "Zuordnung aufheben",
    revoke: "Widerrufen",
    delete: "Löschen",
    apart: "Widerrufen oder löschen",
    pin: "Neue PIN",
    setPin: "PIN setzen",
    pinEmpty: "Geben Sie die neue PIN ein. Wenn es keine PIN geben soll, wählen Sie „PIN entfernen“.",
    removepin: "PIN entfernen",
    setrandompin: "Zufällige PIN setzen",
    history: "Verlauf",
    open: "Offene Anmeldungen",
    more: "Alles im Audit-Protokoll anzeigen",
    notFound: "Token nicht gefunden",
    notFoundText:
      "Vielleicht wurde es gelöscht, oder die Seriennummer enthält einen Tippfehler. Suchen Sie es über den Benutzer.",
    all: "Alle Token",
    back: "Zurück zum Token",
    yes: "ja",
    no: "nein",
  },
  randomPin: {
    title: (user) => `Neue PIN für ${user}`,
    once: "Teilen Sie die PIN nur dieser Person mit. Sie sehen sie nur dieses eine Mal.",
  },
  confirm: {
    about: (serial, user, realm) =>
      user ? `Token ${serial} von ${user} im Realm ${realm}` : `Token ${serial}, keinem Benutzer zugeordnet`,
    link: {
      title: "Einen Link für ein anderes Smartphone erstellen?",
      text: "Wer auf der Seite hinter dem Link zuerst auf die Schaltfläche klickt, registriert ein Smartphone. Das alte funktioniert nur noch bis dahin. Ist es wieder dasselbe Smartphone? Dann muss die Person zuerst das alte Konto in der Tiqr-App löschen.",
      go: "Link erstellen",
    },
    revoke: {
      title: "Dieses Token widerrufen?",
      text: "Es kann nie wieder benutzt werden, auch nicht nach einer neuen Registrierung.",
      go: "Endgültig widerrufen",
    },
    delete: {
      title: "Dieses Token löschen?",
      text: "Das Token und sein Geheimnis werden gelöscht. Das Audit-Protokoll bleibt erhalten.",
      go: "Endgültig löschen",
    },
    unassign: {
      title: "Zuordnung dieses Tokens aufheben?",
      text: "Offene Anmeldungen enden, und der Benutzer kann sich damit nicht mehr anmelden.",
      go: "Zuordnung aufheben",
    },
    removepin: {
      title: "Die PIN dieses Tokens entfernen?",
      text: "Danach kann jeder eine Anmeldung für diesen Benutzer beginnen, und nur noch das Smartphone schützt das Konto. Offene Anmeldungen enden.",
      go: "PIN entfernen",
    },
    setrandompin: {
      title: "Eine zufällige PIN setzen?",
      text: "Die bisherige PIN funktioniert dann nicht mehr, und offene Anmeldungen enden. Die neue PIN sehen Sie danach ein einziges Mal.",
      go: "Zufällige PIN setzen",
    },
    withdraw: {
      title: "Diesen Link zurückziehen?",
      text: (user, realm) =>
        `Der Link für ${user} im Realm ${realm} funktioniert dann nicht mehr, ein QR-Code auf seiner Seite auch nicht. Ein Smartphone, das schon damit registriert wurde, funktioniert weiter. Soll auch das enden, widerrufen Sie sein Token.`,
      go: "Link zurückziehen",
    },
    keep: "Abbrechen",
  },
};
