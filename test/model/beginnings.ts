// The beginning of a run: users whose phones are enrolled, since few random sequences get from
// nothing as far as a login. The enrolments are requested from the service and compared like
// everything else.

import * as fc from "fast-check";
import type { Operation } from "./operations.ts";

interface Beginning {
  readonly serial: string;
  readonly user: string;
  readonly pin?: string;
  /** How far the enrolment has come, if the phone has not enrolled yet. */
  readonly only?: "begun" | "fetched";
}

const ALICE = { serial: "A1", user: "alice", pin: "1111" } as const;
const BOB = { serial: "B1", user: "bob", pin: "1111" } as const;

/**
 * No user; one phone; two phones of one user, with one PIN, two or none, or with different suites;
 * phones that have not enrolled yet.
 */
const BEGINNINGS: readonly (readonly Beginning[])[] = [
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
  start: fc.constantFrom(...BEGINNINGS),
  maxFail: fc.constantFrom(10, 20, 1, 2),
});

/** Each takes four operations, the first of a run, so their numbers are known. */
export const enrolments = ({ start, maxFail }: { start: readonly Beginning[]; maxFail: number }): Operation[] =>
  start.flatMap(({ serial, user, pin, only }, index): Operation[] => {
    const [begun, fetched] = [4 * index + 1, 4 * index + 2];
    return [
      { ask: "init", serial, user, ...(pin === undefined ? {} : { pin }) },
      only === "begun" ? { ask: "poll", transaction: 0 } : { ask: "metadata", serial, session: begun },
      only ? { ask: "poll", transaction: 0 } : { ask: "enrol", serial, session: fetched, protocol: 2 },
      { ask: "set", serial, maxFail },
    ];
  });
