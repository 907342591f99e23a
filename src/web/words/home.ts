// The start page: src/web/pages/home.tsx.

import type { WordTable } from "../../lib/words.ts";

export const homeWords = {
  title: ["Sign in with your phone", "Inloggen met uw telefoon", "Anmelden mit dem Smartphone"],
  lead: [
    (service: string) => `${service} lets you prove who you are with the Tiqr app. You scan a QR code and confirm on your phone. No password needed.`,
    (service) => `Bij ${service} laat u met de Tiqr-app zien wie u bent. U scant een QR-code en bevestigt op uw telefoon. Een wachtwoord is niet nodig.`,
    (service) =>
      `Bei ${service} weisen Sie sich mit der Tiqr-App aus. Sie scannen einen QR-Code und bestätigen auf Ihrem Smartphone. Ein Passwort brauchen Sie dafür nicht.`,
  ],
  how: ["How it works", "Zo werkt het", "So funktioniert es"],
  steps: {
    scan: {
      title: ["Scan the code", "Scan de code", "Code scannen"],
      text: [
        "Open the Tiqr app and point it at the QR code on your screen.",
        "Open de Tiqr-app en richt de camera op de QR-code op uw scherm.",
        "Öffnen Sie die Tiqr-App und richten Sie die Kamera auf den QR-Code auf Ihrem Bildschirm.",
      ],
    },
    confirm: {
      title: ["Confirm on your phone", "Bevestig op uw telefoon", "Auf dem Smartphone bestätigen"],
      text: [
        "Unlock with your PIN, your fingerprint or your face.",
        "Ontgrendel met uw pincode, vingerafdruk of gezicht.",
        "Entsperren Sie mit Ihrer PIN, Ihrem Fingerabdruck oder Ihrem Gesicht.",
      ],
    },
    done: {
      title: ["You’re in", "U bent ingelogd", "Sie sind angemeldet"],
      text: [
        "The page on your screen continues automatically.",
        "De pagina op uw scherm gaat automatisch verder.",
        "Die Seite auf Ihrem Bildschirm macht automatisch weiter.",
      ],
    },
  },
  places: ["Where to find things", "Wat vindt u waar?", "Was Sie wo finden"],
  placesFor: {
    login: {
      title: ["Sign in", "Inloggen", "Anmelden"],
      text: [
        "Sign in with your phone and see how it works.",
        "Log in met uw telefoon en ontdek hoe het werkt.",
        "Melden Sie sich mit dem Smartphone an und sehen Sie, wie es funktioniert.",
      ],
    },
    me: {
      title: ["My phones", "Mijn telefoons", "Meine Smartphones"],
      text: [
        "Your phones, your PIN and your recent sign-ins.",
        "Uw telefoons, uw pincode en uw recente logins.",
        "Ihre Smartphones, Ihre PIN und Ihre letzten Anmeldungen.",
      ],
    },
    console: {
      title: ["Console", "Console", "Konsole"],
      text: [
        "For administrators and service accounts: tokens, sign-ins, the audit trail.",
        "Voor beheerders en serviceaccounts: tokens, logins, het auditlog.",
        "Für Administratoren und Dienstkonten: Token, Anmeldungen, das Audit-Protokoll.",
      ],
    },
    health: {
      title: ["Service status", "Status van de dienst", "Status des Dienstes"],
      text: [
        "Whether the service and its database are working, as JSON.",
        "Of de dienst en de database werken, als JSON.",
        "Ob der Dienst und seine Datenbank funktionieren, als JSON.",
      ],
    },
    docs: {
      title: ["API", "API", "API"],
      text: [
        "For developers: every route, and an OpenAPI document of them.",
        "Voor ontwikkelaars: elke route, en een OpenAPI-document daarvan. In het Engels.",
        "Für Entwickler: jede Route, und ein OpenAPI-Dokument davon. Auf Englisch.",
      ],
    },
  },
  developers: ["For applications and administrators", "Voor applicaties en beheerders", "Für Anwendungen und Administratoren"],
  developersText: [
    "Applications sign people in by OpenID Connect, behind a proxy, or with privacyIDEA’s API. The documentation that comes with the source code describes the requests, the accounts and their rights, what phones are told, and how to run a service like this yourself.",
    "Applicaties laten mensen inloggen met OpenID Connect, achter een proxy of met de API van privacyIDEA. In de documentatie bij de broncode staan de verzoeken, de accounts en hun rechten, wat telefoons te horen krijgen en hoe u zelf zo’n dienst draait.",
    "Anwendungen melden Personen mit OpenID Connect, hinter einem Proxy oder mit der API von privacyIDEA an. Die Dokumentation beim Quelltext beschreibt die Anfragen, die Konten und ihre Rechte, was den Smartphones mitgeteilt wird und wie Sie einen solchen Dienst selbst betreiben.",
  ],
} satisfies WordTable;
