// What the client package declares by hand is what the service has: the reasons of docs/api.md, and the JSON of src/http. The types
// are compared by the compiler; the test only gives them a place.

import { expect, expectTypeOf, it } from "vitest";
import api from "../../docs/api.md?raw";
import type * as Declared from "../../packages/client/index.js";
import reasons from "../../packages/client/reasons.d.ts?raw";
import type { Answers } from "../../src/http/wire.ts";

it("knows the reasons of docs/api.md, and no others", () => {
  const table = api.slice(api.indexOf("<!-- reasons: made"), api.indexOf("<!-- end of reasons"));
  const documented = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
  const known = [...reasons.matchAll(/^ {2}\| "([a-z-]+)"/gm)].map(([, code]) => code);
  expect(documented.length).toBeGreaterThan(50);
  expect(known).toEqual(documented);
});

type Value<Route extends keyof Answers> = Answers[Route] extends { readonly value: infer Given } ? Given : never;

it("declares answers that the service gives", () => {
  expectTypeOf<Value<"GET /token/">["tokens"][number]>().toExtend<Declared.Token>();
  expectTypeOf<Value<"GET /token/enrollmentlink">["links"][number]>().toExtend<Declared.Link>();
  expectTypeOf<Value<"GET /token/challenges/">["challenges"][number]>().toExtend<Declared.OpenChallenge>();
  expectTypeOf<Value<"GET /user/">[number]>().toExtend<Declared.User>();
  expectTypeOf<Value<"GET /user/attribute">>().toExtend<Declared.UserAttributes>();
  expectTypeOf<Value<"GET /accounts">[number]>().toExtend<Declared.Account>();
  expectTypeOf<Value<"GET /oidc/clients">[number]>().toExtend<Declared.Client>();
  expectTypeOf<Value<"POST /oidc/clients">>().toExtend<Declared.MadeClient>();
  expectTypeOf<Value<"GET /audit/">["auditdata"][number]>().toExtend<Declared.AuditRow>();
  expectTypeOf<Value<"GET /audit/statistics">>().toExtend<Declared.Statistics>();
  expectTypeOf<Value<"GET /audit/verification">>().toExtend<Declared.Verification>();
});
