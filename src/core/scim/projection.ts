// `attributes` and `excludedAttributes` of a query (RFC 7644 §3.9), such as Entra's `members`. The
// id and the schemas are always there. A name that nothing has leaves out nothing.

import { withoutSchema } from "./attributes.ts";

export interface Projection {
  /** In lower case: names, or a name with a part, such as `emails.value`. */
  readonly only: readonly string[] | undefined;
  readonly without: readonly string[];
}

const ALWAYS = new Set(["schemas", "id"]);

export const readProjection = (attributes: string | undefined, excluded: string | undefined): Projection => ({
  only: attributes === undefined ? undefined : namesIn(attributes),
  without: namesIn(excluded ?? ""),
});

const namesIn = (list: string): readonly string[] =>
  list.split(",").flatMap((name) => withoutSchema(name.trim()).toLowerCase() || []);

/** Whether any of the attribute is in the answer. Members that are not need not be read. */
export function isShown({ only, without }: Projection, name: string): boolean {
  const key = name.toLowerCase();
  return !without.includes(key) && (only?.some((one) => one === key || one.startsWith(`${key}.`)) ?? true);
}

export function project<Resource extends object>(resource: Resource, projection: Projection): Partial<Resource> {
  const shown = Object.entries(resource).filter(([name]) => ALWAYS.has(name) || isShown(projection, name));
  return Object.fromEntries(shown.map(([name, value]) => [name, withoutParts(name, value, projection)])) as never;
}

function withoutParts(name: string, value: unknown, { only, without }: Projection): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutParts(name, item, { only, without }));
  if (typeof value !== "object" || value === null || ALWAYS.has(name)) return value;
  const key = name.toLowerCase();
  const parts = only === undefined || only.includes(key) ? undefined : only;
  return Object.fromEntries(
    Object.entries(value).filter(([part]) => {
      const path = `${key}.${part.toLowerCase()}`;
      return (parts?.includes(path) ?? true) && !without.includes(path);
    }),
  );
}
