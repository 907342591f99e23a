// The vocabulary of JSON. A schema says once what a value is: to the compiler, to the document of
// the API, and to the reader of a body (./read-schema.ts). It is data of JSON Schema 2020-12, as
// much of it as this service needs.

declare const VALUE: unique symbol;
/** What reads a value in place of the keywords: readBy of ./read-schema.ts. */
export const READER: unique symbol = Symbol("reader");

/**
 * `Value`, the type of what is described, exists for the compiler alone. JSON leaves out what
 * stands under a symbol.
 */
export interface Schema<Value = unknown> {
  readonly properties?: Fields;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly [keyword: string]: unknown;
  readonly [VALUE]?: Value;
  readonly [READER]?: (value: unknown) => unknown;
}

export type ValueOf<Described> = Described extends Schema<infer Value> ? Value : never;
export type Fields = Readonly<Record<string, Schema>>;
type None = Readonly<Record<never, Schema>>;
/** An object that has the fields `Must`, and may have the fields `May`. */
export type Values<Must extends Fields, May extends Fields = None> = Flat<
  { readonly [Name in keyof Must]: ValueOf<Must[Name]> } & { readonly [Name in keyof May]?: ValueOf<May[Name]> }
>;
type Opened<Known> = Readonly<Record<string, unknown>> & ([keyof Known] extends [never] ? unknown : Known);
/** What may be given to JSON, which leaves out what is undefined. */
export type Written<Value> = Value extends readonly (infer Item)[]
  ? readonly Written<Item>[]
  : Value extends object
    ? {
        readonly [Name in keyof Value]:
          | Written<Value[Name]>
          | (Value extends Required<Pick<Value, Name>> ? never : undefined);
      }
    : Value;
/** One type in place of an intersection, for the messages of the compiler. */
type Flat<Type> = [keyof Type] extends [never] ? object : { [Name in keyof Type]: Type[Name] };

export const text: Schema<string> = { type: "string" };
export const whole: Schema<number> = { type: "integer" };
export const decimal: Schema<number> = { type: "number" };
export const flag: Schema<boolean> = { type: "boolean" };
export const nothing: Schema<null> = { type: "null" };
export const time: Schema<string> = { type: "string", format: "date-time" };
export const anything: Schema = {};

export const only = <const Value>(value: Value): Schema<Value> => ({ const: value });
export const oneOf = <const Word extends string>(...words: readonly Word[]): Schema<Word> => ({
  type: "string",
  enum: words,
});
export const list = <Item>(items: Schema<Item>): Schema<readonly Item[]> => ({ type: "array", items });
export const either = <Each extends readonly Schema[]>(...schemas: Each): Schema<ValueOf<Each[number]>> => ({
  anyOf: schemas,
});
export const orNull = <Value>(schema: Schema<Value>): Schema<Value | null> => either(schema, nothing);
export const mapOf = <Value>(values: Schema<Value>): Schema<Readonly<Record<string, Value>>> => ({
  type: "object",
  additionalProperties: values,
});
/** `may`: fields that may be absent. */
export function object<Must extends Fields, May extends Fields = None>(
  must: Must,
  may?: May,
): Schema<Values<Must, May>> {
  const required = Object.keys(must);
  const known = { type: "object", properties: may ? { ...must, ...may } : must };
  return required.length === 0 ? known : { ...known, required };
}
/** An object of which other specifications say what else it may have. */
export const open = <Must extends Fields>(must: Must): Schema<Opened<Values<Must>>> => ({
  ...(object(must) as Schema<never>),
  additionalProperties: true,
});
/** A value that fits two schemas at once. */
export const both = <One, Other>(one: Schema<One>, other: Schema<Other>): Schema<One & Other> => ({
  allOf: [one, other],
});

/**
 * The schemas that several answers have in common, by the names under which the document has them.
 * They are made for the document, and no other request waits for them.
 */
export const NAMED: Record<string, () => Schema> = {};

/** Refers to a schema by its name. */
export function named<Value>(name: string, make: () => Schema<Value>): Schema<Value> {
  NAMED[name] = make;
  return { $ref: `#/components/schemas/${name}` };
}
export const referredBy = (schema: Schema): Schema | undefined => NAMED[String(schema.$ref).slice(21)]?.();

export const shape = <Must extends Fields, May extends Fields = None>(
  name: string,
  must: () => Must,
  may?: () => May,
) => named(name, () => object(must(), may?.()));
