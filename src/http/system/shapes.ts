// The settings in force, and what an operator has to know about them.

import { SETTING_GROUP_NAMES, type SettingGroup } from "../../config/table.ts";
import { flag, list, nothing, object, oneOf, orNull, text, time, type ValueOf, whole } from "../../lib/schema.ts";
import { WARNINGS } from "../openapi/envelope-shapes.ts";

export type { SettingGroup };

const settingShape = object({
  name: text,
  group: oneOf(...SETTING_GROUP_NAMES),
  value: text,
  default: orNull(text),
  changed: flag,
  unit: text,
  meaning: text,
});
export type SettingJson = ValueOf<typeof settingShape>;

export const systemDetailShape = object(
  { settings: list(settingShape) },
  {
    other_addresses: list(object({ address: text, tokens: whole })),
    limited_networks: list(object({ network: text, limited_at: time })),
    ambiguous_realms: list(text),
    unseen_names: object({
      count: whole,
      count_exact: flag,
      users: list(object({ user: text, realm: text, shown: text })),
    }),
    full_databases: list(object({ database: text, mb: whole, max_mb: whole })),
    upstream: object({
      product: orNull(text),
      version: orNull(text),
      fault: orNull(text),
      finishes_tiqr: orNull(flag),
      has_login_here: flag,
    }),
    ...WARNINGS,
  },
);
export type SystemDetailJson = ValueOf<typeof systemDetailShape>;

export const realmShape = object({
  default: flag,
  id: whole,
  resolver: list(object({ name: text, node: text, priority: nothing, type: text })),
});
export type RealmJson = ValueOf<typeof realmShape>;
