// Where an operation of a PATCH points to (RFC 7644 §3.5.2): `active`, `name.givenName`,
// `emails[type eq "work"].value`, each perhaps with the URN of its schema in front. The keys of a
// value without a path are read as paths, too, since Entra writes them so.

import { nameIn, type ScimAttribute, type ScimAttributes, withoutSchema } from "./attributes.ts";
import { cited, fault, type ScimRefusal } from "./fault.ts";
import { type Condition, readFilter } from "./filter.ts";

export interface ScimPath {
  readonly name: string;
  readonly attribute: ScimAttribute;
  /** The part of a complex value. */
  readonly part?: string;
  /** Which of several values. */
  readonly where?: readonly Condition[];
}

/** Longer than any with a filter by an address. */
const MAX_PATH_CHARACTERS = 1000;

/** `passed-over`: an attribute that is not kept, whatever else the path says. */
export function readPath(
  text: string,
  attributes: ScimAttributes,
): { readonly ok: true; readonly path: ScimPath | "passed-over" } | ScimRefusal {
  if (text.length > MAX_PATH_CHARACTERS)
    return fault("invalidPath", `A path has at most ${MAX_PATH_CHARACTERS} characters.`);
  const path = withoutSchema(text);
  const [first = ""] = /^[\w$:-]+/.exec(path) ?? [];
  if (first === "") return fault("invalidPath", `Expected the name of an attribute. Got ${cited(text)}.`);
  const name = nameIn(attributes, first);
  const attribute = name === undefined ? undefined : attributes[name];
  if (name === undefined || !attribute) return { ok: true, path: "passed-over" };
  const [, inside, lastPart] = /^(?:\[(.*)\])?(?:\.([\w$]+))?$/s.exec(path.slice(first.length)) ?? [];
  const isWhole = path === first;
  if (!isWhole && inside === undefined && lastPart === undefined)
    return fault("invalidPath", `Expected an attribute, perhaps with a filter and a part. Got ${cited(text)}.`);
  if ((inside !== undefined && !attribute.multiValued) || (lastPart !== undefined && !attribute.sub))
    return fault("invalidPath", `${name} has no such parts. Got ${cited(text)}.`);
  const part = lastPart === undefined ? undefined : nameIn(attribute.sub, lastPart);
  if (lastPart !== undefined && part === undefined) return { ok: true, path: "passed-over" };
  const found = { name, attribute, ...(part === undefined ? {} : { part }) };
  if (inside === undefined) return { ok: true, path: found };
  const sub = attribute.sub ?? {};
  const filter = readFilter(inside, sub, Object.keys(sub));
  return filter.ok ? { ok: true, path: { ...found, where: filter.conditions } } : filter;
}
