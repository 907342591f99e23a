// Whom an act is about, and how it is taken back.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const whomWords = {
  whom: {
    person: ["Person", "Persoon", "Person"],
    login: ["Login", "Gebruikersnaam", "Benutzername"],
    nobody: ["not assigned to a user", "niet aan een gebruiker gekoppeld", "keinem Benutzer zugeordnet"],
    realm: ["Realm", "Realm", "Realm"],
    email: ["E-mail address", "E-mailadres", "E-Mail-Adresse"],
    phone: ["Phone", "Telefoon", "Smartphone"],
    phones: ["Phones", "Telefoons", "Smartphones"],
    lastSignIn: ["Last sign-in", "Laatste login", "Letzte Anmeldung"],
    never: ["never", "nooit", "nie"],
    links: ["Open links", "Open links", "Offene Links"],
  },
  undo: {
    go: ["Undo", "Ongedaan maken", "Rückgängig machen"],
    card: ["Can be undone", "Ongedaan te maken", "Rückgängig zu machen"],
    act: ["What was done", "Wat er is gedaan", "Was geschehen ist"],
    phone: ["Phone", "Telefoon", "Smartphone"],
    by: ["By", "Door", "Von"],
    at: ["When", "Wanneer", "Wann"],
    until: ["Can be undone until", "Ongedaan te maken tot", "Rückgängig zu machen bis"],
    action: ["Action", "Actie", "Aktion"],
    slip: [
      "What you did yourself within the last 15 minutes you can undo without that.",
      "Wat u zelf in de laatste 15 minuten hebt gedaan, kunt u zonder dat ongedaan maken.",
      "Was Sie selbst in den letzten 15 Minuten getan haben, können Sie ohne das rückgängig machen.",
    ],
    acts: {
      phone: [
        "Phone stopped or link made for another one",
        "Telefoon gestopt of link gemaakt voor een andere",
        "Smartphone gesperrt oder Link für ein anderes erstellt",
      ],
      pin: ["New PIN", "Nieuwe pincode", "Neue PIN"],
    },
    ask: {
      phone: {
        title: ["Give the earlier phone back?", "De eerdere telefoon teruggeven?", "Das frühere Smartphone zurückgeben?"],
        text: [
          "The earlier phone works again, with the PIN that it had. A phone registered in its place stops working, its sign-ins end, and so does the link. The person gets a mail.",
          "De eerdere telefoon werkt weer, met de pincode die erbij hoorde. Een telefoon die ervoor in de plaats kwam werkt niet meer, de logins daarvan eindigen, en de link ook. De persoon krijgt een mail.",
          "Das frühere Smartphone funktioniert wieder, mit der PIN, die dazu gehörte. Ein Smartphone, das an seine Stelle getreten ist, funktioniert nicht mehr, seine Anmeldungen enden, der Link auch. Die Person bekommt eine Mail.",
        ],
        go: ["Give the phone back", "Telefoon teruggeven", "Smartphone zurückgeben"],
      },
      pin: {
        title: ["Give the earlier PIN back?", "De eerdere pincode teruggeven?", "Die frühere PIN zurückgeben?"],
        text: [
          "The earlier PIN works again and the new one stops working. Sign-ins end. The person gets a mail.",
          "De eerdere pincode geldt weer en de nieuwe niet meer. Logins eindigen. De persoon krijgt een mail.",
          "Die frühere PIN gilt wieder und die neue nicht mehr. Anmeldungen enden. Die Person bekommt eine Mail.",
        ],
        go: ["Give the PIN back", "Pincode teruggeven", "PIN zurückgeben"],
      },
    },
  },
} satisfies WordTable;
