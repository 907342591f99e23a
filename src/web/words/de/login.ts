// The login page in German, in the polite form: src/web/login/page.tsx.

import type { loginEn } from "../en/login.ts";

export const loginDe: typeof loginEn = {
  offline: "Sie sind offline. Wir versuchen es weiter.",
  failed: "Das ist nicht angekommen. Bitte klicken Sie noch einmal auf die Schaltfläche.",
  start: {
    title: "Anmelden",
    lead: "Bestätigen Sie mit der Tiqr-App auf Ihrem Smartphone, dass Sie es sind.",
    titleFor: (application) => `Bei ${application} anmelden`,
    leadFor: (application, service) =>
      `${application} fragt ${service}, wer Sie sind. Bestätigen Sie mit der Tiqr-App auf Ihrem Smartphone, dass Sie es sind.`,
    user: "Benutzername",
    pin: "PIN",
    pinHint: (service) => `Ihre PIN für ${service}, nicht die der App. Leer lassen, wenn Sie keine haben.`,
    pinNeeded: (application, service) => `Ihre PIN für ${service}, nicht die der App. ${application} verlangt sie.`,
    showPin: "PIN anzeigen",
    submit: "QR-Code anzeigen",
    forgotPin: "PIN vergessen?",
    askForPin: "Bitten Sie Ihren Helpdesk um eine neue.",
  },
  waiting: {
    title: "Mit dem Smartphone scannen",
    lead: (user) => `Öffnen Sie die Tiqr-App, scannen Sie den Code und bestätigen Sie. Sie melden sich als ${user} an.`,
    leadFor: (user, application) =>
      `Öffnen Sie die Tiqr-App, scannen Sie den Code und bestätigen Sie. Sie melden sich bei ${application} als ${user} an.`,
    onlyYours: "Scannen Sie das nur, wenn Sie diese Seite selbst geöffnet haben. Wir senden nie QR-Codes per Mail.",
    alt: "QR-Code zum Scannen mit der Tiqr-App",
    openApp: "In der Tiqr-App öffnen",
    left: "Noch gültig:",
    until: "Gültig bis",
    attemptsLeft: (n) => (n === 1 ? "Sie haben noch einen Versuch." : `Sie haben noch ${n} Versuche.`),
    byHand: "Haben Sie auf dem Smartphone bestätigt? Dann geht es hier weiter.",
    goOn: "Weiter",
    confirmed: "Bestätigt",
    enterCode: "Code eingeben",
    noNetwork: "wenn Ihr Smartphone offline ist",
    response: "Code aus der App",
    responseHint: "Scannen Sie den QR-Code trotzdem. Die App zeigt dann einen Code an, den Sie hier eingeben.",
    sendResponse: "Mit diesem Code anmelden",
    cancel: "Abbrechen",
    renewed: "Der vorige Code ist abgelaufen. Hier ist ein neuer.",
    over: "Abgelaufen",
    expired:
      "Dieser Code ist abgelaufen, und mit ihm die Ziffern, die die App dafür anzeigt. Lassen Sie sich einen neuen Code anzeigen und scannen Sie ihn.",
    newCode: "Neuen Code anzeigen",
  },
  accepted: {
    title: "Sie sind angemeldet",
    text: (user) => `Ihr Smartphone hat bestätigt, dass Sie ${user} sind.`,
    alone: (service) =>
      `Sie sind in diesem Browser bei ${service} angemeldet: Anwendungen, die es nutzen, fragen Sie vorerst nicht noch einmal. Sie können diese Seite schließen.`,
    elsewhere: (user) =>
      `Sie sind als ${user} angemeldet. Kehren Sie zum anderen Tab zurück. Diesen können Sie schließen.`,
    me: "Meine Smartphones",
    signOut: "Abmelden",
    going: (application) => `Sie werden zu ${application} zurückgeleitet.`,
    goOn: "Weiter",
  },
  backTo: (application) => `Zurück zu ${application}`,
  left: {
    title: "Einen Moment",
    text: (application) => `Sie werden zu ${application} zurückgeleitet.`,
    goOn: "Weiter",
  },
  outdated: {
    title: "Diese Seite ist zu alt",
    text: (application) =>
      `Hier können Sie sich nicht mehr anmelden. Gehen Sie zurück zu ${application}, und beginnen Sie dort von vorn.`,
  },
  unreadable: {
    title: "Diese Anmeldung ist so nicht möglich",
    text: "Diese Seite wurde nicht so abgeschickt, wie wir sie erstellt haben. Bitte gehen Sie zurück zur Anwendung, und beginnen Sie dort von vorn.",
  },
  notices: {
    "wrong-user":
      "Mit diesem Benutzernamen und dieser PIN ist keine Anmeldung möglich. Prüfen Sie beides und versuchen Sie es noch einmal. Warten Sie nach vielen Fehlversuchen erst einige Minuten.",
    "pin-needed": "Bitte geben Sie Ihre PIN ein. Diese Anwendung verlangt sie.",
    locked:
      "Ihr Konto ist nach zu vielen Fehlversuchen gesperrt. Versuchen Sie es in einigen Minuten noch einmal, oder wenden Sie sich an Ihren Helpdesk.",
    unusable:
      "Mit Ihrem registrierten Smartphone können Sie sich zurzeit nicht anmelden. Bitte wenden Sie sich an Ihren Helpdesk.",
    expired: "Der QR-Code ist abgelaufen. Bitte holen Sie sich einen neuen.",
    cancelled: "Die Anmeldung wurde abgebrochen.",
    blocked:
      "Diese Anmeldung wurde nach zu vielen Fehlversuchen gestoppt. Klappt auch die nächste nicht, warten Sie einige Minuten, oder wenden Sie sich an Ihren Helpdesk.",
    over: "Diese Anmeldung ist schon abgeschlossen. Bitte melden Sie sich noch einmal an.",
    unknown:
      "Diese Anmeldung wurde nicht in diesem Browser begonnen, oder sie ist längst vorbei. Bitte melden Sie sich noch einmal an.",
    "no-cookie":
      "Ihr Browser hat für diese Anmeldung kein Cookie mitgeschickt. Falls er Cookies dieser Seite blockiert, erlauben Sie sie bitte. Sonst ist die Anmeldung längst vorbei. Bitte melden Sie sich noch einmal an.",
    "wrong-response": "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App und versuchen Sie es noch einmal.",
    "code-before":
      "Diese Ziffern gehören zum vorigen Code, der abgelaufen ist. Scannen Sie den neuen Code und geben Sie die Ziffern ein, die die App dafür anzeigt. Das zählt nicht als Fehlversuch.",
    elsewhere:
      "Ihr Smartphone ist woanders. Wenn Sie selbst begonnen haben: Verbinden Sie es mit dem WLAN dieses Computers oder schalten Sie das VPN aus, und scannen Sie noch einmal. Oder geben Sie den Code ein, den die App ohne Netz anzeigt. Hat Sie jemand hierher geschickt, schließen Sie diese Seite.",
    "not-yet": "Ihr Smartphone hat noch nicht bestätigt.",
    unreadable: "Ihre Eingabe ist zu lang oder enthält unzulässige Zeichen.",
    "cross-site":
      "Diese Anfrage kam von einer anderen Website und wurde nicht ausgeführt. Bitte melden Sie sich hier an.",
    "too-many": "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.",
    unavailable: "Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.",
  },
};
