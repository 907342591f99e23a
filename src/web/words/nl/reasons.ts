// Why the API has refused what the console asked, in Dutch.

import type { ReasonWords } from "../en/reasons.ts";

const unknownUser = "Deze gebruiker bestaat niet.";
const unknownToken = "Dit token bestaat niet.";
const over = "Uw sessie is afgelopen. Log opnieuw in.";

export const reasonsNl: ReasonWords = {
  "missing-init-user": "Er is een gebruiker nodig.",
  "too-long": "Een tekst is te lang: 1024 tekens zijn toegestaan.",
  "nul-character": "In een tekst staat een teken dat niet kan worden bewaard.",
  "control-character": "In de naam van de gebruiker of de realm staat een stuurteken.",
  "user-too-long": "De naam van de gebruiker is te lang: hij past in geen QR-code.",
  "pin-too-short": ({ least }) =>
    `De pincode is te kort: er zijn minstens ${least} ${least === "1" ? "teken" : "tekens"} nodig.`,
  "pattern-too-long": ({ most }) =>
    `Een zoektekst met * mag ${most} tekens lang zijn, of minder als er accenten in staan.`,
  "too-large": "Dit is te veel tekst in één keer.",
  "unknown-user": unknownUser,
  "user-not-found": unknownUser,
  "unknown-serial": unknownToken,
  "unknown-link": "De link bestaat niet.",
  "unknown-serials": unknownToken,
  "foreign-serial": "Het token is niet van deze gebruiker.",
  "shadows-users": ({ count }) =>
    count === "1"
      ? "Een gebruiker heeft een naam die dan deze gebruiker kan betekenen."
      : `${count} gebruikers hebben een naam die dan een gebruiker van deze realm kan betekenen.`,
  "already-assigned": "Het token is al van een gebruiker.",
  "too-many-tokens": "Deze gebruiker heeft het hoogste aantal tokens dat is toegestaan.",
  "read-only-settings": "Instellingen worden niet hier veranderd, maar in wrangler.toml.",
  "token-revoked": "Het token is definitief ingetrokken, dus dit kan niet.",
  "missing-username": "Er is een account nodig.",
  "wrong-credentials": "Account of wachtwoord is onjuist.",
  "second-factor-unusable":
    "Uw telefoon moet bevestigen, maar het token is uitgeschakeld, geblokkeerd of nu niet geldig. Een andere beheerder kan helpen.",
  "second-factor-required":
    "Uw account heeft een telefoon nodig en heeft er geen. Een andere beheerder kan er een registratielink voor maken, of de operator met npm run admin.",
  "second-factor-missing": "Uw telefoon heeft nog niet bevestigd.",
  "second-factor-wrong": "Deze code klopt niet. Controleer de cijfers in de app en probeer het opnieuw.",
  "missing-authorization": over,
  "invalid-authorization": over,
  "expired-authorization": over,
  "signed-out": over,
  "wrong-role": "Dit account is er geen van de console.",
  "missing-right": ({ right }) => `Uw account heeft het recht ${right} niet.`,
  "administrators-only": "De tokens van beheerders zijn alleen voor beheerders.",
  "confirmation-needed": "Bevestig eerst met uw telefoon.",
  "too-many-requests": ({ seconds }) => `Te veel pogingen. Wacht ${seconds} seconden.`,
  unavailable: "De dienst kan nu niet antwoorden. Probeer het opnieuw.",
};
