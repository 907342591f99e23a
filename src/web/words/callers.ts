// /call: somebody is on the phone with the help desk, and shows that they are who they say.

import type { WordTable } from "../../lib/words.ts";

export const callWords = {
  title: ["On the phone with the help desk?", "Aan de telefoon met de helpdesk?", "Am Telefon mit dem Helpdesk?"],
  lead: [
    "Enter your user name and the number that the help desk reads out to you.",
    "Vul uw gebruikersnaam in, en het nummer dat de helpdesk u voorleest.",
    "Geben Sie Ihren Benutzernamen ein und die Nummer, die Ihnen der Helpdesk vorliest.",
  ],
  never: [
    "Only do this if you called the help desk yourself. It never calls you to send you here, and never asks for your PIN.",
    "Doe dit alleen als u zelf de helpdesk hebt gebeld. De helpdesk belt u nooit om u hierheen te sturen, en vraagt nooit naar uw pincode.",
    "Tun Sie das nur, wenn Sie selbst beim Helpdesk angerufen haben. Er ruft Sie nie an, um Sie hierher zu schicken, und fragt nie nach Ihrer PIN.",
  ],
  number: ["Number", "Nummer", "Nummer"],
  numberHint: ["Six digits.", "Zes cijfers.", "Sechs Ziffern."],
  next: ["Continue", "Verder", "Weiter"],
  who: {
    title: ["Did you call the help desk?", "Hebt u de helpdesk gebeld?", "Haben Sie beim Helpdesk angerufen?"],
    desk: [(service: string) => `the help desk of ${service}`, (service) => `de helpdesk van ${service}`, (service) => `dem Helpdesk von ${service}`],
    text: [
      (desk: string, act: string) =>
        `Somebody on the phone with ${desk} says they are you, and wants: ${act}. Go on only if you called. The help desk never sends you here otherwise.`,
      (desk, act) =>
        `Iemand aan de telefoon met ${desk} zegt u te zijn, en wil: ${act}. Ga alleen verder als u hebt gebeld. De helpdesk stuurt u anders nooit hierheen.`,
      (desk, act) =>
        `Jemand ist am Telefon mit ${desk}, gibt sich als Sie aus und möchte: ${act}. Machen Sie nur weiter, wenn Sie angerufen haben. Sonst schickt Sie der Helpdesk nie hierher.`,
    ],
    yes: ["Yes, I called", "Ja, ik heb gebeld", "Ja, ich habe angerufen"],
    no: ["No, I didn’t call", "Nee, ik heb niet gebeld", "Nein, ich habe nicht angerufen"],
  },
  acts: {
    pin: ["a new PIN", "een nieuwe pincode", "eine neue PIN"],
    link: ["another phone", "een andere telefoon", "ein anderes Smartphone"],
    pass: ["to sign in without a phone today", "vandaag zonder telefoon inloggen", "heute ohne Smartphone angemeldet werden"],
    enable: ["to use a stopped phone again", "een geblokkeerde telefoon weer gebruiken", "ein gesperrtes Smartphone wieder benutzen"],
    unblock: ["to be let in again", "weer toegang krijgen", "wieder Zugang bekommen"],
    undo: ["to undo a change", "een wijziging ongedaan maken", "eine Änderung rückgängig machen"],
    help: ["help with your account", "hulp met uw account", "Hilfe mit Ihrem Konto"],
  },
  ways: {
    title: ["Show that it’s you", "Laat zien dat u het bent", "Weisen Sie sich aus"],
    lead: [
      "Choose what you have. The help desk sees which of these you showed, and nothing else: no PIN, no code.",
      "Kies wat u hebt. De helpdesk ziet welke van deze u hebt laten zien, en verder niets: geen pincode, geen code.",
      "Wählen Sie, was Sie haben. Der Helpdesk sieht, was davon Sie gezeigt haben, und sonst nichts: keine PIN, keinen Code.",
    ],
    done: [
      (proved: string) => `Done: ${proved}. The help desk sees it now. Tell them, and add another one if they ask for it.`,
      (proved) => `Gelukt: ${proved}. De helpdesk ziet dit nu. Zeg het, en laat nog iets zien als daarom wordt gevraagd.`,
      (proved) => `Erledigt: ${proved}. Der Helpdesk sieht das jetzt. Sagen Sie es, und zeigen Sie noch etwas, wenn er danach fragt.`,
    ],
    proofs: {
      phone: ["phone", "telefoon", "Smartphone"],
      pin: ["PIN", "pincode", "PIN"],
      code: ["recovery code", "herstelcode", "Wiederherstellungscode"],
      browser: ["this browser", "deze browser", "dieser Browser"],
    },
    phone: ["Confirm with my phone", "Met mijn telefoon bevestigen", "Mit meinem Smartphone bestätigen"],
    phoneText: ["You scan a QR code with the Tiqr app.", "U scant een QR-code met de Tiqr-app.", "Sie scannen einen QR-Code mit der Tiqr-App."],
    pin: ["Your PIN", "Uw pincode", "Ihre PIN"],
    pinText: ["The PIN that you enter when you sign in.", "De pincode die u bij het inloggen invult.", "Die PIN, die Sie beim Anmelden eingeben."],
    sendPin: ["Confirm with my PIN", "Met mijn pincode bevestigen", "Mit meiner PIN bestätigen"],
    code: ["Recovery code", "Herstelcode", "Wiederherstellungscode"],
    codeText: [
      "16 characters from your list. The code is then used up.",
      "16 tekens van uw lijst. De code is daarna gebruikt.",
      "16 Zeichen aus Ihrer Liste. Der Code ist danach verbraucht.",
    ],
    sendCode: ["Confirm with this code", "Met deze code bevestigen", "Mit diesem Code bestätigen"],
    browser: ["Confirm with this browser", "Met deze browser bevestigen", "Mit diesem Browser bestätigen"],
    browserText: ["You have signed in here before.", "U hebt hier eerder ingelogd.", "Sie haben sich hier schon einmal angemeldet."],
  },
  confirm: {
    title: ["Confirm with your phone", "Bevestig met uw telefoon", "Mit dem Smartphone bestätigen"],
    lead: [
      "Scan this code with the Tiqr app. The help desk then sees that you have your phone. It doesn’t sign anybody in.",
      "Scan deze code met de Tiqr-app. De helpdesk ziet dan dat u uw telefoon hebt. Niemand wordt hiermee ingelogd.",
      "Scannen Sie diesen Code mit der Tiqr-App. Der Helpdesk sieht dann, dass Sie Ihr Smartphone haben. Angemeldet wird damit niemand.",
    ],
    back: ["Choose another way", "Een andere manier kiezen", "Anders ausweisen"],
  },
  ended: {
    title: ["Thank you", "Dank u wel", "Danke"],
    text: [
      "The help desk sees that it wasn’t you. Nothing that was shown in this call counts, and the administrators have been told. If you gave somebody your PIN, change it.",
      "De helpdesk ziet dat u het niet was. Niets wat in dit gesprek is getoond, telt nog, en de beheerders weten ervan. Hebt u iemand uw pincode gegeven? Wijzig die dan.",
      "Der Helpdesk sieht, dass Sie es nicht waren. Was in diesem Gespräch gezeigt wurde, gilt nicht, und die Administratoren wissen Bescheid. Falls Sie jemandem Ihre PIN genannt haben, ändern Sie sie.",
    ],
  },
  refused: {
    number: [
      "That user name and number don’t go together, or the number has expired. Check both with the help desk. After five wrong numbers, ask for a new one.",
      "Die gebruikersnaam en dat nummer horen niet bij elkaar, of het nummer is verlopen. Controleer beide met de helpdesk. Vraag na vijf verkeerde nummers een nieuw nummer.",
      "Dieser Benutzername und diese Nummer passen nicht zusammen, oder die Nummer ist abgelaufen. Prüfen Sie beides mit dem Helpdesk. Fragen Sie nach fünf falschen Nummern nach einer neuen.",
    ],
    over: [
      "This call is over. Ask the help desk for a new number.",
      "Dit gesprek is voorbij. Vraag de helpdesk om een nieuw nummer.",
      "Dieses Gespräch ist vorbei. Bitten Sie den Helpdesk um eine neue Nummer.",
    ],
    wrong: [
      "That isn’t right. After several wrong tries, wait a few minutes.",
      "Dat klopt niet. Wacht na een paar verkeerde pogingen enkele minuten.",
      "Das stimmt nicht. Warten Sie nach mehreren Fehlversuchen einige Minuten.",
    ],
    noPhone: [
      "None of your phones can confirm now. Choose another way.",
      "Geen van uw telefoons kan nu bevestigen. Kies een andere manier.",
      "Keines Ihrer Smartphones kann jetzt bestätigen. Weisen Sie sich anders aus.",
    ],
    tooMany: [
      "Too many attempts. Wait a minute and try again.",
      "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
      "Zu viele Versuche. Warten Sie eine Minute, und versuchen Sie es erneut.",
    ],
  },
  wait: {
    title: ["Somebody waits for access to your account", "Iemand wacht op toegang tot uw account", "Jemand wartet auf Zugang zu Ihrem Konto"],
    text: [
      "Somebody on the phone said they are you, and could show nothing. The help desk may give them access from then on:",
      "Iemand aan de telefoon zei u te zijn en kon niets laten zien. De helpdesk mag die persoon toegang geven vanaf:",
      "Jemand am Telefon hat sich als Sie ausgegeben und konnte nichts vorweisen. Der Helpdesk darf dieser Person Zugang geben ab:",
    ],
  },
} satisfies WordTable;
