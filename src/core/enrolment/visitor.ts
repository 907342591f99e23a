// A browser on the enrolment page. Each step looks at what this browser may see of the link. If it
// changes the token, its batch looks again: the first of two to reach D1 wins, the other is void.

import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord } from "../ports/tokens/links.ts";
import { type Outcome, type Reason, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { type LinkView, linkOf, lookAtLink, serialOf } from "./link.ts";

/** A link and the browser that shows it. */
export interface Visitor {
  readonly key: string;
  /** The key in the browser's cookie; undefined when it sent none. */
  readonly browserKey: string | undefined;
}

export type VisitorOutcome = Outcome<{ readonly done: true }>;

export const look = (ports: Ports, { key, browserKey }: Visitor, { nowMs }: Call): Promise<LinkView> =>
  lookAtLink(ports, key, browserKey, nowMs);

/** Refuses a step out of order. Anyone can make up links, so only real ones are noted. */
export function refuseStep(ports: Ports, view: LinkView, call: Call): Refusal {
  const link = linkOf(view);
  return link ? refuseFor(ports, link, { code: "link-not-open" }, call) : refuse({ code: "link-not-open" });
}

export function refuseFor(ports: Ports, link: LinkRecord, reason: Reason, call: Call): Refusal {
  const { user, realm } = link;
  return refuseAndNote(ports, call, reason, { serial: serialOf(link) ?? "", user, realm }, "counted");
}
