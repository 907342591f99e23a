// Somebody on the phone with the help desk says they are this person. The number that the agent has
// read out binds the page to that call: only its browser gets the ticket with which all else is
// done. The person may also say that they did not call.
//
// Nothing stops somebody who is on two calls at once, and relays number and words. The page says
// what the call is for, and that the help desk never sends people here otherwise.

import { noteOnSuccess } from "../audit/audit.ts";
import type { Call, LoginCall } from "../call.ts";
import type { OwnProof } from "../callers/acts.ts";
import { numberHashOf, unproven } from "../desk/proven.ts";
import { knowsBrowser, type LastLogin } from "../login/known-browser.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { OpenCall } from "../ports/people/callers.ts";
import { type Outcome, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { openJson, type Sealer, sealJson } from "../sealer.ts";
import type { NamedUser } from "../user.ts";

/** As long as a call goes on: MAX_CALL_MS of the storage. */
const TICKET_HOLDS_MS = 15 * 60_000;
/** A ticket is about 200 characters. */
const MAX_TICKET_CHARACTERS = 2048;

/** What the browser holds that has typed the number. */
export interface CallTicket extends OpenCall {
  /** Whether the person had signed in there before. */
  readonly known: boolean;
  /** What the person has shown so far, for the page. */
  readonly proved: readonly OwnProof[];
  readonly endsAtMs: number;
}

export const sealTicket = (sealer: Sealer, ticket: CallTicket): Promise<string> =>
  sealJson(sealer, "caller", "", ticket);

export async function openTicket(sealer: Sealer, sealed: string, nowMs: number): Promise<CallTicket | undefined> {
  if (sealed === "" || sealed.length > MAX_TICKET_CHARACTERS) return undefined;
  const ticket = await openJson<CallTicket>(sealer, "caller", "", sealed);
  return ticket && ticket.endsAtMs > nowMs ? ticket : undefined;
}

interface Typed {
  readonly named: NamedUser;
  readonly number: string;
  /** The people who have signed in before in this browser. */
  readonly known: readonly LastLogin[];
  readonly country: string;
}

/** An unknown name, a person without a call and a wrong number look the same. */
export async function openDeskCall(
  ports: Ports,
  { named, number, known, country }: Typed,
  call: LoginCall,
): Promise<Outcome<{ readonly ticket: CallTicket }>> {
  const opened = await ports.callers.open(named, await numberHashOf(ports, number), call.nowMs);
  if (!opened.call) {
    const whose = { ...opened.whose, ...(opened.known ? {} : { unknown: "user" as const }) };
    return refuseAndNote(ports, { ...call, afterwards: call.onceReplied }, unproven(undefined), whose, "counted");
  }
  const { tokens } = await ports.tokens.view({ serial: undefined, named: opened.call });
  const isKnown = await knowsBrowser(known, tokens);
  await ports.callers.seen(opened.call, isKnown, country);
  return { ok: true, ticket: { ...opened.call, known: isKnown, proved: [], endsAtMs: call.nowMs + TICKET_HOLDS_MS } };
}

/** "I didn't call": what was shown counts no more, and administrators hear at once. */
export async function refuseDeskCall(
  ports: Ports,
  { id, user, realm }: Pick<OpenCall, "id" | "user" | "realm">,
  call: Call,
): Promise<boolean> {
  const action = `${call.action} caller=${id}`;
  const note = noteOnSuccess({ ...call, action }, "CALLER_FAIL", { user, realm });
  const refused = await ports.callers.refuse({ id, user, realm }, call.nowMs, note);
  const { mail, settings } = ports;
  const { nowMs: atMs, client } = call;
  if (refused && mail)
    for (const to of settings.mailAdministrators)
      call.onceReplied(() => mail.send(to, { kind: "not-caller", user, realm, atMs, client }, settings.mailLanguage));
  return refused;
}

/** The same at /me, of a wait: the signed-in person names it by its id. */
export const objectToWait = async (ports: Ports, session: BrowserSession, id: string, call: Call) =>
  (await refuseDeskCall(ports, { id, user: session.user, realm: session.realm }, call))
    ? { ok: true as const }
    : refuse({ code: "challenge-not-open" });
