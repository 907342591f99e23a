// The enrolment page in German, in the polite form: src/web/enrol/page.tsx.

import type { enrolEn } from "../en/enrol.ts";

const DAY = { day: "numeric", month: "long", timeZone: "UTC" } as const;

export const enrolDe: typeof enrolEn = {
  title: "Ihr Smartphone registrieren",
  account: (user, service) => `Für das Konto ${user} bei ${service}.`,
  steps: { app: "App laden", scan: "Scannen", pin: "PIN wählen", trial: "Ausprobieren" },
  app: {
    text: "Installieren Sie „Tiqr“ von SURF auf Ihrem Smartphone: Scannen Sie den Code Ihres App-Stores mit der Kamera, oder öffnen Sie den Link auf dem Smartphone. Die Website der App ist tiqr.org.",
    textOnPhone:
      "Installieren Sie „Tiqr“ von SURF auf diesem Smartphone, und kehren Sie dann zu dieser Seite zurück. Die Website der App ist tiqr.org.",
    stores: { ios: "App Store (iPhone)", android: "Google Play (Android)" },
    alt: { ios: "QR-Code, der zur App im App Store führt", android: "QR-Code, der zur App bei Google Play führt" },
    again: "Ich habe die App noch nicht",
    back: "Zurück zum QR-Code",
  },
  until: "Der Link ist gültig bis",
  back: "Zurück",
  recovered: {
    accepted: (left) =>
      left === 0
        ? "Code angenommen. Das war Ihr letzter."
        : left === 1
          ? "Code angenommen. Sie haben noch 1 Code."
          : `Code angenommen. Sie haben noch ${left} Codes.`,
    text: "Ihre bisherigen Smartphones funktionieren nicht mehr. Registrieren Sie jetzt Ihr neues. Ihre PIN bleibt dieselbe.",
  },
  replaces: {
    title: "Ihr altes Smartphone funktioniert dann nicht mehr",
    text: "Sobald Sie auf die Schaltfläche klicken, ist mit dem bisher registrierten Smartphone keine Anmeldung mehr möglich.",
  },
  again:
    "War dieses Smartphone schon registriert? Löschen Sie dann zuerst das alte Konto in der Tiqr-App, sonst nimmt sie das neue nicht an.",
  start: "QR-Code anzeigen",
  startOnPhone: "In der App fortfahren",
  once: "Dieser Link funktioniert genau einmal, und nur in dem Browser, in dem Sie auf die Schaltfläche klicken.",
  name: {
    label: "Wie heißt dieses Smartphone?",
    hint: "Auch Ihre Organisation sieht den Namen.",
    unnamed: (atMs) => `Smartphone vom ${new Intl.DateTimeFormat("de", DAY).format(atMs)}`,
  },
  scan: {
    lead: "Öffnen Sie die Tiqr-App auf Ihrem Smartphone und scannen Sie diesen Code.",
    alt: "QR-Code, der Ihr Smartphone registriert. Scannen Sie ihn mit der Tiqr-App.",
    leadOnPhone: "Oder scannen Sie diesen Code mit einem anderen Smartphone.",
    confirmed: "Schlüssel empfangen",
    onPhone: "Lesen Sie das auf dem Smartphone selbst?",
    open: "In der Tiqr-App öffnen",
    notOpened:
      "Hat sich die App nicht geöffnet? Dann brauchen Sie einen neuen Link: Öffnen Sie ihn auf einem anderen Gerät und scannen Sie dort den Code.",
    waiting: "Warten auf Ihr Smartphone",
  },
  fetched: {
    title: "Ihr Smartphone hat den Code gelesen",
    text: "Schließen Sie den Vorgang in der App ab: Sie fragt, wie Sie das Konto entsperren möchten.",
  },
  stuck: "Klappt es nicht, oder haben Sie mit dem falschen Smartphone gescannt?",
  exists:
    "Meldet die App, dass es das Konto schon gibt? Löschen Sie das alte Konto in der App und holen Sie sich dann hier einen neuen Code.",
  renew: "Neuen Code anzeigen",
  codeExpired: {
    title: "Der Code ist abgelaufen",
    text: "Ein QR-Code gilt nur kurze Zeit. Holen Sie sich einen neuen; Ihr Link ist noch gültig.",
  },
  twice: {
    title: "Der Code wurde mehr als einmal gescannt",
    underWay:
      "Nur das erste Smartphone kann registriert werden. War das nicht Ihres, holen Sie sich einen neuen Code: Der bisherige funktioniert dann nicht mehr.",
    enrolled:
      "Nur das erste Smartphone wurde registriert. War das nicht Ihres, sagen Sie bitte sofort Ihrer Organisation Bescheid.",
    expired:
      "Kein Smartphone ist registriert. Holen Sie sich einen neuen Code und scannen Sie ihn nur mit Ihrem eigenen Smartphone. Falls jemand anders den Code gesehen haben könnte, sagen Sie Ihrer Organisation Bescheid.",
  },
  unproven: {
    title: "Ihr Smartphone hat seinen Schlüssel gesendet",
    text: "Probieren Sie es einmal aus, damit Sie wissen, dass es funktioniert.",
    stuck:
      "Hat die App einen Fehler gemeldet, oder fehlt das Konto darin? Dann holen Sie sich einen neuen Code: Der gesendete Schlüssel funktioniert dann nicht mehr.",
  },
  enrolled: { title: "Ihr Smartphone ist registriert", text: "Ab jetzt können Sie sich damit anmelden." },
  pin: {
    title: "PIN wählen",
    wanted: "Sie können eine PIN festlegen, die Sie bei der Anmeldung eingeben. Das ist nicht die PIN der App.",
    required: "Sie geben diese PIN bei der Anmeldung ein. Das ist nicht die PIN der App.",
    label: "PIN",
    hint: (least) => (least > 1 ? `Mindestens ${least} Zeichen` : "Ziffern, Buchstaben oder beides"),
    repeat: "PIN wiederholen",
    show: "PIN anzeigen",
    differs: "Die beiden PINs stimmen nicht überein. Geben Sie zweimal dieselbe ein.",
    save: "PIN speichern",
    saved: "Ihre PIN ist gespeichert.",
    skip: "Ohne PIN fortfahren",
    after: "Doch eine PIN festlegen",
  },
  trial: {
    title: "Ausprobieren",
    text: "Melden Sie sich einmal mit Ihrem Smartphone an. Das ist nur ein Test.",
    start: "Anmeldung testen",
    lead: "Scannen Sie diesen Code mit der Tiqr-App und bestätigen Sie.",
    alt: "QR-Code der Testanmeldung. Scannen Sie ihn mit der Tiqr-App.",
    byHand: "Ich habe bestätigt",
    confirmed: "Bestätigt",
    failed: {
      title: "Die Testanmeldung wurde nicht bestätigt",
      text: "Vielleicht war der Code abgelaufen oder das Smartphone noch nicht so weit. Versuchen Sie es einfach noch einmal.",
    },
  },
  done: {
    title: "Fertig",
    text: "Die Testanmeldung hat geklappt. Sie können diese Seite schließen oder hier weitermachen.",
    applications: "Ihre Anwendungen",
    account: "Ihr Konto",
    homes: { "/me": "Meine Smartphones", "/console": "Konsole" },
    recovery:
      "Ohne Smartphone können Sie sich nicht anmelden. Mit Wiederherstellungscodes registrieren Sie selbst ein neues.",
    codes: "Wiederherstellungscodes erstellen",
  },
  offline: "Sie sind offline. Die Seite macht automatisch weiter, sobald die Verbindung wieder da ist.",
  unsent: "Sie sind offline. Klicken Sie noch einmal auf die Schaltfläche, sobald die Verbindung wieder da ist.",
  refused: {
    title: "Das hat nicht geklappt",
    text: "Es wurde nichts geändert. Falls es wieder passiert, sagen Sie bitte Ihrer Organisation Bescheid.",
    name: "Ein Name hat höchstens 80 Zeichen und keine unsichtbaren.",
    cookies:
      "Ihr Browser blockiert Cookies dieser Seite. Erlauben Sie sie, laden Sie die Seite neu und klicken Sie noch einmal auf die Schaltfläche.",
    tooManyTokens:
      "Sie haben schon so viele Smartphones registriert, wie erlaubt sind. Ihre Organisation kann eines entfernen, das Sie nicht mehr benutzen.",
    tooManyRequests: "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.",
  },
  over: {
    unknown: {
      title: "Wir kennen diesen Link nicht",
      text: "Er ist unvollständig oder sehr alt. Kopieren Sie ihn vollständig aus der Nachricht, die Sie bekommen haben, oder bitten Sie Ihre Organisation um einen neuen.",
    },
    used: {
      title: "Dieser Link wurde bereits benutzt",
      text: "Er funktioniert nur in dem Browser, in dem er zuerst benutzt wurde. Falls Sie das waren, öffnen Sie den Link bitte wieder in jenem Browser. Wenn nicht, sagen Sie Ihrer Organisation Bescheid und bitten Sie um einen neuen Link.",
    },
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Bitten Sie Ihre Organisation um einen neuen. Ist Ihr Smartphone schon registriert, müssen Sie nichts weiter tun.",
    },
    withdrawn: {
      title: "Dieser Link wurde zurückgezogen",
      text: "Ihre Organisation hat an diesem Konto inzwischen etwas geändert. Bitten Sie sie um einen neuen Link.",
    },
  },
};
