// GET /system/ tells of unnamed application servers: as data for a program, in words for a person.

import type { LimitedNetwork } from "../../core/ports/limited-networks.ts";
import type { Warning } from "../../core/warning.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { SystemDetailJson } from "./shapes.ts";

type Told = Pick<SystemDetailJson, "limited_networks"> & { readonly warnings?: readonly Warning[] };

/** Adds nothing if no network has reached its limit. */
export function limitedNetworksJson(networks: readonly LimitedNetwork[]): Told {
  if (networks.length === 0) return {};
  const listed = networks.map(({ network }) => network).join(", ");
  const message =
    `Too many wrong guesses came from ${listed}, and right PINs come from there, too. If it is an application server of ` +
    "yours, name it in APPLICATION_NETWORKS: until then one wrong guesser keeps out everybody who signs in through it. " +
    "See docs/guessing.md.";
  return {
    warnings: [{ code: "limited-networks", message }],
    limited_networks: networks.map(({ network, atMs }) => ({ network, limited_at: isoOf(atMs) })),
  };
}
