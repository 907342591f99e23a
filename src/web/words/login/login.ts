// The login page: src/web/login/page.tsx.

import type { WordTable } from "../../../lib/words.ts";
import { newPinWords } from "../shared.ts";
import { chooseWords } from "./choose.ts";
import { loginNotices } from "./notices.ts";

export const loginWords = {
  offline: ["You’re offline. We’ll keep trying.", "U bent offline. We blijven het proberen.", "Sie sind offline. Wir versuchen es weiter."],
  failed: [
    "That didn’t get through. Please press the button again.",
    "Dat is niet gelukt. Klik nog een keer op de knop.",
    "Das hat nicht geklappt. Bitte klicken Sie noch einmal auf die Schaltfläche.",
  ],
  start: {
    title: ["Sign in", "Inloggen", "Anmelden"],
    lead: [
      "Confirm it’s you with the Tiqr app on your phone.",
      "Bevestig met de Tiqr-app op uw telefoon dat u het bent.",
      "Bestätigen Sie mit der Tiqr-App auf Ihrem Smartphone, dass Sie es sind.",
    ],
    titleFor: [
      (application: string) => `Sign in to ${application}`,
      (application) => `Inloggen bij ${application}`,
      (application) => `Bei ${application} anmelden`,
    ],
    leadFor: [
      (application: string, service: string) => `${application} asks ${service} who you are. Confirm it’s you with the Tiqr app on your phone.`,
      (application, service) => `${application} vraagt aan ${service} wie u bent. Bevestig met de Tiqr-app op uw telefoon dat u het bent.`,
      (application, service) => `${application} fragt ${service}, wer Sie sind. Bestätigen Sie mit der Tiqr-App auf Ihrem Smartphone, dass Sie es sind.`,
    ],
    leadAs: [
      (application: string, user: string) => `You are signing in to ${application} as ${user}. Confirm it’s you with the Tiqr app on your phone.`,
      (application, user) => `U logt bij ${application} in als ${user}. Bevestig met de Tiqr-app op uw telefoon dat u het bent.`,
      (application, user) => `Sie melden sich bei ${application} als ${user} an. Bestätigen Sie mit der Tiqr-App auf Ihrem Smartphone, dass Sie es sind.`,
    ],
    user: ["User name", "Gebruikersnaam", "Benutzername"],
    pin: ["PIN", "Pincode", "PIN"],
    pinHint: [
      (service: string) => `Your ${service} PIN, not the one for the app. Leave blank if you don’t have one.`,
      (service) => `Uw pincode voor ${service}, niet die van de app. Laat dit leeg als u er geen hebt.`,
      (service) => `Ihre PIN für ${service}, nicht die der App. Leer lassen, wenn Sie keine haben.`,
    ],
    pinNeeded: [
      (application: string, service: string) => `Your ${service} PIN, not the one for the app. ${application} asks for it.`,
      (application, service) => `Uw pincode voor ${service}, niet die van de app. ${application} vraagt erom.`,
      (application, service) => `Ihre PIN für ${service}, nicht die der App. ${application} verlangt sie.`,
    ],
    showPin: ["Show PIN", "Pincode tonen", "PIN anzeigen"],
    recover: ["I no longer have my phone", "Ik heb mijn telefoon niet meer", "Ich habe mein Smartphone nicht mehr"],
    submit: ["Show the QR code", "QR-code tonen", "QR-Code anzeigen"],
    forgotPin: ["Forgot your PIN?", "Pincode vergeten?", "PIN vergessen?"],
    askForPin: ["Ask your help desk for a new one.", "Vraag de helpdesk om een nieuwe.", "Bitten Sie Ihren Helpdesk um eine neue."],
  },
  waiting: {
    title: ["Scan with your phone", "Scan met uw telefoon", "Mit dem Smartphone scannen"],
    lead: [
      (user: string) => `Open the Tiqr app, scan the code and confirm. You are signing in as ${user}.`,
      (user) => `Open de Tiqr-app, scan de code en bevestig. U logt in als ${user}.`,
      (user) => `Öffnen Sie die Tiqr-App, scannen Sie den Code und bestätigen Sie. Sie melden sich als ${user} an.`,
    ],
    leadFor: [
      (user: string, application: string) => `Open the Tiqr app, scan the code and confirm. You are signing in to ${application} as ${user}.`,
      (user, application) => `Open de Tiqr-app, scan de code en bevestig. U logt bij ${application} in als ${user}.`,
      (user, application) => `Öffnen Sie die Tiqr-App, scannen Sie den Code und bestätigen Sie. Sie melden sich bei ${application} als ${user} an.`,
    ],
    onlyYours: [
      "Scan this only if you opened this page yourself. We never send QR codes by mail.",
      "Scan dit alleen als u deze pagina zelf hebt geopend. Wij sturen nooit QR-codes per mail.",
      "Scannen Sie das nur, wenn Sie diese Seite selbst geöffnet haben. Wir senden nie QR-Codes per Mail.",
    ],
    onlyAfterPassword: [
      "Scan only if you have just entered your password at Microsoft yourself. If someone sent you here or asks you to scan, close this page: that person has your password.",
      "Scan alleen als u zojuist zelf uw wachtwoord bij Microsoft hebt ingevuld. Heeft iemand u hierheen gestuurd of vraagt iemand u te scannen, sluit deze pagina dan: die persoon heeft uw wachtwoord.",
      "Scannen Sie nur, wenn Sie gerade selbst Ihr Passwort bei Microsoft eingegeben haben. Hat Sie jemand hierher geschickt oder bittet Sie jemand zu scannen, schließen Sie diese Seite: Diese Person hat Ihr Passwort.",
    ],
    alt: ["QR code to scan with the Tiqr app", "QR-code om te scannen met de Tiqr-app", "QR-Code zum Scannen mit der Tiqr-App"],
    openApp: ["Open in the Tiqr app", "Openen in de Tiqr-app", "In der Tiqr-App öffnen"],
    left: ["Valid for", "Nog geldig:", "Noch gültig:"],
    until: ["Valid until", "Geldig tot", "Gültig bis"],
    attemptsLeft: [
      (n: number) => (n === 1 ? "One more attempt is left." : `${n} attempts are left.`),
      (n) => (n === 1 ? "U hebt nog één poging." : `U hebt nog ${n} pogingen.`),
      (n) => (n === 1 ? "Sie haben noch einen Versuch." : `Sie haben noch ${n} Versuche.`),
    ],
    byHand: [
      "Confirmed on your phone? Continue here.",
      "Hebt u op uw telefoon bevestigd? Ga dan hier verder.",
      "Haben Sie auf dem Smartphone bestätigt? Dann geht es hier weiter.",
    ],
    goOn: ["Continue", "Verder", "Weiter"],
    confirmed: ["Confirmed", "Bevestigd", "Bestätigt"],
    enterCode: ["Enter code", "Code invoeren", "Code eingeben"],
    noNetwork: ["if your phone is offline", "als uw telefoon offline is", "wenn Ihr Smartphone offline ist"],
    response: ["Code from the app", "Code uit de app", "Code aus der App"],
    responseHint: [
      "Scan the QR code anyway. The app will show a code to enter here.",
      "Scan de QR-code toch. De app toont dan een code die u hier invult.",
      "Scannen Sie den QR-Code trotzdem. Die App zeigt dann einen Code an, den Sie hier eingeben.",
    ],
    pass: {
      title: ["Enter your day pass", "Vul uw dagpas in", "Tagespass eingeben"],
      lead: [
        (user: string) => `Enter the 12 digits that your help desk gave you. You are signing in as ${user}.`,
        (user) => `Vul de 12 cijfers in die u van de helpdesk hebt gekregen. U logt in als ${user}.`,
        (user) => `Geben Sie die 12 Ziffern ein, die Sie von Ihrem Helpdesk erhalten haben. Sie melden sich als ${user} an.`,
      ],
      leadFor: [
        (user: string, application: string) => `Enter the 12 digits that your help desk gave you. You are signing in to ${application} as ${user}.`,
        (user, application) => `Vul de 12 cijfers in die u van de helpdesk hebt gekregen. U logt bij ${application} in als ${user}.`,
        (user, application) => `Geben Sie die 12 Ziffern ein, die Sie von Ihrem Helpdesk erhalten haben. Sie melden sich bei ${application} als ${user} an.`,
      ],
      from: ["from your help desk", "van de helpdesk", "von Ihrem Helpdesk"],
      label: ["Day pass", "Dagpas", "Tagespass"],
      hint: ["12 digits, with or without spaces.", "12 cijfers, met of zonder spaties.", "12 Ziffern, mit oder ohne Leerzeichen."],
      orPhone: [
        "Do you have your phone? Then scan this code with the Tiqr app instead.",
        "Hebt u uw telefoon bij u? Scan dan deze code met de Tiqr-app.",
        "Haben Sie Ihr Smartphone dabei? Dann scannen Sie stattdessen diesen Code mit der Tiqr-App.",
      ],
      expired: [
        "This took too long. Go on, and enter your day pass again.",
        "Dit duurde te lang. Ga verder en vul uw dagpas opnieuw in.",
        "Das hat zu lange gedauert. Machen Sie weiter, und geben Sie Ihren Tagespass noch einmal ein.",
      ],
      elsewhere: [
        (application: string) => `${application} doesn’t accept day passes. Use your phone.`,
        (application) => `${application} accepteert geen dagpassen. Gebruik uw telefoon.`,
        (application) => `${application} nimmt keine Tagespässe an. Verwenden Sie Ihr Smartphone.`,
      ],
    },
    sendResponse: ["Sign in with this code", "Inloggen met deze code", "Mit diesem Code anmelden"],
    cancel: ["Cancel", "Annuleren", "Abbrechen"],
    renewed: [
      "The previous code expired. Here’s a new one.",
      "De vorige code is verlopen. Dit is een nieuwe.",
      "Der vorige Code ist abgelaufen. Hier ist ein neuer.",
    ],
    over: ["Expired", "Verlopen", "Abgelaufen"],
    expired: [
      "This code has expired, and so have the digits that the app shows for it. Get a new code and scan it.",
      "Deze code is verlopen, en de cijfers die de app ervoor toont ook. Vraag een nieuwe code aan en scan die.",
      "Dieser Code ist abgelaufen, und mit ihm die Ziffern, die die App dafür anzeigt. Lassen Sie sich einen neuen Code anzeigen und scannen Sie ihn.",
    ],
    newCode: ["Show a new code", "Nieuwe code tonen", "Neuen Code anzeigen"],
  },
  newPin: {
    label: ["New PIN", "Nieuwe pincode", "Neue PIN"],
    ...newPinWords,
    title: ["Choose a PIN of your own", "Kies een eigen pincode", "Wählen Sie eine eigene PIN"],
    text: [
      "You are signed in. The help desk gave you this PIN, so somebody else has seen it. Choose another one before you go on.",
      "U bent ingelogd. Deze pincode kreeg u van de helpdesk, dus iemand anders heeft hem gezien. Kies een andere voordat u verdergaat.",
      "Sie sind angemeldet. Diese PIN haben Sie vom Helpdesk, also hat sie noch jemand gesehen. Wählen Sie eine andere, bevor Sie weitermachen.",
    ],
    same: [
      "That is the PIN of the help desk. Choose another one.",
      "Dat is de pincode van de helpdesk. Kies een andere.",
      "Das ist die PIN vom Helpdesk. Wählen Sie eine andere.",
    ],
  },
  accepted: {
    title: ["You’re signed in", "U bent ingelogd", "Sie sind angemeldet"],
    text: [
      (user: string) => `Your phone has confirmed that you are ${user}.`,
      (user) => `Uw telefoon heeft bevestigd dat u ${user} bent.`,
      (user) => `Ihr Smartphone hat bestätigt, dass Sie ${user} sind.`,
    ],
    byPass: [
      (user: string) => `You are ${user}, with your PIN and a day pass.`,
      (user) => `U bent ${user}, met uw pincode en een dagpas.`,
      (user) => `Sie sind ${user}, mit Ihrer PIN und einem Tagespass.`,
    ],
    alone: [
      (service: string) =>
        `You are signed in to ${service} in this browser: applications that use it won’t ask you again for some time. You can close this page.`,
      (service) =>
        `U bent in deze browser ingelogd bij ${service}: applicaties die het gebruiken, vragen voorlopig niet opnieuw om een bevestiging. U kunt deze pagina sluiten.`,
      (service) =>
        `Sie sind in diesem Browser bei ${service} angemeldet: Anwendungen, die es nutzen, fragen Sie vorerst nicht noch einmal. Sie können diese Seite schließen.`,
    ],
    elsewhere: [
      (user: string) => `You are signed in as ${user}. Go back to the other tab. You can close this one.`,
      (user) => `U bent ingelogd als ${user}. Ga terug naar het andere tabblad. Dit tabblad kunt u sluiten.`,
      (user) => `Sie sind als ${user} angemeldet. Kehren Sie zum anderen Tab zurück. Diesen können Sie schließen.`,
    ],
    me: ["My phones", "Mijn telefoons", "Meine Smartphones"],
    signOut: ["Sign out", "Uitloggen", "Abmelden"],
    going: [
      (application: string) => `You are being taken back to ${application}.`,
      (application) => `U gaat nu terug naar ${application}.`,
      (application) => `Sie werden zu ${application} zurückgeleitet.`,
    ],
    goOn: ["Continue", "Verder", "Weiter"],
  },
  backTo: [(application: string) => `Back to ${application}`, (application) => `Terug naar ${application}`, (application) => `Zurück zu ${application}`],
  left: {
    title: ["One moment", "Een ogenblik", "Einen Moment"],
    text: [
      (application: string) => `You are being taken back to ${application}.`,
      (application) => `U gaat nu terug naar ${application}.`,
      (application) => `Sie werden zu ${application} zurückgeleitet.`,
    ],
    goOn: ["Continue", "Verder", "Weiter"],
  },
  outdated: {
    title: ["This page is too old", "Deze pagina is te oud", "Diese Seite ist zu alt"],
    text: [
      (application: string) => `You can’t sign in here any more. Go back to ${application} and start again there.`,
      (application) => `U kunt hier niet meer inloggen. Ga terug naar ${application} en begin daar opnieuw.`,
      (application) => `Hier können Sie sich nicht mehr anmelden. Gehen Sie zurück zu ${application}, und beginnen Sie dort von vorn.`,
    ],
  },
  unreadable: {
    title: ["We can’t continue with this sign-in", "Inloggen is zo niet mogelijk", "Diese Anmeldung ist so nicht möglich"],
    text: [
      "This page was changed before it was sent. Please go back to the application and start again there.",
      "Deze pagina is gewijzigd voordat ze werd verstuurd. Ga terug naar de applicatie en begin daar opnieuw.",
      "Diese Seite wurde verändert, bevor sie abgeschickt wurde. Bitte gehen Sie zurück zur Anwendung, und beginnen Sie dort von vorn.",
    ],
  },
  choose: chooseWords,
  notices: loginNotices,
} satisfies WordTable;
