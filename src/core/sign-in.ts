// /auth: an administrator or service account shows its password. What it gets is http's matter.

import { utf8 } from "../lib/bytes.ts";
import { hashPin, verifyPin } from "./pin.ts";
import type { AdminRecord, Ports } from "./ports.ts";
import { type Outcome, refuse } from "./reasons.ts";

/** The first administrator: made when its name and password are shown and there is no administrator at all. */
export interface Bootstrap {
  readonly name: string;
  readonly password: string;
}

export async function signIn(
  ports: Ports,
  bootstrap: Bootstrap | undefined,
  name: string | undefined,
  password: string,
): Promise<Outcome<{ readonly admin: AdminRecord }>> {
  if (name === undefined) return refuse({ code: "missing-username" });
  let found = await ports.admins.find(name);
  if (!found.any && bootstrap) {
    await ports.admins.bootstrap(bootstrap.name, await sealPassword(ports, bootstrap.name, bootstrap.password));
    found = await ports.admins.find(name);
  }
  const { admin } = found;
  if (!admin) {
    // An unknown name costs the same hash as a known one, so the time does not tell which names exist.
    await hashPin(password, ports.settings.pinIterations, ports.randomBytes);
    return refuse({ code: "wrong-credentials" });
  }
  const hashed = new TextDecoder().decode(await ports.sealer.open("password", admin.name, admin.sealedPassword));
  return (await verifyPin(password, hashed)) ? { ok: true, admin } : refuse({ code: "wrong-credentials" });
}

const sealPassword = async (ports: Ports, name: string, password: string): Promise<string> =>
  ports.sealer.seal("password", name, utf8(await hashPin(password, ports.settings.pinIterations, ports.randomBytes)));
