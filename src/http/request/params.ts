// Reads the parameters of a request as privacyIDEA does: query, form (urlencoded or multipart) and
// JSON are merged for every method, and JSON wins. In a query or a form the first value of a name
// counts. An empty value counts as missing.
// Differs: form wins over query (privacyIDEA api/lib/utils.py, get_all_params: CombinedMultiDict).

import type { Context } from "hono";
import { type Outcome, type ReasonOf, refuse } from "../../core/reasons.ts";
import { fromUtf8 } from "../../lib/bytes.ts";
import { MAX_PARAMETER_CHARACTERS, type Parameter } from "../../tiqr/requests.ts";
import { refused } from "../answer/refused.ts";
import type { HttpEnv, UnreadableBody, UnreadableValue } from "../context.ts";
import { type CountingValue, contentTypeOf, oneOfEach, type Pairs, parseForm, readBody } from "./body.ts";
import { parseObject } from "./json-body.ts";
import { productOf } from "./product.ts";
import { warningsOf } from "./unknown-parameters.ts";

/**
 * Long texts of ours that come back: a phone's session, and what an application asks for, which is
 * sealed with a `state` and a `nonce` of 2048 characters. A character can take six bytes there.
 */
const MAX_CHARACTERS: Readonly<Record<string, number>> = { session: 4096, request: 48 * 1024 };

/** These encode form and query values once. privacyIDEA decodes those of all others twice. */
const DECODED_ONCE = new Set(["privacyidea-cp", "privacyidea-ldap-proxy", "simplesamlphp"]);

/** Leaves the parameters for the handlers, or refuses a request that cannot be read. */
export async function takeParameters(c: Context<HttpEnv>, known: ReadonlySet<string>): Promise<Response | undefined> {
  const read = await readParameters(c);
  if (!read.ok) return refused(c, read.reason);
  const { names } = read;
  const used = new Set<string>();
  const parameter: Parameter = (name) => {
    used.add(name);
    return read.parameter(name);
  };
  c.set("parameter", parameter);
  c.set("names", names);
  // Unencoded, `pass=a&b` makes half a password a name: no warning names an empty parameter.
  const withValue = () => [...names].filter((name) => read.parameter(name) !== undefined);
  c.set("warnings", () => warningsOf(withValue(), known, used));
  return known.has("image_format") ? takeImageFormat(c, read.parameter("image_format")) : undefined;
}

/** Our own parameter: the format of the QR code, by default PNG, as privacyIDEA's. */
function takeImageFormat(c: Context<HttpEnv>, format = "png"): Response | undefined {
  if (format !== "png" && format !== "svg")
    return refused(c, { code: "invalid-parameter", message: "Invalid image_format: expected png or svg." });
  c.set("imageFormat", format);
  return undefined;
}

export interface ApiParameters {
  readonly parameter: Parameter;
  /** The names of all parameters, empty ones included. */
  readonly names: ReadonlySet<string>;
}

export async function readParameters(c: Context, counts: CountingValue = "first"): Promise<Outcome<ApiParameters>> {
  const read = await readValues(c, () => !DECODED_ONCE.has(productOf(c)), counts);
  if (!read.ok) return read;
  for (const pair of read.values) {
    const fault = parameterFault(pair);
    if (fault) return refuse(fault);
  }
  return { ok: true, ...parametersOf(read.values) };
}

type Values = ReadonlyMap<string, string>;

/**
 * The values, not yet checked by `parameterFault`. `twice`: whether they are decoded once more,
 * which is asked only where it matters.
 */
export async function readValues(
  c: Context,
  twice: () => boolean,
  counts: CountingValue = "first",
): Promise<Outcome<{ readonly values: Values }, UnreadableBody>> {
  const { path, search } = partsOf(c.req.url);
  // Parts of the path are parameters, too, so the same bounds hold for them.
  if ((path.length > MAX_PARAMETER_CHARACTERS || path.includes("%")) && path.split("/").some(isBadPart))
    return refuse({ code: "invalid-parameter", message: "The path has a part that is too long, or a NUL character." });
  const body = await readFields(c);
  if (!body.ok) return body;
  const decoded = new Map<string, string>();
  const query = search === "" ? [] : [...new URLSearchParams(search)];
  for (const pairs of [query, body.form])
    for (const [name, value] of oneOfEach(pairs, counts))
      decoded.set(name, value.includes("%") && twice() ? decodeAgain(value) : value);
  for (const [name, value] of body.json) decoded.set(name, value);
  return { ok: true, values: decoded };
}

/** `search` begins with its `?`. The platform has parsed the URL already: this only splits it. */
function partsOf(url: string): { readonly path: string; readonly search: string } {
  const [, path = "", search = ""] = /^[^:]+:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/.exec(url) ?? [];
  return { path, search };
}

function isBadPart(part: string): boolean {
  const decoded = decodeAgain(part);
  return decoded.length > MAX_PARAMETER_CHARACTERS || decoded.includes("\0");
}

export function parameterFault([name, value]: readonly [string, string]): ReasonOf<UnreadableValue> | undefined {
  const most = Object.hasOwn(MAX_CHARACTERS, name) ? MAX_CHARACTERS[name] : MAX_PARAMETER_CHARACTERS;
  if (value.length > (most ?? MAX_PARAMETER_CHARACTERS)) return { code: "too-long", name: name.slice(0, 40) };
  // SQLite ends a text at a NUL, and a PIN's hash ignores a last one: two texts could be as one.
  if (value.includes("\0")) return { code: "nul-character", name: name.slice(0, 40) };
  return undefined;
}

export const parametersOf = (values: Values): ApiParameters => ({
  // UTF-8 has no lone surrogates, so one would break every URL and hash made of the value.
  parameter: (name) => values.get(name)?.toWellFormed() || undefined,
  names: new Set(values.keys()),
});

type Fields = { readonly form: Pairs; readonly json: Pairs };

async function readFields(c: Context): Promise<Outcome<Fields, UnreadableBody>> {
  const none = { ok: true, form: [], json: [] } as const;
  // A GET may have a body, too: ownCloud polls that way.
  const bytes = await readBody(c);
  if (bytes === "too-large") return refuse({ code: "too-large" });
  if (bytes === "lost") return refuse({ code: "body-lost" });
  if (bytes.length === 0) return none;
  const type = contentTypeOf(c);
  if (/^application\/json\b/i.test(type)) return readJson(fromUtf8(bytes));
  const form = await parseForm(bytes, type);
  if (form === "unreadable")
    return refuse({ code: "invalid-parameter", message: "The body is not the form that its Content-Type says." });
  return { ok: true, form, json: [] };
}

function readJson(text: string): Outcome<Fields, "invalid-parameter"> {
  const parsed = parseObject(() => text);
  if (!parsed.ok) return parsed;
  const json: [string, string][] = [];
  for (const [name, value] of Object.entries(parsed.object)) {
    if (value === null) continue;
    if (typeof value === "object")
      return refuse({ code: "invalid-parameter", message: `Not a text: ${name.slice(0, 40)}` });
    json.push([name, String(value)]);
  }
  return { ok: true, form: [], json };
}

/** Leaves `+` and malformed sequences alone (privacyIDEA api/lib/utils.py, get_all_params). */
const decodeAgain = (text: string): string =>
  !text.includes("%")
    ? text
    : text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
        const bytes = run.match(/[0-9a-fA-F]{2}/g) ?? [];
        return fromUtf8(Uint8Array.from(bytes, (hex) => Number.parseInt(hex, 16)));
      });
