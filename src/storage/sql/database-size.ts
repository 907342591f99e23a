// How large each database was at its last batch. D1 tells this with every result.

const SIZES = new WeakMap<object, number>();

export function sawSize(db: object, bytes: number | undefined): void {
  if (bytes !== undefined) SIZES.set(db, bytes);
}

/** Undefined before the first batch of this isolate. */
export const databaseSize = (db: object): number | undefined => SIZES.get(db);
