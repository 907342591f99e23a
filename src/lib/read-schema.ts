// Reads a value by its schema (./schema.ts): gives it, or says what is wrong with it.

import { READER, referredBy, type Schema } from "./schema.ts";

/** What is wrong with a value. A class, so that no value of a request can pass for one. */
export class Fault {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Gives the value in the form in which it is used. */
export type Reader<Value> = (value: unknown) => Value | Fault;

/** A schema with a reader of its own, which may bound and change values beyond the schema. */
export const readBy = <Value>(schema: Schema, reader: Reader<Value>): Schema<Value> => ({
  ...(schema as Schema<Value>),
  [READER]: reader,
});

/** A schema with a bound and with words of its own. */
export const worded = <Value>(
  schema: Schema<Value>,
  fault: string,
  isWithin: (value: Value) => boolean = () => true,
): Schema<Value> =>
  readBy(schema, (value) => {
    const read = readValue(schema, value);
    return read instanceof Fault || !isWithin(read) ? new Fault(fault) : read;
  });

/** Keeps repeated items once. */
export const distinct = <Item>(schema: Schema<readonly Item[]>): Schema<readonly Item[]> =>
  readBy(schema, (value) => {
    const items = readValue(schema, value);
    return items instanceof Fault ? items : [...new Set(items)];
  });

export function readValue<Value>(schema: Schema<Value>, value: unknown): Value | Fault {
  const reader = schema[READER] as Reader<Value> | undefined;
  if (reader) return reader(value);
  return isOf(schema, value) ? (value as Value) : new Fault(`expected ${wordsFor(schema)}`);
}

/** Knows the keywords that requests use. An object inside a request has a reader of its own. */
function isOf(schema: Schema, value: unknown): boolean {
  const { type, enum: words, anyOf, items } = referredBy(schema) ?? schema;
  if (words) return words.includes(value);
  if (anyOf) return anyOf.some((schema) => isOf(schema, value));
  if (items) return Array.isArray(value) && value.every((item) => isOf(items, item));
  if (type === "null") return value === null;
  // The flows decide which numbers they accept.
  return typeof value === (type === "integer" ? "number" : type);
}

function wordsFor(schema: Schema, areMany = false): string {
  const { type, enum: words, anyOf, items } = referredBy(schema) ?? schema;
  if (words) return (areMany ? "" : "one of ") + words.join(", ");
  if (anyOf) return wordsFor(anyOf[0] ?? {}, areMany);
  if (items) return `a list of ${wordsFor(items, true)}`;
  if (type === "boolean") return "true or false";
  return areMany ? "texts" : "a text";
}
