// Reads every body, for API and pages: up to a bound, as the form that its Content-Type names, and
// without files. A parser's error is caught here: a bad body must not look like a failing platform.

import type { Context } from "hono";
import { type BodyFault, readBounded } from "../../lib/read-bounded.ts";
import { within } from "../../lib/within.ts";
import type { HttpEnv } from "../context.ts";

/** Far more than a request's parameters take, and many such bodies fit into memory at once. */
const MAX_BODY_BYTES = 64 * 1024;

export type Pairs = readonly (readonly [name: string, value: string])[];

/** If the request has no limit yet. Shorter than any around it: a late body is its sender's. */
const MAX_READ_MS = 8_000;

export function readBody(
  c: Context<HttpEnv>,
  mostBytes = MAX_BODY_BYTES,
): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  const limit = c.get("limit");
  return readBounded(c.req.raw, mostBytes, (reading) => (limit ? limit.body(reading) : within(MAX_READ_MS, reading)));
}

/** A file of 4 MB takes half a minute at a megabit a second. */
const UPLOAD_MS = 60_000;

/** Gives a request that brings a file the time that it takes. */
export const allowUpload = (c: Context): void => c.get("limit")?.change(UPLOAD_MS);

export const contentTypeOf = (c: Context): string => c.req.header("Content-Type") ?? "";

/** Which value of a repeated name counts. */
export type CountingValue = "first" | "last";

/** In privacyIDEA the first counts. */
export function oneOfEach(pairs: Pairs, counts: CountingValue = "first"): ReadonlyMap<string, string> {
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

interface Upload {
  /** Of the file on the person's own computer. */
  readonly name: string;
  readonly file: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** A form's file, in the field `name`, and the other fields; `unreadable` without one in UTF-8. */
export async function readUpload(
  c: Context,
  name: string,
  mostBytes: number,
): Promise<Upload | BodyFault | "unreadable"> {
  const type = contentTypeOf(c);
  allowUpload(c);
  const bytes = await readBody(c, mostBytes);
  if (bytes === "too-large" || bytes === "lost") return bytes;
  if (!/^multipart\/form-data\b/i.test(type)) return "unreadable";
  try {
    const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData();
    const file = form.get(name);
    if (file === null || typeof file === "string") return "unreadable";
    const fields = [...form].flatMap(([field, value]) => (typeof value === "string" ? [[field, value] as const] : []));
    return { name: file.name, file: UTF8.decode(await file.arrayBuffer()), fields: oneOfEach(fields) };
  } catch {
    return "unreadable";
  }
}

/** Two parsers may read another charset as different fields, so only UTF-8 is accepted. */
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

/** Throws at bytes that are not UTF-8: all would be read as one character, and two PINs as one. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** Cheaper than `formData()`. The parser drops a leading `?`, so one that it may drop is added. */
const urlencoded = (bytes: Uint8Array): Pairs => [...new URLSearchParams(`?${UTF8.decode(bytes)}`)];
