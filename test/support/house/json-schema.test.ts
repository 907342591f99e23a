// An answer that differs from its schema, or has more than the schema says, is noticed.

import { expect, it } from "vitest";
import { documentFault } from "../openapi.ts";
import { createValidator } from "./json-schema.ts";

const { strangersIn } = createValidator({
  Success: {
    type: "object",
    properties: { result: { type: "object", properties: { status: { const: true }, value: {} } } },
  },
  Person: {
    type: "object",
    required: ["name"],
    properties: { name: { type: "string" }, born: { type: "string", format: "date-time" } },
  },
});
const people = {
  allOf: [
    { $ref: "#/components/schemas/Success" },
    {
      type: "object",
      properties: {
        result: {
          type: "object",
          properties: {
            value: { type: "array", items: { anyOf: [{ $ref: "#/components/schemas/Person" }, { type: "null" }] } },
          },
        },
        tags: { type: "object", additionalProperties: { type: "number" } },
        any: { type: "object", additionalProperties: true },
      },
    },
  ],
} as const;
const faultsOf = (value: unknown) => strangersIn(value, people as never);
const listOf = (...value: unknown[]) => ({ result: { status: true, value } });

it("takes an answer that every schema of it describes", () => {
  const anna = { name: "anna", born: "2026-01-31T22:59:00Z" };
  expect(faultsOf({ ...listOf(anna, null), tags: { a: 1 }, any: { thing: { goes: [{}] } } })).toEqual([]);
});

it.each([
  [
    "a value of another type",
    listOf({ name: 7 }),
    '/result/value/0/name: Instance type "number" is invalid. Expected "string". Got 7',
  ],
  ["another constant", { result: { status: 1 } }, "/result/status: Instance does not match true. Got 1"],
  ["a property that is absent", listOf({}), '/result/value/0: Instance does not have required property "name". Got {}'],
  [
    "a time that is none",
    listOf({ name: "a", born: "2026-02-30T00:00:00Z" }),
    expect.stringContaining("/result/value/0/born: "),
  ],
  ["a property that is not described", { ...listOf(), more: 1 }, "/more: is not described"],
  ["one far within", listOf({ name: "a" }, { name: "b", age: 7 }), "/result/value/1/age: is not described"],
  [
    "one below a value of which nothing is said",
    { result: { status: true, value: [null], more: { a: 1 } } },
    "/result/more: is not described",
  ],
  ["a value of a map that is another", { tags: { "a/b": "x" } }, expect.stringContaining("/tags/a/b: Instance type")],
])("refuses %s", (_, value, fault) => {
  expect(faultsOf(value)).toContainEqual(fault);
});

it("throws at a keyword of which it does not know what it describes", () => {
  expect(() => strangersIn({}, { type: "object", oneOf: [] })).toThrow("The keyword oneOf is not known here.");
});

it("holds an answer of the service against the document", () => {
  const headers = { "Content-Type": "application/json" };
  const told = (body: object) => documentFault("GET", "/health", new Response("{}", { headers }), JSON.stringify(body));
  expect(told({ status: "ok" })).toContain("Instance does not have required property");
  expect(told({ status: "ok", more: 1 })).toContain("/more: is not described");
});
