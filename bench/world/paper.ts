// The cost of a login, multiplied: transactions and rows a second, databases, storage, and a month
// at Cloudflare's list prices. All of it is arithmetic on counted numbers
// (test/storage/login-rows.test.ts holds them) and on the prices that docs/operating.md names.

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
  cpuMs: 28,
};

/** The busiest second of ten million users. */
export const PEAK_PER_SECOND = 2000;
/** The busiest second against the mean of the month. An assumption. */
const PEAK = 4;

/**
 * The greatest size of a database by Cloudflare's documents, and roughly how many small writes it
 * takes a second.
 */
const DATABASE_GB = 10;
const TRANSACTIONS_PER_SECOND = 1000;
/**
 * Databases are filled no further than this, and twice as many share the writes as would just do.
 */
const FILLED = 0.8;
const ROOM = 2;
const TRAIL_GB_PER_MILLION = 1;

interface Bill {
  readonly what: string;
  readonly dollars: number;
}

/** A month of that many logins, or of other sign-ins that cost `each`. */
export function billOf(logins: number, each = LOGIN): readonly Bill[] {
  const bill = (what: string, perLogin: number, included: number, perMillion: number): Bill => ({
    what,
    dollars: (Math.max(0, logins * perLogin - included) / 1e6) * perMillion,
  });
  return [
    { what: "the plan", dollars: 5 },
    bill("requests to the worker", each.requests, 10e6, 0.3),
    bill("requests to Durable Objects", each.objectRequests, 1e6, 0.15),
    bill("rows written to D1", each.rowsWritten, 50e6, 1),
    bill("rows written by objects", each.objectRowsWritten, 50e6, 1),
    bill("rows read from D1", each.rowsRead, 25e9, 0.001),
    bill("CPU, milliseconds", each.cpuMs, 30e6, 0.02),
  ];
}

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
  const trailGbPerMonth = (loginsPerMonth / 1e6) * TRAIL_GB_PER_MILLION;
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
