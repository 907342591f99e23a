// What protects an account: its PIN, its recovery codes, and the phone that confirms a change.

import type { WordTable } from "../../../lib/words.ts";
import { newPinWords } from "../shared.ts";

export const protectionWords = {
  pin: {
    title: ["PIN", "Pincode", "PIN"],
    has: [
      "You enter your PIN when you sign in. Nobody can see it, not even here. You can change it.",
      "U voert uw pincode in wanneer u inlogt. Niemand kan hem zien, ook hier niet. U kunt hem wel wijzigen.",
      "Ihre PIN geben Sie bei der Anmeldung ein. Niemand kann sie sehen, auch hier nicht. Sie können sie aber ändern.",
    ],
    none: [
      "You have no PIN. With one, your phone alone isn’t enough to sign in.",
      "U hebt geen pincode. Met een pincode is uw telefoon alleen niet genoeg om in te loggen.",
      "Sie haben keine PIN. Mit einer PIN reicht Ihr Smartphone allein nicht zum Anmelden.",
    ],
    change: ["Change the PIN", "Pincode wijzigen", "PIN ändern"],
    choose: ["Choose a PIN", "Pincode kiezen", "PIN wählen"],
    label: ["New PIN", "Nieuwe pincode", "Neue PIN"],
    ...newPinWords,
    note: [
      "The new PIN applies to all your phones. Every other browser is signed out.",
      "De nieuwe pincode geldt voor al uw telefoons. Elke andere browser wordt uitgelogd.",
      "Die neue PIN gilt für alle Ihre Smartphones. Jeder andere Browser wird abgemeldet.",
    ],
  },
  recovery: {
    title: ["Recovery codes", "Herstelcodes", "Wiederherstellungs\u00adcodes"],
    text: [
      "With your PIN and one of these codes you can register a new phone if you lose yours. Each code works once.",
      "Met uw pincode en een van deze codes registreert u een nieuwe telefoon als u de uwe kwijt bent. Elke code werkt één keer.",
      "Mit Ihrer PIN und einem dieser Codes registrieren Sie ein neues Smartphone, wenn Sie Ihres verlieren. Jeder Code lässt sich nur einmal verwenden.",
    ],
    left: [
      (left: number) => (left === 1 ? "You have 1 code left." : `You have ${left} codes left.`),
      (left) => (left === 1 ? "U hebt nog 1 code." : `U hebt nog ${left} codes.`),
      (left) => (left === 1 ? "Sie haben noch 1 Code." : `Sie haben noch ${left} Codes.`),
    ],
    none: ["You have no codes.", "U hebt geen codes.", "Sie haben keine Codes."],
    needsPin: [
      "Choose a PIN first: without one a code would be enough to take over your account.",
      "Kies eerst een pincode: zonder pincode zou een code genoeg zijn om uw account over te nemen.",
      "Wählen Sie zuerst eine PIN: Ohne PIN würde ein Code reichen, um Ihr Konto zu übernehmen.",
    ],
    replaces: ["Your earlier codes stop working.", "Uw eerdere codes werken dan niet meer.", "Ihre bisherigen Codes funktionieren dann nicht mehr."],
    make: ["Create ten codes", "Tien codes maken", "Zehn Codes erstellen"],
    sheet: [
      (user: string, service: string) => `For ${user} at ${service}`,
      (user, service) => `Voor ${user} bij ${service}`,
      (user, service) => `Für ${user} bei ${service}`,
    ],
    use: [
      (address: string) => `Use a code at ${address}`,
      (address) => `Gebruik een code op ${address}`,
      (address) => `Einen Code verwenden Sie unter ${address}`,
    ],
    copy: ["Copy", "Kopiëren", "Kopieren"],
    copied: ["Copied", "Gekopieerd", "Kopiert"],
    print: ["Print", "Afdrukken", "Drucken"],
    download: ["Download", "Downloaden", "Herunterladen"],
    file: ["recovery-codes", "herstelcodes", "wiederherstellungscodes"],
    madeTitle: ["Your recovery codes", "Uw herstelcodes", "Ihre Wiederherstellungs\u00adcodes"],
    made: [
      "Print, download or write down the codes now. You can’t see them again. Keep them apart from your phone.",
      "Druk de codes nu af, download ze of schrijf ze op. U kunt ze niet nog eens bekijken. Bewaar ze niet bij uw telefoon.",
      "Drucken Sie die Codes jetzt aus, laden Sie sie herunter oder schreiben Sie sie ab. Sie sehen sie nicht wieder. Bewahren Sie sie getrennt vom Smartphone auf.",
    ],
  },
  recover: {
    title: ["Register a new phone", "Een nieuwe telefoon registreren", "Ein neues Smartphone registrieren"],
    text: [
      "With your PIN and one of your recovery codes you can register another phone.",
      "Met uw pincode en een van uw herstelcodes registreert u een andere telefoon.",
      "Mit Ihrer PIN und einem Ihrer Wiederherstellungscodes registrieren Sie ein anderes Smartphone.",
    ],
    dies: [
      "As soon as you press the button, your earlier phones stop working, and you are signed out everywhere.",
      "Zodra u op de knop klikt, werken uw eerdere telefoons niet meer, en wordt u overal uitgelogd.",
      "Sobald Sie auf die Schaltfläche klicken, funktionieren Ihre bisherigen Smartphones nicht mehr, und Sie werden überall abgemeldet.",
    ],
    user: ["User name", "Gebruikersnaam", "Benutzername"],
    pin: ["PIN", "Pincode", "PIN"],
    code: ["Recovery code", "Herstelcode", "Wiederherstellungscode"],
    codeHint: ["16 characters from the list you saved", "16 tekens uit de lijst die u hebt opgeslagen", "16 Zeichen aus Ihrer Liste"],
    submit: ["Register a new phone", "Nieuwe telefoon registreren", "Neues Smartphone registrieren"],
    back: ["Back to the sign-in", "Terug naar inloggen", "Zurück zur Anmeldung"],
    refused: {
      wrong: [
        "User name, PIN and recovery code don’t match, or you have no recovery codes. After many failed attempts, wait a few minutes first, or ask your help desk.",
        "Gebruikersnaam, pincode en herstelcode horen niet bij elkaar, of u hebt geen herstelcodes. Wacht na veel mislukte pogingen eerst een paar minuten, of vraag het uw helpdesk.",
        "Benutzername, PIN und Wiederherstellungscode passen nicht zusammen, oder Sie haben keine Codes. Warten Sie nach vielen Fehlversuchen erst einige Minuten, oder fragen Sie Ihren Helpdesk.",
      ],
      tooMany: [
        "Too many attempts. Wait a minute and try again.",
        "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
        "Zu viele Versuche. Warten Sie eine Minute, und versuchen Sie es erneut.",
      ],
      unavailable: [
        "The service can’t respond right now. Please try again in a moment.",
        "De dienst kan nu niet antwoorden. Probeer het zo nog eens.",
        "Der Dienst kann gerade nicht antworten. Bitte versuchen Sie es gleich noch einmal.",
      ],
    },
  },
  confirm: {
    title: ["Confirm with your phone", "Bevestig met uw telefoon", "Mit dem Smartphone bestätigen"],
    text: [
      "This changes what protects your account, so your phone must confirm it first.",
      "Dit verandert de beveiliging van uw account. Daarom moet uw telefoon het eerst bevestigen.",
      "Das ändert den Schutz Ihres Kontos. Deshalb muss Ihr Smartphone es zuerst bestätigen.",
    ],
    start: ["Show the QR code", "QR-code tonen", "QR-Code anzeigen"],
    lead: [
      "Open the Tiqr app, scan this code and confirm.",
      "Open de Tiqr-app, scan deze code en bevestig.",
      "Öffnen Sie die Tiqr-App, scannen Sie diesen Code und bestätigen Sie.",
    ],
    alt: [
      "QR code that confirms your change. Scan it with the Tiqr app.",
      "QR-code die uw wijziging bevestigt. Scan hem met de Tiqr-app.",
      "QR-Code, der Ihre Änderung bestätigt. Scannen Sie ihn mit der Tiqr-App.",
    ],
    openApp: ["Open in the Tiqr app", "Openen in de Tiqr-app", "In der Tiqr-App öffnen"],
    confirmed: ["I have confirmed", "Ik heb bevestigd", "Ich habe bestätigt"],
    cancel: ["Cancel", "Annuleren", "Abbrechen"],
    waiting: ["Waiting for your phone", "Wachten op uw telefoon", "Warten auf Ihr Smartphone"],
  },
} satisfies WordTable;
