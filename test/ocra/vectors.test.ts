// Responses computed by others: those of the RFC, and those of the TiQR apps and servers for the
// same inputs.

import { describe, expect, it } from "vitest";
import { fromHex } from "../../src/lib/bytes.ts";
import type { DataInput } from "../../src/ocra/data-input.ts";
import type { QuestionReading } from "../../src/ocra/question.ts";
import { computeResponse, verifyResponse } from "../../src/ocra/response.ts";
import rfcFile from "../vectors/rfc6287.json";
import appsFile from "../vectors/tiqr-apps.json";
import { suiteOf } from "./suites.ts";

function bytesOf(hex: string) {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new Error(`not hex: ${hex}`);
  return bytes;
}

/** The response, or the code of the reason why there is none. */
async function answer(suite: string, keyHex: string, input: DataInput): Promise<string> {
  const computed = await computeResponse(suiteOf(suite), bytesOf(keyHex), input);
  return computed.ok ? computed.response : computed.reason.code;
}

type RfcVector = {
  section: string;
  suite: string;
  key: string;
  question: string;
  counter?: number;
  /** Plain text. */
  pin?: string;
  /** Number of time steps in hex. */
  timestamp?: string;
  response: string;
};

describe("RFC 6287 Appendix C", () => {
  const vectors: RfcVector[] = rfcFile.vectors;

  const inputOf = ({ question, counter, pin, timestamp }: RfcVector): DataInput => ({
    question,
    ...(counter !== undefined && { counter }),
    ...(pin !== undefined && { pin }),
    ...(timestamp !== undefined && { timeSteps: BigInt(`0x${timestamp}`) }),
  });

  it.each([
    { section: "C.1", mode: "one-way", count: 40 },
    { section: "C.2", mode: "mutual", count: 20 },
    { section: "C.3", mode: "signature", count: 10 },
  ])("gives and verifies all $count responses of $section, $mode", async ({ section, count }) => {
    const mine = vectors.filter((vector) => vector.section === section);
    expect(mine).toHaveLength(count);
    for (const vector of mine) {
      const input = inputOf(vector);
      expect({ ...vector, response: await answer(vector.suite, vector.key, input) }).toEqual(vector);
      expect(await verifyResponse(suiteOf(vector.suite), bytesOf(vector.key), input, vector.response)).toBe(true);
    }
  });

  it("has 70 vectors, from these three sections", () => {
    expect(vectors).toHaveLength(70);
  });
});

type AppCase = {
  suite: string;
  key: string;
  question: string;
  sessionKey: string | null;
  /** Hex. */
  counter?: string;
  /** Hex of the hash. */
  pin?: string;
  /** Number of time steps in hex. */
  time?: string;
  note?: string;
  responses: Record<string, string>;
};

type Group = {
  name: string;
  count: number;
  has: (vector: AppCase) => boolean;
  /** The column with which each reading of the question is compared. */
  columns: Partial<Record<QuestionReading, readonly string[]>>;
};

/**
 * Under protocol version 2 of the URL, the apps read digits as hex, and iOS does it correctly up to
 * SHA-512.
 */
const APPS_V2 = ["kotlin", "java_v2", "ios_v2"];

// A case belongs to the first group that matches it.
const GROUPS: readonly Group[] = [
  {
    // The apps' message has no place for C, P and T, so their responses are worthless. privacyIDEA
    // agrees with the RFC.
    name: "suites with counter, PIN or time, which work in no app",
    count: 11,
    has: ({ suite }) => /-[PT]|:C-/.test(suite),
    columns: { rfc: ["rfc", "privacyidea"] },
  },
  {
    // The apps read letters as hex digits, so their responses are worthless.
    name: "suites with QA, which work in no app",
    count: 10,
    has: ({ suite }) => suite.includes(":QA"),
    columns: { rfc: ["rfc"] },
  },
  {
    // The `rfc` column was made with the RFC's reference code. It knows only the lengths 064 to 512
    // and, for a bare S, leaves the session out of the message altogether (Appendix A), although
    // §6.3 makes 064 the default. The apps do it right: 64 bytes, under the suite as written. Under
    // /1 they read the question like the RFC.
    name: "suites with a bare S",
    count: 31,
    has: ({ suite }) => suite.endsWith("-S"),
    columns: { rfc: ["java_v1", "ios_v1"], "digits-as-hex": [...APPS_V2, "php"] },
  },
  {
    // No truncation: tiqr-server-libphp returns the whole HMAC, as we do. The others say "0" to
    // every question.
    name: "suites with no truncation",
    count: 2,
    has: ({ suite }) => suite.includes("-0:"),
    columns: { "digits-as-hex": ["php"] },
  },
  {
    // The reference code and the Java and Kotlin apps fail here, and iOS overflows at ten digits.
    name: "suites with nine or ten digits",
    count: 4,
    has: ({ suite }) => /-(9|10):/.test(suite),
    columns: { rfc: ["privacyidea"], "digits-as-hex": ["php"] },
  },
  {
    // Ignored, because the suite has no S. Kotlin reads it anyway and fails.
    name: "a session that is not hex under a suite without S",
    count: 1,
    has: ({ note }) => note === "session not hex, suite without S",
    columns: { rfc: ["rfc", "privacyidea"], "digits-as-hex": ["java_v2", "ios_v2", "php"] },
  },
  {
    name: "every other suite",
    count: 198,
    has: ({ note = "" }) =>
      !/^(odd length key|session longer than 64 byte|session not hex|question not hex)$/.test(note),
    columns: { rfc: ["rfc"], "digits-as-hex": APPS_V2 },
  },
];

describe("the TiQR apps' own responses", () => {
  const cases: AppCase[] = appsFile.cases as unknown as AppCase[];

  const inputOf = ({ question, sessionKey, counter, pin, time }: AppCase): DataInput => ({
    question,
    ...(sessionKey !== null && { session: sessionKey }),
    ...(counter !== undefined && { counter: BigInt(`0x${counter}`) }),
    ...(pin !== undefined && { pin: bytesOf(pin) }),
    ...(time !== undefined && { timeSteps: BigInt(`0x${time}`) }),
  });

  const groupOf = (vector: AppCase) => GROUPS.find((group) => group.has(vector));

  it.each(GROUPS)("agree with ours in $count cases: $name", async (group) => {
    const mine = cases.filter((vector) => groupOf(vector) === group);
    expect(mine).toHaveLength(group.count);
    for (const vector of mine)
      for (const questionReading of ["rfc", "digits-as-hex"] as const)
        for (const column of group.columns[questionReading] ?? []) {
          const ours = await answer(vector.suite, vector.key, { ...inputOf(vector), questionReading });
          expect({ column, suite: vector.suite, question: vector.question, response: ours }).toEqual({
            column,
            suite: vector.suite,
            question: vector.question,
            response: vector.responses[column],
          });
        }
  });

  it.each([
    { note: "session longer than 64 byte", code: "session-too-long" },
    { note: "session not hex", code: "malformed-session" },
    { note: "question not hex", code: "malformed-question" },
  ])("are absent where we refuse a $note", async ({ note, code }) => {
    const mine = cases.filter((vector) => vector.note === note);
    expect(mine).toHaveLength(1);
    for (const vector of mine) {
      expect(await answer(vector.suite, vector.key, inputOf(vector))).toBe(code);
      expect(vector.responses.kotlin).toMatch(/^ERROR/);
    }
  });

  it("are 261, all of them compared or refused above except one, whose key of 63 hex digits is not a whole number of bytes", () => {
    expect(cases).toHaveLength(261);
    const left = cases.filter((vector) => groupOf(vector) === undefined);
    expect(left).toHaveLength(4);
    expect(left.filter(({ key }) => fromHex(key) === undefined).map(({ note }) => note)).toEqual(["odd length key"]);
  });
});
