// What a run begins with: users whose phones are enrolled, since from nothing few random sequences come as far as a login.
// The enrolments are asked of the service and compared like everything else.

import * as fc from "fast-check";
import type { Operation } from "./operations.ts";

type Given = readonly [serial: string, user: string, pin?: string];

/** Nobody; one phone; two of one user, with one PIN or two or none; two users; a user with phones of two suites. */
const BEGINNINGS: readonly (readonly Given[])[] = [
  [],
  [["A1", "alice", "1111"]],
  [
    ["A1", "alice", "1111"],
    ["A2", "alice", "1111"],
  ],
  [
    ["A1", "alice", "1111"],
    ["A2", "alice", "2222"],
    ["B1", "bob", "1111"],
  ],
  [
    ["A1", "alice"],
    ["B2", "alice"],
  ],
  [
    ["B1", "bob", "1111"],
    ["B2", "bob", "1111"],
    ["A1", "alice", "1111"],
  ],
];

export const beginnings = fc.record({ given: fc.constantFrom(...BEGINNINGS), maxFail: fc.constantFrom(10, 10, 1, 2) });

/** The first operations of a run, so their numbers are known. */
export const enrolments = ({ given, maxFail }: { given: readonly Given[]; maxFail: number }): Operation[] =>
  given.flatMap(([serial, user, pin], index): Operation[] => [
    { ask: "init", serial, user, ...(pin === undefined ? {} : { pin }) },
    { ask: "metadata", serial, session: 4 * index + 1 },
    { ask: "enrol", serial, session: 4 * index + 2, protocol: 2 },
    { ask: "set", serial, maxFail },
  ]);
