// A phrase with variable parts as data: scripts/pages/phrase.ts writes the function of a table so,
// because a Worker makes no code of texts. It has what counting takes, and nothing else.

/**
 * A literal; a part, or a field of one; how a number or a day is written; or what is done with
 * others. Null is undefined.
 */
export type PhraseData = string | number | null | Part | Written | Made;
interface Part {
  readonly part: number;
  readonly field?: string;
}
interface Written {
  readonly as: object;
}
interface Made {
  readonly by: Deed;
  readonly of: readonly PhraseData[];
}
type Deed = "if" | "join" | "local" | "number" | "date" | "abs" | "===" | ">" | "+";

/** A value of a phrase: texts, numbers and yes or no. */
// biome-ignore lint/suspicious/noExplicitAny: the functions that it is made of were typed.
type Value = any;

const DEEDS: Readonly<Record<Exclude<Deed, "if">, (...values: readonly Value[]) => Value>> = {
  join: (...values) => values.map(String).join(""),
  local: (value, language, as) => value.toLocaleString(language, as),
  number: (value) => Number(value),
  date: (value) => new Date(value),
  abs: (value) => Math.abs(value),
  "===": (a, b) => a === b,
  ">": (a, b) => a > b,
  "+": (a, b) => a + b,
};

export function tell(told: PhraseData, parts: readonly Value[]): Value {
  if (told === null) return undefined;
  if (typeof told !== "object") return told;
  if ("part" in told) return told.field === undefined ? parts[told.part] : parts[told.part][told.field];
  if ("as" in told) return told.as;
  const { by, of } = told;
  if (by !== "if") return DEEDS[by](...of.map((one) => tell(one, parts)));
  const [test = null, then = null, otherwise = null] = of;
  return tell(tell(test, parts) ? then : otherwise, parts);
}
