// What the client package declares by hand is what the service has: its reasons, and the JSON of src/http. The types
// are compared by the compiler; the test only gives them a place.

import { expect, expectTypeOf, it } from "vitest";
import type * as Declared from "../../packages/client/index.js";
import reasons from "../../packages/client/reasons.d.ts?raw";
import { reasonTypes } from "../../scripts/lib/doc-tables.ts";
import type { DeliveryJson, EndpointJson } from "../../src/http/events/endpoint-json.ts";
import type { RESULT_COLUMNS } from "../../src/http/jobs/job-csv.ts";
import type { Answers } from "../../src/http/wire.ts";

it("declares the reasons that the service gives, as `npm run docs` writes them", () => {
  expect(reasons).toBe(reasonTypes());
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
  expectTypeOf<EndpointJson>().toExtend<Declared.Endpoint>();
  expectTypeOf<DeliveryJson>().toExtend<Declared.Delivery>();
  expectTypeOf<Value<"GET /jobs/:id">>().toExtend<Declared.Job>();
  expectTypeOf<keyof Declared.JobResult>().toEqualTypeOf<(typeof RESULT_COLUMNS)[number]>();
  expectTypeOf<Value<"GET /jobs">[number]>().toExtend<Declared.ListedJob>();
  expectTypeOf<Value<"GET /audit/">["auditdata"][number]>().toExtend<Declared.AuditRow>();
  expectTypeOf<Value<"GET /audit/statistics">>().toExtend<Declared.Statistics>();
  expectTypeOf<Value<"GET /audit/verification">>().toExtend<Declared.Verification>();
});
