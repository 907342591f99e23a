// The steps of cron that keep older rows of the trail in a bucket, in place of `retention`. Without
// one none of them runs.

import { type LookAtParts, lookAtParts } from "../audit/archive/leaving.ts";
import { type Archive, makeParts } from "../audit/archive/make-parts.ts";
import { removeParts } from "../audit/archive/remove-parts.ts";
import { retire } from "../audit/checkpoints/retention.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { Remainder } from "./house-state.ts";
import { sweepTrailNames } from "./sweep.ts";

/** `expiredMs`: rows from before it are kept no longer; 0: they are kept without end. */
export function archiving(
  db: D1Database,
  keyring: Keyring,
  archive: Archive,
  databaseMs: number,
  expiredMs: number,
  nowMs: number,
  goesOn: () => boolean,
) {
  const faults: string[] = [];
  let parts: LookAtParts | undefined;

  function tell(problem: string): Remainder {
    console.error(`audit: rows of the trail cannot go to the bucket: ${problem}`);
    faults.push(problem);
    return "stuck";
  }

  const steps = {
    async parts(): Promise<Remainder> {
      const made = await makeParts(db, keyring, archive, nowMs - databaseMs, nowMs, goesOn);
      // A faulty row does not keep those that are in the bucket already.
      if (made.lastNumber !== undefined) parts = await lookAtParts(db, keyring, archive, made.lastNumber);
      if (parts?.problem !== undefined) tell(parts.problem);
      if (!made.ok) return tell(made.problem);
      // The rows of one cron have been taken, and the next one takes more.
      return parts?.problem !== undefined || made.more ? "stuck" : false;
    },

    /** If the bucket fails, `parts` does, and nothing leaves. */
    async retention(): Promise<Remainder> {
      return parts?.leaving !== undefined && retire(db, keyring, parts.leaving, nowMs, goesOn);
    },

    async removal(): Promise<Remainder> {
      const { problem } = await removeParts(db, keyring, archive.bucket, expiredMs, nowMs);
      return problem === undefined ? false : tell(problem);
    },

    trailNames: () => sweepTrailNames(db),
  };
  return { steps, fault: () => faults.join("; ") };
}
