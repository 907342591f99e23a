// The console's page of settings, in Dutch.

import type { settingsEn } from "../../en/console/settings.ts";

export const settingsNl: typeof settingsEn = {
  settings: {
    title: "Instellingen",
    lead: "De huidige instellingen. U wijzigt ze in wrangler.toml; geheime waarden worden niet getoond. De uitleg is alleen in het Engels.",
    caption: "Instellingen",
    name: "Naam",
    value: "Waarde",
    default: "Standaard",
    unit: "Eenheid",
    meaning: "Betekenis",
    empty: "leeg",
    none: "geen",
    mistyped: "Sommige variabelen lijken op verkeerd getypte instellingen",
    noMail: "Mail is half ingesteld",
    idle: "Een instelling heeft geen effect",
    ofPhones: "Met deze instellingen kunnen sommige telefoons niet inloggen",
    upstream: "De server achter deze dienst",
    otherAddresses: {
      title: "Sommige telefoons gebruiken een ander adres dan PUBLIC_URL",
      text: "Ze zijn geregistreerd toen PUBLIC_URL nog anders was en sturen hun antwoorden nog steeds daarheen:",
      tokens: (count: number, orMore: boolean) =>
        `${count}${orMore ? " of meer" : ""} ${count === 1 ? "token" : "tokens"}`,
      keep:
        "Deze adressen moeten naar deze dienst blijven leiden. Anders werkt inloggen met deze telefoons niet meer, ook niet voor " +
        "accounts die er later bij komen: de apps voor Android en iOS gebruiken het adres van het eerste account.",
    },
    fullDatabases: {
      title: "Een database is bijna vol",
      text: "Zodra de database vol is, kan niemand meer inloggen:",
      size: (mb: number, maxMb: number) => `${mb} van ${maxMb} MB`,
      act: "Bewaar het logboek korter (AUDIT_RETENTION_DAYS) of gebruik meer databases. Staat uw abonnement bij Cloudflare meer toe, stel dan DATABASE_MAX_MB in.",
    },
    limitedNetworks: {
      title: "Er komen te veel verkeerde pincodes uit een netwerk waaruit mensen inloggen",
      text: "Er kwamen ook goede pincodes vandaan. Waarschijnlijk is het de server van een toepassing:",
      name:
        "Als u die server beheert, neem hem dan op in APPLICATION_NETWORKS. Tot die tijd kan één persoon die pincodes raadt " +
        "iedereen buitensluiten die via die server inlogt.",
    },
    unseenNames: {
      title: "Namen met tekens die niemand ziet",
      text: (count, isExact) =>
        `${isExact ? "" : "Minstens "}${count === 1 ? "1 gebruiker heeft" : `${count} gebruikers hebben`} zo’n naam, die voor een andere kan doorgaan.`,
      act: "Inloggen werkt zoals voorheen. Wilt u er een vervangen, registreer de persoon dan onder een naam zonder deze tekens en verwijder daarna deze gebruiker.",
    },
    ambiguousRealms: {
      title: "Realms met een @ in de naam",
      text: "Applicaties kennen gebruikers als gebruiker@realm. Met een @ in de realm kunnen twee mensen daar dezelfde naam krijgen:",
      move: "Verplaats deze gebruikers naar een realm zonder @. Nieuwe gebruikers van deze realms worden geweigerd.",
    },
  },
};
