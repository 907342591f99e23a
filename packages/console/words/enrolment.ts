// Enrolment in the console, with the phone at hand or by a link.

import type { WordTable } from "../../../src/web/words/for-console.ts";

export const enrolmentWords = {
  enrol: {
    title: ["Register a token", "Token registreren", "Token registrieren"],
    lead: [
      "The person scans the QR code on this screen with the Tiqr app.",
      "De persoon scant de QR-code op dit scherm met de Tiqr-app.",
      "Die Person scannt den QR-Code auf diesem Bildschirm mit der Tiqr-App.",
    ],
    pin: ["PIN", "Pincode", "PIN"],
    pinHint: [
      "The first factor: the person enters it in the application. You can leave it blank if the settings allow it.",
      "De eerste factor: de persoon vult deze in de applicatie in. U mag dit leeg laten als de instellingen dat toestaan.",
      "Der erste Faktor: Die Person gibt sie in der Anwendung ein. Das Feld darf leer bleiben, wenn die Einstellungen das erlauben.",
    ],
    realmHint: ["Leave blank for the default realm", "Laat leeg voor de standaardrealm", "Leer lassen für den Standard-Realm"],
    description: ["Description", "Omschrijving", "Beschreibung"],
    go: ["Show the QR code", "QR-code tonen", "QR-Code anzeigen"],
    shadows: ["Create this user", "Deze gebruiker aanmaken", "Diesen Benutzer anlegen"],
    shadowing: {
      no: ["no", "nee", "nein"],
      yes: ["yes, anyway", "ja, toch", "ja, trotzdem"],
    },
    instead: ["Create a link instead", "Liever een link maken", "Stattdessen einen Link erstellen"],
    scan: [(user: string) => `Let ${user} scan this code`, (user) => `Laat ${user} deze code scannen`, (user) => `Lassen Sie ${user} diesen Code scannen`],
    alt: ["QR code to scan with the Tiqr app to register", "QR-code om met de Tiqr-app te registreren", "QR-Code zum Registrieren mit der Tiqr-App"],
    once: [
      "It works for one phone and a short time only. The first person to use it gets the account.",
      "De code werkt voor één telefoon en maar korte tijd. Wie hem als eerste gebruikt, krijgt het account.",
      "Er funktioniert für ein einziges Smartphone und nur kurze Zeit. Wer ihn zuerst benutzt, bekommt das Konto.",
    ],
    live: ["Phone:", "Telefoon:", "Smartphone:"],
    twice: [
      "The code was scanned more than once, and only the first phone can be registered. If that wasn’t the right one, start over.",
      "De code is meer dan één keer gescand, en alleen de eerste telefoon kan worden geregistreerd. Was dat niet de juiste, begin dan opnieuw.",
      "Der Code wurde mehr als einmal gescannt, und nur das erste Smartphone kann registriert werden. War das nicht das richtige, beginnen Sie von vorn.",
    ],
    twiceExpired: [
      "The code was scanned more than once, and no phone is registered. Show a new code, and have it scanned with the right phone only.",
      "De code is meer dan één keer gescand, en er is geen telefoon geregistreerd. Toon een nieuwe code en laat die alleen met de juiste telefoon scannen.",
      "Der Code wurde mehr als einmal gescannt, und kein Smartphone ist registriert. Zeigen Sie einen neuen Code an, und lassen Sie ihn nur mit dem richtigen Smartphone scannen.",
    ],
    expired: ["This code has expired.", "Deze code is verlopen.", "Dieser Code ist abgelaufen."],
    check: ["Check now", "Nu controleren", "Jetzt prüfen"],
    unproven: {
      title: ["The phone has sent its key", "De telefoon heeft zijn sleutel gestuurd", "Das Smartphone hat seinen Schlüssel gesendet"],
      text: [
        "The first sign-in will show whether it works. Have the person sign in once.",
        "Of het werkt, blijkt bij de eerste login. Laat de persoon één keer inloggen.",
        "Ob es funktioniert, zeigt die erste Anmeldung. Lassen Sie die Person sich einmal anmelden.",
      ],
      stuck: [
        "Did the app show an error, or is the account missing from it? Then show a new code. The key that was sent stops working.",
        "Meldde de app een fout, of staat het account er niet in? Toon dan een nieuwe code: de gestuurde sleutel werkt dan niet meer.",
        "Hat die App einen Fehler gemeldet, oder fehlt das Konto darin? Dann zeigen Sie einen neuen Code an: Der gesendete Schlüssel funktioniert dann nicht mehr.",
      ],
    },
    enrolled: {
      title: ["The phone is registered", "De telefoon is geregistreerd", "Das Smartphone ist registriert"],
      text: ["The person can now sign in with it.", "De persoon kan er nu mee inloggen.", "Die Person kann sich ab jetzt damit anmelden."],
    },
    notYet: ["The phone isn’t registered yet", "De telefoon is nog niet geregistreerd", "Das Smartphone ist noch nicht registriert"],
    exists: [
      "Does the app say it already has this account? Have the old one deleted in the app, then show a new code.",
      "Meldt de app dat het account al bestaat? Laat het oude in de app verwijderen en toon daarna een nieuwe code.",
      "Meldet die App, dass es das Konto schon gibt? Lassen Sie das alte in der App löschen und zeigen Sie dann einen neuen Code an.",
    ],
    renew: ["Show a new code", "Nieuwe code tonen", "Neuen Code anzeigen"],
    token: ["Go to the token", "Naar het token", "Zum Token"],
  },
  meant: {
    nobody: [(user: string) => `Nobody here is called ${user}.`, (user) => `Niemand heet hier ${user}.`, (user) => `Hier heißt niemand ${user}.`],
    which: ["Who do you mean?", "Wie bedoelt u?", "Wen meinen Sie?"],
    create: [
      (user: string) => `Someone new: create the user ${user}`,
      (user) => `Iemand nieuws: de gebruiker ${user} aanmaken`,
      (user) => `Eine neue Person: den Benutzer ${user} anlegen`,
    ],
    all: ["More people", "Meer mensen", "Weitere Personen"],
    pinAgain: ["Enter the PIN again.", "Vul de pincode opnieuw in.", "Geben Sie die PIN noch einmal ein."],
  },
  links: {
    noneYet: [
      "No links are open. Create one for each person who needs to register a phone.",
      "Er staan geen links open. Maak er een voor ieder die een telefoon moet registreren.",
      "Keine Links sind offen. Erstellen Sie einen für jede Person, die ein Smartphone registrieren soll.",
    ],
    lead: [
      "Links that can still be used, or that are being used to register a phone.",
      "Links die nog kunnen worden gebruikt of waarmee iemand nu een telefoon registreert.",
      "Links, die noch benutzt werden können oder mit denen gerade jemand ein Smartphone registriert.",
    ],
    make: ["Create a link", "Link maken", "Link erstellen"],
    caption: [
      "Registration links, those that expire last first",
      "Registratielinks, die het laatst aflopen eerst",
      "Registrierungslinks, die zuletzt ablaufenden zuerst",
    ],
    user: ["User", "Gebruiker", "Benutzer"],
    realm: ["Realm", "Realm", "Realm"],
    anything: [
      "The beginning is enough, of any word of a name too. Someone who has no phone yet may be found by the whole user only.",
      "Het begin is genoeg, ook van een achternaam. Wie nog geen telefoon heeft, vindt u soms alleen met de hele gebruikersnaam.",
      "Der Anfang genügt, auch der eines Nachnamens. Wer noch kein Smartphone hat, wird manchmal nur mit dem ganzen Benutzernamen gefunden.",
    ],
    state: ["State", "Status", "Status"],
    token: ["Token", "Token", "Token"],
    by: ["Created by", "Aangemaakt door", "Erstellt von"],
    expires: ["Expires", "Verloopt", "Läuft ab"],
    action: ["Action", "Actie", "Aktion"],
    withdraw: ["Withdraw", "Intrekken", "Zurückziehen"],
    states: {
      fresh: ["not used yet", "nog niet gebruikt", "noch nicht benutzt"],
      started: ["waiting for the phone", "wacht op de telefoon", "wartet auf das Smartphone"],
      fetched: ["phone has scanned", "telefoon heeft gescand", "Smartphone hat gescannt"],
      "code-expired": ["QR code expired", "QR-code verlopen", "QR-Code abgelaufen"],
      unproven: ["key sent, not tried yet", "sleutel gestuurd, nog niet geprobeerd", "Schlüssel gesendet, noch nicht ausprobiert"],
      enrolled: ["phone registered", "telefoon geregistreerd", "Smartphone registriert"],
      expired: ["expired", "verlopen", "abgelaufen"],
      withdrawn: ["withdrawn", "ingetrokken", "zurückgezogen"],
    },
  },
  newLink: {
    title: ["Create a registration link", "Een registratielink maken", "Einen Registrierungslink erstellen"],
    lead: [
      "For someone who isn’t with you. The person opens the link and registers a phone on the page that appears.",
      "Voor iemand die niet bij u is. De persoon opent de link en registreert op die pagina een telefoon.",
      "Für jemanden, der nicht bei Ihnen ist. Die Person öffnet den Link und registriert auf der Seite dahinter ein Smartphone.",
    ],
    validity: ["Valid for", "Geldigheidsduur", "Gültig für"],
    validities: {
      hour: ["an hour", "een uur", "eine Stunde"],
      day: ["a day", "een dag", "einen Tag"],
      week: ["a week", "een week", "eine Woche"],
      month: ["30 days", "30 dagen", "30 Tage"],
    },
    pin: ["PIN", "Pincode", "PIN"],
    pins: {
      choose: ["chosen by the person", "de persoon kiest er een", "die Person wählt eine"],
      none: ["none, if the settings allow it", "geen, als de instellingen dat toestaan", "keine, wenn die Einstellungen das erlauben"],
    },
    mail: [
      "Also send the link to the person’s e-mail address, in English",
      "Stuur de link ook naar het e-mailadres van de persoon, in het Nederlands",
      "Den Link auch an die E-Mail-Adresse der Person senden, auf Deutsch",
    ],
    only: [
      "Only by mail; I don’t see it (good for a day at most)",
      "Alleen per mail; ik zie hem niet (hoogstens een dag geldig)",
      "Nur per Mail; ich sehe ihn nicht (höchstens einen Tag gültig)",
    ],
    mailed: {
      sent: [
        "The link is on its way to the person’s e-mail address.",
        "De link is onderweg naar het e-mailadres van de persoon.",
        "Der Link ist unterwegs an die E-Mail-Adresse der Person.",
      ],
      "no-address": [
        "The person has no e-mail address, so the link wasn’t mailed.",
        "De persoon heeft geen e-mailadres, dus de link is niet gemaild.",
        "Die Person hat keine E-Mail-Adresse, daher wurde der Link nicht gesendet.",
      ],
      "link-over": [
        "The link is no longer valid, so it wasn’t mailed.",
        "De link is niet meer geldig en is niet gemaild.",
        "Der Link gilt nicht mehr und wurde nicht gesendet.",
      ],
      refused: [
        "The mail service refuses mail to the person’s address, so the link wasn’t mailed.",
        "De maildienst weigert mail naar het adres van de persoon, dus de link is niet gemaild.",
        "Der Maildienst lehnt Mail an die Adresse der Person ab, daher wurde der Link nicht gesendet.",
      ],
      limit: [
        "The mail service takes no more mail for now, so the link wasn’t mailed.",
        "De maildienst neemt nu geen mail meer aan, dus de link is niet gemaild.",
        "Der Maildienst nimmt zurzeit keine Mail mehr an, daher wurde der Link nicht gesendet.",
      ],
      sender: [
        "The mail service refuses the sender’s address, so the link wasn’t mailed. See docs/mail.md.",
        "De maildienst weigert het adres van de afzender, dus de link is niet gemaild. Zie docs/mail.md.",
        "Der Maildienst lehnt die Adresse des Absenders ab, daher wurde der Link nicht gesendet. Siehe docs/mail.md.",
      ],
      unavailable: [
        "The mail service didn’t answer, so the link may not have been mailed.",
        "De maildienst antwoordde niet, dus de link is misschien niet gemaild.",
        "Der Maildienst hat nicht geantwortet, daher wurde der Link vielleicht nicht gesendet.",
      ],
    },
    go: ["Create the link", "Link maken", "Link erstellen"],
    shown: [(user: string) => `A link for ${user}`, (user) => `Een link voor ${user}`, (user) => `Ein Link für ${user}`],
    until: ["Valid until:", "Geldig tot:", "Gültig bis:"],
    alt: [
      "QR code with the link, for the camera of a phone",
      "QR-code met de link, voor de camera van een telefoon",
      "QR-Code mit dem Link, für die Kamera eines Smartphones",
    ],
    write: ["Write a mail", "Mail schrijven", "Mail schreiben"],
    letter: [
      (service: string) => `Register your phone for ${service}`,
      (service) => `Registreer uw telefoon voor ${service}`,
      (service) => `Richten Sie Ihr Smartphone für ${service} ein`,
    ],
    once: [
      "Send it only to this person. It works once, and you won’t see it again.",
      "Stuur de link alleen naar deze persoon. Hij werkt één keer en u ziet hem niet nog een keer.",
      "Senden Sie den Link nur dieser Person. Er funktioniert genau einmal, und Sie sehen ihn nicht noch einmal.",
    ],
    all: ["All registration links", "Alle registratielinks", "Alle Registrierungslinks"],
  },
} satisfies WordTable;
