// GET /system/ tells of realms with an `@`, which earlier versions made: as data, and in words.

import type { Warning } from "../../core/warning.ts";
import type { SystemDetailJson } from "./shapes.ts";

type Told = Pick<SystemDetailJson, "ambiguous_realms"> & { readonly warnings?: readonly Warning[] };

/** More would fill the answer. */
const MAX_REALMS = 20;

/** Adds nothing if no realm has one. */
export function ambiguousRealmsJson(realms: readonly string[]): Told {
  const ambiguous = realms.filter((realm) => realm.includes("@")).slice(0, MAX_REALMS);
  if (ambiguous.length === 0) return {};
  const message =
    `Realms with an @ in their name: ${ambiguous.join(", ")}. Applications may take a user of such a realm for a user of ` +
    "another one, and the other way round. Move its users to a realm without an @. See docs/forward-auth.md.";
  return { warnings: [{ code: "ambiguous-realms", message }], ambiguous_realms: ambiguous };
}
