// The enrolment page in German, in the polite form: src/web/enrol/page.tsx.

import type { enrolEn } from "../en/enrol.ts";

export const enrolDe: typeof enrolEn = {
  title: "Ihr Smartphone registrieren",
  account: (user, service) => `Für das Konto ${user} bei ${service}.`,
  steps: [
    {
      title: "App installieren",
      text: "Suchen Sie auf Ihrem Smartphone im App Store oder bei Google Play nach „Tiqr“ von SURF. Die Website der App ist tiqr.org.",
    },
    {
      title: "Smartphone registrieren",
      text: "Scannen Sie den QR-Code mit der App und wählen Sie, wie Sie sie entsperren.",
    },
    { title: "Ausprobieren", text: "Melden Sie sich einmal an, um zu sehen, dass es funktioniert." },
  ],
  replaces: {
    title: "Ihr altes Smartphone gilt dann nicht mehr",
    text: "Sobald Sie die Schaltfläche wählen, kann sich niemand mehr mit dem bisher registrierten Smartphone anmelden.",
  },
  again:
    "War dieses Smartphone schon registriert? Löschen Sie dann zuerst das alte Konto in der Tiqr-App, sonst nimmt sie das neue nicht an.",
  start: "QR-Code anzeigen",
  once: "Dieser Link funktioniert genau einmal, und nur in dem Browser, in dem Sie die Schaltfläche wählen.",
  scan: {
    lead: "Öffnen Sie die Tiqr-App auf Ihrem Smartphone und scannen Sie diesen Code.",
    alt: "QR-Code, der Ihr Smartphone registriert. Scannen Sie ihn mit der Tiqr-App.",
    onPhone: "Lesen Sie das auf dem Smartphone selbst?",
    open: "In der Tiqr-App öffnen",
    waiting: "Warten auf Ihr Smartphone",
  },
  fetched: {
    title: "Ihr Smartphone hat den Code gelesen",
    text: "Schließen Sie den Vorgang in der App ab: Sie fragt, wie Sie das Konto entsperren möchten.",
  },
  stuck: "Geht es nicht weiter, oder war es das falsche Smartphone?",
  exists:
    "Meldet die App, dass es das Konto schon gibt? Löschen Sie das alte Konto in der App und holen Sie sich dann hier einen neuen Code.",
  renew: "Neuen Code anzeigen",
  codeExpired: {
    title: "Der Code ist abgelaufen",
    text: "Ein QR-Code gilt nur kurze Zeit. Holen Sie sich einen neuen; Ihr Link ist noch gültig.",
  },
  twice: {
    title: "Der Code wurde mehr als einmal gescannt",
    underWay:
      "Nur das erste Smartphone kann registriert werden. War das nicht Ihres, holen Sie sich einen neuen Code: Der bisherige gilt dann nicht mehr.",
    enrolled:
      "Nur das erste Smartphone wurde registriert. War das nicht Ihres, sagen Sie sofort Ihrer Organisation Bescheid.",
  },
  enrolled: { title: "Ihr Smartphone ist registriert", text: "Ab jetzt können Sie sich damit anmelden." },
  pin: {
    title: "PIN wählen",
    wanted: "Sie können eine PIN festlegen, die Sie bei der Anmeldung eingeben. Das ist nicht die PIN der App.",
    required: "Sie geben diese PIN bei der Anmeldung ein. Das ist nicht die PIN der App.",
    label: "PIN",
    hint: (least) => (least > 1 ? `Mindestens ${least} Zeichen` : "Ziffern, Buchstaben oder beides"),
    repeat: "PIN wiederholen",
    differs: "Das sind zwei verschiedene PINs. Geben Sie zweimal dieselbe ein.",
    save: "PIN speichern",
    saved: "Ihre PIN ist gespeichert.",
    skip: "Ohne PIN fortfahren",
    after: "Doch eine PIN festlegen",
  },
  trial: {
    title: "Ausprobieren",
    text: "Melden Sie sich einmal mit Ihrem Smartphone an. Dabei kann nichts schiefgehen.",
    start: "Anmeldung ausprobieren",
    lead: "Scannen Sie diesen Code mit der Tiqr-App und bestätigen Sie.",
    alt: "QR-Code der Probeanmeldung. Scannen Sie ihn mit der Tiqr-App.",
    confirmed: "Ich habe bestätigt",
    failed: {
      title: "Die Probeanmeldung wurde nicht bestätigt",
      text: "Vielleicht war der Code abgelaufen oder das Smartphone noch nicht so weit. Versuchen Sie es einfach noch einmal.",
    },
  },
  done: { title: "Fertig", text: "Die Probeanmeldung hat geklappt. Sie können diese Seite schließen." },
  offline: "Im Moment besteht keine Verbindung. Die Seite geht von selbst weiter.",
  unsent: "Es besteht keine Verbindung. Wählen Sie die Schaltfläche noch einmal, sobald sie wieder da ist.",
  refused: {
    title: "Das hat nicht geklappt",
    text: "Es wurde nichts geändert. Bleibt es dabei, sagen Sie Ihrer Organisation Bescheid.",
    cookies:
      "Ihr Browser speichert keine Cookies dieser Seite. Erlauben Sie sie, laden Sie die Seite neu und wählen Sie die Schaltfläche noch einmal.",
    tooManyTokens:
      "Sie haben so viele registrierte Smartphones, wie Sie haben dürfen. Ihre Organisation kann eines entfernen, das Sie nicht benutzen.",
    tooManyRequests: "Das war etwas zu oft. Warten Sie eine Minute und versuchen Sie es noch einmal.",
  },
  over: {
    unknown: {
      title: "Dieser Link ist nicht bekannt",
      text: "Er ist unvollständig oder sehr alt. Kopieren Sie ihn vollständig aus der Nachricht, die Sie bekommen haben, oder bitten Sie Ihre Organisation um einen neuen.",
    },
    used: {
      title: "Dieser Link wurde schon benutzt",
      text: "Er funktioniert nur in dem Browser, in dem begonnen wurde. Waren Sie das, kehren Sie dorthin zurück. Wenn nicht, sagen Sie Ihrer Organisation Bescheid und bitten Sie um einen neuen Link.",
    },
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Bitten Sie Ihre Organisation um einen neuen. Ist Ihr Smartphone schon registriert, brauchen Sie nichts mehr zu tun.",
    },
    withdrawn: {
      title: "Dieser Link wurde zurückgezogen",
      text: "Ihre Organisation hat an diesem Konto inzwischen etwas geändert. Bitten Sie dort um einen neuen Link.",
    },
  },
};
