// What GET /system/ says in sentences. They are a file beside the worker, which the first such
// request of an isolate reads: scripts/pages/words.ts.

import { MEANINGS } from "../../config/meanings.ts";
import { SETTINGS } from "../../config/table.ts";
import type { Settings } from "../../settings.ts";

export const systemTexts = {
  /** By the names of the settings. */
  meanings: Object.fromEntries(
    Object.entries(SETTINGS).map(([field, { name }]) => [name, MEANINGS[field as keyof Settings]]),
  ),
  /** Of the warnings in ./notices.ts, by the functions there. */
  notices: {
    otherAddresses: (publicUrl: string, counts: string) =>
      `PUBLIC_URL is ${publicUrl}, but registered tokens have other addresses: ${counts}. Their phones post there, ` +
      "and accounts that are added to these phones later may do so, too. Keep these addresses leading to this service. " +
      "See docs/phones.md.",
    limitedNetworks: (networks: string) =>
      `Too many wrong guesses came from ${networks}, and right PINs come from there, too. If it is an application server of ` +
      "yours, name it in APPLICATION_NETWORKS: until then one wrong guesser keeps out everybody who signs in through it. " +
      "See docs/guessing.md.",
    ambiguousRealms: (realms: string) =>
      `Realms with an @ in their name: ${realms}. Applications may take a user of such a realm for a user of ` +
      "another one, and the other way round. Move its users to a realm without an @. See docs/forward-auth.md.",
    unseenNames: (count: number, isExact: boolean, some: string) =>
      `${isExact ? "" : "At least "}${count === 1 ? "1 user has" : `${count} users have`} characters in the name that nobody ` +
      `sees${some === "" ? "" : `, such as ${some}`}: one may pass for another. They can sign in as before, ` +
      "but new ones are refused. See docs/api.md.",
    fullDatabases: (databases: string) =>
      `A database is nearly full: ${databases}. When it is, nobody can sign in. The audit trail takes the most: shorten ` +
      "AUDIT_RETENTION_DAYS, or see docs/scaling.md. If your plan allows more, set DATABASE_MAX_MB. See docs/operating.md.",
    oldServer: {
      loop: "UPSTREAM_PRIVACYIDEA leads back to this service. Give the address at which the other server itself answers.",
      fault: (fault: string) =>
        `The server of UPSTREAM_PRIVACYIDEA cannot be asked (${fault}). What is not answered here fails.`,
      nameless: "The server of UPSTREAM_PRIVACYIDEA does not say what it is, so it may be no privacyIDEA.",
      finishes: (name: string) => `This service is in front of ${name}, where phones can finish a login.`,
      mayFinish: (name: string) =>
        `This service is in front of ${name}. Whether phones can finish a login there is not known.`,
      leavesOpen: (name: string) =>
        `This service is in front of ${name}, where phones that are registered there cannot finish a login: they are told OK, and ` +
        "it stays open. Import them.",
      noLoginYet: "Nobody has signed in here yet.",
      more: "See docs/migrating.md.",
    },
    unknownPlace: {
      country: (proximity: string) =>
        `PROXIMITY is ${proximity}, but no country is known of this request: phones may not be refused at all`,
      provider:
        "PROXIMITY is provider, but no provider is known of this request: phones in another network are refused",
    },
  },
};

export type SystemTexts = typeof systemTexts;
