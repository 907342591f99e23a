// The words of the settings that spread users over databases. ./shard-map.ts applies them.

/** The binding of a database: `DB`, or `DB_1` and so on. */
export type DatabaseName = string;

/** The database for all that no setting gives to another. */
export const HOME: DatabaseName = "DB";

/** A range of slots, both ends included. */
export interface SlotRange {
  readonly from: number;
  readonly to: number;
}

export interface PlacedSlots extends SlotRange {
  readonly database: DatabaseName;
}

/** A slot as settings write it. Serials have it in capitals. */
export const hexOf = (slot: number): string => slot.toString(16).padStart(2, "0");
