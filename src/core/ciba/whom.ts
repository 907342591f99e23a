// Whom a hint means, and whether that person can confirm: CIBA Core 1.0 §7.1.

import type { LoginCall } from "../call.ts";
import { FirstFactor, judgeVouched } from "../login/first-factor.ts";
import { ofApplications } from "../login/login.ts";
import { provePin } from "../login/prove-pin.ts";
import { sectorOf, subjectFor } from "../oidc/subject.ts";
import type { Ports } from "../ports/index.ts";
import type { OidcClient } from "../ports/oidc/clients.ts";
import { readOwner } from "../token/owner.ts";
import type { TokenRecord } from "../token.ts";
import { type NamedUser, readingsOf, type UserReading } from "../user.ts";
import type { CibaRequestRead } from "./request.ts";

/** The person whom a hint means, as a request names one. */
export async function namedBy(
  ports: Ports,
  client: OidcClient,
  { kind, text }: CibaRequestRead["hint"],
): Promise<{ readonly named: NamedUser; readonly sub: string | undefined } | "invalid" | undefined> {
  if (kind === "name") return nameIn(ports, text, undefined);
  const claims = await ports.signer.verify(text, "JWT");
  if (!claims || claims.iss !== ports.settings.publicUrl || claims.aud !== client.clientId) return "invalid";
  const { sub, preferred_username: name } = claims;
  if (typeof sub !== "string") return "invalid";
  if (client.subjectType === "public") {
    const owner = await ports.ciba.ownerOf(sub);
    return owner && { named: owner, sub };
  }
  // A pairwise name cannot be turned back. The user name may be another person's by now.
  return typeof name === "string" ? nameIn(ports, name, sub) : "invalid";
}

function nameIn({ settings }: Ports, user: string, sub: string | undefined) {
  const read = readOwner({ user, realm: undefined }, settings);
  return read.ok ? { named: read.named, sub } : undefined;
}

export interface Confirmer {
  readonly owner: UserReading;
  /** Those that may answer; none for nobody, and for whoever cannot confirm for this client. */
  readonly tokens: readonly TokenRecord[];
  /** Whether the person has a PIN, which is asked for, too. */
  readonly hasPin: boolean;
}

export const nobody = (owner: UserReading): Confirmer => ({ owner, tokens: [], hasPin: false });

/**
 * `auth_req_id` grows with the name in it. So a name that nobody has is read like one that somebody
 * has: the realms that exist decide, not the people.
 */
export async function confirmerOf(
  ports: Ports,
  client: OidcClient,
  named: NamedUser,
  needsMfa: boolean,
  call: LoginCall,
): Promise<Confirmer> {
  const subject = { serial: undefined, named };
  const view = ofApplications(await ports.tokens.view(subject), ports, client.realms);
  const owner = view.user ? { user: view.user.name, realm: view.user.realm } : readingsOf(named, ports.settings).whole;
  const verdict = await judgeVouched(ports, view, subject, call);
  if (!verdict.ok) return nobody(owner);
  const hasPin = verdict.tokens.some(({ sealedPin }) => sealedPin !== null);
  return (needsMfa || client.requirePin) && !hasPin ? nobody(owner) : { owner, tokens: verdict.tokens, hasPin };
}

/** Whether the hint's `sub` is still this person's. */
export async function isSubject(
  ports: Ports,
  client: OidcClient,
  { owner }: Pick<Confirmer, "owner">,
  sub: string | undefined,
): Promise<boolean> {
  if (sub === undefined) return true;
  const subject = await (await ports.ciba.of(owner)).subjectOf(owner);
  return subject !== undefined && (await subjectFor(ports, sectorOf(client), { subject })) === sub;
}

/**
 * The serials that the PIN opens; undefined for a wrong one, which counts as on the sign-in page.
 * An answer, or its time, must not tell who is here: whoever is not, has no PIN, or is locked out
 * costs the same hash and the same round trip.
 */
export async function openedByPin(
  ports: Ports,
  { owner, tokens }: Confirmer,
  pin: string,
  call: LoginCall,
): Promise<readonly string[] | undefined> {
  const proved = await provePin(ports, owner, tokens, pin, "pin", call);
  if (proved.ok && proved.proof) return proved.opened.map(({ serial }) => serial);
  if (!proved.ok && proved.reason.code === "wrong-pin") return undefined;
  await new FirstFactor(ports, pin, call).takeTime();
  await ports.tokens.viewAndCount({ serial: undefined, named: owner }, "pin", undefined, call.nowMs);
  return undefined;
}
