// What a sender prefers: Accept and Accept-Language, RFC 9110 §12.5.

import { isLanguage, type Language } from "./words.ts";

/** `nameOf`: what a range stands for, if that is offered. Of equal weights the first wins. */
export function preferred<Name>(
  accept: string | undefined,
  nameOf: (range: string) => Name | undefined,
  otherwise: Name,
): Name {
  let best = otherwise;
  let most = 0;
  for (const part of (accept ?? "").split(",")) {
    const [range = "", ...parameters] = part.toLowerCase().split(";");
    const name = nameOf(range.trim());
    const q = parameters.map((parameter) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    const weight = q === undefined ? 1 : Number(q);
    if (name === undefined || !(weight > most)) continue;
    best = name;
    most = weight;
  }
  return best;
}

/** English, if none of ours is asked for. `nl-BE` counts as `nl`, and `*` as English. */
export const preferredLanguage = (acceptLanguage: string | undefined): Language =>
  preferred(acceptLanguage, (range) => (range === "*" ? "en" : range.split("-").slice(0, 1).find(isLanguage)), "en");
