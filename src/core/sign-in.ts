// /auth: an administrator or service account shows its password. What it gets is http's matter.

import { utf8 } from "../lib/bytes.ts";
import { type Call, entryOf } from "./audit.ts";
import { hashPin, iterationsOf, verifyPin } from "./pin.ts";
import type { AdminRecord, Ports } from "./ports.ts";
import { type Outcome, type Refusal, refuse } from "./reasons.ts";

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
  call: Call,
): Promise<Outcome<{ readonly admin: AdminRecord }>> {
  if (name === undefined) return refuse({ code: "missing-username" });
  const said = (success: boolean, reason: string) =>
    call.afterwards(() =>
      ports.audit.write(
        entryOf(call, { success, authentication: success ? "ACCEPT" : "REJECT", administrator: name, reason }),
      ),
    );
  const wrong = (): Refusal => {
    said(false, "wrong-credentials");
    return refuse({ code: "wrong-credentials" });
  };
  let found = await ports.admins.find(name);
  if (!found.hasAdministrator && bootstrap) {
    await ports.admins.bootstrap(
      bootstrap.name,
      await sealPassword(ports, bootstrap.name, bootstrap.password),
      call.nowMs,
    );
    found = await ports.admins.find(name);
  }
  const { admin } = found;
  if (!admin) {
    // An unknown name costs the same hash as a known one, so the time does not tell which names exist.
    await hashPin(password, ports.settings.pinIterations, ports.randomBytes);
    return wrong();
  }
  const hashed = new TextDecoder().decode(await ports.sealer.open("password", admin.name, admin.sealedPassword));
  if (!(await verifyPin(password, hashed))) return wrong();
  said(true, "");
  if (iterationsOf(hashed) < ports.settings.pinIterations)
    call.afterwards(async () =>
      ports.admins.replacePasswordHash(admin, await sealPassword(ports, admin.name, password)),
    );
  return { ok: true, admin };
}

/** A password as it is stored: hashed, then sealed for its account. */
export const sealPassword = async (
  ports: Pick<Ports, "sealer" | "settings" | "randomBytes">,
  name: string,
  password: string,
): Promise<string> =>
  ports.sealer.seal("password", name, utf8(await hashPin(password, ports.settings.pinIterations, ports.randomBytes)));
