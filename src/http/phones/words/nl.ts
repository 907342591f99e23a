// The sentences that a reply to a phone carries, in Dutch.

import type { PhoneWords } from "./en.ts";

const used = "Deze QR-code is al gebruikt. Kijk in uw browser.";

export const phoneNl: PhoneWords = {
  notOpen: {
    answered: used,
    used,
    expired: "Deze QR-code is verlopen. Vraag in uw browser een nieuwe aan.",
    cancelled: "Deze inlogpoging is geannuleerd. Begin opnieuw in uw browser.",
    blocked: "Er zijn te veel foute antwoorden op deze QR-code gegeven. Vraag in uw browser een nieuwe aan.",
    unknown: "Deze QR-code is ongeldig of verlopen. Vraag in uw browser een nieuwe aan.",
    open: "U kunt nu niet inloggen met deze telefoon. Probeer het later opnieuw of vraag het uw helpdesk.",
  },
  because: {
    "token-revoked":
      "Het account op deze telefoon is ingetrokken. Vraag uw helpdesk om de telefoon opnieuw te registreren.",
    "token-disabled": "Deze telefoon is hier uitgeschakeld. Vraag het uw helpdesk.",
    "token-not-valid-now": "Deze telefoon kan op dit moment niet worden gebruikt. Vraag het uw helpdesk.",
    "token-locked": "Het account op deze telefoon is geblokkeerd. Probeer het later opnieuw of vraag het uw helpdesk.",
    "key-lost": "Deze telefoon moet opnieuw worden geregistreerd. Vraag het uw helpdesk.",
    "token-not-asked":
      "Deze inlogpoging is voor een andere telefoon van u. Gebruik die, of begin opnieuw in uw browser.",
  },
  wrongPin: (attemptsLeft) =>
    attemptsLeft === 1
      ? "Onjuiste pincode. U hebt nog één poging voordat dit account wordt geblokkeerd. Uw andere accounts blijven bruikbaar."
      : `Onjuiste pincode. U hebt nog ${attemptsLeft} pogingen.`,
  lockedFor: (minutes) =>
    `Geblokkeerd voor ${minutes === 1 ? "één minuut" : `${minutes} minuten`}. Een beheerder kan de blokkering opheffen.`,
  locked: "Geblokkeerd na te veel onjuiste pincodes. Alleen een beheerder kan de blokkering opheffen.",
  blocked: "Geblokkeerd na te veel onjuiste pincodes. Vraag uw helpdesk om deze telefoon opnieuw te registreren.",
  elsewhere:
    "Gestopt: deze telefoon en die browser zijn op verschillende plaatsen. Heeft iemand u de code gestuurd, doe dan niets meer. Bent u zelf begonnen, dan staat in uw browser hoe u verdergaat.",
  tooMany: (seconds) =>
    `Te veel pogingen. Wacht ${seconds === 1 ? "één seconde" : `${seconds} seconden`} en scan de code dan opnieuw.`,
  late: "Uw antwoord is niet op tijd aangekomen. Scan de code opnieuw.",
  unreadable: "De dienst kon niet lezen wat de app heeft gestuurd. Scan de code opnieuw.",
  unavailable: "De dienst kan nu niet antwoorden. Scan de code opnieuw.",
  enrolment: {
    used: "Deze QR-code is al gebruikt. Vraag een nieuwe aan.",
    twoPhones:
      "Twee telefoons hebben deze QR-code gescand. Daarom is geen van beide geregistreerd. Vraag een nieuwe aan.",
    over: "Deze QR-code is niet meer geldig. Vraag een nieuwe aan.",
    late: "De gegevens van de app zijn niet op tijd aangekomen. Probeer het opnieuw.",
    unreadable: "De dienst kan de gegevens van de app niet gebruiken. Probeer het opnieuw of werk de app bij.",
    unavailable: "De dienst kan nu niet antwoorden. Probeer het opnieuw.",
  },
};
