// Writes a reply for a document: its JSON alone if that says all, otherwise with status and
// headers.
import type { Json } from "./steady.ts";

export interface ExampleReply {
  readonly status: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** The headers to show. All others are the same for every reply. */
const SHOWN_HEADERS = [
  "allow",
  "content-disposition",
  "content-type",
  "location",
  "retry-after",
  "tiqr-enrollment-id",
  "tiqr-reason",
  "www-authenticate",
];
/** The width of the documents. */
const MAX_WIDTH = 120;

/** Splits what `curl -i` prints. */
export function replyOf(printed: string): ExampleReply {
  const end = printed.indexOf("\r\n\r\n");
  if (end < 0) throw new Error(`no answer: ${printed}`);
  const [status = "", ...lines] = printed.slice(0, end).split("\r\n");
  const headers = lines.map((line) => [line.slice(0, line.indexOf(":")), line.replace(/^[^:]*: */, "")] as const);
  return { status, headers, body: printed.slice(end + 4) };
}

export function jsonIn({ body }: ExampleReply): Json | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.replace(/\n*$/, "\n")}\`\`\``;

export const plainBlock = (text: string): string => fenced("", text);

export function replyBlock({ status, headers, body }: ExampleReply, json: Json | undefined): string {
  const isJson = json !== undefined;
  const kept = headers.filter(
    ([name, value]) => SHOWN_HEADERS.includes(name.toLowerCase()) && !(isJson && value.startsWith("application/json")),
  );
  const content = isJson ? layOut(json) : body.replaceAll("\r\n", "\n");
  // A reply that does not have the API's form is shown with its status.
  if (isJson && body.includes('"jsonrpc"') && kept.length === 0 && / 200 /.test(status)) return fenced("json", content);
  return fenced("http", [status, ...kept.map((header) => header.join(": ")), "", content].join("\n"));
}

/** On one line, as `{ "a": [1, 2] }`. */
function flatten(json: Json): string {
  if (typeof json !== "object" || json === null) return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map(flatten).join(", ")}]`;
  const entries = Object.entries(json).map(([key, value]) => `${JSON.stringify(key)}: ${flatten(value)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Puts each list and object on one line if it fits there after `before` characters. */
function layOut(json: Json, indent = "", before = 0): string {
  const flat = flatten(json);
  if (typeof json !== "object" || json === null || before + flat.length <= MAX_WIDTH) return flat;
  const deeper = `${indent}  `;
  const lines = Array.isArray(json)
    ? json.map((item) => deeper + layOut(item, deeper, deeper.length))
    : Object.entries(json).map(([key, value]) => {
        const name = `${deeper}${JSON.stringify(key)}: `;
        return name + layOut(value, deeper, name.length);
      });
  const [open, close] = Array.isArray(json) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`;
}
