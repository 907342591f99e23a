// What the console knows of a person for applications, and what it does about a lost phone.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const personWords = {
  attributes: {
    title: [(user: string) => `Details of ${user}`, (user) => `Gegevens van ${user}`, (user) => `Angaben zu ${user}`],
    card: ["For applications", "Voor applicaties", "Für Anwendungen"],
    lead: [
      "Applications see these when this person signs in. Phones show the name when they enrol.",
      "Applicaties zien deze gegevens als deze persoon inlogt. Telefoons tonen de naam bij het registreren.",
      "Anwendungen sehen diese Angaben, wenn sich diese Person anmeldet. Smartphones zeigen den Namen bei der Registrierung.",
    ],
    email: ["E-mail address", "E-mailadres", "E-Mail-Adresse"],
    name: ["Name", "Naam", "Name"],
    groups: ["Groups", "Groepen", "Gruppen"],
    groupsHint: ["Separated by commas.", "Gescheiden door komma’s.", "Durch Kommas getrennt."],
    change: ["Change", "Wijzigen", "Ändern"],
    go: ["Save", "Opslaan", "Speichern"],
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
    link: ["Stop the old phone and make a link", "Oude telefoon blokkeren en link maken", "Altes Smartphone sperren und Link erstellen"],
    here: ["The person is with you", "De persoon is bij u", "Die Person ist bei Ihnen"],
    hereText: [
      "You get a QR code for the new phone. If it is the same phone again, first delete the old account in the Tiqr app.",
      "U krijgt een QR-code voor de nieuwe telefoon. Is het weer dezelfde telefoon? Verwijder dan eerst het oude account in de Tiqr-app.",
      "Sie bekommen einen QR-Code für das neue Smartphone. Ist es wieder dasselbe Smartphone? Dann löschen Sie zuerst das alte Konto in der Tiqr-App.",
    ],
    code: ["Stop the old phone and show the QR code", "Oude telefoon blokkeren en QR-code tonen", "Altes Smartphone sperren und QR-Code anzeigen"],
  },
} satisfies WordTable;
