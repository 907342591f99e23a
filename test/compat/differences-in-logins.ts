// The differences in logins, in their traces, and in the lock.

import { type Allowance, ANY } from "./allowed.ts";
import { ABSENT } from "./compare.ts";

const invalidChallenge = "200 INVALID_CHALLENGE";
const wrongPin = "200 REJECT false wrong otp pin";
const notEnrolled = "200 REJECT false Token is not enrolled yet";
const pending = "200 REJECT false pending";
const notAnswered = "200 REJECT false Response did not match the challenge.";

const EVERYWHERE: readonly Allowance[] = [
  {
    n: "any",
    ours: { "detail.attributes.value": (theirs: string) => `${theirs}/2` },
    reason: "The link names the protocol's version: without it an old app hashes with SHA-1, whatever the suite says.",
  },
  {
    n: "any",
    ours: {
      "detail.multi_challenge.0.attributes.*": ABSENT,
      "detail.multi_challenge.1.attributes.*": ABSENT,
    },
    reason:
      "php-client 2.0.x throws when the attributes of an entry are an object. ownCloud alone reads them, and takes the image for type push.",
  },
  {
    n: "any",
    ours: { "detail.user.*": ANY, "detail.user-realm": "localrealm", "detail.user-resolver": "localrealm" },
    reason:
      "An accepted login always names its user, as privacyIDEA does with its policies add_user_in_response and add_resolver_in_response: simpleSAMLphp and FreeRADIUS need it.",
  },
  {
    n: "any",
    ours: { "detail.transaction_state": ANY },
    reason: "Polls give the exact state beside the three words that clients know.",
  },
  {
    n: "any",
    ours: {
      "result.value.tokens[].info.session": ABSENT,
      "result.value.tokens[].info.count_auth": ABSENT,
      "result.value.tokens[].info.count_auth_success": ABSENT,
      "result.value.tokens[].info.failcounter_exceeded": ABSENT,
    },
    reason: "The session of an enrolment is a secret; the audit trail counts.",
  },
  { n: "any", ours: { "result.value.redis_cache_enabled": ABSENT }, reason: "There is no such cache." },
];

const LOGINS: readonly Allowance[] = [
  {
    n: [121, 123],
    said: wrongPin,
    reason: "A missing PIN is an empty one, and a longer one is wrong; neither causes a crash.",
  },
  { n: [140], said: "200 CHALLENGE false Please scan the QR Code", reason: "A missing PIN is an empty one." },
  {
    n: [131, 135, 149, 468],
    said: notEnrolled,
    reason: "Without a phone there is nothing to challenge: anyone has an empty key.",
  },
  { n: [132, 136], said: invalidChallenge, reason: "[131, 135] have opened no transaction." },
  { n: [133], said: pending, reason: "[131] has opened no transaction." },
  { n: [134], said: wrongPin, reason: "[131] has opened no transaction." },
  { n: [160], said: "200 OK", reason: "Any of the user's phones may answer." },
  { n: [161], said: invalidChallenge, reason: "Only one answer wins, and that was [160]." },
  { n: [164], ours: { "detail.serial": "TiQR0007AB17" }, reason: "The serial of the phone that answered." },
  {
    n: [114, 126, 128],
    said: "200 REJECT false The user has no tokens assigned",
    reason:
      "This service keeps no directory: an unknown name may be that of a person without a phone, and clients can be told to let in whoever is 904.",
  },
  { n: [176], said: "200 REJECT 0 The user has no tokens assigned", reason: "As [126]." },
  {
    n: [177, 178],
    said: "200 REJECT 0 The user has no tokens assigned",
    ours: { "detail.messages": ABSENT, "detail.messages.0": "The user has no tokens assigned" },
    reason: "ownCloud ends in a TypeError when there is no message.",
  },
  { n: [187, 189, 190, 191, 192], said: "200 INVALID_REQUEST", reason: "Phones are answered in their own words." },
  {
    n: [199, 208],
    said: "200 OK",
    reason: "The answer that was accepted hears so again: phones send it twice when its reply is lost.",
  },
  { n: [201], said: wrongPin, reason: "Another user's transaction is refused in the same way for every caller." },
  {
    n: [209, 230],
    ours: { "result.value.tokens[].failcount": 0 },
    reason: "A wrong transaction_id is no failure: otherwise made-up ids could lock any user.",
  },
  { n: [215], said: notAnswered, reason: "[214] was no answer." },
  {
    n: [247],
    said: notAnswered,
    ours: { "detail.serial": "TiQR0008A53A", "detail.type": "tiqr" },
    reason: "An expired transaction is remembered for a while; [245] has not deleted it.",
  },
  {
    n: [251],
    said: "200 ACCEPT true accept",
    reason: "A login answered in time can be finalized for a short while after the expiry.",
  },
  { n: [252], said: "200 ACCEPT true Found matching challenge", reason: "As [251]." },
  {
    n: [166, 198],
    ours: { "result.value.count": (theirs: number) => theirs - 1 },
    reason: "[135, 149] have opened nothing, and [140] has.",
  },
  {
    n: [378],
    ours: { "result.value.count": (theirs: number) => theirs + 1 },
    reason: "The transaction of [213] was not finalized.",
  },
  {
    n: [377],
    ours: { "result.value.count": 22 },
    reason:
      "[135, 149, 368] have opened nothing, [350] has ended one, and those of [140, 213, 298] are still open. Two that have just expired count until their page is read.",
  },
  {
    n: [258],
    ours: { "result.value.deleted": 0 },
    reason: "The list has no expired transactions, so there is nothing to delete.",
  },
  {
    n: [166, 198, 225, 377, 378, 380],
    ours: { "result.value.complete": true },
    reason: "Says that the trail was read far enough back for all open transactions.",
  },
  {
    n: [165],
    ours: { "result.value.tokens[].info.last_auth": (theirs: string) => (theirs === ABSENT ? "(string)" : ABSENT) },
    reason: "[160] was the answer, not [161].",
  },
];

const LOCK: readonly Allowance[] = [
  {
    n: [185],
    said: "200 INVALID_RESPONSE:9",
    reason: "Wrong PINs, of which there was one before, are counted separately from wrong responses.",
  },
  { n: [186], said: "200 INVALID_RESPONSE:8", reason: "As [185]." },
  { n: [188], said: "200 INVALID_RESPONSE:7", reason: "As [185]." },
  {
    n: [271],
    said: invalidChallenge,
    reason:
      "The lock opens by itself, and text has no word for that. INVALID_RESPONSE:0 makes apps block every account.",
  },
  {
    n: [350],
    said: "200 INVALID_RESPONSE:2",
    reason: "There are three tries, and a wrong PIN has spent none of them.",
  },
  { n: [351], said: "200 INVALID_RESPONSE:1", reason: "As [350]." },
  {
    n: [272, 273, 352, 353],
    said: invalidChallenge,
    reason: "A locked token takes no further answers, and the phone is not told to block itself.",
  },
  { n: [274], said: invalidChallenge, reason: "A lock that let the right guess through would be useless." },
  {
    n: [275, 283],
    said: "200 REJECT false declined",
    reason: "[271] has locked the token, and the transaction has ended.",
  },
  {
    n: [284],
    said: "200 REJECT false Failcounter exceeded",
    reason: "[274] was refused; a reset does not revive the transaction.",
  },
  { n: [300], said: invalidChallenge, reason: "A disabled token takes no answers." },
  { n: [301], said: pending, reason: "[300] was refused." },
  {
    n: [302],
    said: notAnswered,
    ours: { "detail.serial": "TiQR0009F349", "detail.type": "tiqr" },
    reason: "[300] was refused, so nothing was answered.",
  },
  { n: [304], said: notAnswered, reason: "[300] was refused, so nothing was answered." },
];

export const IN_LOGINS: readonly Allowance[] = [...EVERYWHERE, ...LOGINS, ...LOCK];
