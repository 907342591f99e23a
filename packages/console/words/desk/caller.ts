// Who calls the help desk.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const callerWords = {
  caller: {
    title: ["Who is calling?", "Wie belt er?", "Wer ruft an?"],
    lead: [
      "Taking access away needs no proof. Before you give access, let the caller show who they are.",
      "Toegang afnemen kan zonder bewijs. Laat de beller tonen wie het is voordat u toegang geeft.",
      "Zugang nehmen geht ohne Nachweis. Bevor Sie Zugang geben, lassen Sie die Person zeigen, wer sie ist.",
    ],
    open: ["Verify the caller", "Beller verifiëren", "Überprüfen, wer anruft"],
    states: {
      none: ["Not verified", "Niet geverifieerd", "Nicht überprüft"],
      asked: ["Not verified yet", "Nog niet geverifieerd", "Noch nicht überprüft"],
      waiting: ["Waits", "Wacht", "Wartet"],
      good: ["Verified", "Geverifieerd", "Überprüft"],
      refused: [
        "Not verified: the person says they didn’t call",
        "Niet geverifieerd: de persoon zegt niet te bellen",
        "Nicht überprüft: Die Person sagt, sie rufe nicht an",
      ],
      over: ["Not verified: the call is over", "Niet geverifieerd: het gesprek is voorbij", "Nicht überprüft: Das Gespräch ist vorbei"],
    },
    shown: ["Shown", "Getoond", "Gezeigt"],
    proofs: {
      phone: ["phone", "telefoon", "Smartphone"],
      pin: ["PIN", "pincode", "PIN"],
      code: ["recovery code", "herstelcode", "Wiederherstellungscode"],
      browser: ["known browser", "bekende browser", "bekannter Browser"],
      id: ["ID, seen by a colleague", "legitimatie, gezien door een collega", "Ausweis, im Team gesehen"],
      wait: ["waited", "gewacht", "gewartet"],
      reason: ["an administrator’s reason", "reden van een beheerder", "Begründung aus der Administration"],
    },
    browser: ["Browser", "Browser", "Browser"],
    browsers: { known: ["known", "bekend", "bekannt"], new: ["new", "nieuw", "neu"] },
    country: ["Country", "Land", "Land"],
    by: ["Confirmed by", "Bevestigd door", "Bestätigt von"],
    from: ["From", "Vanaf", "Ab"],
    until: ["Until", "Tot", "Bis"],
    again: ["Look again", "Opnieuw kijken", "Noch einmal nachsehen"],
    wants: ["The caller wants", "De beller wil", "Die Person möchte"],
    acts: {
      pin: ["a new PIN", "een nieuwe pincode", "eine neue PIN"],
      link: ["another phone", "een andere telefoon", "ein anderes Smartphone"],
      pass: ["to sign in without a phone today", "vandaag zonder telefoon inloggen", "heute ohne Smartphone angemeldet werden"],
      enable: ["to use a stopped phone again", "een geblokkeerde telefoon weer gebruiken", "ein gesperrtes Smartphone wieder benutzen"],
      unblock: ["to be let in again", "weer toegang krijgen", "wieder Zugang bekommen"],
      undo: ["to undo a change", "een wijziging ongedaan maken", "eine Änderung rückgängig machen"],
      help: ["something else", "iets anders", "etwas anderes"],
    },
    ask: ["Get a number", "Nummer opvragen", "Nummer anfordern"],
    number: [
      (address: string) => `Ask the caller to open ${address} and to enter their user name and this number:`,
      (address) => `Vraag de beller om ${address} te openen, en daar de gebruikersnaam en dit nummer in te vullen:`,
      (address) => `Bitten Sie die Person, ${address} zu öffnen und dort ihren Benutzernamen und diese Nummer einzugeben:`,
    ],
    numberUntil: ["The number works until", "Het nummer werkt tot", "Die Nummer gilt bis"],
    nothing: ["Nothing to show?", "Niets te tonen?", "Nichts vorzuweisen?"],
    nothingText: [
      (hours: number) =>
        `A colleague who has seen an ID can confirm on their own page of this person. Or the person waits: they hear at once, and after ${hours} hours you may give access for a day, unless they sign in or object.`,
      (hours) =>
        `Een collega die een legitimatie heeft gezien, kan op de eigen pagina van deze persoon bevestigen. Of de persoon wacht: die hoort het meteen, en na ${hours} uur mag u een dag lang toegang geven, tenzij de persoon inlogt of bezwaar maakt.`,
      (hours) =>
        `Wer im Team einen Ausweis gesehen hat, kann auf der eigenen Seite dieser Person bestätigen. Oder die Person wartet: Sie erfährt es sofort, und nach ${hours} Stunden dürfen Sie einen Tag lang Zugang geben, falls sie sich nicht anmeldet oder widerspricht.`,
    ],
    wait: ["Begin the wait", "Wachttijd starten", "Wartezeit beginnen"],
    reason: ["Your reason", "Uw reden", "Ihre Begründung"],
    vouch: ["Vouch for the caller", "Voor de beller instaan", "Für die Person bürgen"],
    second: [
      (account: string) => `${account} is on the phone with this person, or sees them. Have you seen face and ID yourself?`,
      (account) => `${account} spreekt deze persoon. Hebt u zelf het gezicht en de legitimatie gezien?`,
      (account) => `${account} spricht mit dieser Person. Haben Sie Gesicht und Ausweis selbst gesehen?`,
    ],
    document: ["Last six characters of the ID", "Laatste zes tekens van de legitimatie", "Letzte sechs Zeichen des Ausweises"],
    confirm: ["I have seen who it is", "Ik heb gezien wie het is", "Ich habe gesehen, wer es ist"],
    enough: [
      (least: number) => `Enough for this: ${least === 1 ? "one" : "two"} of phone, PIN, recovery code and known browser, or an ID that a colleague has seen.`,
      (least) =>
        `Genoeg hiervoor: ${least === 1 ? "één" : "twee"} van telefoon, pincode, herstelcode en bekende browser, of een legitimatie die een collega heeft gezien.`,
      (least) =>
        `Dafür genügt: ${least === 1 ? "eines" : "zwei"} von Smartphone, PIN, Wiederherstellungscode und bekanntem Browser, oder ein Ausweis, den jemand im Team gesehen hat.`,
    ],
    isEnough: ["That is enough for this.", "Dat is hiervoor genoeg.", "Das genügt dafür."],
    refused: ["Without it, this is refused.", "Zonder dat wordt dit geweigerd.", "Sonst wird das abgelehnt."],
    noProof: ["No proof is needed for this.", "Hiervoor is geen bewijs nodig.", "Dafür ist kein Nachweis nötig."],
    back: ["Back to the person", "Terug naar de persoon", "Zurück zur Person"],
  },
} satisfies WordTable;
