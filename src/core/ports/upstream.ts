// The privacyIDEA server that this service stands in front of, while people move.

import type { Outcome } from "../reasons.ts";
import type { UserReading } from "../user.ts";

export interface Upstream {
  /** Sends a request on, and gives the answer as it comes. `client`: the address that it came from. `without`: headers to leave out. */
  pass(
    request: Request,
    client: string,
    without?: readonly string[],
  ): Promise<Outcome<{ readonly response: Response }>>;
  /** Does the same for a phone, which gives up after seconds. The answer is short and complete, or there is none. */
  passPhone(request: Request, client: string): Promise<Outcome<{ readonly response: Response }>>;
  /** Whether the server takes this PIN, and asks for a second factor then. Throws when it cannot be asked. */
  takesPin(owner: UserReading, pin: string): Promise<boolean>;
}
