// The enrolment page once a phone has scanned its code, and where it goes no further.

import type { WordTable } from "../../../lib/words.ts";
import { newPinWords } from "../shared.ts";

export const scannedWords = {
  fetched: {
    title: ["Your phone has scanned the code", "Uw telefoon heeft de code gescand", "Ihr Smartphone hat den Code gescannt"],
    text: [
      "Finish in the app: it will ask how you want to unlock the account.",
      "Rond het af in de app: die vraagt hoe u het account wilt ontgrendelen.",
      "Schließen Sie den Vorgang in der App ab: Sie fragt, wie Sie das Konto entsperren möchten.",
    ],
  },
  stuck: [
    "Having trouble, or scanned with the wrong phone?",
    "Lukt het niet, of hebt u met de verkeerde telefoon gescand?",
    "Klappt es nicht, oder haben Sie mit dem falschen Smartphone gescannt?",
  ],
  twice: {
    title: ["The code was scanned more than once", "De code is meer dan één keer gescand", "Der Code wurde mehr als einmal gescannt"],
    underWay: [
      "Only the first phone can be registered. If that wasn’t yours, get a new code: the previous one stops working.",
      "Alleen de eerste telefoon kan worden geregistreerd. Was dat niet de uwe, vraag dan een nieuwe code aan: de vorige werkt dan niet meer.",
      "Nur das erste Smartphone kann registriert werden. War das nicht Ihres, holen Sie sich einen neuen Code: Der bisherige funktioniert dann nicht mehr.",
    ],
    enrolled: [
      "Only the first phone was registered. If that wasn’t yours, tell your organisation at once.",
      "Alleen de eerste telefoon is geregistreerd. Was dat niet de uwe, meld het dan meteen bij uw organisatie.",
      "Nur das erste Smartphone wurde registriert. War das nicht Ihres, sagen Sie bitte sofort Ihrer Organisation Bescheid.",
    ],
    expired: [
      "No phone is registered. Get a new code, and scan it with your phone only. If someone else may have seen the code, tell your organisation.",
      "Er is geen telefoon geregistreerd. Vraag een nieuwe code aan en scan die alleen met uw eigen telefoon. Kan iemand anders de code hebben gezien, meld het dan bij uw organisatie.",
      "Kein Smartphone ist registriert. Holen Sie sich einen neuen Code und scannen Sie ihn nur mit Ihrem eigenen Smartphone. Falls jemand anders den Code gesehen haben könnte, sagen Sie Ihrer Organisation Bescheid.",
    ],
  },
  unproven: {
    title: ["Your phone has sent its key", "Uw telefoon heeft zijn sleutel gestuurd", "Ihr Smartphone hat seinen Schlüssel gesendet"],
    text: [
      "Try it once, so that you know it works.",
      "Probeer het één keer uit, dan weet u zeker dat het werkt.",
      "Probieren Sie es einmal aus, damit Sie wissen, dass es funktioniert.",
    ],
    stuck: [
      "Did the app show an error, or is the account missing from it? Then get a new code. The key that was sent stops working.",
      "Meldde de app een fout, of staat het account er niet in? Vraag dan een nieuwe code aan: de gestuurde sleutel werkt dan niet meer.",
      "Hat die App einen Fehler gemeldet, oder fehlt das Konto darin? Dann holen Sie sich einen neuen Code: Der gesendete Schlüssel funktioniert dann nicht mehr.",
    ],
  },
  enrolled: {
    title: ["Your phone is registered", "Uw telefoon is geregistreerd", "Ihr Smartphone ist registriert"],
    text: ["You can now sign in with it.", "Vanaf nu kunt u ermee inloggen.", "Ab jetzt können Sie sich damit anmelden."],
  },
  pin: {
    title: ["Choose a PIN", "Kies een pincode", "PIN wählen"],
    wanted: [
      "Optional. You’ll enter this PIN when you sign in. It is separate from the app’s PIN.",
      "U kunt een pincode kiezen die u bij het inloggen invult. Dit is niet de pincode van de app.",
      "Sie können eine PIN festlegen, die Sie bei der Anmeldung eingeben. Das ist nicht die PIN der App.",
    ],
    required: [
      "You’ll enter this PIN when you sign in. It is separate from the app’s PIN.",
      "U vult deze pincode in bij het inloggen. Dit is niet de pincode van de app.",
      "Sie geben diese PIN bei der Anmeldung ein. Das ist nicht die PIN der App.",
    ],
    label: ["PIN", "Pincode", "PIN"],
    ...newPinWords,
    saved: ["Your PIN is saved.", "Uw pincode is opgeslagen.", "Ihre PIN ist gespeichert."],
    skip: ["Continue without a PIN", "Doorgaan zonder pincode", "Ohne PIN fortfahren"],
    after: ["Choose a PIN after all", "Toch een pincode kiezen", "Doch eine PIN festlegen"],
  },
  trial: {
    title: ["Try it out", "Probeer het uit", "Ausprobieren"],
    text: [
      "Confirm once with your phone, to see that it works.",
      "Bevestig één keer met uw telefoon, om te zien of het werkt.",
      "Bestätigen Sie einmal mit Ihrem Smartphone, um zu sehen, ob es klappt.",
    ],
    pin: ["Your PIN", "Uw pincode", "Ihre PIN"],
    pinHint: [
      "With your PIN you are signed in afterwards. Leave it empty to test the phone alone.",
      "Met uw pincode bent u daarna ingelogd. Laat het leeg om alleen de telefoon te testen.",
      "Mit Ihrer PIN sind Sie danach angemeldet. Lassen Sie das Feld leer, um nur das Smartphone zu testen.",
    ],
    start: ["Try it", "Testlogin starten", "Anmeldung testen"],
    lead: [
      "Scan this code with the Tiqr app and confirm.",
      "Scan deze code met de Tiqr-app en bevestig.",
      "Scannen Sie diesen Code mit der Tiqr-App und bestätigen Sie.",
    ],
    alt: [
      "QR code for the test sign-in. Scan it with the Tiqr app.",
      "QR-code van de testlogin. Scan hem met de Tiqr-app.",
      "QR-Code der Testanmeldung. Scannen Sie ihn mit der Tiqr-App.",
    ],
    byHand: ["I have confirmed", "Ik heb bevestigd", "Ich habe bestätigt"],
    confirmed: ["Confirmed", "Bevestigd", "Bestätigt"],
    failed: {
      title: ["The test sign-in wasn’t confirmed", "De testlogin is niet bevestigd", "Die Testanmeldung wurde nicht bestätigt"],
      text: [
        "Perhaps the code had expired, or your phone hadn’t finished. Just try again.",
        "Misschien was de code verlopen, of was de telefoon nog niet klaar. Probeer het gewoon nog een keer.",
        "Vielleicht war der Code abgelaufen oder das Smartphone noch nicht so weit. Versuchen Sie es einfach noch einmal.",
      ],
    },
  },
  done: {
    title: ["All done", "Klaar", "Fertig"],
    text: [
      "The test sign-in worked. You can close this page, or go on.",
      "De testlogin is gelukt. U kunt deze pagina sluiten of verdergaan.",
      "Die Testanmeldung hat geklappt. Sie können diese Seite schließen oder hier weitermachen.",
    ],
    signedIn: [
      "Your phone works, and you are signed in on this browser.",
      "Uw telefoon werkt, en u bent ingelogd in deze browser.",
      "Ihr Smartphone funktioniert, und Sie sind in diesem Browser angemeldet.",
    ],
    applications: ["Your applications", "Uw applicaties", "Ihre Anwendungen"],
    account: ["Your account", "Uw account", "Ihr Konto"],
    homes: {
      "/me": ["My phones", "Mijn telefoons", "Meine Smartphones"],
      "/console": ["Console", "Console", "Konsole"],
    },
    recovery: [
      "A lost phone locks you out. With recovery codes you can register a new one yourself.",
      "Zonder uw telefoon kunt u niet inloggen. Met herstelcodes registreert u zelf een nieuwe.",
      "Ohne Smartphone können Sie sich nicht anmelden. Mit Wiederherstellungscodes registrieren Sie selbst ein neues.",
    ],
    codes: ["Create recovery codes", "Herstelcodes maken", "Wiederherstellungscodes erstellen"],
  },
  refused: {
    title: ["That didn’t work", "Dat is niet gelukt", "Das hat nicht geklappt"],
    text: [
      "Nothing was changed. If it keeps happening, tell your organisation.",
      "Er is niets gewijzigd. Blijft het misgaan, meld het dan bij uw organisatie.",
      "Es wurde nichts geändert. Falls es wieder passiert, sagen Sie bitte Ihrer Organisation Bescheid.",
    ],
    name: [
      "A name has at most 80 characters, and no invisible ones.",
      "Een naam heeft hoogstens 80 tekens, en geen onzichtbare.",
      "Ein Name hat höchstens 80 Zeichen und keine unsichtbaren.",
    ],
    cookies: [
      "Your browser blocks cookies from this page. Allow them, reload the page and press the button again.",
      "Uw browser blokkeert cookies van deze pagina. Sta ze toe, laad de pagina opnieuw en klik nog een keer op de knop.",
      "Ihr Browser blockiert Cookies dieser Seite. Erlauben Sie sie, laden Sie die Seite neu und klicken Sie noch einmal auf die Schaltfläche.",
    ],
    wrongPin: [
      "That isn’t your PIN, or there were too many wrong ones. Your phone is registered all the same.",
      "Dat is niet uw pincode, of er zijn te veel verkeerde ingevoerd. Uw telefoon is wel geregistreerd.",
      "Das ist nicht Ihre PIN, oder es waren zu viele falsche. Ihr Smartphone ist trotzdem registriert.",
    ],
    tooManyTokens: [
      "You have the maximum number of registered phones. Your organisation can remove one that you no longer use.",
      "U hebt het maximale aantal geregistreerde telefoons. Uw organisatie kan een telefoon verwijderen die u niet meer gebruikt.",
      "Sie haben schon so viele Smartphones registriert, wie erlaubt sind. Ihre Organisation kann eines entfernen, das Sie nicht mehr benutzen.",
    ],
    tooManyRequests: [
      "Too many attempts. Wait a minute and try again.",
      "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
      "Zu viele Versuche. Warten Sie eine Minute und versuchen Sie es noch einmal.",
    ],
  },
  over: {
    unknown: {
      title: ["We don’t recognise this link", "We herkennen deze link niet", "Wir kennen diesen Link nicht"],
      text: [
        "It is incomplete or very old. Copy the whole link from the message you received, or ask your organisation for a new one.",
        "De link is onvolledig of erg oud. Kopieer hem helemaal uit het bericht dat u kreeg, of vraag uw organisatie om een nieuwe.",
        "Er ist unvollständig oder sehr alt. Kopieren Sie ihn vollständig aus der Nachricht, die Sie bekommen haben, oder bitten Sie Ihre Organisation um einen neuen.",
      ],
    },
    used: {
      title: ["This link has already been used", "Deze link is al gebruikt", "Dieser Link wurde bereits benutzt"],
      text: [
        "It works only in the browser where it was first used. If that was you, go back to that browser. If not, tell your organisation and ask for a new link.",
        "De link werkt alleen in de browser waarin hij voor het eerst is gebruikt. Als u dat was, ga dan terug naar die browser. Zo niet, meld het dan bij uw organisatie en vraag om een nieuwe link.",
        "Er funktioniert nur in dem Browser, in dem er zuerst benutzt wurde. Falls Sie das waren, öffnen Sie den Link bitte wieder in jenem Browser. Wenn nicht, sagen Sie Ihrer Organisation Bescheid und bitten Sie um einen neuen Link.",
      ],
    },
    expired: {
      title: ["This link has expired", "Deze link is verlopen", "Dieser Link ist abgelaufen"],
      text: [
        "Ask your organisation for a new one. If your phone is already registered, there is nothing more to do.",
        "Vraag uw organisatie om een nieuwe. Is uw telefoon al geregistreerd, dan hoeft u niets meer te doen.",
        "Bitten Sie Ihre Organisation um einen neuen. Ist Ihr Smartphone schon registriert, müssen Sie nichts weiter tun.",
      ],
    },
    withdrawn: {
      title: ["This link has been withdrawn", "Deze link is ingetrokken", "Dieser Link wurde zurückgezogen"],
      text: [
        "Your organisation has changed something about this account in the meantime. Please ask for a new link.",
        "Uw organisatie heeft intussen iets aan dit account gewijzigd. Vraag daar om een nieuwe link.",
        "Ihre Organisation hat an diesem Konto inzwischen etwas geändert. Bitten Sie sie um einen neuen Link.",
      ],
    },
  },
} satisfies WordTable;
