// The console's overview, open sign-ins and audit trail, in Dutch.

import type { overviewEn } from "../../en/console/overview.ts";
import { nearnessNl } from "../nearness.ts";

const percentOf = (part: number): string => part.toLocaleString("nl", { style: "percent", maximumFractionDigits: 1 });
const many = (count: number): string => count.toLocaleString("nl");

export const overviewNl: typeof overviewEn = {
  adoption: {
    title: "Wie heeft een telefoon",
    share: (count, total) => `${many(count)} van ${total === 1 ? "1 persoon" : `${many(total)} personen`}`,
    percent: (percent) => `${percent}%`,
    withPhone: (count) => `${many(count)} met een telefoon`,
    invited: (count) => `${many(count)} uitgenodigd`,
    linkExpired: (count) => `${many(count)} ${count === 1 ? "link" : "links"} verlopen`,
    without: (count) => `${many(count)} zonder telefoon`,
    withoutLink: (count) => `${many(count)} zonder open link`,
    notInvited: (count) => `${many(count)} nog niet uitgenodigd`,
  },
  dashboard: {
    title: "Overzicht",
    since: "De afgelopen 24 uur.",
    utc: "Tijden zijn in UTC.",
    byHour: "Logins en weigeringen per uur",
    signIns: "Logins",
    failures: "Weigeringen per reden",
    total: "Geslaagde logins",
    refused: "Weigeringen",
    trend: (percent) =>
      percent === 0
        ? "Ongeveer evenveel als een dag eerder"
        : `${Math.abs(percent)}% ${percent > 0 ? "meer" : "minder"} dan een dag eerder`,
    locked: "Geblokkeerde tokens",
    median: "Mediane tijd tot bevestiging",
    seconds: (seconds) => `${seconds.replace(".", ",")} s`,
    hour: "Uur",
    count: "Aantal",
    reason: "Reden",
    asTable: "Als tabel tonen",
    wave: (count, reason) => `Veel mislukte inlogpogingen in het afgelopen uur: ${count}, meestal ${reason}`,
    waveRows: "In het auditlog bekijken",
    incomplete:
      "Er zijn te veel nieuwe gebeurtenissen om in één keer te tellen. De allernieuwste ontbreken nog enkele minuten.",
  },
  distance: {
    title: "Als de telefoon in de buurt moest zijn",
    none: "Nog niets te vergelijken. Logins op de inlogpagina tellen hier binnen vijf minuten mee, 31 dagen lang, tenzij PROXIMITY op off staat.",
    counted: (days, fresh, known) =>
      `${days === 1 ? "Vandaag" : `In de afgelopen ${days} dagen`}: ${many(fresh)} ${fresh === 1 ? "login" : "logins"} in nieuwe browsers, en ${many(known)} in bekende browsers, die nooit worden geweigerd.`,
    refusedBy: (rule) => `PROXIMITY=${rule} had geweigerd`,
    share: (part) => `${percentOf(part)} van alle logins`,
    inNewBrowsers: "In nieuwe browsers",
    rules: "Geweigerd bij",
    never: "–",
    overTor: (rules) => `${rules} (via Tor)`,
    others: {
      unknown: "Niet te vergelijken: via Tor, of de code is overgetypt",
      trusted: "In PROXIMITY_NETWORKS",
    },
  },
  checklist: {
    title: "Aan de slag",
    lead: "Nog niemand kan inloggen. Deze stappen zijn zo gedaan; de volgorde maakt niet uit.",
    done: "gedaan",
    open: "te doen",
    tasks: {
      protect: {
        title: "Uw eigen account beveiligen",
        text: "Registreer uw telefoon, zodat een wachtwoord alleen niet meer genoeg is voor de console.",
      },
      people: {
        title: "Personen toevoegen",
        text: "Importeer een lijst en stuur iedereen een registratielink, of registreer iemand direct hier.",
      },
      application: {
        title: "Een applicatie toevoegen",
        text: "Geef aan waar mensen inloggen: bij een OpenID Connect-client of een site achter een proxy.",
      },
      brand: {
        title: "Hulp en logo instellen",
        text: "HELP_URL, HELP_TEXT en BRAND_LOGO_URL: zo weten mensen waar ze zijn en wie hen helpt.",
      },
    },
  },
  attention: {
    title: "Let op",
    behind: "Het onderhoud loopt achter: regels van het auditlog wachten op hun handtekening, of oude op verwijdering.",
    behindTodo: "Status van de dienst tonen",
    addresses:
      "Sommige telefoons sturen hun antwoord naar een ander adres dan PUBLIC_URL. Dat moet naar deze dienst blijven leiden.",
    addressesTodo: "Adressen tonen",
    withoutPhone: (names, more) =>
      `Beheerders die alleen met een wachtwoord inloggen: ${more > 0 ? `${names} en nog ${more}` : names}.`,
    enrol: (name) => `Telefoon registreren voor ${name}`,
    bootstrap: "BOOTSTRAP_ADMIN is nog ingesteld. Er is nu een beheerder: verwijder het geheim.",
    bootstrapTodo: "Accounts tonen",
    help: "HELP_URL en HELP_TEXT zijn niet ingesteld: wie de pincode vergeet of de telefoon verliest, wordt naar de helpdesk verwezen, maar leest niet hoe die te bereiken is.",
    helpTodo: "Instellingen tonen",
    unproven: (count, more) =>
      `${more ? "Minstens " : ""}${count === 1 ? "1 telefoon heeft" : `${count} telefoons hebben`} nog nooit geantwoord. De eigenaar heeft nog niet ingelogd, of het account staat niet op de telefoon.`,
    unprovenTodo: "Tonen",
    links: (count, more) => {
      const some = more
        ? `Minstens ${count} registratielinks lopen`
        : count === 1
          ? "1 registratielink loopt"
          : `${count} registratielinks lopen`;
      return `${some} binnen vier uur af zonder telefoon. Herinner deze mensen eraan of maak nieuwe links.`;
    },
    linksTodo: "Links tonen",
  },
  transactions: {
    noneYet: "Er wacht nu geen login. Zodra iemand of een applicatie er een start, staat die hier.",
    title: "Lopende logins",
    lead: "Logins die op een telefoon of op hun applicatie wachten.",
    caption: "Lopende logins",
    id: "ID",
    serial: "Token",
    opened: "Gestart",
    expires: "Verloopt",
    answered: "Bevestigd",
    cancel: "Annuleren",
    action: "Actie",
  },
  audit: {
    title: "Auditlog",
    caption: "Nieuwste eerst",
    captionWithout: "Nieuwste eerst, zonder raadplegingen",
    filter: "Zoeken",
    search: "Zoeken",
    more: "Meer velden: dagen, realm, account, actie, adres, reden, raadplegingen",
    anything: "Het begin van een gebruikersnaam is genoeg. Gebruik * als jokerteken.",
    days: (zone) => `Dagen beginnen om middernacht (${zone}).`,
    lookups: "Ook raadplegingen tonen: wie gebruikers, tokens of dit log heeft bekeken",
    from: "Van",
    until: "Tot en met",
    dayForm: "JJJJ-MM-DD",
    quickAll: "Alle regels",
    quickSignedIn: "Logins",
    quickRefused: "Geweigerde logins",
    quick: { today: "Vandaag", yesterday: "Gisteren", week: "7 dagen", month: "30 dagen" },
    happened: "Wat er gebeurde",
    details: "Details",
    times: (count) => `${count} ×`,
    number: "Nr.",
    date: "Tijd",
    action: "Actie",
    result: "Resultaat",
    user: "Gebruiker",
    serial: "Token",
    administrator: "Account",
    client: "Adres",
    unknownAddress: "onbekend",
    event: "Gebeurtenis",
    reason: "Reden",
    nearness: nearnessNl,
    phoneWas: "Telefoon",
    browserWas: "Browser",
    detail: "Wat er niet klopte",
    intact: "Handtekening",
    success: "geaccepteerd",
    failure: "geweigerd",
    challenge: "bevestiging gevraagd",
    signedIn: "ingelogd",
    refusedSignIn: "login geweigerd",
    ok: "geldig",
    broken: "ONGELDIG",
    newer: "ondertekend door een nieuwere versie, niet gecontroleerd",
    noneSoFar: "Tot nu toe niets gevonden.",
    atLeast: (count) => `In totaal minstens ${count}.`,
    searchedTo: "Doorzocht tot",
    further: "Verder terug zoeken",
    older: "Oudere regels",
    tooFar: "Deze pagina ligt te ver terug. Zoek op een dag, of begin bij de nieuwste regels.",
    newest: "Nieuwste regels",
    check: "Nieuwste regels controleren",
    checkText:
      "Controleert de handtekeningen, nummers en controlepunten van de nieuwste 900 regels. npm run audit:verify controleert ze allemaal.",
    whole: (rows, checkpoints) =>
      `Er ontbreekt niets en er is niets gewijzigd. ${rows} regels en ${checkpoints} controlepunten zijn gecontroleerd.`,
    problems: (count) => (count === 1 ? "1 probleem gevonden:" : `${count} problemen gevonden:`),
  },
};
