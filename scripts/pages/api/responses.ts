// The answers of a route by status: what it gives, and the reasons for which it refuses, each with
// its status in src/http/answer/reason-to-wire.ts.

import type { Reason } from "../../../src/core/reasons.ts";
import { REASON_HEADER } from "../../../src/http/answer/headers.ts";
import type { PublicCode } from "../../../src/http/answer/reason-header.ts";
import { wireOf } from "../../../src/http/answer/reason-to-wire.ts";
import type { Answer, Definition } from "../../../src/http/openapi/definition.ts";
import { errorShape } from "../../../src/http/openapi/envelope-shapes.ts";
import { reasonsOf } from "../../../src/http/openapi/reasons.ts";
import { scimErrorShape } from "../../../src/http/scim/shapes.ts";
import type { Schema } from "../../../src/lib/schema.ts";

export function responsesOf(definition: Definition): Record<string, { readonly description: string }> {
  const reasons = Map.groupBy(reasonsOf(definition), (code) => statusOf(code) ?? definition.rejects ?? 200);
  const answers = Map.groupBy(definition.answers, ({ status = 200 }) => status);
  const statuses = [...new Set([...answers.keys(), ...reasons.keys()])].sort();
  const refusal: Answer = definition.scim
    ? { type: "application/scim+json", schema: () => scimErrorShape }
    : { schema: () => errorShape };
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      responseOf(answers.get(status) ?? [], reasons.get(status) ?? [], status >= 400 ? refusal : undefined),
    ]),
  );
}

/** Undefined for a refused login. The status follows from the code alone, not from the evidence. */
function statusOf(code: PublicCode): number | undefined {
  const { api } = wireOf({ code, message: "" } as Reason);
  return "reject" in api ? undefined : api.status;
}

function responseOf(answers: readonly Answer[], reasons: readonly PublicCode[], refusal: Answer | undefined) {
  const bodies = [...answers, ...(refusal && reasons.length > 0 ? [refusal] : [])].filter(({ type }) => type !== null);
  const content = [...Map.groupBy(bodies, ({ type = "application/json" }) => type ?? "")].map(([type, of]) => [
    type,
    mediaOf(of.flatMap(({ schema }) => (schema ? [schema()] : []))),
  ]);
  const named = answers.flatMap(({ headers = [] }) => headers).map((name) => [name, TEXT_HEADER] as const);
  const headers = Object.fromEntries([...named, ...headersOf(reasons)]);
  return {
    description: reasons.length === 0 ? "Done" : `${answers.length === 0 ? "" : "Or "}refused: ${reasons.join(", ")}`,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(content.length === 0 ? {} : { content: Object.fromEntries(content) }),
  };
}

const TEXT_HEADER = { schema: { type: "string" } };

function headersOf(reasons: readonly PublicCode[]): readonly (readonly [string, object])[] {
  if (reasons.length === 0) return [];
  // A reason's evidence, if it has any, follows after a semicolon.
  const schema = { type: "string", pattern: `^(${reasons.join("|")})(;|$)` };
  const waits = reasons.some((reason) => reason === "too-many-requests" || reason === "too-many-listeners");
  return [
    [REASON_HEADER, { schema }],
    ...(waits ? [["Retry-After", TEXT_HEADER] as const] : []),
    ...(reasons.includes("unknown-method") ? [["Allow", TEXT_HEADER] as const] : []),
  ];
}

/** What is not JSON has no schema. */
const mediaOf = (schemas: readonly Schema[]): object =>
  schemas.length === 0 ? {} : { schema: schemas.length === 1 ? schemas[0] : { anyOf: schemas } };
