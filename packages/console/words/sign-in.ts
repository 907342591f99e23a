// The console's sign-in.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const signInWords = {
  signIn: {
    title: ["Sign in to the console", "Inloggen op de console", "Bei der Konsole anmelden"],
    lead: ["For administrators and service accounts.", "Voor beheerders en serviceaccounts.", "Für Administratoren und Dienstkonten."],
    name: ["Account", "Account", "Konto"],
    password: ["Password", "Wachtwoord", "Passwort"],
    show: ["Show password", "Wachtwoord tonen", "Passwort anzeigen"],
    submit: ["Sign in", "Inloggen", "Anmelden"],
    cookies: [
      "Your browser blocks cookies from this page. The console needs one: allow it and sign in again.",
      "Uw browser blokkeert cookies van deze pagina. De console heeft er een nodig: sta cookies toe en log opnieuw in.",
      "Ihr Browser blockiert Cookies dieser Seite. Die Konsole braucht eines: Erlauben Sie es und melden Sie sich noch einmal an.",
    ],
    phone: {
      title: ["Confirm with your phone", "Bevestig met uw telefoon", "Auf dem Smartphone bestätigen"],
      lead: [
        "Scan this code with the Tiqr app and confirm there.",
        "Scan deze code met de Tiqr-app en bevestig daar.",
        "Scannen Sie diesen Code mit der Tiqr-App und bestätigen Sie dort.",
      ],
      alt: ["QR code to scan with the Tiqr app to sign in", "QR-code om met de Tiqr-app in te loggen", "QR-Code zum Anmelden mit der Tiqr-App"],
      done: ["I have confirmed", "Ik heb bevestigd", "Ich habe bestätigt"],
      startAgain: ["Start over", "Opnieuw beginnen", "Von vorn beginnen"],
    },
    ended: {
      expired: [
        "The QR code has expired. Please sign in again.",
        "De QR-code is verlopen. Log opnieuw in.",
        "Der QR-Code ist abgelaufen. Bitte melden Sie sich noch einmal an.",
      ],
      cancelled: [
        "This sign-in was cancelled. Please sign in again.",
        "Het inloggen is geannuleerd. Log opnieuw in.",
        "Diese Anmeldung wurde abgebrochen. Bitte melden Sie sich noch einmal an.",
      ],
      blocked: [
        "This sign-in was stopped after too many failed attempts. Please sign in again.",
        "Het inloggen is na te veel mislukte pogingen gestopt. Log opnieuw in.",
        "Diese Anmeldung wurde nach zu vielen Fehlversuchen gestoppt. Bitte melden Sie sich noch einmal an.",
      ],
      over: [
        "This sign-in has ended. Please sign in again.",
        "Deze login is afgelopen. Log opnieuw in.",
        "Diese Anmeldung ist beendet. Bitte melden Sie sich noch einmal an.",
      ],
    },
  },
  confirmation: {
    title: ["Confirm with your phone", "Bevestig met uw telefoon", "Mit dem Smartphone bestätigen"],
    lead: [
      "Before you can change an account or an administrator’s token, confirm with your own phone. A confirmation is valid for five minutes.",
      "Voordat u een account of het token van een beheerder wijzigt, bevestigt u met uw eigen telefoon. Een bevestiging is vijf minuten geldig.",
      "Bevor Sie ein Konto oder das Token eines Administrators ändern, bestätigen Sie mit Ihrem eigenen Smartphone. Eine Bestätigung gilt fünf Minuten.",
    ],
    go: ["Show the QR code", "QR-code tonen", "QR-Code anzeigen"],
    ended: [
      "Not confirmed: the QR code expired, or the request was cancelled or stopped. Please try again.",
      "Niet bevestigd: de QR-code is verlopen, of het verzoek is geannuleerd of gestopt. Probeer het opnieuw.",
      "Nicht bestätigt: Der QR-Code ist abgelaufen, oder die Anfrage wurde abgebrochen oder gestoppt. Bitte versuchen Sie es noch einmal.",
    ],
  },
} satisfies WordTable;
