// All settings, each of which is defined once, in ./parts: its name in wrangler.toml, how it is
// read and written, its default, and one sentence about its effect. GET /system/, the console's
// page and docs/settings.md (`npm run docs`) show this table.

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

/** They are shown in this order. */
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

/** A setting as pages and GET /system/ show it: texts that could stand in wrangler.toml. */
export interface SettingTexts {
  readonly name: string;
  readonly value: string;
  /** Null: it must be given. */
  readonly default: string | null;
  readonly unit: string;
  readonly meaning: string;
}

export const tellSettings = (settings: Settings): readonly SettingTexts[] =>
  Object.entries(SETTINGS).map(([field, setting]) =>
    textsOf(setting as Setting<unknown>, settings[field as keyof Settings]),
  );

const textsOf = <Value>({ name, kind, default: absent, meaning }: Setting<Value>, value: Value): SettingTexts => ({
  name,
  value: kind.write(value),
  default: absent ?? null,
  unit: kind.unit,
  meaning,
});
