// For whom a browser is signed in: src/web/login/signed-in.tsx.

import type { WordTable } from "../../../lib/words.ts";

export const chooseWords = {
  title: [(application: string) => `Go on to ${application}`, (application) => `Verder naar ${application}`, (application) => `Weiter zu ${application}`],
  text: [(user: string) => `You are signed in as ${user}.`, (user) => `U bent ingelogd als ${user}.`, (user) => `Sie sind als ${user} angemeldet.`],
  goOn: [(user: string) => `Continue as ${user}`, (user) => `Verder als ${user}`, (user) => `Weiter als ${user}`],
  other: ["Sign in as someone else", "Als iemand anders inloggen", "Als jemand anderes anmelden"],
} satisfies WordTable;
