// A person names a phone, and adds or removes one after a phone has confirmed it.

import { noteOnSuccess } from "../audit/audit.ts";
import type { AuditEvent } from "../audit/events.ts";
import type { Call } from "../call.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { makeKey } from "../enrolment/link.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { Outcome } from "../reasons.ts";
import { readPhoneName } from "../token/description.ts";
import type { TokenRecord } from "../token.ts";
import { hasPin, lookAtMe, refuseMe, whoseIs } from "./myself.ts";
import { notify } from "./notice.ts";

export async function renamePhone(
  ports: Ports,
  session: BrowserSession,
  serial: string,
  name: string,
  call: Call,
): Promise<Outcome<object>> {
  const read = readPhoneName(name);
  if (!read.ok) return read;
  const note = noteOnSuccess(call, "SELF_PHONE_RENAMED", { ...whoseIs(session), serial });
  const renamed = await ports.self.rename(session, serial, read.description, call.nowMs, note);
  return renamed ? { ok: true } : refuseMe(ports, session, { code: "unknown-serial" }, call, serial);
}

/** Whether no phone would be left that is known to work if this one were gone. */
export const isLastPhone = (tokens: readonly TokenRecord[], serial: string): boolean =>
  !tokens.some((token) => token.serial !== serial && token.active && !token.revoked && token.provenAtMs !== null);

/** `last`: the person agrees to remove the last phone. */
export async function removePhone(
  ports: Ports,
  session: BrowserSession,
  serial: string,
  last: boolean,
  call: Call,
): Promise<Outcome<object> | "last"> {
  if (!ports.settings.selfService.includes("remove"))
    return refuseMe(ports, session, { code: "missing-right", right: "remove" }, call);
  const { tokens } = await lookAtMe(ports, session, call.nowMs);
  const token = tokens.find((own) => own.serial === serial && !own.revoked);
  if (!token) return refuseMe(ports, session, { code: "unknown-serial" }, call, serial);
  if (!last && isLastPhone(tokens, serial)) return "last";
  const note = noteOnSuccess(call, "SELF_PHONE_REMOVED", { ...whoseIs(session), serial });
  const removed = await ports.self.remove(session, serial, last, call.nowMs, note);
  if (!removed) return refuseMe(ports, session, { code: "confirmation-needed" }, call, serial);
  endUnanswerableOf(ports, [whoseIs(session)], call);
  notify(ports, session, "removed", call);
  return { ok: true };
}

/** The person is at the page already, so the link has to last for one enrolment only. */
const LINK_VALIDITY_MS = 30 * 60_000;

/**
 * Adds a phone through the link that an administrator would send, which is opened at once. Gives
 * its path. `instead`: a phone that has never answered, which is removed.
 */
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
  const noted = (event: AuditEvent, serial = "") => noteOnSuccess(call, event, { ...whoseIs(session), serial });
  const removal = instead === undefined ? undefined : { serial: instead, note: noted("SELF_PHONE_REMOVED", instead) };
  const isMade = await ports.self.addLink(session, { ...link, instead: removal }, call.nowMs, noted("LINK_MADE"));
  if (!isMade) return refuseMe(ports, session, { code: "confirmation-needed" }, call, instead);
  if (instead !== undefined) endUnanswerableOf(ports, [whoseIs(session)], call);
  notify(ports, session, "adding", call);
  return { ok: true, path: `/enrol/${key}` };
}
