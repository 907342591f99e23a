// The console's page of settings, in German.

import type { settingsEn } from "../../en/console/settings.ts";

export const settingsDe: typeof settingsEn = {
  settings: {
    title: "Einstellungen",
    lead: "Aktuelle Einstellungen. Änderungen in wrangler.toml; geheime Werte werden nicht angezeigt. Die Erläuterungen gibt es nur auf Englisch.",
    caption: "Einstellungen",
    name: "Name",
    value: "Wert",
    default: "Standard",
    unit: "Einheit",
    meaning: "Bedeutung",
    empty: "leer",
    none: "keine",
    mistyped: "Einige Variablen sehen nach vertippten Einstellungen aus",
    noMail: "Mail ist nur halb eingerichtet",
    idle: "Eine Einstellung hat keine Wirkung",
    ofPhones: "Mit diesen Einstellungen können sich einige Smartphones nicht anmelden",
    upstream: "Der Server hinter diesem Dienst",
    otherAddresses: {
      title: "Einige Smartphones haben eine andere Adresse als PUBLIC_URL",
      text: "Sie wurden registriert, als PUBLIC_URL noch anders lautete, und senden ihre Antworten weiterhin dorthin:",
      tokens: (count: number, orMore: boolean) => `${count}${orMore ? " oder mehr" : ""} Token`,
      keep:
        "Diese Adressen müssen weiterhin zu diesem Dienst führen. Sonst funktioniert die Anmeldung mit diesen Smartphones nicht mehr, " +
        "auch nicht für Konten, die dort später hinzukommen: Die Apps für Android und iOS verwenden die Adresse des ersten Kontos.",
    },
    fullDatabases: {
      title: "Eine Datenbank ist fast voll",
      text: "Sobald sie voll ist, kann sich niemand mehr anmelden:",
      size: (mb: number, maxMb: number) => `${mb} von ${maxMb} MB`,
      act: "Bewahren Sie das Protokoll kürzer auf (AUDIT_RETENTION_DAYS) oder verwenden Sie mehrere Datenbanken. Wenn Ihr Tarif bei Cloudflare mehr erlaubt, setzen Sie DATABASE_MAX_MB.",
    },
    limitedNetworks: {
      title: "Aus einem Netz, aus dem sich Personen anmelden, kommen zu viele falsche PINs",
      text: "Von dort kamen auch richtige PINs. Wahrscheinlich ist es der Server einer Anwendung:",
      name:
        "Wenn Sie ihn betreiben, tragen Sie ihn in APPLICATION_NETWORKS ein. Bis dahin kann eine einzige Person, die PINs rät, alle " +
        "aussperren, die sich über ihn anmelden.",
    },
    unseenNames: {
      title: "Namen mit Zeichen, die niemand sieht",
      text: (count, isExact) =>
        `${isExact ? "" : "Mindestens "}${count === 1 ? "1 Benutzer hat" : `${count} Benutzer haben`} einen solchen Namen, den man mit einem anderen verwechseln kann.`,
      act: "Die Anmeldung funktioniert wie bisher. Um einen zu ersetzen, registrieren Sie die Person unter einem Namen ohne diese Zeichen und löschen Sie dann diesen Benutzer.",
    },
    ambiguousRealms: {
      title: "Realms mit @ im Namen",
      text: "Anwendungen kennen Benutzer als benutzer@realm. Enthält der Realm ein @, können dort zwei Personen denselben Namen haben:",
      move: "Nehmen Sie diese Benutzer in einen Realm ohne @ auf. Neue Benutzer dieser Realms werden abgelehnt.",
    },
  },
};
