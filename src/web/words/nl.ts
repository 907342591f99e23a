// Every visible word in Dutch, by page, in the polite form.

import { consoleNl } from "./console-nl.ts";
import type { Words } from "./en.ts";
import { enrolNl } from "./enrol-nl.ts";

export const nl: Words = {
  console: consoleNl,
  layout: {
    skip: "Naar de inhoud",
    footer: "Inloggen met een QR-code, via de Tiqr-app.",
  },
  home: {
    title: "Inloggen met uw telefoon",
    lead: (service) =>
      `Bij ${service} bewijst u met de Tiqr-app wie u bent. U scant een QR-code en bevestigt op uw telefoon. Uw wachtwoord komt er niet aan te pas.`,
    how: "Zo werkt het",
    steps: [
      { title: "Scan de code", text: "Open de Tiqr-app en richt de camera op de QR-code op uw scherm." },
      { title: "Bevestig op uw telefoon", text: "Ontgrendel met uw pincode, vingerafdruk of gezicht." },
      { title: "U bent ingelogd", text: "De pagina op uw scherm gaat vanzelf verder." },
    ],
    places: "Wat vindt u waar?",
    placesFor: {
      login: { title: "Inloggen", text: "Log in met uw telefoon en zie hoe het werkt." },
      console: { title: "Console", text: "Voor beheerders en serviceaccounts: tokens, logins, het auditlog." },
      health: { title: "Status van de dienst", text: "Of de dienst en de database werken, als JSON." },
    },
    developers: "Voor applicaties en beheerders",
    developersText:
      "Applicaties gebruiken bij deze dienst de API van privacyIDEA. De documentatie bij de broncode beschrijft de verzoeken, de accounts en hun rechten, wat telefoons te horen krijgen, en hoe u zo’n dienst zelf draait.",
  },
  login: {
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
  },
  notFound: {
    title: "Hier is niets te vinden",
    text: "Misschien zit er een typefout in het adres, of is de pagina verplaatst.",
    home: "Naar de startpagina",
  },
  problem: {
    failed: {
      title: "Er ging iets mis aan onze kant",
      text: "Er is niets verloren gegaan. Ga terug en probeer het zo meteen opnieuw.",
    },
    foreign: {
      title: "Dit formulier kwam van een andere site",
      text: "Daarom is er niets gedaan. Ga terug naar onze pagina en verstuur het formulier daar.",
    },
    method: {
      title: "Dit kan niet op dit adres",
      text: "Er is niets gedaan. Ga terug naar de vorige pagina en probeer het daar opnieuw.",
    },
    tooLarge: {
      title: "Dit is te veel tekst",
      text: "Er is niets gedaan. Ga terug, maak korter wat u hebt ingevuld en verstuur het opnieuw.",
    },
  },
  link: {
    login: {
      title: "Inloggen met de Tiqr-app",
      lead: "Deze link hoort in de Tiqr-app op uw telefoon. U ziet deze pagina omdat de app niet vanzelf is geopend.",
      open: "Openen in de Tiqr-app",
      last: {
        title: "Nog geen account in de app?",
        text: "Vraag uw organisatie om een QR-code waarmee u uw telefoon registreert. Log daarna opnieuw in.",
      },
    },
    enrolment: {
      title: "Uw telefoon registreren",
      lead: "Met deze link voegt u een account toe aan de Tiqr-app op uw telefoon. U ziet deze pagina omdat de app niet vanzelf is geopend.",
      open: "Registreren in de Tiqr-app",
      last: {
        title: "Deel deze link met niemand.",
        text: "De link werkt één keer: wie hem als eerste gebruikt, krijgt het account.",
      },
    },
    steps: {
      install: {
        title: "Installeer de app",
        text: "Zoek in de App Store of in Google Play naar ‘Tiqr’ van SURF.",
      },
      open: {
        title: "Kom op die telefoon hier terug",
        text: "Druk op de knop hieronder, of scan de QR-code nog een keer met de app.",
      },
    },
    nothing:
      "Gebeurt er niets? Dan staat de app niet op dit apparaat. Installeer de app eerst, of gebruik de telefoon waarop hij staat.",
    foreign: {
      title: "Deze link is niet bruikbaar",
      text: "De link is onvolledig of niet door deze dienst gemaakt. Ga terug naar de plek waar u de link hebt gevonden en begin opnieuw.",
    },
  },
  enrol: enrolNl,
};
