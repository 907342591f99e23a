// Holds every answer of the service against its OpenAPI document: the status, the type, the body
// and the reason. An answer that the document does not have fails the test that made the request.

import type { Schema } from "@cfworker/json-schema";
import { makeDocument } from "../../scripts/pages/api/document.ts";
import { createValidator } from "./house/json-schema.ts";

interface Described {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly headers?: Readonly<Record<string, { readonly schema: Schema }>>;
}
interface Operation {
  readonly description?: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<Record<string, Described>>;
}
/** In the types of the validator, which has no readonly lists. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export const DOCUMENT = makeDocument();
const { paths: PATHS, components } = DOCUMENT as unknown as Document;
const validator = createValidator(components.schemas);

/** The most exact first: /token/init before /token/{serial}. */
const TEMPLATES = Object.keys(PATHS)
  .sort((a, b) => a.split("{").length - b.split("{").length)
  .map((path) => {
    const within = path.endsWith("/ext-authz/{path}") ? ".*" : "[^/]+";
    const pattern = path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, path === "/audit/{file}" ? ".+\\.csv" : within);
    return { path, pattern: new RegExp(`^${pattern}$`) };
  });

/** Returns the answer, to be read again. */
export async function checkedByDocument(request: Request, response: Response): Promise<Response> {
  if (response.webSocket) return response;
  const text = response.body === null ? "" : await response.clone().text();
  const fault = documentFault(request.method, decoded(new URL(request.url).pathname), response, text);
  if (fault) throw new Error(`${request.method} ${new URL(request.url).pathname}: ${response.status} ${fault}`);
  return response;
}

/** The service reads `/%76alidate/check` as its plain form. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

export function documentFault(method: string, path: string, response: Response, text: string): string | undefined {
  const type = response.headers.get("Content-Type")?.split(";")[0] ?? "";
  const template = TEMPLATES.find(({ pattern }) => pattern.test(path))?.path;
  if (template === undefined) {
    // Pages, their parts, and phones that post to the path of another server.
    if (type !== "application/json" || response.headers.has("X-TIQR-Protocol-Version")) return undefined;
    if (OF_PAGES.test(path)) return undefined;
    return response.status < 400 ? "not in the document" : bodyFault(REFUSAL, type, text);
  }
  // What a server behind this one adds the document says of all paths at once, and a path with two
  // readings is none of it.
  if (OF_UPSTREAM.test(reasonOf(response) ?? "") || (HAS_OTHER_READING.test(path) && response.status === 404))
    return bodyFault(REFUSAL, type, text);
  // A proxy asks by any method, and gets the answer to a GET.
  const asGet = template.startsWith("/authz/");
  // Neither is in the document: they tell nothing of their own.
  if ((method === "OPTIONS" && !asGet) || (method === "HEAD" && response.status === 200))
    return response.status < 400 && text !== "" ? "has a body" : bodyFault(REFUSAL, type, text);
  const operations = PATHS[template] ?? {};
  const operation =
    operations[method === "HEAD" ? "get" : method.toLowerCase()] ?? (asGet ? operations.get : undefined);
  if (!operation) return response.status >= 400 ? bodyFault(REFUSAL, type, text) : "the document lacks the method";
  const described = operation.responses[response.status];
  if (!described) return `(${reasonOf(response)}) is not in the document`;
  return (
    headerFault(operation, described, response) ?? (method === "HEAD" ? undefined : bodyFault(described, type, text))
  );
}

const OF_UPSTREAM = /^upstream-(failed|late|loop)$/;
const HAS_OTHER_READING = /%2f|%5c/i;

/** Of a path or a method that does not exist. */
const REFUSAL: Described = {
  content: {
    "application/json": { schema: { $ref: "#/components/schemas/Error" } },
    "application/scim+json": { schema: { $ref: "#/components/schemas/DirectoryError" } },
  },
};

/** Pages answer a program with the same errors. */
const OF_PAGES =
  /^\/(login|enrol|me|console|language|oidc\/(authorize|account|logout)|authz\/sign-in|\.well-known)(\/|$)/;

const reasonOf = (response: Response): string | undefined => response.headers.get("TiQR-Reason")?.split(";")[0];

function headerFault(operation: Operation, { headers = {} }: Described, response: Response): string | undefined {
  const reason = response.headers.get("TiQR-Reason");
  if (reason === null) return undefined;
  const header = headers["TiQR-Reason"];
  if (!header || validator.faultsOf(reason, header.schema).length > 0) return `the document lacks the reason ${reason}`;
  const [, right] = /^missing-right;right="(.*)"$/.exec(reason) ?? [];
  const [documented = ""] = operation.security?.[0]?.token ?? [];
  // What only administrators may do needs the right to look at accounts, too; and the right of a
  // job is that of its action.
  if ((documented === "*" && right === "accounts") || documented === "") return undefined;
  // A right that only some of its calls need is in the text of the route.
  return right === undefined || right === documented || operation.description?.includes(`\`${right}\``)
    ? undefined
    : `the document has the right ${documented} and not ${right}`;
}

function bodyFault({ content }: Described, type: string, text: string): string | undefined {
  if (text === "") return undefined;
  const media = content?.[type];
  if (!media) return `the document lacks the type ${type}`;
  const { schema } = media;
  if (schema === undefined) return undefined;
  const bodies = type === "application/x-ndjson" ? text.trim().split("\n") : [text];
  const faults = bodies.filter(Boolean).flatMap((body) => validator.strangersIn(JSON.parse(body), schema));
  return faults.length === 0 ? undefined : faults.slice(0, 12).join("\n");
}
