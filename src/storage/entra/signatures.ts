// Whether Microsoft has signed a hint. Jose verifies it, with the keys of ./microsoft-keys.ts.

import { compactVerify, importJWK } from "jose";
import type { MicrosoftSignatures } from "../../core/ports/oidc/signatures.ts";
import { microsoftKeys } from "./microsoft-keys.ts";

export const microsoftSignatures: MicrosoftSignatures = {
  async look(jws, kid, issuer, nowMs) {
    const keys = await microsoftKeys(issuer, kid, nowMs);
    if (!keys) return "keys-unread";
    const key = keys.get(kid);
    if (!key) return "unknown-key";
    try {
      await compactVerify(jws, await importJWK(key, "RS256"), { algorithms: ["RS256"] });
      return "right";
    } catch {
      // All of this happens here, so no failure is the platform's.
      return "wrong";
    }
  },
};
