// Rights that are usually given together, for the forms that make an account. An account has the rights themselves and forgets the
// preset: a preset that changes later gives no one more.

import type { Right } from "../caller.ts";

/** Helps people with the phones that they have. It enrols none, because that is worth every user's login. */
export const HELP_DESK: readonly Right[] = [
  "tokenlist",
  "userlist",
  "getchallenges",
  "enable",
  "disable",
  "reset",
  "revoke",
  "setrandompin",
];

/** Reads everything and changes nothing. */
export const AUDITOR: readonly Right[] = ["auditlog", "tokenlist", "userlist", "configread", "accounts"];

/** Gives people their first phone, and another when it is lost. */
export const ENROLLER: readonly Right[] = ["enrollTIQR", "tokenlist", "userlist"];

/** Opens logins for users whose first factor it has checked itself. */
export const APPLICATION: readonly Right[] = ["triggerchallenge"];

export const PRESETS = {
  helpDesk: HELP_DESK,
  auditor: AUDITOR,
  enroller: ENROLLER,
  application: APPLICATION,
} as const;
export type Preset = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly Preset[];

/** The preset with exactly these rights, in any order. */
export const presetOf = (rights: readonly string[]): Preset | undefined =>
  PRESET_NAMES.find((name) => {
    const preset: readonly string[] = PRESETS[name];
    return preset.length === rights.length && rights.every((right) => preset.includes(right));
  });
