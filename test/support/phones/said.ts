// The text that each phone shows, and the bytes that it was sent, for every word with which the service replies to an answer:
// [words of the app, body of the reply]. The PHP client prints the body and shows nothing of its own.

import type { PhoneName } from "./all.ts";

export type Said = readonly [words: string, body: string];

export interface SaidTo {
  readonly ok: Said;
  readonly left: (tries: number) => Said;
  readonly invalidRequest: Said;
  readonly invalidChallenge: Said;
  readonly blocked: Said;
  readonly blockedFor: (minutes: number) => Said;
}

const inJson = (blocks: string): SaidTo => ({
  ok: ["success", '{"responseCode":1}'],
  left: (tries) => [`INVALID_RESPONSE, ${tries} left`, `{"responseCode":201,"attemptsLeft":${tries}}`],
  invalidRequest: ["INVALID_REQUEST", '{"responseCode":202}'],
  invalidChallenge: ["INVALID_CHALLENGE", '{"responseCode":203}'],
  blocked: [`ACCOUNT_BLOCKED${blocks}`, '{"responseCode":204}'],
  blockedFor: (minutes) => [
    `ACCOUNT_TEMPORARY_BLOCKED, for ${minutes} min`,
    `{"responseCode":204,"duration":${minutes}}`,
  ],
});

const inText = (shown: (word: string) => string): SaidTo => ({
  ok: [shown("success"), "OK"],
  left: (tries) => [shown(`INVALID_RESPONSE, ${tries} left`), `INVALID_RESPONSE:${tries}`],
  invalidRequest: [shown("INVALID_REQUEST"), "INVALID_REQUEST"],
  invalidChallenge: [shown("INVALID_CHALLENGE"), "INVALID_CHALLENGE"],
  blocked: [shown("ACCOUNT_BLOCKED, blocks this identity"), "ACCOUNT_BLOCKED"],
  // Text has no word for it.
  blockedFor: () => [shown("INVALID_CHALLENGE"), "INVALID_CHALLENGE"],
});

export const SAID: Readonly<Record<PhoneName, SaidTo>> = {
  kotlin: inJson(""),
  java: inJson(", blocks this identity"),
  ios: inText((word) => word),
  php: inText(() => "prints it"),
};
