// What is wrong with a file of users, or with a line of it; "" stands for a fault unknown here.

import type { Each, EVIDENCE_NAMES, FileFault, LineFault, Texts } from "../../../src/web/words/for-console.ts";

/** The facts of a reason as texts; empty where it has none of that name. */
export type EvidenceTexts = Readonly<Record<(typeof EVIDENCE_NAMES)[number], string>>;

export const faultsOfFile = {
  quotes: [
    ({ line }) => `Line ${line} has a quotation mark that doesn’t belong there, or one is missing.`,
    ({ line }) => `In regel ${line} staat een aanhalingsteken dat er niet hoort, of er ontbreekt een.`,
    ({ line }) => `In Zeile ${line} steht ein Anführungszeichen, das dort nicht hingehört, oder es fehlt eines.`,
  ],
  "name-or-login": [
    ({ line }) =>
      `Line ${line} has a blank in the column name, which would become the login. If it is what people are called, add a column login. If people do sign in with it, call the column login.`,
    ({ line }) =>
      `In regel ${line} staat een spatie in de kolom name, en die zou de gebruikersnaam worden. Zo heten de mensen? Voeg dan een kolom login toe. Loggen ze er echt mee in? Noem de kolom dan login.`,
    ({ line }) =>
      `In Zeile ${line} steht ein Leerzeichen in der Spalte name, die zum Benutzernamen würde. Heißen die Personen so? Dann ergänzen Sie eine Spalte login. Melden sie sich wirklich so an? Dann nennen Sie die Spalte login.`,
  ],
  column: [
    ({ column }) => `There is no column “${column}”. Columns can be: login, realm, e-mail, name, groups, external_id and blocked.`,
    ({ column }) => `Er is geen kolom ‘${column}’. Kolommen kunnen zijn: login, realm, e-mail, name, groups, external_id en blocked.`,
    ({ column }) => `Eine Spalte „${column}“ gibt es nicht. Spalten können sein: login, realm, e-mail, name, groups, external_id und blocked.`,
  ],
  "too-many": [
    ({ most }) => `The file has more than ${Number(most).toLocaleString("en")} users. Split it into several files.`,
    ({ most }) => `Het bestand heeft meer dan ${Number(most).toLocaleString("nl")} gebruikers. Verdeel het over meerdere bestanden.`,
    ({ most }) => `Die Datei enthält mehr als ${Number(most).toLocaleString("de")} Benutzer. Teilen Sie sie auf mehrere Dateien auf.`,
  ],
  empty: ["The file is empty.", "Het bestand is leeg.", "Die Datei ist leer."],
  "column-twice": ["The file has the same column twice.", "Het bestand heeft twee keer dezelfde kolom.", "Die Datei hat eine Spalte doppelt."],
  "no-name": [
    "The first line doesn’t name the columns: the column login is missing.",
    "De eerste regel noemt de kolommen niet: de kolom login ontbreekt.",
    "Die erste Zeile nennt die Spalten nicht: Die Spalte login fehlt.",
  ],
  "no-users": [
    "The file has no users, only the names of the columns.",
    "In het bestand staan geen gebruikers, alleen de namen van de kolommen.",
    "Die Datei enthält keine Benutzer, nur die Namen der Spalten.",
  ],
  "": ["This file can’t be used.", "Dit bestand is niet bruikbaar.", "Diese Datei lässt sich nicht verwenden."],
} satisfies Readonly<Record<FileFault["fault"] | "", Each<string> | Each<(evidence: EvidenceTexts) => string>>>;

export const faultsOfLine = {
  cells: ["The line has more cells than the first line.", "De regel heeft meer cellen dan de eerste regel.", "Die Zeile hat mehr Zellen als die erste Zeile."],
  twice: ["An earlier line already has this user.", "Deze gebruiker staat al in een eerdere regel.", "Dieser Benutzer steht schon in einer früheren Zeile."],
  "no-name": ["The line has no login.", "De regel heeft geen gebruikersnaam.", "In der Zeile fehlt der Benutzername."],
  email: ["The e-mail address isn’t valid.", "Het e-mailadres is niet geldig.", "Die E-Mail-Adresse ist nicht gültig."],
  name: [
    "The display name is longer than 200 characters or contains a control character.",
    "De weergavenaam is langer dan 200 tekens of bevat een stuurteken.",
    "Der Anzeigename ist länger als 200 Zeichen oder enthält ein Steuerzeichen.",
  ],
  blocked: [
    "“blocked” takes yes, no, or a day such as 2026-12-31.",
    "‘blocked’ is yes, no of een dag zoals 2026-12-31.",
    "„blocked“ ist yes, no oder ein Tag wie 2026-12-31.",
  ],
  groups: [
    "The groups can’t be used: at most 100, each of at most 100 characters, without control characters.",
    "De groepen zijn niet bruikbaar: hoogstens 100, elk van hoogstens 100 tekens, zonder stuurtekens.",
    "Die Gruppen lassen sich nicht verwenden: höchstens 100 mit je höchstens 100 Zeichen, ohne Steuerzeichen.",
  ],
  external_id: [
    "The external ID is longer than 255 characters or contains a control character.",
    "De externe ID is langer dan 255 tekens of bevat een stuurteken.",
    "Die externe ID ist länger als 255 Zeichen oder enthält ein Steuerzeichen.",
  ],
  "": ["This line can’t be used.", "Deze regel is niet bruikbaar.", "Diese Zeile lässt sich nicht verwenden."],
} satisfies Texts<LineFault | "">;
