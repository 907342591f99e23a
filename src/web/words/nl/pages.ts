// The pages outside sign-in, enrolment and console, in Dutch, in the polite form.

import type { pagesEn } from "../en/pages.ts";

export const pagesNl: typeof pagesEn = {
  layout: {
    skip: "Naar de inhoud",
    language: "Taal",
    footer: "Inloggen met een QR-code, via de Tiqr-app.",
    help: "Hulp",
  },
  home: {
    title: "Inloggen met uw telefoon",
    lead: (service) =>
      `Bij ${service} laat u met de Tiqr-app zien wie u bent. U scant een QR-code en bevestigt op uw telefoon. Een wachtwoord is niet nodig.`,
    how: "Zo werkt het",
    steps: [
      { title: "Scan de code", text: "Open de Tiqr-app en richt de camera op de QR-code op uw scherm." },
      { title: "Bevestig op uw telefoon", text: "Ontgrendel met uw pincode, vingerafdruk of gezicht." },
      { title: "U bent ingelogd", text: "De pagina op uw scherm gaat automatisch verder." },
    ],
    places: "Wat vindt u waar?",
    placesFor: {
      login: { title: "Inloggen", text: "Log in met uw telefoon en ontdek hoe het werkt." },
      me: { title: "Mijn telefoons", text: "Uw telefoons, uw pincode en uw recente logins." },
      console: { title: "Console", text: "Voor beheerders en serviceaccounts: tokens, logins, het auditlog." },
      health: { title: "Status van de dienst", text: "Of de dienst en de database werken, als JSON." },
      docs: { title: "API", text: "Voor ontwikkelaars: elke route, en een OpenAPI-document daarvan. In het Engels." },
    },
    developers: "Voor applicaties en beheerders",
    developersText:
      "Applicaties laten mensen inloggen met OpenID Connect, achter een proxy of met de API van privacyIDEA. In de documentatie bij de broncode staan de verzoeken, de accounts en hun rechten, wat telefoons te horen krijgen en hoe u zelf zo’n dienst draait.",
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
      text: "Er is niets gedaan. Ga terug, kort uw tekst in en verstuur het formulier opnieuw.",
    },
  },
  link: {
    login: {
      title: "Inloggen met de Tiqr-app",
      lead: "Deze link hoort in de Tiqr-app op uw telefoon. U ziet deze pagina omdat de app niet automatisch is geopend.",
      open: "Openen in de Tiqr-app",
      last: {
        title: "Nog geen account in de app?",
        text: "Vraag uw organisatie om een QR-code waarmee u uw telefoon registreert. Log daarna opnieuw in.",
      },
    },
    enrolment: {
      title: "Uw telefoon registreren",
      lead: "Met deze link voegt u een account toe aan de Tiqr-app op uw telefoon. U ziet deze pagina omdat de app niet automatisch is geopend.",
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
        title: "Ga op die telefoon terug naar deze pagina",
        text: "Tik op de knop hieronder, of scan de QR-code nog een keer met de app.",
      },
    },
    nothing:
      "Gebeurt er niets? Dan staat de app niet op dit apparaat. Installeer de app eerst, of gebruik de telefoon waarop hij staat.",
    foreign: {
      title: "Deze link is niet bruikbaar",
      text: "De link is onvolledig of niet door deze dienst gemaakt. Ga terug naar de plek waar u de link hebt gevonden en begin opnieuw.",
    },
  },
};
