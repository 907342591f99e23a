// Reads the form of a request once. The handlers check its fields.

import type { Context } from "hono";
import { oneOfEach, readForm } from "../http/request/body.ts";
import { parameterFault } from "../http/request/params.ts";

/** Says whose page a form is on, by the mark of the person (src/core/user.ts). */
export const WHOSE = "whose";

/** Returns the first field of the name, or an empty text. */
export type Form = (name: string) => string;

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
