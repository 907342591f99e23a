// Where the phone and the browser of a sign-in were.

import type { WordTable } from "../../lib/words.ts";

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
