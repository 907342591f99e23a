// The console's page of settings.

import type { SettingGroup, Texts, WordTable } from "../../../src/web/words/for-console.ts";

export const settingsWords = {
  settings: {
    lead: [
      "Current settings. Change them in wrangler.toml; secrets are not shown.",
      "De huidige instellingen. U wijzigt ze in wrangler.toml; geheime waarden worden niet getoond. De uitleg is alleen in het Engels.",
      "Aktuelle Einstellungen. Änderungen in wrangler.toml; geheime Werte werden nicht angezeigt. Die Erläuterungen gibt es nur auf Englisch.",
    ],
    filter: ["Find a setting", "Instelling zoeken", "Einstellung suchen"],
    filterHint: ["A part of its name, value or meaning", "Een deel van de naam, de waarde of de uitleg", "Ein Teil des Namens, des Werts oder der Erläuterung"],
    go: ["Search", "Zoeken", "Suchen"],
    whole: ["Show all settings", "Alle instellingen tonen", "Alle Einstellungen anzeigen"],
    nothing: ["No setting matches.", "Geen instelling gevonden.", "Keine Einstellung gefunden."],
    changed: ["Different from the default", "Anders dan standaard", "Vom Standard abweichend"],
    groups: {
      phones: ["The address, and phones", "Het adres en telefoons", "Die Adresse und Smartphones"],
      users: ["Users and administrators", "Gebruikers en beheerders", "Benutzer und Administratoren"],
      logins: ["Signing in", "Inloggen", "Anmelden"],
      sessions: ["Sessions and accounts", "Sessies en accounts", "Sitzungen und Konten"],
      pages: ["The look of pages", "Het uiterlijk van de pagina’s", "Das Aussehen der Seiten"],
      desk: ["The help desk", "De helpdesk", "Der Helpdesk"],
      mail: ["Mail", "Mail", "Mail"],
      operation: ["Operation", "Technisch beheer", "Betrieb"],
    } satisfies Texts<SettingGroup>,
    default: ["Default", "Standaard", "Standard"],
    empty: ["empty", "leeg", "leer"],
    none: ["none", "geen", "keine"],
    mistyped: [
      "Some variables look like mistyped settings",
      "Sommige variabelen lijken op verkeerd getypte instellingen",
      "Einige Variablen sehen nach vertippten Einstellungen aus",
    ],
    noMail: ["Mail is only half set up", "Mail is half ingesteld", "Mail ist nur halb eingerichtet"],
    idle: ["A setting has no effect", "Een instelling heeft geen effect", "Eine Einstellung hat keine Wirkung"],
    ofPhones: [
      "Some phones can’t sign in with these settings",
      "Met deze instellingen kunnen sommige telefoons niet inloggen",
      "Mit diesen Einstellungen können sich einige Smartphones nicht anmelden",
    ],
    upstream: ["The server behind this service", "De server achter deze dienst", "Der Server hinter diesem Dienst"],
    otherAddresses: {
      title: [
        "Some phones use a different address than PUBLIC_URL",
        "Sommige telefoons gebruiken een ander adres dan PUBLIC_URL",
        "Einige Smartphones haben eine andere Adresse als PUBLIC_URL",
      ],
      text: [
        "They were registered when PUBLIC_URL was different, and they still send their answers there:",
        "Ze zijn geregistreerd toen PUBLIC_URL nog anders was en sturen hun antwoorden nog steeds daarheen:",
        "Sie wurden registriert, als PUBLIC_URL noch anders lautete, und senden ihre Antworten weiterhin dorthin:",
      ],
      tokens: [
        (count: number, orMore: boolean) => `${count.toLocaleString("en")}${orMore ? " or more" : ""} ${count === 1 ? "token" : "tokens"}`,
        (count, orMore) => `${count.toLocaleString("nl")}${orMore ? " of meer" : ""} ${count === 1 ? "token" : "tokens"}`,
        (count, orMore) => `${count.toLocaleString("de")}${orMore ? " oder mehr" : ""} Token`,
      ],
      end: [
        "Keep these addresses pointing to this service. Otherwise sign-in stops working on these phones, even for accounts " +
          "added there later: the Android and iOS apps use the address of the first account.",
        "Deze adressen moeten naar deze dienst blijven leiden. Anders werkt inloggen met deze telefoons niet meer, ook niet voor " +
          "accounts die er later bij komen: de apps voor Android en iOS gebruiken het adres van het eerste account.",
        "Diese Adressen müssen weiterhin zu diesem Dienst führen. Sonst funktioniert die Anmeldung mit diesen Smartphones nicht mehr, " +
          "auch nicht für Konten, die dort später hinzukommen: Die Apps für Android und iOS verwenden die Adresse des ersten Kontos.",
      ],
    },
    fullDatabases: {
      title: ["A database is nearly full", "Een database is bijna vol", "Eine Datenbank ist fast voll"],
      text: [
        "When it is full, nobody can sign in:",
        "Zodra de database vol is, kan niemand meer inloggen:",
        "Sobald sie voll ist, kann sich niemand mehr anmelden:",
      ],
      size: [(mb: number, maxMb: number) => `${mb} of ${maxMb} MB`, (mb, maxMb) => `${mb} van ${maxMb} MB`, (mb, maxMb) => `${mb} von ${maxMb} MB`],
      end: [
        "Keep the audit trail for a shorter time (AUDIT_RETENTION_DAYS) or use more databases. If your Cloudflare plan allows more, set DATABASE_MAX_MB.",
        "Bewaar het logboek korter (AUDIT_RETENTION_DAYS) of gebruik meer databases. Staat uw abonnement bij Cloudflare meer toe, stel dan DATABASE_MAX_MB in.",
        "Bewahren Sie das Protokoll kürzer auf (AUDIT_RETENTION_DAYS) oder verwenden Sie mehrere Datenbanken. Wenn Ihr Tarif bei Cloudflare mehr erlaubt, setzen Sie DATABASE_MAX_MB.",
      ],
    },
    limitedNetworks: {
      title: [
        "Too many wrong PINs come from a network that people sign in from",
        "Er komen te veel verkeerde pincodes uit een netwerk waaruit mensen inloggen",
        "Aus einem Netz, aus dem sich Personen anmelden, kommen zu viele falsche PINs",
      ],
      text: [
        "Right PINs have come from there, too. It is probably an application server:",
        "Er kwamen ook goede pincodes vandaan. Waarschijnlijk is het de server van een toepassing:",
        "Von dort kamen auch richtige PINs. Wahrscheinlich ist es der Server einer Anwendung:",
      ],
      end: [
        "If you run it, add it to APPLICATION_NETWORKS. Until then, a single person guessing PINs can lock out everyone who " + "signs in through it.",
        "Als u die server beheert, neem hem dan op in APPLICATION_NETWORKS. Tot die tijd kan één persoon die pincodes raadt " +
          "iedereen buitensluiten die via die server inlogt.",
        "Wenn Sie ihn betreiben, tragen Sie ihn in APPLICATION_NETWORKS ein. Bis dahin kann eine einzige Person, die PINs rät, alle " +
          "aussperren, die sich über ihn anmelden.",
      ],
    },
    unseenNames: {
      title: ["Names with characters that nobody can see", "Namen met tekens die niemand ziet", "Namen mit Zeichen, die niemand sieht"],
      text: [
        (count: number, isExact: boolean) =>
          `${isExact ? "" : "At least "}${count === 1 ? "1 user has" : `${count.toLocaleString("en")} users have`} such a name, which can pass for another one.`,
        (count, isExact) =>
          `${isExact ? "" : "Minstens "}${count === 1 ? "1 gebruiker heeft" : `${count.toLocaleString("nl")} gebruikers hebben`} zo’n naam, die voor een andere kan doorgaan.`,
        (count, isExact) =>
          `${isExact ? "" : "Mindestens "}${count === 1 ? "1 Benutzer hat" : `${count.toLocaleString("de")} Benutzer haben`} einen solchen Namen, den man mit einem anderen verwechseln kann.`,
      ],
      end: [
        "They can sign in as before. To replace one, register the person under a name without these characters, then delete this user.",
        "Inloggen werkt zoals voorheen. Wilt u er een vervangen, registreer de persoon dan onder een naam zonder deze tekens en verwijder daarna deze gebruiker.",
        "Die Anmeldung funktioniert wie bisher. Um einen zu ersetzen, registrieren Sie die Person unter einem Namen ohne diese Zeichen und löschen Sie dann diesen Benutzer.",
      ],
    },
    ambiguousRealms: {
      title: ["Realm names with an @", "Realms met een @ in de naam", "Realms mit @ im Namen"],
      text: [
        "Applications know users as user@realm. With an @ in the realm, two people can end up with the same name there:",
        "Applicaties kennen gebruikers als gebruiker@realm. Met een @ in de realm kunnen twee mensen daar dezelfde naam krijgen:",
        "Anwendungen kennen Benutzer als benutzer@realm. Enthält der Realm ein @, können dort zwei Personen denselben Namen haben:",
      ],
      end: [
        "Move these users to a realm without an @. New users of these realms are refused.",
        "Verplaats deze gebruikers naar een realm zonder @. Nieuwe gebruikers van deze realms worden geweigerd.",
        "Nehmen Sie diese Benutzer in einen Realm ohne @ auf. Neue Benutzer dieser Realms werden abgelehnt.",
      ],
    },
  },
} satisfies WordTable;
