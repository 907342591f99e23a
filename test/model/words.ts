// Replies, written as one line each, so that a prediction and a real reply can be compared and
// read. The words are those of the two protocols: privacyIDEA's messages and numbers, and the
// phone's words.

export const MESSAGES = {
  scan: "Please scan the QR Code",
  found: "Found matching challenge",
  notMatched: "Response did not match the challenge.",
  wrong: "wrong otp pin",
  noTokens: "The user has no tokens assigned",
  disabled: "Token is disabled",
  locked: "Failcounter exceeded",
  notEnrolled: "Token is not enrolled yet",
} as const;

/** The words of a success that matter, in this order. */
export interface SuccessWords {
  readonly value: unknown;
  readonly authentication?: string;
  /**
   * From `detail`: message, challenge_status, transaction_state, the serials of the challenges,
   * serial, number of tokens.
   */
  readonly detail?: readonly unknown[];
}

export const successLine = ({ authentication, value, detail = [] }: SuccessWords): string =>
  ["200", authentication, JSON.stringify(value), ...detail].filter((word) => word !== undefined).join(" ");

export const errorLine = (status: number, code: number, message: string): string => `${status} ${code} ${message}`;

export const rejectLine = (message: string, ...more: unknown[]): string =>
  successLine({ authentication: "REJECT", value: false, detail: [message, ...more] });

export const REVOKED = errorLine(400, 1007, "ERR1007: This action is not possible, since the token is locked");
export const UNKNOWN_SERIAL = errorLine(404, 601, "The requested token could not be found.");
export const INVALID_SESSION = errorLine(400, 905, "ERR905: Invalid Session");
export const FOREIGN_SERIAL = errorLine(400, 905, "ERR905: Given serial does not belong to given user!");
export const USER_NOT_FOUND = errorLine(400, 904, "ERR904: The user can not be found in any resolver in this realm!");

/** The phone's words: as text for protocol 1, as JSON for protocol 2. */
export const PHONE = {
  ok: { text: "OK", json: { responseCode: 1 } },
  enrolmentRefused: { text: "ENROLLMENT_REFUSED", json: { responseCode: 101 } },
  invalidChallenge: { text: "INVALID_CHALLENGE", json: { responseCode: 203 } },
} as const;

/** `left` is at least 1. In text it is one digit: old phones read 10 as 1. */
export const wrongResponse = (left: number): PhoneWord => ({
  text: `INVALID_RESPONSE:${Math.min(left, 9)}`,
  json: { responseCode: 201, attemptsLeft: left },
});

/** For this many minutes. Text has no word for that. */
export const blockedFor = (duration: number): PhoneWord => ({
  text: PHONE.invalidChallenge.text,
  json: { responseCode: 204, duration },
});

/**
 * The state of a login whose tokens are gone: the service ends it after the reply to the change.
 */
export const PERHAPS_ENDED = "open or expired";

/** Whether a reply is the expected one. */
export const isReply = (expected: string, reply: string): boolean =>
  ["open", "expired"].some((state) => expected.replaceAll(PERHAPS_ENDED, state) === reply);

export interface PhoneWord {
  readonly text: string;
  readonly json: object;
}

export const phoneHears = ({ text, json }: PhoneWord, protocol: 1 | 2): string =>
  `200 ${protocol === 1 ? text : JSON.stringify(json)}`;
