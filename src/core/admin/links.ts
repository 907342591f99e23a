// Accounts that may make enrolment links can list the open ones and withdraw one that went astray.
// The list has only the hash of each key, so it lets an account end another's link but not use it.

import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { openStateOf, serialOf } from "../enrolment/link.ts";
import type { Ports } from "../ports/index.ts";
import type { DirectedPaging, ListPage } from "../ports/paging.ts";
import type { LinkRecord, SentLinkFilter } from "../ports/tokens/links.ts";
import { refuseRead } from "../reads.ts";
import type { ChangeCount, Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

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

const sentLinkOf = (link: LinkRecord, nowMs: number) => ({
  id: link.hash,
  user: link.user,
  realm: link.realm,
  serial: serialOf(link),
  state: openStateOf(link, nowMs),
  madeBy: link.maker.name,
  madeAtMs: link.madeAtMs,
  expiresAtMs: link.expiresAtMs,
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
