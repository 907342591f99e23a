// Applies what a directory says to a resource: the operations of a PATCH, or a whole body, which is
// one operation without a path. All dialects meet here; ./path.ts reads where they point to.
// Differs: RFC 7644 §3.5.2.3 has `noTarget` for a filter that hits nothing. Here it makes the
// value, as Entra expects of `emails[type eq "work"].value` for a person who had no address.

import { nameIn, type ScimAttributes } from "./attributes.ts";
import { cited, fault, type ScimRefusal } from "./fault.ts";
import { readPath, type ScimPath } from "./path.ts";

export type Doc = Record<string, unknown>;
type Op = "add" | "replace" | "remove";

export interface PatchOperation {
  readonly op: Op;
  readonly path: string | undefined;
  readonly value: unknown;
}

/** How a resource takes a change, besides by its tables. */
export interface Target {
  readonly doc: Doc;
  readonly attributes: ScimAttributes;
  /** What is read-only may come as it is here, or be anything if this is undefined. */
  readonly current?: Doc | undefined;
  /** Takes the members of a group, which may be too many for a document. */
  readonly members?: ((path: ScimPath, op: Op, value: unknown) => ScimRefusal | undefined) | undefined;
}

/** Undefined when it is done. */
export function apply(target: Target, { op, path, value }: PatchOperation): ScimRefusal | undefined {
  if (path !== undefined) return applyAt(target, op, path, value);
  if (op === "remove") return fault("noTarget", "An operation that removes needs a path.");
  if (!isObject(value)) return fault("invalidValue", "Without a path, the value of an operation is an object.");
  for (const [key, each] of Object.entries(value)) {
    const failed = applyAt(target, op, key, each);
    if (failed) return failed;
  }
  return undefined;
}

function applyAt(target: Target, op: Op, text: string, value: unknown): ScimRefusal | undefined {
  const read = readPath(text, target.attributes);
  if (!read.ok) return read;
  if (read.path === "passed-over" || read.path.name === "schemas") return undefined;
  const { name, attribute } = read.path;
  const { doc, current, members } = target;
  if (attribute.readOnly) {
    const isSame = current === undefined || (op !== "remove" && isPartOf(value, current[name]));
    return isSame ? undefined : fault("mutability", `${name} cannot be changed.`);
  }
  if (value === undefined && op !== "remove") return fault("invalidValue", `The operation on ${name} has no value.`);
  if (name === "members" && members) return members(read.path, op, value);
  if (attribute.multiValued) return changeList(doc, read.path, op, value);
  return changeOne(doc, read.path, op, value);
}

function changeOne(
  doc: Doc,
  { name, attribute: { sub }, part }: ScimPath,
  op: Op,
  value: unknown,
): ScimRefusal | undefined {
  if (part !== undefined) {
    doc[name] = withParts(doc[name], { [part]: op === "remove" ? null : value }, sub);
  } else if (op === "remove" || isEmpty(value)) {
    delete doc[name];
  } else if (sub) {
    if (!isObject(value)) return fault("invalidValue", `Expected an object as ${name}. Got ${cited(value)}.`);
    doc[name] = withParts(doc[name], value, sub);
  } else {
    doc[name] = value;
  }
  return undefined;
}

/** All values of a list are compared with each other. Nobody has more addresses. */
const MAX_VALUES = 100;

function changeList(doc: Doc, path: ScimPath, op: Op, value: unknown): ScimRefusal | undefined {
  const { name, part, where, attribute } = path;
  const items = (doc[name] ?? []) as readonly Doc[];
  if (part === undefined && where === undefined) {
    if (op === "remove" && isNothing(value)) doc[name] = [];
    else {
      const values = isNothing(value) ? [] : [value].flat().map((one) => (isObject(one) ? one : { value: one }));
      const named = values.map((one) => withParts({}, one, attribute.sub));
      if (named.length > MAX_VALUES || items.length > MAX_VALUES)
        return fault("invalidValue", `${name} has at most ${MAX_VALUES} values.`);
      const others = items.filter((item) => !named.some((one) => one.value === item.value));
      doc[name] = op === "remove" ? others : op === "add" ? [...others, ...named] : named;
    }
    return undefined;
  }
  const isHit = (item: Doc) =>
    (where ?? []).every(({ name: key, value: wanted }) => wordOf(item[key]) === wanted.toLowerCase());
  const hits = items.filter(isHit);
  const others = items.filter((item) => !hits.includes(item));
  if (op === "remove" && part === undefined) {
    doc[name] = others;
    return undefined;
  }
  if (part === undefined && !isObject(value))
    return fault("invalidValue", `Expected an object at ${name}. Got ${cited(value)}.`);
  const change = part === undefined ? (value as Doc) : { [part]: op === "remove" ? null : value };
  const made = Object.fromEntries((where ?? []).map((one) => [one.name, one.value]));
  const targets = hits.length > 0 || op === "remove" ? hits : [made];
  doc[name] = [...others, ...targets.map((item) => withParts(item, change, attribute.sub))];
  return undefined;
}

/** The parts that are known, under their own names. An empty one removes what was there. */
function withParts(before: unknown, parts: Doc, sub: ScimAttributes | undefined): Doc {
  const after = { ...(isObject(before) ? before : {}) };
  for (const [key, value] of Object.entries(parts)) {
    const name = nameIn(sub, key);
    if (name === undefined) continue;
    if (isEmpty(value)) delete after[name];
    else after[name] = value;
  }
  return after;
}

export const isObject = (value: unknown): value is Doc =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";
const isEmpty = (value: unknown): boolean => isNothing(value) || (Array.isArray(value) && value.length === 0);

/** In lower case. What is nested is no word: to make a text of a deep list takes all the stack. */
export const wordOf = (value: unknown): string => (typeof value === "object" ? "" : String(value).toLowerCase());

/** Okta sends an id along that is right. */
function isPartOf(value: unknown, whole: unknown): boolean {
  if (typeof value !== "object" || value === null) return value === whole;
  if (typeof whole !== "object" || whole === null) return false;
  return Object.entries(value).every(([key, each]) => isPartOf(each, (whole as Doc)[key]));
}
