// What accounts are usually for: the rights that go together, and which of the eleven calls to a
// help desk they play. The form of a new account, and docs/accounts.md by `npm run docs`, come from
// here. An account stores the rights, not the preset, so a preset that changes gives no one more.

import type { Right } from "../../../src/web/words/for-console.ts";

/** The calls to a help desk, in their order. */
export const DESK_CALLS = [
  "newPhone",
  "lost",
  "forgottenPin",
  "locked",
  "notMe",
  "oneName",
  "notScanned",
  "starters",
  "leaver",
  "whichPhone",
  "wrongPerson",
] as const;
export type PlayedCall = (typeof DESK_CALLS)[number];

interface PresetDefinition {
  readonly rights: readonly Right[];
  readonly calls?: readonly PlayedCall[];
  /** Of call 2 it only stops the phone, and gives no other. */
  readonly stops?: boolean;
  /** One person signs in with it, who confirms by phone. */
  readonly person?: boolean;
  /** Rights that it lacks, though it does the like of them. */
  readonly alike?: readonly Right[];
}

const DESK = [
  ...(["tokenlist", "userlist", "userhistory", "getchallenges", "enable", "disable", "reset"] as const),
  ...(["setrandompin", "verifycaller"] as const),
] satisfies readonly Right[];

export const PRESETS = {
  /** Helps people with their phones. It registers none: that is worth every user's login. */
  helpDesk: {
    rights: DESK,
    calls: ["forgottenPin", "locked", "notMe", "oneName", "leaver", "whichPhone"],
    stops: true,
    person: true,
  },
  /** The same, and another phone when one is lost. */
  helpDeskPhones: {
    rights: [...DESK, "enrollTIQR", "daypass"],
    calls: DESK_CALLS.filter((call) => call !== "starters"),
    person: true,
  },
  /** Gives many people their first phone. */
  enroller: {
    rights: ["enrollTIQR", "tokenlist", "userlist", "manyatonce", "set_custom_user_attributes"],
    calls: ["starters"],
  },
  /** Reads everything and changes nothing. */
  auditor: { rights: ["auditlog", "tokenlist", "userlist", "configread", "accounts"] },
  /** Opens logins for users whose first factor it has checked itself. */
  application: { rights: ["triggerchallenge"] },
  /** Keeps the people of one realm: docs/scim.md. */
  directory: { rights: ["scim"], alike: ["enrollTIQR", "disable", "set_custom_user_attributes", "manyatonce"] },
} as const satisfies Readonly<Record<string, PresetDefinition>>;
export type Preset = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly Preset[];
export const presetNamed = (name: Preset): PresetDefinition => PRESETS[name];

/** Rights that are worth more than they look (docs/accounts.md): what a preset does not give. */
const WEIGHTY_RIGHTS = [
  ...(["enrollTIQR", "setrandompin", "triggerchallenge", "disable", "set_custom_user_attributes"] as const),
  ...(["manyatonce", "oidcclients"] as const),
] satisfies readonly Right[];

/** A call, a call of which it plays the half, or a right. */
export type PresetPart = { readonly call: PlayedCall } | { readonly call: "stop" } | { readonly right: Right };

/** What a preset includes, and what it cannot do: calls if it is for a help desk, else rights. */
export function partsOf(name: Preset): {
  readonly includes: readonly PresetPart[];
  readonly cannot: readonly PresetPart[];
} {
  const { rights, calls, stops, alike = [] } = presetNamed(name);
  if (!calls)
    return {
      includes: rights.map((right) => ({ right })),
      cannot: WEIGHTY_RIGHTS.filter((right) => ![...rights, ...alike].includes(right)).map((right) => ({ right })),
    };
  const half = stops ? [{ call: "stop" } as const] : [];
  return {
    includes: [...calls.map((call) => ({ call })), ...half],
    cannot: DESK_CALLS.filter((call) => !calls.includes(call) && !(stops && call === "lost")).map((call) => ({ call })),
  };
}

/** The preset with exactly these rights, in any order. */
export const presetOf = (rights: readonly string[]): Preset | undefined =>
  PRESET_NAMES.find((name) => {
    const preset: readonly string[] = PRESETS[name].rights;
    return preset.length === rights.length && rights.every((right) => preset.includes(right));
  });
