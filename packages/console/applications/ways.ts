// How people sign in to an application: the sets of grant types that the form offers.

import { CIBA_GRANT, CODE_GRANT, DEVICE_GRANT, REFRESH_GRANT, type Settings } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";

/** In the order of the API. */
const WAYS = {
  browser: [CODE_GRANT, REFRESH_GRANT],
  device: [REFRESH_GRANT, DEVICE_GRANT],
  confirmation: [REFRESH_GRANT, CIBA_GRANT],
  both: [CODE_GRANT, REFRESH_GRANT, CIBA_GRANT],
} as const;
type Way = keyof typeof WAYS;

const textOf = (way: Way): string => WAYS[way].join(" ");

/** Refresh tokens take the scope as well, so without them it is the same way. */
const withoutRefresh = (grants: readonly string[]): string => grants.filter((one) => one !== REFRESH_GRANT).join(" ");
const wayOf = (grants: string): Way | undefined =>
  (Object.keys(WAYS) as Way[]).find((way) => withoutRefresh(WAYS[way]) === withoutRefresh(grants.split(" ")));

/** A set that only the API can make has its own names. */
export const wayNameOf = (grants: string, { ways }: ConsoleWords["clients"]): string => {
  const way = wayOf(grants);
  return way === undefined ? grants : ways[way];
};

/** `current`: what the client has, which is offered whatever is set. */
export function waysFor(
  { ciba, deviceGrant }: Pick<Settings, "ciba" | "deviceGrant">,
  current: string,
  words: ConsoleWords["clients"],
): readonly (readonly [string, string])[] {
  const offered: readonly Way[] = [
    "browser",
    ...(deviceGrant ? (["device"] as const) : []),
    ...(ciba ? (["confirmation", "both"] as const) : []),
  ];
  const own = wayOf(current);
  const texts = new Set(offered.map((way) => (way === own ? current : textOf(way))));
  if (current !== "") texts.add(current);
  return [...texts].map((text) => [text, wayNameOf(text, words)]);
}

export const asksToConfirm = (grants: string): boolean => grants.includes(CIBA_GRANT);
