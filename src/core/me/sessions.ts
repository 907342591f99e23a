// A person ends sessions in other browsers.

import { noteOnSuccess } from "../audit/audit.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import { handleOf, lookAtMe, whoseIs } from "./myself.ts";

/** `handle` names one session; undefined ends all others. One that has ended is not refused. */
export async function endMySessions(
  ports: Ports,
  session: BrowserSession,
  handle: string | undefined,
  call: Call,
): Promise<void> {
  const note = (serial = "") => noteOnSuccess(call, "BROWSER_SESSION_ENDED", { ...whoseIs(session), serial });
  if (handle === undefined) {
    await ports.self.endSessions(session, "others", call.nowMs, note());
    return;
  }
  const { sessions } = await lookAtMe(ports, session, call.nowMs);
  for (const one of sessions)
    if ((await handleOf(one)) === handle)
      await ports.self.endSessions(session, { id: one.id }, call.nowMs, note(one.serial));
}
