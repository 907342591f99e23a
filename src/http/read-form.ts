// The one way a form is read, for the API and for pages. What its Content-Type promises and its body does not keep is no form:
// the parser throws then, which must not be mistaken for a failing platform. Files are left out.

import { readBounded } from "../lib/read-bounded.ts";

export type Pairs = readonly (readonly [name: string, value: string])[];

export type FormFault = "too-large" | "unreadable";

/** The fields in their order; none where the body is empty or of another type. `most`: bytes. */
export async function readForm(
  body: ReadableStream<Uint8Array> | null,
  contentType: string,
  most: number,
): Promise<Pairs | FormFault> {
  const bytes = await readBounded(body, most);
  if (bytes === "too-large") return bytes;
  if (bytes === "lost") return "unreadable";
  return bytes.length === 0 ? [] : parseForm(bytes, contentType);
}

/** Forms are UTF-8. With another charset a parser may read other fields than the one that checked them. */
export async function parseForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Pairs | "unreadable"> {
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(contentType)) return [];
  const [, charset = "utf-8"] = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType) ?? [];
  if (!/^utf-?8$/i.test(charset)) return "unreadable";
  try {
    const form = await new Response(bytes, { headers: { "Content-Type": contentType } }).formData();
    return [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  } catch {
    return "unreadable";
  }
}
