// Where the service is known to differ from the specification. The model repeats each fault here and nowhere else, so that the
// rest stays compared. When one is mended, its test fails until the line is removed.

export const KNOWN_FAULTS = {
  /**
   * A wrong response ends the transaction as `blocked` when no candidate's counter could move, though a candidate is only
   * disabled and its lock has not closed. The poll then says `declined`, the finalize `Failcounter exceeded`, and after
   * enabling the token the transaction does not come back. After a right response it does (test/races/changes.test.ts).
   */
  wrongResponseForDisabledTokenBlocks: true,
} as const;
