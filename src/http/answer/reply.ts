// A JSON answer outside the envelope, by the route's definition.

import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Written } from "../../lib/schema.ts";
import type { Answers, Route } from "../all-definitions.ts";
import type { RouteContext } from "../context.ts";

export const reply = <Key extends Route>(
  c: RouteContext<Key>,
  body: Written<Answers[Key]>,
  status: ContentfulStatusCode = 200,
  headers: Record<string, string> = {},
): Response => c.json(body, status, headers);
