// The login page in Dutch, in the polite form: src/web/login/page.tsx.

import type { loginEn } from "../en/login.ts";

export const loginNl: typeof loginEn = {
  offline: "U bent offline. We blijven het proberen.",
  failed: "Dat is niet aangekomen. Klik nog een keer op de knop.",
  start: {
    title: "Inloggen",
    lead: "Bevestig met de Tiqr-app op uw telefoon dat u het bent.",
    titleFor: (application) => `Inloggen bij ${application}`,
    leadFor: (application, service) =>
      `${application} vraagt aan ${service} wie u bent. Bevestig met de Tiqr-app op uw telefoon dat u het bent.`,
    user: "Gebruikersnaam",
    pin: "Pincode",
    pinHint: (service) => `Uw pincode voor ${service}, niet die van de app. Laat dit leeg als u er geen hebt.`,
    pinNeeded: (application, service) => `Uw pincode voor ${service}, niet die van de app. ${application} vraagt erom.`,
    showPin: "Pincode tonen",
    submit: "QR-code tonen",
    forgotPin: "Pincode vergeten?",
    askForPin: "Vraag de helpdesk om een nieuwe.",
  },
  waiting: {
    title: "Scan met uw telefoon",
    lead: (user) => `Open de Tiqr-app, scan de code en bevestig. U logt in als ${user}.`,
    leadFor: (user, application) =>
      `Open de Tiqr-app, scan de code en bevestig. U logt bij ${application} in als ${user}.`,
    onlyYours: "Scan dit alleen als u deze pagina zelf hebt geopend. Wij sturen nooit QR-codes per mail.",
    alt: "QR-code om te scannen met de Tiqr-app",
    openApp: "Openen in de Tiqr-app",
    left: "Nog geldig:",
    until: "Geldig tot",
    attemptsLeft: (n) => (n === 1 ? "U hebt nog één poging." : `U hebt nog ${n} pogingen.`),
    byHand: "Hebt u op uw telefoon bevestigd? Ga dan hier verder.",
    goOn: "Verder",
    confirmed: "Bevestigd",
    enterCode: "Code invoeren",
    noNetwork: "als uw telefoon offline is",
    response: "Code uit de app",
    responseHint: "Scan de QR-code toch. De app toont dan een code die u hier invult.",
    sendResponse: "Inloggen met deze code",
    cancel: "Annuleren",
    renewed: "De vorige code is verlopen. Dit is een nieuwe.",
    over: "Verlopen",
    expired: "Deze code is verlopen, en de cijfers die de app ervoor toont ook. Vraag een nieuwe code aan en scan die.",
    newCode: "Nieuwe code tonen",
  },
  accepted: {
    title: "U bent ingelogd",
    text: (user) => `Uw telefoon heeft bevestigd dat u ${user} bent.`,
    alone: (service) =>
      `U bent in deze browser ingelogd bij ${service}: applicaties die het gebruiken, vragen voorlopig niet opnieuw om een bevestiging. U kunt deze pagina sluiten.`,
    elsewhere: (user) => `U bent ingelogd als ${user}. Ga terug naar het andere tabblad. Dit tabblad kunt u sluiten.`,
    me: "Mijn telefoons",
    signOut: "Uitloggen",
    going: (application) => `U gaat nu terug naar ${application}.`,
    goOn: "Verder",
  },
  backTo: (application) => `Terug naar ${application}`,
  left: {
    title: "Een ogenblik",
    text: (application) => `U gaat nu terug naar ${application}.`,
    goOn: "Verder",
  },
  outdated: {
    title: "Deze pagina is te oud",
    text: (application) => `U kunt hier niet meer inloggen. Ga terug naar ${application} en begin daar opnieuw.`,
  },
  unreadable: {
    title: "Inloggen is zo niet mogelijk",
    text: "Deze pagina is niet verstuurd zoals wij haar hebben gemaakt. Ga terug naar de applicatie en begin daar opnieuw.",
  },
  notices: {
    "wrong-user":
      "Met deze gebruikersnaam en pincode kunt u niet inloggen. Controleer beide en probeer het opnieuw. Wacht na veel mislukte pogingen eerst een paar minuten.",
    "pin-needed": "Vul uw pincode in. Deze applicatie vraagt erom.",
    locked:
      "Uw account is na te veel mislukte pogingen geblokkeerd. Wacht een paar minuten en probeer het opnieuw, of vraag de helpdesk om hulp.",
    unusable: "Met uw geregistreerde telefoon kunt u op dit moment niet inloggen. Vraag de helpdesk om hulp.",
    expired: "De QR-code is verlopen. Vraag een nieuwe aan.",
    cancelled: "Het inloggen is geannuleerd.",
    blocked:
      "Het inloggen is na te veel mislukte pogingen gestopt. Lukt het de volgende keer ook niet, wacht dan een paar minuten of vraag de helpdesk om hulp.",
    over: "U hebt deze login al afgerond. Log opnieuw in.",
    unknown: "Deze login is niet in deze browser begonnen of is al lang voorbij. Log opnieuw in.",
    "no-cookie":
      "Uw browser heeft voor deze login geen cookie meegestuurd. Blokkeert de browser cookies van deze pagina, sta ze dan toe. Anders is de login al lang voorbij. Log opnieuw in.",
    "wrong-response": "Deze code klopt niet. Controleer de cijfers in de app en probeer het opnieuw.",
    "code-before":
      "Deze cijfers horen bij de vorige code, die is verlopen. Scan de nieuwe code en vul de cijfers in die de app daarvoor toont. Dit telt niet als mislukte poging.",
    elsewhere:
      "Uw telefoon is ergens anders. Bent u zelf begonnen, verbind hem dan met de wifi van deze computer of zet de VPN uit, en scan opnieuw. Of vul de code in die de app zonder netwerk toont. Heeft iemand u hierheen gestuurd, sluit deze pagina dan.",
    "not-yet": "Uw telefoon heeft nog niet bevestigd.",
    unreadable: "Wat u hebt ingevuld, is te lang of bevat tekens die niet zijn toegestaan.",
    "cross-site": "Dit verzoek kwam van een andere site en is niet uitgevoerd. Log hier in.",
    "too-many": "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
    unavailable: "De dienst is nu niet bereikbaar. Probeer het zo meteen opnieuw.",
  },
};
