// /entra/authorize: why a sign-in at Microsoft cannot go on here.

import type { WordTable } from "../../lib/words.ts";

export const entraWords = {
  title: ["We can’t confirm this sign-in", "Deze login kunnen we niet bevestigen", "Diese Anmeldung können wir nicht bestätigen"],
  request: [
    (name: string) => `Microsoft asked on behalf of ${name} in a way that we don’t understand. Please tell your help desk.`,
    (name) => `Microsoft vroeg namens ${name} iets wat wij niet begrijpen. Meld dit bij de helpdesk.`,
    (name) => `Microsoft hat für ${name} etwas angefragt, das wir nicht verstehen. Bitte melden Sie das Ihrem Helpdesk.`,
  ],
  hint: [
    (name: string) =>
      `We can’t verify that Microsoft sent you here for ${name}, or it was more than five minutes ago. Go back and start again there. If that doesn’t help, tell your help desk.`,
    (name) =>
      `Wij kunnen niet vaststellen dat Microsoft u voor ${name} hierheen heeft gestuurd, of het is meer dan vijf minuten geleden. Ga terug en begin daar opnieuw. Helpt dat niet, meld het dan bij de helpdesk.`,
    (name) =>
      `Wir können nicht feststellen, dass Microsoft Sie für ${name} hierher geschickt hat, oder es ist mehr als fünf Minuten her. Gehen Sie zurück, und beginnen Sie dort von vorn. Wenn das nicht hilft, melden Sie es Ihrem Helpdesk.`,
  ],
  unbound: [
    (name: string) =>
      `Your account at ${name} isn’t linked to a phone here yet. Please tell your help desk, with the text below. You can choose another way to sign in at Microsoft.`,
    (name) =>
      `Uw account bij ${name} is hier nog niet aan een telefoon gekoppeld. Meld dit bij de helpdesk, met de tekst hieronder. Bij Microsoft kunt u een andere manier kiezen om in te loggen.`,
    (name) =>
      `Ihr Konto bei ${name} ist hier noch mit keinem Smartphone verknüpft. Bitte melden Sie das Ihrem Helpdesk, mit dem Text unten. Bei Microsoft können Sie eine andere Art der Anmeldung wählen.`,
  ],
  came: ["For the help desk:", "Voor de helpdesk:", "Für den Helpdesk:"],
} satisfies WordTable;
