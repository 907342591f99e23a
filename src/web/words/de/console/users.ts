// The console's pages of users, in German.

import type { usersEn } from "../../en/console/users.ts";

export const usersDe: typeof usersEn = {
  users: {
    noneYet:
      "Noch keine Benutzer. Sie kommen aus einer Datei, oder sobald jemand den eigenen Link öffnet oder ein Smartphone registriert.",
    title: "Benutzer",
    lead: "Personen, für die ein Smartphone registriert ist oder werden soll.",
    person: "Name, Benutzer, E-Mail oder Seriennummer",
    anything: "Der Anfang genügt, auch der eines Nachnamens. Mit * suchen Sie innerhalb von Benutzernamen.",
    withoutPhone: {
      filter: "Smartphones",
      all: "Alle Personen",
      which: {
        none: "Noch kein Smartphone",
        "none-without-link": "Kein Smartphone und kein offener Link",
        "link-expired": "Link abgelaufen",
      },
      none: {
        none: "Niemand ist ohne Smartphone.",
        "none-without-link": "Alle haben ein Smartphone oder einen offenen Link.",
        "link-expired": "Kein Link ist unbenutzt abgelaufen.",
      },
      invited: "eingeladen",
      linkExpired: "Link abgelaufen",
      locked: "gesperrt",
      disabled: "deaktiviert",
      button: "Für alle diese Personen neue Links erstellen",
      title: "Registrierungslinks erstellen?",
      text: (count) =>
        count === 1
          ? "1 Person ohne Smartphone erhält einen neuen Link."
          : `${count.toLocaleString("de")} Personen ohne Smartphone erhalten je einen neuen Link.`,
      nobody: "Niemand braucht mehr einen Link.",
      notAll: (most) =>
        `Es sind mehr, als ein Auftrag aufnehmen kann (${most.toLocaleString("de")}). Kommen Sie danach für die übrigen zurück: Suchen Sie nach Personen ohne Smartphone und ohne offenen Link.`,
      earlier: "Frühere Links funktionieren weiter, bis sie ablaufen.",
      go: (count) => (count === 1 ? "1 Link erstellen" : `${count.toLocaleString("de")} Links erstellen`),
    },
    about: (user, realm) => `${user} im Realm ${realm}`,
    phones: "Smartphones",
    noPhones: "Noch kein Smartphone. Senden Sie einen Link, oder registrieren Sie hier eines.",
    enrol: "Smartphone hier registrieren",
    validity: "Gültig",
    always: "immer",
    period: (from, until) => (from === "" ? `bis ${until}` : until === "" ? `ab ${from}` : `${from} bis ${until}`),
    action: "Aktion",
    sessions: "Sitzungen",
    noSessions: "In keinem Browser angemeldet.",
    sessionHead: ["Angemeldet", "Zuletzt gesehen", "Adresse", "Smartphone"],
    recovery: "Wiederherstellungscodes",
    codesLeft: (left) =>
      left === 0
        ? "Keine. Die Person erstellt sie selbst unter „Meine Smartphones“."
        : left === 1
          ? "Ein Code ist übrig."
          : `${left} Codes sind übrig.`,
    sessionsText:
      "Beendet die Anmeldungen in Browsern und das, was Anwendungen erhalten haben. Die Smartphones funktionieren weiter.",
    signOut: (user) => `${user} überall abmelden`,
    back: "Zurück zur Person",
    lost: "Smartphone verloren",
    newPin: "Neue PIN",
    confirmPin: {
      title: "Eine neue PIN festlegen?",
      text: "Alle Smartphones dieser Person erhalten dieselbe zufällige PIN, und offene Anmeldungen enden. Sie sehen die PIN nur einmal.",
      go: "Neue PIN festlegen",
    },
    apart: "Löschen",
    deleteText: "Löscht den Benutzer, alle Smartphones und alles, was über die Person bekannt ist.",
    delete: "Diesen Benutzer löschen",
    confirmDelete: {
      title: "Diesen Benutzer löschen?",
      text: "Alle Smartphones und ihre Token werden gelöscht, und niemand kann sich mehr als dieser Benutzer anmelden. Im Audit-Protokoll steht dann ein Pseudonym anstelle des Namens. Das lässt sich nicht rückgängig machen.",
      go: "Benutzer mit allen Daten löschen",
    },
  },
  lostPhone: {
    title: "Smartphone verloren",
    lead: "Das alte Smartphone funktioniert sofort nicht mehr, und offene Anmeldungen enden. Die PIN bleibt gleich.",
    stopped: "Das alte Smartphone funktioniert nicht mehr. Nur der Link fehlt noch.",
    elsewhere: "Die Person ist nicht bei Ihnen",
    elsewhereText: "Sie bekommen einen Link zum Weitergeben. Wer ihn zuerst öffnet, registriert das neue Smartphone.",
    link: "Altes Smartphone sperren und Link erstellen",
    here: "Die Person ist bei Ihnen",
    hereText:
      "Sie bekommen einen QR-Code für das neue Smartphone. Ist es wieder dasselbe Smartphone? Dann löschen Sie zuerst das alte Konto in der Tiqr-App.",
    code: "Altes Smartphone sperren und QR-Code anzeigen",
  },
};
