// Known users and realms. There is no resolver, so a user is known once a token was made for it.

import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import type { Right } from "../caller.ts";
import { endUnanswerable, openedBy } from "../end-unanswerable.ts";
import type { Ports } from "../ports/index.ts";
import type { DirectedPaging, ListPage } from "../ports/paging.ts";
import type { UserFilter, UserRecord } from "../ports/people/users.ts";
import { noteRead, readOrRefuse, refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readingsOf, type UserReading } from "../user.ts";

/** Lists the default realm and every realm that has a user. */
export async function listRealms(
  ports: Ports,
  right: Right,
  call: AdminCall,
): Promise<Outcome<{ readonly realms: readonly string[] }>> {
  const listed = await ports.users.realms(call.caller, right);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  return { ok: true, realms: [...new Set([ports.settings.defaultRealm, ...listed.realms])] };
}

/** Users of earlier versions whose names hold what nobody sees. */
export const lookAtUnseenNames = (ports: Ports, call: AdminCall) =>
  readOrRefuse(ports, ports.users.withUnseen(call.caller, "configread"), call);

export async function listUsers(
  ports: Ports,
  filter: UserFilter,
  paging: DirectedPaging,
  call: AdminCall,
): Promise<Outcome<ListPage<UserRecord>>> {
  const listed = await ports.users.list(call.caller, filter, paging, call.nowMs);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  noteRead(ports, "USERS_READ", call);
  return listed;
}

/** Removes a user with all tokens and personal data; the trail keeps a pseudonym. */
export async function removeUser(
  ports: Ports,
  named: UserReading,
  call: AdminCall,
): Promise<Outcome<{ readonly tokens: number }>> {
  const { user, realm } = readingsOf(named, ports.settings).whole;
  const note = noteOnSuccess(call, "USER_DELETED", { user, realm });
  // This comes first, because afterwards the trail no longer has the name.
  const opened = await openedBy(ports, { user, realm }, call.nowMs);
  const removed = await ports.users.remove(call.caller, { name: user, realm }, note);
  if (removed.ok && removed.known) {
    call.afterwards(() => endUnanswerable(ports, opened));
    return removed;
  }
  // The name is not noted: the trail keeps nothing of unknown users.
  return refuseAndNote(ports, call, removed.ok ? { code: "user-not-found" } : removed.reason);
}

/** Signs a user out everywhere. The next cron tells the applications that want to know. */
export async function signUserOut(
  ports: Ports,
  named: UserReading,
  call: AdminCall,
): Promise<Outcome<{ readonly sessions: number }>> {
  const { user, realm } = readingsOf(named, ports.settings).whole;
  const note = noteOnSuccess(call, "BROWSER_SESSION_ENDED", { user, realm });
  const done = await ports.users.signOut(call.caller, { name: user, realm }, call.nowMs, note);
  if (done.ok && done.known) return done;
  // The name is not noted: the trail keeps nothing of unknown users.
  return refuseAndNote(ports, call, done.ok ? { code: "user-not-found" } : done.reason);
}
