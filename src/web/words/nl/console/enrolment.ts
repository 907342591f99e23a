// Enrolment in the console, with the phone at hand or by a link, in Dutch.

import type { enrolmentEn } from "../../en/console/enrolment.ts";

export const enrolmentNl: typeof enrolmentEn = {
  enrol: {
    title: "Token registreren",
    lead: "De persoon scant de QR-code op dit scherm met de Tiqr-app.",
    pin: "Pincode",
    pinHint:
      "De eerste factor: de persoon vult deze in de applicatie in. U mag dit leeg laten als de instellingen dat toestaan.",
    realmHint: "Laat leeg voor de standaardrealm",
    description: "Omschrijving",
    go: "QR-code tonen",
    shadows: "Deze gebruiker aanmaken",
    shadowing: { no: "nee", yes: "ja, toch" },
    instead: "Liever een link maken",
    scan: (user) => `Laat ${user} deze code scannen`,
    alt: "QR-code om met de Tiqr-app te registreren",
    once: "De code werkt voor één telefoon en maar korte tijd. Wie hem als eerste gebruikt, krijgt het account.",
    live: "Telefoon:",
    twice:
      "De code is meer dan één keer gescand, en alleen de eerste telefoon kan worden geregistreerd. Was dat niet de juiste, begin dan opnieuw.",
    twiceExpired:
      "De code is meer dan één keer gescand, en er is geen telefoon geregistreerd. Toon een nieuwe code en laat die alleen met de juiste telefoon scannen.",
    expired: "Deze code is verlopen.",
    check: "Nu controleren",
    unproven: {
      title: "De telefoon heeft zijn sleutel gestuurd",
      text: "Of het werkt, blijkt bij de eerste login. Laat de persoon één keer inloggen.",
      stuck:
        "Meldde de app een fout, of staat het account er niet in? Toon dan een nieuwe code: de gestuurde sleutel werkt dan niet meer.",
    },
    enrolled: { title: "De telefoon is geregistreerd", text: "De persoon kan er nu mee inloggen." },
    notYet: "De telefoon is nog niet geregistreerd",
    exists:
      "Meldt de app dat het account al bestaat? Laat het oude in de app verwijderen en toon daarna een nieuwe code.",
    renew: "Nieuwe code tonen",
    token: "Naar het token",
  },
  links: {
    noneYet: "Er staan geen links open. Maak er een voor ieder die een telefoon moet registreren.",
    title: "Registratielinks",
    lead: "Links die nog kunnen worden gebruikt of waarmee iemand nu een telefoon registreert.",
    make: "Link maken",
    caption: "Registratielinks, die het laatst aflopen eerst",
    user: "Gebruiker",
    realm: "Realm",
    state: "Status",
    token: "Token",
    by: "Aangemaakt door",
    expires: "Verloopt",
    action: "Actie",
    withdraw: "Intrekken",
    states: {
      fresh: "nog niet gebruikt",
      started: "wacht op de telefoon",
      fetched: "telefoon heeft gescand",
      "code-expired": "QR-code verlopen",
      unproven: "sleutel gestuurd, nog niet geprobeerd",
      enrolled: "telefoon geregistreerd",
      expired: "verlopen",
      withdrawn: "ingetrokken",
    },
  },
  newLink: {
    title: "Een registratielink maken",
    lead: "Voor iemand die niet bij u is. De persoon opent de link en registreert op die pagina een telefoon.",
    validity: "Geldigheidsduur",
    validities: { hour: "een uur", day: "een dag", week: "een week", month: "30 dagen" },
    pin: "Pincode",
    pins: { choose: "de persoon kiest er een", none: "geen, als de instellingen dat toestaan" },
    mail: "Stuur de link ook naar het e-mailadres van de persoon, in het Nederlands",
    mailed: {
      sent: "De link is onderweg naar het e-mailadres van de persoon.",
      "no-address": "De persoon heeft geen e-mailadres, dus de link is niet gemaild.",
      "link-over": "De link is niet meer geldig en is niet gemaild.",
      refused: "De maildienst weigert mail naar het adres van de persoon, dus de link is niet gemaild.",
      limit: "De maildienst neemt nu geen mail meer aan, dus de link is niet gemaild.",
      sender: "De maildienst weigert het adres van de afzender, dus de link is niet gemaild. Zie docs/mail.md.",
      unavailable: "De maildienst antwoordde niet, dus de link is misschien niet gemaild.",
    },
    go: "Link maken",
    shown: (user) => `Een link voor ${user}`,
    until: "Geldig tot:",
    once: "Stuur de link alleen naar deze persoon. Hij werkt één keer en u ziet hem niet nog een keer. Hebt u hem naar een verkeerd adres gestuurd, trek hem dan in.",
    all: "Alle registratielinks",
  },
};
