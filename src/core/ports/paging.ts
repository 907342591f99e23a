// The pages of a list. Skipping rows costs as much as reading them, so a long list is read from a
// place in it, the cursor, in scans of bounded size. Short lists have numbered pages and a count.

/** A place between two rows: the values, of a row next to it, by which the list is ordered. */
export type Cursor = readonly (string | number)[];

export interface Paging {
  /** From 1 on; unused with a cursor. */
  readonly number: number;
  readonly size: number;
  /** Reads on after this place. */
  readonly after: Cursor | undefined;
  /** Reads back from this place. */
  readonly before: Cursor | undefined;
}

/** A page of a list that can be read from either end. */
export interface DirectedPaging extends Paging {
  /** Undefined leaves the direction to the list. */
  readonly descending?: boolean | undefined;
}

/** How far a search has come whose page is not full, though the list goes on. */
export interface SearchProgress {
  /** Rows that this look has passed over or shown. */
  readonly examined: number;
  /** About as many as the list has; undefined: nobody knows without reading it. */
  readonly of: number | undefined;
}

export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** How many rows were found, on this page and beyond. */
  readonly count: number;
  /** False when the scan ended before the list, so that there may be more. */
  readonly exact: boolean;
  /** Where the next page begins; undefined when there is none. */
  readonly after: Cursor | undefined;
  /** Where the previous page ends; undefined when there is none. */
  readonly before: Cursor | undefined;
  /** The place of each row, to merge pages of several databases. Empty in any other order. */
  readonly places: readonly Cursor[];
  readonly descending: boolean;
  readonly progress?: SearchProgress | undefined;
}
