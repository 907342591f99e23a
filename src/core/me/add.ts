// A person adds a phone through the link that an administrator would send. It is opened at once.

import { entryOf } from "../audit/audit.ts";
import type { AuditEvent } from "../audit/events.ts";
import type { Call } from "../call.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { makeKey } from "../enrolment/link.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { Outcome } from "../reasons.ts";
import { hasPin, lookAtMe, refuseMe, whoseIs } from "./myself.ts";
import { notify } from "./notice.ts";

/** The person is at the page already, so the link has to last for one enrolment only. */
const LINK_VALIDITY_MS = 30 * 60_000;

/** Gives the path of the link. `instead`: a phone that has never answered, which is removed. */
export async function addPhone(
  ports: Ports,
  session: BrowserSession,
  instead: string | undefined,
  call: Call,
): Promise<Outcome<{ readonly path: string }>> {
  if (!ports.settings.selfService.includes("add"))
    return refuseMe(ports, session, { code: "missing-right", right: "add" }, call);
  const account = await lookAtMe(ports, session, call.nowMs);
  const key = makeKey(ports.randomBytes);
  const link = {
    hash: await hashSession(key),
    // A person with a PIN keeps it: the new phone gets that of a phone that stays.
    asksPin: !hasPin({ tokens: account.tokens.filter(({ serial }) => serial !== instead) }),
    expiresAtMs: call.nowMs + LINK_VALIDITY_MS,
  };
  const noted = (event: AuditEvent, serial = "") => ({
    held: entryOf(call, { success: true, event, ...whoseIs(session), serial }),
  });
  const goes = instead === undefined ? undefined : { serial: instead, note: noted("SELF_PHONE_REMOVED", instead) };
  const made = await ports.self.addLink(session, { ...link, instead: goes }, call.nowMs, noted("LINK_MADE"));
  if (!made) return refuseMe(ports, session, { code: "confirmation-needed" }, call, instead);
  if (instead !== undefined) endUnanswerableOf(ports, [whoseIs(session)], call);
  notify(ports, session, "adding", call);
  return { ok: true, path: `/enrol/${key}` };
}
