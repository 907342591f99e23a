// The console's pages of users, in Dutch.

import type { usersEn } from "../../en/console/users.ts";

export const usersNl: typeof usersEn = {
  users: {
    noneYet:
      "Nog geen gebruikers. Ze komen uit een bestand, of zodra iemand de eigen link opent of een telefoon registreert.",
    title: "Gebruikers",
    lead: "Mensen voor wie een telefoon is geregistreerd of wordt geregistreerd.",
    person: "Naam, gebruiker, e-mail of serienummer",
    anything: "Het begin is genoeg, ook van een achternaam. Met * zoekt u binnen gebruikersnamen.",
    withoutPhone: {
      filter: "Telefoons",
      all: "Iedereen",
      which: {
        none: "Nog geen telefoon",
        "none-without-link": "Geen telefoon en geen open link",
        "link-expired": "Link verlopen",
      },
      none: {
        none: "Niemand is zonder telefoon.",
        "none-without-link": "Iedereen heeft een telefoon of een open link.",
        "link-expired": "Er is geen link ongebruikt verlopen.",
      },
      invited: "uitgenodigd",
      linkExpired: "link verlopen",
      locked: "geblokkeerd",
      disabled: "uitgeschakeld",
      button: "Voor al deze mensen een nieuwe link maken",
      title: "Registratielinks maken?",
      text: (count) =>
        count === 1
          ? "1 persoon zonder telefoon krijgt een nieuwe link."
          : `${count.toLocaleString("nl")} mensen zonder telefoon krijgen elk een nieuwe link.`,
      nobody: "Er is niemand meer die een link nodig heeft.",
      notAll: (most) =>
        `Het zijn er meer dan in één taak passen (${most.toLocaleString("nl")}). Kom daarna terug voor de anderen: zoek naar mensen zonder telefoon en zonder open link.`,
      earlier: "Eerdere links blijven werken tot ze verlopen.",
      go: (count) => (count === 1 ? "1 link maken" : `${count.toLocaleString("nl")} links maken`),
    },
    about: (user, realm) => `${user} in de realm ${realm}`,
    phones: "Telefoons",
    noPhones: "Nog geen telefoon. Stuur een link of registreer hier een telefoon.",
    enrol: "Telefoon hier registreren",
    validity: "Geldig",
    always: "altijd",
    period: (from, until) => (from === "" ? `tot ${until}` : until === "" ? `vanaf ${from}` : `${from} tot ${until}`),
    action: "Actie",
    sessions: "Sessies",
    noSessions: "In geen enkele browser ingelogd.",
    sessionHead: ["Ingelogd", "Laatst gezien", "Adres", "Telefoon"],
    recovery: "Herstelcodes",
    codesLeft: (left) =>
      left === 0
        ? "Geen. De persoon maakt ze zelf bij ‘Mijn telefoons’."
        : left === 1
          ? "Er is nog één code over."
          : `Er zijn nog ${left} codes over.`,
    sessionsText: "Beëindigt de logins in browsers en wat applicaties hebben gekregen. De telefoons blijven werken.",
    signOut: (user) => `${user} overal uitloggen`,
    back: "Terug naar de persoon",
    lost: "Telefoon kwijt",
    newPin: "Nieuwe pincode",
    confirmPin: {
      title: "Een nieuwe pincode instellen?",
      text: "Alle telefoons van deze persoon krijgen dezelfde willekeurige pincode, en lopende logins eindigen. U ziet de pincode één keer.",
      go: "Nieuwe pincode instellen",
    },
    apart: "Verwijderen",
    deleteText: "Verwijdert de gebruiker, alle telefoons en alles wat over deze persoon bekend is.",
    delete: "Deze gebruiker verwijderen",
    confirmDelete: {
      title: "Deze gebruiker verwijderen?",
      text: "Alle telefoons en hun tokens worden verwijderd en niemand kan nog als deze gebruiker inloggen. In het auditlog komt een pseudoniem in plaats van de naam. Dit kan niet ongedaan worden gemaakt.",
      go: "Gebruiker met alle gegevens verwijderen",
    },
  },
  lostPhone: {
    title: "Telefoon kwijt",
    lead: "De oude telefoon werkt meteen niet meer, en lopende logins eindigen. De pincode blijft hetzelfde.",
    stopped: "De oude telefoon werkt niet meer. Alleen de link ontbreekt nog.",
    elsewhere: "De persoon is ergens anders",
    elsewhereText: "U krijgt een link om door te geven. Wie de link als eerste opent, registreert de nieuwe telefoon.",
    link: "Oude telefoon blokkeren en link maken",
    here: "De persoon is bij u",
    hereText:
      "U krijgt een QR-code voor de nieuwe telefoon. Is het weer dezelfde telefoon? Verwijder dan eerst het oude account in de Tiqr-app.",
    code: "Oude telefoon blokkeren en QR-code tonen",
  },
};
