// The forms of answers: privacyIDEA's envelope (../answer/envelope.ts), and verdicts in it.

import type { Authentication } from "../../core/audit/audit.ts";
import { both, flag, object, oneOf, only, type Schema } from "../../lib/schema.ts";
import type { Answer } from "./definition.ts";
import { countShape, successShape, verdictShape } from "./envelope-shapes.ts";

/** What a route puts into the envelope. A `Detail` without required keys may be left out. */
type Enveloped<Value, Detail> = { readonly value: Value } & ([Detail] extends [never]
  ? unknown
  : Record<never, never> extends Detail
    ? { readonly detail?: Detail }
    : { readonly detail: Detail });

/** Without `detail`, the answer may have a detail for warnings alone. */
export function succeeds<Value, Detail = never>(
  value: Schema<Value>,
  detail?: Schema<Detail>,
): Answer<Enveloped<Value, Detail>> {
  const schema = () => {
    const result = object({ value });
    const isOptional = detail?.properties !== undefined && detail.required === undefined;
    const whole = isOptional ? object({ result }, { detail }) : object({ result, ...(detail ? { detail } : {}) });
    return both(successShape, whole);
  };
  return { schema };
}

/** The same with a verdict. */
const verdict = <Word extends Authentication, Value, Detail>(
  words: readonly Word[],
  value: Schema<Value>,
  detail?: Schema<Detail>,
): Answer<Enveloped<Value, Detail> & { readonly authentication: Word }> => ({
  schema: () =>
    both(
      verdictShape,
      object({
        result: object({ authentication: words.length === 1 ? only(words[0]) : oneOf(...words), value }),
        ...(detail ? { detail } : {}),
      }),
    ),
});

export const accepted = <Value, Detail = never>(value: Schema<Value>, detail?: Schema<Detail>) =>
  verdict(["ACCEPT"], value, detail);
export const challenged = <Value, Detail>(value: Schema<Value>, detail: Schema<Detail>) =>
  verdict(["CHALLENGE"], value, detail);
export const rejected = <Value, Detail>(value: Schema<Value>, detail: Schema<Detail>) =>
  verdict(["REJECT"], value, detail);
export const acceptedOrNot = <Value, Detail>(value: Schema<Value>, detail: Schema<Detail>) =>
  verdict(["ACCEPT", "REJECT"], value, detail);

export const json = <Value>(schema: Schema<Value>, status = 200): Answer<Value> => ({ schema: () => schema, status });
export const empty = (status: number, headers: readonly string[] = []): Answer<never> => ({
  status,
  type: null,
  headers,
});
/** An answer that is not JSON. */
export const file = (type: string, more: Pick<Answer, "status" | "schema" | "headers"> = {}): Answer<never> => ({
  type,
  ...more,
});
export const ok = succeeds(only(true));
export const changed = succeeds(countShape);
export const done = succeeds(flag);
