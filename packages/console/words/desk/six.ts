// The six buttons of a person’s page, and the pages to which they lead.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const sixWords = {
  six: {
    label: ["What the caller needs", "Wat de beller nodig heeft", "Was die Person braucht"],
    buttons: {
      newPhone: ["New phone", "Nieuwe telefoon", "Neues Smartphone"],
      lost: ["Phone lost", "Telefoon kwijt", "Smartphone verloren"],
      forgotPin: ["Forgot PIN", "Pincode vergeten", "PIN vergessen"],
      locked: ["Locked", "Geblokkeerd", "Gesperrt"],
      notMe: ["Not me", "Was ik niet", "Das war ich nicht"],
      left: ["Left", "Vertrokken", "Ausgeschieden"],
    },
    reasons: {
      right: [
        (right: string) => `Your account lacks the right ${right}.`,
        (right) => `Uw account mist het recht ${right}.`,
        (right) => `Ihrem Konto fehlt das Recht ${right}.`,
      ],
      noPhone: ["No phone is registered.", "Er is geen telefoon geregistreerd.", "Kein Smartphone ist registriert."],
      notLocked: ["Nothing is locked.", "Er is niets geblokkeerd.", "Nichts ist gesperrt."],
      blocked: ["Access is blocked.", "De toegang is geblokkeerd.", "Der Zugang ist gesperrt."],
      own: ["This is you. Ask a colleague.", "Dit bent u zelf. Vraag een collega.", "Das sind Sie selbst. Fragen Sie jemanden im Team."],
    },
    which: ["Which phone?", "Welke telefoon?", "Welches Smartphone?"],
  },
  newPhone: {
    title: ["New phone", "Nieuwe telefoon", "Neues Smartphone"],
    first: [
      "The person opens a link, registers the phone, and chooses a PIN.",
      "De persoon opent een link, registreert de telefoon en kiest een pincode.",
      "Die Person öffnet einen Link, registriert das Smartphone und wählt eine PIN.",
    ],
    lead: [
      "The old phone works until the person presses the button behind the link. The PIN stays the same.",
      "De oude telefoon werkt totdat de persoon op de knop achter de link klikt. De pincode blijft hetzelfde.",
      "Das alte Smartphone funktioniert, bis die Person auf die Schaltfläche hinter dem Link klickt. Die PIN bleibt gleich.",
    ],
    go: ["Create the link", "Link maken", "Link erstellen"],
    here: ["Show the QR code here", "QR-code hier tonen", "QR-Code hier anzeigen"],
    gone: ["The old phone isn’t there any more", "De oude telefoon is er niet meer", "Das alte Smartphone ist nicht mehr da"],
    goneText: ["Then stop it at once.", "Blokkeer die dan meteen.", "Dann sperren Sie es sofort."],
  },
  notMe: {
    title: ["Somebody else signed in?", "Heeft iemand anders ingelogd?", "Hat sich jemand anderes angemeldet?"],
    text: [
      "Signs the person out of browsers and applications, and gives all phones the same random PIN. You’ll see the PIN once.",
      "Logt de persoon uit in browsers en applicaties, en geeft alle telefoons dezelfde willekeurige pincode. U ziet de pincode één keer.",
      "Meldet die Person in Browsern und Anwendungen ab und gibt allen Smartphones dieselbe zufällige PIN. Sie sehen die PIN nur einmal.",
    ],
    textWithoutPin: [
      "Signs the person out of browsers and applications. Stop the phones, too, until the caller has shown who they are: then set a new PIN, and switch the phones on again.",
      "Logt de persoon uit in browsers en applicaties. Blokkeer ook de telefoons totdat de beller heeft getoond wie het is: stel dan een nieuwe pincode in en schakel de telefoons weer in.",
      "Meldet die Person in Browsern und Anwendungen ab. Sperren Sie auch die Smartphones, bis die Person gezeigt hat, wer sie ist: Dann legen Sie eine neue PIN fest und aktivieren die Smartphones wieder.",
    ],
    thenPin: ["Then a new PIN", "Daarna een nieuwe pincode", "Danach eine neue PIN"],
    legend: ["Phones", "Telefoons", "Smartphones"],
    stop: [
      "Also stop all phones: nobody can sign in with them until they are enabled again",
      "Ook alle telefoons blokkeren: niemand kan ermee inloggen totdat ze weer worden ingeschakeld",
      "Auch alle Smartphones sperren: Niemand kann sich damit anmelden, bis sie wieder aktiviert werden",
    ],
    go: ["Sign out and set a new PIN", "Uitloggen en nieuwe pincode instellen", "Abmelden und neue PIN festlegen"],
    goWithoutPin: ["Sign out", "Uitloggen", "Abmelden"],
  },
  lostPhone: {
    title: ["Phone lost", "Telefoon kwijt", "Smartphone verloren"],
    lead: [
      "The old phone stops working at once, and its sign-ins end. The PIN stays the same. For a day you can undo it.",
      "De oude telefoon werkt meteen niet meer, en de logins eindigen. De pincode blijft hetzelfde. Een dag lang kunt u dit ongedaan maken.",
      "Das alte Smartphone funktioniert sofort nicht mehr, und seine Anmeldungen enden. Die PIN bleibt gleich. Einen Tag lang können Sie das rückgängig machen.",
    ],
    stopped: ["The old phone no longer works.", "De oude telefoon werkt niet meer.", "Das alte Smartphone funktioniert nicht mehr."],
    elsewhere: ["The person is elsewhere", "De persoon is ergens anders", "Die Person ist nicht bei Ihnen"],
    elsewhereText: [
      "You get a link to pass on. Whoever opens it first registers the new phone. The person’s other links end.",
      "U krijgt een link om door te geven. Wie de link als eerste opent, registreert de nieuwe telefoon. Andere links van de persoon vervallen.",
      "Sie bekommen einen Link zum Weitergeben. Wer ihn zuerst öffnet, registriert das neue Smartphone. Andere Links der Person enden.",
    ],
    link: ["Stop the old phone and create a link", "Oude telefoon blokkeren en link maken", "Altes Smartphone sperren und Link erstellen"],
    here: ["The person is with you", "De persoon is bij u", "Die Person ist bei Ihnen"],
    hereText: [
      "You get a QR code for the new phone. If it is the same phone again, first delete the old account in the Tiqr app.",
      "U krijgt een QR-code voor de nieuwe telefoon. Is het weer dezelfde telefoon? Verwijder dan eerst het oude account in de Tiqr-app.",
      "Sie bekommen einen QR-Code für das neue Smartphone. Ist es wieder dasselbe Smartphone? Dann löschen Sie zuerst das alte Konto in der Tiqr-App.",
    ],
    code: ["Stop the old phone and show the QR code", "Oude telefoon blokkeren en QR-code tonen", "Altes Smartphone sperren und QR-Code anzeigen"],
    now: ["Stop the phone now", "De telefoon nu blokkeren", "Das Smartphone jetzt sperren"],
    nowText: [
      "Nobody can sign in with it, and its sign-ins end. You can switch it on again.",
      "Niemand kan ermee inloggen, en de logins ervan eindigen. U kunt hem weer inschakelen.",
      "Niemand kann sich damit anmelden, und seine Anmeldungen enden. Sie können es wieder aktivieren.",
    ],
    nowDone: ["The phone is stopped.", "De telefoon is geblokkeerd.", "Das Smartphone ist gesperrt."],
    later: ["Then another phone", "Daarna een andere telefoon", "Danach ein anderes Smartphone"],
    off: [
      "The token is still off. Enable it once the new phone is registered.",
      "Het token staat nog uit. Schakel het in zodra de nieuwe telefoon is geregistreerd.",
      "Das Token ist noch abgeschaltet. Aktivieren Sie es, sobald das neue Smartphone registriert ist.",
    ],
    left: ["The phone is only out of reach today", "De telefoon is alleen vandaag niet bij de hand", "Das Smartphone fehlt nur heute"],
  },
} satisfies WordTable;
