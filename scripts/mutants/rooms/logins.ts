import { ADMINISTRATORS, GUARD, MAY, MAY_EVERYWHERE, type Room, readsOnly } from "./room.ts";

export const logins: Room = {
  subjects: [
    { file: "storage/numbers/count-open.ts", near: ["storage/numbers/totals"], far: ["http/audit/metrics"] },
    {
      file: "storage/objects/open-logins.ts",
      near: ["storage/objects/open-logins", ...ADMINISTRATORS],
      far: [
        "http/tokens/challenges",
        "http/tokens/gone",
        "storage/sql/caller-guard",
        "http/accounts/administrator-tokens",
        "http/accounts/bound-to-realms",
      ],
    },
    {
      file: "storage/limits/limited-networks.ts",
      near: ["storage/limits/limited-networks"],
      far: ["http/guard/application-networks"],
    },
    {
      file: "storage/tokens/open-to-anyone.ts",
      near: ["storage/tokens/open-to-anyone"],
      far: ["http/tokens/open-logins", "storage/tokens/lock"],
    },
    {
      file: "storage/objects/transaction-id.ts",
      near: ["storage/objects/transaction-id"],
      far: ["http/logins/onlooker"],
    },
    {
      file: "storage/objects/transaction-object.ts",
      near: ["storage/objects/transaction-object"],
      far: ["http/logins/states", "http/logins/long-poll", "http/logins/news"],
    },

    { file: "storage/objects/jurisdiction.ts", near: ["storage/objects/jurisdiction"], far: [] },
    {
      file: "storage/objects/stored-challenge.ts",
      near: ["storage/objects/transaction-store", "storage/objects/transaction-object"],
      far: ["races/clock-and-resets"],
    },
    {
      file: "storage/objects/transaction-rules.ts",
      near: ["storage/objects/transaction-store", "storage/objects/transaction-object"],
      far: [],
    },
    {
      file: "storage/objects/transaction-store.ts",
      near: ["storage/objects/transaction-store", "storage/objects/transaction-object"],
      far: ["races/clock-and-resets", "http/events/bell"],
    },
  ],
  unnoticed: [
    readsOnly("storage/limits/limited-networks.ts", `at_ms > :since AND ${MAY_EVERYWHERE}`, MAY_EVERYWHERE),
    readsOnly("storage/numbers/count-open.ts", `attempt_id <> '' AND ${GUARD}`, GUARD),
    readsOnly("storage/objects/open-logins.ts", `WHERE attempt_id <> '' AND ${MAY}`, MAY),
    {
      file: "storage/objects/transaction-id.ts",
      at: "block?.length !== ATTEMPT_ID_BYTES",
      was: "block?.length !== ATTEMPT_ID_BYTES",
      is: "false",
      because: "a text of another length decrypts to no 14 digits; the check saves the attempt",
    },
    {
      file: "storage/objects/transaction-id.ts",
      at: "own !== undefined && /^\\d{14}$/.test(own)",
      was: "own !== undefined && /^\\d{14}$/.test(own)",
      is: "/^\\d{14}$/.test(own)",
      because: "the word undefined has no digits; the check is for the type",
    },
    {
      file: "storage/objects/transaction-id.ts",
      at: "!/^\\d{20}$/.test(text)",
      was: "!/^\\d{20}$/.test(text)",
      is: "false",
      because: "no proof of another text was ever made; the check saves the HMAC",
    },
    {
      file: "storage/objects/transaction-object.ts",
      at: '!challenge || this.state() !== "open"',
      was: '!challenge || this.state() !== "open"',
      is: 'this.state() !== "open"',
      because: "the state of null is unknown; the check is for the type",
    },
    {
      file: "storage/objects/transaction-store.ts",
      at: "if (sessionKey === undefined)",
      was: "sessionKey === undefined",
      is: "false",
      because: "an id that was made up is answered alike; kept, it would only push a real one out of the memory",
    },
    {
      file: "storage/objects/transaction-store.ts",
      at: "kept.size >= MAX_KEPT_NAMES && oldest !== undefined",
      was: "kept.size >= MAX_KEPT_NAMES && oldest !== undefined",
      is: "kept.size >= MAX_KEPT_NAMES",
      because: "a full memory has an oldest name; the check is for the type",
    },
    {
      file: "storage/objects/jurisdiction.ts",
      at: 'error instanceof Error && error.message.includes("not implemented in workerd")',
      was: 'error instanceof Error && error.message.includes("not implemented in workerd")',
      is: 'error.message.includes("not implemented in workerd")',
      because: "the platform throws Errors; the check is for the type",
    },
    {
      file: "storage/objects/jurisdiction.ts",
      at: "FROM audit WHERE number > 0",
      was: ">",
      is: ">=",
      because: "rows are numbered from 1 on; the condition has SQLite look at the first row alone",
    },
  ],
};
