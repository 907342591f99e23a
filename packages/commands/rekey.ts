// npm run rekey [-- --state DIR | --remote [--force]] Reseals under MASTER_KEY the values that are
// still sealed under a key of MASTER_KEY_PREVIOUS, then lists what each key still holds. It may run
// beside the service, be stopped at any moment, and be run again. Exit code 0: nothing is left; 1:
// some rows do not open, and each is named on a line; 2: it could not begin or continue; 130:
// Ctrl-C.
import { readArguments } from "../../scripts/lib/arguments.ts";
import { CommandError } from "../../scripts/lib/project.ts";
import type { Keyring } from "../../src/storage/keys/keyring.ts";
import { type Position, resealBatch, START, type UnopenedRow } from "../../src/storage/keys/reseal.ts";
import { onDatabase, placeOf, placeOptions } from "./database/database.ts";
import { readService } from "./database/service-config.ts";
import { runProgram, writeLine } from "./program.ts";
import { type KeyUse, keyReport, keysInUse, sealedUnder } from "./rekey/key-use.ts";

/** Rows between two progress lines. */
const batchRows = 500;
const mostPasses = 20;

const usage = "Usage: npm run rekey [-- --state DIR | --remote [--force]]";

async function rekey(): Promise<void> {
  const { place, force } = readArguments(
    usage,
    { options: { ...placeOptions, force: { type: "boolean", default: false } } },
    ({ values }) => ({ place: placeOf(values), force: values.force }),
  );
  const { keyring } = await readService(place);
  await onDatabase(place, async (db) => {
    const before = await keysInUse(db);
    const inUse = before.some(({ id }) => id === keyring.newest.id);
    // A slip in MASTER_KEY would put everything under a key that the deployed service does not
    // have.
    if (place.kind === "remote" && !inUse && before.length > 0 && !force)
      throw new CommandError(
        "Nothing in the deployed database was written under MASTER_KEY yet, so it may not be the service's key. " +
          "Sign in to the service once and run this again. (--force uses it anyway.)",
      );
    const closed = await resealAll(db, keyring, countOthers(before, keyring));
    for (const { column, owner } of closed)
      writeLine(`does not open: ${column} of ${owner.replace(/\p{Cc}/gu, "?")}, which is left unchanged`);
    const after = await keysInUse(db);
    keyReport(after, keyring).forEach(writeLine);
    if (countOthers(after, keyring) > 0) process.exitCode = 1;
  });
}

/** Counts the values that are sealed under any key but MASTER_KEY. */
const countOthers = (uses: readonly KeyUse[], { newest }: Keyring): number =>
  uses.filter(({ id }) => id !== newest.id).reduce((sum, use) => sum + sealedUnder(use), 0);

/** Reseals all that it can, and returns the rows that do not open. */
async function resealAll(db: D1Database, keyring: Keyring, total: number): Promise<readonly UnopenedRow[]> {
  let resealed = 0;
  // Until every part of a running service knows the new key, it may seal under the older one in
  // rows that a pass has already left behind. So passes repeat until one finds nothing.
  for (let pass = 1; ; pass++) {
    const resealedBefore = resealed;
    const closed: UnopenedRow[] = [];
    let overtaken = 0;
    for (let next: Position | undefined = START; next; ) {
      const batch = await resealBatch(db, keyring, next, batchRows);
      resealed += batch.resealed;
      overtaken += batch.overtaken;
      closed.push(...batch.closed);
      if (batch.resealed > 0) writeLine(`resealed: ${resealed} of ${Math.max(total, resealed)}`);
      next = batch.next;
    }
    if ((resealed === resealedBefore && overtaken === 0) || pass === mostPasses) return closed;
  }
}

await runProgram(rekey, { least: 2, goesOn: true });
