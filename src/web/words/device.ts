// /device: a device without a browser asks for a sign-in.

import type { WordTable } from "../../lib/words.ts";

export const deviceWords = {
  title: ["Sign in a device", "Een apparaat aanmelden", "Ein Gerät anmelden"],
  lead: ["Enter the code that the device shows.", "Vul de code in die het apparaat toont.", "Geben Sie den Code ein, den das Gerät anzeigt."],
  code: ["Code", "Code", "Code"],
  hint: [
    "Eight letters. Capitals and the dash don’t matter.",
    "Acht letters. Hoofdletters en het streepje maken niet uit.",
    "Acht Buchstaben. Groß- und Kleinschreibung und der Strich sind egal.",
  ],
  next: ["Continue", "Verder", "Weiter"],
  ask: {
    title: [(name: string) => `Sign in ${name}?`, (name) => `${name} aanmelden?`, (name) => `${name} anmelden?`],
    compare: [
      "Does the device in front of you show exactly this code? If someone sent you the code or a link, decline.",
      "Toont het apparaat vóór u precies deze code? Heeft iemand u de code of een link gestuurd? Weiger dan.",
      "Zeigt das Gerät vor Ihnen genau diesen Code? Hat Ihnen jemand den Code oder einen Link geschickt, lehnen Sie ab.",
    ],
    gets: [
      (name: string, user: string) => `${name} will be signed in as ${user}, and gets:`,
      (name, user) => `${name} wordt aangemeld als ${user} en krijgt:`,
      (name, user) => `${name} wird als ${user} angemeldet und erhält:`,
    ],
    decline: ["Decline", "Weigeren", "Ablehnen"],
    allow: ["Sign in the device", "Apparaat aanmelden", "Gerät anmelden"],
  },
  scopes: {
    openid: ["an ID that stands for you", "een kenmerk dat bij u hoort", "eine Kennung, die zu Ihnen gehört"],
    profile: ["your user name and name", "uw gebruikersnaam en naam", "Ihren Benutzernamen und Namen"],
    email: ["your email address", "uw e-mailadres", "Ihre E-Mail-Adresse"],
    groups: ["your groups", "uw groepen", "Ihre Gruppen"],
    offline_access: [
      "access until you or an administrator ends it, for 90 days at most",
      "toegang tot u of een beheerder die beëindigt, hoogstens 90 dagen",
      "Zugang, bis Sie oder ein Administrator ihn beenden, höchstens 90 Tage",
    ],
  },
  done: {
    allowed: {
      title: ["The device is signed in", "Het apparaat is aangemeld", "Das Gerät ist angemeldet"],
      text: ["You can close this page.", "U kunt deze pagina sluiten.", "Sie können diese Seite schließen."],
    },
    declined: {
      title: ["Declined", "Geweigerd", "Abgelehnt"],
      text: ["The device is not signed in.", "Het apparaat is niet aangemeld.", "Das Gerät ist nicht angemeldet."],
    },
  },
  refused: {
    unknown: [
      "We don’t know this code, or it has expired. Check it on the device, or begin there again.",
      "Deze code kennen we niet, of hij is verlopen. Controleer hem op het apparaat, of begin daar opnieuw.",
      "Diesen Code kennen wir nicht, oder er ist abgelaufen. Prüfen Sie ihn am Gerät, oder beginnen Sie dort von vorn.",
    ],
    "too-many": [
      "Too many wrong codes. Sign out, sign in again, and begin again on the device.",
      "Te veel verkeerde codes. Log uit, log opnieuw in en begin opnieuw op het apparaat.",
      "Zu viele falsche Codes. Melden Sie sich ab und wieder an, und beginnen Sie am Gerät von vorn.",
    ],
    decided: [
      "This code has already been used. If your device isn’t signed in, begin again there.",
      "Deze code is al gebruikt. Is uw apparaat niet aangemeld? Begin daar dan opnieuw.",
      "Dieser Code wurde schon verwendet. Ist Ihr Gerät nicht angemeldet, beginnen Sie dort von vorn.",
    ],
    "not-enough": [
      "Your sign-in isn’t enough for this application: it asks for a PIN, or is for other people.",
      "Uw inlog is voor deze applicatie niet genoeg: die vraagt om een pincode, of is voor anderen.",
      "Ihre Anmeldung genügt dieser Anwendung nicht: Sie verlangt eine PIN oder ist für andere Personen.",
    ],
    limited: [
      "Too many attempts. Wait a minute and try again.",
      "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
      "Zu viele Versuche. Warten Sie eine Minute, und versuchen Sie es erneut.",
    ],
  },
} satisfies WordTable;
