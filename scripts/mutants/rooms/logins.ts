import { GUARD, MAY, MAY_EVERYWHERE, readsOnly, type UnnoticedMutant } from "../unnoticed.ts";

export const logins: readonly UnnoticedMutant[] = [
  readsOnly(`at_ms > :since AND ${MAY_EVERYWHERE}`, MAY_EVERYWHERE),
  readsOnly(`attempt_id <> '' AND ${GUARD}`, GUARD),
  readsOnly(`WHERE attempt_id <> '' AND ${MAY}`, MAY),
  {
    at: "block?.length !== ATTEMPT_ID_BYTES",
    is: "false",
    because: "a text of another length decrypts to no 14 digits; the check saves the attempt",
  },
  {
    at: "own !== undefined && /^\\d{14}$/.test(own)",
    is: "/^\\d{14}$/.test(own)",
    because: "the word undefined has no digits; the check is for the type",
  },
  {
    at: "!/^\\d{20}$/.test(text)",
    is: "false",
    because: "no proof of another text was ever made; the check saves the HMAC",
  },
  {
    at: '!challenge || this.#state !== "open"',
    is: 'this.#state !== "open"',
    because: "the state of null is unknown; the check is for the type",
  },
  {
    at: "if (sessionKey === undefined)",
    was: "sessionKey === undefined",
    is: "false",
    because: "an id that was made up is answered alike; kept, it would only push a real one out of the memory",
  },
  {
    at: "names.size >= MAX_KEPT_NAMES && oldest !== undefined",
    is: "names.size >= MAX_KEPT_NAMES",
    because: "a full memory has an oldest name; the check is for the type",
  },
  {
    at: 'error instanceof Error && error.message.includes("not implemented in workerd")',
    is: 'error.message.includes("not implemented in workerd")',
    because: "the platform throws Errors; the check is for the type",
  },
  {
    at: "FROM audit WHERE number > 0",
    was: ">",
    is: ">=",
    because: "rows are numbered from 1 on; the condition has SQLite look at the first row alone",
  },
];
