// JSON Schema 2020-12, as much of it as the definitions need. Nothing here is evaluated: the schemas are data of the document.

export interface Schema {
  readonly [keyword: string]: unknown;
}

export const text: Schema = { type: "string" };
export const whole: Schema = { type: "integer" };
export const decimal: Schema = { type: "number" };
export const flag: Schema = { type: "boolean" };
export const nothing: Schema = { type: "null" };
export const time: Schema = { type: "string", format: "date-time" };

export const only = (value: unknown): Schema => ({ const: value });
export const oneOf = (...words: readonly string[]): Schema => ({ type: "string", enum: words });
export const list = (items: Schema): Schema => ({ type: "array", items });
export const either = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas });
export const orNull = (schema: Schema): Schema => either(schema, nothing);
export const mapOf = (values: Schema): Schema => ({ type: "object", additionalProperties: values });

/** An object of which other specifications say what it may have. */
export const open = (fields: Fields = {}): Schema => ({ ...object(fields), additionalProperties: true });

export type Fields = Readonly<Record<string, Schema>>;

/** `more`: fields that may be absent. */
export const object = (fields: Fields, more: Fields = {}): Schema => ({
  type: "object",
  properties: { ...fields, ...more },
  ...(Object.keys(fields).length === 0 ? {} : { required: Object.keys(fields) }),
});

/** A schema of ../all-shapes.ts. */
export const shared = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
