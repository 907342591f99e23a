// Random bytes and wrong responses, which need no service: the tests of core are without one.

import type { Bytes } from "../../src/lib/bytes.ts";

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** As many digits, each of them changed. */
export const unlike = (response: string): string =>
  response.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));

/**
 * So many different responses that are as long and wrong. The same wrong response is judged only
 * once in a transaction.
 */
export const wrongOnes = (right: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    String((Number(right) + index + 1) % 10 ** right.length).padStart(right.length, "0"),
  );
