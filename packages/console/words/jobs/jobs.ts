// The console's jobs on many tokens or users.

import type { JobNotice, Texts, WordTable } from "../../../../src/web/words/for-console.ts";
import { importWords } from "./import.ts";
import { manyWords } from "./many.ts";

export const jobsWords = {
  jobs: {
    title: ["Your jobs", "Uw taken", "Ihre Aufträge"],
    noneYet: [
      "Nothing yet. Work on many tokens or users at once is listed here.",
      "Nog geen taken. Werk aan veel tokens of gebruikers tegelijk staat hier.",
      "Noch keine Aufträge. Arbeiten an vielen Token oder Benutzern auf einmal stehen hier.",
    ],
    lead: [
      "Work on many tokens or users that you have started. Each is kept for a day after its end.",
      "Werk aan veel tokens of gebruikers dat u hebt gestart. Elke taak wordt na afloop een dag bewaard.",
      "Arbeiten an vielen Token oder Benutzern, die Sie begonnen haben. Jeder Auftrag wird nach seinem Ende einen Tag lang aufbewahrt.",
    ],
    begun: ["Started", "Gestart", "Begonnen"],
    job: ["Job", "Taak", "Auftrag"],
    items: ["How many", "Aantal", "Anzahl"],
    ended: ["Ended", "Afgelopen", "Beendet"],
    goesOn: ["in progress", "bezig", "läuft"],
    tokens: ["Tokens", "Tokens", "Token"],
    all: ["All your jobs", "Al uw taken", "Alle Ihre Aufträge"],
    begunBy: ["Started by", "Gestart door", "Begonnen von"],
    toTokens: ["Back to the tokens", "Terug naar de tokens", "Zurück zu den Token"],
    toUsers: ["To the users", "Naar de gebruikers", "Zu den Benutzern"],
    enableAgain: [
      (count: number) => (count === 1 ? "Enable this token again" : `Enable these ${count.toLocaleString("en")} again`),
      (count) => (count === 1 ? "Dit token weer inschakelen" : `Deze ${count.toLocaleString("nl")} weer inschakelen`),
      (count) => (count === 1 ? "Dieses Token wieder aktivieren" : `Diese ${count.toLocaleString("de")} wieder aktivieren`),
    ],
    enabledHint: [
      "Tokens also disabled by someone else stay disabled.",
      "Tokens die ook door iemand anders zijn uitgeschakeld, blijven uitgeschakeld.",
      "Token, die auch jemand anderes deaktiviert hat, bleiben deaktiviert.",
    ],
    number: [(count: number) => count.toLocaleString("en"), (count) => count.toLocaleString("nl"), (count) => count.toLocaleString("de")],
    outcomes: {
      link: ["with a link", "met een link", "mit einem Link"],
      unlocked: ["unlocked", "gedeblokkeerd", "entsperrt"],
      disabled: ["disabled", "uitgeschakeld", "deaktiviert"],
      enabled: ["enabled", "ingeschakeld", "aktiviert"],
      deleted: ["deleted", "verwijderd", "gelöscht"],
      absent: ["already gone", "al weg", "schon gelöscht"],
      blocked: ["blocked", "geblokkeerd", "gesperrt"],
      unblocked: ["unblocked", "vrijgegeven", "freigegeben"],
      made: ["new", "nieuw", "neu"],
      changed: ["changed", "gewijzigd", "geändert"],
      unchanged: ["unchanged", "ongewijzigd", "unverändert"],
    },
    faulty: ["faulty", "fout", "fehlerhaft"],
    getLinks: [
      (links: number) => (links === 1 ? "1 gets a link." : `${links.toLocaleString("en")} get a link.`),
      (links) => (links === 1 ? "1 gebruiker krijgt een link." : `${links.toLocaleString("nl")} gebruikers krijgen een link.`),
      (links) => (links === 1 ? "1 Benutzer erhält einen Link." : `${links.toLocaleString("de")} Benutzer erhalten einen Link.`),
    ],
    fields: {
      email: ["e-mail", "e-mail", "E-Mail"],
      name: ["name", "naam", "Name"],
      groups: ["groups", "groepen", "Gruppen"],
      external_id: ["external ID", "externe ID", "externe ID"],
      blocked: ["blocked", "geblokkeerd", "gesperrt"],
    },
    first: {
      title: [
        (count: number) => (count === 1 ? "The first line, as it will become" : `The first ${count} lines, as they will become`),
        (count) => (count === 1 ? "De eerste regel, zoals die wordt" : `De eerste ${count} regels, zoals ze worden`),
        (count) => (count === 1 ? "Die erste Zeile, wie sie übernommen wird" : `Die ersten ${count} Zeilen, wie sie übernommen werden`),
      ],
      login: ["Login", "Gebruikersnaam", "Benutzername"],
      realm: ["Realm", "Realm", "Realm"],
      name: ["Name", "Naam", "Name"],
      email: ["E-mail", "E-mail", "E-Mail"],
      groups: ["Groups", "Groepen", "Gruppen"],
      outcome: ["Then", "Daarna", "Danach"],
    },
    changes: [
      (shown: number, all: number) => (all > shown ? `The first ${shown.toLocaleString("en")} changes of ${all.toLocaleString("en")}` : "Changes"),
      (shown, all) => (all > shown ? `De eerste ${shown.toLocaleString("nl")} van ${all.toLocaleString("nl")} wijzigingen` : "Wijzigingen"),
      (shown, all) => (all > shown ? `Die ersten ${shown.toLocaleString("de")} von ${all.toLocaleString("de")} Änderungen` : "Änderungen"),
    ],
    change: ["Change", "Wijziging", "Änderung"],
    hidden: ["(not shown)", "(niet getoond)", "(nicht sichtbar)"],
    titles: {
      unlock: ["Unlocking tokens", "Tokens deblokkeren", "Token entsperren"],
      disable: ["Disabling tokens", "Tokens uitschakelen", "Token deaktivieren"],
      enable: ["Enabling tokens", "Tokens inschakelen", "Token aktivieren"],
      delete: ["Deleting tokens", "Tokens verwijderen", "Token löschen"],
      links: ["Creating registration links", "Registratielinks maken", "Registrierungslinks erstellen"],
      block: ["Blocking people", "Toegang blokkeren", "Zugang sperren"],
      unblock: ["Unblocking people", "Toegang vrijgeven", "Zugang freigeben"],
      users: ["Importing users", "Gebruikers importeren", "Benutzer importieren"],
      dryRun: ["Check of a file of users", "Controle van een bestand met gebruikers", "Prüfung einer Datei mit Benutzern"],
    },
    states: {
      waiting: ["waiting", "wacht", "wartet"],
      running: ["in progress", "bezig", "läuft"],
      done: ["done", "klaar", "fertig"],
      cancelled: ["cancelled", "geannuleerd", "abgebrochen"],
      failed: ["stopped", "gestopt", "angehalten"],
    },
    progress: [
      (done: number, total: number, failed: number) =>
        `${done.toLocaleString("en")} of ${total.toLocaleString("en")} done${failed === 0 ? "" : `, ${failed.toLocaleString("en")} of them failed`}`,
      (done, total, failed) =>
        `${done.toLocaleString("nl")} van ${total.toLocaleString("nl")} klaar${failed === 0 ? "" : `, waarvan ${failed.toLocaleString("nl")} mislukt`}`,
      (done, total, failed) =>
        `${done.toLocaleString("de")} von ${total.toLocaleString("de")} erledigt${failed === 0 ? "" : `, davon ${failed.toLocaleString("de")} fehlgeschlagen`}`,
    ],
    stopped: {
      "signed-out": [
        "The account that started this was signed out, disabled or removed, so the job stopped.",
        "Het account dat dit heeft gestart, is uitgelogd, uitgeschakeld of verwijderd. Daarom is de taak gestopt.",
        "Das Konto, das dies begonnen hat, wurde abgemeldet, deaktiviert oder gelöscht. Deshalb wurde der Auftrag angehalten.",
      ],
      "missing-right": [
        "The account that started this no longer has the right to do it, so the job stopped.",
        "Het account dat dit heeft gestart, heeft het recht daarvoor niet meer. Daarom is de taak gestopt.",
        "Das Konto, das dies begonnen hat, darf es nicht mehr. Deshalb wurde der Auftrag angehalten.",
      ],
      unavailable: [
        "The database could not be reached for minutes, so the job stopped.",
        "De database was minutenlang niet bereikbaar. Daarom is de taak gestopt.",
        "Die Datenbank war minutenlang nicht erreichbar. Deshalb wurde der Auftrag angehalten.",
      ],
    },
    kept: ["The result is kept until", "Het resultaat wordt bewaard tot", "Das Ergebnis wird aufbewahrt bis"],
    secret: [
      "The result may contain registration links. The first person to open one can register a phone: keep the file safe, and delete it once the links are sent.",
      "Het resultaat kan registratielinks bevatten. Wie een link het eerst opent, kan een telefoon registreren: bewaar het bestand veilig en verwijder het zodra de links verstuurd zijn.",
      "Das Ergebnis kann Registrierungslinks enthalten. Wer einen Link zuerst öffnet, kann ein Smartphone registrieren: Bewahren Sie die Datei sicher auf und löschen Sie sie, sobald die Links verschickt sind.",
    ],
    notices: {
      "would-link": ["A registration link would be made.", "Er zou een registratielink worden gemaakt.", "Ein Registrierungslink würde erstellt."],
    } satisfies Texts<JobNotice>,
    result: ["Download the result (CSV)", "Resultaat downloaden (CSV)", "Ergebnis herunterladen (CSV)"],
    reload: ["Refresh", "Vernieuwen", "Aktualisieren"],
    cancel: ["Cancel the job", "Taak annuleren", "Auftrag abbrechen"],
    cancelling: ["It will stop in a moment.", "De taak stopt zo.", "Der Auftrag hält gleich an."],
    failed: ["Not done", "Niet gedaan", "Nicht erledigt"],
    line: ["Line", "Regel", "Zeile"],
    who: ["Who", "Wie", "Wer"],
    why: ["Reason", "Reden", "Grund"],
    more: [
      (count: number) => `The result has ${count.toLocaleString("en")} more.`,
      (count) => `In het resultaat staan er nog ${count.toLocaleString("nl")}.`,
      (count) => `Im Ergebnis stehen ${count.toLocaleString("de")} weitere.`,
    ],
    selected: ["With the selected tokens:", "Met de geselecteerde tokens:", "Mit den ausgewählten Token:"],
    select: ["Select", "Selecteer", "Auswählen:"],
    selectPage: [
      (count: number) => `Select all ${count.toLocaleString("en")} on this page`,
      (count) => `Alle ${count.toLocaleString("nl")} op deze pagina selecteren`,
      (count) => `Alle ${count.toLocaleString("de")} auf dieser Seite auswählen`,
    ],
    none: ["No token is selected.", "Er is geen token geselecteerd.", "Es ist kein Token ausgewählt."],
    allFound: [
      (count: number | undefined) =>
        count === undefined ? "Select all that the search finds" : `Select all ${count.toLocaleString("en")} that the search finds`,
      (count) => (count === undefined ? "Alles selecteren wat is gevonden" : `Alle ${count.toLocaleString("nl")} gevonden tokens selecteren`),
      (count) => (count === undefined ? "Alle gefundenen auswählen" : `Alle ${count.toLocaleString("de")} gefundenen auswählen`),
    ],
    tooManyFound: [
      "The search finds more tokens than one job can take (2,000), or takes too long. Narrow the search first.",
      "Er zijn meer tokens gevonden dan één taak aankan (2.000), of het zoeken duurt te lang. Zoek eerst gerichter.",
      "Die Suche findet mehr Token, als ein Auftrag bearbeiten kann (2.000), oder sie dauert zu lange. Bitte grenzen Sie die Suche zuerst ein.",
    ],
    othersFound: [
      (count: number) => `and ${count.toLocaleString("en")} more`,
      (count) => `en nog ${count.toLocaleString("nl")}`,
      (count) => `und ${count.toLocaleString("de")} weitere`,
    ],
    asFound: [
      "These are the tokens that the search finds now. Tokens that it would find later are not included.",
      "Dit zijn de tokens die nu worden gevonden. Tokens die later worden gevonden, horen er niet bij.",
      "Das sind die Token, die die Suche jetzt findet. Was sie später fände, gehört nicht dazu.",
    ],
    many: manyWords,
    ...importWords,
  },
} satisfies WordTable;
