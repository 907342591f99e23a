// What TSX becomes ("#jsx" in tsconfig.base.json and package.json): text, at once. The types are
// those of hono/jsx, which also renders in browsers, waits for parts, streams, and moves tags into
// the head: no page has use for any of it.
//
// A name with a tag in it would be one in the page. So all is escaped but what `jsx` and hono's
// `raw` have made, which is a String object: no JSON and no request can bring one.

import { escapeToBuffer, type HtmlEscapedString, raw } from "hono/utils/html";

export type { JSX } from "hono/jsx/jsx-runtime";

type Props = Readonly<Record<string, unknown>>;

const IS_EMPTY = /^(br|col|hr|img|input|link|meta)$/;

/** Attributes that say "true" or "false": aria-, data-. All others are there or not. */
const SAYS_WHICH = /-|^spellcheck$/;

export function jsx(tag: string | ((props: Props) => unknown), props: Props): HtmlEscapedString {
  if (typeof tag === "function") return raw(textOf(tag(props)));
  const attributes = Object.entries(props).map(([name, value]) => attribute(name, value));
  const start = `<${tag}${attributes.join("")}`;
  return raw(IS_EMPTY.test(tag) ? `${start}/>` : `${start}>${textOf(props.children)}</${tag}>`);
}

export { jsx as jsxDEV, jsx as jsxs };

export const Fragment = ({ children }: Props): unknown => children;

function attribute(name: string, value: unknown): string {
  if (name === "children" || value === undefined || value === null) return "";
  if (typeof value === "boolean" && !SAYS_WHICH.test(name)) return value ? ` ${name}=""` : "";
  return ` ${name}="${escaped(String(value))}"`;
}

function textOf(child: unknown): string {
  if (child === undefined || child === null || typeof child === "boolean") return "";
  if (Array.isArray(child)) return child.map(textOf).join("");
  if (child instanceof String) return String(child);
  if (typeof child === "string" || typeof child === "number") return escaped(String(child));
  throw new TypeError("a part of a page is neither text nor markup");
}

function escaped(text: string): string {
  const buffer: [string] = [""];
  escapeToBuffer(text, buffer);
  return buffer[0];
}
