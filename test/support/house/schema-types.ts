// The types of TypeScript that the schemas of the API's document say, so that a compiler can hold
// declared types against them.

import type { makeDocument } from "../../../scripts/pages/api/document.ts";
import type { Fields, Schema } from "../../../src/lib/schema.ts";

type Document = ReturnType<typeof makeDocument>;
interface Media {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Media;
  readonly responses: Readonly<Record<string, Media>>;
}

/**
 * The text of a module with the types `Answers`, `Bodies` and `Names`, each by method and path:
 * `GET /token/{serial}`.
 */
export function typesOf(document: Document): string {
  const shared = Object.entries(document.components.schemas).map(
    ([name, schema]) => `type ${name} = ${typeOf(schema)};`,
  );
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation as Operation] as const,
    ),
  );
  const table = (name: string, of: (operation: Operation) => string) =>
    `export interface ${name} {\n${operations.map(([route, operation]) => `  ${JSON.stringify(route)}: ${of(operation)};`).join("\n")}\n}`;
  return [
    ...shared,
    table("Answers", ({ responses }) => typeOf(jsonOf(responses["200"]))),
    table("Bodies", ({ requestBody }) => typeOf(jsonOf(requestBody))),
    table(
      "Names",
      (operation) =>
        namesOf(operation)
          .map((name) => JSON.stringify(name))
          .join(" | ") || "never",
    ),
  ].join("\n");
}

const jsonOf = (media: Media | undefined): Schema => media?.content?.["application/json"]?.schema ?? {};

const namesOf = ({ parameters = [], requestBody }: Operation): readonly string[] => [
  ...parameters.filter((one) => one.in === "query").map(({ name }) => name),
  ...Object.keys((jsonOf(requestBody).properties ?? {}) as Fields),
];

function typeOf(schema: Schema): string {
  const { $ref, allOf, anyOf, type } = schema;
  if (typeof $ref === "string") return $ref.slice($ref.lastIndexOf("/") + 1);
  if (Array.isArray(allOf)) return `(${allOf.map(typeOf).join(" & ")})`;
  if (Array.isArray(anyOf)) return `(${anyOf.map(typeOf).join(" | ")})`;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return `(${schema.enum.map((word) => JSON.stringify(word)).join(" | ")})`;
  if (type === "integer") return "number";
  if (type === "array") return `readonly ${typeOf(schema.items as Schema)}[]`;
  if (type === "object") return objectOf(schema);
  return typeof type === "string" ? type : "unknown";
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): string {
  const fields = Object.entries(properties as Fields).map(([name, schema]) => {
    const mark = (required as readonly string[]).includes(name) ? "" : "?";
    return `readonly ${JSON.stringify(name)}${mark}: ${typeOf(schema)}`;
  });
  if (additionalProperties === true) fields.push("readonly [name: string]: unknown");
  else if (additionalProperties) fields.push(`readonly [name: string]: ${typeOf(additionalProperties as Schema)}`);
  return fields.length === 0 ? "object" : `{ ${fields.join("; ")} }`;
}
