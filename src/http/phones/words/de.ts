// The sentences that a reply to a phone carries, in German.

import type { PhoneWords } from "./en.ts";

const used = "Dieser QR-Code wurde bereits benutzt. Sehen Sie in Ihrem Browser nach.";

export const phoneDe: PhoneWords = {
  notOpen: {
    answered: used,
    used,
    expired: "Dieser QR-Code ist abgelaufen. Fordern Sie im Browser einen neuen an.",
    cancelled: "Diese Anmeldung wurde abgebrochen. Beginnen Sie im Browser noch einmal.",
    blocked: "Für diesen QR-Code gab es zu viele falsche Antworten. Fordern Sie im Browser einen neuen an.",
    unknown: "Dieser QR-Code ist ungültig oder abgelaufen. Fordern Sie im Browser einen neuen an.",
    open: "Mit diesem Smartphone können Sie sich gerade nicht anmelden. Versuchen Sie es später noch einmal oder fragen Sie Ihren Helpdesk.",
  },
  because: {
    "token-revoked":
      "Das Konto auf diesem Smartphone wurde widerrufen. Bitten Sie Ihren Helpdesk, das Smartphone neu einzurichten.",
    "token-disabled": "Dieses Smartphone ist hier deaktiviert. Fragen Sie Ihren Helpdesk.",
    "token-not-valid-now": "Dieses Smartphone kann zurzeit nicht benutzt werden. Fragen Sie Ihren Helpdesk.",
    "token-locked":
      "Das Konto auf diesem Smartphone ist gesperrt. Versuchen Sie es später noch einmal oder fragen Sie Ihren Helpdesk.",
    "key-lost": "Dieses Smartphone muss neu registriert werden. Bitte wenden Sie sich an Ihren Helpdesk.",
    "token-not-asked":
      "Diese Anmeldung ist für ein anderes Ihrer Smartphones bestimmt. Nehmen Sie das andere oder beginnen Sie im Browser noch einmal.",
  },
  wrongPin: (attemptsLeft) =>
    attemptsLeft === 1
      ? "Falsche PIN. Sie haben noch einen Versuch, danach wird dieses Konto gesperrt. Ihre anderen Konten sind nicht betroffen."
      : `Falsche PIN. Sie haben noch ${attemptsLeft} Versuche.`,
  lockedFor: (minutes) =>
    `Für ${minutes === 1 ? "eine Minute" : `${minutes} Minuten`} gesperrt. Ein Administrator kann die Sperre aufheben.`,
  locked: "Nach zu vielen falschen PINs gesperrt. Nur ein Administrator kann die Sperre aufheben.",
  blocked: "Nach zu vielen falschen PINs gesperrt. Bitten Sie Ihren Helpdesk, dieses Smartphone neu einzurichten.",
  elsewhere:
    "Angehalten: Dieses Smartphone und der Browser sind an verschiedenen Orten. Hat Ihnen jemand den Code geschickt, tun Sie bitte nichts weiter. Haben Sie selbst begonnen, steht im Browser, wie es weitergeht.",
  tooMany: (seconds) =>
    `Zu viele Versuche. Warten Sie ${seconds === 1 ? "eine Sekunde" : `${seconds} Sekunden`} und scannen Sie den Code dann noch einmal.`,
  late: "Ihre Antwort ist nicht rechtzeitig angekommen. Scannen Sie den Code noch einmal.",
  unreadable: "Der Dienst konnte nicht lesen, was die App gesendet hat. Scannen Sie den Code noch einmal.",
  unavailable: "Der Dienst kann gerade nicht antworten. Scannen Sie den Code noch einmal.",
  enrolment: {
    used: "Dieser QR-Code wurde bereits benutzt. Fordern Sie einen neuen an.",
    twoPhones:
      "Zwei Smartphones haben diesen QR-Code gescannt. Deshalb wurde keines von beiden registriert. Fordern Sie einen neuen an.",
    over: "Dieser QR-Code gilt nicht mehr. Fordern Sie einen neuen an.",
    late: "Die Daten der App sind nicht rechtzeitig angekommen. Versuchen Sie es noch einmal.",
    unreadable:
      "Der Dienst kann die Daten der App nicht verwenden. Versuchen Sie es noch einmal oder aktualisieren Sie die App.",
    unavailable: "Der Dienst kann gerade nicht antworten. Versuchen Sie es noch einmal.",
  },
};
