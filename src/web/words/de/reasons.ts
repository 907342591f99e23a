// The API's refusals to the console, in German.

import type { FileFault, LineFault } from "../../../core/reasons.ts";
import type { EvidenceTexts, ReasonWords } from "../en/reasons.ts";

const unknownToken = "Dieses Token gibt es nicht.";
const over = "Ihre Sitzung ist beendet. Bitte melden Sie sich noch einmal an.";

const faultsOfFile: Readonly<Record<FileFault["fault"], (evidence: EvidenceTexts) => string>> = {
  quotes: ({ line }) => `In Zeile ${line} steht ein Anführungszeichen, das dort nicht hingehört, oder es fehlt eines.`,
  column: ({ column }) =>
    `Eine Spalte „${column}“ gibt es nicht. Spalten können sein: name, realm, e-mail, display name und groups.`,
  "too-many": ({ most }) =>
    `Die Datei enthält mehr als ${Number(most).toLocaleString("de")} Benutzer. Teilen Sie sie auf mehrere Dateien auf.`,
  empty: () => "Die Datei ist leer.",
  "column-twice": () => "Die Datei hat eine Spalte doppelt.",
  "no-name": () => "Die erste Zeile nennt die Spalten nicht: Die Spalte name fehlt.",
  "no-users": () => "Die Datei enthält keine Benutzer, nur die Namen der Spalten.",
};

const faultsOfLine: Readonly<Record<LineFault, string>> = {
  cells: "Die Zeile hat mehr Zellen als die erste Zeile.",
  twice: "Dieser Benutzer steht schon in einer früheren Zeile.",
  "no-name": "In der Zeile fehlt der Name.",
  email: "Die E-Mail-Adresse ist nicht gültig.",
  name: "Der Anzeigename ist länger als 200 Zeichen oder enthält ein Steuerzeichen.",
  groups: "Die Gruppen lassen sich nicht verwenden: höchstens 100 mit je höchstens 100 Zeichen, ohne Steuerzeichen.",
};

export const reasonsDe: ReasonWords = {
  "missing-init-user": "Bitte geben Sie einen Benutzer ein.",
  "invalid-file": (evidence) =>
    faultsOfFile[evidence.fault as FileFault["fault"]]?.(evidence) ?? "Diese Datei lässt sich nicht verwenden.",
  "invalid-line": ({ fault }) => faultsOfLine[fault as LineFault] ?? "Diese Zeile lässt sich nicht verwenden.",
  "too-long": "Ihr Text ist zu lang: Höchstens 1024 Zeichen sind erlaubt.",
  "nul-character": "Ihr Text enthält ein Zeichen, das sich nicht speichern lässt.",
  "control-character": "Der Name des Benutzers oder des Realms enthält ein Steuerzeichen.",
  "unseen-character": ({ character }) =>
    `Der Name des Benutzers oder des Realms enthält ein Zeichen, das niemand sieht (${character}). Tippen Sie den Namen neu ein.`,
  "user-too-long": "Der Benutzername ist zu lang für einen QR-Code.",
  "pin-too-short": ({ least }) => `Die PIN ist zu kurz: Sie braucht mindestens ${least} Zeichen.`,
  "pattern-too-long": ({ most }) =>
    `Ein Suchtext mit * darf höchstens ${most} Zeichen lang sein, mit Umlauten oder Akzenten weniger.`,
  "too-large": "Das ist zu viel Text auf einmal.",
  "user-not-found": "Diesen Benutzer gibt es nicht.",
  "unknown-serial": unknownToken,
  "unknown-link": "Diesen Link gibt es nicht.",
  "unknown-client": "Diese Anwendung gibt es nicht.",
  "unknown-serials": unknownToken,
  "foreign-serial": "Das Token gehört nicht diesem Benutzer.",
  "shadows-users": ({ count }) =>
    count === "1"
      ? "Ein vorhandener Benutzer hat einen Namen, der dann auch diesen Benutzer bezeichnen könnte."
      : `${count} vorhandene Benutzer haben Namen, die dann auch Benutzer dieses Realms bezeichnen könnten.`,
  "already-assigned": "Das Token ist schon einem Benutzer zugeordnet.",
  "too-many-tokens": "Dieser Benutzer hat schon so viele Token, wie erlaubt sind.",
  "disabled-otherwise": "Es bleibt deaktiviert: Auch der Besitzer oder ein anderes Konto hat es deaktiviert.",
  "token-revoked": "Das Token ist endgültig widerrufen, deshalb ist das nicht möglich.",
  "missing-username": "Bitte geben Sie ein Konto ein.",
  "wrong-credentials": "Konto oder Passwort ist falsch.",
  "second-factor-unusable":
    "Sie müssen mit Ihrem Smartphone bestätigen, aber sein Token ist deaktiviert, gesperrt oder zurzeit nicht gültig, oder es muss neu registriert werden. Ein anderer Administrator kann helfen.",
  "second-factor-required":
    "Ihr Konto braucht ein Smartphone und hat keines. Ein anderer Administrator kann einen Registrierungslink dafür erstellen, oder der Betreiber mit npm run admin.",
  "second-factor-missing": "Ihr Smartphone hat noch nicht bestätigt.",
  "second-factor-wrong":
    "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App und versuchen Sie es noch einmal.",
  "missing-authorization": over,
  "invalid-authorization": over,
  "expired-authorization": over,
  "signed-out": over,
  "wrong-role": "Dieses Konto kann die Konsole nicht benutzen.",
  "missing-right": ({ right }) => `Ihrem Konto fehlt das Recht ${right}.`,
  "administrators-only": "Nur Administratoren können Konten ändern und die Token von Administratoren verwalten.",
  "confirmation-needed": "Bitte bestätigen Sie zuerst mit Ihrem Smartphone.",
  "other-realm": "Das gehört nicht zu den Realms Ihres Kontos.",
  "unknown-account": "Dieses Konto gibt es nicht.",
  "account-exists": "Ein Konto mit diesem Namen gibt es bereits.",
  "last-administrator": "Dann könnte sich kein Administrator mehr anmelden.",
  "too-many-keys": "Dieses Konto hat schon die höchste Zahl an Schlüsseln. Löschen Sie zuerst einen.",
  "unknown-endpoint": "Diese Adresse für Ereignisse gibt es nicht.",
  "too-many-endpoints": "Es gibt schon die höchste Zahl an Adressen für Ereignisse. Löschen Sie zuerst eine.",
  "unknown-job": "Diesen Auftrag gibt es nicht. Aufträge werden nach ihrem Ende einen Tag lang aufbewahrt.",
  "too-many-jobs":
    "Sie haben so viele laufende Aufträge, wie erlaubt sind. Warten Sie auf einen oder brechen Sie einen ab.",
  "too-many-requests": ({ seconds }) => `Zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
  unavailable: "Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal.",
};
