// The import of a file of users, and the mails of its links.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const importWords = {
  import: {
    title: ["Import users from a file", "Gebruikers uit een bestand importeren", "Benutzer aus einer Datei importieren"],
    link: ["Import users", "Gebruikers importeren", "Benutzer importieren"],
    lead: [
      "Add many users at once, or change their details, with a CSV file from a spreadsheet.",
      "Voeg veel gebruikers in één keer toe, of wijzig hun gegevens, met een CSV-bestand uit een rekenblad.",
      "Legen Sie viele Benutzer auf einmal an oder ändern Sie ihre Angaben, mit einer CSV-Datei aus einer Tabellenkalkulation.",
    ],
    columns: [
      "The first line names the columns; only login is required, with which people sign in. Separate several groups with commas or semicolons within their cell. An empty cell leaves what is there. A column blocked takes yes, no or a day, such as 2026-12-31.",
      "De eerste regel noemt de kolommen; alleen login is verplicht, de gebruikersnaam. Scheid groepen binnen hun cel met komma’s of puntkomma’s. Een lege cel laat staan wat er is. Een kolom blocked kent yes, no of een dag, zoals 2026-12-31.",
      "Die erste Zeile nennt die Spalten; nur login ist erforderlich, der Benutzername. Trennen Sie mehrere Gruppen in ihrer Zelle mit Kommas oder Semikolons. Eine leere Zelle lässt stehen, was da ist. Eine Spalte blocked nimmt yes, no oder einen Tag, etwa 2026-12-31.",
    ],
    file: ["CSV file (UTF-8, at most 20,000 users)", "CSV-bestand (UTF-8, hoogstens 20.000 gebruikers)", "CSV-Datei (UTF-8, höchstens 20.000 Benutzer)"],
    check: ["Check the file", "Bestand controleren", "Datei prüfen"],
    checked: [
      "Nothing is changed yet. You will see a report first.",
      "Er verandert nog niets. U ziet eerst een verslag.",
      "Noch wird nichts geändert. Sie sehen zuerst einen Bericht.",
    ],
    tooLarge: ["The file is too large: at most 4 MB.", "Het bestand is te groot: hoogstens 4 MB.", "Die Datei ist zu groß: höchstens 4 MB."],
    lost: [
      "The upload broke off or took too long, and nothing was changed. Please try again.",
      "Het uploaden is afgebroken of duurde te lang. Er is niets gewijzigd. Probeer het opnieuw.",
      "Das Hochladen wurde unterbrochen oder dauerte zu lange. Es wurde nichts geändert. Bitte versuchen Sie es erneut.",
    ],
    unreadable: [
      "This is not a text file in UTF-8. Save it as “CSV UTF-8” and try again.",
      "Dit is geen tekstbestand in UTF-8. Sla het op als ‘CSV UTF-8’ en probeer het opnieuw.",
      "Das ist keine Textdatei in UTF-8. Speichern Sie sie als „CSV UTF-8“ und versuchen Sie es erneut.",
    ],
  },
  apply: {
    links: ["Registration links", "Registratielinks", "Registrierungslinks"],
    which: {
      missing: ["for users without a token", "voor gebruikers zonder token", "für Benutzer ohne Token"],
      all: ["for all users in the file", "voor alle gebruikers in het bestand", "für alle Benutzer der Datei"],
      none: ["none", "geen", "keine"],
    },
    validity: ["The links are valid for", "De links zijn geldig gedurende", "Die Links gelten"],
    days: [
      (days: number) => (days === 1 ? "1 day" : `${days} days`),
      (days) => (days === 1 ? "1 dag" : `${days} dagen`),
      (days) => (days === 1 ? "1 Tag" : `${days} Tage`),
    ],
    go: [
      (users: number) => (users === 1 ? "Import 1 user" : `Import ${users.toLocaleString("en")} users`),
      (users) => (users === 1 ? "1 gebruiker importeren" : `${users.toLocaleString("nl")} gebruikers importeren`),
      (users) => (users === 1 ? "1 Benutzer importieren" : `${users.toLocaleString("de")} Benutzer importieren`),
    ],
    goAhead: ["Go ahead", "Doorgaan", "Weiter"],
  },
  mail: {
    legend: ["Mail", "Mail", "Mail"],
    send: [
      "Send each link to the person’s e-mail address, in English",
      "Stuur elke link naar het e-mailadres van de persoon, in het Nederlands",
      "Jeden Link an die E-Mail-Adresse der Person senden, auf Deutsch",
    ],
    progress: [
      (sent: number, notSent: number) =>
        `${sent === 1 ? "1 link" : `${sent.toLocaleString("en")} links`} mailed${notSent === 0 ? "" : `, ${notSent.toLocaleString("en")} not. The result says why`}.`,
      (sent, notSent) =>
        `${sent === 1 ? "1 link" : `${sent.toLocaleString("nl")} links`} gemaild${notSent === 0 ? "" : `, ${notSent.toLocaleString("nl")} niet. Het resultaat zegt waarom`}.`,
      (sent, notSent) =>
        `${sent === 1 ? "1 Link" : `${sent.toLocaleString("de")} Links`} gesendet${notSent === 0 ? "" : `, ${notSent.toLocaleString("de")} nicht. Das Ergebnis sagt, warum`}.`,
    ],
    waits: {
      limit: ["The mail service takes no more mail for now.", "De maildienst neemt nu geen mail meer aan.", "Der Maildienst nimmt zurzeit keine Mail mehr an."],
      sender: [
        "The mail service refuses the sender’s address: see docs/mail.md.",
        "De maildienst weigert het adres van de afzender: zie docs/mail.md.",
        "Der Maildienst lehnt die Adresse des Absenders ab: siehe docs/mail.md.",
      ],
      unavailable: ["The mail service doesn’t answer.", "De maildienst antwoordt niet.", "Der Maildienst antwortet nicht."],
    },
    why: {
      "not-sent": [
        "The job ended before the link was mailed.",
        "De taak eindigde voordat de link was gemaild.",
        "Der Auftrag endete, bevor der Link gesendet war.",
      ],
      "no-address": ["The user has no e-mail address.", "De gebruiker heeft geen e-mailadres.", "Der Benutzer hat keine E-Mail-Adresse."],
      "link-over": [
        "The link was used or withdrawn, or had expired, before it was mailed.",
        "De link was gebruikt, ingetrokken of verlopen voordat hij was gemaild.",
        "Der Link war benutzt, zurückgezogen oder abgelaufen, bevor er gesendet war.",
      ],
      refused: [
        "The mail service refuses mail to this address.",
        "De maildienst weigert mail naar dit adres.",
        "Der Maildienst lehnt Mail an diese Adresse ab.",
      ],
      unavailable: ["The mail service did not take the mail.", "De maildienst heeft de mail niet aangenomen.", "Der Maildienst hat die Mail nicht angenommen."],
    },
    again: ["The job tries again at:", "De taak probeert het opnieuw om:", "Der nächste Versuch ist um:"],
  },
} satisfies WordTable;
