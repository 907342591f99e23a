// The console's jobs on many tokens or users, and the import of a file, in Dutch.

import type { jobsEn } from "../../en/console/jobs.ts";

export const jobsNl: typeof jobsEn = {
  jobs: {
    title: "Uw taken",
    noneYet: "Nog geen taken. Werk aan veel tokens of gebruikers tegelijk staat hier.",
    lead: "Werk aan veel tokens of gebruikers dat u hebt gestart. Elke taak wordt na afloop een dag bewaard.",
    begun: "Gestart",
    job: "Taak",
    items: "Aantal",
    ended: "Afgelopen",
    goesOn: "bezig",
    tokens: "Tokens",
    all: "Al uw taken",
    begunBy: "Gestart door",
    toTokens: "Terug naar de tokens",
    toUsers: "Naar de gebruikers",
    enableAgain: (count) =>
      count === 1 ? "Dit token weer inschakelen" : `Deze ${count.toLocaleString("nl")} weer inschakelen`,
    enabledHint: "Tokens die iemand ook op een andere manier heeft uitgeschakeld, blijven uitgeschakeld.",
    number: (count) => count.toLocaleString("nl"),
    outcomes: {
      link: "met een link",
      unlocked: "gedeblokkeerd",
      disabled: "uitgeschakeld",
      enabled: "ingeschakeld",
      deleted: "verwijderd",
      absent: "al weg",
      made: "nieuw",
      changed: "gewijzigd",
      unchanged: "ongewijzigd",
    },
    faulty: "fout",
    getLinks: (links) =>
      links === 1 ? "1 gebruiker krijgt een link." : `${links.toLocaleString("nl")} gebruikers krijgen een link.`,
    fields: { email: "e-mail", name: "naam", groups: "groepen" },
    changes: (shown, all) =>
      all > shown ? `De eerste ${shown} van ${all.toLocaleString("nl")} wijzigingen` : "Wijzigingen",
    change: "Wijziging",
    hidden: "(niet getoond)",
    titles: {
      unlock: "Tokens deblokkeren",
      disable: "Tokens uitschakelen",
      enable: "Tokens inschakelen",
      delete: "Tokens verwijderen",
      links: "Registratielinks maken",
      users: "Gebruikers importeren",
      dryRun: "Controle van een bestand met gebruikers",
    },
    states: {
      waiting: "wacht",
      running: "bezig",
      done: "klaar",
      cancelled: "geannuleerd",
      failed: "gestopt",
    },
    progress: (done, total, failed) => `${done} van ${total} klaar${failed === 0 ? "" : `, waarvan ${failed} mislukt`}`,
    stopped: {
      "signed-out":
        "Het account dat dit heeft gestart, is uitgelogd, uitgeschakeld of verwijderd. Daarom is de taak gestopt.",
      "missing-right":
        "Het account dat dit heeft gestart, heeft het recht daarvoor niet meer. Daarom is de taak gestopt.",
      unavailable: "De database was minutenlang niet bereikbaar. Daarom is de taak gestopt.",
    },
    kept: "Het resultaat wordt bewaard tot",
    secret:
      "Het resultaat kan registratielinks bevatten. Wie een link het eerst opent, kan een telefoon registreren: bewaar het bestand veilig en verwijder het zodra de links verstuurd zijn.",
    notices: { "would-link": "Er zou een registratielink worden gemaakt." },
    result: "Resultaat downloaden (CSV)",
    reload: "Vernieuwen",
    cancel: "Taak annuleren",
    cancelling: "De taak stopt zo.",
    failed: "Niet gedaan",
    line: "Regel",
    who: "Wie",
    why: "Reden",
    more: (count) => `In het resultaat staan er nog ${count}.`,
    selected: "Met de geselecteerde tokens:",
    select: "Selecteer",
    selectPage: (count) => `Alle ${count} op deze pagina selecteren`,
    none: "Er is geen token geselecteerd.",
    allFound: (count) =>
      count === undefined ? "Alles selecteren wat is gevonden" : `Alle ${count} gevonden tokens selecteren`,
    tooManyFound:
      "Er zijn meer tokens gevonden dan één taak aankan (2000), of het zoeken duurt te lang. Zoek eerst gerichter.",
    othersFound: (count) => `en nog ${count}`,
    asFound: "Dit zijn de tokens die nu worden gevonden. Tokens die later worden gevonden, horen er niet bij.",
    many: {
      unlock: {
        button: "Deblokkeren",
        title: "Geselecteerde tokens deblokkeren?",
        text: (count) => `Dit wist de mislukte pogingen van ${count === 1 ? "1 token" : `${count} tokens`}.`,
        go: "Deblokkeren",
      },
      disable: {
        button: "Uitschakelen",
        title: "Geselecteerde tokens uitschakelen?",
        text: (count) =>
          count === 1
            ? "Niemand kan met dit token inloggen tot het weer wordt ingeschakeld."
            : `Niemand kan met deze ${count} tokens inloggen tot ze weer worden ingeschakeld.`,
        go: "Uitschakelen",
      },
      enable: {
        button: "Inschakelen",
        title: "Geselecteerde tokens inschakelen?",
        text: (count) =>
          count === 1
            ? "Met dit token kan weer worden ingelogd, hoe het ook is uitgeschakeld."
            : `Met deze ${count} tokens kan weer worden ingelogd, hoe ze ook zijn uitgeschakeld.`,
        go: "Inschakelen",
      },
      links: {
        button: "Links maken",
        title: "Registratielinks voor de geselecteerde tokens maken?",
        text: (count) =>
          `Voor ${count === 1 ? "1 token" : `${count} tokens`} wordt een link gemaakt waarmee een nieuwe telefoon de huidige vervangt. De oude telefoon werkt tot de link wordt gebruikt. Wie dezelfde telefoon houdt, verwijdert eerst het oude account in de Tiqr-app.`,
        go: "Links maken",
      },
      delete: {
        button: "Verwijderen",
        title: "Geselecteerde tokens verwijderen?",
        text: (count) =>
          `${count === 1 ? "1 token wordt" : `${count} tokens worden`} definitief verwijderd. De gebruikers moeten zich opnieuw registreren.`,
        go: "Verwijderen",
      },
    },
    import: {
      title: "Gebruikers uit een bestand importeren",
      link: "Gebruikers importeren",
      lead: "Voeg veel gebruikers in één keer toe, of wijzig hun gegevens, met een CSV-bestand uit een rekenblad.",
      columns:
        "De eerste regel noemt de kolommen; alleen name is verplicht. Scheid groepen binnen hun cel met komma’s of puntkomma’s. Een lege cel laat staan wat er is.",
      file: "CSV-bestand (UTF-8, hoogstens 20.000 gebruikers)",
      check: "Bestand controleren",
      checked: "Er verandert nog niets. U ziet eerst een verslag.",
      tooLarge: "Het bestand is te groot: hoogstens 4 MB.",
      lost: "Het uploaden is afgebroken of duurde te lang. Er is niets gewijzigd. Probeer het opnieuw.",
      unreadable: "Dit is geen tekstbestand in UTF-8. Sla het op als ‘CSV UTF-8’ en probeer het opnieuw.",
    },
    mail: {
      legend: "Mail",
      send: "Stuur elke link naar het e-mailadres van de persoon, in het Nederlands",
      progress: (sent, notSent) =>
        `${sent === 1 ? "1 link" : `${sent} links`} gemaild${notSent === 0 ? "" : `, ${notSent} niet. Het resultaat zegt waarom`}.`,
      waits: {
        limit: "De maildienst neemt nu geen mail meer aan.",
        sender: "De maildienst weigert het adres van de afzender: zie docs/mail.md.",
        unavailable: "De maildienst antwoordt niet.",
      },
      why: {
        "not-sent": "De taak eindigde voordat de link was gemaild.",
        "no-address": "De gebruiker heeft geen e-mailadres.",
        "link-over": "De link was gebruikt, ingetrokken of verlopen voordat hij was gemaild.",
        refused: "De maildienst weigert mail naar dit adres.",
        unavailable: "De maildienst heeft de mail niet aangenomen.",
      },
      again: "De taak probeert het opnieuw om:",
    },
    apply: {
      links: "Registratielinks",
      which: {
        missing: "voor gebruikers zonder token",
        all: "voor alle gebruikers in het bestand",
        none: "geen",
      },
      validity: "De links zijn geldig gedurende",
      days: (days) => (days === 1 ? "1 dag" : `${days} dagen`),
      go: (users) => (users === 1 ? "1 gebruiker importeren" : `${users.toLocaleString("nl")} gebruikers importeren`),
      goAhead: "Doorgaan",
    },
  },
};
