import type { UnnoticedMutant } from "../unnoticed.ts";

export const meter: readonly UnnoticedMutant[] = [
  {
    at: "steps.get(route);\n  if (known !== undefined)",
    was: "known !== undefined",
    is: "false",
    because: "the step is then made again, which only takes longer",
  },
];
