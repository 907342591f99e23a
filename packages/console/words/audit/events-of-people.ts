// What happened to people and applications, for each event of the audit trail.

import type { AuditEvent, Texts } from "../../../../src/web/words/for-console.ts";

export const eventsOfPeople = {
  CHALLENGE_TRIGGERED: ["A sign-in for {user} was started", "Er is een login voor {user} gestart", "Eine Anmeldung für {user} wurde begonnen"],
  CHALLENGE_ANSWERED: [
    "The phone of {user} confirmed a sign-in",
    "De telefoon van {user} heeft een login bevestigd",
    "Das Smartphone von {user} hat eine Anmeldung bestätigt",
  ],
  PHONE_ELSEWHERE: [
    "The phone of {user} was too far from the browser",
    "De telefoon van {user} was te ver van de browser",
    "Das Smartphone von {user} war zu weit vom Browser entfernt",
  ],
  CHALLENGE_ANSWERED_FAIL: [
    "A phone’s answer for {user} was not accepted",
    "Het antwoord van een telefoon voor {user} is niet geaccepteerd",
    "Die Antwort eines Smartphones für {user} wurde nicht angenommen",
  ],
  CHALLENGE_CANCELLED: ["A sign-in for {user} was cancelled", "Een login voor {user} is geannuleerd", "Eine Anmeldung für {user} wurde abgebrochen"],
  LOGIN_SUCCESS: ["{user} signed in", "{user} heeft ingelogd", "{user} hat sich angemeldet"],
  LOGIN_REDEEMED: [
    "An application took over the sign-in of {user}",
    "Een applicatie heeft de login van {user} overgenomen",
    "Eine Anwendung hat die Anmeldung von {user} übernommen",
  ],
  LOGIN_REDEEM_FAIL: [
    "An application sent an invalid code",
    "Een applicatie heeft een ongeldige code gestuurd",
    "Eine Anwendung hat einen ungültigen Code gesendet",
  ],
  TRIAL_SUCCESS: [
    "{user} tried the phone, and it works",
    "{user} heeft de telefoon geprobeerd, en die werkt",
    "{user} hat das Smartphone ausprobiert, und es funktioniert",
  ],
  PIN_FAIL: ["A wrong PIN was entered for {user}", "Voor {user} is een onjuiste pincode ingevuld", "Für {user} wurde eine falsche PIN eingegeben"],
  MFA_FAIL: [
    "A phone could not confirm the sign-in of {user}",
    "Geen telefoon kon de login van {user} bevestigen",
    "Die Anmeldung von {user} konnte kein Smartphone bestätigen",
  ],
  USER_UNKNOWN: [
    "A sign-in for {user} was refused: there is no such user",
    "Een login voor {user} is geweigerd: de gebruiker is onbekend",
    "Eine Anmeldung für {user} wurde abgewiesen: Der Benutzer ist unbekannt",
  ],
  USER_LOCKED: [
    "A sign-in for {user} was refused: the token is locked",
    "Een login voor {user} is geweigerd: het token is geblokkeerd",
    "Eine Anmeldung für {user} wurde abgewiesen: Das Token ist gesperrt",
  ],
  NO_TOKEN: [
    "A sign-in for {user} was refused: there is no phone",
    "Een login voor {user} is geweigerd: er is geen telefoon",
    "Eine Anmeldung für {user} wurde abgewiesen: Es gibt kein Smartphone",
  ],
  NO_USABLE_TOKEN: [
    "A sign-in for {user} was refused: no phone can be used",
    "Een login voor {user} is geweigerd: geen telefoon is bruikbaar",
    "Eine Anmeldung für {user} wurde abgewiesen: Kein Smartphone ist verwendbar",
  ],
  TOKENS_GIVEN: [
    "An application was given access for {user}",
    "Een applicatie heeft toegang voor {user} gekregen",
    "Eine Anwendung hat Zugriff für {user} erhalten",
  ],
  TOKENS_REFRESHED: [
    "An application renewed its access for {user}",
    "Een applicatie heeft haar toegang voor {user} vernieuwd",
    "Eine Anwendung hat ihren Zugriff für {user} erneuert",
  ],
  TOKENS_REPEATED: [
    "An application repeated the last renewal of its access for {user}",
    "Een applicatie heeft de laatste vernieuwing van haar toegang voor {user} herhaald",
    "Eine Anwendung hat die letzte Erneuerung ihres Zugriffs für {user} wiederholt",
  ],
  TOKENS_REVOKED: [
    "An application gave up its access for {user}",
    "Een applicatie heeft haar toegang voor {user} opgegeven",
    "Eine Anwendung hat ihren Zugriff für {user} aufgegeben",
  ],
  TOKENS_REFUSED: ["An application was refused access", "Een applicatie is toegang geweigerd", "Einer Anwendung wurde der Zugriff verweigert"],
  TOKENS_REPLAYED: [
    "An access of {user} was used twice and has ended: it may be stolen",
    "Een toegang voor {user} is twee keer gebruikt en beëindigd: die is misschien gestolen",
    "Ein Zugriff für {user} wurde zweimal verwendet und ist beendet: Er ist vielleicht gestohlen",
  ],
  BROWSER_SESSION_BEGUN: ["{user} stays signed in in a browser", "{user} blijft in een browser ingelogd", "{user} bleibt in einem Browser angemeldet"],
  BROWSER_SESSION_ENDED: ["{user} was signed out in browsers", "{user} is in browsers uitgelogd", "{user} wurde in Browsern abgemeldet"],
  CODE_GIVEN: ["{user} was led to an application", "{user} is naar een applicatie geleid", "{user} wurde zu einer Anwendung geleitet"],
  COOKIE_GIVEN: [
    "{user} was let in to a website behind a proxy",
    "{user} is toegelaten tot een website achter een proxy",
    "{user} wurde auf eine Website hinter einem Proxy gelassen",
  ],
  AUTHORIZATION_REFUSED: [
    "A sign-in to an application was refused",
    "Een login bij een applicatie is geweigerd",
    "Eine Anmeldung bei einer Anwendung wurde abgewiesen",
  ],
  SCOPE_LEFT_OUT: [
    "An application asked for more than its scope allows",
    "Een applicatie heeft om meer gevraagd dan haar scope toestaat",
    "Eine Anwendung hat mehr verlangt, als im Scope eingetragen ist",
  ],
  SELF_CONFIRMED: [
    "{user} confirmed a change with the phone",
    "{user} heeft een wijziging met de telefoon bevestigd",
    "{user} hat eine Änderung mit dem Smartphone bestätigt",
  ],
  SELF_PHONE_RENAMED: ["{user} named a phone", "{user} heeft een telefoon een naam gegeven", "{user} hat ein Smartphone benannt"],
  SELF_PHONE_REMOVED: ["{user} removed a phone", "{user} heeft een telefoon verwijderd", "{user} hat ein Smartphone entfernt"],
  SELF_PIN_SET: ["{user} chose a PIN", "{user} heeft een pincode gekozen", "{user} hat eine PIN gewählt"],
  RECOVERY_CODES_MADE: ["{user} made recovery codes", "{user} heeft herstelcodes gemaakt", "{user} hat Wiederherstellungscodes erstellt"],
  RECOVERY_USED: [
    "{user} registers a new phone by a recovery code",
    "{user} registreert met een herstelcode een nieuwe telefoon",
    "{user} richtet mit einem Wiederherstellungscode ein neues Smartphone ein",
  ],
  SIGN_IN_DISOWNED: [
    "{user} reported a sign-in as someone else’s: call the person",
    "{user} heeft een login van een ander gemeld: bel deze persoon",
    "{user} hat eine fremde Anmeldung gemeldet: Rufen Sie die Person an",
  ],
  CONFIRMATION_ASKED: [
    "An application asked {user} to confirm something",
    "Een applicatie vroeg {user} om iets te bevestigen",
    "Eine Anwendung hat {user} um eine Bestätigung gebeten",
  ],
  CONFIRMATION_GIVEN: [
    "{user} confirmed on the phone what an application asked",
    "{user} heeft op de telefoon bevestigd wat een applicatie vroeg",
    "{user} hat auf dem Smartphone bestätigt, was eine Anwendung gefragt hat",
  ],
  CONFIRMATION_DECLINED: [
    "{user} declined what an application or a device asked",
    "{user} heeft geweigerd wat een applicatie of apparaat vroeg",
    "{user} hat abgelehnt, was eine Anwendung oder ein Gerät gefragt hat",
  ],
  CALLER_PROVED: [
    "A caller to the help desk showed that they are {user}",
    "Een beller van de helpdesk heeft getoond {user} te zijn",
    "Wer beim Helpdesk anrief, hat sich als {user} ausgewiesen",
  ],
  CALLER_FAIL: [
    "A caller to the help desk was not shown to be {user}",
    "Een beller van de helpdesk heeft niet getoond {user} te zijn",
    "Wer beim Helpdesk anrief, hat sich nicht als {user} ausgewiesen",
  ],
} satisfies Partial<Texts<AuditEvent>>;
