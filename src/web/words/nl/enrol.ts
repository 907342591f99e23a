// The enrolment page in Dutch: src/web/enrol/page.tsx.

import type { enrolEn } from "../en/enrol.ts";

const DAY = { day: "numeric", month: "long", timeZone: "UTC" } as const;

export const enrolNl: typeof enrolEn = {
  title: "Registreer uw telefoon",
  account: (user, service) => `Voor het account ${user} bij ${service}.`,
  steps: { app: "App ophalen", scan: "Scannen", pin: "Pincode kiezen", trial: "Proberen" },
  app: {
    text: "Installeer ‘Tiqr’ van SURF op uw telefoon: scan de code van uw appwinkel met de camera, of open de link op de telefoon. De website van de app is tiqr.org.",
    textOnPhone:
      "Installeer ‘Tiqr’ van SURF op deze telefoon en ga dan terug naar deze pagina. De website van de app is tiqr.org.",
    stores: { ios: "App Store (iPhone)", android: "Google Play (Android)" },
    alt: {
      ios: "QR-code die naar de app in de App Store leidt",
      android: "QR-code die naar de app op Google Play leidt",
    },
    again: "Ik heb de app nog niet",
    back: "Terug naar de QR-code",
  },
  until: "De link is geldig tot",
  back: "Terug",
  recovered: {
    accepted: (left) =>
      left === 0
        ? "Code geaccepteerd. Het was uw laatste."
        : left === 1
          ? "Code geaccepteerd. U hebt nog 1 code."
          : `Code geaccepteerd. U hebt nog ${left} codes.`,
    text: "Uw eerdere telefoons werken niet meer. Registreer nu uw nieuwe telefoon. Uw pincode blijft hetzelfde.",
  },
  replaces: {
    title: "Uw oude telefoon werkt straks niet meer",
    text: "Zodra u op de knop klikt, kunt u niet meer inloggen met de telefoon die tot nu toe geregistreerd was.",
  },
  again:
    "Was deze telefoon al eerder geregistreerd? Verwijder dan eerst het oude account in de Tiqr-app, anders accepteert de app het nieuwe niet.",
  start: "QR-code tonen",
  startOnPhone: "Verdergaan in de app",
  once: "Deze link werkt één keer, en alleen in de browser waarin u op de knop klikt.",
  name: {
    label: "Hoe noemt u deze telefoon?",
    hint: "Ook uw organisatie kan de naam zien.",
    unnamed: (atMs) => `Telefoon van ${new Intl.DateTimeFormat("nl", DAY).format(atMs)}`,
  },
  scan: {
    lead: "Open de Tiqr-app op uw telefoon en scan deze code.",
    alt: "QR-code waarmee u uw telefoon registreert. Scan hem met de Tiqr-app.",
    leadOnPhone: "Of scan deze code met een andere telefoon.",
    confirmed: "Sleutel ontvangen",
    onPhone: "Leest u dit op de telefoon zelf?",
    open: "Openen in de Tiqr-app",
    notOpened:
      "Is de app niet geopend? Dan hebt u een nieuwe link nodig: open die op een ander scherm en scan daar de code.",
    waiting: "Wachten op uw telefoon",
  },
  fetched: {
    title: "Uw telefoon heeft de code gelezen",
    text: "Rond het af in de app: die vraagt hoe u het account wilt ontgrendelen.",
  },
  stuck: "Lukt het niet, of hebt u met de verkeerde telefoon gescand?",
  exists:
    "Meldt de app dat het account al bestaat? Verwijder het oude account in de app en vraag daarna hier een nieuwe code aan.",
  renew: "Nieuwe code aanvragen",
  codeExpired: {
    title: "De code is verlopen",
    text: "Een QR-code is maar kort geldig. Vraag een nieuwe aan; uw link is nog geldig.",
  },
  twice: {
    title: "De code is meer dan één keer gescand",
    underWay:
      "Alleen de eerste telefoon kan worden geregistreerd. Was dat niet de uwe, vraag dan een nieuwe code aan: de vorige werkt dan niet meer.",
    enrolled:
      "Alleen de eerste telefoon is geregistreerd. Was dat niet de uwe, meld het dan meteen bij uw organisatie.",
    expired:
      "Er is geen telefoon geregistreerd. Vraag een nieuwe code aan en scan die alleen met uw eigen telefoon. Kan iemand anders de code hebben gezien, meld het dan bij uw organisatie.",
  },
  unproven: {
    title: "Uw telefoon heeft zijn sleutel gestuurd",
    text: "Probeer het één keer uit, dan weet u zeker dat het werkt.",
    stuck:
      "Meldde de app een fout, of staat het account er niet in? Vraag dan een nieuwe code aan: de gestuurde sleutel werkt dan niet meer.",
  },
  enrolled: { title: "Uw telefoon is geregistreerd", text: "Vanaf nu kunt u ermee inloggen." },
  pin: {
    title: "Kies een pincode",
    wanted: "U kunt een pincode kiezen die u bij het inloggen invult. Dit is niet de pincode van de app.",
    required: "U vult deze pincode in bij het inloggen. Dit is niet de pincode van de app.",
    label: "Pincode",
    hint: (least) => (least > 1 ? `Minimaal ${least} tekens` : "Cijfers, letters of allebei"),
    repeat: "Herhaal de pincode",
    show: "Pincode tonen",
    differs: "De twee pincodes zijn niet gelijk. Vul twee keer dezelfde in.",
    save: "Pincode opslaan",
    saved: "Uw pincode is opgeslagen.",
    skip: "Doorgaan zonder pincode",
    after: "Toch een pincode kiezen",
  },
  trial: {
    title: "Probeer het uit",
    text: "Log één keer in met uw telefoon. Dit is maar een test.",
    start: "Testlogin starten",
    lead: "Scan deze code met de Tiqr-app en bevestig.",
    alt: "QR-code van de testlogin. Scan hem met de Tiqr-app.",
    byHand: "Ik heb bevestigd",
    confirmed: "Bevestigd",
    failed: {
      title: "De testlogin is niet bevestigd",
      text: "Misschien was de code verlopen, of was de telefoon nog niet klaar. Probeer het gewoon nog een keer.",
    },
  },
  done: {
    title: "Klaar",
    text: "De testlogin is gelukt. U kunt deze pagina sluiten of verdergaan.",
    applications: "Uw applicaties",
    account: "Uw account",
    homes: { "/me": "Mijn telefoons", "/console": "Console" },
    recovery: "Zonder uw telefoon kunt u niet inloggen. Met herstelcodes registreert u zelf een nieuwe.",
    codes: "Herstelcodes maken",
  },
  offline: "U bent offline. De pagina gaat automatisch verder zodra er weer verbinding is.",
  unsent: "U bent offline. Klik nog een keer op de knop zodra er weer verbinding is.",
  refused: {
    title: "Dat is niet gelukt",
    text: "Er is niets gewijzigd. Blijft het misgaan, meld het dan bij uw organisatie.",
    name: "Een naam heeft hoogstens 80 tekens, en geen onzichtbare.",
    cookies:
      "Uw browser blokkeert cookies van deze pagina. Sta ze toe, laad de pagina opnieuw en klik nog een keer op de knop.",
    tooManyTokens:
      "U hebt het maximale aantal geregistreerde telefoons. Uw organisatie kan een telefoon verwijderen die u niet meer gebruikt.",
    tooManyRequests: "Te veel pogingen. Wacht een minuut en probeer het opnieuw.",
  },
  over: {
    unknown: {
      title: "We herkennen deze link niet",
      text: "De link is onvolledig of erg oud. Kopieer hem helemaal uit het bericht dat u kreeg, of vraag uw organisatie om een nieuwe.",
    },
    used: {
      title: "Deze link is al gebruikt",
      text: "De link werkt alleen in de browser waarin hij voor het eerst is gebruikt. Als u dat was, ga dan terug naar die browser. Zo niet, meld het dan bij uw organisatie en vraag om een nieuwe link.",
    },
    expired: {
      title: "Deze link is verlopen",
      text: "Vraag uw organisatie om een nieuwe. Is uw telefoon al geregistreerd, dan hoeft u niets meer te doen.",
    },
    withdrawn: {
      title: "Deze link is ingetrokken",
      text: "Uw organisatie heeft intussen iets aan dit account gewijzigd. Vraag daar om een nieuwe link.",
    },
  },
};
