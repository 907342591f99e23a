// What is wrong with what a directory sent.

import { type Refusal, refuse, type ScimFault } from "../reasons.ts";

export type ScimRefusal = Refusal<"invalid-resource">;

export const fault = (kind: ScimFault, message: string): ScimRefusal =>
  refuse({ code: "invalid-resource", fault: kind, message });

/** A part of the request that a message repeats: short, and what is nested is not walked. */
export function cited(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
