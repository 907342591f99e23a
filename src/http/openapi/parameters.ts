// The parameters of the API, each with one meaning everywhere. On the wire all are texts: in a
// query, in a form, or as values of a JSON object.

import { PHONES_FILTERS } from "../../core/ports/people/users.ts";
import { TOKEN_SORT_KEYS } from "../../core/ports/tokens/management.ts";
import { flag, oneOf, type Schema, text, time, whole } from "../../lib/schema.ts";
import { LANGUAGES } from "../../lib/words.ts";

const said = (schema: Schema, description: string): Schema => ({ ...schema, description });
const page = said({ ...whole, minimum: 1, maximum: 1000 }, "By default 15");

/** A parameter that is missing here is any text. */
export const PARAMETERS: Readonly<Record<string, Schema>> = {
  user: said(text, "A user's name, with its realm after @ or in `realm`"),
  realm: said(text, "The user's realm; without it the default realm, and in a list all of them"),
  search: said(text, "The beginning of a user, a word of the name, an e-mail address or a serial"),
  username: said(text, "At /auth an account; in a list a filter"),
  password: said(text, "The account's password"),
  phones: said(oneOf(...PHONES_FILTERS), "People without a phone; of these, those without an open link"),
  serial: said(text, "A token"),
  description: said(text, "A text with a token; in a list a filter"),
  ocrasuite: said(text, "The OCRA suite of a new token"),
  type: said(text, "tiqr: there is no other type of token"),
  rollout_state: said(oneOf("clientwait", "enrolled"), "How far the enrolment is"),
  proven: said(oneOf("yes", "no"), "Whether the phone has ever given a right answer"),
  tokenrealm: said(text, "The same as realm"),
  assigned: said(text, "True or False: whether the token has a user"),
  active: said(text, "True or False: whether the token is switched on"),
  revoked: said(text, "True or False"),
  failcounter_exceeded: said(text, "True or False: whether a path of the token is locked now"),
  upstream: said(oneOf("no"), "Leaves the server of UPSTREAM_PRIVACYIDEA unasked"),
  enrollment_id: said(text, "From the header TiQR-Enrollment-Id"),
  key: said(text, "Of an attribute: email, name or groups"),
  pass: said(text, "The PIN"),
  pin: said(text, "The PIN; for a link, choose or none"),
  otppin: said(text, "The new PIN; an empty one removes it"),
  transaction_id: said(text, "An open login"),
  state: said(text, "On polls of an enrolment, the state that is known; otherwise a transaction_id"),
  response: said(text, "The digits that the phone shows without a network"),
  client: said(text, "From an address in APPLICATION_NETWORKS, the address of the person who signs in"),
  image_format: said(oneOf("png", "svg"), "Of the QR code"),
  ticket: said(text, "From the answer that asked for the phone"),
  wait: said({ ...whole, minimum: 0, maximum: 20 }, "Seconds to wait for news"),
  page: said({ ...whole, minimum: 1 }, "From 1 on"),
  pagesize: page,
  page_size: page,
  after: said(text, "Where a list goes on: from an earlier answer"),
  before: said(text, "Where a list went before: from an earlier answer"),
  shadows: said(flag, "Allows a user who takes names from others"),
  mail: said(flag, "Whether the link is sent to its user by mail"),
  language: said(oneOf(...LANGUAGES), "Of the mail; from a phone, its own"),
  validity_period_start: said(time, "When a token may be used first"),
  validity_period_end: said(time, "When a token may be used last"),
  validity: said({ ...whole, minimum: 1, maximum: 2_592_000 }, "Seconds"),
  max_failcount: said({ ...whole, minimum: 1, maximum: 9999 }, "Failures in a row that lock the token"),
  qr_code_uses: said({ ...whole, minimum: 0 }, "On polls of an enrolment, how often the code was read before"),
  sortby: said(oneOf(...TOKEN_SORT_KEYS, "user"), "What a list is sorted by"),
  sortdir: said(oneOf("asc", "desc"), "Of a list"),
  sortorder: said(oneOf("asc", "desc"), "By default desc, the newest first"),
  outform: said(oneOf("csv"), "A file in place of JSON"),
  dialect: said(oneOf("privacyidea"), "Of a CSV, with the quotes of that server"),
  locked_since: said(text, "A time, or seconds ago"),
  preview: said(flag, "Only counts"),
  reads: said(flag, "False leaves out look-ups at users, tokens and the trail"),
  from: said(text, "A day or a time"),
  until: said(text, "A day or a time, exclusive"),
  id: said(text, "A link"),
  value: said(text, "What is stored"),
  action: said(text, "In the trail what was called; from a phone metadata or enrollment"),
  success: said(text, "1 or 0"),
  authentication: said(text, "ACCEPT, CHALLENGE or REJECT"),
  administrator: said(text, "The account that called"),
  attempt_id: said(text, "Of a login in the trail"),
  reason: said(text, "Why it was refused"),
  event: said(text, "What happened, such as LOGIN_SUCCESS"),
  phone: said(text, "android, ios or other"),
  proximity: said(text, "How near the phone was: network, provider, country or elsewhere"),
  detail: said(text, "What was wrong with an application's request; * stands for any characters"),
  browser: said(text, "known or new: whether the person had signed in there before"),
  count_window: said(text, "Of other tokens; without effect"),
  sync_window: said(text, "Of other tokens; without effect"),
  hashlib: said(text, "Of other tokens; without effect"),
  session: said(text, "From the address in the QR code, or in the metadata"),
  secret: said(text, "The phone's new secret, in hex"),
  sessionKey: said(text, "From the QR code of the login"),
  userId: said(text, "The account on the phone"),
  operation: said(text, "register or login"),
  version: said(text, "Of the phone's protocol"),
  notificationType: said(text, "How the phone could be notified; not used"),
  notificationAddress: said(text, "Where the phone could be notified; not used"),
};

export const schemaOf = (name: string): Schema => (Object.hasOwn(PARAMETERS, name) && PARAMETERS[name]) || text;

/** A parameter in words: its meaning, or its allowed words, and its kind and bounds. */
export function meaningOf({ description, enum: words, type, format, minimum, maximum }: Schema): string {
  if (Array.isArray(words)) return [words.join(", "), description].filter(Boolean).join("; ");
  const kind = type === "string" ? format : `${type}${maximum === undefined ? "" : `, ${minimum} to ${maximum}`}`;
  return [description, kind].filter(Boolean).join("; ");
}
