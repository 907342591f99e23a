// The console's words for people who are kept out.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const blockWords = {
  block: {
    title: [(who: string) => `Block ${who}`, (who) => `Toegang van ${who} blokkeren`, (who) => `Zugang von ${who} sperren`],
    text: [
      "For someone who leaves or is away: nobody can sign in as this person, and open sign-ins, sessions and links end. You can undo it.",
      "Voor wie vertrekt of afwezig is: niemand kan nog als deze persoon inloggen, en lopende logins, sessies en links eindigen. U kunt het ongedaan maken.",
      "Für jemanden, der geht oder abwesend ist: Niemand kann sich mehr als diese Person anmelden, und offene Anmeldungen, Sitzungen und Links enden. Sie können es rückgängig machen.",
    ],
    go: ["Block", "Toegang blokkeren", "Zugang sperren"],
    from: ["From (leave blank for now)", "Vanaf (leeg: nu meteen)", "Ab (leer: sofort)"],
    until: ["Back on (leave blank if not known)", "Terug op (leeg: onbekend)", "Zurück am (leer: unbekannt)"],
    days: ["Days begin at midnight UTC.", "Dagen beginnen om middernacht (UTC).", "Tage beginnen um Mitternacht (UTC)."],
    reason: ["Reason, for colleagues (optional)", "Reden, voor collega’s (optioneel)", "Grund, für Kollegen (optional)"],
    blocked: ["Access is blocked", "De toegang is geblokkeerd", "Der Zugang ist gesperrt"],
    planned: ["Access will be blocked", "De toegang wordt geblokkeerd", "Der Zugang wird gesperrt"],
    deactivated: ["Deactivated by the directory", "Gedeactiveerd door de directory", "Vom Verzeichnis deaktiviert"],
    deactivatedText: [
      "Only the directory can let this person in again.",
      "Alleen de directory kan deze persoon weer toelaten.",
      "Nur das Verzeichnis kann diese Person wieder zulassen.",
    ],
    deleted: ["Deleted by the directory", "Verwijderd door de directory", "Vom Verzeichnis gelöscht"],
    deletedText: [
      "Nobody can sign in as this person, who will be removed with all phones. They can be brought back until",
      "Niemand kan als deze persoon inloggen, en die wordt met alle telefoons verwijderd. Terugzetten kan tot",
      "Niemand kann sich als diese Person anmelden, und sie wird mit allen Smartphones entfernt. Wiederherstellen lässt sie sich bis",
    ],
    deletedBadge: ["deleted", "verwijderd", "gelöscht"],
    restore: ["Bring back", "Terugzetten", "Wiederherstellen"],
    confirmRestore: {
      title: ["Bring this person back?", "Deze persoon terugzetten?", "Diese Person wiederherstellen?"],
      text: [
        "The phones that went off when the directory let this person go work again, and no others. Sessions and links don’t come back.",
        "De telefoons die zijn uitgeschakeld toen de directory deze persoon liet gaan, werken weer; andere niet. Sessies en links komen niet terug.",
        "Die Smartphones, die abgeschaltet wurden, als das Verzeichnis diese Person gehen ließ, funktionieren wieder, andere nicht. Sitzungen und Links kommen nicht zurück.",
      ],
      go: ["Bring back", "Terugzetten", "Wiederherstellen"],
    },
    by: [(account: string) => `by ${account}`, (account) => `door ${account}`, (account) => `von ${account}`],
    since: ["since", "sinds", "seit"],
    fromOn: ["from", "vanaf", "ab"],
    untilOn: ["until", "tot", "bis"],
    change: ["Change dates or reason", "Data of reden wijzigen", "Daten oder Grund ändern"],
    unblock: ["Unblock", "Toegang vrijgeven", "Zugang freigeben"],
    confirm: {
      title: ["Unblock this person?", "De toegang vrijgeven?", "Zugang freigeben?"],
      text: [
        "The phones that the block switched off work again, and no others. Sessions and links don’t come back.",
        "De telefoons die door de blokkade zijn uitgeschakeld, werken weer; andere niet. Sessies en links komen niet terug.",
        "Die Smartphones, die die Sperre abgeschaltet hat, funktionieren wieder, andere nicht. Sitzungen und Links kommen nicht zurück.",
      ],
      go: ["Unblock", "Toegang vrijgeven", "Zugang freigeben"],
    },
    instead: ["Block instead", "In plaats daarvan blokkeren", "Stattdessen sperren"],
    filter: ["Access", "Toegang", "Zugang"],
    all: ["Everyone", "Iedereen", "Alle Personen"],
    which: {
      yes: ["Blocked", "Geblokkeerd", "Gesperrt"],
      directory: ["Deactivated by a directory", "Gedeactiveerd door een directory", "Von einem Verzeichnis deaktiviert"],
      planned: ["Will be blocked", "Wordt geblokkeerd", "Wird gesperrt"],
    },
    badge: ["blocked", "geblokkeerd", "gesperrt"],
    many: {
      title: ["Block many people", "Veel mensen blokkeren", "Viele Personen sperren"],
      lead: [
        "One user name on each line, with the realm after an @ if it isn’t the usual one.",
        "Eén gebruikersnaam per regel, met de realm na een @ als dat niet de gebruikelijke is.",
        "Ein Benutzername pro Zeile, mit dem Realm nach einem @, wenn es nicht der übliche ist.",
      ],
      names: ["User names", "Gebruikersnamen", "Benutzernamen"],
      none: ["Enter at least one user name.", "Vul minstens één gebruikersnaam in.", "Geben Sie mindestens einen Benutzernamen ein."],
      what: ["What to do", "Wat te doen", "Was geschehen soll"],
      actions: {
        block: ["Block them", "Toegang blokkeren", "Zugang sperren"],
        unblock: ["Unblock them", "Toegang vrijgeven", "Zugang freigeben"],
      },
      go: ["Start", "Starten", "Starten"],
    },
    again: [
      (count: number) => (count === 1 ? "Unblock this person again" : `Unblock these ${count.toLocaleString("en")} again`),
      (count) => (count === 1 ? "Toegang van deze persoon weer vrijgeven" : `Toegang van deze ${count.toLocaleString("nl")} weer vrijgeven`),
      (count) => (count === 1 ? "Zugang dieser Person wieder freigeben" : `Zugang dieser ${count.toLocaleString("de")} wieder freigeben`),
    ],
    againHint: [
      "People who were also blocked in another way stay blocked.",
      "Wie ook op een andere manier is geblokkeerd, blijft geblokkeerd.",
      "Wer auch auf andere Weise gesperrt wurde, bleibt gesperrt.",
    ],
  },
} satisfies WordTable;
