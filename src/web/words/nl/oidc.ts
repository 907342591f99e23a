// The pages of the provider in Dutch, in the polite form: src/web/oidc.

import type { oidcEn } from "../en/oidc.ts";

export const oidcNl: typeof oidcEn = {
  problem: {
    title: "Inloggen is hier niet mogelijk",
    "unknown-client":
      "De link naar deze pagina noemt geen applicatie die hier is geregistreerd (client_id). Meld dit bij de helpdesk van de applicatie waar u vandaan komt.",
    "missing-address": (name) =>
      `${name} zegt niet waarheen u daarna teruggaat (redirect_uri ontbreekt). Meld dit bij de helpdesk van de applicatie.`,
    "repeated-address": (name) =>
      `${name} noemt meer dan één adres om u naar terug te sturen (redirect_uri staat twee keer in de link). Meld dit bij de helpdesk van de applicatie.`,
    "unregistered-address": (name) =>
      `${name} wil u terugsturen naar een adres dat er niet voor is geregistreerd (redirect_uri). Voor uw veiligheid doen we dat niet. Meld dit bij de helpdesk van de applicatie.`,
    "unguarded-host":
      "De link naar deze pagina wil u terugsturen naar een adres dat hier niet is geregistreerd (rd). Voor uw veiligheid doen we dat niet. Meld dit bij de helpdesk van de applicatie waar u vandaan komt.",
    "unreadable-request": "De link naar deze pagina is onleesbaar. Ga terug naar de applicatie en begin daar opnieuw.",
    came: "Dit kwam binnen:",
  },
  choose: {
    title: (application) => `Verder naar ${application}`,
    text: (user) => `U bent ingelogd als ${user}.`,
    goOn: (user) => `Verder als ${user}`,
    other: "Als iemand anders inloggen",
  },
  logout: {
    ask: {
      title: "Uitloggen?",
      text: "Wilt u in deze browser uitloggen? Applicaties vragen u dan opnieuw om in te loggen.",
      textFor: (application) =>
        `${application} wil u in deze browser uitloggen. Applicaties vragen u dan opnieuw om in te loggen.`,
      submit: "Uitloggen",
    },
    done: { title: "U bent uitgelogd", text: "U kunt deze pagina sluiten." },
    stranded: {
      title: "U bent uitgelogd",
      text: "U kunt deze pagina sluiten. De applicatie wilde u terugsturen naar een adres dat er niet voor is geregistreerd (post_logout_redirect_uri). Daarom brengen we u daar niet heen. Meld dit bij de helpdesk van de applicatie.",
    },
    unregistered: {
      title: "Uitloggen is zo niet mogelijk",
      text: "De applicatie wil u terugsturen naar een adres dat er niet voor is geregistreerd (post_logout_redirect_uri), of de link is onleesbaar. U bent niet uitgelogd.",
    },
  },
};
