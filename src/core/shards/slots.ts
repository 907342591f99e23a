// The words of the settings that spread users over several databases. ./shard-map.ts says what follows from them.

/** The binding of a database: `DB`, or `DB_1` and so on. */
export type DatabaseName = string;

/** The database that has everything that no setting gives to another. */
export const HOME: DatabaseName = "DB";

/** Slots from one to another, both included. */
export interface SlotRange {
  readonly from: number;
  readonly to: number;
}

export interface PlacedSlots extends SlotRange {
  readonly database: DatabaseName;
}

/** A slot as settings write it. In serials it has capitals. */
export const hexOf = (slot: number): string => slot.toString(16).padStart(2, "0");
