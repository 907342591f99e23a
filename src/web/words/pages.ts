// The pages outside sign-in, enrolment and console.

import type { WordTable } from "../../lib/words.ts";

export const pagesWords = {
  layout: {
    skip: ["Skip to the content", "Naar de inhoud", "Zum Inhalt springen"],
    language: ["Language", "Taal", "Sprache"],
    footer: ["Sign in by QR code with the Tiqr app.", "Inloggen met een QR-code, via de Tiqr-app.", "Anmelden per QR-Code, mit der Tiqr-App."],
    help: ["Help", "Hulp", "Hilfe"],
  },
  notFound: {
    title: ["There is nothing here", "Hier is niets te vinden", "Hier gibt es nichts"],
    text: [
      "The address may be mistyped, or the page may have moved.",
      "Misschien zit er een typefout in het adres, of is de pagina verplaatst.",
      "Vielleicht enthält die Adresse einen Tippfehler, oder die Seite ist umgezogen.",
    ],
    home: ["Go to the start page", "Naar de startpagina", "Zur Startseite"],
  },
  problem: {
    failed: {
      title: ["Something went wrong on our side", "Er ging iets mis aan onze kant", "Bei uns ist etwas schiefgegangen"],
      text: [
        "Nothing was lost. Please go back and try again in a moment.",
        "Er is niets verloren gegaan. Ga terug en probeer het zo meteen opnieuw.",
        "Es ist nichts verloren gegangen. Bitte gehen Sie zurück und versuchen Sie es gleich noch einmal.",
      ],
    },
    foreign: {
      title: ["This form came from another site", "Dit formulier kwam van een andere site", "Dieses Formular kam von einer anderen Website"],
      text: [
        "That is why nothing was done. Go back to our page and send the form from there.",
        "Daarom is er niets gedaan. Ga terug naar onze pagina en verstuur het formulier daar.",
        "Deshalb ist nichts passiert. Gehen Sie zu unserer Seite zurück und senden Sie das Formular von dort.",
      ],
    },
    method: {
      title: ["This doesn’t work at this address", "Dit kan niet op dit adres", "Das geht unter dieser Adresse nicht"],
      text: [
        "Nothing was done. Go back to the previous page and try again from there.",
        "Er is niets gedaan. Ga terug naar de vorige pagina en probeer het daar opnieuw.",
        "Es ist nichts passiert. Gehen Sie zur vorigen Seite zurück und versuchen Sie es von dort noch einmal.",
      ],
    },
    tooLarge: {
      title: ["That’s too much text", "Dit is te veel tekst", "Das ist zu viel Text"],
      text: [
        "Nothing was done. Go back, shorten what you entered and send it again.",
        "Er is niets gedaan. Ga terug, kort uw tekst in en verstuur het formulier opnieuw.",
        "Es ist nichts passiert. Gehen Sie zurück, kürzen Sie Ihre Eingabe und senden Sie sie noch einmal.",
      ],
    },
  },
} satisfies WordTable;
