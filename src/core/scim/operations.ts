// The body of a PATCH (RFC 7644 §3.5.2). Names and words of it have any case, as Entra writes them.

import { cited, fault, type ScimRefusal } from "./fault.ts";
import { type Doc, isObject, type PatchOperation, wordOf } from "./patch.ts";

const OPS = ["add", "replace", "remove"] as const;

export function readOperations(
  body: Doc,
): { readonly ok: true; readonly operations: readonly PatchOperation[] } | ScimRefusal {
  const list = memberOf(body, "operations");
  if (!Array.isArray(list) || list.length === 0)
    return fault("invalidSyntax", "Operations is a list with at least one operation.");
  const operations: PatchOperation[] = [];
  for (const one of list as readonly unknown[]) {
    const [word, path, value] = isObject(one) ? ["op", "path", "value"].map((name) => memberOf(one, name)) : [];
    const op = OPS.find((known) => known === wordOf(word));
    if (!op) return fault("invalidSyntax", `op is add, replace or remove. Got ${cited(word)}.`);
    if (path !== undefined && path !== null && typeof path !== "string")
      return fault("invalidPath", `A path is a text. Got ${cited(path)}.`);
    operations.push({ op, path: path || undefined, value });
  }
  return { ok: true, operations };
}

const memberOf = (object: Doc, name: string): unknown =>
  Object.entries(object).find(([key]) => key.toLowerCase() === name)?.[1];
