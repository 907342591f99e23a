// Calls to the help desk, and what the people on the phone have shown.

import type { Note } from "../../audit/audit.ts";
import type { Caller, CallerProof } from "../../caller.ts";
import type { OwnProof, Proof, WantedAct } from "../../callers/acts.ts";
import type { Outcome } from "../../reasons.ts";
import type { NamedUser, UserReading } from "../../user.ts";
import type { StoredRecovery } from "./me.ts";

/** How an agent learns who calls: a number to type, a wait, or an administrator's word. */
export type CallKind = "number" | "wait" | "reason";

export interface NewCall {
  readonly id: string;
  readonly act: WantedAct;
  readonly kind: CallKind;
  /** Of a number. */
  readonly numberHash: string | null;
  /** Until when the number may be typed. */
  readonly endsAtMs: number;
  readonly goodFromMs: number;
  readonly goodUntilMs: number;
}

/** `over`: the number was not typed in time, or what was shown is too long ago. */
export const CALL_STATES = ["asked", "waiting", "good", "refused", "over"] as const;
export type CallState = (typeof CALL_STATES)[number];

export interface DeskCall extends UserReading {
  readonly id: string;
  readonly account: string;
  readonly act: WantedAct;
  readonly state: CallState;
  readonly proved: readonly Proof[];
  /** Whether the person had signed in before in the browser; undefined until a number is typed. */
  readonly known: boolean | undefined;
  readonly country: string;
  readonly secondedBy: string;
  readonly madeAtMs: number;
  readonly endsAtMs: number;
  readonly goodFromMs: number;
  readonly goodUntilMs: number;
}

/** Names a call on the person's side. */
export type OpenCall = Pick<DeskCall, "id" | "user" | "realm" | "act">;

export interface CallerStore {
  /** False if there have been too many for this person. It ends the number of an earlier one. */
  make(
    caller: Caller,
    user: UserReading,
    call: NewCall,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly known: boolean; readonly made: boolean }>>;
  /** A colleague of the agent has seen who it is. False if there is no such call of another. */
  second(
    caller: Caller,
    user: UserReading,
    id: string,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly seconded: boolean }>>;
  /** The newest calls of this person. */
  list(
    caller: Caller,
    user: UserReading,
    nowMs: number,
  ): Promise<Outcome<{ readonly known: boolean; readonly calls: readonly DeskCall[] }>>;
  /** What callers have shown to this account and still stands, the newest first. */
  standing(caller: Caller, whose: NamedUser, nowMs: number): Promise<readonly CallerProof[]>;
  /** Tries a number, and counts a wrong one. Costs the same whether or not there is such a user. */
  open(
    named: NamedUser,
    numberHash: string,
    nowMs: number,
  ): Promise<{ readonly whose: UserReading; readonly known: boolean; readonly call: OpenCall | undefined }>;
  /** From where the number was typed, which the agent sees. */
  seen(call: OpenCall, known: boolean, country: string): Promise<void>;
  /** False once the call is refused or over. `used`: the recovery code that goes with it. */
  prove(
    call: OpenCall,
    proofs: readonly OwnProof[],
    used: { readonly before: StoredRecovery; readonly after: StoredRecovery } | undefined,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** False if it was refused before, or is no call of this person. */
  refuse(call: Pick<OpenCall, "id" | "user" | "realm">, nowMs: number, note: Note): Promise<boolean>;
}
