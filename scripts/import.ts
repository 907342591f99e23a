// npm run import -- FILE --from FORMAT [...] [--apply], with --state DIR or --remote Takes over the
// tokens of another server (docs/migrating.md). Without --apply it writes nothing and says what
// would come, what would not, and why. It may run beside the service, be stopped at any moment, and
// be run again: what is here already is left. Exit code 0: all that could come has come; 2: some
// records were refused; 1: it could not begin, or broke off.
import { availableParallelism, constants } from "node:os";
import { isAdministrator } from "../src/core/admin/accounts/second-factor.ts";
import { databasesIn } from "../src/core/shards/shard-map.ts";
import { createAdminStore } from "../src/storage/accounts/store.ts";
import { createNotes } from "../src/storage/audit/store.ts";
import { createImportStore } from "../src/storage/import/store.ts";
import { missingKeys } from "../src/storage/keys/check.ts";
import { loadKeyring } from "../src/storage/keys/keyring-cache.ts";
import { createPinSalt } from "../src/storage/keys/pin-salt.ts";
import { createSealer } from "../src/storage/keys/seal.ts";
import { openExport } from "./import/open-export.ts";
import { readImportOptions } from "./import/options.ts";
import type { Preparation } from "./import/prepare/preparing.ts";
import { shadowing } from "./import/prepare/shadowing.ts";
import { readLogins } from "./import/read-logins.ts";
import { UnreadableExport } from "./import/record.ts";
import { serviceOf } from "./import/service-of.ts";
import { linesOfSums, Report } from "./import/write/report.ts";
import { importAll } from "./import/write/write-records.ts";
import { importUsers } from "./import/write/write-users.ts";
import { CommandError, giveUp } from "./lib/project.ts";
import { openDatabases, plainly } from "./state/database.ts";
import { anyOrigin, readServiceConfig } from "./state/service-config.ts";

// Node computes hashes and seals in threads, of which it starts four unless it is told otherwise
// before the first.
process.env.UV_THREADPOOL_SIZE ??= `${Math.max(4, availableParallelism())}`;

async function importTokens(): Promise<void> {
  const asked = readImportOptions();
  const { settings, masterKeys } = readServiceConfig(asked.place);
  if (asked.apply && asked.pins === "link" && settings.publicUrl === anyOrigin)
    throw new CommandError(
      "Give PUBLIC_URL, the address of the service, in the environment: enrolment links carry it.",
    );
  const keyring = await loadKeyring(masterKeys);
  const pinSalt = createPinSalt(keyring);
  const logins = asked.logins === undefined ? undefined : readLogins(asked.logins, asked.from);
  const foreign = await openExport(asked);
  const service = serviceOf(asked, foreign, settings.serviceIdentifier);
  const served = [settings.serviceIdentifier, ...settings.otherServiceIdentifiers];
  for (const identifier of service.identifiers)
    if (!served.includes(identifier))
      console.error(
        `These settings do not serve ${identifier}. Phones will find no account until TIQR_SERVICE_IDENTIFIERS_ALSO names it.`,
      );
  const { all, close } = await openDatabases(asked.place, databasesIn(settings));
  const report = new Report(asked.report);
  try {
    for (const { db } of all)
      if ((await missingKeys(db, keyring)).length > 0)
        throw new CommandError(
          "MASTER_KEY does not open the accounts of this database, so it is not the service's key.",
        );
    const preparing: Preparation = {
      settings,
      sealer: createSealer(keyring),
      pinSalt,
      digestKey: await pinSalt(JSON.stringify(["import"])),
      nowMs: Date.now(),
      wanted: {
        pins: asked.pins,
        realm: asked.realm,
        service,
        authenticationUrl: asked.authenticationUrl ?? foreign.settings?.authenticationUrl,
        logins,
      },
    };
    const databases = new Map(
      await Promise.all(
        all.map(async ({ name, db }) => {
          const store = createImportStore(db, createNotes(db, keyring, settings));
          return [name, { store, maker: await makerIn(db) }] as const;
        }),
      ),
    );
    const shadowed = shadowing(
      all.map(({ db }) => db),
      settings,
    );
    const run = { asked, foreign, preparing, shadowed, databases, report };
    await importAll(run);
    await importUsers(run);
    const sums = report.sums(asked.apply, service);
    process.stdout.write(asked.json ? `${JSON.stringify(sums)}\n` : `${linesOfSums(sums).join("\n")}\n`);
    if (sums.refused > 0) process.exitCode = 2;
  } catch (error) {
    throw error instanceof UnreadableExport ? new CommandError(error.message) : plainly(error, asked.place);
  } finally {
    report.close();
    foreign.close();
    await close();
  }
}

/** A link makes its token under the right of an account. */
const makerIn = async (db: D1Database) =>
  (await createAdminStore(db).list()).find((account) => isAdministrator(account) && !account.isDisabled);

// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// Exiting runs the `exit` handlers, which end the processes that were started. The next run finds
// what is left.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.on(signal, () => {
    console.error("Stopped. Run it again to continue.");
    process.exit(128 + constants.signals[signal]);
  });
await importTokens().catch((error) => giveUp(error));
