// The privacyIDEA server behind this service while people move.

import type { Outcome } from "../reasons.ts";
import type { UserReading } from "../user.ts";

export interface UpstreamServer {
  /** `privacyIDEA`, or a relative of it. */
  readonly product: string;
  readonly version: string;
}

export interface Upstream {
  /** Passes a request on, and the answer back. `client`: its sender. `without`: headers to drop. */
  pass(
    request: Request,
    client: string,
    without?: readonly string[],
  ): Promise<Outcome<{ readonly response: Response }>>;
  /** For a phone, which gives up after seconds: a short and complete answer, or none. */
  passPhone(request: Request, client: string): Promise<Outcome<{ readonly response: Response }>>;
  /** What the server says it is; undefined if it does not say. */
  identify(): Promise<Outcome<{ readonly server: UpstreamServer | undefined }>>;
  /** Whether the server takes this PIN, and asks for a second factor. Throws if it is down. */
  takesPin(owner: UserReading, pin: string): Promise<boolean>;
}
