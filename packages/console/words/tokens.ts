// The console's list of tokens and the unlocking of many.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const tokensWords = {
  state: {
    active: ["active", "actief", "aktiv"],
    disabled: ["disabled", "uitgeschakeld", "deaktiviert"],
    revoked: ["revoked", "ingetrokken", "widerrufen"],
    locked: ["locked", "geblokkeerd", "gesperrt"],
    "not-valid-now": ["outside its validity period", "buiten de geldigheidsperiode", "außerhalb der Gültigkeitsdauer"],
    enrolled: ["registered", "geregistreerd", "registriert"],
    started: ["waiting for the phone", "wacht op de telefoon", "wartet auf das Smartphone"],
    unproven: ["never answered", "nooit geantwoord", "hat nie geantwortet"],
    fetched: ["phone has scanned", "telefoon heeft gescand", "Smartphone hat gescannt"],
    expired: ["registration expired", "registratie verlopen", "Registrierung abgelaufen"],
  },
  locks: {
    title: ["Locked", "Geblokkeerd", "Gesperrt"],
    pin: ["PIN", "pincode", "PIN"],
    browser: ["PIN in a known browser", "pincode in een bekende browser", "PIN in einem bekannten Browser"],
    vouched: [
      "sign-ins with a PIN, or started by an application",
      "logins met pincode, of gestart door een applicatie",
      "Anmeldungen mit PIN oder von einer Anwendung begonnene",
    ],
    open: ["sign-ins without a PIN", "logins zonder pincode", "Anmeldungen ohne PIN"],
    until: ["until", "tot", "bis"],
    forGood: ["until you unlock it", "totdat u het token deblokkeert", "bis Sie es entsperren"],
  },
  tokens: {
    noneYet: [
      "No tokens yet. Register the first one here, or send its user a link.",
      "Nog geen tokens. Registreer hier het eerste, of stuur de gebruiker een link.",
      "Noch keine Token. Registrieren Sie hier den ersten, oder senden Sie dem Benutzer einen Link.",
    ],
    enrol: ["Register a token", "Token registreren", "Token registrieren"],
    filter: ["Search", "Zoeken", "Suche"],
    user: ["User", "Gebruiker", "Benutzer"],
    realm: ["Realm", "Realm", "Realm"],
    serial: ["Serial", "Serienummer", "Seriennummer"],
    anything: [
      "The beginning of a name or serial is enough. Use * as a wildcard, also at the beginning.",
      "Het begin van een gebruikersnaam of serienummer is genoeg. Gebruik * als jokerteken, ook aan het begin.",
      "Der Anfang eines Benutzernamens oder einer Seriennummer genügt. Verwenden Sie * als Platzhalter, auch am Anfang.",
    ],
    anywhere: ["Search inside names", "Ook midden in namen zoeken", "Auch mitten in Namen suchen"],
    status: ["State", "Status", "Status"],
    all: ["all", "alle", "alle"],
    active: ["active", "actief", "aktiv"],
    disabled: ["disabled", "uitgeschakeld", "deaktiviert"],
    revoked: ["revoked", "ingetrokken", "widerrufen"],
    locked: ["locked", "geblokkeerd", "gesperrt"],
    waiting: ["not registered", "niet geregistreerd", "nicht registriert"],
    unproven: ["never answered", "nooit geantwoord", "hat nie geantwortet"],
    search: ["Search", "Zoeken", "Suchen"],
    failures: ["Failed attempts", "Mislukte pogingen", "Fehlversuche"],
    noUser: ["no user", "geen gebruiker", "kein Benutzer"],
  },
  unlock: {
    title: ["Unlock many tokens", "Meerdere tokens deblokkeren", "Mehrere Token entsperren"],
    link: ["Unlock many", "Meerdere deblokkeren", "Mehrere entsperren"],
    lead: [
      "Clears the failed attempts of all tokens that are locked now. Use it after an attack, when people can’t wait for the locks to end.",
      "Wist de mislukte pogingen van alle tokens die nu geblokkeerd zijn. Bedoeld voor na een aanval, als mensen niet kunnen wachten tot de blokkades vanzelf aflopen.",
      "Setzt die Fehlversuche aller Token zurück, die jetzt gesperrt sind. Gedacht für die Zeit nach einem Angriff, wenn Benutzer nicht warten können, bis die Sperren ablaufen.",
    ],
    period: ["Locked", "Geblokkeerd", "Gesperrt"],
    periods: {
      hour: ["in the last hour", "in het afgelopen uur", "in der letzten Stunde"],
      day: ["in the last 24 hours", "in de afgelopen 24 uur", "in den letzten 24 Stunden"],
      week: ["in the last 7 days", "in de afgelopen 7 dagen", "in den letzten 7 Tagen"],
      ever: ["at any time", "ongeacht wanneer", "zu einem beliebigen Zeitpunkt"],
    },
    realmHint: [
      "Leave blank for all realms except that of the administrators.",
      "Laat leeg voor alle realms behalve die van de beheerders.",
      "Leer lassen für alle Realms außer dem der Administratoren.",
    ],
    preview: ["Count them first", "Eerst tellen", "Erst zählen"],
    found: [
      (count: number, all: boolean) =>
        count === 0
          ? all
            ? "No tokens match."
            : "No tokens match so far."
          : `${all ? "" : "At least "}${count === 1 ? "1 token matches." : `${count.toLocaleString("en")} tokens match.`}`,
      (count, all) =>
        count === 0
          ? all
            ? "Geen tokens gevonden."
            : "Tot nu toe geen tokens gevonden."
          : `${all ? "" : "Minstens "}${count === 1 ? "1 token gevonden." : `${count.toLocaleString("nl")} tokens gevonden.`}`,
      (count, all) =>
        count === 0
          ? all
            ? "Keine Token gefunden."
            : "Bisher keine Token gefunden."
          : `${all ? "" : "Mindestens "}${count === 1 ? "1 Token gefunden." : `${count.toLocaleString("de")} Token gefunden.`}`,
    ],
    since: ["Locked since", "Geblokkeerd sinds", "Gesperrt seit"],
    inRealm: [(realm: string) => `in the realm ${realm}`, (realm) => `in de realm ${realm}`, (realm) => `im Realm ${realm}`],
    more: ["There may be more.", "Misschien zijn er meer.", "Vielleicht gibt es weitere."],
    go: ["Unlock", "Deblokkeren", "Entsperren"],
    back: ["Change selection", "Selectie wijzigen", "Auswahl ändern"],
    done: [
      (count: number) => (count === 1 ? "1 token is unlocked." : `${count.toLocaleString("en")} tokens are unlocked.`),
      (count) => (count === 1 ? "1 token is gedeblokkeerd." : `${count.toLocaleString("nl")} tokens zijn gedeblokkeerd.`),
      (count) => (count === 1 ? "1 Token ist entsperrt." : `${count.toLocaleString("de")} Token sind entsperrt.`),
    ],
  },
} satisfies WordTable;
