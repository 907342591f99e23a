// Every visible word in German, by page, in the polite form.

import { consoleDe } from "./console-de.ts";
import type { Words } from "./en.ts";
import { enrolDe } from "./enrol-de.ts";

export const de: Words = {
  console: consoleDe,
  layout: {
    skip: "Zum Inhalt springen",
    footer: "Anmelden per QR-Code, mit der Tiqr-App.",
  },
  home: {
    title: "Anmelden mit dem Smartphone",
    lead: (service) =>
      `Bei ${service} weisen Sie sich mit der Tiqr-App aus. Sie scannen einen QR-Code und bestätigen auf Ihrem Smartphone. Ihr Passwort bleibt dabei aus dem Spiel.`,
    how: "So funktioniert es",
    steps: [
      {
        title: "Code scannen",
        text: "Öffnen Sie die Tiqr-App und richten Sie die Kamera auf den QR-Code auf Ihrem Bildschirm.",
      },
      {
        title: "Auf dem Smartphone bestätigen",
        text: "Entsperren Sie mit Ihrer PIN, Ihrem Fingerabdruck oder Ihrem Gesicht.",
      },
      { title: "Sie sind angemeldet", text: "Die Seite auf Ihrem Bildschirm macht von selbst weiter." },
    ],
    places: "Was Sie wo finden",
    placesFor: {
      login: { title: "Anmelden", text: "Melden Sie sich mit dem Smartphone an und probieren Sie es aus." },
      console: {
        title: "Konsole",
        text: "Für Administratoren und Dienstkonten: Token, Anmeldungen, das Audit-Protokoll.",
      },
      health: { title: "Status des Dienstes", text: "Ob der Dienst und seine Datenbank funktionieren, als JSON." },
    },
    developers: "Für Anwendungen und Administratoren",
    developersText:
      "Anwendungen nutzen bei diesem Dienst die API von privacyIDEA. Die Dokumentation beim Quelltext beschreibt die Anfragen, die Konten und ihre Rechte, was den Smartphones mitgeteilt wird, und wie Sie einen solchen Dienst selbst betreiben.",
  },
  login: {
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
      lead: (user) =>
        `Öffnen Sie die Tiqr-App, scannen Sie den Code und bestätigen Sie. Sie melden sich als ${user} an.`,
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
  },
  notFound: {
    title: "Hier gibt es nichts",
    text: "Vielleicht enthält die Adresse einen Tippfehler, oder die Seite ist umgezogen.",
    home: "Zur Startseite",
  },
  problem: {
    failed: {
      title: "Bei uns ist etwas schiefgegangen",
      text: "Es ist nichts verloren. Bitte gehen Sie zurück und versuchen Sie es gleich noch einmal.",
    },
    foreign: {
      title: "Dieses Formular kam von einer anderen Website",
      text: "Deshalb wurde nichts getan. Gehen Sie zu unserer Seite zurück und senden Sie das Formular von dort.",
    },
    method: {
      title: "Das geht an dieser Adresse nicht",
      text: "Es wurde nichts getan. Gehen Sie zur vorigen Seite zurück und versuchen Sie es von dort noch einmal.",
    },
    tooLarge: {
      title: "Das ist zu viel Text",
      text: "Es wurde nichts getan. Gehen Sie zurück, kürzen Sie Ihre Eingabe und senden Sie sie noch einmal.",
    },
  },
  link: {
    login: {
      title: "Anmelden mit der Tiqr-App",
      lead: "Dieser Link gehört in die Tiqr-App auf Ihrem Smartphone. Sie sehen diese Seite, weil sich die App nicht von selbst geöffnet hat.",
      open: "In der Tiqr-App öffnen",
      last: {
        title: "Noch kein Konto in der App?",
        text: "Bitten Sie Ihre Organisation um einen QR-Code, mit dem Sie Ihr Smartphone registrieren. Melden Sie sich danach erneut an.",
      },
    },
    enrolment: {
      title: "Ihr Smartphone registrieren",
      lead: "Dieser Link fügt der Tiqr-App auf Ihrem Smartphone ein Konto hinzu. Sie sehen diese Seite, weil sich die App nicht von selbst geöffnet hat.",
      open: "In der Tiqr-App registrieren",
      last: {
        title: "Geben Sie den Link nicht weiter.",
        text: "Er funktioniert genau einmal, und wer ihn zuerst benutzt, bekommt das Konto.",
      },
    },
    steps: {
      install: {
        title: "App installieren",
        text: "Suchen Sie im App Store oder bei Google Play nach „Tiqr“ von SURF.",
      },
      open: {
        title: "Auf diesem Smartphone hierher zurückkehren",
        text: "Tippen Sie auf die Schaltfläche unten, oder scannen Sie den QR-Code noch einmal mit der App.",
      },
    },
    nothing:
      "Es passiert nichts? Dann ist die App auf diesem Gerät nicht installiert. Installieren Sie sie zuerst, oder nehmen Sie das Smartphone, auf dem sie installiert ist.",
    foreign: {
      title: "Dieser Link lässt sich nicht verwenden",
      text: "Er ist unvollständig oder stammt nicht von diesem Dienst. Gehen Sie dorthin zurück, wo Sie ihn gefunden haben, und beginnen Sie von vorn.",
    },
  },
  enrol: enrolDe,
};
