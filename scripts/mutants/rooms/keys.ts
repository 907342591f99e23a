import type { UnnoticedMutant } from "../unnoticed.ts";

export const keys: readonly UnnoticedMutant[] = [
  {
    at: "left === 0 && last",
    is: "left === 0",
    because: "a look that has none left has read a last row; the check is for the type",
  },
];
