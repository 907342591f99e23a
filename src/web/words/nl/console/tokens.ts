// The console's list of tokens and the unlocking of many, in Dutch.

import type { tokensEn } from "../../en/console/tokens.ts";

export const tokensNl: typeof tokensEn = {
  state: {
    active: "actief",
    disabled: "uitgeschakeld",
    revoked: "ingetrokken",
    locked: "geblokkeerd",
    "not-valid-now": "buiten de geldigheidsperiode",
    enrolled: "geregistreerd",
    started: "wacht op de telefoon",
    unproven: "nooit geantwoord",
    fetched: "telefoon heeft gescand",
    expired: "registratie verlopen",
  },
  locks: {
    title: "Geblokkeerd",
    pin: "pincode",
    browser: "pincode in een bekende browser",
    vouched: "logins met pincode, of gestart door een applicatie",
    open: "logins zonder pincode",
    until: "tot",
    forGood: "totdat u het token deblokkeert",
  },
  tokens: {
    noneYet: "Nog geen tokens. Registreer hier het eerste, of stuur de gebruiker een link.",
    title: "Tokens",
    enrol: "Token registreren",
    filter: "Zoeken",
    user: "Gebruiker",
    realm: "Realm",
    serial: "Serienummer",
    anything: "Het begin van een gebruikersnaam of serienummer is genoeg. Gebruik * als jokerteken, ook aan het begin.",
    anywhere: "Overal in de tekst zoeken",
    status: "Status",
    all: "alle",
    active: "actief",
    disabled: "uitgeschakeld",
    revoked: "ingetrokken",
    locked: "geblokkeerd",
    waiting: "niet geregistreerd",
    unproven: "nooit geantwoord",
    search: "Zoeken",
    caption: "Tokens",
    failures: "Mislukte pogingen",
    noUser: "geen gebruiker",
  },
  unlock: {
    title: "Meerdere tokens deblokkeren",
    link: "Meerdere deblokkeren",
    lead: "Wist de mislukte pogingen van alle tokens die nu geblokkeerd zijn. Bedoeld voor na een aanval, als mensen niet kunnen wachten tot de blokkades vanzelf aflopen.",
    period: "Geblokkeerd",
    periods: {
      hour: "in het afgelopen uur",
      day: "in de afgelopen 24 uur",
      week: "in de afgelopen 7 dagen",
      ever: "ongeacht wanneer",
    },
    realmHint: "Laat leeg voor alle realms behalve die van de beheerders.",
    preview: "Eerst tellen",
    found: (count, all) => {
      if (count === 0) return all ? "Geen tokens gevonden." : "Tot nu toe geen tokens gevonden.";
      const some = count === 1 ? "1 token gevonden." : `${count} tokens gevonden.`;
      return all ? some : `Minstens ${some}`;
    },
    since: "Geblokkeerd sinds",
    inRealm: (realm) => `in de realm ${realm}`,
    more: "Misschien zijn er meer.",
    go: "Deblokkeren",
    back: "Selectie wijzigen",
    done: (count) => (count === 1 ? "1 token is gedeblokkeerd." : `${count} tokens zijn gedeblokkeerd.`),
  },
};
