// The sentence in a JSON reply to a phone. Tests of what is decided compare the rest, so that they
// do not depend on words.

import { expect } from "vitest";

/**
 * Checks that a refusal in JSON has a sentence, and gives the reply without it. Text comes back as
 * it is.
 */
export function withoutSentence(body: string): string {
  if (!body.startsWith("{")) return body;
  const { message, ...rest } = JSON.parse(body);
  if (rest.responseCode === 1) expect(message).toBeUndefined();
  else expect(message).toMatch(/^\p{Lu}[^{}<>]+\.$/u);
  return JSON.stringify(rest);
}
