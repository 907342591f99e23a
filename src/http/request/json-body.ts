// Reads a JSON body by the schema that the definition of its route has.

import type { Context } from "hono";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import { Fault, readValue } from "../../lib/read-schema.ts";
import type { Fields } from "../../lib/schema.ts";
import type { Bodies } from "../all-definitions.ts";
import { readJsonObject } from "./json-object.ts";

type Given = Readonly<Record<string, unknown>>;

export async function readJsonBody<Route extends keyof Bodies>(
  c: Context,
  route: Route,
  mostBytes?: number,
): Promise<Outcome<{ readonly body: Bodies[Route] }>> {
  const read = await readJsonObject(c, mostBytes);
  return read.ok ? readFields(route, read.given) : read;
}

/** The same for what was read in another way. */
export async function readFields<Route extends keyof Bodies>(
  route: Route,
  given: Given,
): Promise<Outcome<{ readonly body: Bodies[Route] }>> {
  // As for ./known-parameters.ts, no start waits for the definitions.
  const { definitionOf } = await import("../all-definitions.ts");
  const { properties, required = [] } = definitionOf(route)?.body ?? {};
  const fields = Object.entries(properties as Fields);
  const names = fields.map(([name]) => name);
  // A name that is misspelt would be taken for a field that was left out, and give less than was meant, or more.
  const foreign = Object.keys(given).find((name) => !names.includes(name));
  if (foreign !== undefined) return invalidParameter(foreign.slice(0, 40), `expected one of ${names.join(", ")}`);
  const body: Record<string, unknown> = {};
  for (const [name, schema] of fields) {
    if (given[name] === undefined && !(required as readonly string[]).includes(name)) continue;
    const value = readValue(schema, given[name]);
    if (value instanceof Fault) return invalidParameter(name, value.text);
    body[name] = value;
  }
  return { ok: true, body: body as Bodies[Route] };
}
