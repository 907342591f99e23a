// The enrolment page: src/web/enrol/page.tsx.

import type { WordTable } from "../../../lib/words.ts";
import { networkWords } from "../shared.ts";
import { scannedWords } from "./scanned.ts";

export const enrolWords = {
  title: ["Register your phone", "Registreer uw telefoon", "Ihr Smartphone registrieren"],
  account: [
    (user: string, service: string) => `For the account ${user} at ${service}.`,
    (user, service) => `Voor het account ${user} bij ${service}.`,
    (user, service) => `Für das Konto ${user} bei ${service}.`,
  ],
  steps: {
    app: ["Get the app", "App ophalen", "App laden"],
    scan: ["Scan", "Scannen", "Scannen"],
    pin: ["Choose a PIN", "Pincode kiezen", "PIN wählen"],
    trial: ["Try it out", "Proberen", "Ausprobieren"],
  },
  app: {
    text: [
      "Install “Tiqr” by SURF on your phone: scan the code of your store with the camera, or open the link on the phone. The app’s website is tiqr.org.",
      "Installeer ‘Tiqr’ van SURF op uw telefoon: scan de code van uw appwinkel met de camera, of open de link op de telefoon. De website van de app is tiqr.org.",
      "Installieren Sie „Tiqr“ von SURF auf Ihrem Smartphone: Scannen Sie den Code Ihres App-Stores mit der Kamera, oder öffnen Sie den Link auf dem Smartphone. Die Website der App ist tiqr.org.",
    ],
    textOnPhone: [
      "Install “Tiqr” by SURF on this phone, then come back to this page. The app’s website is tiqr.org.",
      "Installeer ‘Tiqr’ van SURF op deze telefoon en ga dan terug naar deze pagina. De website van de app is tiqr.org.",
      "Installieren Sie „Tiqr“ von SURF auf diesem Smartphone, und kehren Sie dann zu dieser Seite zurück. Die Website der App ist tiqr.org.",
    ],
    stores: {
      ios: ["App Store (iPhone)", "App Store (iPhone)", "App Store (iPhone)"],
      android: ["Google Play (Android)", "Google Play (Android)", "Google Play (Android)"],
    },
    alt: {
      ios: ["QR code that leads to the app in the App Store", "QR-code die naar de app in de App Store leidt", "QR-Code, der zur App im App Store führt"],
      android: ["QR code that leads to the app on Google Play", "QR-code die naar de app op Google Play leidt", "QR-Code, der zur App bei Google Play führt"],
    },
    again: ["I don’t have the app yet", "Ik heb de app nog niet", "Ich habe die App noch nicht"],
    back: ["Back to the QR code", "Terug naar de QR-code", "Zurück zum QR-Code"],
  },
  until: ["The link is valid until", "De link is geldig tot", "Der Link ist gültig bis"],
  back: ["Back", "Terug", "Zurück"],
  recovered: {
    accepted: [
      (left: number) =>
        left === 0 ? "Code accepted. It was your last one." : left === 1 ? "Code accepted. 1 code left." : `Code accepted. ${left} codes left.`,
      (left) =>
        left === 0
          ? "Code geaccepteerd. Het was uw laatste."
          : left === 1
            ? "Code geaccepteerd. U hebt nog 1 code."
            : `Code geaccepteerd. U hebt nog ${left} codes.`,
      (left) =>
        left === 0
          ? "Code angenommen. Das war Ihr letzter."
          : left === 1
            ? "Code angenommen. Sie haben noch 1 Code."
            : `Code angenommen. Sie haben noch ${left} Codes.`,
    ],
    text: [
      "Your earlier phones no longer work. Register your new phone now. Your PIN stays the same.",
      "Uw eerdere telefoons werken niet meer. Registreer nu uw nieuwe telefoon. Uw pincode blijft hetzelfde.",
      "Ihre bisherigen Smartphones funktionieren nicht mehr. Registrieren Sie jetzt Ihr neues. Ihre PIN bleibt dieselbe.",
    ],
  },
  /** What becomes of the phone that the link replaces, or has become of it. */
  oldPhone: {
    works: {
      title: ["Your old phone stops working", "Uw oude telefoon werkt straks niet meer", "Ihr altes Smartphone funktioniert dann nicht mehr"],
      text: [
        "As soon as you press the button, the phone registered until now can no longer be used to sign in.",
        "Zodra u op de knop klikt, kunt u niet meer inloggen met de telefoon die tot nu toe geregistreerd was.",
        "Sobald Sie auf die Schaltfläche klicken, ist mit dem bisher registrierten Smartphone keine Anmeldung mehr möglich.",
      ],
    },
    stopped: {
      title: ["Your old phone no longer works", "Uw oude telefoon werkt niet meer", "Ihr altes Smartphone funktioniert nicht mehr"],
      text: [
        "The help desk has stopped it. Register the phone that you’ll sign in with from now on.",
        "De helpdesk heeft die buiten gebruik gesteld. Registreer nu de telefoon waarmee u voortaan inlogt.",
        "Der Helpdesk hat es gesperrt. Richten Sie jetzt das Smartphone ein, mit dem Sie sich künftig anmelden.",
      ],
    },
  },
  again: [
    "Was this phone registered before? Then delete the old account in the Tiqr app first, or the app won’t accept the new one.",
    "Was deze telefoon al eerder geregistreerd? Verwijder dan eerst het oude account in de Tiqr-app, anders accepteert de app het nieuwe niet.",
    "War dieses Smartphone schon registriert? Löschen Sie dann zuerst das alte Konto in der Tiqr-App, sonst nimmt sie das neue nicht an.",
  ],
  start: ["Show the QR code", "QR-code tonen", "QR-Code anzeigen"],
  startOnPhone: ["Continue in the app", "Verdergaan in de app", "In der App fortfahren"],
  once: [
    "This link works once, and only in the browser where you press the button.",
    "Deze link werkt één keer, en alleen in de browser waarin u op de knop klikt.",
    "Dieser Link funktioniert genau einmal, und nur in dem Browser, in dem Sie auf die Schaltfläche klicken.",
  ],
  name: {
    label: ["What do you call this phone?", "Hoe noemt u deze telefoon?", "Wie heißt dieses Smartphone?"],
    hint: ["Your organisation can see it, too.", "Ook uw organisatie kan de naam zien.", "Auch Ihre Organisation sieht den Namen."],
    unnamed: [
      (atMs: number) => `Phone of ${new Date(atMs).toLocaleString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" })}`,
      (atMs) => `Telefoon van ${new Date(atMs).toLocaleString("nl", { day: "numeric", month: "long", timeZone: "UTC" })}`,
      (atMs) => `Smartphone vom ${new Date(atMs).toLocaleString("de", { day: "numeric", month: "long", timeZone: "UTC" })}`,
    ],
  },
  scan: {
    lead: [
      "Open the Tiqr app on your phone and scan this code.",
      "Open de Tiqr-app op uw telefoon en scan deze code.",
      "Öffnen Sie die Tiqr-App auf Ihrem Smartphone und scannen Sie diesen Code.",
    ],
    alt: [
      "QR code that registers your phone. Scan it with the Tiqr app.",
      "QR-code waarmee u uw telefoon registreert. Scan hem met de Tiqr-app.",
      "QR-Code, der Ihr Smartphone registriert. Scannen Sie ihn mit der Tiqr-App.",
    ],
    leadOnPhone: [
      "Or scan this code with another phone.",
      "Of scan deze code met een andere telefoon.",
      "Oder scannen Sie diesen Code mit einem anderen Smartphone.",
    ],
    confirmed: ["Key received", "Sleutel ontvangen", "Schlüssel empfangen"],
    onPhone: ["Are you reading this on the phone itself?", "Leest u dit op de telefoon zelf?", "Lesen Sie das auf dem Smartphone selbst?"],
    open: ["Open in the Tiqr app", "Openen in de Tiqr-app", "In der Tiqr-App öffnen"],
    notOpened: [
      "Did the app not open? Then you need a new link: open it on another screen and scan the code there.",
      "Is de app niet geopend? Dan hebt u een nieuwe link nodig: open die op een ander scherm en scan daar de code.",
      "Hat sich die App nicht geöffnet? Dann brauchen Sie einen neuen Link: Öffnen Sie ihn auf einem anderen Gerät und scannen Sie dort den Code.",
    ],
    waiting: ["Waiting for your phone", "Wachten op uw telefoon", "Warten auf Ihr Smartphone"],
  },
  exists: [
    "Does the app say it already has this account? Delete the old account in the app, then get a new code here.",
    "Meldt de app dat het account al bestaat? Verwijder het oude account in de app en vraag daarna hier een nieuwe code aan.",
    "Meldet die App, dass es das Konto schon gibt? Löschen Sie das alte Konto in der App und holen Sie sich dann hier einen neuen Code.",
  ],
  renew: ["Show a new code", "Nieuwe code aanvragen", "Neuen Code anzeigen"],
  codeExpired: {
    title: ["The code has expired", "De code is verlopen", "Der Code ist abgelaufen"],
    text: [
      "A QR code works for a short time only. Get a new one; your link is still valid.",
      "Een QR-code is maar kort geldig. Vraag een nieuwe aan; uw link is nog geldig.",
      "Ein QR-Code gilt nur kurze Zeit. Holen Sie sich einen neuen; Ihr Link ist noch gültig.",
    ],
  },
  ...networkWords,
  ...scannedWords,
} satisfies WordTable;
