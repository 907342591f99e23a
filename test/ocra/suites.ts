// The tests of this folder share these: suites that must be right, and the parts of every suite.

import * as fc from "fast-check";
import { parseSuite, type Suite } from "../../src/ocra/suite.ts";

export function suiteOf(text: string): Suite {
  const parsed = parseSuite(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason.message}`);
  return parsed.suite;
}

const hashWord = fc.constantFrom(
  ["SHA1", "SHA-1"] as const,
  ["SHA256", "SHA-256"] as const,
  ["SHA512", "SHA-512"] as const,
);

const timeStep = fc.oneof(
  fc.integer({ min: 1, max: 59 }).map((n) => [`${n}S`, n] as const),
  fc.integer({ min: 1, max: 59 }).map((n) => [`${n}M`, n * 60] as const),
  fc.integer({ min: 1, max: 48 }).map((n) => [`${n}H`, n * 3600] as const),
);

const absent = { nil: undefined };

/**
 * Any possible suite, written from its parts, so that the parser's result can be compared with
 * them.
 */
export const anySuite: fc.Arbitrary<Suite> = fc
  .record({
    hash: hashWord,
    digits: fc.constantFrom(0, 4, 5, 6, 7, 8, 9, 10),
    counter: fc.boolean(),
    format: fc.constantFrom("A" as const, "N" as const, "H" as const),
    length: fc.integer({ min: 4, max: 64 }),
    pin: fc.option(hashWord, absent),
    session: fc.option(fc.integer({ min: 1, max: 999 }), absent),
    step: fc.option(timeStep, absent),
    lowerCase: fc.boolean(),
  })
  .map(({ hash, digits, counter, format, length, pin, session, step, lowerCase }) => {
    const fields = [
      counter && "C",
      `Q${format}${String(length).padStart(2, "0")}`,
      pin && `P${pin[0]}`,
      session && `S${String(session).padStart(3, "0")}`,
      step && `T${step[0]}`,
    ];
    const text = `OCRA-1:HOTP-${hash[0]}-${digits}:${fields.filter(Boolean).join("-")}`;
    return {
      text: lowerCase ? text.toLowerCase() : text,
      hash: hash[1],
      digits,
      counter,
      question: { format, length },
      pinHash: pin?.[1],
      sessionLength: session,
      timeStepSeconds: step?.[1],
    };
  });
