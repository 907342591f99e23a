// The API's refusals to the console.

import type { Each, ReasonCode, WordTable } from "../../../src/web/words/for-console.ts";
import { type EvidenceTexts, faultsOfFile, faultsOfLine } from "./faults.ts";

const unknownToken = ["There is no such token.", "Dit token bestaat niet.", "Dieses Token gibt es nicht."] as const;
const over = [
  "Your session has ended. Please sign in again.",
  "Uw sessie is afgelopen. Log opnieuw in.",
  "Ihre Sitzung ist beendet. Bitte melden Sie sich noch einmal an.",
] as const;

/**
 * The reasons that the API can give to a page of the console:
 * ../test/reason-words.test.ts.
 */
export const reasonsWords = {
  "missing-init-user": ["Please enter a user.", "Vul een gebruiker in.", "Bitte geben Sie einen Benutzer ein."],
  "invalid-file": faultsOfFile,
  "invalid-line": faultsOfLine,
  "too-long": [
    "Your text is too long: the limit is 1024 characters.",
    "Uw tekst is te lang: hoogstens 1024 tekens zijn toegestaan.",
    "Ihr Text ist zu lang: Höchstens 1024 Zeichen sind erlaubt.",
  ],
  "nul-character": [
    "Your text contains a character that can’t be stored.",
    "Uw tekst bevat een teken dat niet kan worden opgeslagen.",
    "Ihr Text enthält ein Zeichen, das sich nicht speichern lässt.",
  ],
  "control-character": [
    "The name of the user or realm contains a control character.",
    "De naam van de gebruiker of de realm bevat een stuurteken.",
    "Der Name des Benutzers oder des Realms enthält ein Steuerzeichen.",
  ],
  "unseen-character": [
    ({ character }) => `The name of the user or realm contains a character that nobody can see (${character}). Type the name again.`,
    ({ character }) => `De naam van de gebruiker of de realm bevat een teken dat niemand ziet (${character}). Typ de naam opnieuw.`,
    ({ character }) => `Der Name des Benutzers oder des Realms enthält ein Zeichen, das niemand sieht (${character}). Tippen Sie den Namen neu ein.`,
  ],
  "user-too-long": [
    "The user name is too long to fit in a QR code.",
    "De gebruikersnaam is te lang voor een QR-code.",
    "Der Benutzername ist zu lang für einen QR-Code.",
  ],
  "pin-too-short": [
    ({ least }) => `The PIN is too short: it needs at least ${least} ${least === "1" ? "character" : "characters"}.`,
    ({ least }) => `De pincode is te kort: er zijn minstens ${least} ${least === "1" ? "teken" : "tekens"} nodig.`,
    ({ least }) => `Die PIN ist zu kurz: Sie braucht mindestens ${least} Zeichen.`,
  ],
  "pattern-too-long": [
    ({ most }) => `A search with * can be up to ${most} characters long, or fewer with accents.`,
    ({ most }) => `Een zoekopdracht met * mag hoogstens ${most} tekens lang zijn, of minder als er accenten in staan.`,
    ({ most }) => `Ein Suchtext mit * darf höchstens ${most} Zeichen lang sein, mit Umlauten oder Akzenten weniger.`,
  ],
  "too-large": ["That’s too much text at once.", "Dit is te veel tekst in één keer.", "Das ist zu viel Text auf einmal."],
  "user-not-found": ["There is no such user.", "Deze gebruiker bestaat niet.", "Diesen Benutzer gibt es nicht."],
  "unknown-serial": unknownToken,
  "unknown-link": ["The link does not exist.", "De link bestaat niet.", "Diesen Link gibt es nicht."],
  "undo-over": [
    "This can no longer be undone: a day has passed, or it was undone already. Register the phone again, or set another PIN.",
    "Dit is niet meer ongedaan te maken: er is een dag voorbij, of het is al gedaan. Registreer de telefoon opnieuw, of stel een andere pincode in.",
    "Das lässt sich nicht mehr rückgängig machen: Ein Tag ist vorbei, oder es ist schon geschehen. Richten Sie das Smartphone neu ein, oder vergeben Sie eine andere PIN.",
  ],
  "unknown-client": ["The application does not exist.", "De applicatie bestaat niet.", "Diese Anwendung gibt es nicht."],
  "unknown-serials": unknownToken,
  "foreign-serial": ["The token does not belong to this user.", "Het token hoort niet bij deze gebruiker.", "Das Token gehört nicht diesem Benutzer."],
  "shadows-users": [
    ({ count }) =>
      count === "1"
        ? "An existing user has a name that could then mean this one."
        : `${count} existing users have names that could then mean users of this realm.`,
    ({ count }) =>
      count === "1"
        ? "Een bestaande gebruiker heeft een naam die dan ook deze gebruiker kan betekenen."
        : `${count} bestaande gebruikers hebben een naam die dan ook een gebruiker van deze realm kan betekenen.`,
    ({ count }) =>
      count === "1"
        ? "Ein vorhandener Benutzer hat einen Namen, der dann auch diesen Benutzer bezeichnen könnte."
        : `${count} vorhandene Benutzer haben Namen, die dann auch Benutzer dieses Realms bezeichnen könnten.`,
  ],
  "external-id-taken": [
    "Someone else in this realm has this external ID. Remove it there first.",
    "Iemand anders in dit realm heeft deze externe ID. Verwijder die daar eerst.",
    "In diesem Realm hat schon jemand anderes diese externe ID. Entfernen Sie sie zuerst dort.",
  ],
  "already-assigned": [
    "The token is already assigned to a user.",
    "Het token is al aan een gebruiker gekoppeld.",
    "Das Token ist schon einem Benutzer zugeordnet.",
  ],
  "too-many-tokens": [
    "This user has the maximum number of tokens.",
    "Deze gebruiker heeft het maximale aantal tokens.",
    "Dieser Benutzer hat schon so viele Token, wie erlaubt sind.",
  ],
  "disabled-otherwise": [
    "This stays as it is: the owner or another account did the same.",
    "Dit blijft zo: ook de eigenaar of een ander account heeft dit gedaan.",
    "Das bleibt so: Auch der Besitzer oder ein anderes Konto hat es getan.",
  ],
  "user-deactivated": [
    "This person’s access is blocked. Unblock it first, or have the directory activate the person.",
    "De toegang van deze persoon is geblokkeerd. Geef die eerst vrij, of laat de persoon in de directory activeren.",
    "Der Zugang dieser Person ist gesperrt. Geben Sie ihn zuerst frei, oder lassen Sie die Person im Verzeichnis aktivieren.",
  ],
  "token-revoked": [
    "The token is permanently revoked, so this isn’t possible.",
    "Het token is definitief ingetrokken, dus dit kan niet.",
    "Das Token ist endgültig widerrufen, deshalb ist das nicht möglich.",
  ],
  "missing-username": ["Please enter an account.", "Vul een account in.", "Bitte geben Sie ein Konto ein."],
  "wrong-credentials": ["Wrong account or password.", "Onjuist account of wachtwoord.", "Konto oder Passwort ist falsch."],
  "second-factor-unusable": [
    "You need to confirm with your phone, but its token is disabled, locked or outside its validity period, or has to be registered again. Another administrator can help.",
    "U moet met uw telefoon bevestigen, maar het token daarvan is uitgeschakeld, geblokkeerd of nu niet geldig, of moet opnieuw worden geregistreerd. Een andere beheerder kan helpen.",
    "Sie müssen mit Ihrem Smartphone bestätigen, aber sein Token ist deaktiviert, gesperrt oder zurzeit nicht gültig, oder es muss neu registriert werden. Ein anderer Administrator kann helfen.",
  ],
  "second-factor-required": [
    "Your account needs a phone but has none. Another administrator can make a registration link for it; the operator can do so with npm run admin.",
    "Uw account heeft een telefoon nodig en heeft er geen. Een andere beheerder kan er een registratielink voor maken, of de technisch beheerder met npm run admin.",
    "Ihr Konto braucht ein Smartphone und hat keines. Ein anderer Administrator kann einen Registrierungslink dafür erstellen, oder der Betreiber mit npm run admin.",
  ],
  "second-factor-missing": ["Your phone hasn’t confirmed yet.", "Uw telefoon heeft nog niet bevestigd.", "Ihr Smartphone hat noch nicht bestätigt."],
  "second-factor-wrong": [
    "That code isn’t right. Check the digits in the app and try again.",
    "Deze code klopt niet. Controleer de cijfers in de app en probeer het opnieuw.",
    "Dieser Code stimmt nicht. Prüfen Sie die Ziffern in der App und versuchen Sie es noch einmal.",
  ],
  "missing-authorization": over,
  "invalid-authorization": over,
  "expired-authorization": over,
  "signed-out": over,
  "wrong-role": ["This account can’t use the console.", "Dit account kan de console niet gebruiken.", "Dieses Konto kann die Konsole nicht benutzen."],
  "missing-right": [
    ({ right }) => `Your account doesn’t have the right ${right}.`,
    ({ right }) => `Uw account heeft het recht ${right} niet.`,
    ({ right }) => `Ihrem Konto fehlt das Recht ${right}.`,
  ],
  "administrators-only": [
    "Only administrators can change accounts or work with the tokens of administrators.",
    "Alleen beheerders kunnen accounts wijzigen en de tokens van beheerders beheren.",
    "Nur Administratoren können Konten ändern und die Token von Administratoren verwalten.",
  ],
  "own-person": [
    "You can’t do this for yourself. Ask a colleague.",
    "Dit kunt u niet voor uzelf doen. Vraag het een collega.",
    "Das können Sie nicht für sich selbst tun. Bitten Sie jemanden aus Ihrem Team darum.",
  ],
  "confirmation-needed": ["Please confirm with your phone first.", "Bevestig eerst met uw telefoon.", "Bitte bestätigen Sie zuerst mit Ihrem Smartphone."],
  "caller-unproven": [
    ({ least }: EvidenceTexts) =>
      `Verify the caller first: ${least === "1" ? "one" : "two"} of phone, PIN, recovery code and known browser. Or a colleague who has seen an ID confirms, or the person waits.`,
    ({ least }) =>
      `Verifieer eerst de beller: ${least === "1" ? "één" : "twee"} van telefoon, pincode, herstelcode en bekende browser. Of een collega die een legitimatie heeft gezien bevestigt, of de persoon wacht.`,
    ({ least }) =>
      `Überprüfen Sie zuerst, wer anruft: ${least === "1" ? "eines" : "zwei"} von Smartphone, PIN, Wiederherstellungscode und bekanntem Browser. Oder es bestätigt jemand aus dem Team, der einen Ausweis gesehen hat, oder die Person wartet.`,
  ],
  "other-realm": [
    "That is outside the realms that your account is for.",
    "Dit valt buiten de realms van uw account.",
    "Das gehört nicht zu den Realms Ihres Kontos.",
  ],
  "unknown-account": ["There is no such account.", "Dit account bestaat niet.", "Dieses Konto gibt es nicht."],
  "account-exists": ["There is already an account of this name.", "Er is al een account met deze naam.", "Ein Konto mit diesem Namen gibt es bereits."],
  "last-administrator": [
    "This would leave no administrator who can sign in.",
    "Dan is er geen beheerder meer die kan inloggen.",
    "Dann könnte sich kein Administrator mehr anmelden.",
  ],
  "too-many-keys": [
    "This account has as many keys as it may have. Delete one first.",
    "Dit account heeft al het maximale aantal sleutels. Verwijder er eerst een.",
    "Dieses Konto hat schon die höchste Zahl an Schlüsseln. Löschen Sie zuerst einen.",
  ],
  "unknown-endpoint": ["There is no such address for events.", "Dit adres voor gebeurtenissen bestaat niet.", "Diese Adresse für Ereignisse gibt es nicht."],
  "too-many-endpoints": [
    "There are as many addresses for events as there may be. Delete one first.",
    "Er zijn al zoveel adressen voor gebeurtenissen als er mogen zijn. Verwijder er eerst een.",
    "Es gibt schon die höchste Zahl an Adressen für Ereignisse. Löschen Sie zuerst eine.",
  ],
  "unknown-job": [
    "There is no such job. Jobs are kept for a day after their end.",
    "Deze taak bestaat niet. Taken worden na hun einde een dag bewaard.",
    "Diesen Auftrag gibt es nicht. Aufträge werden nach ihrem Ende einen Tag lang aufbewahrt.",
  ],
  "too-many-jobs": [
    "You have as many jobs going on as you may have. Wait for one to end, or cancel one.",
    "U hebt het maximale aantal lopende taken. Wacht tot er een klaar is of annuleer er een.",
    "Sie haben so viele laufende Aufträge, wie erlaubt sind. Warten Sie auf einen oder brechen Sie einen ab.",
  ],
  "unknown-path": ["Day passes are switched off here.", "Dagpassen zijn hier uitgeschakeld.", "Tagespässe sind hier ausgeschaltet."],
  "pass-needs-pin": [
    "This person has no PIN, so a day pass would be all it takes to sign in. Set a PIN first.",
    "Deze persoon heeft geen pincode, dus een dagpas zou alleen al genoeg zijn. Stel eerst een pincode in.",
    "Diese Person hat keine PIN, also würde ein Tagespass allein zum Anmelden reichen. Legen Sie zuerst eine PIN fest.",
  ],
  "pass-limit": [
    "That’s too many day passes: three a week for one person, twenty a day from one account.",
    "Dat zijn te veel dagpassen: drie per week voor één persoon, twintig per dag van één account.",
    "Das sind zu viele Tagespässe: drei pro Woche für eine Person, zwanzig am Tag von einem Konto.",
  ],
  "too-many-requests": [
    ({ seconds }) => `Too many attempts. Please wait ${seconds} seconds.`,
    ({ seconds }) => `Te veel pogingen. Wacht ${seconds} seconden.`,
    ({ seconds }) => `Zu viele Versuche. Bitte warten Sie ${seconds} Sekunden.`,
  ],
  "archive-unavailable": [
    "Older entries are in the archive, which can’t be read right now. Choose more recent days, or try again later.",
    "Oudere regels staan in het archief, dat nu niet gelezen kan worden. Kies recentere dagen of probeer het later opnieuw.",
    "Ältere Einträge liegen im Archiv, das gerade nicht gelesen werden kann. Wählen Sie neuere Tage, oder versuchen Sie es später noch einmal.",
  ],
  unavailable: [
    "The service can’t respond right now. Please try again.",
    "De dienst is nu niet bereikbaar. Probeer het opnieuw.",
    "Der Dienst ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal.",
  ],
} satisfies Partial<Record<ReasonCode, Each<string> | Each<(evidence: EvidenceTexts) => string> | WordTable>>;
