// Reads a JSON body whose values may be lists and objects. Other bodies of the API are flat: ./params.ts.

import type { Context } from "hono";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { contentTypeOf, readBody } from "./body.ts";

const unreadable = (message: string) => refuse({ code: "invalid-parameter", message });

export async function readJsonObject(
  c: Context,
  mostBytes?: number,
): Promise<Outcome<{ readonly given: Readonly<Record<string, unknown>> }>> {
  // A form of another site cannot have this type, so a browser asks us before it sends one.
  if (!/^application\/json\b/i.test(contentTypeOf(c))) return unreadable("The body must be JSON, and say so.");
  const bytes = await readBody(c, mostBytes);
  if (bytes === "too-large") return refuse({ code: "too-large" });
  if (bytes === "lost") return refuse({ code: "body-lost" });
  let given: unknown;
  try {
    given = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return unreadable("The body is not JSON.");
  }
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return unreadable("The JSON body is not an object.");
  return { ok: true, given: given as Record<string, unknown> };
}
