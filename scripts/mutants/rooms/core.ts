import type { UnnoticedMutant } from "../unnoticed.ts";

export const core: readonly UnnoticedMutant[] = [
  {
    at: 'claim.kind === "application" ? claim.named : undefined',
    is: "(claim.named)",
    because: "claims of other kinds name no user, and the type says so",
  },
  {
    at: '!current || stateOf(current, nowMs()) !== "answered"',
    is: 'stateOf(current, nowMs()) !== "answered"',
    because: "the state of null is unknown; the check is for the type",
  },
  {
    at: "!browser || !token",
    is: "!browser",
    because: "what answered is among the candidates; the check is for the type",
  },
];
