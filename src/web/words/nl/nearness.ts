// Where the phone and the browser of a sign-in were, in Dutch.

import type { nearnessEn } from "../en/nearness.ts";

export const nearnessNl: typeof nearnessEn = {
  phone: {
    network: "op hetzelfde netwerk",
    provider: "bij dezelfde provider",
    country: "in hetzelfde land",
    elsewhere: "in een ander land",
  },
  browser: { new: "nieuwe browser", known: "bekende browser" },
};
