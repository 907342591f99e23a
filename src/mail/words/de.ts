// The words of mails, in German.

import type { MailWords } from "./en.ts";

export const mailDe: MailWords = {
  link: {
    subject: (service) => `Richten Sie Ihr Smartphone für ${service} ein`,
    lead: (service, user) => `Sie können jetzt Ihr Smartphone für ${service} einrichten. Ihr Benutzername ist ${user}.`,
    todo: "Öffnen Sie diesen Link. Die Seite zeigt einen Code, den Sie mit der Tiqr-App scannen:",
    until: (at) =>
      `Der Link gilt einmal, bis ${at}. Wer ihn hat, kann in Ihrem Namen ein Smartphone einrichten: Leiten Sie diese Mail nicht weiter.`,
    unexpected: "Haben Sie diese Mail nicht erwartet? Dann öffnen Sie den Link nicht und fragen Sie Ihren Helpdesk.",
  },
  notices: {
    recovered: {
      subject: "ein Wiederherstellungscode wurde benutzt",
      text: "Für Ihr Konto wurde ein Wiederherstellungscode benutzt. Ihre Smartphones gelten dort nicht mehr, und ein neues kann eingerichtet werden.",
    },
    disowned: {
      subject: "ein Smartphone ist außer Betrieb",
      text: "Sie haben gemeldet, dass eine Anmeldung nicht von Ihnen war. Das dabei benutzte Smartphone ist außer Betrieb, und Sie sind überall abgemeldet. Bitte melden Sie es Ihrem Helpdesk: Nur er kann das Smartphone wieder in Betrieb nehmen.",
    },
    "signed-out": {
      subject: "Sie sind überall abgemeldet",
      text: "Sie haben gemeldet, dass eine Anmeldung nicht von Ihnen war. Sie sind überall abgemeldet. Das dabei benutzte Smartphone funktioniert weiterhin: Falls es jemand anderes haben könnte, melden Sie es bitte sofort Ihrem Helpdesk.",
    },
    adding: {
      subject: "ein Smartphone wird hinzugefügt",
      text: "Für Ihr Konto wird ein weiteres Smartphone eingerichtet.",
    },
    removed: {
      subject: "ein Smartphone wurde entfernt",
      text: "Ein Smartphone wurde aus Ihrem Konto entfernt. Anmelden kann man sich damit nicht mehr.",
    },
    pin: {
      subject: "Ihre PIN wurde geändert",
      text: "Ihre PIN wurde geändert. Jeder andere Browser ist abgemeldet.",
    },
  },
  facts: ([user, at, client]) => `Benutzer: ${user}\nWann: ${at}\nVon der Netzwerkadresse: ${client}`,
  notYou: "Waren Sie das selbst? Dann ist nichts zu tun. Falls nicht, melden Sie es bitte sofort Ihrem Helpdesk.",
  newBrowser: {
    subject: "Anmeldung in einem neuen Browser",
    text: (user) => `Jemand hat sich als ${user} in einem Browser angemeldet, der hier neu ist.`,
    facts: ([at, client, phone]) => `Wann: ${at}\nVon der Netzadresse: ${client}\nIhr Smartphone war: ${phone}`,
    phone: {
      network: "im selben Netz",
      provider: "beim selben Anbieter",
      country: "im selben Land",
      elsewhere: "in einem anderen Land",
      "": "–",
    },
    notYou: (service) =>
      `Wenn Sie das waren, müssen Sie nichts tun. Wenn nicht, öffnen Sie ${service} selbst und wählen Sie „Das war ich nicht“.`,
  },
  disowned: {
    subject: (user) => `eine Anmeldung war nicht von ${user}`,
    text: "Jemand hat gemeldet, dass eine Anmeldung nicht die eigene war. Eine andere Person kann Smartphone und PIN gehabt haben.",
    todo: (serial) =>
      `Das Token ${serial} ist deaktiviert, und die Person ist überall abgemeldet. Sehen Sie die Anmeldungen im Audit-Protokoll durch, bevor Sie es wieder aktivieren.`,
    inUse: (serial) =>
      `Die Person ist überall abgemeldet. Das Token ${serial} ist weiterhin in Gebrauch, denn es wurde keine PIN eingegeben, um es zu sperren. Rufen Sie die Person an, und deaktivieren Sie es, falls jemand anderes das Smartphone haben könnte.`,
  },
};
