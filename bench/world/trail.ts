// The storage that the trail takes, in D1 alone, or with its older rows in R2. The sizes of a row
// were measured with 199 885 signed rows of logins.

/** The greatest size of a database by Cloudflare's documents. */
export const DATABASE_GB = 10;

/** AUDIT_RETENTION_DAYS and AUDIT_DATABASE_DAYS, unless they are set. */
const RETENTION_DAYS = 400;
const DATABASE_DAYS = 30;
const DAYS_OF_MONTH = 30.4;

/** In D1 with its indexes. */
export const ROW_BYTES = 288;
/** In a part, in blocks of 500 rows that are packed each by itself, and in the part's index. */
export const ARCHIVED_BYTES = 92.5 + 6.3;
const PART_ROWS = 50_000;
/** A row of audit_name with its index. Each person has one, which is renewed each month. */
export const NAME_BYTES = 92;
/** A month. An assumption. */
const LOGINS_OF_PERSON = 3;

/** A month's use of D1 and R2. */
export interface TrailUse {
  readonly d1Gb: number;
  readonly r2Gb: number;
  /** A part and its index. */
  readonly puts: number;
  /** Names that are written or renewed. */
  readonly names: number;
}

export const NO_TRAIL: TrailUse = { d1Gb: 0, r2Gb: 0, puts: 0, names: 0 };

const gbOf = (rows: number, bytes: number): number => (rows * bytes) / 1e9;

/** After so many logins a month for as long as the trail is kept. */
export function trailUse(logins: number, rowsOfLogin: number): { readonly alone: TrailUse; readonly withR2: TrailUse } {
  const rowsADay = (logins * rowsOfLogin) / DAYS_OF_MONTH;
  const names = logins / LOGINS_OF_PERSON;
  return {
    alone: { ...NO_TRAIL, d1Gb: gbOf(rowsADay * RETENTION_DAYS, ROW_BYTES) },
    withR2: {
      d1Gb: gbOf(rowsADay * DATABASE_DAYS, ROW_BYTES) + gbOf(names, NAME_BYTES),
      r2Gb: gbOf(rowsADay * (RETENTION_DAYS - DATABASE_DAYS), ARCHIVED_BYTES),
      puts: (2 * logins * rowsOfLogin) / PART_ROWS,
      names,
    },
  };
}

export const monthOfTrailGb = (logins: number, rowsOfLogin: number): number => gbOf(logins * rowsOfLogin, ROW_BYTES);
