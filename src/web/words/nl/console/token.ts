// The console's page of one token, and the questions before an action, in Dutch.

import type { tokenEn } from "../../en/console/token.ts";

export const tokenNl: typeof tokenEn = {
  token: {
    title: (serial) => `Token ${serial}`,
    facts: "Gegevens",
    user: "Gebruiker",
    realm: "Realm",
    description: "Omschrijving",
    state: "Status",
    enrolment: "Registratie",
    uses: "QR-code gescand",
    failures: "Mislukte pogingen",
    suite: "OCRA-suite",
    created: "Aangemaakt",
    lastLogin: "Laatste login",
    never: "nooit",
    actions: "Acties",
    enable: "Inschakelen",
    disable: "Uitschakelen",
    reset: "Deblokkeren",
    link: "Een registratielink maken",
    unassign: "Loskoppelen van gebruiker",
    revoke: "Intrekken",
    delete: "Verwijderen",
    apart: "Intrekken of verwijderen",
    pin: "Nieuwe pincode",
    setPin: "Pincode instellen",
    pinEmpty: "Vul de nieuwe pincode in. Wilt u geen pincode, kies dan ‘Pincode verwijderen’.",
    removepin: "Pincode verwijderen",
    setrandompin: "Willekeurige pincode instellen",
    history: "Geschiedenis",
    open: "Lopende logins",
    more: "Alles in het auditlog tonen",
    notFound: "Token niet gevonden",
    notFoundText: "Het is misschien verwijderd, of het serienummer bevat een typefout. Zoek het op via de gebruiker.",
    all: "Alle tokens",
    back: "Terug naar het token",
    yes: "ja",
    no: "nee",
  },
  randomPin: {
    title: (user) => `Nieuwe pincode voor ${user}`,
    once: "Vertel de pincode alleen aan deze persoon. U ziet hem maar één keer.",
  },
  confirm: {
    about: (serial, user, realm) =>
      user ? `Token ${serial} van ${user} in de realm ${realm}` : `Token ${serial}, niet aan een gebruiker gekoppeld`,
    link: {
      title: "Een link voor een andere telefoon maken?",
      text: "Wie op de pagina achter de link als eerste op de knop klikt, registreert een telefoon. De oude telefoon werkt tot dat moment. Is het weer dezelfde telefoon? Dan verwijdert de persoon eerst het oude account in de Tiqr-app.",
      go: "Link maken",
    },
    revoke: {
      title: "Dit token intrekken?",
      text: "Het kan nooit meer worden gebruikt, ook niet na een nieuwe registratie.",
      go: "Definitief intrekken",
    },
    delete: {
      title: "Dit token verwijderen?",
      text: "Het token en het geheim ervan worden verwijderd. Het auditlog blijft bewaard.",
      go: "Definitief verwijderen",
    },
    unassign: {
      title: "Dit token loskoppelen van de gebruiker?",
      text: "Lopende logins eindigen, en de gebruiker kan er niet meer mee inloggen.",
      go: "Loskoppelen",
    },
    removepin: {
      title: "De pincode van dit token verwijderen?",
      text: "Daarna kan iedereen voor deze gebruiker een login starten en wordt het account alleen nog door de telefoon beschermd. Lopende logins eindigen.",
      go: "Pincode verwijderen",
    },
    setrandompin: {
      title: "Een willekeurige pincode instellen?",
      text: "De oude pincode werkt dan niet meer, en lopende logins eindigen. Daarna ziet u de nieuwe pincode één keer.",
      go: "Willekeurige pincode instellen",
    },
    withdraw: {
      title: "Deze link intrekken?",
      text: (user, realm) =>
        `De link voor ${user} in de realm ${realm} werkt daarna niet meer, en een QR-code op de pagina ervan ook niet. Een telefoon die er al mee is geregistreerd, blijft werken. Wilt u dat niet, trek dan ook het token in.`,
      go: "Link intrekken",
    },
    keep: "Annuleren",
  },
};
