// Every intended difference from the recording, with its reason. An unlisted difference fails the
// tests, and so does a listed one that does not occur exactly so. docs/compatibility.md lists the
// same by request.

import { SETTINGS } from "../../src/config/table.ts";
import { type Allowance, ANY } from "./allowed.ts";
import { ABSENT } from "./compare.ts";
import { IN_LOGINS } from "./differences-in-logins.ts";
import { IN_MANAGEMENT } from "./differences-in-management.ts";

const wrongRole =
  "401 error 4306: Authentication failure. You do not have the necessary role (['admin']) to access this resource!";
const notAllowed = (allow: string) => `405 error 405: Method not allowed. Allowed: ${allow}, OPTIONS`;
const invalidSession = "400 error 905: ERR905: Invalid Session";
const noSuchType = (type: string) => `400 error 905: ERR905: Invalid tokentype provided. ttype: ${type}`;

const IN_GENERAL: readonly Allowance[] = [
  {
    n: [52],
    said: notAllowed("POST"),
    reason: "405 has the same envelope as every error, not an HTML page.",
  },
  { n: [8], said: notAllowed("POST, DELETE"), reason: "405 in the envelope; DELETE ends a session." },
  { n: [80, 129], said: notAllowed("GET, POST, HEAD"), reason: "405 in the envelope." },
  { n: [235], said: notAllowed("GET, HEAD"), reason: "405 in the envelope." },
  {
    n: [81, 87, 88],
    said: "404 error 404: There is no such path.",
    reason: "404 has the same envelope as every error.",
  },
  {
    n: [12, 16, 51, 309, 385, 514],
    said: wrongRole,
    reason: "There are no normal users who sign in and serve themselves.",
  },
  {
    n: [9, 10],
    said: "401 error 4031: Authentication failure. Wrong credentials",
    reason: "There is no resolver with users' passwords: only administrators sign in.",
  },
  {
    n: [
      20, 21, 23, 24, 25, 240, 253, 256, 257, 387, 396, 405, 414, 423, 430, 434, 441, 445, 449, 453, 457, 458, 459, 460,
      461, 462, 463, 464, 465, 469,
    ],
    said: "403 error 303: ERR303: Settings cannot be changed here. They are in wrangler.toml: change them there and deploy.",
    reason: "Settings are deployed, not changed by requests.",
  },
];

const IN_EVERY_LIST: readonly Allowance[] = [
  {
    n: "any",
    ours: {
      "result.value.count_exact": ANY,
      "result.value.after": ANY,
      "result.value.before": ANY,
      "result.value.searched_to": ANY,
      "result.value.archived_before": ANY,
      "result.value.progress*": ANY,
    },
    reason:
      "A long list goes on from a cursor, and says whether its count is exact and how far a search has come, beside privacyIDEA's own keys.",
  },
];

const IN_EVERY_TOKEN: readonly Allowance[] = [
  {
    n: "any",
    ours: {
      "result.value.tokens[].enrollment.state": ANY,
      "result.value.tokens[].enrollment.qr_code_uses": ANY,
      "result.value.tokens[].proven": ANY,
      "result.value.tokens[].state": ANY,
      "result.value.tokens[].locks*": ANY,
    },
    reason:
      "A page with the QR code of an enrolment can show the progress, and that a second phone came; `proven` says whether the phone has ever answered; `state` says whether a lock has opened, and `locks` what each closes and until when.",
  },
  {
    n: "any",
    ours: { "result.value.tokens[].info.identity": ANY, "result.value.tokens[].info.service_identifier": ANY },
    reason: "A phone may have been enrolled at another server, and so has a name of its own for the account.",
  },
];

const SIGN_IN_AND_SETTINGS: readonly Allowance[] = [
  {
    n: [1, 2],
    ours: { "result.value.default_tokentype": "tiqr", "result.value.*": ABSENT },
    reason: "These fields are for privacyIDEA's own web pages and useless to others.",
  },
  { n: [11], ours: { "result.value.*": ABSENT }, reason: "There is one token type." },
  {
    n: [14],
    ours: {
      "result.value.__timestamp__": ABSENT,
      "result.value.tiqr.serviceDisplayName": ABSENT,
      "result.value.DefaultChallengeValidityTime": "120",
      "result.value.DefaultMaxFailCount": "10",
      "result.value.FailcounterClearTimeout": "",
      ...Object.fromEntries(Object.values(SETTINGS).map(({ name }) => [`result.value.${name}`, ANY])),
      "detail.settings*": ANY,
    },
    reason:
      "All settings in force are listed, under their own names, too, and with their meaning; the second spelling of one of them had no effect.",
  },
  {
    n: [26, 27],
    ours: {
      "result.value.localrealm.resolver.0.name": "localrealm",
      "result.value.localrealm.resolver.0.type": "tokenresolver",
    },
    reason: "There are no resolvers: a realm consists of the users for whom a token was made.",
  },
  {
    n: [28],
    ours: {
      "result.value.0.block_from": null,
      "result.value.0.block_until": null,
      "result.value.0.blocked_at": null,
      "result.value.0.deactivated_at": null,
      "result.value.0.deleted_at": null,
      "result.value.0.created_at": ANY,
      "result.value.0.givenname": "hans",
      "result.value.0.link_expires_at": null,
      "result.value.0.phones": 0,
      "result.value.0.resolver": "localrealm",
      "result.value.0.userid": "hans",
      "result.value.0.*": "",
    },
    reason:
      "Only a user's name is known, and it is the id as well; how many phones they have and until when a link stands are ours.",
  },
  {
    n: [37],
    said: "401 error 4304: Authentication failure. Error decoding the Authorization token: Not enough segments",
    reason: "The same code, without the words of Python's decoder.",
  },
  {
    n: [519],
    said: "401 error 4033: Authentication failure. Missing Authorization header.",
    reason: "The same code; there are no API keys beside the tokens of /auth.",
  },
  {
    n: [516, 517, 518],
    ours: { version: ANY, versionnumber: ANY },
    reason: "The envelope is the same everywhere.",
  },
];

const INIT_AND_ENROLMENT: readonly Allowance[] = [
  { n: [31], said: "200 done true", reason: "`Authorization: Bearer <jwt>` works as well." },
  {
    n: [33, 34],
    said: "200 done true",
    reason: "There is no resolver: a user and its realm are known from the init on.",
  },
  { n: [35], said: "200 done true", reason: "user@realm is split here as it is in /validate/check." },
  { n: [39], said: noSuchType("nosuch"), reason: "A wrong parameter is the caller's error, not a crash." },
  {
    n: [40],
    ours: {
      "detail.googleurl.*": ABSENT,
      "detail.oathurl.*": ABSENT,
      "detail.otpkey.*": ABSENT,
      "detail.rollout_state": ABSENT,
      "detail.tiqrenroll.*": ANY,
    },
    reason: "There is one token type, and it is the default.",
  },
  { n: [44], said: "200 done true", reason: "There are no HOTP tokens whose serial could be taken." },
  {
    n: [46, 47],
    ours: { "detail.otpkey.*": ABSENT },
    reason: "The phone makes the key; a given or requested key is ignored, and none is shown.",
  },
  {
    n: [54],
    ours: { "result.value.tokens[].otplen": 6 },
    reason: "The suite decides the length: otplen in [46] is ignored.",
  },
  {
    n: [54, 307],
    ours: { "result.value.tokens[].rollout_state": "clientwait" },
    reason: "A token is `enrolled` once a phone has enrolled it, and `clientwait` before.",
  },
  { n: [56], said: "200 done 1", reason: "Deletes what [31] has made." },
  { n: [63], said: "404 error 601: No token found for serials: TIQRSELF", reason: "[51] has made none." },
  {
    n: [64],
    said: "404 error 601: No token found for serials: a b/ü",
    reason: "An encoded slash is part of the serial, not of the path.",
  },
  { n: [65, 82], ours: { "identity.displayName": "hans" }, reason: "There is no resolver that knows a person's name." },
  {
    n: [72, 73, 98, 390, 408],
    said: invalidSession,
    reason:
      "Metadata is given to one phone, for the session: otherwise anyone who knows a serial could read the user's name.",
  },
  { n: [357], said: invalidSession, reason: "A wrong session, not a crash." },
  {
    n: [76, 104, 214],
    said: notAllowed("POST"),
    reason: "Secrets and responses in a URL would end up in logs.",
  },
  { n: [77], said: notAllowed("GET, HEAD"), reason: "Metadata is fetched with GET, as every app does." },
  { n: [84], said: noSuchType("hotp"), reason: "No crash." },
  { n: [85], said: noSuchType("totp"), reason: "No crash." },
  { n: [86], said: noSuchType("ocra"), reason: "No crash." },
  { n: [97], said: "200 OK", reason: "The secret that was stored hears so again: its first reply may be lost." },
  {
    n: [89, 90, 91, 92, 93, 94, 95, 106],
    said: "200 ENROLLMENT_REFUSED",
    reason: "Phones are answered in their own words: they show privacyIDEA's error as `unknown error`.",
  },
  {
    n: [100, 102, 107],
    said: "200 ENROLLMENT_REFUSED",
    reason: "A secret has 20 to 64 bytes and is hex. privacyIDEA accepts anything, and the phone's answers then fail.",
  },
];

export const DIFFERENCES: readonly Allowance[] = [
  ...IN_GENERAL,
  ...IN_EVERY_LIST,
  ...IN_EVERY_TOKEN,
  ...SIGN_IN_AND_SETTINGS,
  ...INIT_AND_ENROLMENT,
  ...IN_LOGINS,
  ...IN_MANAGEMENT,
];
