// The fields of a JSON body (./json-object.ts), as accounts and endpoints are given.

import { type Refusal, refuse } from "../core/reasons.ts";

export type Given = Readonly<Record<string, unknown>>;

export const bad = (name: string, expected: string): Refusal =>
  refuse({ code: "invalid-parameter", message: `Invalid parameter ${name}: expected ${expected}.` });

/** A name that is misspelt would be taken for a field that was left out, and give less than was meant, or more. */
export function foreignIn(given: Given, names: readonly string[]): Refusal | undefined {
  const foreign = Object.keys(given).find((name) => !names.includes(name));
  return foreign === undefined ? undefined : bad(foreign.slice(0, 40), `one of ${names.join(", ")}`);
}

export const isTexts = (given: unknown): given is string[] =>
  Array.isArray(given) && given.every((one) => typeof one === "string");

/** Realms of one account, which are in every batch of its calls, or of one endpoint, which are compared with every event. */
export const MAX_REALMS = 50;
const REALM = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export const isRealms = (given: unknown): given is string[] =>
  isTexts(given) && given.length <= MAX_REALMS && given.every((realm) => REALM.test(realm));
