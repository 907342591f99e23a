// Limits guesses at PINs and passwords that are passed on (../upstream/pass-through.ts). Otherwise
// a guesser has as many tries as that server can answer. Its answer says which guesses were wrong.

import type { Settings } from "../../settings.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { readNamedSubject } from "../request/subject.ts";
import { guessedAt } from "./guesses.ts";

/** A refusal is short. A longer answer is a challenge with a QR code, so no guess was wrong. */
const MAX_REFUSAL_BYTES = 16 * 1024;

/** Not a wrong guess: an application may ask about everybody, and most may have no token. */
const NO_TOKENS = "The user has no tokens assigned";

const PATHS = new Set(["/auth", "/validate/check", "/validate/samlcheck", "/validate/radiuscheck"]);

export const isPassedGuess = (path: string): boolean => PATHS.has(path);

/**
 * The name under which a guess is counted. Undefined when the request makes no guess: with a
 * transaction and no `pass` it is a poll. With a `pass`, the transaction may be made up.
 */
export function guessedThere(path: string, parameter: Parameter | undefined, settings: Settings): string | undefined {
  if (!parameter) return undefined;
  if (path === "/auth") return `auth ${parameter("username") ?? ""}`.toLowerCase();
  const isOfTransaction = (parameter("transaction_id") ?? parameter("state")) !== undefined;
  if (isOfTransaction && parameter("pass") === undefined) return undefined;
  const read = readNamedSubject(parameter, settings);
  return read.ok ? guessedAt(read.subject, settings) : undefined;
}

/** Reads the answer. In privacyIDEA's words: a 4xx, or a false value without a challenge. */
export async function isWrongGuess(answer: Response): Promise<boolean> {
  if (answer.status >= 400 || answer.status === 204 || !answer.body) {
    await answer.body?.cancel();
    return answer.status >= 400 && answer.status < 500;
  }
  const text = await startOfText(answer.body);
  try {
    const { result, detail } = JSON.parse(text);
    const isFalse = result.value === false || result.value?.auth === false;
    return isFalse && detail?.transaction_id === undefined && detail?.message !== NO_TOKENS;
  } catch {
    return false;
  }
}

/** Empty when it is longer than a refusal. */
async function startOfText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_REFUSAL_BYTES) return "";
  }
  return text;
}
