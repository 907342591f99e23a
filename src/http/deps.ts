// The dependencies of the routes.

import type { Bootstrap } from "../core/admin/accounts/sign-in.ts";
import type { Ports } from "../core/ports/index.ts";
import type { Health } from "../core/system/health.ts";
import type { Warning } from "../core/warning.ts";
import type { AdminTokens } from "./guard/admin-token.ts";
import type { CallerOf } from "./guard/caller-of.ts";
import type { Guesses } from "./guard/guesses.ts";
import type { RateLimits } from "./guard/rate-limit.ts";

export interface Deps {
  readonly ports: Ports;
  readonly adminTokens: AdminTokens;
  readonly callerOf: CallerOf;
  readonly checkHealth: () => Promise<Health>;
  readonly bootstrapAdmin: Bootstrap | undefined;
  readonly settingWarnings: readonly Warning[];
  readonly rateLimits: RateLimits;
  readonly guesses: Guesses;
  /** Undefined unless the worker has the binding ANALYTICS. */
  readonly points?: Pick<AnalyticsEngineDataset, "writeDataPoint"> | undefined;
  /** Undefined unless the worker has the binding EVENTS_QUEUE. */
  readonly ringBell?: (() => Promise<void>) | undefined;
}
