// /confirm and /me/asked: an application asks a person to confirm something on the phone.

import type { WordTable } from "../../lib/words.ts";

export const confirmWords = {
  title: [(name: string) => `${name} asks you to confirm`, (name) => `${name} vraagt u om bevestiging`, (name) => `${name} bittet um Ihre Bestätigung`],
  says: [(name: string) => `${name} says:`, (name) => `${name} zegt:`, (name) => `${name} sagt:`],
  silent: [(name: string) => `${name} did not say what for.`, (name) => `${name} heeft niet gezegd waarvoor.`, (name) => `${name} hat nicht gesagt, wofür.`],
  account: [(user: string) => `For the account ${user}.`, (user) => `Voor het account ${user}.`, (user) => `Für das Konto ${user}.`],
  since: ["Asked", "Gevraagd", "Gefragt"],
  until: ["Expires", "Verloopt", "Läuft ab"],
  warning: [
    "If you did not start this, decline. Nobody from the help desk will ever ask you to confirm.",
    "Bent u hier niet zelf mee begonnen? Weiger dan. De helpdesk vraagt u nooit om te bevestigen.",
    "Wenn Sie das nicht selbst begonnen haben, lehnen Sie ab. Der Helpdesk bittet Sie nie um eine Bestätigung.",
  ],
  decline: ["Decline", "Weigeren", "Ablehnen"],
  confirm: ["Confirm", "Bevestigen", "Bestätigen"],
  pin: ["Your PIN", "Uw pincode", "Ihre PIN"],
  pinHint: ["The PIN that you enter when you sign in.", "De pincode die u bij het inloggen invult.", "Die PIN, die Sie beim Anmelden eingeben."],
  phone: {
    title: ["Confirm with your phone", "Bevestig met uw telefoon", "Mit dem Smartphone bestätigen"],
    lead: [
      "Scan this code with the Tiqr app. The phone doesn’t show the text: read it here.",
      "Scan deze code met de Tiqr-app. De telefoon toont de tekst niet: lees die hier.",
      "Scannen Sie diesen Code mit der Tiqr-App. Das Smartphone zeigt den Text nicht: Lesen Sie ihn hier.",
    ],
  },
  states: {
    approved: {
      title: ["Confirmed", "Bevestigd", "Bestätigt"],
      text: ["You can close this page.", "U kunt deze pagina sluiten.", "Sie können diese Seite schließen."],
    },
    denied: {
      title: ["Declined", "Geweigerd", "Abgelehnt"],
      text: [
        "The application can’t ask you again for some minutes.",
        "De applicatie kan u enkele minuten niet opnieuw vragen.",
        "Die Anwendung kann Sie einige Minuten lang nicht erneut fragen.",
      ],
    },
    over: {
      title: ["This question has expired", "Deze vraag is verlopen", "Diese Frage ist abgelaufen"],
      text: ["Nothing was confirmed.", "Er is niets bevestigd.", "Es wurde nichts bestätigt."],
    },
    unknown: {
      title: ["We don’t recognise this link", "We herkennen deze link niet", "Wir erkennen diesen Link nicht"],
      text: ["Nothing was confirmed.", "Er is niets bevestigd.", "Es wurde nichts bestätigt."],
    },
  },
  refused: {
    pin: [
      "That isn’t right. After several wrong tries, wait a few minutes.",
      "Dat klopt niet. Wacht na een paar verkeerde pogingen enkele minuten.",
      "Das stimmt nicht. Warten Sie nach mehreren Fehlversuchen einige Minuten.",
    ],
    noPhone: ["None of your phones can confirm now.", "Geen van uw telefoons kan nu bevestigen.", "Keines Ihrer Smartphones kann jetzt bestätigen."],
    again: [
      "That took too long, or didn’t work. Try again.",
      "Dat duurde te lang of is niet gelukt. Probeer het opnieuw.",
      "Das hat zu lange gedauert oder nicht geklappt. Versuchen Sie es erneut.",
    ],
    tooMany: [
      "Too many attempts. Wait a minute and try again.",
      "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
      "Zu viele Versuche. Warten Sie eine Minute, und versuchen Sie es erneut.",
    ],
  },
  asked: {
    title: ["What applications asked you", "Wat applicaties u vroegen", "Was Anwendungen Sie gefragt haben"],
    look: ["Read and decide", "Lezen en beslissen", "Lesen und entscheiden"],
    all: ["See what was asked today", "Bekijken wat vandaag is gevraagd", "Ansehen, was heute gefragt wurde"],
    none: ["Nobody asked you anything today.", "Niemand heeft u vandaag iets gevraagd.", "Heute hat Sie niemand etwas gefragt."],
    head: [
      ["When", "Application", "Text", "Answer"],
      ["Wanneer", "Applicatie", "Tekst", "Antwoord"],
      ["Wann", "Anwendung", "Text", "Antwort"],
    ],
    answers: {
      pending: ["Open", "Open", "Offen"],
      approved: ["Confirmed", "Bevestigd", "Bestätigt"],
      denied: ["Declined", "Geweigerd", "Abgelehnt"],
      over: ["No answer", "Geen antwoord", "Keine Antwort"],
    },
  },
} satisfies WordTable;
