// Writes packages/client/management/answers.d.ts: the shapes of answers as types, under the names
// that the client package has published.

import { CLIENT, MAYBE_OF_CLIENT } from "../../src/core/oidc/clients/client-fields.ts";
import { partShape } from "../../src/http/audit/parts-shapes.ts";
import {
  auditEventShape,
  auditRowShape,
  hourShape,
  statisticsShape,
  streamedRowShape,
  verificationShape,
} from "../../src/http/audit/shapes.ts";
import { callShape } from "../../src/http/callers/definition.ts";
import { deliveryShape, endpointShape } from "../../src/http/events/shapes.ts";
import { RESULT_COLUMNS } from "../../src/http/jobs/job-csv.ts";
import { jobShape, listedJobShape } from "../../src/http/jobs/shapes.ts";
import { enrolmentShape, openLoginShape } from "../../src/http/logins/shapes.ts";
import {
  clientRefusalShape,
  clientShape,
  madeClientShape,
  refusalFaultShape,
  remedyShape,
} from "../../src/http/oidc/shapes.ts";
import { PLACE } from "../../src/http/openapi/lists.ts";
import {
  accountShape,
  apiKeyShape,
  attributesShape,
  madePassShape,
  userDetailsShape,
  userShape,
} from "../../src/http/people/shapes.ts";
import { realmShape } from "../../src/http/system/shapes.ts";
import { linkShape, lockShape, tokenShape } from "../../src/http/tokens/shapes.ts";
import { type Fields, object, referredBy, type Schema, text, whole } from "../../src/lib/schema.ts";
import { ANSWER_MEANINGS } from "./answer-meanings.ts";

const JOB_RESULT = object(Object.fromEntries(RESULT_COLUMNS.map((name) => [name, name === "line" ? whole : text])));

const SHAPES: Readonly<Record<string, Schema>> = {
  Lock: lockShape,
  Enrollment: enrolmentShape,
  Token: tokenShape,
  OpenChallenge: openLoginShape,
  User: userShape,
  UserDetails: userDetailsShape,
  UserAttributes: attributesShape,
  DayPass: madePassShape,
  DeskCall: callShape,
  Link: linkShape,
  ApiKey: apiKeyShape,
  Account: accountShape,
  ClientMetadata: object(CLIENT, MAYBE_OF_CLIENT),
  Client: clientShape,
  MadeClient: madeClientShape,
  RefusalFault: refusalFaultShape,
  Remedy: remedyShape,
  ClientRefusal: clientRefusalShape,
  Endpoint: endpointShape,
  Delivery: deliveryShape,
  AuditEvent: auditEventShape,
  AuditRow: auditRowShape,
  StreamedRow: streamedRowShape,
  HourCount: hourShape,
  Statistics: statisticsShape,
  Verification: verificationShape,
  AuditPart: partShape,
  ListedJob: listedJobShape,
  Job: jobShape,
  JobResult: JOB_RESULT,
  Realm: realmShape,
  Page: object(PLACE),
};

/** A type that has all fields of another one. */
const EXTENDED: Readonly<Record<string, string>> = {
  UserDetails: "User",
  Client: "ClientMetadata",
  MadeClient: "Client",
  StreamedRow: "AuditRow",
  Job: "ListedJob",
};

const NAMES = new Map(Object.entries(SHAPES).map(([name, shape]) => [shape, name]));

/** Biome breaks longer lines of code. */
const MAX_COLUMNS = 120;

export function answerTypes(): string {
  const unused = new Set(Object.keys(ANSWER_MEANINGS));
  const types = Object.entries(SHAPES).map(([name, shape]) => `${comment(name, "")}export ${declared(name, shape)}\n`);
  if (unused.size > 0) throw new Error(`answer-meanings.ts tells of what no answer has: ${[...unused].join(", ")}`);
  return `// What the service answers about each thing, made by npm run docs. docs/api.md has the same names.\n\n${types.join("\n")}`;

  function comment(path: string, indent: string): string {
    unused.delete(path);
    const meaning = ANSWER_MEANINGS[path];
    return meaning === undefined ? "" : docComment(meaning, indent);
  }

  function declared(name: string, shape: Schema): string {
    if (shape.enum)
      return `type ${name} =${words(shape)
        .map((word) => `\n  | ${word}`)
        .join("")};`;
    const base = EXTENDED[name];
    const inherited = base === undefined ? [] : fieldsOf(SHAPES[base] ?? {}).map(({ name }) => name);
    const own = fieldsOf(shape).filter(({ name }) => !inherited.includes(name));
    return `interface ${name}${base === undefined ? "" : ` extends ${base}`} ${block(own, name, "")}`;
  }

  function block(fields: readonly Field[], path: string, indent: string): string {
    const lines = fields.map((field) => {
      const at = `${path}.${field.name}`;
      const line = (type: string) => `${indent}  ${head(field)}${type};`;
      const inOne = line(typeOf(field.schema));
      const isLong =
        inOne.length > MAX_COLUMNS || Object.keys(ANSWER_MEANINGS).some((other) => other.startsWith(`${at}.`));
      const inside = (inner: readonly Field[]) => block(inner, at, `${indent}  `);
      const broken = line(typeOf(field.schema, inside));
      // A list of too many words.
      const [, start, all, end] = /^(.*readonly \()("[^{]*")(\)\[\];)$/.exec(broken) ?? [];
      const listed = all?.split(" | ").map((word) => `${indent}    | ${word}\n`);
      const wrapped = listed ? `${start}\n${listed.join("")}${indent}  ${end}` : broken;
      return comment(at, `${indent}  `) + (isLong ? wrapped : inOne);
    });
    return `{\n${lines.join("\n")}\n${indent}}`;
  }
}

interface Field {
  readonly name: string;
  readonly isOptional: boolean;
  readonly schema: Schema;
}

const head = ({ name, isOptional }: Field): string => `readonly ${name}${isOptional ? "?" : ""}: `;

const inLine = (fields: readonly Field[]): string =>
  `{ ${fields.map((field) => head(field) + typeOf(field.schema)).join("; ")} }`;

function fieldsOf(schema: Schema): readonly Field[] {
  const { allOf, properties, required = [] } = referredBy(schema) ?? schema;
  if (allOf) return (allOf as readonly Schema[]).flatMap(fieldsOf);
  return Object.entries(properties as Fields).map(([name, schema]) => ({
    name,
    isOptional: !(required as readonly string[]).includes(name),
    schema,
  }));
}

const words = ({ enum: all }: Schema): string[] => (all as readonly unknown[]).map((word) => JSON.stringify(word));

/** `inside`: writes the fields of an object that has no name. */
function typeOf(schema: Schema, inside: (fields: readonly Field[]) => string = inLine): string {
  const name = NAMES.get(schema);
  if (name !== undefined) return name;
  const { type, anyOf, items, additionalProperties: others } = schema;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return words(schema).join(" | ");
  if (anyOf) return (anyOf as readonly Schema[]).map((each) => typeOf(each, inside)).join(" | ");
  if (items) {
    const item = typeOf(items as Schema, inside);
    return `readonly ${/^[^{]* \| /.test(item) ? `(${item})` : item}[]`;
  }
  if (type === "integer") return "number";
  if (type !== "object") return String(type);
  const fields = fieldsOf({ properties: {}, ...schema });
  const known = fields.length === 0 ? [] : [inside(fields)];
  const further = others ? [`Readonly<Record<string, ${others === true ? "unknown" : typeOf(others as Schema)}>>`] : [];
  return [...known, ...further].join(" & ") || "object";
}

/** As comments wrap. */
const MAX_COMMENT_COLUMNS = 100;

function docComment(text: string, indent: string): string {
  const inOne = `${indent}/** ${text} */`;
  if (inOne.length <= MAX_COMMENT_COLUMNS) return `${inOne}\n`;
  const start = `${indent} * `;
  const lines = text.match(new RegExp(`.{1,${MAX_COMMENT_COLUMNS - start.length}}(?= |$)`, "g")) ?? [];
  return `${indent}/**\n${lines.map((line) => start + line.trim()).join("\n")}\n${indent} */\n`;
}
