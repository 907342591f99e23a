// What a run begins with: users whose phones are enrolled, since from nothing few random sequences come as far as a login.
// The enrolments are asked of the service and compared like everything else.

import * as fc from "fast-check";
import type { Operation } from "./operations.ts";

interface Given {
  readonly serial: string;
  readonly user: string;
  readonly pin?: string;
  /** How far the enrolment has come, when the phone is not yet there. */
  readonly only?: "begun" | "fetched";
}

const ALICE = { serial: "A1", user: "alice", pin: "1111" } as const;
const BOB = { serial: "B1", user: "bob", pin: "1111" } as const;

/** Nobody; one phone; two of one user, with one PIN, or two, or none, or suites that differ; phones that are not yet there. */
const BEGINNINGS: readonly (readonly Given[])[] = [
  [],
  [ALICE],
  [ALICE, { ...ALICE, serial: "A2" }],
  [ALICE, { ...ALICE, serial: "A2", pin: "2222" }, BOB],
  [
    { serial: "A1", user: "alice" },
    { serial: "B2", user: "alice" },
  ],
  [BOB, { ...BOB, serial: "B2" }, ALICE],
  [
    { ...ALICE, only: "fetched" },
    { ...BOB, only: "begun" },
  ],
];

export const beginnings = fc.record({
  given: fc.constantFrom(...BEGINNINGS),
  maxFail: fc.constantFrom(10, 20, 1, 2),
});

/** Four operations each, the first of a run, so their numbers are known. */
export const enrolments = ({ given, maxFail }: { given: readonly Given[]; maxFail: number }): Operation[] =>
  given.flatMap(({ serial, user, pin, only }, index): Operation[] => {
    const [begun, fetched] = [4 * index + 1, 4 * index + 2];
    return [
      { ask: "init", serial, user, ...(pin === undefined ? {} : { pin }) },
      only === "begun" ? { ask: "poll", transaction: 0 } : { ask: "metadata", serial, session: begun },
      only ? { ask: "poll", transaction: 0 } : { ask: "enrol", serial, session: fetched, protocol: 2 },
      { ask: "set", serial, maxFail },
    ];
  });
