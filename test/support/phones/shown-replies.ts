// The text that each phone shows, and the bytes that it was sent, for every word with which the
// service replies to an answer: [words of the app, body of the reply without its sentence]. The PHP
// client prints the body and shows nothing of its own.

import type { PhoneName } from "./all.ts";

export type ShownReply = readonly [words: string, body: string];

export interface ShownReplies {
  readonly ok: ShownReply;
  readonly left: (tries: number) => ShownReply;
  readonly invalidRequest: ShownReply;
  readonly invalidChallenge: ShownReply;
  readonly blocked: ShownReply;
  readonly blockedFor: (minutes: number) => ShownReply;
}

const inJson = (blocks: string, lockedFor: (minutes: number) => string): ShownReplies => ({
  ok: ["success", '{"responseCode":1}'],
  left: (tries) => [`INVALID_RESPONSE, ${tries} left`, `{"responseCode":201,"attemptsLeft":${tries}}`],
  invalidRequest: ["INVALID_REQUEST", '{"responseCode":202}'],
  invalidChallenge: ["INVALID_CHALLENGE", '{"responseCode":203}'],
  blocked: [`ACCOUNT_BLOCKED${blocks}`, '{"responseCode":204}'],
  blockedFor: (minutes) => [lockedFor(minutes), `{"responseCode":204,"duration":${minutes}}`],
});

const onAndroid = (minutes: number) => `ACCOUNT_TEMPORARY_BLOCKED, for ${minutes} min`;

const printed = (word: string): ShownReply => ["prints it", word];
const inText: ShownReplies = {
  ok: printed("OK"),
  left: (tries) => printed(`INVALID_RESPONSE:${tries}`),
  invalidRequest: printed("INVALID_REQUEST"),
  invalidChallenge: printed("INVALID_CHALLENGE"),
  blocked: printed("ACCOUNT_BLOCKED"),
  // Text has no word for it.
  blockedFor: () => printed("INVALID_CHALLENGE"),
};

export const SHOWN_REPLIES: Readonly<Record<PhoneName, ShownReplies>> = {
  kotlin: inJson("", onAndroid),
  java: inJson(", blocks this identity", onAndroid),
  ios: inJson(", blocks this identity", () => "ACCOUNT_BLOCKED temporary"),
  php: inText,
};
