// The fields of the console's forms, read once for all pages and before anything is done.

import type { Context, MiddlewareHandler } from "hono";
import { readForm } from "../../http/read-form.ts";

/** As much as the longest form has, percent-encoded. */
const MAX_BODY_BYTES = 16 * 1024;

export interface FormEnv {
  /** The last field of the name, or an empty text. */
  Variables: { form: (name: string) => string };
}

/** `unreadable`: the page for a form that is none. */
export const withForm =
  (unreadable: (c: Context) => Response | Promise<Response>): MiddlewareHandler<FormEnv> =>
  async (c, next) => {
    const read = await readForm(c.req.raw.body, c.req.header("Content-Type") ?? "", MAX_BODY_BYTES);
    if (read === "too-large") return c.body(null, 413);
    if (read === "unreadable") return unreadable(c);
    const fields = new Map(read);
    c.set("form", (name) => fields.get(name) ?? "");
    return next();
  };
