// The differences in token management, in tokens with other suites, and in the audit trail.

import { type Allowance, ANY } from "./allowed.ts";
import { ABSENT } from "./compare.ts";

const wrongPin = "200 REJECT false wrong otp pin";
const notEnrolled = "200 REJECT false Token is not enrolled yet";
const unknownSerial = "404 error 601: The requested token could not be found.";
const badSuite = (problem: string) =>
  `400 error 905: ERR905: Invalid ocrasuite: ${problem}. A suite that works is OCRA-1:HOTP-SHA256-8:QH10-S064.`;

const MANAGEMENT: readonly Allowance[] = [
  {
    n: [307],
    ours: { "result.value.count": 11, "result.value.tokens[]": ABSENT },
    reason: "There are no HOTP tokens.",
  },
  {
    n: [307],
    ours: { "result.value.tokens[].failcount": 0, "result.value.tokens[].info.last_auth": ABSENT },
    reason: "[203, 228, 229] are no failures, [134] was no login.",
  },
  { n: [317], ours: { "result.value.count": 0, "result.value.tokens*": ANY }, reason: "There are no HOTP tokens." },
  {
    n: [320],
    said: '200 csv "id","description","serial","tokentype","info","resolver","user_id","otplen","maxfail","active","revoked","locked","failcount","count","count_window","sync_window","rollout_state","realms","tokengroup","username","user_realm","user_editable","container_serial","proven"',
    reason:
      "RFC 4180, because no spreadsheet understands single quotes; without an empty column at the end. dialect=privacyidea gives privacyIDEA's form.",
  },
  {
    n: [348, 372],
    ours: { "result.value.tokens[].count_window": 10 },
    reason: "A window of counters means nothing for TiQR: the value is accepted and not stored.",
  },
  {
    n: [358, 368],
    said: notEnrolled,
    reason: "Unassign erases the secret, because the phone's account belongs to the previous user. The PIN stays.",
  },
  { n: [366], said: wrongPin, reason: "Unassign has kept the PIN, so nothing crashes." },
  {
    n: [372],
    ours: { "result.value.tokens[].failcount": 1, "result.value.tokens[].rollout_state": "clientwait" },
    reason: "[366] was a wrong PIN; unassign has erased the secret.",
  },
  {
    n: [361, 363, 365],
    said: "400 error 1103: ERR1103: Token already assigned to user User(login='bob', realm='localrealm', resolver='localrealm')",
    reason: "There are no resolvers, so the realm is named instead.",
  },
  {
    n: [376],
    ours: { "result.value.count": 1, "result.value.tokens*": ANY },
    reason: "The filter works; privacyIDEA does not know it and lists all.",
  },
  {
    n: [166, 198, 225, 377, 378],
    ours: Object.fromEntries(
      ["user", "realm", "client", "country", "application", "administrator"].map((key) => [
        `result.value.challenges[].${key}`,
        ANY,
      ]),
    ),
    reason: "A help desk has to know whose login it is, and from where.",
  },
  {
    n: [380],
    ours: { "result.value.count": 0, "result.value.challenges": "(none)" },
    reason: "[350] has ended the transaction, so it is not open.",
  },
  {
    n: [385],
    said: "401 error 4306: Authentication failure. You do not have the necessary role (['admin']) to access this resource!",
    reason: "There are no normal users who sign in.",
  },
];

const OTHER_SUITES: readonly Allowance[] = [
  { n: [397], said: badSuite("the TiQR apps read QA questions wrongly"), reason: "No phone could answer." },
  { n: [415], said: badSuite('got "QH9", expected two digits, 04 to 64'), reason: "RFC 6287 requires two digits." },
  { n: [435], said: badSuite("the TiQR apps have no C, P or T field"), reason: "No phone could answer." },
  { n: [398, 416, 436], said: "200 ENROLLMENT_REFUSED", reason: "[397, 415, 435] have made no token." },
  { n: [399, 417, 400, 418, 437], said: unknownSerial, reason: "[397, 415, 435] have made no token." },
  { n: [401, 419, 438], said: "200 INVALID_CHALLENGE", reason: "[397, 415, 435] have made no token." },
  { n: [402, 420], said: "200 REJECT false pending", reason: "[397, 415, 435] have made no token." },
  { n: [403, 421], said: wrongPin, reason: "[397, 415, 435] have made no token." },
  {
    n: [404],
    said: "404 error 601: No token found for serials: TIQROCRA1HOTPSHA16QA10",
    reason: "[397] has made none.",
  },
  {
    n: [422],
    said: "404 error 601: No token found for serials: TIQROCRA1HOTPSHA16QH9",
    reason: "[415] has made none.",
  },
  { n: [440], said: "404 error 601: No token found for serials: TIQRBADSUITE", reason: "[435] has made none." },
  { n: [439], ours: { "result.value.count": 0, "result.value.tokens*": ANY }, reason: "[435] has made none." },
  { n: [427], said: "200 INVALID_RESPONSE:9", reason: "Sessions in a suite work." },
  { n: [428], ours: { "result.value.tokens[].failcount": 1 }, reason: "[427] was a wrong response." },
  { n: [431], said: "200 done true", reason: "tiqr's own bare -S works." },
  { n: [432], ours: { "result.value.count": 1, "result.value.tokens*": ANY }, reason: "[431] has made it." },
  { n: [433], said: "200 done 1", reason: "[431] has made it." },
  { n: [442], said: badSuite('got "garbage", expected <Algorithm>:<CryptoFunction>:<DataInput>'), reason: "No crash." },
  { n: [446], said: badSuite('got "OCRA-2", expected OCRA-1'), reason: "No crash." },
  { n: [450], said: badSuite('got "3", expected 0 or 4 to 10'), reason: "No crash." },
  { n: [454], said: badSuite('got "QN99", expected two digits, 04 to 64'), reason: "No crash." },
  {
    n: [466],
    ours: { "detail.tiqrenroll.value": (theirs: string) => theirs.replace("None", "http://127.0.0.1:5001/ttype/tiqr") },
    reason: "[458] has deleted nothing, and no URL without its host is ever made.",
  },
  { n: [467], ours: { "identity.displayName": "frank", "service.*": ANY }, reason: "[458–465] have deleted nothing." },
];

const AUDIT: readonly Allowance[] = [
  {
    n: [507, 508, 509, 511, 512],
    ours: { "result.value.count": ANY, "result.value.auditdata[].*": ANY },
    reason:
      "Other columns: no servers, threads and containers, but attempt_id, reason, event, phone, proximity, browser and count. Polls are not audited, and only reads of users, tokens and the trail are.",
  },
  {
    n: [510],
    ours: { "result.value.count": 0, "result.value.next": null, "result.value.auditdata*": ANY },
    reason: "Polls decide nothing and are not audited.",
  },
  {
    n: [515],
    said: '200 csv "number","date","sig_check","action","success","authentication","serial","user","realm","administrator","client","attempt_id","reason","event","phone","proximity","browser","detail","count","info","token_type","tally"',
    reason: "Other columns, and a first line with their names; RFC 4180 unless dialect=privacyidea.",
  },
];

export const IN_MANAGEMENT: readonly Allowance[] = [...MANAGEMENT, ...OTHER_SUITES, ...AUDIT];
