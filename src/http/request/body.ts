// Reads every body, for the API and for pages: up to a bound, and as the form that its Content-Type names. The parser throws
// when the body is no such form, and that must not pass for a failing platform: it is caught here. Files are left out.

import type { Context } from "hono";
import { type BodyFault, readBounded } from "../../lib/read-bounded.ts";
import { within } from "../../lib/within.ts";
import type { HttpEnv } from "../context.ts";

/** Far more than all parameters of a request take, and few enough to hold many bodies in memory at once. */
const MAX_BODY_BYTES = 64 * 1024;

export type Pairs = readonly (readonly [name: string, value: string])[];

/** For a body that is read before the request has a limit. Shorter than any limit around it, so that a late body is no slow service. */
const MAX_READ_MS = 8_000;

export function readBody(
  c: Context<HttpEnv>,
  mostBytes = MAX_BODY_BYTES,
): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  const limit = c.get("limit");
  return readBounded(c.req.raw, mostBytes, (reading) => (limit ? limit.body(reading) : within(MAX_READ_MS, reading)));
}

export const contentTypeOf = (c: Context): string => c.req.header("Content-Type") ?? "";

/** Which value counts of a name that comes twice. */
export type Counting = "first" | "last";

/** In privacyIDEA the first counts. */
export function oneOfEach(pairs: Pairs, counts: Counting = "first"): ReadonlyMap<string, string> {
  const one = new Map<string, string>();
  for (const [name, value] of pairs) if (counts === "last" || !one.has(name)) one.set(name, value);
  return one;
}

/** The fields in their order; an empty list if the body is empty or of another type. */
export async function readForm(c: Context): Promise<Pairs | "too-large" | "unreadable"> {
  const bytes = await readBody(c);
  if (bytes === "too-large") return "too-large";
  if (bytes === "lost") return "unreadable";
  return bytes.length === 0 ? [] : parseForm(bytes, contentTypeOf(c));
}

/**
 * A form with a file in the field of this name: the file's text and the other fields. `undefined` when it is no such form, or the file no
 * UTF-8.
 */
export async function readUpload(
  c: Context,
  name: string,
  mostBytes: number,
): Promise<{ readonly file: string; readonly fields: ReadonlyMap<string, string> } | "too-large" | undefined> {
  const type = contentTypeOf(c);
  const bytes = await readBody(c, mostBytes);
  if (bytes === "too-large") return bytes;
  if (bytes === "lost" || !/^multipart\/form-data\b/i.test(type)) return undefined;
  try {
    const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData();
    const file = form.get(name);
    if (file === null || typeof file === "string") return undefined;
    const fields = [...form].flatMap(([field, value]) => (typeof value === "string" ? [[field, value] as const] : []));
    return { file: UTF8.decode(await file.arrayBuffer()), fields: oneOfEach(fields) };
  } catch {
    return undefined;
  }
}

/** With another charset, two parsers may read different fields from the same body. So only UTF-8 is accepted. */
export async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Pairs | "unreadable"> {
  const isMultipart = /^multipart\/form-data\b/i.test(contentType);
  if (!isMultipart && !/^application\/x-www-form-urlencoded\b/i.test(contentType)) return [];
  const [, charset = "utf-8"] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType) ?? [];
  if (!/^utf-?8$/i.test(charset)) return "unreadable";
  try {
    return isMultipart ? await multipart(bytes, contentType) : urlencoded(bytes);
  } catch {
    return "unreadable";
  }
}

async function multipart(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Pairs> {
  const form = await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
  return [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
}

/** Different bytes that are no UTF-8 would be read as the same character, and two PINs as the same. So this throws at them. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** `formData()` would make a Response and a stream for the same. The question mark is here because the parser drops a first one. */
const urlencoded = (bytes: Uint8Array): Pairs => [...new URLSearchParams(`?${UTF8.decode(bytes)}`)];
