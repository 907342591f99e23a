// What accounts did, for each event of the audit trail.

import type { AuditEvent, Texts } from "../../../../src/web/words/for-console.ts";

export const eventsOfAccounts = {
  SIGN_IN_SUCCESS: [
    "{by} signed in to the console or the API",
    "{by} heeft ingelogd op de console of de API",
    "{by} hat sich bei der Konsole oder der API angemeldet",
  ],
  SIGN_IN_FAIL: [
    "{by} couldn’t sign in to the console or the API",
    "{by} kon niet inloggen op de console of de API",
    "{by} konnte sich nicht bei der Konsole oder der API anmelden",
  ],
  SESSION_ENDED: ["{by} signed out", "{by} heeft uitgelogd", "{by} hat sich abgemeldet"],
  SESSIONS_ENDED: ["{by} signed out everywhere", "{by} heeft overal uitgelogd", "{by} hat sich überall abgemeldet"],
  ACCESS_DENIED: ["{by} was not allowed to do that", "{by} mocht dat niet", "{by} durfte das nicht"],
  RATE_LIMITED: ["{by} tried too often", "{by} heeft het te vaak geprobeerd", "{by} hat es zu oft versucht"],
  ENROLLMENT_BEGUN: ["An enrolment was started for {user}", "Voor {user} is een registratie gestart", "Für {user} wurde eine Registrierung begonnen"],
  ENROLLMENT_FETCHED: [
    "A phone scanned the enrolment code of {user}",
    "Een telefoon heeft de registratiecode van {user} gescand",
    "Ein Smartphone hat den Registrierungscode von {user} gescannt",
  ],
  ENROLLMENT_FAIL: ["An enrolment for {user} was refused", "Een registratie voor {user} is geweigerd", "Eine Registrierung für {user} wurde abgewiesen"],
  TOKEN_ENROLLED: ["A phone was enrolled for {user}", "Voor {user} is een telefoon geregistreerd", "Für {user} wurde ein Smartphone registriert"],
  ENROLLMENT_KEY_REPLACED: [
    "A phone replaced the key that it had sent for {user}",
    "Een telefoon heeft de sleutel vervangen die hij voor {user} had gestuurd",
    "Ein Smartphone hat den Schlüssel ersetzt, den es für {user} gesendet hatte",
  ],
  ENROLLMENT_TWO_PHONES: [
    "Two phones scanned the enrolment code of {user}, so neither was enrolled",
    "Twee telefoons hebben de registratiecode van {user} gescand; geen van beide is geregistreerd",
    "Zwei Smartphones haben den Registrierungscode von {user} gescannt; keines wurde registriert",
  ],
  LINK_MADE: [
    "{by} made an enrolment link for {user}",
    "{by} heeft een registratielink voor {user} gemaakt",
    "{by} hat einen Registrierungslink für {user} erstellt",
  ],
  LINK_WITHDRAWN: [
    "{by} withdrew an enrolment link of {user}",
    "{by} heeft een registratielink van {user} ingetrokken",
    "{by} hat einen Registrierungslink von {user} zurückgezogen",
  ],
  TOKEN_CHANGED: ["{by} changed a token of {user}", "{by} heeft een token van {user} gewijzigd", "{by} hat ein Token von {user} geändert"],
  USER_CHANGED: ["{by} changed the details of {user}", "{by} heeft de gegevens van {user} gewijzigd", "{by} hat die Angaben zu {user} geändert"],
  USER_DELETED: ["{by} deleted the user {user}", "{by} heeft de gebruiker {user} verwijderd", "{by} hat den Benutzer {user} gelöscht"],
  CALLER_ASKED: [
    "{by} asked a caller to show that they are {user}",
    "{by} heeft een beller gevraagd te tonen {user} te zijn",
    "{by} hat jemanden am Telefon gebeten, sich als {user} auszuweisen",
  ],
  CLIENT_MADE: ["{by} added an application", "{by} heeft een applicatie toegevoegd", "{by} hat eine Anwendung hinzugefügt"],
  CLIENT_CHANGED: ["{by} changed an application", "{by} heeft een applicatie gewijzigd", "{by} hat eine Anwendung geändert"],
  CLIENT_DELETED: ["{by} removed an application", "{by} heeft een applicatie verwijderd", "{by} hat eine Anwendung entfernt"],
  ACCOUNT_CREATED: ["{by} made the account {user}", "{by} heeft het account {user} gemaakt", "{by} hat das Konto {user} angelegt"],
  ACCOUNT_CHANGED: ["{by} changed the account {user}", "{by} heeft het account {user} gewijzigd", "{by} hat das Konto {user} geändert"],
  ACCOUNT_DISABLED: ["{by} disabled the account {user}", "{by} heeft het account {user} uitgeschakeld", "{by} hat das Konto {user} deaktiviert"],
  ACCOUNT_ENABLED: ["{by} enabled the account {user}", "{by} heeft het account {user} ingeschakeld", "{by} hat das Konto {user} aktiviert"],
  ACCOUNT_DELETED: ["{by} deleted the account {user}", "{by} heeft het account {user} verwijderd", "{by} hat das Konto {user} gelöscht"],
  ENDPOINT_CREATED: [
    "{by} set up an address that events are sent to",
    "{by} heeft een adres voor gebeurtenissen ingesteld",
    "{by} hat eine Adresse für Ereignisse eingerichtet",
  ],
  ENDPOINT_CHANGED: [
    "{by} changed an address that events are sent to",
    "{by} heeft een adres voor gebeurtenissen gewijzigd",
    "{by} hat eine Adresse für Ereignisse geändert",
  ],
  ENDPOINT_ENABLED: [
    "{by} switched an address for events on",
    "{by} heeft een adres voor gebeurtenissen ingeschakeld",
    "{by} hat eine Adresse für Ereignisse eingeschaltet",
  ],
  ENDPOINT_DISABLED: [
    "{by} switched an address for events off",
    "{by} heeft een adres voor gebeurtenissen uitgeschakeld",
    "{by} hat eine Adresse für Ereignisse ausgeschaltet",
  ],
  ENDPOINT_GIVEN_UP: [
    "An address for events was switched off after days of failures",
    "Een adres voor gebeurtenissen is na dagen van mislukte pogingen uitgeschakeld",
    "Eine Adresse für Ereignisse wurde nach Tagen vergeblicher Versuche ausgeschaltet",
  ],
  ENDPOINT_DELETED: [
    "{by} deleted an address for events",
    "{by} heeft een adres voor gebeurtenissen verwijderd",
    "{by} hat eine Adresse für Ereignisse gelöscht",
  ],
  API_KEY_CREATED: [
    "{by} made an API key for the account {user}",
    "{by} heeft een API-sleutel voor het account {user} gemaakt",
    "{by} hat einen API-Schlüssel für das Konto {user} erstellt",
  ],
  API_KEY_DELETED: [
    "{by} deleted an API key of the account {user}",
    "{by} heeft een API-sleutel van het account {user} verwijderd",
    "{by} hat einen API-Schlüssel des Kontos {user} gelöscht",
  ],
  JOB_BEGUN: [
    "{by} began a job on many tokens or users",
    "{by} is een taak voor veel tokens of gebruikers begonnen",
    "{by} hat einen Auftrag für viele Token oder Benutzer begonnen",
  ],
  JOB_CANCELLED: ["{by} cancelled a job", "{by} heeft een taak afgebroken", "{by} hat einen Auftrag abgebrochen"],
  JOB_ENDED: ["A job of {by} ended", "Een taak van {by} is afgelopen", "Ein Auftrag von {by} ist beendet"],
  USERS_READ: ["{by} looked at users", "{by} heeft gebruikers bekeken", "{by} hat Benutzer angesehen"],
  TOKENS_READ: ["{by} looked at tokens", "{by} heeft tokens bekeken", "{by} hat Token angesehen"],
  TRAIL_READ: ["{by} looked at the audit trail", "{by} heeft het auditlog bekeken", "{by} hat das Audit-Protokoll angesehen"],
  REQUEST_REFUSED: ["A request of {by} was refused", "Een verzoek van {by} is geweigerd", "Eine Anfrage von {by} wurde abgewiesen"],
  SERVICE_FAIL: ["The service could not carry out a request", "De dienst kon een verzoek niet uitvoeren", "Der Dienst konnte eine Anfrage nicht ausführen"],
} satisfies Partial<Texts<AuditEvent>>;
