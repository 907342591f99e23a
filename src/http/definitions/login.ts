// Signing in, logging in, and waiting for the phone: ../api/auth.ts, confirm.ts, validate.ts, poll.ts, events.ts, initialize.ts.

import {
  accepted,
  acceptedOrNot,
  challenged,
  empty,
  NOTHING_TRIGGERED,
  ok,
  REFUSED_LOGIN,
  rejected,
  success,
} from "./answers.ts";
import type { Answer, Definition, Definitions } from "./definition.ts";
import { OF_LOGIN } from "./reasons.ts";
import { flag, list, object, oneOf, only, type Schema, shared, text } from "./schema.ts";

const SECOND_STEP = ["transaction_id", "ticket", "response", "image_format"];
const WITH_TICKET: Schema = { allOf: [shared("Challenge"), object({ ticket: text })] };
const SUBJECT = ["user", "realm", "serial"];
const CHECK = [...SUBJECT, "pass", "transaction_id", "state", "response", "image_format"];
const SECOND_FACTOR = [
  "second-factor-unusable",
  "second-factor-required",
  "second-factor-missing",
  "second-factor-wrong",
] as const;

const verdicts = (yes: Schema, no: Schema): readonly Answer[] => [
  accepted(yes, shared("LoggedIn")),
  challenged(no),
  rejected(no, REFUSED_LOGIN),
];

const check = (does: string, answers: readonly Answer[]): Definition => ({
  does,
  takes: CHECK,
  answers,
  reasons: OF_LOGIN,
});
const SAML_ATTRIBUTES = object({ username: text, realm: text, resolver: text });
const PLAIN = verdicts(only(true), only(false));
const checked = check("Checks the PIN and opens a login, or finalizes one", PLAIN);
const samlChecked = check(
  "The same with attributes, for SAML modules",
  verdicts(
    object({ auth: only(true), attributes: SAML_ATTRIBUTES }),
    object({ auth: only(false), attributes: object({}) }),
  ),
);
const radiusChecked: Definition = {
  ...check("The same by its status, for RADIUS modules", [
    empty(204),
    ...PLAIN.slice(1).map((answer) => ({ ...answer, status: 400 })),
  ]),
  rejects: 400,
};

const triggered: Definition = {
  does: "Opens a login without a PIN",
  right: "triggerchallenge",
  takes: [...SUBJECT, "image_format"],
  answers: [challenged(shared("Count")), rejected(only(0), NOTHING_TRIGGERED)],
  reasons: [...OF_LOGIN, "user-not-found"],
};

const initialized: Definition = {
  does: "Refuses: there are no passkeys",
  takes: ["type"],
  answers: [],
  reasons: ["missing-parameter"],
};

const polled = (takes: readonly string[]): Definition => ({
  does: "Whether the phone has answered",
  takes,
  answers: [
    acceptedOrNot(
      flag,
      object({
        challenge_status: oneOf("accept", "pending", "declined"),
        transaction_state: shared("TransactionState"),
      }),
    ),
  ],
  reasons: ["missing-parameter", "too-many-listeners"],
});

const watched = (takes: readonly string[]): Definition => ({
  does: "How far an enrolment is",
  takes,
  answers: [success(flag, object({ enrollment: shared("Enrollment") }))],
  reasons: ["missing-parameter", "too-many-listeners"],
});

const socket = (does: string): Definition => ({
  does,
  answers: [empty(101)],
  reasons: ["no-upgrade", "foreign-origin", "too-many-listeners"],
});

const KNOWN = ["enrollment_id", "wait", "state", "qr_code_uses"];

export const loginDefinitions: Definitions = {
  "POST /auth": {
    does: "Signs an account in",
    takes: ["username", "password", ...SECOND_STEP],
    answers: [accepted(shared("Session")), challenged(only(false), WITH_TICKET)],
    reasons: ["missing-username", "wrong-credentials", "control-character", "too-many-requests", ...SECOND_FACTOR],
  },
  "POST /auth/confirm": {
    does: "Has the account's phone confirm the session",
    right: "signed in",
    takes: SECOND_STEP,
    answers: [accepted(object({ token: text })), challenged(only(false), WITH_TICKET)],
    reasons: [...SECOND_FACTOR, "wrong-credentials", "too-many-requests"],
  },
  "DELETE /auth": { does: "Ends the session", right: "signed in", answers: [ok] },
  "DELETE /auth/sessions": { does: "Ends all sessions of the account", right: "signed in", answers: [ok] },
  "GET /auth/rights": {
    does: "The token types that the account may enrol",
    right: "signed in",
    answers: [success(object({}, { tiqr: text }))],
  },
  "GET /validate/check": checked,
  "POST /validate/check": checked,
  "GET /validate/samlcheck": samlChecked,
  "POST /validate/samlcheck": samlChecked,
  "GET /validate/radiuscheck": radiusChecked,
  "POST /validate/radiuscheck": radiusChecked,
  "GET /validate/triggerchallenge": triggered,
  "POST /validate/triggerchallenge": triggered,
  "GET /validate/initialize": initialized,
  "POST /validate/initialize": initialized,
  "GET /validate/capabilities": {
    does: "What this service can do, for privacyIDEA's clients",
    right: "signed in",
    answers: [accepted(object({ tokentypes: list(text), client_modes: list(text) }))],
  },
  "GET /validate/polltransaction": polled(["transaction_id", "wait"]),
  "GET /validate/polltransaction/:id": polled(["transaction_id", "wait"]),
  "GET /validate/pollenrollment": watched(KNOWN),
  "GET /validate/pollenrollment/:id": watched(KNOWN),
  "GET /validate/events/:id": socket("A WebSocket that tells the state of a login at each change"),
  "GET /validate/events/enrollment/:id": socket("A WebSocket that tells how far an enrolment is at each change"),
};
