// The console's jobs on many tokens or users, and the import of a file, in German.

import type { jobsEn } from "../../en/console/jobs.ts";

export const jobsDe: typeof jobsEn = {
  jobs: {
    title: "Ihre Aufträge",
    noneYet: "Noch keine Aufträge. Arbeiten an vielen Token oder Benutzern auf einmal stehen hier.",
    lead: "Arbeiten an vielen Token oder Benutzern, die Sie begonnen haben. Jeder Auftrag wird nach seinem Ende einen Tag lang aufbewahrt.",
    begun: "Begonnen",
    job: "Auftrag",
    items: "Anzahl",
    ended: "Beendet",
    goesOn: "läuft",
    tokens: "Token",
    all: "Alle Ihre Aufträge",
    begunBy: "Begonnen von",
    toTokens: "Zurück zu den Token",
    toUsers: "Zu den Benutzern",
    enableAgain: (count) =>
      count === 1 ? "Dieses Token wieder aktivieren" : `Diese ${count.toLocaleString("de")} wieder aktivieren`,
    enabledHint: "Token, die jemand auch auf andere Weise deaktiviert hat, bleiben deaktiviert.",
    number: (count) => count.toLocaleString("de"),
    outcomes: {
      link: "mit einem Link",
      unlocked: "entsperrt",
      disabled: "deaktiviert",
      enabled: "aktiviert",
      deleted: "gelöscht",
      absent: "schon gelöscht",
      made: "neu",
      changed: "geändert",
      unchanged: "unverändert",
    },
    faulty: "fehlerhaft",
    getLinks: (links) =>
      links === 1 ? "1 Benutzer erhält einen Link." : `${links.toLocaleString("de")} Benutzer erhalten einen Link.`,
    fields: { email: "E-Mail", name: "Name", groups: "Gruppen" },
    changes: (shown, all) =>
      all > shown ? `Die ersten ${shown} von ${all.toLocaleString("de")} Änderungen` : "Änderungen",
    change: "Änderung",
    hidden: "(nicht sichtbar)",
    titles: {
      unlock: "Token entsperren",
      disable: "Token deaktivieren",
      enable: "Token aktivieren",
      delete: "Token löschen",
      links: "Registrierungslinks erstellen",
      users: "Benutzer importieren",
      dryRun: "Prüfung einer Datei mit Benutzern",
    },
    states: {
      waiting: "wartet",
      running: "läuft",
      done: "fertig",
      cancelled: "abgebrochen",
      failed: "angehalten",
    },
    progress: (done, total, failed) =>
      `${done} von ${total} erledigt${failed === 0 ? "" : `, davon ${failed} fehlgeschlagen`}`,
    stopped: {
      "signed-out":
        "Das Konto, das dies begonnen hat, wurde abgemeldet, deaktiviert oder gelöscht. Deshalb wurde der Auftrag angehalten.",
      "missing-right": "Das Konto, das dies begonnen hat, darf es nicht mehr. Deshalb wurde der Auftrag angehalten.",
      unavailable: "Die Datenbank war minutenlang nicht erreichbar. Deshalb wurde der Auftrag angehalten.",
    },
    kept: "Das Ergebnis wird aufbewahrt bis",
    secret:
      "Das Ergebnis kann Registrierungslinks enthalten. Wer einen Link zuerst öffnet, kann ein Smartphone registrieren: Bewahren Sie die Datei sicher auf und löschen Sie sie, sobald die Links verschickt sind.",
    notices: { "would-link": "Ein Registrierungslink würde erstellt." },
    result: "Ergebnis herunterladen (CSV)",
    reload: "Aktualisieren",
    cancel: "Auftrag abbrechen",
    cancelling: "Der Auftrag hält gleich an.",
    failed: "Nicht erledigt",
    line: "Zeile",
    who: "Wer",
    why: "Grund",
    more: (count) => `Im Ergebnis stehen ${count} weitere.`,
    selected: "Mit den ausgewählten Token:",
    select: "Auswählen:",
    selectPage: (count) => `Alle ${count} auf dieser Seite auswählen`,
    none: "Es ist kein Token ausgewählt.",
    allFound: (count) => (count === undefined ? "Alle gefundenen auswählen" : `Alle ${count} gefundenen auswählen`),
    tooManyFound:
      "Die Suche findet mehr Token, als ein Auftrag bearbeiten kann (2000), oder sie dauert zu lange. Bitte grenzen Sie die Suche zuerst ein.",
    othersFound: (count) => `und ${count} weitere`,
    asFound: "Das sind die Token, die die Suche jetzt findet. Was sie später fände, gehört nicht dazu.",
    many: {
      unlock: {
        button: "Entsperren",
        title: "Ausgewählte Token entsperren?",
        text: (count) => `Damit werden die Fehlversuche von ${count} Token gelöscht.`,
        go: "Entsperren",
      },
      disable: {
        button: "Deaktivieren",
        title: "Ausgewählte Token deaktivieren?",
        text: (count) =>
          count === 1
            ? "Mit diesem Token kann sich niemand anmelden, bis es wieder aktiviert wird."
            : `Mit diesen ${count} Token kann sich niemand anmelden, bis sie wieder aktiviert werden.`,
        go: "Deaktivieren",
      },
      enable: {
        button: "Aktivieren",
        title: "Ausgewählte Token aktivieren?",
        text: (count) =>
          count === 1
            ? "Mit diesem Token kann man sich wieder anmelden, wie auch immer es deaktiviert wurde."
            : `Mit diesen ${count} Token kann man sich wieder anmelden, wie auch immer sie deaktiviert wurden.`,
        go: "Aktivieren",
      },
      links: {
        button: "Links erstellen",
        title: "Registrierungslinks für die ausgewählten Token erstellen?",
        text: (count) =>
          `Für ${count} Token wird je ein Link erstellt, mit dem ein neues Smartphone das jetzige ersetzt. Das alte Smartphone funktioniert, bis der Link benutzt wird. Wer dasselbe Smartphone behält, löscht vorher das alte Konto in der Tiqr-App.`,
        go: "Links erstellen",
      },
      delete: {
        button: "Löschen",
        title: "Ausgewählte Token löschen?",
        text: (count) =>
          `${count} Token ${count === 1 ? "wird" : "werden"} endgültig gelöscht. Die Benutzer müssen sich neu registrieren.`,
        go: "Löschen",
      },
    },
    import: {
      title: "Benutzer aus einer Datei importieren",
      link: "Benutzer importieren",
      lead: "Legen Sie viele Benutzer auf einmal an oder ändern Sie ihre Angaben, mit einer CSV-Datei aus einer Tabellenkalkulation.",
      columns:
        "Die erste Zeile nennt die Spalten; nur name ist erforderlich. Trennen Sie mehrere Gruppen in ihrer Zelle mit Kommas oder Semikolons. Eine leere Zelle lässt stehen, was da ist.",
      file: "CSV-Datei (UTF-8, höchstens 20.000 Benutzer)",
      check: "Datei prüfen",
      checked: "Noch wird nichts geändert. Sie sehen zuerst einen Bericht.",
      tooLarge: "Die Datei ist zu groß: höchstens 4 MB.",
      lost: "Das Hochladen wurde unterbrochen oder dauerte zu lange. Es wurde nichts geändert. Bitte versuchen Sie es erneut.",
      unreadable: "Das ist keine Textdatei in UTF-8. Speichern Sie sie als „CSV UTF-8“ und versuchen Sie es erneut.",
    },
    mail: {
      legend: "Mail",
      send: "Jeden Link an die E-Mail-Adresse der Person senden, auf Deutsch",
      progress: (sent, notSent) =>
        `${sent === 1 ? "1 Link" : `${sent} Links`} gesendet${notSent === 0 ? "" : `, ${notSent} nicht. Das Ergebnis sagt, warum`}.`,
      waits: {
        limit: "Der Maildienst nimmt zurzeit keine Mail mehr an.",
        sender: "Der Maildienst lehnt die Adresse des Absenders ab: siehe docs/mail.md.",
        unavailable: "Der Maildienst antwortet nicht.",
      },
      why: {
        "not-sent": "Der Auftrag endete, bevor der Link gesendet war.",
        "no-address": "Der Benutzer hat keine E-Mail-Adresse.",
        "link-over": "Der Link war benutzt, zurückgezogen oder abgelaufen, bevor er gesendet war.",
        refused: "Der Maildienst lehnt Mail an diese Adresse ab.",
        unavailable: "Der Maildienst hat die Mail nicht angenommen.",
      },
      again: "Der nächste Versuch ist um:",
    },
    apply: {
      links: "Registrierungslinks",
      which: {
        missing: "für Benutzer ohne Token",
        all: "für alle Benutzer der Datei",
        none: "keine",
      },
      validity: "Die Links gelten",
      days: (days) => (days === 1 ? "1 Tag" : `${days} Tage`),
      go: (users) => (users === 1 ? "1 Benutzer importieren" : `${users.toLocaleString("de")} Benutzer importieren`),
      goAhead: "Weiter",
    },
  },
};
