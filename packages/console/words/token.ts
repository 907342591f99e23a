// The console's page of one token, and the questions before an action.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const tokenWords = {
  token: {
    title: [(serial: string) => `Token ${serial}`, (serial) => `Token ${serial}`, (serial) => `Token ${serial}`],
    facts: ["Details", "Gegevens", "Angaben"],
    user: ["User", "Gebruiker", "Benutzer"],
    realm: ["Realm", "Realm", "Realm"],
    description: ["Description", "Omschrijving", "Beschreibung"],
    state: ["State", "Status", "Status"],
    enrolment: ["Registration", "Registratie", "Registrierung"],
    uses: ["QR code scans", "QR-code gescand", "QR-Code gescannt"],
    failures: ["Failed attempts", "Mislukte pogingen", "Fehlversuche"],
    suite: ["OCRA suite", "OCRA-suite", "OCRA-Suite"],
    created: ["Created", "Aangemaakt", "Angelegt"],
    lastLogin: ["Last sign-in", "Laatste login", "Letzte Anmeldung"],
    never: ["never", "nooit", "nie"],
    actions: ["Actions", "Acties", "Aktionen"],
    enable: ["Enable", "Inschakelen", "Aktivieren"],
    disable: ["Disable", "Uitschakelen", "Deaktivieren"],
    reset: ["Unlock", "Deblokkeren", "Entsperren"],
    link: ["Create a registration link", "Een registratielink maken", "Einen Registrierungslink erstellen"],
    unassign: ["Unassign from user", "Loskoppelen van gebruiker", "Zuordnung aufheben"],
    revoke: ["Revoke", "Intrekken", "Widerrufen"],
    delete: ["Delete", "Verwijderen", "Löschen"],
    apart: ["Revoke or delete", "Intrekken of verwijderen", "Widerrufen oder löschen"],
    pin: ["New PIN", "Nieuwe pincode", "Neue PIN"],
    setPin: ["Set PIN", "Pincode instellen", "PIN setzen"],
    pinEmpty: [
      "Enter the new PIN. To have no PIN, choose “Remove PIN”.",
      "Vul de nieuwe pincode in. Wilt u geen pincode, kies dan ‘Pincode verwijderen’.",
      "Geben Sie die neue PIN ein. Wenn es keine PIN geben soll, wählen Sie „PIN entfernen“.",
    ],
    removepin: ["Remove PIN", "Pincode verwijderen", "PIN entfernen"],
    setrandompin: ["Set a random PIN", "Willekeurige pincode instellen", "Zufällige PIN setzen"],
    history: ["History", "Geschiedenis", "Verlauf"],
    more: ["Show all in the audit trail", "Alles in het auditlog tonen", "Alles im Audit-Protokoll anzeigen"],
    notFound: ["Token not found", "Token niet gevonden", "Token nicht gefunden"],
    notFoundText: [
      "It may have been deleted, or the serial may be mistyped. Try searching by user.",
      "Het is misschien verwijderd, of het serienummer bevat een typefout. Zoek het op via de gebruiker.",
      "Vielleicht wurde es gelöscht, oder die Seriennummer enthält einen Tippfehler. Suchen Sie es über den Benutzer.",
    ],
    all: ["All tokens", "Alle tokens", "Alle Token"],
    back: ["Back to the token", "Terug naar het token", "Zurück zum Token"],
    yes: ["yes", "ja", "ja"],
    no: ["no", "nee", "nein"],
  },
  randomPin: {
    title: [(user: string) => `New PIN for ${user}`, (user) => `Nieuwe pincode voor ${user}`, (user) => `Neue PIN für ${user}`],
    once: [
      "Tell only this person. You won’t see it again.",
      "Vertel de pincode alleen aan deze persoon. U ziet hem maar één keer.",
      "Teilen Sie die PIN nur dieser Person mit. Sie sehen sie nur dieses eine Mal.",
    ],
  },
  confirm: {
    enable: {
      title: ["Switch this phone on?", "Deze telefoon inschakelen?", "Dieses Smartphone aktivieren?"],
      text: ["The person can sign in with it again.", "De persoon kan er weer mee inloggen.", "Die Person kann sich damit wieder anmelden."],
      go: ["Enable", "Inschakelen", "Aktivieren"],
    },
    disable: {
      title: ["Switch this phone off?", "Deze telefoon uitschakelen?", "Dieses Smartphone deaktivieren?"],
      text: [
        "Nobody can sign in with it until it is enabled again, and its sign-ins end. Its open links end for good, and if it is the person’s last phone, so do all others.",
        "Niemand kan ermee inloggen totdat hij weer wordt ingeschakeld, en de logins eindigen. De open links ervan vervallen definitief, en als het de laatste telefoon van de persoon is, alle andere ook.",
        "Niemand kann sich damit anmelden, bis es wieder aktiviert wird, und seine Anmeldungen enden. Seine offenen Links enden endgültig, und wenn es das letzte Smartphone der Person ist, auch alle anderen.",
      ],
      go: ["Disable", "Uitschakelen", "Deaktivieren"],
    },
    reset: {
      title: ["Unlock this phone?", "Deze telefoon deblokkeren?", "Dieses Smartphone entsperren?"],
      text: [
        "The failed attempts are cleared, and the person can try again.",
        "De mislukte pogingen worden gewist, en de persoon kan het opnieuw proberen.",
        "Die Fehlversuche werden gelöscht, und die Person kann es noch einmal versuchen.",
      ],
      go: ["Unlock", "Deblokkeren", "Entsperren"],
    },
    link: {
      title: ["Create a link for another phone?", "Een link voor een andere telefoon maken?", "Einen Link für ein anderes Smartphone erstellen?"],
      text: [
        "The first person to press the button behind the link registers a phone. The old phone works until then, and stops at that moment. If it is the same phone again, the person first deletes the old account in the Tiqr app.",
        "Wie op de pagina achter de link als eerste op de knop klikt, registreert een telefoon. De oude telefoon werkt tot dat moment. Is het weer dezelfde telefoon? Dan verwijdert de persoon eerst het oude account in de Tiqr-app.",
        "Wer auf der Seite hinter dem Link zuerst auf die Schaltfläche klickt, registriert ein Smartphone. Das alte funktioniert nur noch bis dahin. Ist es wieder dasselbe Smartphone? Dann muss die Person zuerst das alte Konto in der Tiqr-App löschen.",
      ],
      go: ["Create the link", "Link maken", "Link erstellen"],
    },
    revoke: {
      title: ["Revoke this token?", "Dit token intrekken?", "Dieses Token widerrufen?"],
      text: [
        "It can never be used again, not even after a new registration. Its open links end, and with the person’s last phone all others.",
        "Het kan nooit meer worden gebruikt, ook niet na een nieuwe registratie. De open links ervan vervallen, en bij de laatste telefoon van de persoon ook alle andere.",
        "Es kann nie wieder benutzt werden, auch nicht nach einer neuen Registrierung. Seine offenen Links enden, und mit dem letzten Smartphone der Person auch alle anderen.",
      ],
      go: ["Revoke permanently", "Definitief intrekken", "Endgültig widerrufen"],
    },
    delete: {
      title: ["Delete this token?", "Dit token verwijderen?", "Dieses Token löschen?"],
      text: [
        "The token and its secret are deleted. The audit trail is kept.",
        "Het token en het geheim ervan worden verwijderd. Het auditlog blijft bewaard.",
        "Das Token und sein Geheimnis werden gelöscht. Das Audit-Protokoll bleibt erhalten.",
      ],
      go: ["Delete permanently", "Definitief verwijderen", "Endgültig löschen"],
    },
    unassign: {
      title: ["Unassign this token from its user?", "Dit token loskoppelen van de gebruiker?", "Zuordnung dieses Tokens aufheben?"],
      text: [
        "Its open sign-ins end, and the user can no longer sign in with it.",
        "Lopende logins eindigen, en de gebruiker kan er niet meer mee inloggen.",
        "Offene Anmeldungen enden, und der Benutzer kann sich damit nicht mehr anmelden.",
      ],
      go: ["Unassign from user", "Loskoppelen", "Zuordnung aufheben"],
    },
    removepin: {
      title: ["Remove the PIN of this token?", "De pincode van dit token verwijderen?", "Die PIN dieses Tokens entfernen?"],
      text: [
        "From then on, anyone can start a sign-in for this user, and only the phone protects the account. Open sign-ins end.",
        "Daarna kan iedereen voor deze gebruiker een login starten en wordt het account alleen nog door de telefoon beschermd. Lopende logins eindigen.",
        "Danach kann jeder eine Anmeldung für diesen Benutzer beginnen, und nur noch das Smartphone schützt das Konto. Offene Anmeldungen enden.",
      ],
      go: ["Remove PIN", "Pincode verwijderen", "PIN entfernen"],
    },
    setrandompin: {
      title: ["Set a random PIN?", "Een willekeurige pincode instellen?", "Eine zufällige PIN setzen?"],
      text: [
        "The old PIN stops working, and open sign-ins end. You’ll see the new PIN once.",
        "De oude pincode werkt dan niet meer, en lopende logins eindigen. Daarna ziet u de nieuwe pincode één keer.",
        "Die bisherige PIN funktioniert dann nicht mehr, und offene Anmeldungen enden. Die neue PIN sehen Sie danach ein einziges Mal.",
      ],
      go: ["Set a random PIN", "Willekeurige pincode instellen", "Zufällige PIN setzen"],
    },
    withdraw: {
      title: ["Withdraw this link?", "Deze link intrekken?", "Diesen Link zurückziehen?"],
      text: [
        "It will no longer work, and neither will a QR code that its page shows. A phone already registered with it keeps working: to stop it, disable it.",
        "De link werkt daarna niet meer, en een QR-code op de pagina ervan ook niet. Een telefoon die er al mee is geregistreerd, blijft werken. Wilt u dat niet, schakel die dan uit.",
        "Er funktioniert dann nicht mehr, ein QR-Code auf seiner Seite auch nicht. Ein Smartphone, das schon damit registriert wurde, funktioniert weiter. Soll auch das enden, deaktivieren Sie es.",
      ],
      go: ["Withdraw the link", "Link intrekken", "Link zurückziehen"],
    },
    keep: ["Cancel", "Annuleren", "Abbrechen"],
  },
} satisfies WordTable;
