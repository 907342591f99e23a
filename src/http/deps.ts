// What the routes are built with.

import type { Bootstrap } from "../core/admin/sign-in.ts";
import type { Health } from "../core/health.ts";
import type { Ports } from "../core/ports/index.ts";
import type { LinkedApps } from "../tiqr/linked-apps.ts";
import type { AdminTokens } from "./admin-token.ts";
import type { Guesses } from "./guesses.ts";
import type { RateLimits } from "./rate-limit.ts";

export interface Deps {
  readonly ports: Ports;
  readonly adminTokens: AdminTokens;
  readonly checkHealth: () => Promise<Health>;
  readonly bootstrapAdmin: Bootstrap | undefined;
  readonly rateLimits: RateLimits;
  readonly guesses: Guesses;
  /** Whether the edge or a proxy in front sets CF-Connecting-IP itself. */
  readonly trustedProxy: boolean;
  /** Challenge type shown to clients, by the product in their User-Agent in lower case. */
  readonly challengeTypeByClient: ReadonlyMap<string, string>;
  /** Origins whose browsers may poll and listen; `*` is any. */
  readonly pollOrigins: readonly string[];
  /** Origins that a login of our own page may lead back to. */
  readonly returnOrigins: readonly string[];
  /** The apps that open universal links to this host. */
  readonly linkedApps: LinkedApps;
  /** Of the object that holds the newest checkpoint of the audit trail. */
  readonly auditHeadName: string;
}
