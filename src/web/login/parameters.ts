// The parameters of a page's form. A person must not get JSON, so an unusable value, such as a PIN
// of thousands of characters, is left out and the page says so. All others stay, for the next try.

import type { MiddlewareHandler } from "hono";
import type { HttpEnv } from "../../http/context.ts";
import { parameterFault, parametersOf, readValues } from "../../http/request/params.ts";

/** To where the choice of a language at the foot of the page is sent. */
export const CHOOSE_LANGUAGE = "/login/language";

/** The hidden field with the code that the page shows, or showed: src/core/login/shown-code.ts. */
export const CODE = "code";

/** In the address of /login: somebody is signed in, and another person wants to be. */
export const AS_OTHER = { name: "as", value: "other" } as const;

export const withPageParameters: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const read = await readValues(c, () => false);
  const values = read.ok ? [...read.values] : [];
  const { parameter } = parametersOf(new Map(values.filter((pair) => !parameterFault(pair))));
  c.set("parameter", parameter);
  c.set("names", new Set(values.map(([name]) => name)));
  c.set("fault", read.ok ? values.map(parameterFault).find((fault) => fault !== undefined) : read.reason);
  await next();
};
