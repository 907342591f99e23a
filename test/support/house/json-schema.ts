// What an answer has that the OpenAPI document does not say. JSON Schema forbids nothing that it
// does not name, so properties that no schema describes are looked for here, and the rest is
// @cfworker/json-schema's, which needs no eval.

import { type Schema, validate } from "@cfworker/json-schema";

/** `named`: the schemas to which `$ref` points. */
export function createValidator(named: Readonly<Record<string, Schema>>) {
  const lookup = Object.fromEntries(Object.entries(named).map(([name, of]) => [`#/components/schemas/${name}`, of]));

  return {
    faultsOf,
    /** The same, and a fault for each property that no schema describes. */
    strangersIn: (value: unknown, schema: Schema): readonly string[] => [
      ...faultsOf(value, schema),
      ...undescribed(value, [schema], ""),
    ],
  };

  function faultsOf(value: unknown, schema: Schema): readonly string[] {
    const { errors } = validate(value, schema, "2020-12", lookup, false);
    const innermost = errors.filter(({ keyword }) => !PASSES_ON.has(keyword));
    return innermost.map(({ instanceLocation, error }) => {
      const [, ...keys] = instanceLocation.split("/").map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
      const got = keys.reduce((of: unknown, key) => (of as Record<string, unknown>)[key], value);
      return `/${keys.join("/")}: ${error} Got ${JSON.stringify(got).slice(0, 200)}`;
    });
  }

  function undescribed(value: unknown, schemas: readonly (Schema | boolean)[], at: string): readonly string[] {
    const parts = schemas.flatMap((schema) => partsOf(schema, value));
    if (typeof value !== "object" || value === null || parts.includes(true)) return [];
    const objects = parts.filter((part) => typeof part === "object");
    return Object.entries(value).flatMap(([key, of]) => {
      const own = (part: Schema) => part.properties?.[key] ?? part.additionalProperties ?? [];
      const found = objects.flatMap((part) => (Array.isArray(value) ? (part.items ?? []) : own(part)));
      const isKnown = found.length > 0 || Array.isArray(value);
      return isKnown ? undescribed(of, found, `${at}/${key}`) : [`${at}/${key}: is not described`];
    });
  }

  /** The schema, and those that it is put together of, as far as they are of this value. */
  function partsOf(schema: Schema | boolean, value: unknown): readonly (Schema | boolean)[] {
    if (typeof schema === "boolean") return [schema];
    const strange = Object.keys(schema).find((keyword) => !KNOWN.has(keyword));
    if (strange !== undefined) throw new Error(`The keyword ${strange} is not known here.`);
    const { $ref, allOf = [], anyOf = [] } = schema;
    const referred = $ref === undefined ? [] : [lookup[$ref] ?? false];
    const fitting = anyOf.filter((one) => faultsOf(value, one).length === 0);
    return [schema, ...[...referred, ...allOf, ...fitting].flatMap((part) => partsOf(part, value))];
  }
}

/** Of these a fault says only that there is one within. */
const OUTER = ["$ref", "allOf", "anyOf", "properties", "additionalProperties", "items"];
const PASSES_ON = new Set(OUTER);

/**
 * Of another keyword it would not be known what it describes, and one that is misspelt would check
 * nothing.
 */
const KNOWN = new Set([
  ...OUTER,
  ...["type", "const", "enum", "required", "format", "pattern", "minimum", "maximum", "description"],
]);
