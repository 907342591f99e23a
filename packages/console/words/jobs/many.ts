// The questions before a job on many tokens.

import type { WordTable } from "../../../../src/web/words/for-console.ts";

export const manyWords = {
  unlock: {
    button: ["Unlock", "Deblokkeren", "Entsperren"],
    title: ["Unlock the selected tokens?", "Geselecteerde tokens deblokkeren?", "Ausgewählte Token entsperren?"],
    text: [
      (count: number) => `This clears the failed attempts of ${count === 1 ? "1 token" : `${count.toLocaleString("en")} tokens`}.`,
      (count) => `Dit wist de mislukte pogingen van ${count === 1 ? "1 token" : `${count.toLocaleString("nl")} tokens`}.`,
      (count) => `Damit werden die Fehlversuche von ${count.toLocaleString("de")} Token gelöscht.`,
    ],
  },
  disable: {
    button: ["Disable", "Uitschakelen", "Deaktivieren"],
    title: ["Disable the selected tokens?", "Geselecteerde tokens uitschakelen?", "Ausgewählte Token deaktivieren?"],
    text: [
      (count: number) =>
        count === 1
          ? "Nobody can sign in with this token until it is enabled again."
          : `Nobody can sign in with these ${count.toLocaleString("en")} tokens until they are enabled again.`,
      (count) =>
        count === 1
          ? "Niemand kan met dit token inloggen tot het weer wordt ingeschakeld."
          : `Niemand kan met deze ${count.toLocaleString("nl")} tokens inloggen tot ze weer worden ingeschakeld.`,
      (count) =>
        count === 1
          ? "Mit diesem Token kann sich niemand anmelden, bis es wieder aktiviert wird."
          : `Mit diesen ${count.toLocaleString("de")} Token kann sich niemand anmelden, bis sie wieder aktiviert werden.`,
    ],
  },
  enable: {
    button: ["Enable", "Inschakelen", "Aktivieren"],
    title: ["Enable the selected tokens?", "Geselecteerde tokens inschakelen?", "Ausgewählte Token aktivieren?"],
    text: [
      (count: number) =>
        `${count === 1 ? "This token" : `These ${count.toLocaleString("en")} tokens`} can be used to sign in again, however ${count === 1 ? "it was" : "they were"} disabled.`,
      (count) =>
        count === 1
          ? "Met dit token kan weer worden ingelogd, hoe het ook is uitgeschakeld."
          : `Met deze ${count.toLocaleString("nl")} tokens kan weer worden ingelogd, hoe ze ook zijn uitgeschakeld.`,
      (count) =>
        count === 1
          ? "Mit diesem Token kann man sich wieder anmelden, wie auch immer es deaktiviert wurde."
          : `Mit diesen ${count.toLocaleString("de")} Token kann man sich wieder anmelden, wie auch immer sie deaktiviert wurden.`,
    ],
  },
  links: {
    button: ["Create links", "Links maken", "Links erstellen"],
    title: [
      "Create registration links for the selected tokens?",
      "Registratielinks voor de geselecteerde tokens maken?",
      "Registrierungslinks für die ausgewählten Token erstellen?",
    ],
    text: [
      (count: number) =>
        `For ${count === 1 ? "1 token" : `${count.toLocaleString("en")} tokens`} a link is made with which a new phone replaces the current one. The old phone works until the link is used. A person who keeps the same phone first deletes the old account in the Tiqr app.`,
      (count) =>
        `Voor ${count === 1 ? "1 token" : `${count.toLocaleString("nl")} tokens`} wordt een link gemaakt waarmee een nieuwe telefoon de huidige vervangt. De oude telefoon werkt tot de link wordt gebruikt. Wie dezelfde telefoon houdt, verwijdert eerst het oude account in de Tiqr-app.`,
      (count) =>
        `Für ${count.toLocaleString("de")} Token wird je ein Link erstellt, mit dem ein neues Smartphone das jetzige ersetzt. Das alte Smartphone funktioniert, bis der Link benutzt wird. Wer dasselbe Smartphone behält, löscht vorher das alte Konto in der Tiqr-App.`,
    ],
  },
  delete: {
    button: ["Delete", "Verwijderen", "Löschen"],
    title: ["Delete the selected tokens?", "Geselecteerde tokens verwijderen?", "Ausgewählte Token löschen?"],
    text: [
      (count: number) => `${count === 1 ? "1 token is" : `${count.toLocaleString("en")} tokens are`} deleted for good. Their users have to register again.`,
      (count) =>
        `${count === 1 ? "1 token wordt" : `${count.toLocaleString("nl")} tokens worden`} definitief verwijderd. De gebruikers moeten zich opnieuw registreren.`,
      (count) => `${count.toLocaleString("de")} Token ${count === 1 ? "wird" : "werden"} endgültig gelöscht. Die Benutzer müssen sich neu registrieren.`,
    ],
  },
} satisfies WordTable;
