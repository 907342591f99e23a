// Where the phone and the browser of a sign-in were, in German.

import type { nearnessEn } from "../en/nearness.ts";

export const nearnessDe: typeof nearnessEn = {
  phone: {
    network: "im selben Netz",
    provider: "beim selben Anbieter",
    country: "im selben Land",
    elsewhere: "in einem anderen Land",
  },
  browser: { new: "neuer Browser", known: "bekannter Browser" },
};
