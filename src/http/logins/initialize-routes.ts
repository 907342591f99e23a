// /validate/initialize (privacyIDEA api/validate.py): clients with passkeys on call it first, and
// go on after an error in the envelope. There are no passkeys here, so every type is refused.

import { refuse } from "../../core/reasons.ts";
import type { DefinedRoutes } from "../defined-routes.ts";

export const initializeRoutes = ({ on }: DefinedRoutes): void =>
  on(["GET /validate/initialize", "POST /validate/initialize"], (c) => {
    const type = c.var.parameter("type");
    if (type === undefined) return refuse({ code: "missing-parameter", name: "type" });
    const message = `Unsupported token type: ${type}. Logins begin at /validate/check or /validate/triggerchallenge.`;
    return refuse({ code: "invalid-parameter", message });
  });
