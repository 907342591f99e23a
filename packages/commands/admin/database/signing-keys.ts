// `npm run admin -- keys list` and `keys rotate`: the keys that sign tokens of OpenID Connect.
import { CommandError } from "../../../../scripts/lib/project.ts";
import { keptAfterRetiringMs, PUBLISHED_FIRST_MS } from "../../../../src/core/oidc/signing-keys.ts";
import type { Settings } from "../../../../src/settings.ts";
import type { Keyring } from "../../../../src/storage/keys/keyring.ts";
import { PAIRWISE, readSigningKeys, rotateKeys } from "../../../../src/storage/oidc/keys.ts";
import { minuteOf } from "../../program.ts";

export const keyActions = ["list", "rotate"] as const;

export async function rotate(db: D1Database, keyring: Keyring): Promise<string> {
  const nowMs = Date.now();
  if ((await readSigningKeys(db)).length === 0)
    throw new CommandError("There are no keys yet. The service makes them at first use.");
  const count = await rotateKeys(db, keyring, nowMs);
  if (count === 0) throw new CommandError("The next keys are published already. `keys list` says when they sign.");
  return `published ${count} new keys, which sign from ${minuteOf(nowMs + PUBLISHED_FIRST_MS)} on`;
}

export async function listKeys(db: D1Database, settings: Pick<Settings, "sessionMaxMs">): Promise<readonly string[]> {
  const keys = (await readSigningKeys(db)).filter(({ alg }) => alg !== PAIRWISE);
  return keys.map(({ alg, kid, signsFromMs, retiredAtMs }) => {
    const signs = `${alg} ${kid} signs from ${minuteOf(signsFromMs)}`;
    if (retiredAtMs === null) return signs;
    const publishedUntilMs = retiredAtMs + keptAfterRetiringMs(settings);
    return `${signs} to ${minuteOf(retiredAtMs)}, published until ${minuteOf(publishedUntilMs)}`;
  });
}
