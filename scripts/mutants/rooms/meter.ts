import type { Unnoticed } from "../unnoticed.ts";

export const meter: readonly Unnoticed[] = [
  {
    at: "steps.get(route);\n  if (known !== undefined)",
    was: "known !== undefined",
    is: "false",
    because: "the step is then made again, which only takes longer",
  },
];
