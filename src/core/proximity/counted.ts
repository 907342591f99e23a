// The sign-ins of the last month by where the phone was: what an operator looks at before PROXIMITY
// refuses anybody (docs/proximity.md). Only sign-ins that succeeded are counted.

import { PROXIMITIES, type ProximityRule } from "./proximity.ts";

/**
 * In a new browser the class of the phone; `unknown` if there is none, because of Tor or of a code
 * that was typed in; `trusted` in a network of PROXIMITY_NETWORKS. Then known browsers.
 */
export const COUNTED_PLACES = [...PROXIMITIES, "unknown", "trusted", "known"] as const;
export type CountedPlace = (typeof COUNTED_PLACES)[number];

export interface ProximityCounts extends Readonly<Record<CountedPlace, number>> {
  /** The first day that is counted. */
  readonly sinceMs: number;
}

/** How many of them the rule would have refused, besides those whose place is unknown. */
export const countRefusedBy = (rule: Exclude<ProximityRule, "off" | "tell">, counts: ProximityCounts): number =>
  PROXIMITIES.slice(PROXIMITIES.indexOf(rule) + 1).reduce((all, place) => all + counts[place], 0);
