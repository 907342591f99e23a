// The console's pages of the addresses that events are sent to.

import type { Texts, WordTable } from "../../../lib/words.ts";

export const endpointsWords = {
  endpoints: {
    title: ["Events for other systems", "Gebeurtenissen voor andere systemen", "Ereignisse für andere Systeme"],
    lead: [
      "The events of the audit trail go to these addresses, as signed messages.",
      "Adressen die de gebeurtenissen uit het auditlog krijgen, als ondertekende berichten.",
      "Adressen, an die die Ereignisse des Audit-Protokolls als signierte Nachrichten gesendet werden.",
    ],
    add: ["Add an address", "Adres toevoegen", "Adresse hinzufügen"],
    caption: ["Addresses, oldest first", "Adressen, oudste eerst", "Adressen, älteste zuerst"],
    address: ["Address", "Adres", "Adresse"],
    events: ["Events", "Gebeurtenissen", "Ereignisse"],
    realms: ["Realms", "Realms", "Realms"],
    state: ["State", "Status", "Status"],
    added: ["Added", "Toegevoegd", "Hinzugefügt"],
    all: ["all", "alle", "alle"],
    none: [
      "No address has been added yet.",
      "Er is nog geen adres toegevoegd.",
      "Es ist noch keine Adresse hinzugefügt.",
    ],
    on: ["on", "aan", "ein"],
    off: ["off", "uit", "aus"],
    failed: ["off after failures", "uit na fouten", "aus nach Fehlern"],
    offSince: ["Off since", "Uit sinds", "Aus seit"],
    fault: ["What went wrong last", "Wat er het laatst misging", "Letzter Fehler"],
    failedLead: [
      "This address did not take its messages for three days. Once it does again, switch it on: it gets what it has missed.",
      "Dit adres heeft drie dagen lang geen berichten aangenomen. Schakel het in als het weer werkt: het krijgt dan wat het heeft gemist.",
      "Diese Adresse hat drei Tage lang keine Nachrichten angenommen. Schalten Sie sie ein, wenn sie wieder erreichbar ist: Dann wird alles nachgesendet.",
    ],
    facts: ["Details", "Gegevens", "Angaben"],
    change: ["Change", "Wijzigen", "Ändern"],
    switchOn: ["Switch on", "Inschakelen", "Einschalten"],
    switchOff: ["Switch off", "Uitschakelen", "Ausschalten"],
    test: ["Send a test message", "Testbericht sturen", "Testnachricht senden"],
    rotate: ["Make a new secret", "Nieuw geheim maken", "Neues Geheimnis erstellen"],
    remove: ["Remove", "Verwijderen", "Entfernen"],
    back: ["Back to the address", "Terug naar het adres", "Zurück zur Adresse"],
    newTitle: ["Add an address", "Adres toevoegen", "Adresse hinzufügen"],
    changeTitle: ["Change the address", "Adres wijzigen", "Adresse ändern"],
    goAdd: ["Add", "Toevoegen", "Hinzufügen"],
    goChange: ["Save", "Opslaan", "Speichern"],
    hints: {
      url: ["An https address that is public.", "Een openbaar https-adres.", "Eine öffentliche https-Adresse."],
      events: [
        "One word per line, as in the audit trail, such as LOGIN_SUCCESS. Leave blank for all.",
        "Eén woord per regel, zoals in het auditlog, bijvoorbeeld LOGIN_SUCCESS. Laat leeg voor alle.",
        "Ein Wort pro Zeile, wie im Protokoll, etwa LOGIN_SUCCESS. Leer lassen für alle.",
      ],
      realms: [
        "One per line. Leave blank for all. If you name realms, events without a user are not sent.",
        "Eén per regel. Laat leeg voor alle. Noemt u realms, dan vallen gebeurtenissen zonder gebruiker weg.",
        "Einer pro Zeile. Leer lassen für alle. Wenn Sie Realms nennen, entfallen Ereignisse ohne Benutzer.",
      ],
    },
    made: ["The address is added", "Het adres is toegevoegd", "Die Adresse ist hinzugefügt"],
    rotated: ["A new secret", "Een nieuw geheim", "Ein neues Geheimnis"],
    secret: ["Secret", "Geheim", "Geheimnis"],
    secretLead: [
      "The receiver verifies each message with this secret.",
      "De ontvanger controleert elk bericht met dit geheim.",
      "Der Empfänger prüft jede Nachricht mit diesem Geheimnis.",
    ],
    once: [
      "Copy the secret now. You won’t see it again.",
      "Kopieer het geheim nu. U ziet het niet meer terug.",
      "Kopieren Sie das Geheimnis jetzt. Es wird nicht noch einmal angezeigt.",
    ],
    tested: [
      "The address took the test message.",
      "Het adres heeft het testbericht aangenomen.",
      "Die Adresse hat die Testnachricht angenommen.",
    ],
    testFailed: [
      (fault: string) => `The address did not take the test message: ${fault}`,
      (fault) => `Het adres heeft het testbericht niet aangenomen: ${fault}`,
      (fault) => `Die Adresse hat die Testnachricht nicht angenommen: ${fault}`,
    ],
    deliveries: ["The last messages", "De laatste berichten", "Die letzten Nachrichten"],
    noDeliveries: ["Nothing has been sent yet.", "Er is nog niets verstuurd.", "Es wurde noch nichts gesendet."],
    at: ["Time", "Tijd", "Zeit"],
    event: ["Event", "Gebeurtenis", "Ereignis"],
    result: ["Answer", "Antwoord", "Antwort"],
    taken: [
      (status: number) => `taken (${status})`,
      (status) => `aangenomen (${status})`,
      (status) => `angenommen (${status})`,
    ],
    faults: {
      "no connection": ["no connection", "geen verbinding", "keine Verbindung"],
      "no answer in time": ["no answer in time", "geen antwoord op tijd", "keine rechtzeitige Antwort"],
      "the secret does not open": [
        "the secret can’t be opened: MASTER_KEY has changed",
        "het geheim gaat niet open: MASTER_KEY is gewijzigd",
        "das Geheimnis lässt sich nicht öffnen: MASTER_KEY wurde geändert",
      ],
      "there is no such endpoint": ["the address was removed", "het adres is verwijderd", "die Adresse wurde entfernt"],
    } as Texts<string>,
    confirmRotate: {
      title: ["Make a new secret?", "Nieuw geheim maken?", "Neues Geheimnis erstellen?"],
      text: [
        "Messages are signed with both secrets until the next change, so you can change the receiver over. An older one stops working at once.",
        "Berichten worden tot de volgende wijziging met beide geheimen ondertekend, zodat u de ontvanger kunt aanpassen. Een ouder geheim werkt meteen niet meer.",
        "Bis zur nächsten Änderung werden Nachrichten mit beiden Geheimnissen signiert, sodass Sie den Empfänger umstellen können. Ein älteres gilt sofort nicht mehr.",
      ],
      go: ["Make a new secret", "Nieuw geheim maken", "Neues Geheimnis erstellen"],
    },
    confirmRemove: {
      title: ["Remove this address?", "Dit adres verwijderen?", "Diese Adresse entfernen?"],
      text: [
        "It gets no more events, and its last messages are forgotten.",
        "Het krijgt geen gebeurtenissen meer, en de laatste berichten worden vergeten.",
        "Sie bekommt keine Ereignisse mehr, und ihre letzten Nachrichten werden vergessen.",
      ],
      go: ["Remove the address", "Adres verwijderen", "Adresse entfernen"],
    },
  },
} satisfies WordTable;
