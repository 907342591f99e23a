// Where the phone and the browser of a sign-in were, in English.

export const nearnessEn = {
  phone: {
    network: "on the same network",
    provider: "with the same provider",
    country: "in the same country",
    elsewhere: "in another country",
  },
  browser: { new: "new browser", known: "known browser" },
};
