import type { UnnoticedMutant } from "../unnoticed.ts";

export const shards: readonly UnnoticedMutant[] = [
  {
    at: `column !== "token_serial" && column !== "token_id"`,
    is: `column !== "token_serial"`,
    because: "of a column that an INSERT names twice, SQLite takes the first",
  },
];
