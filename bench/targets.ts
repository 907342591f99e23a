// The targets of the service: `npm run bench -- --check` fails when one is missed, which a ratio is
// when the whole interval of its median is on the wrong side, for any number of clients.
import type { StepName } from "./steps/steps.ts";

/** Least CPU of the floor by the service's. */
export const MIN_RATIO: Readonly<Partial<Record<StepName, number>>> = {
  poll: 0.8,
  "poll by check": 0.7,
  answer: 0.85,
  finalize: 0.85,
  trigger: 0.88,
  // By the trigger of one token.
  "trigger of ten tokens": 0.85,
  "wrong PIN": 0.88,
  init: 0.88,
  metadata: 0.88,
  enrolment: 0.88,
  login: 0.92,
  // Pages, words and sealing are what the floor lacks.
  authorize: 0.4,
  begin: 0.85,
  "answer to a sign-in": 0.85,
  result: 0.6,
  token: 0.75,
  userinfo: 0.6,
  "sign-in": 0.75,
};

/** Most that a whole login may do to D1, and to its object. */
export const MAX_OF_LOGIN = { rowsWritten: 12, transactions: 3, rowsRead: 25, objectRows: 6 } as const;

/** The same for a sign-in by OpenID Connect, from the request for authorization to userinfo. */
export const MAX_OF_SIGN_IN = { trips: 8, rowsWritten: 18, transactions: 4, rowsRead: 50, objectRows: 6 } as const;

/** Notices growth. No limit of the platform is near: docs/decisions/032-one-module.md. */
export const MAX_BUNDLE_GZIP_BYTES = 449_000;

/** Most CPU of a start, as a multiple of that of a worker without a program. */
export const MAX_START_RATIO = 5;

/** Most that one request of API or console may read, and its time in SQLite, at any size. */
export const MAX_OF_REQUEST = { rowsRead: 2000, databaseMs: 10 } as const;

/** The same for a search by a part of a text. */
export const MAX_OF_SEARCH = { rowsRead: 64_000, databaseMs: 20 } as const;

/**
 * Most CPU of a login's steps with the fullest database, as a multiple of that with the emptiest.
 */
export const MAX_LOGIN_GROWTH = 1.25;
