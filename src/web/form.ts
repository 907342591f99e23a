// Reads the form of a request once, before anything else is done. The handlers check its fields.

import type { Context, MiddlewareHandler } from "hono";
import { allowUpload } from "../http/guard/request-timeout.ts";
import { oneOfEach, readForm } from "../http/request/body.ts";
import { parameterFault } from "../http/request/params.ts";

/** Says whose page a form is on, by the mark of the person (src/core/user.ts). */
export const WHOSE = "whose";

/** Returns the first field of the name, or an empty text. */
export type Form = (name: string) => string;

export interface FormEnv {
  Variables: { form: Form };
}

export async function readPageForm(c: Context): Promise<Form | "too-large" | "unreadable"> {
  const read = await readForm(c);
  if (typeof read === "string") return read;
  const fields = oneOfEach(read);
  return (name) => fields.get(name) ?? "";
}

/** Reads a field that the API would refuse as an empty text. */
export const usableFields =
  (form: Form): Form =>
  (name) =>
    parameterFault([name, form(name)]) ? "" : form(name).toWellFormed();

/**
 * Leaves the form to the handlers; `unreadable` answers a body that cannot be read. A file for
 * `upload` is longer than any form: its handler reads it once the sender is known to be signed in.
 */
export const withForm =
  (unreadable: (c: Context) => Response | Promise<Response>, upload?: string): MiddlewareHandler<FormEnv> =>
  async (c, next) => {
    if (c.req.path === upload) {
      allowUpload(c);
      return next();
    }
    const form = await readPageForm(c);
    if (form === "too-large") return c.body(null, 413);
    if (form === "unreadable") return unreadable(c);
    c.set("form", form);
    return next();
  };
