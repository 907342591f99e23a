// The console's overview, open sign-ins and audit trail, in German.

import type { overviewEn } from "../../en/console/overview.ts";
import { nearnessDe } from "../nearness.ts";

const percentOf = (part: number): string => part.toLocaleString("de", { style: "percent", maximumFractionDigits: 1 });
const many = (count: number): string => count.toLocaleString("de");

export const overviewDe: typeof overviewEn = {
  adoption: {
    title: "Wer hat ein Smartphone",
    share: (count, total) => `${many(count)} von ${total === 1 ? "1 Person" : `${many(total)} Personen`}`,
    percent: (percent) => `${percent} %`,
    withPhone: (count) => `${many(count)} mit Smartphone`,
    invited: (count) => `${many(count)} eingeladen`,
    linkExpired: (count) => `${many(count)} ${count === 1 ? "Link" : "Links"} abgelaufen`,
    without: (count) => `${many(count)} ohne Smartphone`,
    withoutLink: (count) => `${many(count)} ohne offenen Link`,
    notInvited: (count) => `${many(count)} noch nicht eingeladen`,
  },
  dashboard: {
    title: "Übersicht",
    since: "Die letzten 24 Stunden.",
    utc: "Die Zeiten sind in UTC.",
    byHour: "Anmeldungen und Ablehnungen pro Stunde",
    signIns: "Anmeldungen",
    failures: "Ablehnungen nach Grund",
    total: "Erfolgreiche Anmeldungen",
    refused: "Ablehnungen",
    trend: (percent) =>
      percent === 0
        ? "Etwa so viele wie am Vortag"
        : `${Math.abs(percent)} % ${percent > 0 ? "mehr" : "weniger"} als am Vortag`,
    locked: "Gesperrte Token",
    median: "Zeit bis zur Bestätigung (Median)",
    seconds: (seconds) => `${seconds.replace(".", ",")} s`,
    hour: "Stunde",
    count: "Anzahl",
    reason: "Grund",
    asTable: "Als Tabelle anzeigen",
    wave: (count, reason) => `Viele fehlgeschlagene Anmeldungen in der letzten Stunde: ${count}, meist ${reason}`,
    waveRows: "Im Audit-Protokoll ansehen",
    incomplete:
      "Es gibt zu viele neue Ereignisse, um sie auf einmal zu zählen. Einige der neuesten fehlen noch für ein paar Minuten.",
  },
  distance: {
    title: "Wenn das Smartphone in der Nähe sein müsste",
    none: "Noch nichts zu vergleichen. Anmeldungen auf der Anmeldeseite zählen hier nach spätestens fünf Minuten, und zwar 31 Tage lang, sofern PROXIMITY nicht auf off steht.",
    counted: (days, fresh, known) =>
      `${days === 1 ? "Heute" : `In den letzten ${days} Tagen`}: ${many(fresh)} ${fresh === 1 ? "Anmeldung" : "Anmeldungen"} in neuen Browsern und ${many(known)} in bekannten, die nie abgelehnt werden.`,
    refusedBy: (rule) => `PROXIMITY=${rule} hätte abgelehnt`,
    share: (part) => `${percentOf(part)} aller Anmeldungen`,
    inNewBrowsers: "In neuen Browsern",
    rules: "Abgelehnt bei",
    never: "–",
    overTor: (rules) => `${rules} (über Tor)`,
    others: {
      unknown: "Nicht vergleichbar: über Tor, oder der Code wurde abgetippt",
      trusted: "In PROXIMITY_NETWORKS",
    },
  },
  checklist: {
    title: "Erste Schritte",
    lead: "Noch kann sich niemand anmelden. Diese Schritte sind schnell erledigt, in beliebiger Reihenfolge.",
    done: "erledigt",
    open: "offen",
    tasks: {
      protect: {
        title: "Das eigene Konto schützen",
        text: "Registrieren Sie Ihr Smartphone, damit ein Passwort allein für die Konsole nicht mehr genügt.",
      },
      people: {
        title: "Personen hinzufügen",
        text: "Importieren Sie eine Liste und senden Sie Registrierungslinks, oder registrieren Sie jemanden direkt hier.",
      },
      application: {
        title: "Eine Anwendung hinzufügen",
        text: "Geben Sie an, wo sich Personen anmelden: bei einem OpenID-Connect-Client oder einer Seite hinter einem Proxy.",
      },
      brand: {
        title: "Hilfe und Logo festlegen",
        text: "HELP_URL, HELP_TEXT und BRAND_LOGO_URL: So weiß jeder, wo er ist und wer hilft.",
      },
    },
  },
  attention: {
    title: "Bitte ansehen",
    behind:
      "Die Wartung ist im Rückstand: Einträge des Audit-Protokolls warten auf ihre Signatur, oder alte darauf, gelöscht zu werden.",
    behindTodo: "Status des Dienstes anzeigen",
    addresses:
      "Einige Smartphones senden ihre Antworten an eine andere Adresse als PUBLIC_URL. Sie muss weiter zu diesem Dienst führen.",
    addressesTodo: "Adressen anzeigen",
    withoutPhone: (names, more) =>
      `Administratoren, die sich nur mit einem Passwort anmelden: ${more > 0 ? `${names} und ${more} weitere` : names}.`,
    enrol: (name) => `Smartphone für ${name} registrieren`,
    bootstrap: "BOOTSTRAP_ADMIN ist noch gesetzt. Es gibt jetzt einen Administrator: Löschen Sie das Geheimnis.",
    bootstrapTodo: "Konten anzeigen",
    help: "HELP_URL und HELP_TEXT sind nicht gesetzt: Wer die PIN vergisst oder das Smartphone verliert, wird an den Helpdesk verwiesen, erfährt aber nicht, wie er zu erreichen ist.",
    helpTodo: "Einstellungen anzeigen",
    unproven: (count, more) =>
      `${more ? "Mindestens " : ""}${count === 1 ? "1 Smartphone hat" : `${count} Smartphones haben`} noch nie geantwortet. Entweder hat sich die Person noch nicht angemeldet, oder das Konto fehlt in der App.`,
    unprovenTodo: "Anzeigen",
    links: (count, more) => {
      const some = more
        ? `Mindestens ${count} Registrierungslinks laufen`
        : count === 1
          ? "1 Registrierungslink läuft"
          : `${count} Registrierungslinks laufen`;
      return `${some} innerhalb von vier Stunden ohne Smartphone ab. Erinnern Sie diese Personen, oder erstellen Sie neue Links.`;
    },
    linksTodo: "Links anzeigen",
  },
  transactions: {
    noneYet: "Gerade wartet keine Anmeldung. Sobald eine Person oder Anwendung eine beginnt, steht sie hier.",
    title: "Offene Anmeldungen",
    lead: "Anmeldungen, die auf ein Smartphone oder auf ihre Anwendung warten.",
    caption: "Offene Anmeldungen",
    id: "ID",
    serial: "Token",
    opened: "Begonnen",
    expires: "Läuft ab",
    answered: "Bestätigt",
    cancel: "Abbrechen",
    action: "Aktion",
  },
  audit: {
    title: "Audit-Protokoll",
    caption: "Neueste zuerst",
    captionWithout: "Neueste zuerst, ohne Abfragen",
    filter: "Suche",
    search: "Suchen",
    more: "Weitere Felder: Tage, Realm, Konto, Aktion, Adresse, Grund, Abfragen",
    anything: "Der Anfang eines Benutzernamens genügt. Verwenden Sie * als Platzhalter.",
    days: (zone) => `Tage beginnen um Mitternacht (${zone}).`,
    lookups: "Auch Abfragen zeigen: wer Benutzer, Token oder dieses Protokoll angesehen hat",
    from: "Von",
    until: "Bis (einschließlich)",
    dayForm: "JJJJ-MM-TT",
    quickAll: "Alle Einträge",
    quickSignedIn: "Anmeldungen",
    quickRefused: "Abgelehnte Anmeldungen",
    quick: { today: "Heute", yesterday: "Gestern", week: "7 Tage", month: "30 Tage" },
    happened: "Was geschah",
    details: "Einzelheiten",
    times: (count) => `${count} ×`,
    number: "Nr.",
    date: "Zeit",
    action: "Aktion",
    result: "Ergebnis",
    user: "Benutzer",
    serial: "Token",
    administrator: "Konto",
    client: "Adresse",
    unknownAddress: "unbekannt",
    event: "Ereignis",
    reason: "Grund",
    nearness: nearnessDe,
    phoneWas: "Smartphone",
    browserWas: "Browser",
    detail: "Was nicht stimmte",
    intact: "Signatur",
    success: "angenommen",
    failure: "abgelehnt",
    challenge: "Bestätigung angefordert",
    signedIn: "angemeldet",
    refusedSignIn: "Anmeldung abgelehnt",
    ok: "gültig",
    broken: "UNGÜLTIG",
    newer: "von einer neueren Version signiert, nicht geprüft",
    noneSoFar: "Bisher nichts gefunden.",
    atLeast: (count) => `Insgesamt mindestens ${count}.`,
    searchedTo: "Durchsucht bis zurück zu",
    further: "Weiter zurück suchen",
    older: "Ältere Einträge",
    tooFar:
      "Diese Seite liegt zu weit zurück. Suchen Sie nach einem Tag, oder beginnen Sie bei den neuesten Einträgen.",
    newest: "Neueste Einträge",
    check: "Neueste Einträge prüfen",
    checkText: "Prüft Signaturen, Nummern und Prüfpunkte der neuesten 900 Einträge. npm run audit:verify prüft alle.",
    whole: (rows, checkpoints) =>
      `Nichts fehlt, und nichts wurde verändert. ${rows} Einträge und ${checkpoints} Prüfpunkte wurden geprüft.`,
    problems: (count) => (count === 1 ? "1 Problem gefunden:" : `${count} Probleme gefunden:`),
  },
};
