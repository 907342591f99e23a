// The fields of a JSON body (./json-object.ts), as accounts and endpoints are given.

import type { Context } from "hono";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import { readJsonObject } from "./json-object.ts";
import { knownTo } from "./known-parameters.ts";

export type Given = Readonly<Record<string, unknown>>;

/** Reads the body, and refuses a name that the route does not know. */
export async function readFields(c: Context, mostBytes?: number): Promise<Outcome<{ readonly given: Given }>> {
  const read = await readJsonObject(c, mostBytes);
  return read.ok ? withKnownNames(c, read.given) : read;
}

/** A name that is misspelt would be taken for a field that was left out, and give less than was meant, or more. */
export async function withKnownNames(c: Context, given: Given): Promise<Outcome<{ readonly given: Given }>> {
  const names = [...((await knownTo(c)) ?? [])];
  const foreign = Object.keys(given).find((name) => !names.includes(name));
  return foreign === undefined
    ? { ok: true, given }
    : invalidParameter(foreign.slice(0, 40), `expected one of ${names.join(", ")}`);
}

export const isTexts = (given: unknown): given is string[] =>
  Array.isArray(given) && given.every((one) => typeof one === "string");

/** Realms of one account, which are in every batch of its calls, or of one endpoint, which are compared with every event. */
export const MAX_REALMS = 50;
const REALM = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export const isRealms = (given: unknown): given is string[] =>
  isTexts(given) && given.length <= MAX_REALMS && given.every((realm) => REALM.test(realm));
