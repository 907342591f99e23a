// Logging in and waiting for the phone: the routes here. Signing in: ../people/auth-routes.ts.

import { flag, list, mapOf, object, oneOf, only, type Schema, text } from "../../lib/schema.ts";
import { accepted, acceptedOrNot, challenged, empty, file, ok, rejected, succeeds } from "../openapi/answers.ts";
import type { Answer, Definition, Definitions } from "../openapi/definition.ts";
import { countShape } from "../openapi/envelope-shapes.ts";
import { OF_LOGIN } from "../openapi/reasons.ts";
import {
  challengeShape,
  enrolmentShape,
  loggedInShape,
  noChallengeShape,
  refusedLoginShape,
  sessionShape,
  ticketShape,
  transactionStateShape,
} from "./shapes.ts";

const SECOND_STEP = ["transaction_id", "ticket", "response", "image_format"];
const SUBJECT = ["user", "realm", "serial"];
const CHECK = [...SUBJECT, "pass", "transaction_id", "state", "response", "client", "image_format"];
const SECOND_FACTOR = [
  "second-factor-unusable",
  "second-factor-required",
  "second-factor-missing",
  "second-factor-wrong",
] as const;

const verdicts = <Yes, No>(yes: Schema<Yes>, no: Schema<No>) => [
  accepted(yes, loggedInShape),
  challenged(no, challengeShape),
  rejected(no, refusedLoginShape),
];

const check = <One extends Answer>(does: string, tells: string, answers: readonly One[]) =>
  ({ does, tells, takes: CHECK, decides: true, answers, reasons: OF_LOGIN }) satisfies Definition;
const SAML_ATTRIBUTES = object({ username: text, realm: text, resolver: text });
const PLAIN = verdicts(only(true), only(false));
const checked = check(
  "Checks the PIN and opens a login, or finalizes one",
  "With `pass`: CHALLENGE with `transaction_id`, the QR code as `image` (a `data:` URI) and its text as " +
    "`attributes.value`; or REJECT with a `message`. With `transaction_id` or `state`: ACCEPT, once; before the " +
    "phone's answer REJECT, and nothing is counted, so applications may poll this way. With `response` as well: it is " +
    "verified and counted like the phone's own answer, then ACCEPT.",
  PLAIN,
);
const samlChecked = check(
  "The same with attributes, for SAML modules",
  "`result.value` is `{auth, attributes}`, with `username`, `realm` and `resolver` once the login is accepted.",
  verdicts(
    object({ auth: only(true), attributes: SAML_ATTRIBUTES }),
    object({ auth: only(false), attributes: object({}) }),
  ),
);
const radiusChecked = {
  ...check(
    "The same by its status, for RADIUS modules",
    "The status is 204 for ACCEPT, and 400 with an empty text for anything else.",
    [empty(204), file("text/plain", { status: 400 })],
  ),
  rejects: 400,
} satisfies Definition;

const triggered = {
  does: "Opens a login without a PIN",
  tells: "`result.value` is the number of tokens that may answer, 0 for none.",
  right: "triggerchallenge",
  takes: [...SUBJECT, "client", "image_format"],
  decides: true,
  answers: [challenged(countShape, challengeShape), rejected(only(0), noChallengeShape)],
  reasons: OF_LOGIN,
} satisfies Definition;

const initialized: Definition = {
  does: "Refuses: there are no passkeys",
  tells: "The status is 400, the code 905: no other login begins without a user.",
  takes: ["type"],
  answers: [],
  reasons: ["missing-parameter"],
};

const polled = {
  does: "Whether the phone has answered",
  tells:
    "The answer has `detail.transaction_state` and `detail.challenge_status`. With `wait` the answer comes as soon " +
    "as the state is not `open`, or after so many seconds. Without it, `detail.refused` says why an answer was not " +
    "taken while the state is still `open`.",
  takes: ["transaction_id", "wait"],
  answers: [
    acceptedOrNot(
      flag,
      object(
        { challenge_status: oneOf("accept", "pending", "declined"), transaction_state: transactionStateShape },
        { refused: only("phone-elsewhere") },
      ),
    ),
  ],
  reasons: ["missing-parameter", "too-many-listeners"],
} satisfies Definition;

const watched = {
  does: "How far a registration is",
  tells:
    "`result.value` is whether a phone has sent its secret, and `detail.enrollment` how far it is. With `wait` the answer comes " +
    "as soon as the registration is further than `state` and `qr_code_uses` say, or after so many seconds.",
  takes: ["enrollment_id", "wait", "state", "qr_code_uses"],
  answers: [succeeds(flag, object({ enrollment: enrolmentShape }))],
  reasons: ["missing-parameter", "too-many-listeners"],
} satisfies Definition;

const socket = (does: string, tells: string): Definition => ({
  does,
  tells,
  answers: [empty(101)],
  reasons: ["no-upgrade", "foreign-origin", "too-many-listeners"],
});

export const loginDefinitions = {
  "POST /auth": {
    does: "Signs an account in",
    tells:
      "The answer has `result.value.token`, valid for an hour, and the account's `rights` by name. An administrator " +
      "who has a TiQR token gets CHALLENGE, as from `/validate/check`, with a `detail.ticket`. With " +
      "`transaction_id` and `ticket`: the same `result.value`, once, after the phone's answer, or with a right " +
      "`response`; before the answer 401, and nothing is counted.",
    takes: ["username", "password", ...SECOND_STEP],
    answers: [accepted(sessionShape), challenged(only(false), ticketShape)],
    reasons: ["missing-username", "wrong-credentials", "control-character", "too-many-requests", ...SECOND_FACTOR],
  },
  "POST /auth/confirm": {
    does: "Has the account's phone confirm the session",
    tells:
      "The answer is CHALLENGE with a `detail.ticket`, as at `POST /auth`; then, with `transaction_id` and " +
      "`ticket`, a `result.value.token` for the same session, which ends at the same time and is now confirmed: " +
      "docs/accounts.md#changing-the-tokens-of-administrators.",
    right: "signed-in",
    takes: SECOND_STEP,
    answers: [accepted(object({ token: text })), challenged(only(false), ticketShape)],
    reasons: [...SECOND_FACTOR, "wrong-credentials", "too-many-requests"],
  },
  "DELETE /auth": {
    does: "Ends the session",
    tells: "Every token that was issued for it ends as well.",
    right: "signed-in",
    answers: [ok],
  },
  "DELETE /auth/sessions": { does: "Ends all sessions of the account", right: "signed-in", answers: [ok] },
  "GET /auth/rights": {
    does: "The token types that the account may register",
    tells: "They are `tiqr`, or none.",
    right: "signed-in",
    answers: [succeeds(object({}, { tiqr: text }))],
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
    tells: "The answer has `capabilities` as privacyIDEA has them, and beside them `tokentypes` and `client_modes`.",
    right: "signed-in",
    answers: [succeeds(object({ capabilities: mapOf(flag), tokentypes: list(text), client_modes: list(text) }))],
  },
  "GET /validate/polltransaction": polled,
  "GET /validate/polltransaction/:id": polled,
  "GET /validate/pollenrollment": watched,
  "GET /validate/pollenrollment/:id": watched,
  "GET /validate/events/:id": socket(
    "A WebSocket that tells the state of a login at each change",
    'It sends `{"state":…}`: the current `transaction_state` and each later one.',
  ),
  "GET /validate/events/enrollment/:id": socket(
    "A WebSocket that tells how far a registration is at each change",
    'It sends `{"state":…,"qr_code_uses":…}`, now and at each change.',
  ),
} satisfies Definitions;
