// Takes over the tokens of another server. `npm run import` calls it, and so do tests that look at
// what comes of an export rather than at the command.
import { CommandError } from "../../../scripts/lib/project.ts";
import { isAdministrator } from "../../../src/core/admin/accounts/second-factor.ts";
import { databasesIn } from "../../../src/core/shards/shard-map.ts";
import { createAdminStore } from "../../../src/storage/accounts/store.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { missingKeys } from "../../../src/storage/keys/check.ts";
import { createPinSalt } from "../../../src/storage/keys/pin-salt.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import type { NamedDatabase } from "../../../src/storage/shards/named-database.ts";
import { onDatabases } from "../database/database.ts";
import { anyOrigin, readService } from "../database/service-config.ts";
import { openExport, readLogins, secretText } from "./open-export.ts";
import type { ImportOptions } from "./options.ts";
import type { Preparation } from "./prepare/preparing.ts";
import { shadowing } from "./prepare/shadowing.ts";
import { compare } from "./rehearse/compare.ts";
import { listOldTokens } from "./rehearse/old-server.ts";
import { serviceOf } from "./service-of.ts";
import { createImportStore } from "./store/import-store.ts";
import { Report, type ReportLine, type Sums } from "./write/report.ts";
import { type ImportTarget, importAll } from "./write/write-records.ts";
import { importUsers } from "./write/write-users.ts";

/** @throws CommandError when it cannot begin, or breaks off. */
export async function importTokens(options: ImportOptions): Promise<Sums> {
  const { settings, keyring } = await readService(options.place);
  if (options.apply && options.pins === "link" && settings.publicUrl === anyOrigin)
    throw new CommandError(
      "Give PUBLIC_URL, the address of the service, in the environment: registration links carry it.",
    );
  const pinSalt = createPinSalt(keyring);
  const logins = options.logins === undefined ? undefined : readLogins(options.logins, options.from);
  const listing = options.rehearsal && (await listOldServer(options.rehearsal, settings.upstream));
  const foreign = await openExport(options);
  const service = serviceOf(options, foreign, settings.serviceIdentifier);
  const served = [settings.serviceIdentifier, ...settings.otherServiceIdentifiers];
  for (const identifier of service.identifiers)
    if (!served.includes(identifier))
      console.error(
        `These settings do not serve ${identifier}. Phones will find no account until TIQR_SERVICE_IDENTIFIERS_ALSO names it.`,
      );
  try {
    return await onDatabases(options.place, databasesIn(settings), ({ all }) => importInto(all));
  } finally {
    foreign.close?.();
  }

  async function importInto(all: readonly NamedDatabase[]): Promise<Sums> {
    const bySerial = listing && new Map<string, ReportLine>();
    const report = new Report(options.report, bySerial);
    try {
      const databases = new Map<string, ImportTarget>();
      for (const { name, db } of all) {
        if ((await missingKeys(db, keyring)).length > 0)
          throw new CommandError(
            "MASTER_KEY does not open the accounts of this database, so it is not the service's key.",
          );
        const store = createImportStore(db, createNotes(db, keyring, settings));
        databases.set(name, { store, maker: await makerIn(db) });
      }
      const authenticationUrl = options.authenticationUrl ?? foreign.settings?.authenticationUrl;
      const preparing: Preparation = {
        settings,
        sealer: createSealer(keyring),
        pinSalt,
        digestKey: await pinSalt(JSON.stringify(["import"])),
        nowMs: Date.now(),
        wanted: { pins: options.pins, realm: options.realm, service, authenticationUrl, logins },
      };
      const shadowed = shadowing(all, settings);
      const run = { options, foreign, preparing, shadowed, databases, report };
      await importAll(run);
      await importUsers(run);
      const rehearsal = listing && bySerial && compare(listing, bySerial, settings);
      if (rehearsal) report.addRehearsal(rehearsal);
      return report.sums(options.apply, service, rehearsal);
    } finally {
      report.close();
    }
  }
}

/** Before anything is read or written, so that a wrong password costs nothing. */
async function listOldServer({ account, passwordFile }: NonNullable<ImportOptions["rehearsal"]>, base: string) {
  if (base === "")
    throw new CommandError("--rehearse asks the old server: give UPSTREAM_PRIVACYIDEA, in the environment.");
  return listOldTokens({ base, name: account, password: await secretText(passwordFile, `Password of ${account}: `) });
}

/** A link makes its token under the right of an account. */
const makerIn = async (db: D1Database) =>
  (await createAdminStore(db).list()).find((account) => isAdministrator(account) && !account.isDisabled);
