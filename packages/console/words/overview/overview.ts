// The console's overview.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const overviewWords = {
  adoption: {
    title: ["Who has a phone", "Wie heeft een telefoon", "Wer hat ein Smartphone"],
    share: [
      (count: number, total: number) => `${count.toLocaleString("en")} of ${total === 1 ? "1 person" : `${total.toLocaleString("en")} people`}`,
      (count, total) => `${count.toLocaleString("nl")} van ${total === 1 ? "1 persoon" : `${total.toLocaleString("nl")} personen`}`,
      (count, total) => `${count.toLocaleString("de")} von ${total === 1 ? "1 Person" : `${total.toLocaleString("de")} Personen`}`,
    ],
    percent: [(percent: number) => `${percent}%`, (percent) => `${percent}%`, (percent) => `${percent} %`],
    withPhone: [
      (count: number) => `${count.toLocaleString("en")} with a phone`,
      (count) => `${count.toLocaleString("nl")} met een telefoon`,
      (count) => `${count.toLocaleString("de")} mit Smartphone`,
    ],
    invited: [
      (count: number) => `${count.toLocaleString("en")} invited`,
      (count) => `${count.toLocaleString("nl")} uitgenodigd`,
      (count) => `${count.toLocaleString("de")} eingeladen`,
    ],
    linkExpired: [
      (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "link" : "links"} expired`,
      (count) => `${count.toLocaleString("nl")} ${count === 1 ? "link" : "links"} verlopen`,
      (count) => `${count.toLocaleString("de")} ${count === 1 ? "Link" : "Links"} abgelaufen`,
    ],
    without: [
      (count: number) => `${count.toLocaleString("en")} without a phone`,
      (count) => `${count.toLocaleString("nl")} zonder telefoon`,
      (count) => `${count.toLocaleString("de")} ohne Smartphone`,
    ],
    withoutLink: [
      (count: number) => `${count.toLocaleString("en")} without an open link`,
      (count) => `${count.toLocaleString("nl")} zonder open link`,
      (count) => `${count.toLocaleString("de")} ohne offenen Link`,
    ],
    notInvited: [
      (count: number) => `${count.toLocaleString("en")} not invited yet`,
      (count) => `${count.toLocaleString("nl")} nog niet uitgenodigd`,
      (count) => `${count.toLocaleString("de")} noch nicht eingeladen`,
    ],
  },
  dashboard: {
    since: ["The last 24 hours.", "De afgelopen 24 uur.", "Die letzten 24 Stunden."],
    utc: ["Times are in UTC.", "Tijden zijn in UTC.", "Die Zeiten sind in UTC."],
    byHour: ["Sign-ins and refusals per hour", "Logins en weigeringen per uur", "Anmeldungen und Ablehnungen pro Stunde"],
    signIns: ["Sign-ins", "Logins", "Anmeldungen"],
    failures: ["Refusals by reason", "Weigeringen per reden", "Ablehnungen nach Grund"],
    total: ["Successful sign-ins", "Geslaagde logins", "Erfolgreiche Anmeldungen"],
    refused: ["Refusals", "Weigeringen", "Ablehnungen"],
    trend: [
      (percent: number) => (percent === 0 ? "About as many as a day earlier" : `${Math.abs(percent)}% ${percent > 0 ? "more" : "fewer"} than a day earlier`),
      (percent) => (percent === 0 ? "Ongeveer evenveel als een dag eerder" : `${Math.abs(percent)}% ${percent > 0 ? "meer" : "minder"} dan een dag eerder`),
      (percent) => (percent === 0 ? "Etwa so viele wie am Vortag" : `${Math.abs(percent)} % ${percent > 0 ? "mehr" : "weniger"} als am Vortag`),
    ],
    locked: ["Locked tokens", "Geblokkeerde tokens", "Gesperrte Token"],
    median: ["Median time to confirm", "Mediane tijd tot bevestiging", "Zeit bis zur Bestätigung (Median)"],
    seconds: [
      (seconds: number) => `${seconds.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`,
      (seconds) => `${seconds.toLocaleString("nl", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`,
      (seconds) => `${seconds.toLocaleString("de", { minimumFractionDigits: 1, maximumFractionDigits: 1 })} s`,
    ],
    hour: ["Hour", "Uur", "Stunde"],
    count: ["Number", "Aantal", "Anzahl"],
    reason: ["Reason", "Reden", "Grund"],
    asTable: ["Show as a table", "Als tabel tonen", "Als Tabelle anzeigen"],
    wave: [
      (count: number, reason: string) => `Many failed sign-ins in the last hour: ${count.toLocaleString("en")}, mostly ${reason}`,
      (count, reason) => `Veel mislukte inlogpogingen in het afgelopen uur: ${count.toLocaleString("nl")}, meestal ${reason}`,
      (count, reason) => `Viele fehlgeschlagene Anmeldungen in der letzten Stunde: ${count.toLocaleString("de")}, meist ${reason}`,
    ],
    waveRows: ["Show them in the audit trail", "In het auditlog bekijken", "Im Audit-Protokoll ansehen"],
    incomplete: [
      "There are too many new events to count at once. Some of the latest will be missing for a few minutes.",
      "Er zijn te veel nieuwe gebeurtenissen om in één keer te tellen. De allernieuwste ontbreken nog enkele minuten.",
      "Es gibt zu viele neue Ereignisse, um sie auf einmal zu zählen. Einige der neuesten fehlen noch für ein paar Minuten.",
    ],
  },
  distance: {
    title: ["What a distance rule would have refused", "Wat een afstandsregel had geweigerd", "Was eine Entfernungsregel abgelehnt hätte"],
    none: [
      "No sign-ins to compare yet. They are counted for 31 days, unless PROXIMITY is off.",
      "Nog geen logins om te vergelijken. Ze tellen 31 dagen mee, tenzij PROXIMITY op off staat.",
      "Noch keine Anmeldungen zu vergleichen. Sie zählen 31 Tage lang, sofern PROXIMITY nicht auf off steht.",
    ],
    counted: [
      (days: number, fresh: number, known: number) =>
        `${days === 1 ? "Today" : `In the last ${days} days`}, ${(fresh + known).toLocaleString("en")} ${fresh + known === 1 ? "sign-in" : "sign-ins"}, ${fresh.toLocaleString("en")} of them in new browsers. Known browsers are never refused.`,
      (days, fresh, known) =>
        `${days === 1 ? "Vandaag" : `In de afgelopen ${days} dagen`} ${(fresh + known).toLocaleString("nl")} ${fresh + known === 1 ? "login" : "logins"}, waarvan ${fresh.toLocaleString("nl")} in nieuwe browsers. Bekende browsers worden nooit geweigerd.`,
      (days, fresh, known) =>
        `${days === 1 ? "Heute" : `In den letzten ${days} Tagen`} ${(fresh + known).toLocaleString("de")} ${fresh + known === 1 ? "Anmeldung" : "Anmeldungen"}, davon ${fresh.toLocaleString("de")} in neuen Browsern. Bekannte Browser werden nie abgelehnt.`,
    ],
    rules: {
      country: ["If the phone must be in the same country", "Als de telefoon in hetzelfde land moet zijn", "Wenn das Smartphone im selben Land sein muss"],
      provider: ["If it must use the same provider, too", "Als die ook dezelfde provider moet hebben", "Wenn es auch denselben Anbieter haben muss"],
    },
    refused: [
      (count: number, part: number) => `${count.toLocaleString("en")} refused (${part.toLocaleString("en", { style: "percent", maximumFractionDigits: 1 })})`,
      (count, part) => `${count.toLocaleString("nl")} geweigerd (${part.toLocaleString("nl", { style: "percent", maximumFractionDigits: 1 })})`,
      (count, part) => `${count.toLocaleString("de")} abgelehnt (${part.toLocaleString("de", { style: "percent", maximumFractionDigits: 1 })})`,
    ],
    inNewBrowsers: ["Where the phones were, in new browsers", "Waar de telefoons waren, bij nieuwe browsers", "Wo die Smartphones waren, bei neuen Browsern"],
    others: {
      unknown: [
        "Not comparable: the code was typed in (not refused), or over Tor (refused)",
        "Niet te vergelijken: de code is overgetypt (niet geweigerd), of via Tor (geweigerd)",
        "Nicht vergleichbar: der Code wurde abgetippt (nicht abgelehnt), oder über Tor (abgelehnt)",
      ],
      trusted: ["In PROXIMITY_NETWORKS", "In PROXIMITY_NETWORKS", "In PROXIMITY_NETWORKS"],
    },
  },
  checklist: {
    title: ["Get started", "Aan de slag", "Erste Schritte"],
    lead: [
      "Nobody can sign in yet. These steps are quick, in any order.",
      "Nog niemand kan inloggen. Deze stappen zijn zo gedaan; de volgorde maakt niet uit.",
      "Noch kann sich niemand anmelden. Diese Schritte sind schnell erledigt, in beliebiger Reihenfolge.",
    ],
    done: ["done", "gedaan", "erledigt"],
    open: ["to do", "te doen", "offen"],
    tasks: {
      protect: {
        title: ["Protect your own account", "Uw eigen account beveiligen", "Das eigene Konto schützen"],
        text: [
          "Register your phone, so that a password alone no longer opens the console.",
          "Registreer uw telefoon, zodat een wachtwoord alleen niet meer genoeg is voor de console.",
          "Registrieren Sie Ihr Smartphone, damit ein Passwort allein für die Konsole nicht mehr genügt.",
        ],
      },
      people: {
        title: ["Add people", "Personen toevoegen", "Personen hinzufügen"],
        text: [
          "Import a list and send each person a registration link, or register someone right here.",
          "Importeer een lijst en stuur iedereen een registratielink, of registreer iemand direct hier.",
          "Importieren Sie eine Liste und senden Sie Registrierungslinks, oder registrieren Sie jemanden direkt hier.",
        ],
      },
      application: {
        title: ["Add an application", "Een applicatie toevoegen", "Eine Anwendung hinzufügen"],
        text: [
          "Tell us where people sign in: an OpenID Connect client, or a site behind a proxy.",
          "Geef aan waar mensen inloggen: bij een OpenID Connect-client of een site achter een proxy.",
          "Geben Sie an, wo sich Personen anmelden: bei einem OpenID-Connect-Client oder einer Seite hinter einem Proxy.",
        ],
      },
      brand: {
        title: ["Set help and logo", "Hulp en logo instellen", "Hilfe und Logo festlegen"],
        text: [
          "HELP_URL, HELP_TEXT and BRAND_LOGO_URL, so that people know where they are and whom to ask.",
          "HELP_URL, HELP_TEXT en BRAND_LOGO_URL: zo weten mensen waar ze zijn en wie hen helpt.",
          "HELP_URL, HELP_TEXT und BRAND_LOGO_URL: So weiß jeder, wo er ist und wer hilft.",
        ],
      },
    },
  },
} satisfies WordTable;
