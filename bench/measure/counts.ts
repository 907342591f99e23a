// The work of a worker on its database and its objects, as bench/counted counts it.

export interface Counts {
  /** Round trips to D1, and those of them that wrote. */
  trips: number;
  transactions: number;
  rowsRead: number;
  rowsWritten: number;
  /** Milliseconds in SQLite, as D1 tells them. */
  databaseMs: number;
  /**
   * Rows and values that objects wrote, and alarms that they set. On the bill an alarm is one row
   * more.
   */
  objectRows: number;
  alarms: number;
}
