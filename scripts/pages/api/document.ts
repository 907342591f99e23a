// The OpenAPI 3.1 document of the API, made from the definitions of its routes
// (src/http/all-definitions.ts).

import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { VERSION } from "../../../src/http/answer/envelope.ts";
import { type Definition, isOfAccounts } from "../../../src/http/openapi/definition.ts";
import { type Fields, NAMED, object, type Schema } from "../../../src/lib/schema.ts";
import { schemaOf } from "./parameters.ts";
import { responsesOf } from "./responses.ts";
import { DESCRIBED_TAGS, tagOf } from "./tags.ts";

const ABOUT =
  "Parameters may be sent in the query, as a form or as a JSON object. Answers have privacyIDEA's form, but for " +
  "those of OpenID Connect and the phones. The header TiQR-Reason tells programs why a request was refused. A " +
  "service with a bad setting answers every request with 503 and a text. One in front of another server " +
  "(UPSTREAM_PRIVACYIDEA) hands on that server's answers about what is there, and refuses with 502, 504 or 508 when " +
  "it cannot be asked.";

export const makeDocument = () => ({
  openapi: "3.1.1",
  info: { title: "tiqr-edge", version: VERSION, description: ABOUT, license: { name: "MIT", identifier: "MIT" } },
  servers: [{ url: "/" }],
  tags: DESCRIBED_TAGS,
  paths: pathsOf(),
  components: { schemas: schemasOf(), securitySchemes: SCHEMES },
});

const schemasOf = (): Readonly<Record<string, Schema>> =>
  Object.fromEntries(Object.entries(NAMED).map(([name, make]) => [name, make()]));

function pathsOf(): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const [route, definition] of Object.entries(DEFINITIONS)) {
    const [method = "", path = ""] = route.split(" ");
    const template = path.replace(/:(\w+)/g, "{$1}");
    paths[template] = { ...paths[template], [method.toLowerCase()]: operationOf(method, path, definition) };
  }
  return paths;
}

/** JSON leaves out what is undefined. */
function operationOf(method: string, path: string, definition: Definition): object {
  const { does, tells, takes = [], body, form, scim } = definition;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => parameter(name, "path"));
  const asForm = method === "POST" || method === "PATCH";
  const fields: Fields = Object.fromEntries(takes.map((name) => [name, schemaOf(name)]));
  const sent = bodyOf(asForm && takes.length > 0 ? object({}, fields) : undefined, body, form, scim?.body);
  const parameters = [...inPath, ...(asForm ? [] : takes.map((name) => parameter(name, "query")))];
  return {
    tags: [tagOf(path)],
    operationId: `${method.toLowerCase()}${path.replace(/[\W_]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: does,
    description: tells,
    ...securityOf(definition),
    ...(parameters.length === 0 ? {} : { parameters }),
    requestBody: sent && { content: sent },
    responses: responsesOf(definition),
  };
}

const parameter = (name: string, place: "path" | "query") => {
  const { description, ...schema } = schemaOf(name);
  return { name, in: place, required: place === "path" || undefined, description, schema };
};

function bodyOf(
  flat: Schema | undefined,
  body: Schema | undefined,
  form: Schema | undefined,
  ofScim: Schema | undefined,
) {
  if (flat) return { "application/x-www-form-urlencoded": { schema: flat }, "application/json": { schema: flat } };
  if (ofScim) return { "application/scim+json": { schema: ofScim } };
  if (body) return { "application/json": { schema: body } };
  return form && { "application/x-www-form-urlencoded": { schema: form } };
}

/** What a request has to show. As OpenAPI 3.1 allows, a scheme lists the rights needed. */
const SCHEMES = {
  token: { type: "apiKey", in: "header", name: "PI-Authorization", description: "The token of POST /auth" },
  bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "The same, as Authorization" },
  key: { type: "apiKey", in: "header", name: "X-API-Key", description: "A key of POST /accounts/{name}/keys" },
  client: { type: "http", scheme: "basic", description: "An application; or as its metadata says" },
  accessToken: { type: "http", scheme: "bearer", description: "The access token of POST /oidc/token" },
  cookie: { type: "apiKey", in: "cookie", name: "__Secure-forward-auth" },
} as const;

/** An empty list says that nothing has to be shown. */
function securityOf(definition: Definition): { readonly security: readonly object[] } {
  const { right } = definition;
  if (isOfAccounts(definition)) {
    const enough = right === "signed-in" ? [[]] : [right].flat().map((one) => [one === "administrators" ? "*" : one]);
    return { security: enough.flatMap((rights) => [{ token: rights }, { bearer: rights }, { key: rights }]) };
  }
  if (right === "client") return { security: [{ client: [] }, {}] };
  if (right === "access-token") return { security: [{ accessToken: [] }] };
  return { security: right === "cookie" ? [{ cookie: [] }] : [] };
}
