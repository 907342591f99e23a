// The cost of a login, multiplied: transactions and rows a second, databases, the free plan. All of
// it is arithmetic on counted numbers, which test/storage/login-rows.test.ts holds. ./bill.ts
// has the prices, ./trail.ts the storage.

import { DATABASE_GB, monthOfTrailGb } from "./trail.ts";

/**
 * One login. Rows and transactions are D1's. Requests to the Worker: the trigger, the phone's
 * answer, the finalize and ten polls; to the object also the two alarms of a transaction.
 */
export const LOGIN = {
  trips: 4,
  requests: 13,
  objectRequests: 15,
  rowsWritten: 12,
  rowsRead: 25,
  transactions: 3,
  objectRowsWritten: 5,
  /** Rows of the trail: three, and now and then a failure. Cron deletes them in the end. */
  trailRows: 3.1,
  cpuMs: 11.4,
};

/**
 * One sign-in by OpenID Connect: authorize, begin, the page's WebSocket, the phone's answer,
 * result, token and userinfo. Its object is opened, listened to, answered and finalized, and has
 * two alarms.
 */
export const OIDC_SIGN_IN: typeof LOGIN = {
  trips: 8,
  requests: 7,
  objectRequests: 6,
  rowsWritten: 18,
  rowsRead: 50,
  transactions: 4,
  objectRowsWritten: 5,
  trailRows: 4.1,
  cpuMs: 28,
};

/** The busiest second of ten million users. */
export const PEAK_PER_SECOND = 2000;
/** The busiest second against the mean of the month. An assumption. */
const PEAK = 4;

/** Roughly how many small writes a database takes a second, by Cloudflare's documents. */
const TRANSACTIONS_PER_SECOND = 1000;
/**
 * Databases are filled no further than this, and twice as many share the writes as would just do.
 */
const FILLED = 0.8;
const ROOM = 2;

interface DatabaseNeeds {
  readonly transactionsPerSecond: number;
  readonly rowsPerSecond: number;
  readonly databasesForWrites: number;
  readonly databases: number;
  readonly loginsPerMonth: number;
  readonly trailGbPerMonth: number;
  /** How many days of the trail fit into `databases`. */
  readonly retentionDays: number;
  /** How many databases hold a month of the trail. */
  readonly databasesForMonth: number;
}

/** The needs of so many logins in the busiest second. */
export function databaseNeeds(peakPerSecond: number): DatabaseNeeds {
  const transactionsPerSecond = peakPerSecond * LOGIN.transactions;
  const databasesForWrites = Math.ceil(transactionsPerSecond / TRANSACTIONS_PER_SECOND);
  const databases = databasesForWrites * ROOM;
  const loginsPerMonth = (peakPerSecond / PEAK) * 86_400 * 30;
  const trailGbPerMonth = monthOfTrailGb(loginsPerMonth, LOGIN.trailRows);
  return {
    transactionsPerSecond,
    rowsPerSecond: peakPerSecond * LOGIN.rowsWritten,
    databasesForWrites,
    databases,
    loginsPerMonth,
    trailGbPerMonth,
    retentionDays: Math.floor((databases * DATABASE_GB * FILLED) / (trailGbPerMonth / 30)),
    databasesForMonth: Math.ceil(trailGbPerMonth / (DATABASE_GB * FILLED)),
  };
}

/** How many logins a day each limit of the free plan takes, the tightest first. */
export function freeLoginsOf(): readonly { readonly limit: string; readonly logins: number }[] {
  const limits: readonly (readonly [string, number, number])[] = [
    ["100 000 requests to the worker", 100_000, LOGIN.requests],
    ["100 000 requests to Durable Objects", 100_000, LOGIN.objectRequests],
    ["100 000 rows written to D1", 100_000, LOGIN.rowsWritten],
    ["100 000 rows written by objects", 100_000, LOGIN.objectRowsWritten],
    ["5 million rows read from D1", 5_000_000, LOGIN.rowsRead],
  ];
  return limits
    .map(([limit, allowed, perLogin]) => ({ limit, logins: Math.floor(allowed / perLogin) }))
    .sort((a, b) => a.logins - b.logins);
}
