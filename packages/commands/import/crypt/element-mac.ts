// The MAC of an element of our own export: HMAC-SHA-256 under the first half of the Fernet key,
// over the element as JSON without blanks. Secrets in it are sealed one by one. Without this,
// whoever can write to the file could give their own secret to another person's token.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { FernetKey } from "./fernet.ts";

const macOf = (element: object, { signing }: FernetKey): Buffer =>
  createHmac("sha256", signing).update(JSON.stringify(element)).digest();

export const withMac = <Element extends object>(
  element: Element,
  key: FernetKey,
): Element & { readonly mac: string } => ({
  ...element,
  mac: macOf(element, key).toString("base64url"),
});

export function hasItsMac({ mac, ...element }: { readonly mac?: unknown }, key: FernetKey): boolean {
  const [given, expected] = [Buffer.from(typeof mac === "string" ? mac : "", "base64url"), macOf(element, key)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
