// Rights that are usually given together, for the forms that make an account. An account stores the
// rights, not the preset, so a preset that changes later gives no one more.

import type { Right } from "../../../src/for-console.ts";

export const PRESETS = {
  /** Helps people with their phones. It enrols none: that is worth every user's login. */
  helpDesk: ["tokenlist", "userlist", "getchallenges", "enable", "disable", "reset", "revoke", "setrandompin"],
  /** Reads everything and changes nothing. */
  auditor: ["auditlog", "tokenlist", "userlist", "configread", "accounts"],
  /** Gives people their first phone, and another when it is lost. */
  enroller: ["enrollTIQR", "tokenlist", "userlist"],
  /** Opens logins for users whose first factor it has checked itself. */
  application: ["triggerchallenge"],
} as const satisfies Readonly<Record<string, readonly Right[]>>;
export type Preset = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly Preset[];

/** The preset with exactly these rights, in any order. */
export const presetOf = (rights: readonly string[]): Preset | undefined =>
  PRESET_NAMES.find((name) => {
    const preset: readonly string[] = PRESETS[name];
    return preset.length === rights.length && rights.every((right) => preset.includes(right));
  });
