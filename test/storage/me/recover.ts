// One use of a recovery code of ann, who has lost the phone `ann`.

import { env } from "cloudflare:workers";
import { NO_NOTE } from "../../support/storage/ports.ts";
import { EXPIRES, NOW, self } from "./people.ts";

export async function redeemRecoveryCode(
  lost = "ann",
  owner = { user: "ann", realm: "realm1" },
  before = "sealed for ann",
): Promise<boolean> {
  const token = await env.DB.prepare("SELECT id, serial, 5 AS generation FROM token WHERE serial = ?")
    .bind(lost)
    .first<{ id: number; serial: string; generation: number }>();
  if (!token) throw new Error(`no token ${lost}`);
  const used = {
    before: { id: "codes of ann", sealedHashes: before, left: 5 },
    after: { id: "codes of ann", sealedHashes: "four left", left: 4 },
    lost: token,
    link: { hash: `link for ${lost}`, replaces: lost, expiresAtMs: EXPIRES },
  };
  return self.recover(owner, used, NOW, NO_NOTE);
}
