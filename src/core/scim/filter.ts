// Filters as directories send them: `eq` joined by `and` (RFC 7644 §3.4.2.2), over a list of names.
// The rest of the grammar is refused, since a filter that is read wrongly finds nobody, and the
// directory would make the person a second time. Differs: a value may come without quotes, as one
// of Microsoft's pages prints it.

import { nameIn, type ScimAttributes, withoutSchema } from "./attributes.ts";
import { cited, fault, type ScimRefusal } from "./fault.ts";

export interface Condition {
  /** Such as `userName`, or `emails.value`. */
  readonly name: string;
  /** A boolean is `true` or `false`. */
  readonly value: string;
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
/** `emails[type eq "work"].value eq "b@example.org"`, and what follows it. */
const TERM = new RegExp(
  String.raw`^\s*([\w$.:-]+)(?:\[((?:[^\]"]|${QUOTED})*)\])?(\.[\w$]+)?\s+(\w+)\s+(${QUOTED}|[^\s"()[\]]+)\s*(?:$|(and)\s+)`,
  "i",
);

/** `allowed`: the names that can be searched by. */
export function readFilter(
  text: string,
  attributes: ScimAttributes,
  allowed: readonly string[],
): { readonly ok: true; readonly conditions: readonly Condition[] } | ScimRefusal {
  const conditions: Condition[] = [];
  for (let rest = text, more = true; more; ) {
    const match = TERM.exec(rest);
    if (!match) return fault("invalidFilter", `Expected <attribute> eq "<value>", joined by and. Got ${cited(rest)}.`);
    const [whole, head = "", inside, tail = "", operator = "", raw = "", and] = match;
    if (operator.toLowerCase() !== "eq")
      return fault("invalidFilter", `Only eq and and are known. Got ${cited(operator)}.`);
    const value = valueIn(raw);
    if (value === undefined)
      return fault("invalidFilter", `Expected a value in quotes, as JSON has it. Got ${cited(raw)}.`);
    const name = canonical(withoutSchema(head) + tail, attributes);
    if (name === undefined || !allowed.includes(name))
      return fault("invalidFilter", `Expected one of ${allowed.join(", ")}. Got ${cited(head + tail)}.`);
    if (inside !== undefined) {
      // One address is kept, so only the name in the brackets has to be one of an address.
      const within = readFilter(inside, subOf(name, attributes), Object.keys(subOf(name, attributes)));
      if (!within.ok) return within;
    }
    conditions.push({ name, value });
    rest = rest.slice(whole.length);
    more = and !== undefined;
  }
  return { ok: true, conditions };
}

const subOf = (name: string, attributes: ScimAttributes): ScimAttributes =>
  attributes[name.split(".")[0] ?? ""]?.sub ?? {};

/** A list of complex values is searched by its `value`, unless another part is named. */
function canonical(path: string, attributes: ScimAttributes): string | undefined {
  const [first = "", second, ...others] = path.split(".");
  const name = nameIn(attributes, first);
  if (name === undefined || others.length > 0) return undefined;
  const { sub } = attributes[name] ?? {};
  if (second === undefined) return sub?.value ? `${name}.value` : name;
  const part = nameIn(sub, second);
  return part && `${name}.${part}`;
}

function valueIn(raw: string): string | undefined {
  if (!raw.startsWith('"')) return raw;
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}
