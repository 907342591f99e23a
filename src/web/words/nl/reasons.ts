// The API's refusals to the console, in Dutch.

import type { FileFault, LineFault } from "../../../core/reasons.ts";
import type { EvidenceTexts, ReasonWords } from "../en/reasons.ts";

const unknownToken = "Dit token bestaat niet.";
const over = "Uw sessie is afgelopen. Log opnieuw in.";

const faultsOfFile: Readonly<Record<FileFault["fault"], (evidence: EvidenceTexts) => string>> = {
  quotes: ({ line }) => `In regel ${line} staat een aanhalingsteken dat er niet hoort, of er ontbreekt een.`,
  column: ({ column }) =>
    `Er is geen kolom ‘${column}’. Kolommen kunnen zijn: name, realm, e-mail, display name en groups.`,
  "too-many": ({ most }) =>
    `Het bestand heeft meer dan ${Number(most).toLocaleString("nl")} gebruikers. Verdeel het over meerdere bestanden.`,
  empty: () => "Het bestand is leeg.",
  "column-twice": () => "Het bestand heeft twee keer dezelfde kolom.",
  "no-name": () => "De eerste regel noemt de kolommen niet: de kolom name ontbreekt.",
  "no-users": () => "In het bestand staan geen gebruikers, alleen de namen van de kolommen.",
};

const faultsOfLine: Readonly<Record<LineFault, string>> = {
  cells: "De regel heeft meer cellen dan de eerste regel.",
  twice: "Deze gebruiker staat al in een eerdere regel.",
  "no-name": "De regel heeft geen naam.",
  email: "Het e-mailadres is niet geldig.",
  name: "De weergavenaam is langer dan 200 tekens of bevat een stuurteken.",
  groups: "De groepen zijn niet bruikbaar: hoogstens 100, elk van hoogstens 100 tekens, zonder stuurtekens.",
};

export const reasonsNl: ReasonWords = {
  "missing-init-user": "Vul een gebruiker in.",
  "invalid-file": (evidence) =>
    faultsOfFile[evidence.fault as FileFault["fault"]]?.(evidence) ?? "Dit bestand is niet bruikbaar.",
  "invalid-line": ({ fault }) => faultsOfLine[fault as LineFault] ?? "Deze regel is niet bruikbaar.",
  "too-long": "Uw tekst is te lang: hoogstens 1024 tekens zijn toegestaan.",
  "nul-character": "Uw tekst bevat een teken dat niet kan worden opgeslagen.",
  "control-character": "De naam van de gebruiker of de realm bevat een stuurteken.",
  "unseen-character": ({ character }) =>
    `De naam van de gebruiker of de realm bevat een teken dat niemand ziet (${character}). Typ de naam opnieuw.`,
  "user-too-long": "De gebruikersnaam is te lang voor een QR-code.",
  "pin-too-short": ({ least }) =>
    `De pincode is te kort: er zijn minstens ${least} ${least === "1" ? "teken" : "tekens"} nodig.`,
  "pattern-too-long": ({ most }) =>
    `Een zoekopdracht met * mag hoogstens ${most} tekens lang zijn, of minder als er accenten in staan.`,
  "too-large": "Dit is te veel tekst in één keer.",
  "user-not-found": "Deze gebruiker bestaat niet.",
  "unknown-serial": unknownToken,
  "unknown-link": "De link bestaat niet.",
  "unknown-client": "De applicatie bestaat niet.",
  "unknown-serials": unknownToken,
  "foreign-serial": "Het token hoort niet bij deze gebruiker.",
  "shadows-users": ({ count }) =>
    count === "1"
      ? "Een bestaande gebruiker heeft een naam die dan ook deze gebruiker kan betekenen."
      : `${count} bestaande gebruikers hebben een naam die dan ook een gebruiker van deze realm kan betekenen.`,
  "already-assigned": "Het token is al aan een gebruiker gekoppeld.",
  "too-many-tokens": "Deze gebruiker heeft het maximale aantal tokens.",
  "disabled-otherwise": "Het blijft uitgeschakeld: ook de eigenaar of een ander account heeft het uitgeschakeld.",
  "token-revoked": "Het token is definitief ingetrokken, dus dit kan niet.",
  "missing-username": "Vul een account in.",
  "wrong-credentials": "Onjuist account of wachtwoord.",
  "second-factor-unusable":
    "U moet met uw telefoon bevestigen, maar het token daarvan is uitgeschakeld, geblokkeerd of nu niet geldig, of moet opnieuw worden geregistreerd. Een andere beheerder kan helpen.",
  "second-factor-required":
    "Uw account heeft een telefoon nodig en heeft er geen. Een andere beheerder kan er een registratielink voor maken, of de technisch beheerder met npm run admin.",
  "second-factor-missing": "Uw telefoon heeft nog niet bevestigd.",
  "second-factor-wrong": "Deze code klopt niet. Controleer de cijfers in de app en probeer het opnieuw.",
  "missing-authorization": over,
  "invalid-authorization": over,
  "expired-authorization": over,
  "signed-out": over,
  "wrong-role": "Dit account kan de console niet gebruiken.",
  "missing-right": ({ right }) => `Uw account heeft het recht ${right} niet.`,
  "administrators-only": "Alleen beheerders kunnen accounts wijzigen en de tokens van beheerders beheren.",
  "confirmation-needed": "Bevestig eerst met uw telefoon.",
  "other-realm": "Dit valt buiten de realms van uw account.",
  "unknown-account": "Dit account bestaat niet.",
  "account-exists": "Er is al een account met deze naam.",
  "last-administrator": "Dan is er geen beheerder meer die kan inloggen.",
  "too-many-keys": "Dit account heeft al het maximale aantal sleutels. Verwijder er eerst een.",
  "unknown-endpoint": "Dit adres voor gebeurtenissen bestaat niet.",
  "too-many-endpoints": "Er zijn al zoveel adressen voor gebeurtenissen als er mogen zijn. Verwijder er eerst een.",
  "unknown-job": "Deze taak bestaat niet. Taken worden na hun einde een dag bewaard.",
  "too-many-jobs": "U hebt het maximale aantal lopende taken. Wacht tot er een klaar is of annuleer er een.",
  "too-many-requests": ({ seconds }) => `Te veel pogingen. Wacht ${seconds} seconden.`,
  unavailable: "De dienst is nu niet bereikbaar. Probeer het opnieuw.",
};
