// The form that a page is sent, read once and before anything is done. What its fields may be is for those who use them.

import type { Context, MiddlewareHandler } from "hono";
import { readForm } from "../http/body.ts";

/** The last field of the name, or an empty text. */
export type Form = (name: string) => string;

export interface FormEnv {
  Variables: { form: Form };
}

export async function readPageForm(c: Context): Promise<Form | "too-large" | "unreadable"> {
  const read = await readForm(c);
  if (typeof read === "string") return read;
  const fields = new Map(read);
  return (name) => fields.get(name) ?? "";
}

/** Leaves the form for the handlers. `unreadable`: the page for a form that is none. */
export const withForm =
  (unreadable: (c: Context) => Response | Promise<Response>): MiddlewareHandler<FormEnv> =>
  async (c, next) => {
    const form = await readPageForm(c);
    if (form === "too-large") return c.body(null, 413);
    if (form === "unreadable") return unreadable(c);
    c.set("form", form);
    return next();
  };
