// npm run audit:verify [-- --state DIR | --remote] [--events FILE [--endpoint ID]] Checks that the
// audit trail is whole: every row is as it was written, none is missing and none has moved. Changes
// nothing. With --events it checks instead what a receiver of webhooks has got: FILE has the body
// of one message a line. ID names the endpoint, whose filters say which rows count as missing. Exit
// code 0: it is whole; 1: it is not, and each problem is on a line; 2: it could not be read. Needs
// MASTER_KEY (and MASTER_KEY_PREVIOUS).
import { readArguments } from "../../scripts/lib/arguments.ts";
import { CommandError } from "../../scripts/lib/project.ts";
import { HOME } from "../../src/core/shards/slots.ts";
import { verifyAudit } from "../../src/storage/audit/checkpoints/verification.ts";
import { findEndpoint } from "../../src/storage/webhooks/endpoint-row.ts";
import { compareReceived } from "./audit/compare-received.ts";
import { readEvents } from "./audit/received-events.ts";
import { type DatabasePlace, onDatabase, placeOf, placeOptions } from "./database/database.ts";
import { readService } from "./database/service-config.ts";
import { runProgram, writeLine } from "./program.ts";

const usage = "Usage: npm run audit:verify [-- --state DIR | --remote] [--events FILE [--endpoint ID]]";

const options = { ...placeOptions, events: { type: "string" }, endpoint: { type: "string" } } as const;

const readRequest = () =>
  readArguments(usage, { options }, ({ values }) => {
    const { events, endpoint } = values;
    if (endpoint !== undefined && events === undefined) throw new Error("--endpoint belongs to --events.");
    return { place: placeOf(values), events, endpoint };
  });

/** What a receiver has got. */
async function verifyEvents(place: DatabasePlace, file: string, endpointId: string | undefined): Promise<void> {
  const { received, ofOthers, problems } = await readEvents(file, HOME);
  const { keyring } = await readService(place);
  await onDatabase(place, async (db) => {
    const endpoint = endpointId === undefined ? ALL : await findEndpoint(db, endpointId);
    if (!endpoint) throw new CommandError(`There is no endpoint ${endpointId}.`);
    const compared = await compareReceived(db, keyring, HOME, received, endpoint);
    if (ofOthers > 0) console.error(`${ofOthers} messages are of other databases, which were not read.`);
    if (compared.gone > 0)
      console.error(`The trail no longer has the rows of ${compared.gone} messages, so these were not compared.`);
    const all = [...problems, ...compared.problems];
    writeLine(all.length === 0 ? `${compared.right} messages: whole` : all.join("\n"));
    if (all.length > 0) process.exitCode = 1;
  });
}

const ALL = { events: [], realms: [] };

async function auditVerify(): Promise<void> {
  const { place, events, endpoint } = readRequest();
  if (events !== undefined) return verifyEvents(place, events, endpoint);
  const { keyring, settings } = await readService(place);
  await onDatabase(place, async (db, headOf) => {
    const head = headOf(settings.auditHeadName);
    if (head === undefined)
      console.error(
        "The newest checkpoint was not compared with the one that the service holds: GET /audit/verification does that.",
      );
    const { rows, checkpoints, problems } = await verifyAudit(db, keyring, { nowMs: Date.now(), head });
    if (problems.length === 0) {
      writeLine(`${rows} rows, ${checkpoints} checkpoints: whole`);
      return;
    }
    problems.forEach(writeLine);
    if (rows > 0 && problems.length >= rows + checkpoints)
      console.error("No row and no checkpoint is intact. Are MASTER_KEY and MASTER_KEY_PREVIOUS those of the service?");
    process.exitCode = 1;
  });
}

await runProgram(auditVerify, { least: 2 });
