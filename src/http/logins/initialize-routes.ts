// /validate/initialize (privacyIDEA api/validate.py): clients with passkeys on call it first, and
// go on after an error in the envelope. There are no passkeys here, so every type is refused.

import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import type { HttpEnv } from "../context.ts";
import { Hono } from "../hono.ts";
import { withParameters } from "../request/params.ts";

const PATH = "/validate/initialize";

export function initializeRoutes(): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.on(["GET", "POST"], PATH, withParameters, (c) => {
    const type = c.var.parameter("type");
    if (type === undefined) return refused(c, { code: "missing-parameter", name: "type" });
    const message = `Unsupported token type: ${type}. Logins begin at /validate/check or /validate/triggerchallenge.`;
    return refused(c, { code: "invalid-parameter", message });
  });
  onlyMethods(app, PATH, ["GET", "POST"]);
  return app;
}
