// A person's own page: src/web/me.

import type { Texts, WordTable } from "../../../lib/words.ts";
import { browserWords, nearnessWords, networkWords } from "../shared.ts";
import { protectionWords } from "./protection.ts";
import { troubleWords } from "./trouble.ts";

export const meWords = {
  title: ["My phones", "Mijn telefoons", "Meine Smartphones"],
  lead: [
    (user: string, service: string) => `You are signed in to ${service} as ${user}.`,
    (user, service) => `U bent bij ${service} ingelogd als ${user}.`,
    (user, service) => `Sie sind bei ${service} als ${user} angemeldet.`,
  ],
  signOut: ["Sign out", "Uitloggen", "Abmelden"],
  back: ["Back to my phones", "Terug naar mijn telefoons", "Zurück zu meinen Smartphones"],
  phones: {
    title: ["Phones", "Telefoons", "Smartphones"],
    head: [
      ["Phone", "Last used", "State"],
      ["Telefoon", "Laatst gebruikt", "Status"],
      ["Smartphone", "Zuletzt benutzt", "Status"],
    ],
    never: ["Never", "Nooit", "Nie"],
    unnamed: [(serial: string) => `Phone ${serial}`, (serial) => `Telefoon ${serial}`, (serial) => `Smartphone ${serial}`],
    unproven: ["Not tried yet", "Nog niet geprobeerd", "Noch nicht ausprobiert"],
    states: {
      active: ["In use", "Actief", "Aktiv"],
      locked: ["Locked after failed attempts", "Geblokkeerd na mislukte pogingen", "Nach Fehlversuchen gesperrt"],
      disabled: ["Out of use", "Geblokkeerd", "Gesperrt"],
      revoked: ["Withdrawn", "Ingetrokken", "Zurückgezogen"],
      "not-enrolled": ["Not registered yet", "Nog niet geregistreerd", "Noch nicht registriert"],
      "not-valid-now": ["Not valid now", "Nu niet geldig", "Zurzeit nicht gültig"],
    },
  },
  phone: {
    title: ["Change a phone", "Telefoon wijzigen", "Smartphone ändern"],
    name: ["Name", "Naam", "Name"],
    nameHint: [
      "For example: my work phone. Your organisation can see it.",
      "Bijvoorbeeld: mijn werktelefoon. Uw organisatie kan de naam zien.",
      "Zum Beispiel: mein Dienst-Smartphone. Ihre Organisation kann den Namen sehen.",
    ],
    save: ["Save name", "Naam opslaan", "Namen speichern"],
    unprovenText: [
      "This phone has sent its key, but has never confirmed anything. Is the account missing from its Tiqr app? Then show a new code. The key that was sent stops working.",
      "Deze telefoon heeft zijn sleutel gestuurd, maar nog nooit iets bevestigd. Staat het account niet in de Tiqr-app? Toon dan een nieuwe code: de gestuurde sleutel werkt dan niet meer.",
      "Dieses Smartphone hat seinen Schlüssel gesendet, aber noch nie etwas bestätigt. Fehlt das Konto in der Tiqr-App? Dann zeigen Sie einen neuen Code an: Der gesendete Schlüssel funktioniert dann nicht mehr.",
    ],
    newCode: ["Show a new code", "Nieuwe code tonen", "Neuen Code anzeigen"],
    removeTitle: ["Remove this phone", "Deze telefoon verwijderen", "Dieses Smartphone entfernen"],
    removeText: [
      "Nobody can sign in with it any more. You can delete the account in its Tiqr app afterwards.",
      "Niemand kan er dan nog mee inloggen. Daarna kunt u het account in de Tiqr-app op die telefoon verwijderen.",
      "Niemand kann sich mehr damit anmelden. Das Konto in der Tiqr-App auf dem Smartphone können Sie danach löschen.",
    ],
    last: [
      "This is your last phone. Without it you can’t sign in until your organisation registers another one.",
      "Dit is uw laatste telefoon. Zonder kunt u niet inloggen tot uw organisatie een andere registreert.",
      "Das ist Ihr letztes Smartphone. Ohne es können Sie sich erst wieder anmelden, wenn Ihre Organisation ein anderes registriert.",
    ],
    lastBox: ["I understand I won’t be able to sign in", "Ik begrijp dat ik dan niet kan inloggen", "Mir ist klar, dass ich mich dann nicht anmelden kann"],
    remove: ["Remove this phone", "Deze telefoon verwijderen", "Dieses Smartphone entfernen"],
    closed: [
      "Your organisation removes phones. Ask the help desk.",
      "Uw organisatie verwijdert telefoons. Vraag het de helpdesk.",
      "Smartphones entfernt Ihre Organisation. Bitte fragen Sie den Helpdesk.",
    ],
  },
  add: {
    title: ["Add a phone", "Telefoon toevoegen", "Smartphone hinzufügen"],
    text: [
      "Take the other phone and install the Tiqr app on it. The next page shows a code for it to scan.",
      "Neem de andere telefoon en installeer de Tiqr-app erop. De volgende pagina toont een code om te scannen.",
      "Nehmen Sie das andere Smartphone und installieren Sie darauf die Tiqr-App. Die nächste Seite zeigt einen Code, den es scannt.",
    ],
    submit: ["Register the phone", "Telefoon registreren", "Smartphone registrieren"],
  },
  sessions: {
    title: ["Where you are signed in", "Waar u bent ingelogd", "Wo Sie angemeldet sind"],
    head: [
      ["Signed in", "Last seen", "Browser and address", "Phone", "Action"],
      ["Ingelogd", "Laatst gezien", "Browser en adres", "Telefoon", "Actie"],
      ["Angemeldet", "Zuletzt gesehen", "Browser und Adresse", "Smartphone", "Aktion"],
    ],
    here: ["This browser", "Deze browser", "Dieser Browser"],
    end: ["Sign out there", "Daar uitloggen", "Dort abmelden"],
    endOthers: ["Sign out everywhere else", "Overal elders uitloggen", "Überall sonst abmelden"],
  },
  signIns: {
    title: ["Recent sign-ins", "Recente logins", "Letzte Anmeldungen"],
    head: [
      ["When", "What", "From", "Phone", "Not you?"],
      ["Wanneer", "Wat", "Vanaf", "Telefoon", "Niet u?"],
      ["Wann", "Was", "Von", "Smartphone", "Nicht Sie?"],
    ],
    none: ["No sign-ins yet.", "Nog geen logins.", "Noch keine Anmeldungen."],
    events: {
      CHALLENGE_TRIGGERED: ["Right PIN, not confirmed", "Juiste pincode, niet bevestigd", "Richtige PIN, nicht bestätigt"],
      LOGIN_SUCCESS: ["Signed in", "Ingelogd", "Angemeldet"],
      CODE_GIVEN: ["Went on to an application", "Verder naar een applicatie", "Weiter zu einer Anwendung"],
      PIN_FAIL: ["Wrong PIN", "Verkeerde pincode", "Falsche PIN"],
      CHALLENGE_ANSWERED_FAIL: ["Wrong answer", "Verkeerd antwoord", "Falsche Antwort"],
      PHONE_ELSEWHERE: ["Stopped: your phone was somewhere else", "Gestopt: uw telefoon was ergens anders", "Angehalten: Ihr Smartphone war woanders"],
      MFA_FAIL: ["Phone not accepted", "Telefoon niet geaccepteerd", "Smartphone nicht angenommen"],
      USER_LOCKED: ["Refused: locked", "Geweigerd: geblokkeerd", "Abgelehnt: gesperrt"],
    } as Texts<string>,
    signedInTo: [
      (application: string) => `Signed in to ${application}`,
      (application) => `Ingelogd bij ${application}`,
      (application) => `Bei ${application} angemeldet`,
    ],
    to: [(application: string) => `Went on to ${application}`, (application) => `Verder naar ${application}`, (application) => `Weiter zu ${application}`],
    byPass: ["Day pass", "Dagpas", "Tagespass"],
    notMe: ["That wasn’t me", "Dat was ik niet", "Das war ich nicht"],
    unconfirmed: {
      before: ["Your PIN was entered at", "Uw pincode is op", "Ihre PIN wurde am"],
      after: [
        (from: string) => `${from}; no phone confirmed it. Not you?`,
        (from) => ` ingevoerd${from}; geen telefoon heeft dit bevestigd. Was u dat niet?`,
        (from) => ` eingegeben${from}; kein Smartphone hat das bestätigt. Waren Sie das nicht?`,
      ],
      tell: ["Tell your help desk.", "Meld het bij uw helpdesk.", "Melden Sie es Ihrem Helpdesk."],
    },
    nearness: nearnessWords,
    unknownAddress: ["unknown", "onbekend", "unbekannt"],
  },
  removed: {
    title: ["The phone is removed", "De telefoon is verwijderd", "Das Smartphone ist entfernt"],
    text: [
      "This browser had signed in with it, so it is signed out now.",
      "Deze browser was ermee ingelogd en is nu uitgelogd.",
      "Dieser Browser war damit angemeldet und ist jetzt abgemeldet.",
    ],
    signIn: ["Sign in", "Inloggen", "Anmelden"],
  },
  done: {
    renamed: ["The name is saved.", "De naam is opgeslagen.", "Der Name ist gespeichert."],
    removed: ["The phone is removed.", "De telefoon is verwijderd.", "Das Smartphone ist entfernt."],
    pin: [
      "Your PIN is saved. Every other browser is signed out.",
      "Uw pincode is opgeslagen. Elke andere browser is uitgelogd.",
      "Ihre PIN ist gespeichert. Jeder andere Browser ist abgemeldet.",
    ],
    objected: ["The help desk sees that it wasn’t you.", "De helpdesk ziet dat u het niet was.", "Der Helpdesk sieht, dass Sie es nicht waren."],
    ended: ["Signed out there.", "Daar uitgelogd.", "Dort abgemeldet."],
    "ended-others": ["Signed out everywhere else.", "Overal elders uitgelogd.", "Überall sonst abgemeldet."],
  } as Texts<string>,
  ...protectionWords,
  ...troubleWords,
  ...networkWords,
  ...browserWords,
} satisfies WordTable;
