// How people sign in to an application: the sets of grant types that the form offers.

import { CIBA_GRANT, CODE_GRANT, DEVICE_GRANT, REFRESH_GRANT, type Settings } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";

/** In the order of the API. A client without offline_access gets no refresh token by its grant. */
const WAYS = {
  browser: [CODE_GRANT, REFRESH_GRANT],
  device: [REFRESH_GRANT, DEVICE_GRANT],
  confirmation: [REFRESH_GRANT, CIBA_GRANT],
  both: [CODE_GRANT, REFRESH_GRANT, CIBA_GRANT],
} as const;
type Way = keyof typeof WAYS;

const textOf = (way: Way): string => WAYS[way].join(" ");

/** A set that only the API can make has its own names. */
export const wayNameOf = (grants: string, { ways }: ConsoleWords["clients"]): string => {
  const way = (Object.keys(WAYS) as Way[]).find((one) => textOf(one) === grants);
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
  const texts = new Set([...offered.map(textOf), ...(current === "" ? [] : [current])]);
  return [...texts].map((text) => [text, wayNameOf(text, words)]);
}

export const asksToConfirm = (grants: string): boolean => grants.includes(CIBA_GRANT);
