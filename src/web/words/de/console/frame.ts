// The frame of the console's pages, its notices, and its sign-in, in German.

import type { frameEn } from "../../en/console/frame.ts";

export const frameDe: typeof frameEn = {
  nav: {
    label: "Konsole",
    dashboard: "Übersicht",
    tokens: "Token",
    links: "Registrierungslinks",
    transactions: "Offene Anmeldungen",
    audit: "Audit-Protokoll",
    settings: "Einstellungen",
    signOut: "Abmelden",
    signOutEverywhere: "Überall abmelden",
    signedInAs: (name) => `Angemeldet als ${name}`,
  },
  signIn: {
    title: "Bei der Konsole anmelden",
    lead: "Für Administratoren und Dienstkonten.",
    name: "Konto",
    password: "Passwort",
    submit: "Anmelden",
    cookies:
      "Ihr Browser blockiert Cookies dieser Seite. Die Konsole braucht eines: Erlauben Sie es und melden Sie sich noch einmal an.",
    phone: {
      title: "Auf dem Smartphone bestätigen",
      lead: "Scannen Sie diesen Code mit der Tiqr-App und bestätigen Sie dort.",
      alt: "QR-Code zum Anmelden mit der Tiqr-App",
      done: "Ich habe bestätigt",
      startAgain: "Von vorn beginnen",
    },
    ended: {
      expired: "Der QR-Code ist abgelaufen. Bitte melden Sie sich noch einmal an.",
      cancelled: "Diese Anmeldung wurde abgebrochen. Bitte melden Sie sich noch einmal an.",
      blocked: "Diese Anmeldung wurde nach zu vielen Fehlversuchen gestoppt. Bitte melden Sie sich noch einmal an.",
      over: "Diese Anmeldung ist beendet. Bitte melden Sie sich noch einmal an.",
    },
  },
  confirmation: {
    title: "Mit dem Smartphone bestätigen",
    lead: "Bevor Sie das Token eines Administrators ändern, bestätigen Sie mit Ihrem eigenen Smartphone. Eine Bestätigung gilt fünf Minuten.",
    go: "QR-Code anzeigen",
    ended:
      "Nicht bestätigt: Der QR-Code ist abgelaufen, oder die Anfrage wurde abgebrochen oder gestoppt. Bitte versuchen Sie es noch einmal.",
  },
  refused: {
    title: "Nicht erlaubt",
    foreign: "Diese Anfrage kam nicht von einer Seite der Konsole. Es ist nichts passiert.",
    unreadable: "Das Formular ließ sich nicht lesen. Es ist nichts passiert.",
    failed: "Das hat nicht geklappt",
    said: "Der Dienst meldete:",
    back: "Zurück",
  },
  lost: {
    title: "Hier gibt es nichts",
    text: "Vielleicht enthält die Adresse einen Tippfehler, oder die Seite ist umgezogen.",
    home: "Zur Startseite der Konsole",
  },
  done: {
    confirmed: "Bestätigt. Klicken Sie nun noch einmal auf die Schaltfläche.",
    enrolled: "Das Smartphone ist registriert.",
    enabled: "Das Token ist aktiviert.",
    disabled: "Das Token ist deaktiviert.",
    reset: "Die Fehlversuche sind zurückgesetzt; das Token ist entsperrt.",
    revoked: "Das Token ist endgültig widerrufen.",
    deleted: "Das Token ist gelöscht.",
    pin: "Die PIN ist gesetzt.",
    unpinned: "Die PIN ist entfernt.",
    unassigned: "Das Token ist keinem Benutzer mehr zugeordnet.",
    cancelled: "Die Anmeldung ist abgebrochen.",
    late: "Diese Anmeldung war schon beendet.",
    withdrawn: "Der Link ist zurückgezogen.",
    linkOver: "Dieser Link war nicht mehr gültig.",
  },
  pages: {
    label: "Seiten",
    previous: "Vorige Seite",
    next: "Nächste Seite",
    of: (page, pages, count) => `Seite ${page} von ${pages}, insgesamt ${count}`,
    first: "Erste Seite",
    inAll: (count) => `Insgesamt ${count}`,
    atLeast: (count) => `Mindestens ${count}`,
    searchOn: "Weitersuchen",
    nothingYet: "Im durchsuchten Teil der Liste wurde nichts gefunden.",
    none: "Nichts anzuzeigen.",
    nothingFound: "Nichts gefunden.",
  },
};
