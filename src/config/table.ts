// All settings, each of which is defined once, in ./parts: its name in wrangler.toml, how it is
// read and written, and its default; ./meanings.ts has a sentence about its effect. GET /system/,
// the console's page and docs/settings.md (`npm run docs`) show both.

import type { Settings } from "../settings.ts";
import type { Setting, SettingTable } from "./kinds.ts";
import { DESK } from "./parts/desk.ts";
import { LOGINS } from "./parts/logins.ts";
import { MAIL } from "./parts/mail.ts";
import { OPERATION } from "./parts/operation.ts";
import { PAGES } from "./parts/pages.ts";
import { PHONES } from "./parts/phones.ts";
import { SESSIONS } from "./parts/sessions.ts";
import { USERS } from "./parts/users.ts";

/** They are shown in these groups, in this order. */
export const SETTING_GROUPS = {
  phones: PHONES,
  users: USERS,
  logins: LOGINS,
  sessions: SESSIONS,
  pages: PAGES,
  desk: DESK,
  mail: MAIL,
  operation: OPERATION,
} as const satisfies Readonly<Record<string, Partial<SettingTable>>>;
export type SettingGroup = keyof typeof SETTING_GROUPS;
export const SETTING_GROUP_NAMES = Object.keys(SETTING_GROUPS) as readonly SettingGroup[];

export const SETTINGS: SettingTable = {
  ...PHONES,
  ...USERS,
  ...LOGINS,
  ...SESSIONS,
  ...PAGES,
  ...DESK,
  ...MAIL,
  ...OPERATION,
};

/** What settings mean that are left empty, and so follow from the address. */
export const valuesOfAddress = (publicUrl: string) =>
  ({
    serviceIdentifier: new URL(publicUrl).hostname,
    logoUrl: `${publicUrl}/logo.png`,
    infoUrl: publicUrl,
  }) satisfies Partial<Settings>;

/** A setting as pages and GET /system/ show it: texts that could stand in wrangler.toml. */
export interface SettingTexts {
  readonly name: string;
  readonly group: SettingGroup;
  readonly value: string;
  /** Null: it must be given. */
  readonly default: string | null;
  /** Whether the value is another one than without the variable. */
  readonly changed: boolean;
  readonly unit: string;
}

export function tellSettings(settings: Settings): readonly SettingTexts[] {
  const followed: Readonly<Partial<Settings>> = valuesOfAddress(settings.publicUrl);
  return SETTING_GROUP_NAMES.flatMap((group) =>
    Object.entries(SETTING_GROUPS[group] as Partial<SettingTable>).map(([name, setting]) => {
      const field = name as keyof Settings;
      return textsOf(group, setting as Setting<unknown>, settings[field], followed[field]);
    }),
  );
}

function textsOf<Value>(
  group: SettingGroup,
  { name, kind, default: absent }: Setting<Value>,
  now: Value,
  followed: Value | undefined,
): SettingTexts {
  const value = kind.write(now);
  const usual = followed ?? (absent === undefined ? undefined : kind.read(absent));
  const changed = usual === undefined || value !== kind.write(usual);
  return { name, group, value, default: absent ?? null, changed, unit: kind.unit };
}
