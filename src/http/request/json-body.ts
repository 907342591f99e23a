// Reads a JSON body with lists and objects by the schema in its route's definition. Other bodies of
// the API are flat: ./params.ts.

import type { Context } from "hono";
import { invalidParameter, type Outcome, refuse } from "../../core/reasons.ts";
import { Fault, readValue } from "../../lib/read-schema.ts";
import type { Bodies, Route } from "../all-definitions.ts";
import type { RouteContext } from "../context.ts";
import { contentTypeOf, readBody } from "./body.ts";

type JsonObject = Readonly<Record<string, unknown>>;
type Read<Key extends Route> = Outcome<{ readonly body: Bodies[Key] }>;

export async function readJsonBody<Key extends Route>(c: RouteContext<Key>, mostBytes?: number): Promise<Read<Key>> {
  const read = await readJsonObject(c, mostBytes);
  return read.ok ? readFields(c, read.object) : read;
}

/** The same for an object that did not come as JSON. */
export function readFields<Key extends Route>(c: RouteContext<Key>, object: JsonObject): Read<Key> {
  const { properties = {}, required = [] } = c.get("rules").body ?? {};
  const fields = Object.entries(properties);
  const names = fields.map(([name]) => name);
  // A misspelt name would pass for a field left out, and might grant more than was meant.
  const foreign = Object.keys(object).find((name) => !names.includes(name));
  if (foreign !== undefined) return invalidParameter(foreign.slice(0, 40), `expected one of ${names.join(", ")}`);
  const body: Record<string, unknown> = {};
  for (const [name, schema] of fields) {
    if (object[name] === undefined && !required.includes(name)) continue;
    const value = readValue(schema, object[name]);
    if (value instanceof Fault) return invalidParameter(name, value.text);
    body[name] = value;
  }
  return { ok: true, body: body as Bodies[Key] };
}

const unreadable = (message: string) => refuse({ code: "invalid-parameter", message });

/** The object as it was sent, for a caller that checks it itself. */
export async function readJsonObject(
  c: Context,
  mostBytes?: number,
): Promise<Outcome<{ readonly object: JsonObject }>> {
  // CSRF: another site's form cannot have this type, and its script must ask us before it sends it.
  if (!/^application\/json\b/i.test(contentTypeOf(c))) return unreadable("The body must be JSON, and say so.");
  const bytes = await readBody(c, mostBytes);
  if (bytes === "too-large") return refuse({ code: "too-large" });
  if (bytes === "lost") return refuse({ code: "body-lost" });
  return parseObject(() => new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
}

export function parseObject(text: () => string): Outcome<{ readonly object: JsonObject }, "invalid-parameter"> {
  let json: unknown;
  try {
    json = JSON.parse(text());
  } catch {
    return unreadable("The body is not JSON.");
  }
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return unreadable("The JSON body is not an object.");
  return { ok: true, object: json as JsonObject };
}
