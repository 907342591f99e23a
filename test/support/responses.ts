// Random bytes and wrong responses, which need no service: the tests of core are without one.

import { wrongOne } from "../../scripts/lib/service-phone.ts";
import type { Bytes } from "../../src/lib/bytes.ts";

export { unlike } from "../../scripts/lib/service-phone.ts";

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/**
 * So many different responses that are as long and wrong. The same wrong response is judged only
 * once in a transaction.
 */
export const wrongOnes = (right: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => wrongOne(right, index));
