// npm run audit:verify [-- --state DIR | --remote]
// Whether the audit trail is whole: every row as it was written, none missing, none in another's place. Changes nothing.
// Exit code 0: whole; 1: it is not, each problem on a line; 2: it could not be looked at. Needs MASTER_KEY (and MASTER_KEY_PREVIOUS).
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
        "The newest checkpoint was not compared with what the service holds: GET /audit/verification does that.",
      );
    const head = await keeper?.read();
    const { rows, checkpoints, problems } = await verifyAudit(db, keyring, { nowMs: Date.now(), head });
    if (problems.length === 0) {
      process.stdout.write(`${rows} rows, ${checkpoints} checkpoints: whole\n`);
      return;
    }
    process.stdout.write(`${problems.join("\n")}\n`);
    if (rows > 0 && problems.length >= rows + checkpoints)
      console.error("Nothing fits. Are these the MASTER_KEY and MASTER_KEY_PREVIOUS that the service has?");
    process.exitCode = 1;
  } finally {
    await close();
  }
}

// Whatever a library prints goes to stderr.
console.log = console.error;
// `exit` handlers end what was started.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => process.exit(2));
await auditVerify().catch((error) => giveUp(error, 2));
