// The login page in Dutch, in the polite form: src/web/login/page.tsx.

import type { loginEn } from "../en/login.ts";

export const loginNl: typeof loginEn = {
  offline: "Er is nu geen verbinding. Deze pagina blijft het automatisch proberen.",
  failed: "Dat is niet gelukt: er kwam geen antwoord. Druk nog een keer op de knop.",
  start: {
    title: "Inloggen",
    lead: (service) => `U bevestigt op uw telefoon, met de Tiqr-app die bij ${service} is geregistreerd.`,
    leadTo: (host, service) => `U logt in bij ${host} via ${service}. U bevestigt op uw telefoon.`,
    user: "Gebruikersnaam",
    pin: "Pincode",
    pinHint: "De pincode van deze dienst, niet die van de app. Laat dit leeg als u er geen hebt.",
    submit: "QR-code tonen",
  },
  waiting: {
    title: "Scan met uw telefoon",
    lead: (user) => `Open de Tiqr-app, scan de code en bevestig. U logt in als ${user}.`,
    alt: "QR-code om te scannen met de Tiqr-app",
    openApp: "Openen in de Tiqr-app",
    left: "Nog geldig:",
    byHand: "Hebt u op uw telefoon bevestigd? Ga dan hier verder.",
    goOn: "Verder",
    noNetwork: "Geen netwerk op uw telefoon?",
    response: "Cijfers uit de app",
    responseHint: "Scan de code toch. De app toont dan cijfers, die u hier invult.",
    sendResponse: "Inloggen met de cijfers",
    cancel: "Annuleren",
    renewed: "De vorige code is verlopen. Dit is een nieuwe.",
  },
  accepted: {
    title: "U bent ingelogd",
    text: (user) => `Uw telefoon heeft bevestigd dat u ${user} bent.`,
    alone: "Dat was alles: uw telefoon werkt. U kunt deze pagina sluiten.",
    going: (host) => `U gaat nu terug naar ${host}.`,
    goOn: "Verder",
  },
  unreturnable: {
    title: "Inloggen is hier niet mogelijk",
    text: "De applicatie waar u vandaan komt, wil u terugsturen naar een adres dat hier niet is geregistreerd. Meld dit bij de beheerders van de applicatie.",
  },
  notices: {
    "wrong-user":
      "Met deze gebruikersnaam en pincode kunt u niet inloggen. Controleer beide en probeer het opnieuw. Wacht na veel mislukte pogingen eerst een paar minuten.",
    locked:
      "Uw login is na te veel mislukte pogingen geblokkeerd. Probeer het over enkele minuten opnieuw, of vraag de helpdesk om hulp.",
    unusable:
      "Uw geregistreerde telefoon is op dit moment niet te gebruiken om in te loggen. Vraag de helpdesk om hulp.",
    expired: "De QR-code is verlopen. Laat een nieuwe tonen.",
    cancelled: "Het inloggen is geannuleerd.",
    blocked:
      "Er zijn te veel foute antwoorden gegeven. Daarom is deze login gestopt. Werkt de volgende ook niet, wacht dan enkele minuten, of vraag de helpdesk om hulp.",
    over: "Deze login is al afgerond. Log opnieuw in.",
    unknown: "Deze login is niet in deze browser begonnen of is al lang voorbij. Log opnieuw in.",
    "no-cookie":
      "Uw browser heeft voor deze login geen cookie meegestuurd. Bewaart de browser geen cookies van deze pagina, sta ze dan toe. Anders is de login al lang voorbij. Log opnieuw in.",
    "wrong-response": "Deze code klopt niet. Controleer de cijfers in de app en probeer het opnieuw.",
    "not-yet": "Uw telefoon heeft nog niet bevestigd.",
    unreadable: "Wat u hebt ingevuld, is niet bruikbaar: het is te lang of bevat tekens die er niet in horen.",
    "cross-site": "Dit verzoek kwam van een andere site en is niet uitgevoerd. Log hier in.",
    "too-many": "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
    unavailable: "De dienst is nu niet bereikbaar. Probeer het zo dadelijk opnieuw.",
  },
};
