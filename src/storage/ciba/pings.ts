// Tells clients that people have decided: each by an object like those of a logout (CIBA Core 1.0
// §10.2), which tries again until the request is over. A client may poll all the same.

import type { CibaPings } from "../../core/ports/oidc/ciba.ts";
import type { LogoutObject } from "../oidc/logout-object.ts";

export const createCibaPings = (objects: DurableObjectNamespace<LogoutObject>): CibaPings => ({
  async tell(requestId, sealed) {
    await objects.getByName(`ping ${requestId}`).ping(requestId, sealed);
  },
});
