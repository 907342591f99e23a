// The console has words for the reasons that its calls of the API can be refused for, as the
// routes' definitions say.

import { expect, it } from "vitest";
import type { ReasonCode } from "../../../src/core/reasons.ts";
import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { reasonsOf } from "../../../src/http/openapi/reasons.ts";
import { textsOf } from "../../../test/support/house/files.ts";
import { apiReason } from "../frame/reason.ts";
import { whyNot } from "../jobs/job-result.ts";
import { consoleWordsFor } from "./support/words.ts";

const { reasons: reasonsEn, causes: causesEn } = consoleWordsFor("en");
const { causes: causesNl } = consoleWordsFor("nl");
const { causes: causesDe } = consoleWordsFor("de");
const SOURCES = Object.values(await textsOf("packages/console/!(test)/**/*.{ts,tsx}", "packages/console/*.{ts,tsx}"));

/**
 * A call is written as `GET /token/:serial`, and where the action varies as `POST
 * /token/${action}/:serial`.
 */
const CALLS = SOURCES.flatMap((source) => [...source.matchAll(/["`]((?:GET|POST|PATCH|DELETE) \/[^"`\s<]*)["`]/g)]).map(
  ([, call = ""]) => new RegExp(`^${call.replace(/\$\{.*?\}/g, "\\w+")}$`),
);
const called = Object.entries(DEFINITIONS).filter(([route]) => CALLS.some((call) => call.test(route)));

const ofCalls = new Set<ReasonCode>(called.flatMap(([, definition]) => reasonsOf(definition)));

/** Told by the API's English message: mistakes in a request, which no page makes. */
const MISTAKES: readonly ReasonCode[] = [
  "missing-parameter",
  "missing-serial",
  "invalid-parameter",
  "unknown-token-type",
  "too-many-listeners", // no page of the console waits
];
/** In the result of a job. */
const OF_JOBS: readonly ReasonCode[] = ["invalid-line", "disabled-otherwise"];

it("has words for each reason that a call of it can be refused for", () => {
  expect(called.length).toBeGreaterThan(50);
  const lacking = [...ofCalls].filter((code) => !Object.hasOwn(reasonsEn, code));
  expect(lacking.sort()).toEqual([...MISTAKES].sort());
});

it("has words for no other reason", () => {
  const possible = new Set<string>([...ofCalls, ...OF_JOBS]);
  expect(Object.keys(reasonsEn).filter((code) => !possible.has(code))).toEqual([]);
});

it.each([causesEn, causesNl, causesDe])("tells any two causes apart: they are chosen in a list", (causes) => {
  const words = Object.values(causes);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

it("says of a job's failure what to do, or else why in a few words of the language", () => {
  const words = { reasons: reasonsEn, causes: causesDe };
  expect(whyNot(words, apiReason("account-exists", {}))).toBe(reasonsEn["account-exists"]);
  expect(whyNot(words, apiReason("key-lost", {}))).toMatch(/^Schlüssel verloren/);
});
