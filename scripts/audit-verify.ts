// npm run audit:verify [-- --state DIR | --remote]
// Checks that the audit trail is whole: every row is as it was written, none is missing and none has moved. Changes nothing.
// Exit code 0: it is whole; 1: it is not, and each problem is on a line; 2: it could not be read. Needs MASTER_KEY (and
// MASTER_KEY_PREVIOUS).
import { parseArgs } from "node:util";
import { verifyAudit } from "../src/storage/audit/verification.ts";
import { loadKeyring } from "../src/storage/keys/keyring-cache.ts";
import { openDatabase, type Place, placeOf, placeOptions } from "./lib/database.ts";
import { giveUp, Refusal } from "./lib/project.ts";
import { readServiceConfig } from "./lib/service-config.ts";

function readArguments(): Place {
  try {
    return placeOf(parseArgs({ options: placeOptions }).values);
  } catch (error) {
    throw new Refusal(`${(error as Error).message} Usage: npm run audit:verify [-- --state DIR | --remote]`);
  }
}

async function auditVerify(): Promise<void> {
  const place = readArguments();
  const { masterKeys, settings } = readServiceConfig(place);
  const keyring = await loadKeyring(masterKeys);
  const { db, keeperOf, close } = await openDatabase(place);
  try {
    const keeper = await keeperOf(settings.auditHeadName);
    if (!keeper)
      console.error(
        "The newest checkpoint was not compared with the one that the service holds: GET /audit/verification does that.",
      );
    const head = await keeper?.read();
    const { rows, checkpoints, problems } = await verifyAudit(db, keyring, { nowMs: Date.now(), head });
    if (problems.length === 0) {
      process.stdout.write(`${rows} rows, ${checkpoints} checkpoints: whole\n`);
      return;
    }
    process.stdout.write(`${problems.join("\n")}\n`);
    if (rows > 0 && problems.length >= rows + checkpoints)
      console.error("No row and no checkpoint is intact. Are MASTER_KEY and MASTER_KEY_PREVIOUS those of the service?");
    process.exitCode = 1;
  } finally {
    await close();
  }
}

// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// Exiting runs the `exit` handlers, which end the processes that were started.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => process.exit(2));
await auditVerify().catch((error) => giveUp(error, 2));
