// Reads the parameters of an OAuth request from query and form: two values of a repeated one, so
// that the rules can refuse it (RFC 6749 §3.1). Nothing is decoded twice, and no JSON is read.

import type { Context } from "hono";
import type { OauthParams } from "../../core/oidc/oauth-params.ts";
import { type Pairs, readForm } from "../request/body.ts";

/** They show that a parameter is repeated. */
const ENOUGH_VALUES = 2;

export async function readGiven(c: Context): Promise<OauthParams | "unreadable"> {
  const form: Pairs | "too-large" | "unreadable" = c.req.method === "POST" ? await readForm(c) : [];
  if (typeof form === "string") return "unreadable";
  const parameters = new Map<string, string[]>();
  for (const [name, value] of [...new URL(c.req.url).searchParams, ...form]) {
    // SQLite ends a text at a NUL, and UTF-8 has no lone surrogates.
    if (`${name}${value}`.includes("\0")) return "unreadable";
    // A form can have one name 30 000 times, and copies of so many would take seconds.
    const values = parameters.get(name) ?? [];
    if (values.length < ENOUGH_VALUES) parameters.set(name, [...values, value.toWellFormed()]);
  }
  return parameters;
}
