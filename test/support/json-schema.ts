// A validator for JSON Schema 2020-12, as much of it as the OpenAPI document and the schema of OpenAPI itself use. It needs no eval,
// which workerd does not have. An unknown keyword would check nothing, so it throws.

export type Schema = boolean | { readonly [keyword: string]: unknown };

interface Looked {
  readonly faults: readonly string[];
  /** The places of all properties that some schema has described; a `*` at the end stands for everything below. */
  readonly described: ReadonlySet<string>;
}

/** `whole`: the document to which `$ref` points. */
export function createValidator(whole: unknown) {
  return { faultsOf, strangersIn };

  function faultsOf(value: unknown, schema: Schema): readonly string[] {
    return look(value, schema, "").faults;
  }

  /** The same, and a fault for each property that no schema describes. */
  function strangersIn(value: unknown, schema: Schema): readonly string[] {
    const { faults, described } = look(value, schema, "");
    return [...faults, ...undescribed(value, described, "")];
  }

  function look(value: unknown, schema: Schema, at: string): Looked {
    const faults: string[] = [];
    const described = new Set<string>();
    const found = { faults, described };
    if (schema === true) return found;
    if (schema === false) return { ...found, faults: [`${at}: may not be there`] };

    const add = (looked: Looked): void => {
      faults.push(...looked.faults);
      for (const place of looked.described) described.add(place);
    };
    const passing = (schemas: readonly Schema[]): readonly Looked[] =>
      schemas.map((each) => look(value, each, at)).filter((looked) => looked.faults.length === 0);
    const fault = (text: string): void => void faults.push(`${at || "/"}: ${text}, got ${shown(value)}`);
    // What an object has that the keywords beside this one do not name.
    const rest = (keys: readonly string[]): readonly string[] => {
      const named = Object.keys((schema.properties as object | undefined) ?? {});
      const patterns = Object.keys((schema.patternProperties as object | undefined) ?? {});
      return keys.filter(
        (key) => !named.includes(key) && !patterns.some((pattern) => new RegExp(pattern, "u").test(key)),
      );
    };
    const each = (keys: readonly string[], of: Schema): void => {
      if (of === true) for (const key of keys) described.add(`${at}/${key}`).add(`${at}/${key}/*`);
      else
        for (const key of keys) {
          described.add(`${at}/${key}`);
          add(look((value as Record<string, unknown>)[key], of, `${at}/${key}`));
        }
    };

    for (const [keyword, said] of Object.entries(schema)) {
      const object = typeof value === "object" && value !== null && !Array.isArray(value);
      const keys = object ? Object.keys(value) : [];
      switch (keyword) {
        case "$ref":
          add(look(value, resolved(said as string), at));
          break;
        case "$dynamicRef":
          add(look(value, { type: ["object", "boolean"], additionalProperties: true }, at));
          break;
        case "type":
          if (![said].flat().some((type) => isOf(type as string, value))) fault(`expected ${said}`);
          break;
        case "const":
          if (JSON.stringify(value) !== JSON.stringify(said)) fault(`expected ${shown(said)}`);
          break;
        case "enum":
          if (!(said as unknown[]).includes(value)) fault(`expected one of ${shown(said)}`);
          break;
        case "pattern":
          if (typeof value === "string" && !new RegExp(said as string, "u").test(value)) fault(`expected ${said}`);
          break;
        case "format":
          if (said === "date-time" && typeof value === "string" && !DATE_TIME.test(value)) fault("expected a time");
          break;
        case "minimum":
          if (typeof value === "number" && value < (said as number)) fault(`expected at least ${said}`);
          break;
        case "maximum":
          if (typeof value === "number" && value > (said as number)) fault(`expected at most ${said}`);
          break;
        case "minItems":
          if (Array.isArray(value) && value.length < (said as number)) fault(`expected ${said} items at least`);
          break;
        case "uniqueItems":
          if (Array.isArray(value) && new Set(value.map((item) => JSON.stringify(item))).size < value.length)
            fault("expected no item twice");
          break;
        case "minProperties":
          if (object && keys.length < (said as number)) fault(`expected ${said} properties at least`);
          break;
        case "maxProperties":
          if (object && keys.length > (said as number)) fault(`expected ${said} properties at most`);
          break;
        case "required":
          if (object) for (const key of said as string[]) if (!keys.includes(key)) fault(`lacks ${key}`);
          break;
        case "properties":
          for (const [key, of] of Object.entries(said as Record<string, Schema>)) {
            if (!keys.includes(key)) continue;
            described.add(`${at}/${key}`);
            add(look((value as Record<string, unknown>)[key], of, `${at}/${key}`));
          }
          break;
        case "patternProperties":
          for (const [pattern, of] of Object.entries(said as Record<string, Schema>))
            each(
              keys.filter((key) => new RegExp(pattern, "u").test(key)),
              of,
            );
          break;
        case "additionalProperties":
          each(rest(keys), said as Schema);
          break;
        case "propertyNames":
          for (const key of keys) faults.push(...look(key, said as Schema, `${at}/${key}`).faults);
          break;
        case "items":
          if (Array.isArray(value))
            for (const [index, item] of value.entries()) add(look(item, said as Schema, `${at}/${index}`));
          break;
        case "allOf":
          for (const of of said as Schema[]) add(look(value, of, at));
          break;
        case "anyOf": {
          const passed = passing(said as Schema[]);
          if (passed.length > 0) for (const looked of passed) add(looked);
          else
            for (const of of said as Schema[]) faults.push(...look(value, of, at).faults.map((text) => `or ${text}`));
          break;
        }
        case "oneOf": {
          const passed = passing(said as Schema[]);
          if (passed.length === 1 && passed[0]) add(passed[0]);
          else fault(`expected exactly one of ${(said as unknown[]).length} schemas, and ${passed.length} fit`);
          break;
        }
        case "not":
          if (passing([said as Schema]).length > 0) fault("expected another thing");
          break;
        case "if": {
          const [looked] = passing([said as Schema]);
          if (looked) add(looked);
          const next = (looked ? schema.then : schema.else) as Schema | undefined;
          if (next !== undefined) add(look(value, next, at));
          break;
        }
        case "dependentSchemas":
          for (const [key, of] of Object.entries(said as Record<string, Schema>))
            if (keys.includes(key)) add(look(value, of, at));
          break;
        case "dependentRequired":
          for (const [key, names] of Object.entries(said as Record<string, string[]>))
            if (keys.includes(key)) for (const name of names) if (!keys.includes(name)) fault(`lacks ${name}`);
          break;
        case "unevaluatedProperties":
          break; // after all others
        default:
          if (!SAYS_NOTHING.has(keyword)) throw new Error(`This validator does not know the keyword ${keyword}.`);
      }
    }
    if (schema.unevaluatedProperties !== undefined && typeof value === "object" && value !== null) {
      const left = Object.keys(value).filter((key) => !described.has(`${at}/${key}`));
      each(left, schema.unevaluatedProperties as Schema);
    }
    return found;
  }

  function resolved(ref: string): Schema {
    let found = whole as Record<string, unknown>;
    for (const part of ref.replace(/^#\/?/, "").split("/"))
      if (part !== "") found = found[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")] as never;
    if (found === undefined) throw new Error(`There is no ${ref}.`);
    return found;
  }
}

/** Names, descriptions, and the parts of `if`. */
const SAYS_NOTHING = new Set([
  ...["$id", "$schema", "$defs", "$anchor", "$dynamicAnchor", "$comment", "$vocabulary"],
  ...["title", "description", "default", "examples", "readOnly", "then", "else"],
]);

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function undescribed(value: unknown, described: ReadonlySet<string>, at: string): readonly string[] {
  if (typeof value !== "object" || value === null || described.has(`${at}/*`)) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, of]) => {
    const place = `${at}/${key}`;
    return isList || described.has(place) ? undescribed(of, described, place) : [`${place}: is not described`];
  });
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? "nothing").slice(0, 200);
