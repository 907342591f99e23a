// What can be given back to a person after a slip: ../../undo/undo.ts.

import type { Note } from "../../audit/audit.ts";
import type { Caller, Right } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { UserReading } from "../../user.ts";

/** How long an act can be undone. */
export const UNDO_MS = 24 * 3600_000;

/** `phone`: it was stopped, or can be replaced by a link. `pin`: it was set. */
export const UNDO_KINDS = ["phone", "pin"] as const;
export type UndoKind = (typeof UNDO_KINDS)[number];

/** An act on a token that can be undone. One on several tokens has a row, with its id, for each. */
export interface UndoRecord {
  readonly id: string;
  readonly serial: string;
  readonly kind: UndoKind;
  readonly madeBy: string;
  readonly madeAtMs: number;
  readonly endsAtMs: number;
}

export interface UndoStore {
  /** The rows of an act that can still be undone, with the sealed texts that would come back. */
  find(
    user: UserReading,
    id: string,
    nowMs: number,
  ): Promise<readonly (UndoRecord & { readonly sealed: readonly string[] })[]>;
  /**
   * Gives back what the act has taken. Of two at once, the second finds nothing left to undo.
   * `enrolments`: those of new phones, which end.
   */
  undo(
    caller: Caller,
    right: Right,
    user: UserReading,
    id: string,
    nowMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly undone: number; readonly enrolments: readonly string[] }>>;
}
