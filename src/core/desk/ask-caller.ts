// An agent of the help desk learns who is on the phone: by a number that the person types at /call,
// by a colleague who has seen an ID, or by a wait during which the person can object.

import { type RandomBytes, toHex } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import type { WantedAct } from "../callers/acts.ts";
import { mailPerson } from "../mail-person.ts";
import type { Ports } from "../ports/index.ts";
import type { CallKind, DeskCall } from "../ports/people/callers.ts";
import { readOrRefuse } from "../reads.ts";
import { invalidParameter, type Outcome, type Refusal, refuse } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { readingsOf, type UserReading } from "../user.ts";
import { numberHashOf } from "./proven.ts";

const ID_BYTES = 8;
const DIGITS = 6;
/** How long the number may be typed. */
const NUMBER_HOLDS_MS = 10 * 60_000;
/** An agent helps while the person is on the phone. */
const REASON_HOLDS_MS = 15 * 60_000;
/** After the wait, for a whole day, so that the person can call at the same time again. */
const WAIT_HOLDS_MS = 24 * 3600_000;
const RETRY_SECONDS = 3600;

const OFF = { code: "unknown-path" } as const;

/** Each is as likely as any other: 2 ** 32 leaves so little over that nobody could use it. */
function makeNumber(randomBytes: RandomBytes): string {
  const drawn = new DataView(randomBytes(4).buffer).getUint32(0);
  return String(drawn % 10 ** DIGITS).padStart(DIGITS, "0");
}

export interface AskedCall {
  readonly id: string;
  /** To be read out to the caller; undefined where none is needed. */
  readonly number: string | undefined;
  readonly endsAtMs: number;
  readonly goodFromMs: number;
}

/** `reason`: an administrator's, who vouches for the caller. */
export async function askCaller(
  ports: Ports,
  named: UserReading,
  { act, kind, reason = "" }: { readonly act: WantedAct; readonly kind: CallKind; readonly reason?: string },
  call: AdminCall,
): Promise<Outcome<AskedCall>> {
  const { settings, randomBytes } = ports;
  if (settings.deskVerifies === "off") return refuse(OFF);
  const user = readingsOf(named, settings).whole;
  const id = toHex(randomBytes(ID_BYTES));
  const number = kind === "number" ? makeNumber(randomBytes) : undefined;
  const goodFromMs = call.nowMs + (kind === "wait" ? settings.deskWaitMs : 0);
  const asked = {
    id,
    act,
    kind,
    numberHash: number === undefined ? null : await numberHashOf(ports, number),
    endsAtMs: call.nowMs + (number === undefined ? 0 : NUMBER_HOLDS_MS),
    goodFromMs,
    goodUntilMs: { number: 0, wait: goodFromMs + WAIT_HOLDS_MS, reason: call.nowMs + REASON_HOLDS_MS }[kind],
  };
  const event = kind === "reason" ? "CALLER_PROVED" : "CALLER_ASKED";
  const noted = withCall(call, id, kind === "number" ? "" : kind);
  const note = noteOnSuccess(noted, event, { ...user, detail: reason });
  const made = await ports.callers.make(call.caller, user, asked, call.nowMs, note);
  if (!made.ok) return refuseAndNote(ports, call, made.reason, user);
  // The name is not noted: the trail keeps nothing of unknown users.
  if (!made.known) return refuseAndNote(ports, call, { code: "user-not-found" });
  if (!made.made)
    return refuseAndNote(ports, call, { code: "too-many-requests", retryAfterSeconds: RETRY_SECONDS }, user);
  if (kind === "wait") {
    const { nowMs: atMs } = call;
    mailPerson(ports, user, { kind: "wait", user: user.user, atMs, goodFromMs }, call);
  }
  return { ok: true, id, number, endsAtMs: asked.endsAtMs, goodFromMs };
}

/**
 * A colleague has seen who it is. The characters of the ID make sure that there was one to look at;
 * they are kept nowhere.
 */
export async function secondCaller(
  ports: Ports,
  named: UserReading,
  { id, document }: { readonly id: string; readonly document: string },
  call: AdminCall,
): Promise<Outcome<object>> {
  const { settings } = ports;
  if (settings.deskVerifies === "off") return refuse(OFF);
  if (!/^[\p{L}\p{N}]{6}$/u.test(document)) return invalidParameter("document", "expected six letters or digits");
  // A program has seen nobody, and whoever holds an agent's key would be its own colleague.
  if (call.caller.apiKey) return refuseAndNote(ports, call, { code: "confirmation-needed" });
  const user = readingsOf(named, settings).whole;
  const note = noteOnSuccess(withCall(call, id, "id"), "CALLER_PROVED", user);
  const done = await ports.callers.second(call.caller, user, id, call.nowMs, note);
  if (!done.ok) return refuseAndNote(ports, call, done.reason, user);
  return done.seconded ? { ok: true } : refuseAndNote(ports, call, { code: "caller-unproven", least: 2 }, user);
}

export async function listCalls(
  ports: Ports,
  named: UserReading,
  call: AdminCall,
): Promise<Outcome<{ readonly calls: readonly DeskCall[] }> | Refusal> {
  const { settings, callers } = ports;
  if (settings.deskVerifies === "off") return refuse(OFF);
  const listed = callers.list(call.caller, readingsOf(named, settings).whole, call.nowMs);
  const read = await readOrRefuse(ports, listed, call);
  return read.ok && !read.known ? refuse({ code: "user-not-found" }) : read;
}

/** Rows of the trail end with the call that they are about, and with what was shown. */
export const withCall = <C extends { readonly action: string }>(call: C, id: string, word: string): C => ({
  ...call,
  action: `${call.action} caller=${id}${word && ` ${word}`}`,
});
