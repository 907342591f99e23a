// Makes a one-time link (./link.ts) to the enrolment page, for a new token or one without its
// phone.

import type { Parameter } from "../../tiqr/requests.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import { withProof } from "../desk/proven.ts";
import { endUnanswerableOf } from "../end-unanswerable.ts";
import { tellPerson } from "../mail-person.ts";
import { hashSession } from "../phone-session.ts";
import type { Ports } from "../ports/index.ts";
import { invalidValue, type Outcome, type Reason, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readNewOwner } from "../token/owner.ts";
import { pinTooShort } from "../token/pin.ts";
import { readSerial } from "../token/serial.ts";
import { type NamedUser, readingsOf, saysShadows } from "../user.ts";
import { makeKey } from "./link.ts";

const DEFAULT_VALIDITY_SECONDS = 24 * 3600;
/** Anyone who finds a link in a mailbox can enrol with it, so links expire. */
const MAX_VALIDITY_SECONDS = 30 * 24 * 3600;

/** A mailed code is good for a day: NIST SP 800-63B-4 §4.2.1.2. */
const MAX_MAILED_SECONDS = 24 * 3600;

/** `only`: whoever makes the link does not see it. */
export type MailedHow = "no" | "too" | "only";

export const linkTo = ({ settings }: Pick<Ports, "settings">, key: string): string =>
  `${settings.publicUrl}/enrol/${key}`;

/** `key`: the key in the link, if it is not drawn here. It must be as hard to guess. */
export async function makeLink(
  ports: Ports,
  parameter: Parameter,
  asked: AdminCall,
  key = makeKey(ports.randomBytes),
  mailed: MailedHow = "no",
): Promise<
  Outcome<{
    readonly id: string;
    readonly link: string;
    readonly named: NamedUser;
    readonly expiresAtMs: number;
    readonly undo: string | undefined;
  }>
> {
  const read = readLink(ports, parameter);
  if (!read.ok) return read;
  const { serial, stops, shadows, asksPin, validityMs } = read;
  if (mailed === "only" && validityMs > MAX_MAILED_SECONDS * 1000)
    return invalidValue(`Invalid validity: a link that is only mailed is good for ${MAX_MAILED_SECONDS} seconds.`);
  const whom = await ownerOf(ports, read.named, serial, asked);
  if (!whom.ok) return refusedLink(ports, read.named, serial, whom.reason, asked);
  const { named } = whom;
  const call = await withProof(ports, mailed === "only" ? "mailed-link" : "link", named, asked);
  const expiresAtMs = call.nowMs + validityMs;
  const noteOf = (event: "LINK_MADE" | "TOKEN_CHANGED") => ({
    ...noteOnSuccess(call, event, { serial: serial ?? "" }),
    named,
  });
  const hash = await hashSession(key);
  const stopped = stops ? noteOf("TOKEN_CHANGED") : undefined;
  const link = { hash, named, shadows, replaces: serial, stops: stopped, asksPin, expiresAtMs };
  const stored = await ports.links.make(call.caller, link, call.nowMs, noteOf("LINK_MADE"));
  if (!stored.ok) return refusedLink(ports, named, serial, stored.reason, call);
  // A stopped phone has a user, whose realm was read with its token.
  if (stops) endUnanswerableOf(ports, [{ user: named.user, realm: named.realm ?? "" }], call);
  // The mail with the link says the same.
  if (mailed === "no") tellPerson(ports, readingsOf(named, ports.settings).whole, stops ? "stop" : "link", call);
  return { ok: true, id: link.hash, link: linkTo(ports, key), named, expiresAtMs, undo: stored.undo };
}

function readLink({ settings }: Ports, parameter: Parameter) {
  const user = parameter("user");
  const serial = parameter("serial");
  const named = user === undefined ? undefined : { user, realm: parameter("realm") };
  if (!named && serial === undefined) return refuse({ code: "missing-init-user" });
  const owner = named && readNewOwner(named, settings);
  if (owner && !owner.ok) return owner;
  const known = readSerial(serial);
  if (!known.ok) return known;
  const stops = parameter("stop") === "true";
  if (stops && serial === undefined) return refuse({ code: "missing-serial" });
  const validity = readLinkValidity(parameter("validity"));
  if (!validity.ok) return validity;
  // A reader of the mail would get both factors if a replaced token lost its PIN, so it stays.
  const pin = parameter("pin") ?? (serial === undefined ? "choose" : "none");
  if (pin !== "choose" && pin !== "none") return invalidValue("Invalid pin: expected choose or none.");
  if (pin === "none" && serial === undefined && settings.pinRequired) return refuse(pinTooShort(settings));
  return {
    ok: true,
    named,
    shadows: saysShadows(parameter),
    serial,
    stops,
    asksPin: pin === "choose",
    validityMs: validity.seconds * 1000,
  } as const;
}

/** Reads for how many seconds a link is good. */
export function readLinkValidity(validity: string | number | undefined): Outcome<{ readonly seconds: number }> {
  const seconds = Number(validity ?? DEFAULT_VALIDITY_SECONDS);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_VALIDITY_SECONDS) return { ok: true, seconds };
  return invalidValue(`Invalid validity: expected a whole number of seconds from 1 to ${MAX_VALIDITY_SECONDS}.`);
}

/** Finds the user whose token it will be. The batch that makes the link looks again. */
async function ownerOf(
  { management }: Ports,
  named: NamedUser | undefined,
  serial: string | undefined,
  call: AdminCall,
): Promise<Outcome<{ readonly named: NamedUser }>> {
  if (named && serial === undefined) return { ok: true, named };
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
