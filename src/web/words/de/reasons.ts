// Why the API has refused what the console asked, in German.

import type { ReasonWords } from "../en/reasons.ts";

const unknownUser = "Diesen Benutzer gibt es nicht.";
const unknownToken = "Dieses Token gibt es nicht.";
const over = "Ihre Sitzung ist zu Ende. Bitte melden Sie sich neu an.";

export const reasonsDe: ReasonWords = {
  "missing-init-user": "Es fehlt ein Benutzer.",
  "too-long": "Ein Text ist zu lang: Er darf 1024 Zeichen haben.",
  "nul-character": "In einem Text steht ein Zeichen, das sich nicht speichern lässt.",
  "control-character": "Im Namen des Benutzers oder des Realms steht ein Steuerzeichen.",
  "user-too-long": "Der Name des Benutzers ist zu lang: Er passt in keinen QR-Code.",
  "pin-too-short": ({ least }) => `Die PIN ist zu kurz: Sie braucht mindestens ${least} Zeichen.`,
  "pattern-too-long": ({ most }) =>
    `Ein Suchtext mit * darf ${most} Zeichen lang sein, mit Umlauten oder Akzenten weniger.`,
  "too-large": "Das ist zu viel Text auf einmal.",
  "unknown-user": unknownUser,
  "user-not-found": unknownUser,
  "unknown-serial": unknownToken,
  "unknown-link": "Den Link gibt es nicht.",
  "unknown-serials": unknownToken,
  "foreign-serial": "Das Token gehört nicht diesem Benutzer.",
  "shadows-users": ({ count }) =>
    count === "1"
      ? "Ein Benutzer hat einen Namen, der dann diesen meinen könnte."
      : `${count} Benutzer haben Namen, die dann Benutzer dieses Realms meinen könnten.`,
  "already-assigned": "Das Token gehört schon einem Benutzer.",
  "too-many-tokens": "Dieser Benutzer hat so viele Token, wie man haben darf.",
  "read-only-settings": "Einstellungen werden nicht hier geändert, sondern in wrangler.toml.",
  "token-revoked": "Das Token ist endgültig widerrufen, deshalb geht das nicht.",
  "missing-username": "Es fehlt ein Konto.",
  "wrong-credentials": "Konto oder Passwort ist falsch.",
  "second-factor-unusable":
    "Ihr Smartphone muss bestätigen, aber sein Token ist deaktiviert, gesperrt oder zurzeit nicht gültig. Ein anderer Administrator kann helfen.",
  "second-factor-required":
    "Ihr Konto braucht ein Handy und hat keines. Ein anderer Administrator kann einen Registrierungslink dafür erstellen, oder der Betreiber mit npm run admin.",
  "second-factor-missing": "Ihr Smartphone hat noch nicht bestätigt.",
  "second-factor-wrong":
    "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App und versuchen Sie es noch einmal.",
  "missing-authorization": over,
  "invalid-authorization": over,
  "expired-authorization": over,
  "signed-out": over,
  "wrong-role": "Dieses Konto ist keines der Konsole.",
  "missing-right": ({ right }) => `Ihrem Konto fehlt das Recht ${right}.`,
  "administrators-only": "Die Token von Administratoren sind nur für Administratoren.",
  "confirmation-needed": "Bitte bestätigen Sie zuerst mit Ihrem Handy.",
  "too-many-requests": ({ seconds }) => `Zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
  unavailable: "Der Dienst kann gerade nicht antworten. Bitte versuchen Sie es noch einmal.",
};
