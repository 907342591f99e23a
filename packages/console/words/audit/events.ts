// What happened, for each event of the audit trail: {user} is an entry's user, and {by} the account
// that made the call. Either may be a name or `someone`, so no sentence inflects it.

import type { AuditEvent, Texts, WordTable } from "../../../../src/web/words/for-console.ts";
import { eventsOfAccounts } from "./events-of-accounts.ts";
import { eventsOfPeople } from "./events-of-people.ts";

export const eventsWords = {
  events: {
    someone: ["someone", "iemand", "jemand"],
    happened: { ...eventsOfPeople, ...eventsOfAccounts } satisfies Texts<AuditEvent>,
    byDirectory: {
      made: ["{by} added {user}", "{by} heeft {user} toegevoegd", "{by} hat {user} hinzugefügt"],
      groups: {
        POST: ["{by} added the group {group}", "{by} heeft de groep {group} toegevoegd", "{by} hat die Gruppe {group} hinzugefügt"],
        PATCH: ["{by} changed the group {group}", "{by} heeft de groep {group} gewijzigd", "{by} hat die Gruppe {group} geändert"],
        DELETE: ["{by} deleted the group {group}", "{by} heeft de groep {group} verwijderd", "{by} hat die Gruppe {group} gelöscht"],
      },
    },
    changes: {
      enable: ["{by} enabled a token of {user}", "{by} heeft een token van {user} ingeschakeld", "{by} hat ein Token von {user} aktiviert"],
      disable: ["{by} disabled a token of {user}", "{by} heeft een token van {user} uitgeschakeld", "{by} hat ein Token von {user} deaktiviert"],
      reset: ["{by} unlocked a token of {user}", "{by} heeft een token van {user} gedeblokkeerd", "{by} hat ein Token von {user} entsperrt"],
      revoke: ["{by} revoked a token of {user}", "{by} heeft een token van {user} ingetrokken", "{by} hat ein Token von {user} widerrufen"],
      assign: ["{by} assigned a token to {user}", "{by} heeft een token aan {user} gekoppeld", "{by} hat {user} ein Token zugeordnet"],
      unassign: [
        "{by} unassigned a token of {user}",
        "{by} heeft een token van {user} losgekoppeld",
        "{by} hat die Zuordnung eines Tokens von {user} aufgehoben",
      ],
      setpin: [
        "{by} set or removed the PIN of {user}",
        "{by} heeft de pincode van {user} ingesteld of verwijderd",
        "{by} hat die PIN von {user} gesetzt oder entfernt",
      ],
      setrandompin: [
        "{by} set a random PIN for {user}",
        "{by} heeft een willekeurige pincode voor {user} ingesteld",
        "{by} hat eine zufällige PIN für {user} gesetzt",
      ],
      set: [
        "{by} changed the validity or limits of a token of {user}",
        "{by} heeft de geldigheid of grenzen van een token van {user} gewijzigd",
        "{by} hat Gültigkeit oder Grenzen eines Tokens von {user} geändert",
      ],
      description: ["{by} described a token of {user}", "{by} heeft een token van {user} beschreven", "{by} hat ein Token von {user} beschrieben"],
      enrollmentlink: ["{by} stopped a phone of {user}", "{by} heeft een telefoon van {user} geblokkeerd", "{by} hat ein Smartphone von {user} gesperrt"],
      undo: [
        "{by} gave {user} back an earlier phone or PIN",
        "{by} heeft {user} een eerdere telefoon of pincode teruggegeven",
        "{by} hat {user} ein früheres Smartphone oder eine frühere PIN zurückgegeben",
      ],
      delete: ["{by} deleted a token of {user}", "{by} heeft een token van {user} verwijderd", "{by} hat ein Token von {user} gelöscht"],
    },
    unconfirmed: [
      (said: string) => `${said}: right PIN, not confirmed`,
      (said) => `${said}: juiste pincode, niet bevestigd`,
      (said) => `${said}: richtige PIN, nicht bestätigt`,
    ],
    inJob: [(said: string) => `${said}, in a job`, (said) => `${said}, in een taak`, (said) => `${said} (in einem Auftrag)`],
  },
} satisfies WordTable;
