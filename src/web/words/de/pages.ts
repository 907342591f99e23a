// The pages outside sign-in, enrolment and console, in German, in the polite form.

import type { pagesEn } from "../en/pages.ts";

export const pagesDe: typeof pagesEn = {
  layout: {
    skip: "Zum Inhalt springen",
    language: "Sprache",
    footer: "Anmelden per QR-Code, mit der Tiqr-App.",
    help: "Hilfe",
  },
  home: {
    title: "Anmelden mit dem Smartphone",
    lead: (service) =>
      `Bei ${service} weisen Sie sich mit der Tiqr-App aus. Sie scannen einen QR-Code und bestätigen auf Ihrem Smartphone. Ein Passwort brauchen Sie dafür nicht.`,
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
      { title: "Sie sind angemeldet", text: "Die Seite auf Ihrem Bildschirm macht automatisch weiter." },
    ],
    places: "Was Sie wo finden",
    placesFor: {
      login: { title: "Anmelden", text: "Melden Sie sich mit dem Smartphone an und sehen Sie, wie es funktioniert." },
      me: { title: "Meine Smartphones", text: "Ihre Smartphones, Ihre PIN und Ihre letzten Anmeldungen." },
      console: {
        title: "Konsole",
        text: "Für Administratoren und Dienstkonten: Token, Anmeldungen, das Audit-Protokoll.",
      },
      health: { title: "Status des Dienstes", text: "Ob der Dienst und seine Datenbank funktionieren, als JSON." },
      docs: { title: "API", text: "Für Entwickler: jede Route, und ein OpenAPI-Dokument davon. Auf Englisch." },
    },
    developers: "Für Anwendungen und Administratoren",
    developersText:
      "Anwendungen melden Personen mit OpenID Connect, hinter einem Proxy oder mit der API von privacyIDEA an. Die Dokumentation beim Quelltext beschreibt die Anfragen, die Konten und ihre Rechte, was den Smartphones mitgeteilt wird und wie Sie einen solchen Dienst selbst betreiben.",
  },
  notFound: {
    title: "Hier gibt es nichts",
    text: "Vielleicht enthält die Adresse einen Tippfehler, oder die Seite ist umgezogen.",
    home: "Zur Startseite",
  },
  problem: {
    failed: {
      title: "Bei uns ist etwas schiefgegangen",
      text: "Es ist nichts verloren gegangen. Bitte gehen Sie zurück und versuchen Sie es gleich noch einmal.",
    },
    foreign: {
      title: "Dieses Formular kam von einer anderen Website",
      text: "Deshalb ist nichts passiert. Gehen Sie zu unserer Seite zurück und senden Sie das Formular von dort.",
    },
    method: {
      title: "Das geht unter dieser Adresse nicht",
      text: "Es ist nichts passiert. Gehen Sie zur vorigen Seite zurück und versuchen Sie es von dort noch einmal.",
    },
    tooLarge: {
      title: "Das ist zu viel Text",
      text: "Es ist nichts passiert. Gehen Sie zurück, kürzen Sie Ihre Eingabe und senden Sie sie noch einmal.",
    },
  },
  link: {
    login: {
      title: "Anmelden mit der Tiqr-App",
      lead: "Dieser Link gehört in die Tiqr-App auf Ihrem Smartphone. Sie sehen diese Seite, weil sich die App nicht automatisch geöffnet hat.",
      open: "In der Tiqr-App öffnen",
      last: {
        title: "Noch kein Konto in der App?",
        text: "Bitten Sie Ihre Organisation um einen QR-Code, mit dem Sie Ihr Smartphone registrieren. Melden Sie sich danach noch einmal an.",
      },
    },
    enrolment: {
      title: "Ihr Smartphone registrieren",
      lead: "Dieser Link fügt der Tiqr-App auf Ihrem Smartphone ein Konto hinzu. Sie sehen diese Seite, weil sich die App nicht automatisch geöffnet hat.",
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
        title: "Auf diesem Smartphone zu dieser Seite zurückkehren",
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
};
