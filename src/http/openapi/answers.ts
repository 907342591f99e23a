// The forms of answers: the envelope of privacyIDEA (../answer/envelope.ts), and the verdicts on a login in it.

import type { Answer } from "./definition.ts";
import { flag, list, object, oneOf, only, type Schema, shared, text } from "./schema.ts";

const allOf = (...schemas: readonly Schema[]): Schema => ({ allOf: schemas });

/**
 * `detail`: left out, the answer has one for warnings alone; and one of which nothing is required may be absent.
 */
export const success = (value: Schema, detail?: Schema): Answer => {
  const result = object({ value });
  const isOptional = detail?.properties !== undefined && detail.required === undefined;
  const whole = isOptional ? object({ result }, { detail }) : object({ result, ...(detail ? { detail } : {}) });
  return { schema: allOf(shared("Success"), whole) };
};

/** The same with a verdict. */
const verdict = (words: readonly string[], value: Schema, detail?: Schema): Answer => ({
  schema: allOf(
    shared("Verdict"),
    object({
      result: object({ authentication: words.length === 1 ? only(words[0]) : oneOf(...words), value }),
      ...(detail ? { detail } : {}),
    }),
  ),
});

export const accepted = (value: Schema, detail?: Schema): Answer => verdict(["ACCEPT"], value, detail);
export const challenged = (value: Schema, detail: Schema = shared("Challenge")): Answer =>
  verdict(["CHALLENGE"], value, detail);
export const rejected = (value: Schema, detail: Schema): Answer => verdict(["REJECT"], value, detail);
export const acceptedOrNot = (value: Schema, detail: Schema): Answer => verdict(["ACCEPT", "REJECT"], value, detail);

/** Why a login was refused. privacyIDEA adds the token when its phone has not answered yet. */
export const REFUSED_LOGIN = object({ message: text }, { serial: text, type: text });

/** /validate/triggerchallenge, when no token may answer. */
export const NOTHING_TRIGGERED = object({
  message: text,
  messages: list(text),
  multi_challenge: list(text),
  transaction_ids: list(text),
});

export const json = (schema: Schema, status = 200): Answer => ({ schema, status });
export const empty = (status: number, headers: readonly string[] = []): Answer => ({ status, type: null, headers });
export const ok = success(only(true));
export const changed = success(shared("Count"));
export const done = success(flag);
