// What the console knows of a person for applications.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const personWords = {
  attributes: {
    title: [(user: string) => `Details of ${user}`, (user) => `Gegevens van ${user}`, (user) => `Angaben zu ${user}`],
    card: ["Details", "Gegevens", "Angaben"],
    lead: [
      "Applications see these when this person signs in. Phones show the name when they register.",
      "Applicaties zien deze gegevens als deze persoon inlogt. Telefoons tonen de naam bij het registreren.",
      "Anwendungen sehen diese Angaben, wenn sich diese Person anmeldet. Smartphones zeigen den Namen bei der Registrierung.",
    ],
    email: ["E-mail address", "E-mailadres", "E-Mail-Adresse"],
    name: ["Name", "Naam", "Name"],
    groups: ["Groups", "Groepen", "Gruppen"],
    groupsHint: ["Separated by commas.", "Gescheiden door komma’s.", "Durch Kommas getrennt."],
    external_id: ["External ID", "Externe ID", "Externe ID"],
    externalIdHint: [
      "The person’s object ID in Microsoft Entra, or their key in another directory. Whoever has this ID there confirms with this person’s phone. Applications don’t see it.",
      "De object-id van de persoon in Microsoft Entra, of de sleutel in een andere directory. Wie daar deze ID heeft, bevestigt met de telefoon van deze persoon. Applicaties zien die niet.",
      "Die Objekt-ID der Person in Microsoft Entra oder der Schlüssel in einem anderen Verzeichnis. Wer dort diese ID hat, bestätigt mit dem Smartphone dieser Person. Anwendungen sehen sie nicht.",
    ],
    change: ["Change", "Wijzigen", "Ändern"],
    go: ["Save", "Opslaan", "Speichern"],
  },
} satisfies WordTable;
