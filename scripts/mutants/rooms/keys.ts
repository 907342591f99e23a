import type { Unnoticed } from "../unnoticed.ts";

export const keys: readonly Unnoticed[] = [
  {
    at: "left === 0 && last",
    is: "left === 0",
    because: "a look that has none left has read a last row; the check is for the type",
  },
];
