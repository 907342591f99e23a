// The examples leave out only what an earlier reply has shown: a field that has another value than
// there, or that is missing there, stays.
import { expect, it } from "vitest";
import { shortener } from "../../../scripts/docs/examples/shorten.ts";
import type { Json } from "../../../scripts/docs/examples/steady.ts";

const reply = (result: Json, more: object = {}): Json => ({ id: 1, jsonrpc: "2.0", result, version: "1", ...more });
const user = { name: "anna", realm: "default", email: "", phones: 1, link: null };

/** What is shown of each reply, after one that is whole. */
function shownOf(...replies: readonly Json[]): Json[] {
  const shorten = shortener();
  shorten(reply({ status: true, value: user }), true);
  return replies.map((each) => shorten(each, false));
}

it("shows the value of a plain success, and the error of a plain error", () => {
  const error = { code: 905, message: "no" };
  const replies = [reply({ status: true, value: 1 }), reply({ status: false, error }, { detail: null })];
  expect(shownOf(...replies)).toEqual([1, error]);
});

it("shows the rest of a reply that has more", () => {
  const result = { status: true, value: 1 };
  expect(shownOf(reply(result, { detail: { pin: "1" } }))).toEqual([{ detail: { pin: "1" }, result: { value: 1 } }]);
  expect(shownOf(reply(result, { version: "2" }))).toEqual([{ result: { value: 1 }, version: "2" }]);
  expect(shownOf(reply({ status: false, value: 1 }))).toEqual([{ result: { status: false, value: 1 } }]);
});

it("shows of an object what an earlier one of its kind has not", () => {
  const value = { ...user, phones: 2, sessions: [] };
  expect(shownOf(reply({ status: true, value }))).toEqual([{ name: "anna", phones: 2, sessions: [], "…": "…" }]);
  // Nothing says that this one has no `link`, so it is whole.
  const { link: _, ...without } = user;
  expect(shownOf(reply({ status: true, value: without }))).toEqual([without]);
});

it("shows what is not a reply of the API as it is", () => {
  expect(shownOf({ responseCode: 1, id: 1 })).toEqual([{ responseCode: 1, id: 1 }]);
});
