// The pages of a list. Skipping rows costs as much as reading them, so a long list is read from a place in it, the cursor,
// and one scan examines a bounded number of rows. A short list has numbered pages and an exact count, too.

/** A place between two rows: the values of the row beside it that the list is ordered by. */
export type Cursor = readonly (string | number)[];

export interface Paging {
  /** From 1 on. A list that is read from a cursor has no numbers. */
  readonly number: number;
  readonly size: number;
  /** Reads on behind this place. */
  readonly after: Cursor | undefined;
  /** Reads back from this place. */
  readonly before: Cursor | undefined;
}

/** A page of a list that can be read from either end. */
export interface DirectedPaging extends Paging {
  /** Undefined leaves the direction to the list. */
  readonly descending?: boolean | undefined;
}

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** The number of rows that were found, on this page and beyond. */
  readonly count: number;
  /** False when there may be more than `count`, because the scan ended before the list did. */
  readonly exact: boolean;
  /** Where the next page begins; undefined when there is none. */
  readonly after: Cursor | undefined;
  /** Where the page before this one ends; undefined when there is none. */
  readonly before: Cursor | undefined;
  /** The place of each row, by which the pages of several databases are merged. Empty when the list is not in its own order. */
  readonly places: readonly Cursor[];
  readonly descending: boolean;
}
