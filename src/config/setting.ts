// A setting as it is defined: once, in one of ./parts.

import type { Settings } from "../settings.ts";
import type { Kind } from "./kinds.ts";

export interface Setting<Value> {
  /** The name of the variable under [vars] in wrangler.toml. */
  readonly name: string;
  readonly kind: Kind<Value>;
  /** The value in wrangler.toml, and of an absent variable. Undefined: the variable must be set. */
  readonly default: string | undefined;
  /** One sentence for operators, without a full stop. */
  readonly meaning: string;
}

export type SettingTable = { readonly [Field in keyof Settings]: Setting<Settings[Field]> };
