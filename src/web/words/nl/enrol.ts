// The enrolment page in Dutch: src/web/enrol/page.tsx.

import type { enrolEn } from "../en/enrol.ts";

export const enrolNl: typeof enrolEn = {
  title: "Registreer uw telefoon",
  account: (user, service) => `Voor het account ${user} bij ${service}.`,
  steps: [
    {
      title: "Installeer de app",
      text: "Zoek op uw telefoon in de App Store of in Google Play naar ‘Tiqr’ van SURF. De website van de app is tiqr.org.",
    },
    { title: "Registreer de telefoon", text: "Scan de QR-code met de app en kies hoe u de app ontgrendelt." },
    { title: "Probeer het uit", text: "Log één keer in, om te zien dat het werkt." },
  ],
  replaces: {
    title: "Uw oude telefoon werkt straks niet meer",
    text: "Zodra u de knop kiest, kan niemand meer inloggen met de telefoon die tot nu toe geregistreerd was.",
  },
  again:
    "Was deze telefoon al eerder geregistreerd? Verwijder dan eerst het oude account in de Tiqr-app, anders weigert de app het nieuwe.",
  start: "Toon de QR-code",
  once: "Deze link werkt één keer, en alleen in de browser waarin u de knop kiest.",
  scan: {
    lead: "Open de Tiqr-app op uw telefoon en scan deze code.",
    alt: "QR-code waarmee u uw telefoon registreert. Scan hem met de Tiqr-app.",
    onPhone: "Leest u dit op de telefoon zelf?",
    open: "Openen in de Tiqr-app",
    waiting: "Wachten op uw telefoon",
  },
  fetched: {
    title: "Uw telefoon heeft de code gelezen",
    text: "Maak het af in de app: die vraagt hoe u het account wilt ontgrendelen.",
  },
  stuck: "Gaat het niet verder, of was het de verkeerde telefoon?",
  exists:
    "Meldt de app dat het account al bestaat? Verwijder het oude account in de app en vraag daarna hier een nieuwe code aan.",
  renew: "Toon een nieuwe code",
  codeExpired: {
    title: "De code is verlopen",
    text: "Een QR-code is maar kort geldig. Vraag een nieuwe; uw link is nog geldig.",
  },
  twice: {
    title: "De code is meer dan één keer gescand",
    underWay:
      "Alleen de eerste telefoon kan worden geregistreerd. Was dat niet de uwe, vraag dan een nieuwe code: de vorige werkt dan niet meer.",
    enrolled:
      "Alleen de eerste telefoon is geregistreerd. Was dat niet de uwe, meld het dan meteen bij uw organisatie.",
  },
  enrolled: { title: "Uw telefoon is geregistreerd", text: "Vanaf nu kunt u ermee inloggen." },
  pin: {
    title: "Kies een pincode",
    wanted: "U kunt een pincode kiezen die u bij het inloggen invult. Dit is niet de pincode van de app.",
    required: "U vult deze pincode in bij het inloggen. Dit is niet de pincode van de app.",
    label: "Pincode",
    hint: (least) => (least > 1 ? `Minstens ${least} tekens` : "Cijfers, letters of allebei"),
    repeat: "Herhaal de pincode",
    differs: "Dit zijn twee verschillende pincodes. Vul twee keer dezelfde in.",
    save: "Bewaar de pincode",
    saved: "Uw pincode is bewaard.",
    skip: "Doorgaan zonder pincode",
    after: "Toch een pincode kiezen",
  },
  trial: {
    title: "Probeer het uit",
    text: "Log één keer in met uw telefoon. Er kan niets misgaan.",
    start: "Probeer in te loggen",
    lead: "Scan deze code met de Tiqr-app en bevestig.",
    alt: "QR-code van de proeflogin. Scan hem met de Tiqr-app.",
    confirmed: "Ik heb bevestigd",
    failed: {
      title: "De proeflogin is niet bevestigd",
      text: "Misschien was de code verlopen, of was de telefoon nog niet klaar. Probeer het gewoon nog eens.",
    },
  },
  done: { title: "Klaar", text: "De proeflogin is gelukt. U kunt deze pagina sluiten." },
  offline: "Er is even geen verbinding. De pagina gaat vanzelf verder.",
  unsent: "Er is geen verbinding. Kies de knop opnieuw als die er weer is.",
  refused: {
    title: "Dat is niet gelukt",
    text: "Er is niets veranderd. Blijft het zo, meld het dan bij uw organisatie.",
    cookies:
      "Uw browser bewaart geen cookies van deze pagina. Sta ze toe, laad de pagina opnieuw en kies de knop nog eens.",
    tooManyTokens:
      "U hebt zoveel geregistreerde telefoons als u mag hebben. Uw organisatie kan er een verwijderen die u niet gebruikt.",
    tooManyRequests: "Dat was iets te vaak. Wacht een minuut en probeer het opnieuw.",
  },
  over: {
    unknown: {
      title: "Deze link is niet bekend",
      text: "De link is onvolledig of erg oud. Kopieer hem helemaal uit het bericht dat u kreeg, of vraag uw organisatie om een nieuwe.",
    },
    used: {
      title: "Deze link is al gebruikt",
      text: "Hij werkt alleen in de browser waarin u begon. Was u dat, ga dan terug naar die browser. Zo niet, meld het dan bij uw organisatie en vraag om een nieuwe link.",
    },
    expired: {
      title: "Deze link is verlopen",
      text: "Vraag uw organisatie om een nieuwe. Is uw telefoon al geregistreerd, dan hoeft u niets meer te doen.",
    },
    withdrawn: {
      title: "Deze link is ingetrokken",
      text: "Uw organisatie heeft sindsdien iets aan dit account veranderd. Vraag daar om een nieuwe link.",
    },
  },
};
