// What is worth a look in the console's overview.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const attentionWords = {
  attention: {
    title: ["Worth a look", "Let op", "Zu erledigen"],
    behind: [
      "Housekeeping is behind: entries of the audit trail wait to be signed, or old ones to be removed.",
      "Het onderhoud loopt achter: regels van het auditlog wachten op hun handtekening, of oude op verwijdering.",
      "Die Wartung ist im Rückstand: Einträge des Audit-Protokolls warten auf ihre Signatur, oder alte darauf, gelöscht zu werden.",
    ],
    behindTodo: ["Show the service status", "Status van de dienst tonen", "Status des Dienstes anzeigen"],
    addresses: [
      "Some phones send their answers to another address than PUBLIC_URL. It must keep leading to this service.",
      "Sommige telefoons sturen hun antwoord naar een ander adres dan PUBLIC_URL. Dat moet naar deze dienst blijven leiden.",
      "Einige Smartphones senden ihre Antworten an eine andere Adresse als PUBLIC_URL. Sie muss weiter zu diesem Dienst führen.",
    ],
    addressesTodo: ["Show the addresses", "Adressen tonen", "Adressen anzeigen"],
    withoutPhone: [
      (names: string, more: number) =>
        `Administrators who sign in with a password alone: ${more > 0 ? `${names} and ${more.toLocaleString("en")} more` : names}.`,
      (names, more) => `Beheerders die alleen met een wachtwoord inloggen: ${more > 0 ? `${names} en nog ${more.toLocaleString("nl")}` : names}.`,
      (names, more) => `Administratoren, die sich nur mit einem Passwort anmelden: ${more > 0 ? `${names} und ${more.toLocaleString("de")} weitere` : names}.`,
    ],
    enrol: [(name: string) => `Register a phone for ${name}`, (name) => `Telefoon registreren voor ${name}`, (name) => `Smartphone für ${name} registrieren`],
    bootstrap: [
      "BOOTSTRAP_ADMIN is still set. There is an administrator now, so delete the secret.",
      "BOOTSTRAP_ADMIN is nog ingesteld. Er is nu een beheerder: verwijder het geheim.",
      "BOOTSTRAP_ADMIN ist noch gesetzt. Es gibt jetzt einen Administrator: Löschen Sie das Geheimnis.",
    ],
    bootstrapTodo: ["Show the accounts", "Accounts tonen", "Konten anzeigen"],
    help: [
      "HELP_URL and HELP_TEXT are not set: people who forget their PIN or lose their phone are told to ask the help desk, but not how to reach it.",
      "HELP_URL en HELP_TEXT zijn niet ingesteld: wie de pincode vergeet of de telefoon verliest, wordt naar de helpdesk verwezen, maar leest niet hoe die te bereiken is.",
      "HELP_URL und HELP_TEXT sind nicht gesetzt: Wer die PIN vergisst oder das Smartphone verliert, wird an den Helpdesk verwiesen, erfährt aber nicht, wie er zu erreichen ist.",
    ],
    helpTodo: ["Show the settings", "Instellingen tonen", "Einstellungen anzeigen"],
    unproven: [
      (count: number, more: boolean) =>
        `${more ? "At least " : ""}${count === 1 ? "1 phone has" : `${count.toLocaleString("en")} phones have`} never answered. Either the owner hasn’t signed in yet, or the account is missing from the app.`,
      (count, more) =>
        `${more ? "Minstens " : ""}${count === 1 ? "1 telefoon heeft" : `${count.toLocaleString("nl")} telefoons hebben`} nog nooit geantwoord. De eigenaar heeft nog niet ingelogd, of het account staat niet op de telefoon.`,
      (count, more) =>
        `${more ? "Mindestens " : ""}${count === 1 ? "1 Smartphone hat" : `${count.toLocaleString("de")} Smartphones haben`} noch nie geantwortet. Entweder hat sich die Person noch nicht angemeldet, oder das Konto fehlt in der App.`,
    ],
    unprovenTodo: ["Show them", "Tonen", "Anzeigen"],
    links: [
      (count: number, more: boolean) =>
        `${more ? `At least ${count.toLocaleString("en")} registration links` : count === 1 ? "1 registration link" : `${count.toLocaleString("en")} registration links`} will expire within four hours without a phone. Remind the people, or make new links.`,
      (count, more) =>
        `${more ? `Minstens ${count.toLocaleString("nl")} registratielinks lopen` : count === 1 ? "1 registratielink loopt" : `${count.toLocaleString("nl")} registratielinks lopen`} binnen vier uur af zonder telefoon. Herinner deze mensen eraan of maak nieuwe links.`,
      (count, more) =>
        `${more ? `Mindestens ${count.toLocaleString("de")} Registrierungslinks laufen` : count === 1 ? "1 Registrierungslink läuft" : `${count.toLocaleString("de")} Registrierungslinks laufen`} innerhalb von vier Stunden ohne Smartphone ab. Erinnern Sie diese Personen, oder erstellen Sie neue Links.`,
    ],
    linksTodo: ["Show the links", "Links tonen", "Links anzeigen"],
  },
} satisfies WordTable;
