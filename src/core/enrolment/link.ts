// One-time links to the enrolment page: an account makes one (./make-link.ts), a browser opens it.
//
//   made ──the person's first POST──▶ started ──the phone──▶ fetched ──▶ unproven ──▶ enrolled
//                                        │ ▲                   │            │
//                                        └─┴── a new code ◀────┴────────────┘
//
// Mail scanners follow links, so a GET spends nothing. The first POST ties the link to its browser
// by a cookie that the GET has set, so it may be repeated if its reply is lost. The keys of link
// and browser are random and stored only as hashes. Nothing that opens the enrolment is stored: the
// session of each QR code is derived from the browser's key (sessionOf).

import { toBase64Url, utf8 } from "../../lib/bytes.ts";
import { enrolmentQrText, metadataUrl } from "../../tiqr/urls.ts";
import type { Call } from "../call.ts";
import { isThePerson } from "../caller.ts";
import { hashSession, makeSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { FreshLink, LinkRecord, LinkToken, OpenLinkState, StartedLink } from "../ports/tokens/links.ts";
import { type Outcome, type Reason, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { progressOf } from "./progress.ts";

/** The key in a link, and that of a browser: 128 bits in base64url. */
const KEY = /^[A-Za-z0-9_-]{22}$/;
export const makeKey = makeSession;
export const isKey = (text: string): boolean => KEY.test(text);

/** `wanted`: may be chosen; `required`: must be, or no login; `settled`: chosen or not asked. */
export type PinStep = "wanted" | "required" | "settled";

/** The state of a link that is neither withdrawn nor over. Lists ask for no others (`IS_OUT`). */
export const openStateOf = (link: LinkRecord, nowMs: number): OpenLinkState =>
  link.started && link.token ? codeStateOf(link.token, nowMs) : "fresh";

function overStateOf({ withdrawn, expiresAtMs }: LinkRecord, nowMs: number) {
  if (withdrawn) return "withdrawn";
  return nowMs >= expiresAtMs ? "expired" : undefined;
}

function codeStateOf(token: LinkToken, nowMs: number) {
  const { state } = progressOf(token, nowMs);
  return state === "expired" ? "code-expired" : state;
}

export type LinkView =
  /** It is made up, or was deleted long ago. */
  | { readonly state: "unknown" }
  /** `used`: started in another browser. `withdrawn`: by an account, or its token left the link. */
  | { readonly state: "used" | "expired" | "withdrawn"; readonly link: LinkRecord }
  | { readonly state: "fresh"; readonly link: FreshLink }
  /** `code`: the text in the QR code. */
  | {
      readonly state: "started" | "fetched";
      readonly link: StartedLink;
      readonly token: LinkToken;
      readonly code: string;
    }
  | { readonly state: "code-expired"; readonly link: StartedLink }
  /** A phone has sent its secret, and proved it or not. */
  | {
      readonly state: "unproven" | "enrolled";
      readonly link: StartedLink;
      readonly token: LinkToken;
      readonly pin: PinStep;
    };

/** Tells what this browser may see. It costs one read. */
export async function lookAtLink(
  ports: Ports,
  key: string,
  browserKey: string | undefined,
  nowMs: number,
): Promise<LinkView> {
  const link = isKey(key) ? await ports.links.look(await hashSession(key)) : undefined;
  if (!link) return { state: "unknown" };
  const over = overStateOf(link, nowMs);
  if (!link.started) return over ? { state: over, link } : { state: "fresh", link };
  // Anyone with the link may learn that it was withdrawn: "used" would make them ask by whom.
  if (browserKey === undefined || link.browserHash !== (await hashSession(browserKey)))
    return { state: link.withdrawn ? "withdrawn" : "used", link };
  const { token } = link;
  if (over || !token) return { state: over ?? "withdrawn", link };
  const state = codeStateOf(token, nowMs);
  if (state === "unproven" || state === "enrolled") return { state, link, token, pin: pinStepOf(ports, link) };
  if (state === "code-expired") return { state, link };
  const { publicUrl, urlFormat } = ports.settings;
  const session = await sessionOf(browserKey, link.hash, link.codes);
  const code = enrolmentQrText(metadataUrl(publicUrl, session, link.serial), urlFormat);
  return { state, link, token, code };
}

export type WithPhone = Extract<LinkView, { readonly state: "unproven" | "enrolled" }>;

export const hasPhone = (view: LinkView): view is WithPhone => view.state === "unproven" || view.state === "enrolled";

export const linkOf = (view: LinkView): LinkRecord | undefined => ("link" in view ? view.link : undefined);

/** Whether a recovery code has made the link: people make no other link that replaces a phone. */
export const followsRecovery = ({ maker, replaces }: LinkRecord): boolean =>
  isThePerson(maker) && replaces !== undefined;

/** The serial of the token that the link has made, or else replaces. */
export const serialOf = (link: LinkRecord): string | undefined => (link.started ? link.serial : link.replaces);

/** How often the QR code was used. After a second use, someone else may have it. */
export const usesOf = (view: LinkView): number => startedIn(view)?.token?.sessionUses ?? 0;

export function startedIn(view: LinkView): StartedLink | undefined {
  const link = linkOf(view);
  return link?.started ? link : undefined;
}

function pinStepOf({ settings }: Ports, { asksPin, pinSet, replaces }: StartedLink): PinStep {
  if (!asksPin || pinSet) return "settled";
  return replaces === undefined && settings.pinRequired ? "required" : "wanted";
}

/** The session in QR code `number` (from 1) of a link: 128 bits derived from the browser's key. */
export async function sessionOf(browserKey: string, linkHash: string, number: number): Promise<string> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8(browserKey), hmac, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, utf8(`enrolment ${linkHash} ${number}`));
  return toBase64Url(new Uint8Array(mac).slice(0, 16));
}

/**
 * A browser on the enrolment page. Each step looks at what this browser may see of the link. If it
 * changes the token, its batch looks again: the first of two to reach D1 wins, the other is void.
 */
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
