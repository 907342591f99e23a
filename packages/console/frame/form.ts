// Reads the form of a request once, before anything else is done. The handlers check its fields.

import type { Context, MiddlewareHandler } from "hono";
import { type Form, readPageForm } from "../../../src/for-console.ts";

export interface FormEnv {
  Variables: { form: Form };
}

/**
 * Leaves the form to the handlers; `unreadable` answers a body that cannot be read. A file for
 * `upload` is longer than any form: its handler reads it once the sender is known to be signed in.
 */
export const withForm =
  (unreadable: (c: Context) => Response | Promise<Response>, upload?: string): MiddlewareHandler<FormEnv> =>
  async (c, next) => {
    if (c.req.path === upload) return next();
    const form = await readPageForm(c);
    if (form === "too-large") return c.body(null, 413);
    if (form === "unreadable") return unreadable(c);
    c.set("form", form);
    return next();
  };
