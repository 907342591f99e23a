// Words that several rooms have.

import type { WordTable } from "../../lib/words.ts";

/** Where the phone and the browser of a sign-in were. */
export const nearnessWords = {
  phone: {
    network: ["on the same network", "op hetzelfde netwerk", "im selben Netz"],
    provider: ["with the same provider", "bij dezelfde provider", "beim selben Anbieter"],
    country: ["in the same country", "in hetzelfde land", "im selben Land"],
    elsewhere: ["in another country", "in een ander land", "in einem anderen Land"],
  },
  browser: {
    new: ["new browser", "nieuwe browser", "neuer Browser"],
    known: ["known browser", "bekende browser", "bekannter Browser"],
  },
} satisfies WordTable;

/** A browser of some system; one of the two may be unknown. */
export const browserWords = {
  browserOn: [
    (browser: string, system: string) => `${browser} on ${system}`,
    (browser, system) => `${browser} op ${system}`,
    (browser, system) => `${browser} unter ${system}`,
  ],
} satisfies WordTable;

/** A page that waits for a phone has lost its network. */
export const networkWords = {
  offline: [
    "You’re offline. The page continues automatically once you’re back online.",
    "U bent offline. De pagina gaat automatisch verder zodra er weer verbinding is.",
    "Sie sind offline. Die Seite macht automatisch weiter, sobald die Verbindung wieder da ist.",
  ],
  unsent: [
    "You’re offline. Press the button again once you’re back online.",
    "U bent offline. Klik nog een keer op de knop zodra er weer verbinding is.",
    "Sie sind offline. Klicken Sie noch einmal auf die Schaltfläche, sobald die Verbindung wieder da ist.",
  ],
} satisfies WordTable;

/** A PIN is chosen, and typed twice. */
export const newPinWords = {
  hint: [
    (least: number) => (least > 1 ? `At least ${least} characters` : "Numbers, letters or both"),
    (least) => (least > 1 ? `Minstens ${least} tekens` : "Cijfers, letters of beide"),
    (least) => (least > 1 ? `Mindestens ${least} Zeichen` : "Ziffern, Buchstaben oder beides"),
  ],
  repeat: ["Repeat the PIN", "Herhaal de pincode", "PIN wiederholen"],
  show: ["Show PIN", "Pincode tonen", "PIN anzeigen"],
  differs: [
    "The two PINs don’t match. Enter the same one twice.",
    "De twee pincodes zijn niet gelijk. Voer twee keer dezelfde in.",
    "Die beiden PINs sind verschieden. Bitte geben Sie zweimal dieselbe ein.",
  ],
  save: ["Save PIN", "Pincode opslaan", "PIN speichern"],
} satisfies WordTable;
