// The parameters of a page's form. What cannot be taken, a PIN of thousands of characters say, is left out, and the page says so
// in its own words: whoever has filled a form in is not shown JSON. All else comes through, so the next try leads where this
// one would have.

import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "../../http/context.ts";
import { faultOf, parametersOf, readValues } from "../../http/params.ts";

export const withPageParameters: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const read = await readValues(c, false);
  const values = read.ok ? [...read.values] : [];
  const { parameter } = parametersOf(new Map(values.filter((pair) => !faultOf(pair))));
  c.set("parameter", parameter);
  c.set("names", new Set(values.map(([name]) => name)));
  c.set("fault", read.ok ? values.map(faultOf).find((fault) => fault !== undefined) : read.reason);
  await next();
};
