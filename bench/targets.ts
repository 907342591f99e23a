// The targets of the service: `npm run bench -- --check` fails when one is missed. A ratio holds
// for each number of clients and each place of the state, by the median of rounds.
import type { StepName } from "./steps/steps.ts";

/** Least throughput as a share of the floor's that has its own writes after the reply. */
export const MIN_RATIO: Readonly<Partial<Record<StepName, number>>> = {
  poll: 0.8,
  "poll by check": 0.7,
  answer: 0.85,
  finalize: 0.85,
  trigger: 0.88,
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

/** The same by the floor without such writes. */
export const MIN_QUIET_RATIO: Readonly<Partial<Record<StepName, number>>> = { login: 0.8 };

/**
 * Most CPU of a trigger for a user with ten tokens, as a multiple of that for one. The rest is the
 * tokens' own rows.
 */
export const MAX_CPU_OF_TEN_TOKENS = 1.15;

/** Most that a whole login may do to D1, and to its object. */
export const MAX_OF_LOGIN = { rowsWritten: 12, transactions: 3, rowsRead: 25, objectRows: 5 } as const;

/** The same for a sign-in by OpenID Connect, from the request for authorization to userinfo. */
export const MAX_OF_SIGN_IN = { trips: 8, rowsWritten: 18, transactions: 4, rowsRead: 50, objectRows: 5 } as const;

/** Texts that no start needs are files beside it: docs/decisions/074-files-beside-the-worker.md. */
export const MAX_BUNDLE_GZIP_BYTES = 340_000;

/** Over a worker without a program: what it takes today, on a machine that has other guests. */
export const MAX_START_MS = 100;

/** Most that one request of API or console may read, and its time in SQLite, at any size. */
export const MAX_OF_REQUEST = { rowsRead: 2000, databaseMs: 10 } as const;

/** The same for a search by a part of a text. */
export const MAX_OF_SEARCH = { rowsRead: 64_000, databaseMs: 20 } as const;

/**
 * Most that a login's steps may take with the fullest database, as a multiple of their time with
 * the emptiest.
 */
export const MAX_LOGIN_GROWTH = 1.25;
