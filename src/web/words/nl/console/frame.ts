// The frame of the console's pages, its notices, and its sign-in, in Dutch.

import type { frameEn } from "../../en/console/frame.ts";

export const frameNl: typeof frameEn = {
  nav: {
    label: "Console",
    dashboard: "Overzicht",
    tokens: "Tokens",
    links: "Registratielinks",
    transactions: "Lopende logins",
    audit: "Auditlog",
    settings: "Instellingen",
    signOut: "Uitloggen",
    signOutEverywhere: "Overal uitloggen",
    signedInAs: (name) => `Ingelogd als ${name}`,
  },
  signIn: {
    title: "Inloggen op de console",
    lead: "Voor beheerders en serviceaccounts.",
    name: "Account",
    password: "Wachtwoord",
    submit: "Inloggen",
    cookies:
      "Uw browser blokkeert cookies van deze pagina. De console heeft er een nodig: sta cookies toe en log opnieuw in.",
    phone: {
      title: "Bevestig met uw telefoon",
      lead: "Scan deze code met de Tiqr-app en bevestig daar.",
      alt: "QR-code om met de Tiqr-app in te loggen",
      done: "Ik heb bevestigd",
      startAgain: "Opnieuw beginnen",
    },
    ended: {
      expired: "De QR-code is verlopen. Log opnieuw in.",
      cancelled: "Het inloggen is geannuleerd. Log opnieuw in.",
      blocked: "Het inloggen is na te veel mislukte pogingen gestopt. Log opnieuw in.",
      over: "Deze login is afgelopen. Log opnieuw in.",
    },
  },
  confirmation: {
    title: "Bevestig met uw telefoon",
    lead: "Voordat u het token van een beheerder wijzigt, bevestigt u met uw eigen telefoon. Een bevestiging is vijf minuten geldig.",
    go: "QR-code tonen",
    ended: "Niet bevestigd: de QR-code is verlopen, of het verzoek is geannuleerd of gestopt. Probeer het opnieuw.",
  },
  refused: {
    title: "Niet toegestaan",
    foreign: "Dit verzoek kwam niet van een pagina van de console. Er is niets gedaan.",
    unreadable: "Het formulier kon niet worden gelezen. Er is niets gedaan.",
    failed: "Dat is niet gelukt",
    said: "De dienst meldde:",
    back: "Terug",
  },
  lost: {
    title: "Hier is niets te vinden",
    text: "Misschien zit er een typefout in het adres, of is de pagina verplaatst.",
    home: "Naar de startpagina van de console",
  },
  done: {
    confirmed: "Bevestigd. Klik nu nog een keer op de knop.",
    enrolled: "De telefoon is geregistreerd.",
    enabled: "Het token is ingeschakeld.",
    disabled: "Het token is uitgeschakeld.",
    reset: "De mislukte pogingen zijn gewist; het token is gedeblokkeerd.",
    revoked: "Het token is definitief ingetrokken.",
    deleted: "Het token is verwijderd.",
    pin: "De pincode is ingesteld.",
    unpinned: "De pincode is verwijderd.",
    unassigned: "Het token is niet meer aan een gebruiker gekoppeld.",
    cancelled: "De login is geannuleerd.",
    late: "Die login was al afgelopen.",
    withdrawn: "De link is ingetrokken.",
    linkOver: "Die link was niet meer geldig.",
  },
  pages: {
    label: "Pagina’s",
    previous: "Vorige pagina",
    next: "Volgende pagina",
    of: (page, pages, count) => `Pagina ${page} van ${pages}, ${count} in totaal`,
    none: "Niets om te tonen.",
    nothingFound: "Niets gevonden.",
  },
};
