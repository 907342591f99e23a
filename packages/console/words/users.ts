// The console's pages of users.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const usersWords = {
  users: {
    noneYet: [
      "No users yet. They come from a file, or once somebody opens their enrolment link or enrols a phone.",
      "Nog geen gebruikers. Ze komen uit een bestand, of zodra iemand de eigen link opent of een telefoon registreert.",
      "Noch keine Benutzer. Sie kommen aus einer Datei, oder sobald jemand den eigenen Link öffnet oder ein Smartphone registriert.",
    ],
    lead: [
      "People with a registered phone, or who are about to register one.",
      "Mensen voor wie een telefoon is geregistreerd of wordt geregistreerd.",
      "Personen, für die ein Smartphone registriert ist oder werden soll.",
    ],
    tokenOfPerson: ["User or serial", "Gebruiker of serienummer", "Benutzer oder Seriennummer"],
    person: ["Name, user, email or serial", "Naam, gebruiker, e-mail of serienummer", "Name, Benutzer, E-Mail oder Seriennummer"],
    anything: [
      "The beginning is enough, of any word of a name too. Use * as a wildcard within users.",
      "Het begin is genoeg, ook van een achternaam. Met * zoekt u binnen gebruikersnamen.",
      "Der Anfang genügt, auch der eines Nachnamens. Mit * suchen Sie innerhalb von Benutzernamen.",
    ],
    withoutPhone: {
      filter: ["Phones", "Telefoons", "Smartphones"],
      all: ["Everyone", "Iedereen", "Alle Personen"],
      which: {
        none: ["No phone yet", "Nog geen telefoon", "Noch kein Smartphone"],
        "none-without-link": ["No phone and no open link", "Geen telefoon en geen open link", "Kein Smartphone und kein offener Link"],
        "link-expired": ["Link expired", "Link verlopen", "Link abgelaufen"],
      },
      none: {
        none: ["Nobody is without a phone.", "Niemand is zonder telefoon.", "Niemand ist ohne Smartphone."],
        "none-without-link": [
          "Everyone has a phone or an open link.",
          "Iedereen heeft een telefoon of een open link.",
          "Alle haben ein Smartphone oder einen offenen Link.",
        ],
        "link-expired": ["No link has expired unused.", "Er is geen link ongebruikt verlopen.", "Kein Link ist unbenutzt abgelaufen."],
      },
      invited: ["invited", "uitgenodigd", "eingeladen"],
      linkExpired: ["link expired", "link verlopen", "Link abgelaufen"],
      locked: ["locked", "geblokkeerd", "gesperrt"],
      disabled: ["disabled", "uitgeschakeld", "deaktiviert"],
      button: ["Make new links for all of these", "Voor al deze mensen een nieuwe link maken", "Für alle diese Personen neue Links erstellen"],
      title: ["Make enrolment links?", "Registratielinks maken?", "Registrierungslinks erstellen?"],
      text: [
        (count: number) =>
          count === 1 ? "1 person who has no phone yet gets a new link." : `${count.toLocaleString("en")} people who have no phone yet each get a new link.`,
        (count) =>
          count === 1
            ? "1 persoon zonder telefoon krijgt een nieuwe link."
            : `${count.toLocaleString("nl")} mensen zonder telefoon krijgen elk een nieuwe link.`,
        (count) =>
          count === 1
            ? "1 Person ohne Smartphone erhält einen neuen Link."
            : `${count.toLocaleString("de")} Personen ohne Smartphone erhalten je einen neuen Link.`,
      ],
      nobody: ["Nobody is left who needs a link.", "Er is niemand meer die een link nodig heeft.", "Niemand braucht mehr einen Link."],
      notAll: [
        (most: number) =>
          `There are more than one job can take (${most.toLocaleString("en")}). Come back afterwards for the others: search for people with no phone and no open link.`,
        (most) =>
          `Het zijn er meer dan in één taak passen (${most.toLocaleString("nl")}). Kom daarna terug voor de anderen: zoek naar mensen zonder telefoon en zonder open link.`,
        (most) =>
          `Es sind mehr, als ein Auftrag aufnehmen kann (${most.toLocaleString("de")}). Kommen Sie danach für die übrigen zurück: Suchen Sie nach Personen ohne Smartphone und ohne offenen Link.`,
      ],
      earlier: [
        "Earlier links keep working until they expire.",
        "Eerdere links blijven werken tot ze verlopen.",
        "Frühere Links funktionieren weiter, bis sie ablaufen.",
      ],
      go: [
        (count: number) => (count === 1 ? "Make 1 link" : `Make ${count.toLocaleString("en")} links`),
        (count) => (count === 1 ? "1 link maken" : `${count.toLocaleString("nl")} links maken`),
        (count) => (count === 1 ? "1 Link erstellen" : `${count.toLocaleString("de")} Links erstellen`),
      ],
    },
    about: [
      (user: string, realm: string) => `${user} in the realm ${realm}`,
      (user, realm) => `${user} in de realm ${realm}`,
      (user, realm) => `${user} im Realm ${realm}`,
    ],
    phones: ["Phones", "Telefoons", "Smartphones"],
    noPhones: [
      "No phone yet. Send a link, or enrol one here.",
      "Nog geen telefoon. Stuur een link of registreer hier een telefoon.",
      "Noch kein Smartphone. Senden Sie einen Link, oder registrieren Sie hier eines.",
    ],
    enrol: ["Enrol a phone here", "Telefoon hier registreren", "Smartphone hier registrieren"],
    validity: ["Valid", "Geldig", "Gültig"],
    always: ["always", "altijd", "immer"],
    period: [
      (from: string, until: string) => (from === "" ? `until ${until}` : until === "" ? `from ${from}` : `${from} to ${until}`),
      (from, until) => (from === "" ? `tot ${until}` : until === "" ? `vanaf ${from}` : `${from} tot ${until}`),
      (from, until) => (from === "" ? `bis ${until}` : until === "" ? `ab ${from}` : `${from} bis ${until}`),
    ],
    action: ["Action", "Actie", "Aktion"],
    sessions: ["Sessions", "Sessies", "Sitzungen"],
    noSessions: ["Not signed in in any browser.", "In geen enkele browser ingelogd.", "In keinem Browser angemeldet."],
    sessionHead: [
      ["Signed in", "Last seen", "Address", "Phone"],
      ["Ingelogd", "Laatst gezien", "Adres", "Telefoon"],
      ["Angemeldet", "Zuletzt gesehen", "Adresse", "Smartphone"],
    ],
    recovery: ["Recovery codes", "Herstelcodes", "Wiederherstellungscodes"],
    codesLeft: [
      (left: number) => (left === 0 ? "None. The person makes them at “My phones”." : left === 1 ? "One is left." : `${left} are left.`),
      (left) =>
        left === 0 ? "Geen. De persoon maakt ze zelf bij ‘Mijn telefoons’." : left === 1 ? "Er is nog één code over." : `Er zijn nog ${left} codes over.`,
      (left) =>
        left === 0 ? "Keine. Die Person erstellt sie selbst unter „Meine Smartphones“." : left === 1 ? "Ein Code ist übrig." : `${left} Codes sind übrig.`,
    ],
    sessionsText: [
      "Ends the sign-ins in browsers, and what applications were given. The phones keep working.",
      "Beëindigt de logins in browsers en wat applicaties hebben gekregen. De telefoons blijven werken.",
      "Beendet die Anmeldungen in Browsern und das, was Anwendungen erhalten haben. Die Smartphones funktionieren weiter.",
    ],
    signOut: [(user: string) => `Sign out ${user} everywhere`, (user) => `${user} overal uitloggen`, (user) => `${user} überall abmelden`],
    back: ["Back to the person", "Terug naar de persoon", "Zurück zur Person"],
    lost: ["Phone lost", "Telefoon kwijt", "Smartphone verloren"],
    newPin: ["New PIN", "Nieuwe pincode", "Neue PIN"],
    confirmPin: {
      title: ["Set a new PIN?", "Een nieuwe pincode instellen?", "Eine neue PIN festlegen?"],
      text: [
        "All phones of this person get the same random PIN, and open sign-ins end. You’ll see the PIN once.",
        "Alle telefoons van deze persoon krijgen dezelfde willekeurige pincode, en lopende logins eindigen. U ziet de pincode één keer.",
        "Alle Smartphones dieser Person erhalten dieselbe zufällige PIN, und offene Anmeldungen enden. Sie sehen die PIN nur einmal.",
      ],
      go: ["Set a new PIN", "Nieuwe pincode instellen", "Neue PIN festlegen"],
    },
    apart: ["Delete", "Verwijderen", "Löschen"],
    deleteText: [
      "Deletes the user, all phones, and what is known of the person.",
      "Verwijdert de gebruiker, alle telefoons en alles wat over deze persoon bekend is.",
      "Löscht den Benutzer, alle Smartphones und alles, was über die Person bekannt ist.",
    ],
    delete: ["Delete this user", "Deze gebruiker verwijderen", "Diesen Benutzer löschen"],
    confirmDelete: {
      title: ["Delete this user?", "Deze gebruiker verwijderen?", "Diesen Benutzer löschen?"],
      text: [
        "All phones and their tokens are deleted, and nobody can sign in as this user. In the audit trail, a pseudonym takes the place of the name. This can’t be undone.",
        "Alle telefoons en hun tokens worden verwijderd en niemand kan nog als deze gebruiker inloggen. In het auditlog komt een pseudoniem in plaats van de naam. Dit kan niet ongedaan worden gemaakt.",
        "Alle Smartphones und ihre Token werden gelöscht, und niemand kann sich mehr als dieser Benutzer anmelden. Im Audit-Protokoll steht dann ein Pseudonym anstelle des Namens. Das lässt sich nicht rückgängig machen.",
      ],
      go: ["Delete the user and all data", "Gebruiker met alle gegevens verwijderen", "Benutzer mit allen Daten löschen"],
    },
  },
} satisfies WordTable;
