// Accounts that may make enrolment links can list the open ones and withdraw one that went astray.
// The list has only the hash of each key, so it lets an account end another's link but not use it.

import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { openStateOf, serialOf } from "../enrolment/link.ts";
import type { Ports } from "../ports/index.ts";
import type { DirectedPaging, ListPage, Paging } from "../ports/paging.ts";
import type { UserRecord } from "../ports/people/users.ts";
import type { LinkRecord, SentLinkFilter } from "../ports/tokens/links.ts";
import { noteRead, refuseRead } from "../reads.ts";
import type { ChangeCount, Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readingsOf, type UserReading } from "../user.ts";

export type SentLink = ReturnType<typeof sentLinkOf>;

export async function listLinks(
  ports: Ports,
  filter: SentLinkFilter,
  paging: DirectedPaging,
  call: AdminCall,
): Promise<Outcome<ListPage<SentLink>>> {
  const listed = await ports.links.list(call.caller, filter, paging, call.nowMs);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  return { ...listed, rows: listed.rows.map((link) => sentLinkOf(link, call.nowMs)) };
}

/** People whose links one look of a search reads. */
const MAX_PEOPLE = 200;

/**
 * The links of the people whom a search finds, in its order; an account that may not see users
 * finds none so. Who has a link but no token yet need not be known as a user, so the text is taken
 * for a whole name, too.
 */
export async function searchLinks(
  ports: Ports,
  { search, realm }: { readonly search: string; readonly realm: string | undefined },
  paging: Paging,
  call: AdminCall,
): Promise<Outcome<ListPage<SentLink>>> {
  const { caller, nowMs } = call;
  const people = await ports.users.list(caller, { search, realm }, { ...paging, size: MAX_PEOPLE }, nowMs);
  if (!people.ok && people.reason.code !== "missing-right") return refuseRead(ports, people.reason, call);
  if (people.ok) noteRead(ports, "USERS_READ", call);
  const page = people.ok ? people : NOBODY;
  const found = page.rows.map(({ name: user, realm }) => ({ user, realm }));
  const isFirst = paging.after === undefined && paging.before === undefined;
  const named = isFirst ? Object.values(readingsOf({ user: search, realm }, ports.settings)) : [];
  const placeOf = ({ user, realm }: UserReading) => found.findIndex((one) => one.user === user && one.realm === realm);
  const whose = [...found, ...named.filter((one): one is UserReading => one !== undefined && placeOf(one) < 0)];
  const links = await ports.links.ofPeople(caller, whose, nowMs);
  if (!links.ok) return refuseRead(ports, links.reason, call);
  const rows = links.rows.map((link) => sentLinkOf(link, nowMs)).sort((a, b) => placeOf(a) - placeOf(b));
  const progress = page.after && { examined: found.length, of: undefined };
  return { ok: true, ...page, rows, count: rows.length, places: [], progress };
}

const NOBODY: ListPage<UserRecord> = {
  ...{ rows: [], count: 0, exact: true, after: undefined, before: undefined, places: [], descending: false },
};

const sentLinkOf = (link: LinkRecord, nowMs: number) => ({
  id: link.hash,
  user: link.user,
  realm: link.realm,
  serial: serialOf(link),
  state: openStateOf(link, nowMs),
  madeBy: link.maker.name,
  madeAtMs: link.madeAtMs,
  expiresAtMs: link.expiresAtMs,
  person: link.person,
});

/**
 * Ends a link. It looks first, so that the audit entry can name user and serial; a start in between
 * is ended too, and has its own entry. The token that the link has made stays, because deleting it
 * is another right, but its QR code ends unless a phone has enrolled.
 */
export async function withdrawLink(ports: Ports, id: string, call: AdminCall): Promise<ChangeCount> {
  const hash = /^[0-9a-f]{64}$/.test(id) ? id : "";
  const link = await ports.links.look(hash);
  const whose = { serial: (link && serialOf(link)) ?? "", user: link?.user ?? "", realm: link?.realm ?? "" };
  const note = noteOnSuccess(call, "LINK_WITHDRAWN", whose);
  const result = await ports.links.withdraw(call.caller, hash, call.nowMs, note);
  if (!result.ok) return refuseAndNote(ports, call, result.reason, whose);
  if (!result.known) return refuseAndNote(ports, call, { code: "unknown-link" }, whose);
  const enrolmentId = link?.started ? link.token?.enrolmentId : undefined;
  if (enrolmentId) call.afterwards(() => ports.enrolments.ring(enrolmentId));
  return { ok: true, changed: result.withdrawn ? 1 : 0 };
}
