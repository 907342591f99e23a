// One-time links to the enrolment page: an account makes one, and its page shows only what the viewer may see.
//
//   made ──the person's first POST──▶ started ──the phone──▶ fetched ──▶ enrolled
//                                        │ ▲                   │
//                                        └─┴── a new code ◀────┴── the code's time is over
//
// A GET spends nothing, because mail scanners follow links. The first POST ties the link to its browser, by a cookie that the
// GET before it has set; so it may be sent again when its reply was lost. The key of the link and that of the browser are
// random, and stored only as hashes; nothing that opens the enrolment is stored at all: the session in each QR code is derived
// from the browser's key (sessionOf), so the same browser sees the same code again.

import { toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { enrolmentQrText, metadataUrl } from "../../tiqr/urls.ts";
import { entryOf } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import { hashSession, makeSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import type { LinkRecord, LinkToken } from "../ports/links.ts";
import { type Outcome, type Reason, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readOwner } from "../token/owner.ts";
import { pinTooShort } from "../token/pin.ts";
import { readSerial } from "../token/serial.ts";
import type { NamedUser } from "../token.ts";
import { saysShadows } from "../user.ts";
import { progressOf } from "./progress.ts";

const DEFAULT_VALIDITY_SECONDS = 24 * 3600;
/** Anyone who has a link can enrol with it, so a link that lies in a mailbox must expire. */
const MAX_VALIDITY_SECONDS = 30 * 24 * 3600;

/** The key in a link, and that of a browser: 128 bits in base64url. */
const KEY = /^[A-Za-z0-9_-]{22}$/;
export const makeKey = makeSession;
export const isKey = (text: string): boolean => KEY.test(text);

export async function makeLink(
  ports: Ports,
  parameter: Parameter,
  call: AdminCall,
): Promise<Outcome<{ readonly id: string; readonly link: string; readonly expiresAtMs: number }>> {
  const read = readLink(ports, parameter);
  if (!read.ok) return read;
  const { serial, shadows, asksPin, validityMs } = read;
  const whom = await ownerOf(ports, read.named, serial, call);
  if (!whom.ok) return refusedLink(ports, read.named, serial, whom.reason, call);
  const { named } = whom;
  const key = makeKey(ports.randomBytes);
  const expiresAtMs = call.nowMs + validityMs;
  const note = { held: entryOf(call, { success: true, event: "LINK_MADE", serial: serial ?? "" }), named };
  const link = { hash: await hashSession(key), named, shadows, replaces: serial, asksPin, expiresAtMs };
  const made = await ports.links.make(call.caller, link, call.nowMs, note);
  if (!made.ok) return refusedLink(ports, named, serial, made.reason, call);
  return { ok: true, id: link.hash, link: `${ports.settings.publicUrl}/enrol/${key}`, expiresAtMs };
}

function readLink({ settings }: Ports, parameter: Parameter) {
  const user = parameter("user");
  const serial = parameter("serial");
  const named = user === undefined ? undefined : { user, realm: parameter("realm") };
  if (!named && serial === undefined) return refuse({ code: "missing-init-user" });
  const owner = named && readOwner(named, settings);
  if (owner && !owner.ok) return owner;
  const known = readSerial(serial);
  if (!known.ok) return known;
  const seconds = Number(parameter("validity") ?? DEFAULT_VALIDITY_SECONDS);
  if (!(Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_VALIDITY_SECONDS)) {
    const message = `Invalid validity: expected a whole number of seconds from 1 to ${MAX_VALIDITY_SECONDS}.`;
    return refuse({ code: "invalid-parameter", message });
  }
  // A reader of the mail would have both factors if a replaced token lost its PIN, so it keeps its PIN.
  const pin = parameter("pin") ?? (serial === undefined ? "choose" : "none");
  if (pin !== "choose" && pin !== "none")
    return refuse({ code: "invalid-parameter", message: "Invalid pin: expected choose or none." });
  if (pin === "none" && serial === undefined && settings.pinRequired) return refuse(pinTooShort(settings));
  return {
    ok: true,
    named,
    shadows: saysShadows(parameter),
    serial,
    asksPin: pin === "choose",
    validityMs: seconds * 1000,
  } as const;
}

/** Finds the user whose token it will be. The batch that makes the link looks again. */
async function ownerOf(
  { management }: Ports,
  named: NamedUser | undefined,
  serial: string | undefined,
  call: AdminCall,
): Promise<Outcome<{ readonly named: NamedUser }>> {
  if (serial === undefined) return { ok: true, named: named as NamedUser };
  const viewed = await management.viewFor(call.caller, "enrollTIQR", { serial, named });
  if (!viewed.ok) return viewed;
  const {
    user: meant,
    tokens: [token],
  } = viewed;
  if (!token) return refuse({ code: "unknown-serial" });
  if (token.revoked) return refuse({ code: "token-revoked" });
  const { user, realm } = token;
  if (user === null || realm === null || (meant && (meant.name !== user || meant.realm !== realm)))
    return refuse({ code: "foreign-serial" });
  return { ok: true, named: { user, realm } };
}

function refusedLink(
  ports: Ports,
  named: NamedUser | undefined,
  serial: string | undefined,
  reason: Reason,
  call: AdminCall,
) {
  return refuseAndNote(ports, call, reason, async () => {
    const { user } = await ports.tokens.view({ serial: undefined, named });
    return { serial: serial ?? "", user: user?.name ?? "", realm: user?.realm ?? "" };
  });
}

// --- The page -----------------------------------------------------------------------------------------------------

/** `wanted`: may be chosen; `required`: the token can log in only once it is; `settled`: chosen, or not asked for. */
export type PinStep = "wanted" | "required" | "settled";

/** The state of a link, the same for every viewer. */
export type LinkState = "withdrawn" | "expired" | "fresh" | "started" | "fetched" | "code-expired" | "enrolled";

export function linkStateOf({ withdrawn, expiresAtMs, started, token }: LinkRecord, nowMs: number): LinkState {
  if (withdrawn) return "withdrawn";
  if (nowMs >= expiresAtMs) return "expired";
  if (!started) return "fresh";
  if (!token) return "withdrawn";
  const { state } = progressOf(token, nowMs);
  return state === "started" || state === "fetched" || state === "enrolled" ? state : "code-expired";
}

export type LinkView =
  /** Nothing here: made up, long gone, or without a browser's key. */
  | { readonly state: "unknown" }
  /** `used`: started in another browser. `withdrawn`: by an account, or the token is not this link's any more. */
  | { readonly state: "used" | "expired" | "withdrawn"; readonly link: LinkRecord }
  | { readonly state: "fresh"; readonly link: LinkRecord }
  /** `code`: what the QR code says. */
  | {
      readonly state: "started" | "fetched";
      readonly link: LinkRecord;
      readonly serial: string;
      readonly token: LinkToken;
      readonly code: string;
    }
  | { readonly state: "code-expired"; readonly link: LinkRecord; readonly serial: string }
  | { readonly state: "enrolled"; readonly link: LinkRecord; readonly serial: string; readonly pin: PinStep };

/** Tells what this browser may see. It costs one read. */
export async function lookAtLink(
  ports: Ports,
  key: string,
  browserKey: string | undefined,
  nowMs: number,
): Promise<LinkView> {
  const link = isKey(key) ? await ports.links.look(await hashSession(key)) : undefined;
  if (!link) return { state: "unknown" };
  const mine = browserKey !== undefined && link.browserHash === (await hashSession(browserKey));
  // Anyone with the link may learn that it was withdrawn: "used" would make them wonder who used it.
  if (link.started && !mine && !link.withdrawn) return { state: "used", link };
  const state = linkStateOf(link, nowMs);
  if (state === "withdrawn" || state === "expired" || state === "fresh") return { state, link };
  const { serial, token } = link;
  if (!token || serial === undefined || !mine) return { state: "withdrawn", link }; // for the compiler: it is started, and mine
  if (state === "enrolled") return { state, link, serial, pin: pinStepOf(ports, link) };
  if (state === "code-expired") return { state, link, serial };
  const { publicUrl, urlFormat } = ports.settings;
  const session = await sessionOf(browserKey, link.hash, link.codes);
  const code = enrolmentQrText(metadataUrl(publicUrl, session, serial), urlFormat);
  return { state, link, serial, token, code };
}

/** Undefined where there is none. */
export const linkOf = (view: LinkView): LinkRecord | undefined => ("link" in view ? view.link : undefined);

/** How often the QR code was used. After a second use, another person may have it. */
export const usesOf = (view: LinkView): number => linkOf(view)?.token?.sessionUses ?? 0;

function pinStepOf({ settings }: Ports, { asksPin, pinSet, replaces }: LinkRecord): PinStep {
  if (!asksPin || pinSet) return "settled";
  return replaces === undefined && settings.pinRequired ? "required" : "wanted";
}

/** The session in the QR code `number` (from 1) of a link: 128 bits that the browser's key alone leads to. */
export async function sessionOf(browserKey: string, linkHash: string, number: number): Promise<string> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", utf8(browserKey), hmac, false, ["sign"]);
  const mac = await crypto.subtle.sign("HMAC", key, utf8(`enrolment ${linkHash} ${number}`));
  return toBase64Url(new Uint8Array(mac).slice(0, 16));
}
