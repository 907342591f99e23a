// What the client package declares is what the service has: `npm run docs` writes its reasons and
// the types of its answers, and the compiler holds these types against those that routes and
// console have.

import { expect, expectTypeOf, it } from "vitest";
import type * as Declared from "../../packages/client/index.js";
import answers from "../../packages/client/management/answers.d.ts?raw";
import reasons from "../../packages/client/requests/reasons.d.ts?raw";
import { answerTypes } from "../../scripts/docs/answer-types.ts";
import { reasonTypes } from "../../scripts/docs/tables.ts";
import type { JobState } from "../../src/core/ports/job.ts";
import type { ChallengeState } from "../../src/core/ports/tokens/challenge.ts";
import type { EnrolmentState, KnownEnrolmentState } from "../../src/core/ports/tokens/enrolments.ts";
import type { OpenLinkState } from "../../src/core/ports/tokens/links.ts";
import type { LockPath } from "../../src/core/token/lock.ts";
import type { RolloutState, TokenState } from "../../src/core/token.ts";
import type { Answers } from "../../src/http/all-definitions.ts";
import type { StreamedRowJson } from "../../src/http/audit/shapes.ts";
import type { RESULT_COLUMNS } from "../../src/http/jobs/job-csv.ts";

it("declares the reasons that the service gives, as `npm run docs` writes them", () => {
  expect(reasons).toBe(reasonTypes());
});

it("declares the answers that the service gives, as `npm run docs` writes them", () => {
  expect(answers).toBe(answerTypes());
});

type Value<Route extends keyof Answers> = Answers[Route] extends { readonly value: infer Given } ? Given : never;

it("declares each answer as the routes give it, without a key more or less", () => {
  expectTypeOf<Declared.Token>().toEqualTypeOf<Value<"GET /token/">["tokens"][number]>();
  expectTypeOf<Declared.Enrollment>().toEqualTypeOf<
    Answers["GET /validate/pollenrollment/:id"]["detail"]["enrollment"]
  >();
  expectTypeOf<Declared.Link>().toEqualTypeOf<Value<"GET /token/enrollmentlink">["links"][number]>();
  expectTypeOf<Declared.OpenChallenge>().toEqualTypeOf<Value<"GET /token/challenges/">["challenges"][number]>();
  expectTypeOf<Declared.User>().toEqualTypeOf<Value<"GET /user/">[number]>();
  expectTypeOf<Declared.UserDetails>().toEqualTypeOf<Value<"GET /user/:realm/:name">>();
  expectTypeOf<Declared.UserAttributes>().toEqualTypeOf<Extract<Value<"GET /user/attribute">, object>>();
  expectTypeOf<Declared.Account>().toEqualTypeOf<Value<"GET /accounts">[number]>();
  expectTypeOf<Declared.Client>().toEqualTypeOf<Value<"GET /oidc/clients">[number]>();
  expectTypeOf<Declared.MadeClient>().toEqualTypeOf<Flat<Value<"POST /oidc/clients">>>();
  expectTypeOf<Declared.Endpoint>().toEqualTypeOf<Value<"GET /events/endpoints">[number]>();
  expectTypeOf<Declared.Delivery>().toEqualTypeOf<Value<"POST /events/endpoints/:id/test">>();
  expectTypeOf<Declared.Job>().toEqualTypeOf<Value<"GET /jobs/:id">>();
  expectTypeOf<Declared.ListedJob>().toEqualTypeOf<Value<"GET /jobs">[number]>();
  expectTypeOf<Declared.Realm>().toEqualTypeOf<Value<"GET /realm/">[string]>();
  expectTypeOf<keyof Declared.JobResult>().toEqualTypeOf<(typeof RESULT_COLUMNS)[number]>();
  expectTypeOf<Declared.AuditRow>().toEqualTypeOf<Value<"GET /audit/">["auditdata"][number]>();
  expectTypeOf<Declared.StreamedRow>().toEqualTypeOf<Flat<StreamedRowJson>>();
  expectTypeOf<Declared.Statistics>().toEqualTypeOf<Value<"GET /audit/statistics">>();
  expectTypeOf<Declared.Verification>().toEqualTypeOf<Value<"GET /audit/verification">>();
});

it("has the words for a state that the service has, each and no other", () => {
  expectTypeOf<Declared.Token["state"]>().toEqualTypeOf<TokenState>();
  expectTypeOf<Declared.Token["rollout_state"]>().toEqualTypeOf<RolloutState>();
  expectTypeOf<Declared.Token["enrollment"]["state"]>().toEqualTypeOf<KnownEnrolmentState>();
  expectTypeOf<Declared.Enrollment["state"]>().toEqualTypeOf<EnrolmentState>();
  expectTypeOf<Declared.Lock["path"]>().toEqualTypeOf<LockPath>();
  expectTypeOf<Declared.Link["state"]>().toEqualTypeOf<OpenLinkState>();
  expectTypeOf<Declared.Job["state"]>().toEqualTypeOf<JobState>();
  type Polled = Answers["GET /validate/polltransaction/:id"]["detail"]["transaction_state"];
  expectTypeOf<Polled>().toEqualTypeOf<ChallengeState>();
});

/** An intersection as one type. */
type Flat<Type> = { [Name in keyof Type]: Type[Name] };
