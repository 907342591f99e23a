// What each reason for a refusal is on the wire: to an application one of privacyIDEA's errors, or
// a rejection with status 200, and to a phone a word. None reveals more than privacyIDEA's text.

import type { Reason, ReasonCode, ReasonOf, ScimFault } from "../../core/reasons.ts";
import type { PhoneReply } from "../../tiqr/replies.ts";
import type { Failure } from "./envelope.ts";
import { type Evidence, type PublicCode, publicCode } from "./reason-header.ts";

interface Wire {
  readonly api:
    | Failure
    | { readonly reject: string; readonly detail?: { readonly serial: string; readonly type: string } };
  /** The message without its number, for lists of what has failed. */
  readonly text: string;
  readonly phone: PhoneReply;
  readonly evidence: Evidence;
  /** RFC 7644 §3.12: by default, with status 400, `invalidValue`. */
  readonly scimType?: ScimFault | "uniqueness";
}

/** A hidden reason has the wire of its public code, but for the three that a phone can use. */
type Worded = PublicCode | "body-lost" | "wrong-response" | "locked-by-response";
type Table = { readonly [Code in Worded]: (reason: ReasonOf<Code>) => Wire };

const invalidRequest: PhoneReply = { word: "invalid-request" };
const invalidChallenge: PhoneReply = { word: "invalid-challenge" };

type Beside = Partial<Pick<Wire, "phone" | "evidence" | "scimType">>;

const error = (status: Failure["status"], code: number, message: string, beside: Beside = {}, number = ""): Wire => {
  const text = printable(message);
  return { api: { status, code, message: number + text }, text, phone: invalidRequest, evidence: {}, ...beside };
};
/** Messages repeat text of the request, whose control characters could steer terminals or logs. */
const printable = (message: string): string => message.replace(/\p{Cc}/gu, "\ufffd");
const numbered = (status: Failure["status"], code: number, message: string, beside?: Beside): Wire =>
  error(status, code, message, beside, `ERR${code}: `);
const parameterError = (message: string, evidence: Evidence = {}): Wire => numbered(400, 905, message, { evidence });
const notUnique = (message: string): Wire => numbered(409, 905, message, { scimType: "uniqueness" });
const authError = (code: number, message: string): Wire => error(401, code, `Authentication failure. ${message}`);
const reject = (message: string, phone: PhoneReply = invalidChallenge): Wire => ({
  api: { reject: message },
  text: message,
  phone,
  evidence: {},
});

const DID_NOT_MATCH = "Response did not match the challenge.";
const MANY_SHADOWED = "users have names that could then mean other ones";

const TABLE: Table = {
  "unknown-path": () => error(404, 404, "There is no such path."),
  "unknown-method": ({ allowed }) => error(405, 405, `Method not allowed. Allowed: ${allowed}`),
  "missing-parameter": ({ name }) => parameterError(`Missing parameter: ${name}`, { name }),
  "missing-init-user": () => parameterError("Missing parameter: 'user'"),
  "missing-serial": () => parameterError("Missing parameter: 'serial' or 'serials'"),
  "missing-subject": () => parameterError("You need to specify a serial, user or credential_id."),
  "invalid-parameter": ({ message }) => parameterError(message),
  "invalid-file": ({ code: _, message, ...fault }) => parameterError(`Invalid parameter csv: ${message}.`, fault),
  "invalid-line": ({ fault, message }) => parameterError(`Invalid line: ${message}.`, { fault }),
  "too-long": ({ name }) => parameterError(`Parameter too long: ${name}`, { name }),
  "nul-character": ({ name }) => parameterError(`Parameter with a NUL character: ${name}`, { name }),
  "control-character": () => parameterError("A user or realm with a control character."),
  "unseen-character": ({ character }) =>
    parameterError(`A user or realm with the character ${character}, which nobody sees.`, { character }),
  "user-too-long": ({ mostCharacters, mostEncoded }) =>
    parameterError(
      `The user name is too long. With its realm it may have ${mostCharacters} characters, ${mostEncoded} percent-encoded.`,
    ),
  "pin-too-short": ({ least }) =>
    parameterError(`The PIN is too short: it needs at least ${least} characters.`, { least }),
  "pattern-too-long": ({ name, mostBytes }) =>
    parameterError(`Invalid parameter ${name}: a pattern has at most ${mostBytes} bytes.`, { name, most: mostBytes }),
  // The phone was not heard, and its digits are still good.
  "body-lost": () => numbered(400, 905, "The body did not arrive.", { phone: { word: "show-digits" } }),
  "too-large": () => numbered(413, 905, "The request is too large."),
  "unknown-action": () => parameterError("Allowed actions are ['metadata', 'enrollment', 'authentication']"),
  "unknown-token-type": ({ type }) => parameterError(`Invalid tokentype provided. ttype: ${type}`),

  "user-not-found": () => numbered(400, 904, "The user can not be found in any resolver in this realm!"),
  "unknown-serial": () => error(404, 601, "The requested token could not be found."),
  "unknown-serials": ({ serial }) => error(404, 601, `No token found for serials: ${serial}`),
  "unknown-link": () => error(404, 601, "The requested link could not be found."),
  "undo-over": () => numbered(409, 905, "This can no longer be undone."),
  "unknown-client": () => error(404, 601, "The requested client could not be found."),
  "foreign-serial": () => parameterError("Given serial does not belong to given user!"),
  "shadows-users": ({ count }) =>
    parameterError(
      `${count === 1 ? "1 user has a name that could then mean another one" : `${count} ${MANY_SHADOWED}`}. ` +
        "If that is meant, send shadows=true.",
      { count },
    ),
  "external-id-taken": () => numbered(409, 905, "Another user of the realm has this external_id."),
  "already-assigned": ({ user, realm }) =>
    numbered(400, 1103, `Token already assigned to user User(login='${user}', realm='${realm}', resolver='${realm}')`),
  "too-many-tokens": () => numbered(403, 303, "The number of tokens for this user is limited!"),
  "disabled-otherwise": () =>
    numbered(409, 905, "It was disabled or blocked in another way, too, by an account or its owner."),
  "read-only-settings": () =>
    numbered(403, 303, "Settings cannot be changed here. They are in wrangler.toml: change them there and deploy."),
  "invalid-session": () => parameterError("Invalid Session"),
  "link-not-open": () => numbered(410, 905, "This link cannot be used any more."),

  // Differs: an unknown user shares this answer. privacyIDEA says 904, and ownCloud can be set to
  // let in anyone with 904. This service has no directory, so an unknown name may be that of a
  // person who has no phone yet.
  "no-tokens": () => reject("The user has no tokens assigned"),
  "token-disabled": () => reject("Token is disabled"),
  "token-locked": () => reject("Failcounter exceeded"),
  "token-revoked": () => numbered(400, 1007, "This action is not possible, since the token is locked"),
  "user-deactivated": () => numbered(409, 905, "The user is blocked or deactivated."),
  "token-not-valid-now": () => reject("Outside validity period"),
  "token-not-enrolled": () => reject("Token is not enrolled yet"),
  "key-lost": () => reject("Token has to be enrolled again"),
  "wrong-pin": () => reject("wrong otp pin"),

  // An application hears of these only when it sent an answer itself, as `response`.
  "wrong-response": ({ attemptsLeft }) => reject("wrong otp pin", { word: "wrong-response", attemptsLeft }),
  "locked-by-response": ({ opensAfterMs, blocksPhone }) => {
    if (opensAfterMs !== undefined)
      return reject("wrong otp pin", { word: "blocked-for", duration: Math.ceil(opensAfterMs / 60_000) });
    return reject("wrong otp pin", blocksPhone ? { word: "account-blocked" } : invalidChallenge);
  },
  "not-answered": ({ serial }) => ({
    ...reject(DID_NOT_MATCH),
    api: { reject: DID_NOT_MATCH, detail: { serial, type: "tiqr" } },
  }),

  // Told by RFC 6749's rules at the client's redirect URI, or by a page.
  "authorization-refused": () => numbered(400, 905, "The request for authorization was refused."),
  "unguarded-host": () =>
    numbered(403, 303, "No client has this host, or it is asked for at another scheme or port than PUBLIC_URL."),
  "cross-site": () => numbered(403, 303, "Only this service's own pages may send this."),

  // /oidc/token says them in its own words.
  "invalid-client": () => error(401, 4031, "The client is unknown, or did not authenticate as it is registered."),
  "secret-in-form": () => error(401, 4031, "Shown by client_secret_post, registered for client_secret_basic."),
  "secret-in-header": () => error(401, 4031, "Shown by client_secret_basic, registered for client_secret_post."),
  "invalid-token-request": () => parameterError("Invalid request for tokens"),
  "invalid-assertion": () => error(401, 4031, "The client's assertion is not for this service, or not for now."),
  "client-keys-unread": () => error(401, 4031, "The client's keys could not be read from its jwks_uri."),
  "invalid-grant": () => parameterError("Invalid code or refresh token"),
  "replayed-grant": () => parameterError("The code or refresh token was used before"),

  "missing-username": () => authError(4032, "Missing Username"),
  "wrong-credentials": () => authError(4031, "Wrong credentials"),
  "second-factor-unusable": () =>
    authError(
      4031,
      "Your phone has to confirm, but its token is disabled, locked or outside its validity period, or has to be enrolled again",
    ),
  "second-factor-required": () => authError(4031, "Your account needs a phone to sign in, and none is enrolled"),
  "second-factor-missing": () => authError(4031, "Your phone has not confirmed yet"),
  "second-factor-wrong": () => authError(4031, "The digits from your phone are wrong"),
  "missing-authorization": () => authError(4033, "Missing Authorization header."),
  "invalid-authorization": ({ message }) => authError(4304, `Error decoding the Authorization token: ${message}`),
  "expired-authorization": () => authError(4305, "Your token has expired"),
  "wrong-role": () => authError(4306, "You do not have the necessary role (['admin']) to access this resource!"),
  "signed-out": () =>
    authError(
      4304,
      "Error decoding the Authorization token: the session was ended, or the account is gone or has a new password",
    ),
  "missing-right": ({ right }) => numbered(403, 303, `Your account lacks the right ${right}.`, { evidence: { right } }),
  "administrators-only": () => numbered(403, 303, "Only administrators may change the tokens of administrators."),
  "own-person": () => numbered(403, 303, "You cannot do this for the user of your account's own name."),
  "confirmation-needed": () =>
    numbered(403, 303, "Confirm with your phone first: at POST /auth/confirm, or by signing in again."),
  "caller-unproven": ({ least }) =>
    numbered(
      403,
      303,
      `Verify the caller first. Enough is ${least === 1 ? "one" : "two"} of phone, PIN, recovery code and known browser, ` +
        "or a colleague who has seen an ID, or the wait.",
      { evidence: { least } },
    ),
  "other-realm": () => numbered(403, 303, "The rights of your account do not hold for this realm."),
  "unknown-account": () => error(404, 601, "The requested account could not be found."),
  "account-exists": () => numbered(409, 905, "There is already an account of this name."),
  "last-administrator": () => numbered(409, 905, "This would leave no administrator who can sign in with a password."),
  "too-many-keys": () => numbered(409, 905, "The account has as many keys as it may have. Delete one first."),
  "unknown-endpoint": () => error(404, 601, "The requested endpoint could not be found."),
  "too-many-endpoints": () => numbered(409, 905, "There are as many endpoints as there may be. Delete one first."),
  "unknown-job": () => error(404, 601, "The requested job could not be found."),
  "too-many-jobs": () =>
    numbered(409, 905, "The account has as many jobs going on as it may have. Wait for one, or cancel it."),
  "pass-needs-pin": () => numbered(409, 905, "The user has no active token with a PIN."),
  "pass-limit": ({ retryAfterSeconds: seconds }) =>
    error(429, 429, "The user has had three day passes within a week, or your account made twenty within a day.", {
      evidence: { seconds },
    }),
  "too-many-requests": ({ retryAfterSeconds: seconds }) =>
    error(429, 429, "Too many requests. Please try again later.", { evidence: { seconds } }),

  "invalid-resource": ({ message, fault }) => numbered(400, 905, `${fault}: ${message}`, { scimType: fault }),
  "unknown-resource": () => error(404, 601, "The requested resource could not be found."),
  "resource-exists": () => notUnique("Another user or group of the realm has this name or externalId."),
  "name-shadows": () => notUnique("This name would mean a user of another realm, too."),
  "resource-changed": () => numbered(412, 905, "The resource has changed. Read it again."),
  "not-one-realm": () =>
    numbered(403, 303, "This takes an API key of an account with exactly one realm, and not that of administrators."),
  "spread-realm": () => numbered(501, 905, "The people of this realm are in several databases (SHARD_SLOTS)."),
  "no-bulk": () => numbered(501, 905, "Send one change at a time: there is no /Bulk."),

  "too-many-listeners": () => error(429, 429, "Too many listeners. Poll without wait."),
  "foreign-origin": () => numbered(403, 303, "Pages of this origin may not listen here."),
  "no-upgrade": () =>
    error(
      426,
      426,
      "This path speaks WebSocket. Without one, poll /validate/polltransaction or /validate/pollenrollment.",
    ),

  "upstream-failed": () =>
    error(502, 502, "The privacyIDEA server behind this service cannot be reached, or its answer broke off."),
  "upstream-late": () => error(504, 504, "The privacyIDEA server behind this service does not answer in time."),
  "upstream-loop": () => error(508, 508, "This request has been here before: two servers send it to each other."),
  unavailable: () => error(503, 503, "The service cannot answer right now. Please try again."),
  "archive-unavailable": () =>
    error(503, 503, "Older rows of the audit trail cannot be read: the archive does not have them as it should."),
};

/** The message of a rejection; undefined for a reason that is an error. */
export function rejectionOf(reason: Reason): string | undefined {
  const { api } = wireOf(reason);
  return "reject" in api ? api.reject : undefined;
}

export function wireOf(reason: Reason): Wire {
  const code = isWorded(reason.code) ? reason.code : publicCode(reason);
  return (TABLE[code] as (reason: Reason) => Wire)(reason);
}

const isWorded = (code: ReasonCode): code is Worded => Object.hasOwn(TABLE, code);
