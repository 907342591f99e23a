// Challenges, and what a finished login or sign-in gives.

import { both, flag, list, named, object, oneOf, only, shape, text, type ValueOf, whole } from "../../lib/schema.ts";

const CHALLENGE_ENTRY = {
  client_mode: oneOf("poll", "interactive"),
  image: text,
  message: text,
  serial: text,
  transaction_id: text,
  type: text,
};

export const challengeShape = shape("Challenge", () => ({
  ...CHALLENGE_ENTRY,
  attributes: object({ value: text, img: text, poll: flag, hideResponseInput: flag }),
  messages: list(text),
  multi_challenge: list(object(CHALLENGE_ENTRY)),
  preferred_client_mode: oneOf("poll", "interactive"),
  transaction_ids: list(text),
}));
export type ChallengeJson = ValueOf<typeof challengeShape>;

/** `ticket`: the next request of the same sign-in brings it back. */
export const ticketShape = both(challengeShape, object({ ticket: text }));

/** /validate/triggerchallenge, when no token may answer. */
export const noChallengeShape = object({
  message: text,
  messages: list(text),
  multi_challenge: list(text),
  transaction_ids: list(text),
});
export type NoChallengeJson = ValueOf<typeof noChallengeShape>;

/** Why a login was refused. privacyIDEA adds the token when its phone has not answered yet. */
export const refusedLoginShape = object({ message: text }, { serial: text, type: text });

const OWNER = {
  user: object({
    username: text,
    userid: text,
    givenname: text,
    surname: text,
    email: text,
    mobile: text,
    phone: text,
  }),
  "user-realm": text,
  "user-resolver": text,
};
const ownerShape = object(OWNER);
export type OwnerJson = ValueOf<typeof ownerShape>;

export const loggedInShape = shape("LoggedIn", () => ({ message: text, serial: text, ...OWNER }));

export const sessionShape = shape("Session", () => ({
  token: text,
  role: only("admin"),
  username: text,
  realm: text,
  rights: list(text),
  auth: flag,
  log_level: whole,
  logout_time: whole,
  menus: list(text),
  default_tokentype: text,
  token_page_size: whole,
  user_page_size: whole,
  audit_page_size: whole,
}));
export type SessionJson = ValueOf<typeof sessionShape>;

export const transactionStateShape = named("TransactionState", () =>
  oneOf("open", "answered", "used", "expired", "cancelled", "blocked", "unknown"),
);

export const openLoginShape = shape("OpenLogin", () => ({
  challenge: text,
  data: object({}),
  expiration: text,
  otp_received: flag,
  otp_valid: flag,
  received_count: whole,
  serial: text,
  timestamp: text,
  transaction_id: text,
  user: text,
  realm: text,
  client: text,
  country: text,
  application: text,
  administrator: text,
}));
export type OpenLoginJson = ValueOf<typeof openLoginShape>;

export const ENROLMENT_STATES = ["started", "fetched", "unproven", "enrolled", "expired"] as const;
/** What a watcher is told: `unknown` if the enrolment has been replaced or withdrawn. */
export const enrolmentShape = shape("Enrollment", () => ({
  state: oneOf(...ENROLMENT_STATES, "unknown"),
  qr_code_uses: whole,
}));
