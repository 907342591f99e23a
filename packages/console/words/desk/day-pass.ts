// The day pass of a person.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const dayPassWords = {
  dayPass: {
    title: ["Day pass", "Dagpas", "Tagespass"],
    titleOf: [(user: string) => `Day pass of ${user}`, (user) => `Dagpas van ${user}`, (user) => `Tagespass von ${user}`],
    text: [
      "12 digits that this person can enter instead of scanning, after the PIN. Make sure who is asking. Applications that don’t accept day passes still need the phone.",
      "12 cijfers die deze persoon na de pincode kan invoeren in plaats van te scannen. Ga na wie erom vraagt. Voor applicaties die geen dagpassen accepteren, blijft de telefoon nodig.",
      "12 Ziffern, die diese Person nach der PIN eingeben kann, statt zu scannen. Vergewissern Sie sich, wer danach fragt. Anwendungen, die keine Tagespässe annehmen, brauchen weiterhin das Smartphone.",
    ],
    hours: ["Hours", "Uren", "Stunden"],
    uses: ["Sign-ins", "Aantal logins", "Anmeldungen"],
    make: ["Create a day pass", "Dagpas maken", "Tagespass erstellen"],
    left: [
      (uses: number) => (uses === 1 ? "Good for 1 more sign-in, until" : `Good for ${uses} more sign-ins, until`),
      (uses) => (uses === 1 ? "Nog goed voor 1 login, tot" : `Nog goed voor ${uses} logins, tot`),
      (uses) => (uses === 1 ? "Noch gut für 1 Anmeldung, bis" : `Noch gut für ${uses} Anmeldungen, bis`),
    ],
    say: [
      "Read it out, in groups of four. Never send it together with the PIN.",
      "Lees hem voor, in groepjes van vier. Stuur hem nooit samen met de pincode.",
      "Lesen Sie ihn in Vierergruppen vor. Senden Sie ihn nie zusammen mit der PIN.",
    ],
    once: [
      "You won’t see it again. An earlier day pass of this person has ended.",
      "U ziet hem niet opnieuw. Een eerdere dagpas van deze persoon is beëindigd.",
      "Sie sehen ihn nicht noch einmal. Ein früherer Tagespass dieser Person ist beendet.",
    ],
    end: ["End it, and what it has opened", "Beëindigen, met alles wat ermee is geopend", "Beenden, mit allem, was damit geöffnet wurde"],
  },
} satisfies WordTable;
