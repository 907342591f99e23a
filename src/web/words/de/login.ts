// The login page in German, in the polite form: src/web/login/page.tsx.

import type { loginEn } from "../en/login.ts";

export const loginDe: typeof loginEn = {
  offline: "Im Moment besteht keine Verbindung. Die Seite versucht es automatisch weiter.",
  failed: "Das ist nicht angekommen. Bitte drücken Sie noch einmal auf die Schaltfläche.",
  start: {
    title: "Anmelden",
    lead: (service) => `Sie bestätigen auf Ihrem Smartphone, mit der Tiqr-App, die bei ${service} registriert ist.`,
    leadTo: (host, service) => `Sie melden sich über ${service} bei ${host} an. Sie bestätigen auf Ihrem Smartphone.`,
    user: "Benutzername",
    pin: "PIN",
    pinHint: "Die PIN dieses Dienstes, nicht die der App. Lassen Sie das Feld leer, wenn Sie keine haben.",
    submit: "QR-Code anzeigen",
  },
  waiting: {
    title: "Mit dem Smartphone scannen",
    lead: (user) => `Öffnen Sie die Tiqr-App, scannen Sie den Code und bestätigen Sie. Sie melden sich als ${user} an.`,
    alt: "QR-Code zum Scannen mit der Tiqr-App",
    openApp: "In der Tiqr-App öffnen",
    left: "Noch gültig:",
    byHand: "Wenn Sie auf dem Smartphone bestätigt haben, geht es hier weiter.",
    goOn: "Weiter",
    noNetwork: "Kein Netz auf dem Smartphone?",
    response: "Ziffern aus der App",
    responseHint: "Scannen Sie den Code trotzdem. Die App zeigt dann Ziffern an, die Sie hier eingeben.",
    sendResponse: "Mit den Ziffern anmelden",
    cancel: "Abbrechen",
    renewed: "Der vorherige Code ist abgelaufen. Dies ist ein neuer.",
  },
  accepted: {
    title: "Sie sind angemeldet",
    text: (user) => `Ihr Smartphone hat bestätigt, dass Sie ${user} sind.`,
    alone: "Das war alles: Ihr Smartphone funktioniert. Sie können diese Seite schließen.",
    going: (host) => `Sie werden zu ${host} zurückgeleitet.`,
    goOn: "Weiter",
  },
  unreturnable: {
    title: "Diese Anmeldung ist nicht möglich",
    text: "Die Anwendung, von der Sie kommen, möchte Sie zu einer Adresse zurückleiten, die hier nicht eingetragen ist. Bitte melden Sie das den Betreibern der Anwendung.",
  },
  notices: {
    "wrong-user":
      "Mit diesem Benutzernamen und dieser PIN ist keine Anmeldung möglich. Prüfen Sie beides und versuchen Sie es erneut. Warten Sie nach vielen Fehlversuchen erst einige Minuten.",
    locked:
      "Ihre Anmeldung ist nach zu vielen Fehlversuchen gesperrt. Versuchen Sie es in einigen Minuten wieder, oder wenden Sie sich an Ihren Helpdesk.",
    unusable:
      "Ihr registriertes Smartphone kann zurzeit nicht zum Anmelden benutzt werden. Bitte wenden Sie sich an Ihren Helpdesk.",
    expired: "Der QR-Code ist abgelaufen. Lassen Sie sich einen neuen anzeigen.",
    cancelled: "Die Anmeldung wurde abgebrochen.",
    blocked:
      "Es gab zu viele falsche Antworten. Deshalb wurde diese Anmeldung abgebrochen. Funktioniert auch die nächste nicht, warten Sie einige Minuten, oder wenden Sie sich an Ihren Helpdesk.",
    over: "Diese Anmeldung ist schon abgeschlossen. Melden Sie sich erneut an.",
    unknown:
      "Diese Anmeldung wurde nicht in diesem Browser begonnen, oder sie ist längst vorbei. Melden Sie sich erneut an.",
    "no-cookie":
      "Ihr Browser hat für diese Anmeldung kein Cookie mitgeschickt. Falls er von dieser Seite keine Cookies speichert, erlauben Sie sie bitte. Sonst ist die Anmeldung längst vorbei. Melden Sie sich erneut an.",
    "wrong-response": "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App und versuchen Sie es noch einmal.",
    "not-yet": "Ihr Smartphone hat noch nicht bestätigt.",
    unreadable: "Ihre Eingabe ist zu lang oder enthält unzulässige Zeichen.",
    "cross-site": "Diese Anfrage kam von einer anderen Website und wurde nicht ausgeführt. Melden Sie sich hier an.",
    "too-many": "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es erneut.",
    unavailable: "Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
  },
};
