// What the routes share: the flows' ports, and what middleware leaves for the handlers.

import type { Caller, Ports } from "../core/ports.ts";
import type { Bootstrap } from "../core/sign-in.ts";
import type { Parameter } from "../tiqr/requests.ts";
import type { AdminTokens } from "./admin-token.ts";
import type { RateLimits } from "./rate-limit.ts";

export interface Deps {
  readonly ports: Ports;
  readonly adminTokens: AdminTokens;
  readonly bootstrapAdmin: Bootstrap | undefined;
  readonly rateLimits: RateLimits;
}

export interface HttpEnv {
  Variables: {
    /** The request's parameters: query, form and JSON merged. */
    parameter: Parameter;
    /** Who signed in, on routes that want an administrator. */
    caller: Caller;
  };
}
