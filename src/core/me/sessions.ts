// A person ends sessions in other browsers, or says that a sign-in was not the person's own.

import { entryOf } from "../audit.ts";
import type { Call } from "../call.ts";
import type { BrowserSession } from "../oidc/browser-session.ts";
import type { Ports } from "../ports/index.ts";
import type { Outcome } from "../reasons.ts";
import { handleOf, lookAtMe, refuseMe, whoseIs } from "./myself.ts";
import { notify, tellAdministrators } from "./notice.ts";

/** `handle` is the name of one session in the form; undefined ends all but this one. One that is over already is no refusal. */
export async function endMySessions(
  ports: Ports,
  session: BrowserSession,
  handle: string | undefined,
  call: Call,
): Promise<void> {
  const held = entryOf(call, { success: true, event: "BROWSER_SESSION_ENDED", ...whoseIs(session) });
  if (handle === undefined) {
    await ports.self.endSessions(session, "others", call.nowMs, { held });
    return;
  }
  const { sessions } = await lookAtMe(ports, session, call.nowMs);
  for (const one of sessions)
    if ((await handleOf(one)) === handle)
      await ports.self.endSessions(session, { id: one.id }, call.nowMs, { held: { ...held, serial: one.serial } });
}

/**
 * Someone else has signed in. Whoever it was has the phone or its digits, and the PIN. So the phone is out of use until an
 * administrator enables it, and every session ends, this one too.
 */
export async function disownSignIn(
  ports: Ports,
  session: BrowserSession,
  serial: string,
  call: Call,
): Promise<Outcome<object>> {
  const held = entryOf(call, { success: true, event: "SIGN_IN_DISOWNED", ...whoseIs(session), serial });
  const disowned = await ports.self.disown(session, serial, call.nowMs, { held });
  if (!disowned) return refuseMe(ports, session, { code: "unknown-serial" }, call, serial);
  notify(ports, session, "disowned", call);
  tellAdministrators(ports, session, serial, call);
  return { ok: true };
}
