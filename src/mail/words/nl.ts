// The words of mails, in Dutch.

import type { MailWords } from "./en.ts";

export const mailNl: MailWords = {
  link: {
    subject: (service) => `Registreer uw telefoon voor ${service}`,
    lead: (service, user) => `U kunt nu uw telefoon registreren voor ${service}. Uw gebruikersnaam is ${user}.`,
    todo: "Open deze link. De pagina toont een code die u met de Tiqr-app scant:",
    until: (at) =>
      `De link werkt één keer, tot ${at}. Wie hem heeft, kan op uw naam een telefoon registreren: stuur deze mail dus niet door.`,
    unexpected: "Verwachtte u deze mail niet? Open de link dan niet en vraag het uw helpdesk.",
  },
  notices: {
    recovered: {
      subject: "er is een herstelcode gebruikt",
      text: "Er is een herstelcode voor uw account gebruikt. Uw telefoons werken daar niet meer, en er kan een nieuwe telefoon worden geregistreerd.",
    },
    disowned: {
      subject: "een telefoon is buiten gebruik",
      text: "U hebt gemeld dat u niet zelf had ingelogd. De telefoon waarmee dat gebeurde is buiten gebruik, en u bent overal uitgelogd. Meld het uw helpdesk: alleen die kan de telefoon weer in gebruik nemen.",
    },
    "signed-out": {
      subject: "u bent overal uitgelogd",
      text: "U hebt gemeld dat u niet zelf had ingelogd. U bent overal uitgelogd. De telefoon waarmee dat gebeurde werkt nog: kan iemand anders die hebben, meld het dan meteen bij uw helpdesk.",
    },
    adding: {
      subject: "er wordt een telefoon toegevoegd",
      text: "Voor uw account wordt nog een telefoon geregistreerd.",
    },
    removed: {
      subject: "een telefoon is verwijderd",
      text: "Een telefoon is uit uw account verwijderd. Inloggen kan er niet meer mee.",
    },
    pin: {
      subject: "uw pincode is gewijzigd",
      text: "Uw pincode is gewijzigd. Elke andere browser is uitgelogd.",
    },
  },
  facts: ([user, at, client]) => `Gebruiker: ${user}\nWanneer: ${at}\nVanaf het netwerkadres: ${client}`,
  notYou: "Was u dit zelf? Dan hoeft u niets te doen. Zo niet, meld het dan meteen bij uw helpdesk.",
  newBrowser: {
    subject: "inlog in een nieuwe browser",
    text: (user) => `Iemand heeft ingelogd als ${user} in een browser die hier nieuw is.`,
    facts: ([at, client, phone]) => `Wanneer: ${at}\nVan het netwerkadres: ${client}\nUw telefoon was: ${phone}`,
    phone: {
      network: "op hetzelfde netwerk",
      provider: "bij dezelfde provider",
      country: "in hetzelfde land",
      elsewhere: "in een ander land",
      "": "–",
    },
    notYou: (service) =>
      `Was u dit, dan hoeft u niets te doen. Zo niet, open ${service} dan zelf en kies “Dat was ik niet”.`,
  },
  disowned: {
    subject: (user) => `${user} had niet zelf ingelogd`,
    text: "Iemand heeft gemeld niet zelf te hebben ingelogd. Een ander kan de telefoon en de pincode hebben gehad.",
    todo: (serial) =>
      `Token ${serial} is uitgeschakeld, en de gebruiker is overal uitgelogd. Bekijk het auditlog voordat u het token weer inschakelt.`,
    inUse: (serial) =>
      `De gebruiker is overal uitgelogd. Token ${serial} is nog in gebruik, want er is geen pincode ingevuld om het uit te schakelen. Bel de gebruiker, en schakel het token uit als iemand anders de telefoon kan hebben.`,
  },
};
