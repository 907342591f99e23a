// The links that are out, for the accounts that may make them: which there are, and how one that went astray is taken back.
// A link is named by the hash of its key, under which it is stored: that leads to its row, and opens nothing, since the page
// wants the key. So an account can end the link of another one, but not use it.

import { entryOf } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import { type LinkState, linkStateOf } from "../enrolment/link.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord, SentLinkFilter } from "../ports/links.ts";
import { refuseRead } from "../reads.ts";
import type { Changed, Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

export interface SentLink {
  readonly id: string;
  readonly user: string;
  readonly realm: string;
  /** Of the token that it has made, or else replaces. */
  readonly serial: string | undefined;
  readonly state: LinkState;
  readonly madeBy: string;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
}

export async function listLinks(
  ports: Ports,
  filter: SentLinkFilter,
  page: { readonly number: number; readonly size: number },
  call: AdminCall,
): Promise<Outcome<{ readonly count: number; readonly links: readonly SentLink[] }>> {
  const listed = await ports.links.list(call.caller, filter, page, call.nowMs);
  if (!listed.ok) return refuseRead(ports, listed.reason, call);
  const { count, links } = listed;
  return { ok: true, count, links: links.map((link) => sentLinkOf(link, call.nowMs)) };
}

const sentLinkOf = (link: LinkRecord, nowMs: number): SentLink => ({
  id: link.hash,
  user: link.user,
  realm: link.realm,
  serial: serialOf(link),
  state: linkStateOf(link, nowMs),
  madeBy: link.maker.name,
  madeAtMs: link.madeAtMs,
  expiresAtMs: link.expiresAtMs,
});

/**
 * Ends a link. First a look, so that the audit entry names user and serial; a start in between is ended all the same, and its
 * serial is in the entry of that start. The token it has made stays, without a phone: to delete it is another right.
 */
export async function withdrawLink(ports: Ports, id: string, call: AdminCall): Promise<Changed> {
  const hash = /^[0-9a-f]{64}$/.test(id) ? id : "";
  const link = await ports.links.look(hash);
  const whose = { serial: (link && serialOf(link)) ?? "", user: link?.user ?? "", realm: link?.realm ?? "" };
  const note = { held: entryOf(call, { success: true, event: "LINK_WITHDRAWN", ...whose }) };
  const result = await ports.links.withdraw(call.caller, hash, call.nowMs, note);
  if (!result.ok) return refuseAndNote(ports, call, result.reason, whose);
  if (!result.known) return refuseAndNote(ports, call, { code: "unknown-link" }, whose);
  const enrolmentId = link?.token?.enrolmentId;
  if (enrolmentId) call.afterwards(() => ports.enrolments.ring(enrolmentId));
  return { ok: true, changed: result.withdrawn ? 1 : 0 };
}

const serialOf = ({ serial, replaces }: LinkRecord): string | undefined => serial ?? replaces;
