// npm run audit:verify [-- --state DIR | --remote] [--parts head | --bucket | --events FILE
// [--endpoint ID]] Checks that the audit trail is whole, in the database and in the bucket of its
// archive: every row is as it was written, none is missing and none has moved. Changes nothing.
// With --parts head it reads no part, and compares the SHA-256 that R2 has of each. With --bucket
// it reads the parts alone, as somebody can who has no database. With --events it checks instead
// what a receiver of webhooks has got: FILE has the body of one message a line. ID names the
// endpoint, whose filters say which rows count as missing. Exit code 0: it is whole; 1: it is not,
// and each problem is on a line; 2: it could not be read. Needs MASTER_KEY (and
// MASTER_KEY_PREVIOUS).
import { readArguments } from "../../scripts/lib/arguments.ts";
import { CommandError } from "../../scripts/lib/project.ts";
import { databasesIn } from "../../src/core/shards/shard-map.ts";
import { HOME } from "../../src/core/shards/slots.ts";
import type { TrailBucket } from "../../src/storage/audit/archive/trail-bucket.ts";
import { ExaminedRows } from "../../src/storage/audit/checkpoints/examined-rows.ts";
import { verifyAudit } from "../../src/storage/audit/checkpoints/verification.ts";
import { findEndpoint } from "../../src/storage/webhooks/endpoint-row.ts";
import { compareReceived } from "./audit/compare-received.ts";
import { readEvents } from "./audit/received-events.ts";
import { verifyBucket } from "./audit/verify-bucket.ts";
import { verifyParts } from "./audit/verify-parts.ts";
import { type DatabasePlace, onDatabase, onDatabases, placeOf, placeOptions } from "./database/database.ts";
import { allRows } from "./database/pages.ts";
import { readService } from "./database/service-config.ts";
import { plain, runProgram, writeLine } from "./program.ts";

const usage =
  "Usage: npm run audit:verify [-- --state DIR | --remote] [--parts head | --bucket | --events FILE [--endpoint ID]]";

const options = {
  ...placeOptions,
  parts: { type: "string" },
  bucket: { type: "boolean", default: false },
  events: { type: "string" },
  endpoint: { type: "string" },
} as const;

const readRequest = () =>
  readArguments(usage, { options }, ({ values }) => {
    const { parts, bucket, events, endpoint } = values;
    if (endpoint !== undefined && events === undefined) throw new Error("--endpoint belongs to --events.");
    if (parts !== undefined && parts !== "head") throw new Error("--parts must be head.");
    if (Number(bucket) + Number(parts !== undefined) + Number(events !== undefined) > 1)
      throw new Error("--parts, --bucket and --events are three different looks: give one of them.");
    return { place: placeOf(values), headsOnly: parts === "head", bucket, events, endpoint };
  });

/** What a receiver has got. */
async function verifyEvents(place: DatabasePlace, file: string, endpointId: string | undefined): Promise<void> {
  const { received, ofOthers, problems } = await readEvents(file, HOME);
  const { keyring } = await readService(place);
  await onDatabase(
    place,
    async (db, { bucketOf }) => {
      const endpoint = endpointId === undefined ? ALL : await findEndpoint(db, endpointId);
      if (!endpoint) throw new CommandError(`There is no endpoint ${endpointId}.`);
      const bucket = await bucketWithParts(db, bucketOf(HOME));
      const compared = await compareReceived(db, keyring, HOME, received, endpoint, bucket);
      if (ofOthers > 0) console.error(`${ofOthers} messages are of other databases, which were not read.`);
      if (compared.gone > 0)
        console.error(`The trail no longer has the rows of ${compared.gone} messages, so these were not compared.`);
      tell([...problems, ...compared.problems], `${compared.right} messages: whole`);
    },
    { needsBucket: true },
  );
}

const ALL = { events: [], realms: [] };

/** The bucket, if the trail has parts in one. */
async function bucketWithParts(db: D1Database, bucket: TrailBucket | undefined): Promise<TrailBucket | undefined> {
  const [{ parts = 0 } = {}] = await allRows<{ parts: number }>(db, "SELECT count(*) AS parts FROM audit_part");
  if (parts > 0 && !bucket)
    throw new CommandError(`The trail has ${parts} parts in a bucket, and wrangler.toml binds none as TRAIL.`);
  return bucket;
}

/** The parts without the databases. */
async function verifyBuckets(place: DatabasePlace): Promise<void> {
  const { keyring, settings } = await readService(place);
  const look = async (bucketOf: (database: string) => TrailBucket | undefined): Promise<void> => {
    const problems: string[] = [];
    const lines: string[] = [];
    for (const database of databasesIn(settings)) {
      const bucket = bucketOf(database);
      if (!bucket) throw new CommandError("wrangler.toml binds no bucket as TRAIL.");
      const found = await verifyBucket(bucket, keyring);
      lines.push(`${database}: ${found.rows} rows, ${found.parts} parts`);
      problems.push(...found.problems.map((problem) => `${database}: ${problem}`));
      for (const key of found.beside) console.error(`not in the chain of the newest part: ${plain(key)}`);
    }
    console.error("Whether the newest parts are missing, only the database can say.");
    tell(problems, `${lines.join("; ")}: whole`);
  };
  await onDatabases(place, [], ({ bucketOf }) => look(bucketOf), { needsBucket: true });
}

async function verifyTrail(place: DatabasePlace, headsOnly: boolean): Promise<void> {
  const { keyring, settings } = await readService(place);
  await onDatabase(
    place,
    async (db, { headsOf, bucketOf }) => {
      const heads = headsOf(settings.auditHeadName);
      if (heads === undefined)
        console.error(
          "The newest checkpoint and part were not compared with those that the service holds: GET /audit/verification does that.",
        );
      const examined = new ExaminedRows(keyring);
      const bucket = await bucketWithParts(db, bucketOf(HOME));
      const found = bucket && (await verifyParts(db, keyring, bucket, examined, { head: heads?.parts, headsOnly }));
      for (const key of found?.unrecorded ?? []) console.error(`no record names it: ${plain(key)}`);
      const verified = await verifyAudit(db, keyring, { nowMs: Date.now(), head: heads?.head, examined });
      const { rows, checkpoints, problems } = verified;
      const parts = found?.parts ? `, ${found.parts} parts${headsOnly ? ", whose rows were not read" : ""}` : "";
      tell(problems, `${rows} rows, ${checkpoints} checkpoints${parts}: whole`);
      if (rows > 0 && problems.length >= rows + checkpoints)
        console.error(
          "No row and no checkpoint is intact. Are MASTER_KEY and MASTER_KEY_PREVIOUS those of the service?",
        );
    },
    { needsBucket: true },
  );
}

function tell(problems: readonly string[], whole: string): void {
  if (problems.length === 0) return void writeLine(whole);
  // Whoever writes to the bucket chooses the names in it.
  for (const problem of problems) writeLine(plain(problem));
  process.exitCode = 1;
}

async function auditVerify(): Promise<void> {
  const { place, headsOnly, bucket, events, endpoint } = readRequest();
  if (events !== undefined) return verifyEvents(place, events, endpoint);
  return bucket ? verifyBuckets(place) : verifyTrail(place, headsOnly);
}

await runProgram(auditVerify, { least: 2 });
