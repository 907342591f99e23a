// Enrolment in the console, with the phone at hand or by a link, in German.

import type { enrolmentEn } from "../../en/console/enrolment.ts";

export const enrolmentDe: typeof enrolmentEn = {
  enrol: {
    title: "Token registrieren",
    lead: "Die Person scannt den QR-Code auf diesem Bildschirm mit der Tiqr-App.",
    pin: "PIN",
    pinHint:
      "Der erste Faktor: Die Person gibt sie in der Anwendung ein. Das Feld darf leer bleiben, wenn die Einstellungen das erlauben.",
    realmHint: "Leer lassen für den Standard-Realm",
    description: "Beschreibung",
    go: "QR-Code anzeigen",
    shadows: "Diesen Benutzer anlegen",
    shadowing: { no: "nein", yes: "ja, trotzdem" },
    instead: "Stattdessen einen Link erstellen",
    scan: (user) => `Lassen Sie ${user} diesen Code scannen`,
    alt: "QR-Code zum Registrieren mit der Tiqr-App",
    once: "Er funktioniert für ein einziges Smartphone und nur kurze Zeit. Wer ihn zuerst benutzt, bekommt das Konto.",
    live: "Smartphone:",
    twice:
      "Der Code wurde mehr als einmal gescannt, und nur das erste Smartphone kann registriert werden. War das nicht das richtige, beginnen Sie von vorn.",
    twiceExpired:
      "Der Code wurde mehr als einmal gescannt, und kein Smartphone ist registriert. Zeigen Sie einen neuen Code an, und lassen Sie ihn nur mit dem richtigen Smartphone scannen.",
    expired: "Dieser Code ist abgelaufen.",
    check: "Jetzt prüfen",
    unproven: {
      title: "Das Smartphone hat seinen Schlüssel gesendet",
      text: "Ob es funktioniert, zeigt die erste Anmeldung. Lassen Sie die Person sich einmal anmelden.",
      stuck:
        "Hat die App einen Fehler gemeldet, oder fehlt das Konto darin? Dann zeigen Sie einen neuen Code an: Der gesendete Schlüssel funktioniert dann nicht mehr.",
    },
    enrolled: { title: "Das Smartphone ist registriert", text: "Die Person kann sich ab jetzt damit anmelden." },
    notYet: "Das Smartphone ist noch nicht registriert",
    exists:
      "Meldet die App, dass es das Konto schon gibt? Lassen Sie das alte in der App löschen und zeigen Sie dann einen neuen Code an.",
    renew: "Neuen Code anzeigen",
    token: "Zum Token",
  },
  links: {
    noneYet: "Keine Links sind offen. Erstellen Sie einen für jede Person, die ein Smartphone registrieren soll.",
    title: "Registrierungslinks",
    lead: "Links, die noch benutzt werden können oder mit denen gerade jemand ein Smartphone registriert.",
    make: "Link erstellen",
    caption: "Registrierungslinks, die zuletzt ablaufenden zuerst",
    user: "Benutzer",
    realm: "Realm",
    state: "Status",
    token: "Token",
    by: "Erstellt von",
    expires: "Läuft ab",
    action: "Aktion",
    withdraw: "Zurückziehen",
    states: {
      fresh: "noch nicht benutzt",
      started: "wartet auf das Smartphone",
      fetched: "Smartphone hat gescannt",
      "code-expired": "QR-Code abgelaufen",
      unproven: "Schlüssel gesendet, noch nicht ausprobiert",
      enrolled: "Smartphone registriert",
      expired: "abgelaufen",
      withdrawn: "zurückgezogen",
    },
  },
  newLink: {
    title: "Einen Registrierungslink erstellen",
    lead: "Für jemanden, der nicht bei Ihnen ist. Die Person öffnet den Link und registriert auf der Seite dahinter ein Smartphone.",
    validity: "Gültig für",
    validities: { hour: "eine Stunde", day: "einen Tag", week: "eine Woche", month: "30 Tage" },
    pin: "PIN",
    pins: { choose: "die Person wählt eine", none: "keine, wenn die Einstellungen das erlauben" },
    mail: "Den Link auch an die E-Mail-Adresse der Person senden, auf Deutsch",
    mailed: {
      sent: "Der Link ist unterwegs an die E-Mail-Adresse der Person.",
      "no-address": "Die Person hat keine E-Mail-Adresse, daher wurde der Link nicht gesendet.",
      "link-over": "Der Link gilt nicht mehr und wurde nicht gesendet.",
      refused: "Der Maildienst lehnt Mail an die Adresse der Person ab, daher wurde der Link nicht gesendet.",
      limit: "Der Maildienst nimmt zurzeit keine Mail mehr an, daher wurde der Link nicht gesendet.",
      sender:
        "Der Maildienst lehnt die Adresse des Absenders ab, daher wurde der Link nicht gesendet. Siehe docs/mail.md.",
      unavailable: "Der Maildienst hat nicht geantwortet, daher wurde der Link vielleicht nicht gesendet.",
    },
    go: "Link erstellen",
    shown: (user) => `Ein Link für ${user}`,
    until: "Gültig bis:",
    once: "Senden Sie den Link nur dieser Person. Er funktioniert genau einmal, und Sie sehen ihn nicht noch einmal. Ging er an eine falsche Adresse, ziehen Sie ihn zurück.",
    all: "Alle Registrierungslinks",
  },
};
