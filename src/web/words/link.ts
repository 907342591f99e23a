// The page of a link that belongs in the app: src/web/pages/link.tsx.

import type { WordTable } from "../../lib/words.ts";

export const linkWords = {
  login: {
    title: ["Sign in with the Tiqr app", "Inloggen met de Tiqr-app", "Anmelden mit der Tiqr-App"],
    lead: [
      "This link belongs in the Tiqr app on your phone. You see this page because the app didn’t open automatically.",
      "Deze link hoort in de Tiqr-app op uw telefoon. U ziet deze pagina omdat de app niet automatisch is geopend.",
      "Dieser Link gehört in die Tiqr-App auf Ihrem Smartphone. Sie sehen diese Seite, weil sich die App nicht automatisch geöffnet hat.",
    ],
    open: ["Open in the Tiqr app", "Openen in de Tiqr-app", "In der Tiqr-App öffnen"],
    last: {
      title: ["No account in the app yet?", "Nog geen account in de app?", "Noch kein Konto in der App?"],
      text: [
        "Ask your organisation for a QR code to register your phone. Then sign in again.",
        "Vraag uw organisatie om een QR-code waarmee u uw telefoon registreert. Log daarna opnieuw in.",
        "Bitten Sie Ihre Organisation um einen QR-Code, mit dem Sie Ihr Smartphone registrieren. Melden Sie sich danach noch einmal an.",
      ],
    },
  },
  enrolment: {
    title: ["Register your phone", "Uw telefoon registreren", "Ihr Smartphone registrieren"],
    lead: [
      "This link adds an account to the Tiqr app on your phone. You see this page because the app didn’t open automatically.",
      "Met deze link voegt u een account toe aan de Tiqr-app op uw telefoon. U ziet deze pagina omdat de app niet automatisch is geopend.",
      "Dieser Link fügt der Tiqr-App auf Ihrem Smartphone ein Konto hinzu. Sie sehen diese Seite, weil sich die App nicht automatisch geöffnet hat.",
    ],
    open: ["Register in the Tiqr app", "Registreren in de Tiqr-app", "In der Tiqr-App registrieren"],
    last: {
      title: ["Keep this link to yourself.", "Deel deze link met niemand.", "Geben Sie den Link nicht weiter."],
      text: [
        "It works once, and the first person to use it gets the account.",
        "De link werkt één keer: wie hem als eerste gebruikt, krijgt het account.",
        "Er funktioniert genau einmal, und wer ihn zuerst benutzt, bekommt das Konto.",
      ],
    },
  },
  steps: {
    install: {
      title: ["Install the app", "Installeer de app", "App installieren"],
      text: [
        "Search for “Tiqr” by SURF in the App Store or on Google Play.",
        "Zoek in de App Store of in Google Play naar ‘Tiqr’ van SURF.",
        "Suchen Sie im App Store oder bei Google Play nach „Tiqr“ von SURF.",
      ],
    },
    open: {
      title: ["Come back here on that phone", "Ga op die telefoon terug naar deze pagina", "Auf diesem Smartphone zu dieser Seite zurückkehren"],
      text: [
        "Press the button below, or scan the QR code again with the app.",
        "Tik op de knop hieronder, of scan de QR-code nog een keer met de app.",
        "Tippen Sie auf die Schaltfläche unten, oder scannen Sie den QR-Code noch einmal mit der App.",
      ],
    },
  },
  nothing: [
    "Nothing happens? Then the app isn’t on this device. Install it first, or use the phone that has it.",
    "Gebeurt er niets? Dan staat de app niet op dit apparaat. Installeer de app eerst, of gebruik de telefoon waarop hij staat.",
    "Es passiert nichts? Dann ist die App auf diesem Gerät nicht installiert. Installieren Sie sie zuerst, oder nehmen Sie das Smartphone, auf dem sie installiert ist.",
  ],
  foreign: {
    title: ["This link can’t be used", "Deze link is niet bruikbaar", "Dieser Link lässt sich nicht verwenden"],
    text: [
      "It is incomplete, or it wasn’t made by this service. Go back to where you found it and start again.",
      "De link is onvolledig of niet door deze dienst gemaakt. Ga terug naar de plek waar u de link hebt gevonden en begin opnieuw.",
      "Er ist unvollständig oder stammt nicht von diesem Dienst. Gehen Sie dorthin zurück, wo Sie ihn gefunden haben, und beginnen Sie von vorn.",
    ],
  },
} satisfies WordTable;
