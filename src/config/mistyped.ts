// Warns of variables whose names are probably mistyped. An absent setting has its default, so
// `MAX_FIAL = "3"` would silently leave MAX_FAIL at 10.

import type { Warning } from "../core/warning.ts";
import { nearest } from "../lib/nearest.ts";

/** `read` has every name that the service reads. Values may be secret, so only names are told. */
export const mistypedVariables = (env: object, read: ReadonlySet<string>): readonly Warning[] =>
  Object.entries(env).flatMap(([name, value]) => {
    // Bindings are objects. They have names of their own, and set nothing.
    if (read.has(name) || typeof value === "object") return [];
    const meant = nearest(name, read);
    return meant === undefined
      ? []
      : [{ code: "unknown-setting", message: `unknown setting: ${name}. Did you mean ${meant}?` }];
  });
