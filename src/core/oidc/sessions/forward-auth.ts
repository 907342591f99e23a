// Decides a request to an application behind a proxy, which asks before it lets the request through
// (Authelia's contract). Each picture of each page asks, so as a rule no storage is asked.
//
//   no client has the host                          refused
//   no cookie, or its session has ended             the person signs in
//   the client asks for a PIN, or another realm     the person signs in
//   else                                            let through, and told who the person is
//
// If memory could refuse, a browser might go back and forth between an application and a sign-in
// page that accepts it. So memory and cookie only admit, for a minute. The storage refuses.

import { ShortMemory } from "../../../lib/short-memory.ts";
import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { rulesOf } from "../clients/client.ts";
import { isEnough } from "./browser-session.ts";
import {
  CHECKED_FOR_MS,
  type CheckedSession,
  checkedOf,
  type ForwardedIdentity,
  isRecent,
  openChecked,
  sealChecked,
} from "./checked-session.ts";

type IdentifiedSession = CheckedSession & { readonly told: ForwardedIdentity };
const hasIdentity = (session: CheckedSession): session is IdentifiedSession => session.told !== null;

/** What this isolate remembers. */
export interface ForwardMemory {
  readonly clients: ShortMemory<OidcClient>;
  /** By secret hash: some proxies drop a new cookie, and parallel requests carry the old one. */
  readonly sessions: ShortMemory<IdentifiedSession>;
}

/** More hosts than most services have. */
const MAX_CLIENTS = 500;
/** More people than in a busy minute. */
const MAX_SESSIONS = 2000;

export const createForwardMemory = (): ForwardMemory => ({
  clients: new ShortMemory(CHECKED_FOR_MS, MAX_CLIENTS),
  sessions: new ShortMemory(CHECKED_FOR_MS, MAX_SESSIONS),
});

export type Admission =
  /** `cookie`: the browser's new one, if the session was looked up. */
  | { readonly kind: "admitted"; readonly told: ForwardedIdentity; readonly cookie: string | undefined }
  | { readonly kind: "unguarded" }
  | { readonly kind: "sign-in" };

type Needs = Pick<Ports, "audit" | "browserSessions" | "clients" | "sealer" | "settings">;

/** `host`: undefined unless the proxy has named one that can be guarded. */
export async function admit(
  ports: Needs,
  memory: ForwardMemory,
  host: string | undefined,
  cookie: string | undefined,
  call: Call,
): Promise<Admission> {
  const known = host === undefined ? undefined : memory.clients.find(host, call.nowMs);
  const client = known ?? (await readClient());
  if (!client) {
    refuseAndNote(ports, call, { code: "unguarded-host" }, {}, "counted");
    return { kind: "unguarded" };
  }
  const carried = cookie === undefined ? undefined : await openChecked(ports.sealer, cookie);
  const current = carried && (await currentOf(ports, memory, carried, call));
  if (!current) return { kind: "sign-in" };
  if (!isEnough(current.checked, rulesOf(client))) {
    const asNow = known && (await readClient());
    if (!asNow || !isEnough(current.checked, rulesOf(asNow))) return { kind: "sign-in" };
  }
  return { kind: "admitted", told: current.checked.told, cookie: current.cookie };

  async function readClient(): Promise<OidcClient | undefined> {
    if (host === undefined) return undefined;
    const read = await ports.clients.findByHost(host);
    if (read) memory.clients.keep(host, read, call.nowMs);
    else memory.clients.forget(host);
    return read;
  }
}

/** The cookie's session, at most a minute old. Undefined when it has ended. */
async function currentOf(
  { browserSessions, sealer, settings }: Needs,
  memory: ForwardMemory,
  carried: CheckedSession,
  call: Call,
): Promise<{ readonly checked: IdentifiedSession; readonly cookie: string | undefined } | undefined> {
  const { nowMs } = call;
  if (hasIdentity(carried) && isRecent(carried, nowMs)) return { checked: carried, cookie: undefined };
  const { key } = carried;
  const kept = memory.sessions.find(key.secretHash, nowMs);
  if (kept && isRecent(kept, nowMs)) return { checked: kept, cookie: undefined };
  const { session, person, due } = await browserSessions.look(key, undefined, nowMs);
  if (!session || !person) return undefined;
  // Without this, a session used only by such hosts would idle out.
  if (due) call.afterwards(() => browserSessions.mark(due, nowMs));
  const checked = checkedOf({ session, person }, key, settings, nowMs);
  memory.sessions.keep(key.secretHash, checked, nowMs);
  return { checked, cookie: await sealChecked(sealer, checked) };
}
