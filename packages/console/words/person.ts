// What the console knows of a person for applications, and what it does about a lost phone.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const personWords = {
  attributes: {
    title: [(user: string) => `Details of ${user}`, (user) => `Gegevens van ${user}`, (user) => `Angaben zu ${user}`],
    card: ["For applications", "Voor applicaties", "Für Anwendungen"],
    lead: [
      "Applications see these when this person signs in. Phones show the name when they register.",
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
  dayPass: {
    title: ["Day pass", "Dagpas", "Tagespass"],
    titleOf: [(user: string) => `Day pass of ${user}`, (user) => `Dagpas van ${user}`, (user) => `Tagespass von ${user}`],
    text: [
      "12 digits that this person can enter instead of scanning, after the PIN. Make sure who is asking. Applications that don’t accept day passes still need the phone.",
      "12 cijfers die deze persoon na de pincode kan invoeren in plaats van te scannen. Ga na wie erom vraagt. Voor applicaties die geen dagpassen accepteren, blijft de telefoon nodig.",
      "12 Ziffern, die diese Person nach der PIN eingeben kann, statt zu scannen. Vergewissern Sie sich, wer danach fragt. Anwendungen, die keine Tagespässe annehmen, brauchen weiterhin das Smartphone.",
    ],
    hours: ["Hours", "Uren", "Stunden"],
    uses: ["Sign-ins", "Aantal logins", "Anmeldungen"],
    make: ["Create a day pass", "Dagpas maken", "Tagespass erstellen"],
    left: [
      (uses: number) => (uses === 1 ? "Good for 1 more sign-in, until" : `Good for ${uses} more sign-ins, until`),
      (uses) => (uses === 1 ? "Nog goed voor 1 login, tot" : `Nog goed voor ${uses} logins, tot`),
      (uses) => (uses === 1 ? "Noch gut für 1 Anmeldung, bis" : `Noch gut für ${uses} Anmeldungen, bis`),
    ],
    say: [
      "Read it out, in groups of four. Never send it together with the PIN.",
      "Lees hem voor, in groepjes van vier. Stuur hem nooit samen met de pincode.",
      "Lesen Sie ihn in Vierergruppen vor. Senden Sie ihn nie zusammen mit der PIN.",
    ],
    once: [
      "You won’t see it again. An earlier day pass of this person has ended.",
      "U ziet hem niet opnieuw. Een eerdere dagpas van deze persoon is beëindigd.",
      "Sie sehen ihn nicht noch einmal. Ein früherer Tagespass dieser Person ist beendet.",
    ],
    end: ["End it, and what it has opened", "Beëindigen, met alles wat ermee is geopend", "Beenden, mit allem, was damit geöffnet wurde"],
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
  },
} satisfies WordTable;
