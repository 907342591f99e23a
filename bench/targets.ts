// The targets of the service: `npm run bench -- --check` fails when one is missed, which a ratio is
// when the whole interval of its median is on the wrong side, for any number of clients.
import type { StepName } from "./steps/steps.ts";

/**
 * Least CPU of the floor by the service's. Each lies some 7 % below what is measured with the
 * number of clients that is worst for it, which is about half of its interval: the same version
 * passes on a busy machine, too, and one that takes a fifth more does not. What the service does
 * besides the floor is named, and where more was tried.
 */
export const MIN_RATIO: Readonly<Partial<Record<StepName, number>>> = {
  // The right, parameters, the sealed secret, the signed row and the words. PBKDF2, the QR code and
  // 22 rows are the floor's, too.
  init: 0.65,
  // The session's ticket is opened, and the row signed.
  metadata: 0.75,
  // The same, and the secret is sealed: without PBKDF2 or a code that weighs more than these.
  enrolment: 0.66,
  // The limits, rights and readings of a name, sealing, and the signed row. PBKDF2 and QR code
  // weigh more: what was tried on them is in docs/decisions/075.
  trigger: 0.77,
  // By the trigger of one token: the rest are the tokens' own rows.
  "trigger of ten tokens": 0.9,
  // The record, the timer and the copied headers, which are tried out one by one in
  // docs/decisions/054: no more than 10 µs of them are ours.
  poll: 0.61,
  // Besides these the body, bounded and timed, of which three quarters are the runtime's reading.
  "poll by check": 0.46,
  // The session key, the secret and the OCRA response, none of which the floor looks at; guards on
  // lock, generation, state and validity; the signed row. Fewer statements in the batch and fewer
  // HMACs brought nothing: docs/decisions/075.
  answer: 0.5,
  // The same guards and the row, without a response.
  finalize: 0.65,
  // A second look at all of the user's tokens on the primary, 41 rows where the floor reads 6: its
  // statements are the same for known and unknown names, so that their time tells nobody which.
  "wrong PIN": 0.61,
  // The five of them, with one PBKDF2 and one QR code.
  login: 0.66,
  // Client, request and words of the page.
  authorize: 0.48,
  // As a trigger, and the page with the QR code in its language.
  begin: 0.67,
  // As an answer.
  "answer to a sign-in": 0.51,
  // The sealed code, the browser's session and the claims of one batch, and the page that leads on.
  // In whole runs it is dearest with eight at a time (.46), after all other steps; without those
  // it is not (.55).
  result: 0.43,
  // Two RS256 signatures are the floor's, too; the code is opened and the client's secret compared.
  token: 0.71,
  userinfo: 0.67,
  "sign-in": 0.62,
};

/** Most that a whole login may do to D1, and to its object. */
export const MAX_OF_LOGIN = { rowsWritten: 12, transactions: 3, rowsRead: 25, objectRows: 5 } as const;

/** The same for a sign-in by OpenID Connect, from the request for authorization to userinfo. */
export const MAX_OF_SIGN_IN = { trips: 8, rowsWritten: 18, transactions: 4, rowsRead: 51, objectRows: 5 } as const;

/** Texts that no start needs are files beside it: docs/decisions/074-files-beside-the-worker.md. */
export const MAX_BUNDLE_GZIP_BYTES = 363_500;

/**
 * Most CPU of a start, as a multiple of that of a worker without a program: 7 % above what it
 * takes. V8 reads and compiles the whole bundle at each start, so this falls with the bundle.
 */
export const MAX_START_RATIO = 3.8;

/** Most that one request of API or console may read, and its time in SQLite, at any size. */
export const MAX_OF_REQUEST = { rowsRead: 2000, databaseMs: 10 } as const;

/** The same for a search by a part of a text. */
export const MAX_OF_SEARCH = { rowsRead: 64_000, databaseMs: 20 } as const;

/**
 * Most CPU of a login's steps with the fullest database, as a multiple of that with the emptiest.
 */
export const MAX_LOGIN_GROWTH = 1.25;
