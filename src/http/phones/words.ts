// The sentences that a reply to a phone carries.

import type { Reason } from "../../core/reasons.ts";
import type { Texts, WordTable } from "../../lib/words.ts";

type NotOpen = Extract<Reason, { code: "challenge-not-open" }>;

const used = [
  "This QR code was already used. Look at your browser.",
  "Deze QR-code is al gebruikt. Kijk in uw browser.",
  "Dieser QR-Code wurde bereits benutzt. Sehen Sie in Ihrem Browser nach.",
] as const;

export const PHONE_WORDS = {
  /** Read by whoever has scanned the QR code. `open`: no phone that was asked can answer now. */
  notOpen: {
    answered: used,
    used,
    expired: [
      "This QR code has expired. Get a new one in your browser.",
      "Deze QR-code is verlopen. Vraag in uw browser een nieuwe aan.",
      "Dieser QR-Code ist abgelaufen. Fordern Sie im Browser einen neuen an.",
    ],
    cancelled: [
      "This sign-in was cancelled. Start again in your browser.",
      "Deze inlogpoging is geannuleerd. Begin opnieuw in uw browser.",
      "Diese Anmeldung wurde abgebrochen. Beginnen Sie im Browser noch einmal.",
    ],
    blocked: [
      "This QR code has had too many wrong answers. Get a new one in your browser.",
      "Er zijn te veel foute antwoorden op deze QR-code gegeven. Vraag in uw browser een nieuwe aan.",
      "Für diesen QR-Code gab es zu viele falsche Antworten. Fordern Sie im Browser einen neuen an.",
    ],
    unknown: [
      "This QR code isn’t valid, or has expired. Get a new one in your browser.",
      "Deze QR-code is ongeldig of verlopen. Vraag in uw browser een nieuwe aan.",
      "Dieser QR-Code ist ungültig oder abgelaufen. Fordern Sie im Browser einen neuen an.",
    ],
    open: [
      "You can’t sign in with this phone right now. Try again later, or ask your help desk.",
      "U kunt nu niet inloggen met deze telefoon. Probeer het later opnieuw of vraag het uw helpdesk.",
      "Mit diesem Smartphone können Sie sich gerade nicht anmelden. Versuchen Sie es später noch einmal oder fragen Sie Ihren Helpdesk.",
    ],
  } satisfies Texts<NonNullable<NotOpen["state"]>>,
  /** Read only by the phone's owner, who has entered the right PIN in the app. */
  because: {
    "token-revoked": [
      "This phone’s account has been revoked. Ask your help desk to register the phone again.",
      "Het account op deze telefoon is ingetrokken. Vraag uw helpdesk om de telefoon opnieuw te registreren.",
      "Das Konto auf diesem Smartphone wurde widerrufen. Bitten Sie Ihren Helpdesk, das Smartphone neu einzurichten.",
    ],
    "token-disabled": [
      "This phone is disabled here. Ask your help desk.",
      "Deze telefoon is hier uitgeschakeld. Vraag het uw helpdesk.",
      "Dieses Smartphone ist hier deaktiviert. Fragen Sie Ihren Helpdesk.",
    ],
    "token-not-valid-now": [
      "This phone can’t be used at this time. Ask your help desk.",
      "Deze telefoon kan op dit moment niet worden gebruikt. Vraag het uw helpdesk.",
      "Dieses Smartphone kann zurzeit nicht benutzt werden. Fragen Sie Ihren Helpdesk.",
    ],
    "token-locked": [
      "This phone’s account is locked. Try again later, or ask your help desk.",
      "Het account op deze telefoon is geblokkeerd. Probeer het later opnieuw of vraag het uw helpdesk.",
      "Das Konto auf diesem Smartphone ist gesperrt. Versuchen Sie es später noch einmal oder fragen Sie Ihren Helpdesk.",
    ],
    "key-lost": [
      "This phone has to be registered again. Ask your help desk.",
      "Deze telefoon moet opnieuw worden geregistreerd. Vraag het uw helpdesk.",
      "Dieses Smartphone muss neu registriert werden. Bitte wenden Sie sich an Ihren Helpdesk.",
    ],
    "token-not-asked": [
      "This sign-in is for another of your phones. Use that one, or start again in your browser.",
      "Deze inlogpoging is voor een andere telefoon van u. Gebruik die, of begin opnieuw in uw browser.",
      "Diese Anmeldung ist für ein anderes Ihrer Smartphones bestimmt. Nehmen Sie das andere oder beginnen Sie im Browser noch einmal.",
    ],
  } satisfies Texts<NonNullable<NotOpen["because"]>>,
  wrongPin: [
    (attemptsLeft: number) =>
      attemptsLeft === 1
        ? "Wrong PIN. You have one attempt left before this account is locked. Your other accounts aren’t affected."
        : `Wrong PIN. You have ${attemptsLeft} attempts left.`,
    (attemptsLeft) =>
      attemptsLeft === 1
        ? "Onjuiste pincode. U hebt nog één poging voordat dit account wordt geblokkeerd. Uw andere accounts blijven bruikbaar."
        : `Onjuiste pincode. U hebt nog ${attemptsLeft} pogingen.`,
    (attemptsLeft) =>
      attemptsLeft === 1
        ? "Falsche PIN. Sie haben noch einen Versuch, danach wird dieses Konto gesperrt. Ihre anderen Konten sind nicht betroffen."
        : `Falsche PIN. Sie haben noch ${attemptsLeft} Versuche.`,
  ],
  lockedFor: [
    (minutes: number) =>
      `Locked for ${minutes === 1 ? "one minute" : `${minutes} minutes`}. An administrator can unlock it.`,
    (minutes) =>
      `Geblokkeerd voor ${minutes === 1 ? "één minuut" : `${minutes} minuten`}. Een beheerder kan de blokkering opheffen.`,
    (minutes) =>
      `Für ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`} gesperrt. Ein Administrator kann die Sperre aufheben.`,
  ],
  /** The lock lasts until an administrator unlocks the token. */
  locked: [
    "Locked after too many wrong PINs. Only an administrator can unlock it.",
    "Geblokkeerd na te veel onjuiste pincodes. Alleen een beheerder kan de blokkering opheffen.",
    "Nach zu vielen falschen PINs gesperrt. Nur ein Administrator kann die Sperre aufheben.",
  ],
  /** The app then blocks the account itself as well, so that only a new enrolment helps. */
  blocked: [
    "Blocked after too many wrong PINs. Ask your help desk to register this phone again.",
    "Geblokkeerd na te veel onjuiste pincodes. Vraag uw helpdesk om deze telefoon opnieuw te registreren.",
    "Nach zu vielen falschen PINs gesperrt. Bitten Sie Ihren Helpdesk, dieses Smartphone neu einzurichten.",
  ],
  /** The owner may have been sent somebody else's code, and reads this first. */
  elsewhere: [
    "Stopped: this phone and that browser are in different places. If someone sent you the code, do nothing more. If you started this yourself, your browser says how to go on.",
    "Gestopt: deze telefoon en die browser zijn op verschillende plaatsen. Heeft iemand u de code gestuurd, doe dan niets meer. Bent u zelf begonnen, dan staat in uw browser hoe u verdergaat.",
    "Angehalten: Dieses Smartphone und der Browser sind an verschiedenen Orten. Hat Ihnen jemand den Code geschickt, tun Sie bitte nichts weiter. Haben Sie selbst begonnen, steht im Browser, wie es weitergeht.",
  ],
  tooMany: [
    (seconds: number) =>
      `Too many attempts. Wait ${seconds === 1 ? "one second" : `${seconds} seconds`}, then scan the code again.`,
    (seconds) =>
      `Te veel pogingen. Wacht ${seconds === 1 ? "één seconde" : `${seconds} seconden`} en scan de code dan opnieuw.`,
    (seconds) =>
      `Zu viele Versuche. Warten Sie ${seconds === 1 ? "eine Sekunde" : `${seconds} Sekunden`} und scannen Sie den Code dann noch einmal.`,
  ],
  late: [
    "Your answer didn’t arrive in time. Scan the code again.",
    "Uw antwoord is niet op tijd aangekomen. Scan de code opnieuw.",
    "Ihre Antwort ist nicht rechtzeitig angekommen. Scannen Sie den Code noch einmal.",
  ],
  unreadable: [
    "The service couldn’t read what the app sent. Scan the code again.",
    "De dienst kon niet lezen wat de app heeft gestuurd. Scan de code opnieuw.",
    "Der Dienst konnte nicht lesen, was die App gesendet hat. Scannen Sie den Code noch einmal.",
  ],
  unavailable: [
    "The service can’t respond right now. Scan the code again.",
    "De dienst kan nu niet antwoorden. Scan de code opnieuw.",
    "Der Dienst kann gerade nicht antworten. Scannen Sie den Code noch einmal.",
  ],
  enrolment: {
    used: [
      "This QR code was already used. Ask for a new one.",
      "Deze QR-code is al gebruikt. Vraag een nieuwe aan.",
      "Dieser QR-Code wurde bereits benutzt. Fordern Sie einen neuen an.",
    ],
    twoPhones: [
      "Two phones have scanned this QR code, so neither was registered. Ask for a new one.",
      "Twee telefoons hebben deze QR-code gescand. Daarom is geen van beide geregistreerd. Vraag een nieuwe aan.",
      "Zwei Smartphones haben diesen QR-Code gescannt. Deshalb wurde keines von beiden registriert. Fordern Sie einen neuen an.",
    ],
    over: [
      "This QR code is no longer valid. Ask for a new one.",
      "Deze QR-code is niet meer geldig. Vraag een nieuwe aan.",
      "Dieser QR-Code gilt nicht mehr. Fordern Sie einen neuen an.",
    ],
    late: [
      "What the app sent didn’t arrive in time. Try again.",
      "De gegevens van de app zijn niet op tijd aangekomen. Probeer het opnieuw.",
      "Die Daten der App sind nicht rechtzeitig angekommen. Versuchen Sie es noch einmal.",
    ],
    unreadable: [
      "The service can’t use what the app sent. Try again, or update the app.",
      "De dienst kan de gegevens van de app niet gebruiken. Probeer het opnieuw of werk de app bij.",
      "Der Dienst kann die Daten der App nicht verwenden. Versuchen Sie es noch einmal oder aktualisieren Sie die App.",
    ],
    unavailable: [
      "The service can’t respond right now. Try again.",
      "De dienst kan nu niet antwoorden. Probeer het opnieuw.",
      "Der Dienst kann gerade nicht antworten. Versuchen Sie es noch einmal.",
    ],
  },
} satisfies WordTable;
