// The parameters of the API, each with one meaning everywhere. On the wire all are texts: in a
// query, in a form, or as values of a JSON object.

import { WANTED_ACTS } from "../../../src/core/callers/acts.ts";
import { BLOCKED_FILTERS } from "../../../src/core/ports/people/blocks.ts";
import { PHONES_FILTERS } from "../../../src/core/ports/people/users.ts";
import { TOKEN_SORT_KEYS } from "../../../src/core/ports/tokens/management.ts";
import { flag, oneOf, type Schema, text, time, whole } from "../../../src/lib/schema.ts";
import { LANGUAGES } from "../../../src/lib/words.ts";

const described = (schema: Schema, description: string): Schema => ({ ...schema, description });
const page = described({ ...whole, minimum: 1, maximum: 1000 }, "By default 15");

/** A parameter that is missing here is any text. */
export const PARAMETERS: Readonly<Record<string, Schema>> = {
  filter: described(text, "Who is looked for: `eq` and `and`"),
  startIndex: described({ ...whole, minimum: 1 }, "Where the list begins, from 1 on"),
  count: described({ ...whole, minimum: 0, maximum: 200 }, "By default 100; 0 gives the total alone"),
  attributes: described(text, "The attributes that are told, with commas between them"),
  excludedAttributes: described(text, "The attributes that are left out"),
  user: described(text, "A user's name, with its realm after @ or in `realm`"),
  realm: described(text, "The user's realm; without it the default realm, and in a list all of them"),
  search: described(text, "The beginning of a user, a word of the name, an e-mail address or a serial"),
  username: described(text, "At /auth an account; in a list a filter"),
  password: described(text, "The account's password"),
  phones: described(oneOf(...PHONES_FILTERS), "People without a phone; of these, those without an open link"),
  blocked: described(oneOf(...BLOCKED_FILTERS), "People who are kept out now, by a directory, or from a date on"),
  serial: described(text, "A token"),
  description: described(text, "A text with a token; in a list a filter"),
  ocrasuite: described(text, "The OCRA suite of a new token"),
  type: described(text, "tiqr: there is no other type of token"),
  rollout_state: described(oneOf("clientwait", "enrolled"), "How far the registration is"),
  proven: described(oneOf("yes", "no"), "Whether the phone has ever given a right answer"),
  tokenrealm: described(text, "The same as realm"),
  assigned: described(text, "True or False: whether the token has a user"),
  active: described(text, "True or False: whether the token is switched on"),
  revoked: described(text, "True or False"),
  failcounter_exceeded: described(text, "True or False: whether a path of the token is locked now"),
  upstream: described(oneOf("no"), "Leaves the server of UPSTREAM_PRIVACYIDEA unasked"),
  enrollment_id: described(text, "From the header TiQR-Enrollment-Id"),
  key: described(text, "Of an attribute: email, name, groups or external_id"),
  pass: described(text, "The PIN"),
  pin: described(text, "The PIN; for a link, choose or none"),
  otppin: described(text, "The new PIN; an empty one removes it"),
  transaction_id: described(text, "An open login"),
  state: described(text, "On polls of a registration, the state that is known; otherwise a transaction_id"),
  response: described(text, "The digits that the phone shows without a network"),
  client: described(text, "From an address in APPLICATION_NETWORKS, the address of the person who signs in"),
  image_format: described(oneOf("png", "svg"), "Of the QR code"),
  ticket: described(text, "From the answer that asked for the phone"),
  wait: described({ ...whole, minimum: 0, maximum: 20 }, "Seconds to wait for news"),
  page: described({ ...whole, minimum: 1 }, "From 1 on"),
  pagesize: page,
  page_size: page,
  database: described(text, "One of several databases; by default DB"),
  after: described(text, "Where a list goes on: from an earlier answer"),
  before: described(text, "Where a list went before: from an earlier answer"),
  shadows: described(flag, "Allows a user who takes names from others"),
  stop: described(flag, "Whether the token's present phone works no longer, and other links of the person end"),
  mail: described(oneOf("true", "only"), "The link is sent to its user by mail; only: and not shown"),
  language: described(oneOf(...LANGUAGES), "Of the mail; from a phone, its own"),
  validity_period_start: described(time, "When a token may be used first"),
  validity_period_end: described(time, "When a token may be used last"),
  validity: described({ ...whole, minimum: 1, maximum: 2_592_000 }, "Seconds"),
  hours: described({ ...whole, minimum: 1, maximum: 24 }, "How long a day pass lasts"),
  uses: described({ ...whole, minimum: 1, maximum: 20 }, "How often a day pass counts"),
  max_failcount: described({ ...whole, minimum: 1, maximum: 9999 }, "Failures in a row that lock the token"),
  qr_code_uses: described({ ...whole, minimum: 0 }, "On polls of a registration, how often the code was read before"),
  sortby: described(oneOf(...TOKEN_SORT_KEYS, "user"), "What a list is sorted by"),
  sortdir: described(oneOf("asc", "desc"), "Of a list"),
  sortorder: described(oneOf("asc", "desc"), "By default desc, the newest first"),
  outform: described(oneOf("csv"), "A file in place of JSON"),
  dialect: described(oneOf("privacyidea"), "Of a CSV, with the quotes of that server"),
  locked_since: described(text, "A time, or seconds ago"),
  preview: described(flag, "Only counts"),
  reads: described(flag, "False leaves out look-ups at users, tokens and the trail"),
  from: described(text, "A day or a time"),
  until: described(text, "A day or a time, exclusive"),
  id: described(text, "A link"),
  value: described(text, "What is stored"),
  action: described(text, "In the trail what was called; from a phone metadata or enrollment"),
  success: described(text, "1 or 0"),
  authentication: described(text, "ACCEPT, CHALLENGE or REJECT"),
  administrator: described(text, "The account that called"),
  attempt_id: described(text, "Of a login in the trail"),
  reason: described(text, "In the trail why it was refused; otherwise why an account does it"),
  message: described(text, "What the person reads and confirms, at most 100 characters"),
  act: described(oneOf(...WANTED_ACTS), "What the caller wants, as the person is told"),
  waits: described(flag, "Whether the caller can show nothing, and waits"),
  second: described(text, "The call of a colleague that is confirmed"),
  document: described(text, "The last six letters and digits of the ID that was seen; they are not kept"),
  event: described(text, "What happened, such as LOGIN_SUCCESS"),
  phone: described(text, "android, ios or other"),
  proximity: described(text, "How near the phone was: network, provider, country or elsewhere"),
  detail: described(text, "What was wrong with an application's request; * stands for any characters"),
  browser: described(text, "known or new: whether the person had signed in there before"),
  count_window: described(text, "Of other tokens; without effect"),
  sync_window: described(text, "Of other tokens; without effect"),
  hashlib: described(text, "Of other tokens; without effect"),
  session: described(text, "From the address in the QR code, or in the metadata"),
  secret: described(text, "The phone's new secret, in hex"),
  sessionKey: described(text, "From the QR code of the login"),
  userId: described(text, "The account on the phone"),
  operation: described(text, "register or login"),
  version: described(text, "Of the phone's protocol"),
  notificationType: described(text, "How the phone could be notified; not used"),
  notificationAddress: described(text, "Where the phone could be notified; not used"),
};

export const schemaOf = (name: string): Schema => (Object.hasOwn(PARAMETERS, name) && PARAMETERS[name]) || text;

/** A parameter in words: its meaning, or its allowed words, and its kind and bounds. */
export function meaningOf({ description, enum: words, type, format, minimum, maximum }: Schema): string {
  if (Array.isArray(words)) return [words.join(", "), description].filter(Boolean).join("; ");
  const kind = type === "string" ? format : `${type}${maximum === undefined ? "" : `, ${minimum} to ${maximum}`}`;
  return [description, kind].filter(Boolean).join("; ");
}
