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
      { title: "Sie sind angemeldet", text: "Die Seite auf Ihrem Bildschirm geht von selbst weiter." },
    ],
    places: "Wo Sie was finden",
    placesFor: {
      console: {
        title: "Konsole",
        text: "Für Administratoren und Dienstkonten: Token, Anmeldungen, das Audit-Protokoll.",
      },
      health: { title: "Status des Dienstes", text: "Ob der Dienst und seine Datenbank funktionieren, als JSON." },
    },
    developers: "Für Anwendungen und Administratoren",
    developersText:
      "Anwendungen nutzen bei diesem Dienst die API von privacyIDEA. Mehr dazu steht im Quelltext des Projekts:",
    documents: [
      { path: "docs/api.md", text: "die Anfragen, eine nach der anderen" },
      { path: "docs/accounts.md", text: "Administratoren, Dienstkonten und ihre Rechte" },
      { path: "docs/phones.md", text: "was den Smartphones mitgeteilt wird" },
      { path: "docs/deploy.md", text: "den Dienst selbst betreiben" },
    ],
  },
  notFound: {
    title: "Hier gibt es nichts",
    text: "Vielleicht enthält die Adresse einen Tippfehler, oder die Seite ist umgezogen.",
    home: "Zur Startseite",
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
      "Es passiert nichts? Dann ist die App nicht auf diesem Gerät. Installieren Sie sie zuerst, oder nehmen Sie das Smartphone, auf dem sie ist.",
    foreign: {
      title: "Dieser Link lässt sich nicht verwenden",
      text: "Er ist unvollständig oder stammt nicht von diesem Dienst. Gehen Sie dorthin zurück, wo Sie ihn gefunden haben, und beginnen Sie von vorn.",
    },
  },
  enrol: enrolDe,
};
