// The console's list of tokens and the unlocking of many, in German.

import type { tokensEn } from "../../en/console/tokens.ts";

export const tokensDe: typeof tokensEn = {
  state: {
    active: "aktiv",
    disabled: "deaktiviert",
    revoked: "widerrufen",
    locked: "gesperrt",
    "not-valid-now": "außerhalb der Gültigkeitsdauer",
    enrolled: "registriert",
    started: "wartet auf das Smartphone",
    unproven: "hat nie geantwortet",
    fetched: "Smartphone hat gescannt",
    expired: "Registrierung abgelaufen",
  },
  locks: {
    title: "Gesperrt",
    pin: "PIN",
    browser: "PIN in einem bekannten Browser",
    vouched: "Anmeldungen mit PIN oder von einer Anwendung begonnene",
    open: "Anmeldungen ohne PIN",
    until: "bis",
    forGood: "bis Sie es entsperren",
  },
  tokens: {
    noneYet: "Noch keine Token. Registrieren Sie hier den ersten, oder senden Sie dem Benutzer einen Link.",
    title: "Token",
    enrol: "Token registrieren",
    filter: "Suche",
    user: "Benutzer",
    realm: "Realm",
    serial: "Seriennummer",
    anything:
      "Der Anfang eines Benutzernamens oder einer Seriennummer genügt. Verwenden Sie * als Platzhalter, auch am Anfang.",
    anywhere: "Überall im Text suchen",
    status: "Status",
    all: "alle",
    active: "aktiv",
    disabled: "deaktiviert",
    revoked: "widerrufen",
    locked: "gesperrt",
    waiting: "nicht registriert",
    unproven: "hat nie geantwortet",
    search: "Suchen",
    caption: "Token",
    failures: "Fehlversuche",
    noUser: "kein Benutzer",
  },
  unlock: {
    title: "Mehrere Token entsperren",
    link: "Mehrere entsperren",
    lead: "Setzt die Fehlversuche aller Token zurück, die jetzt gesperrt sind. Gedacht für die Zeit nach einem Angriff, wenn Benutzer nicht warten können, bis die Sperren ablaufen.",
    period: "Gesperrt",
    periods: {
      hour: "in der letzten Stunde",
      day: "in den letzten 24 Stunden",
      week: "in den letzten 7 Tagen",
      ever: "zu einem beliebigen Zeitpunkt",
    },
    realmHint: "Leer lassen für alle Realms außer dem der Administratoren.",
    preview: "Erst zählen",
    found: (count, all) => {
      if (count === 0) return all ? "Keine Token gefunden." : "Bisher keine Token gefunden.";
      const some = count === 1 ? "1 Token gefunden." : `${count} Token gefunden.`;
      return all ? some : `Mindestens ${some}`;
    },
    since: "Gesperrt seit",
    inRealm: (realm) => `im Realm ${realm}`,
    more: "Vielleicht gibt es weitere.",
    go: "Entsperren",
    back: "Auswahl ändern",
    done: (count) => (count === 1 ? "1 Token ist entsperrt." : `${count} Token sind entsperrt.`),
  },
};
