// npm run admin -- add NAME [--rights a,b] [--person] | list | password NAME | phone NAME | remove
// NAME | keys list | keys rotate, with --state DIR or --remote. Manages administrators and service
// accounts directly in the service's database, so it works even when no one can sign in. An account
// made without --rights is an administrator. A password comes from the terminal, a pipe, or
// --generate. `add`, `password`, `phone` and `keys rotate` need MASTER_KEY.
import { CommandError } from "../../../../scripts/lib/project.ts";
import { readPassword } from "../../../../scripts/lib/read-password.ts";
import { passwordFault, sealPassword } from "../../../../src/core/admin/accounts/password.ts";
import { isAdministrator } from "../../../../src/core/admin/accounts/second-factor.ts";
import type { AdminRecord, AdminStore } from "../../../../src/core/ports/people/accounts.ts";
import type { Sealer } from "../../../../src/core/sealer.ts";
import { type Bytes, toBase64Url } from "../../../../src/lib/bytes.ts";
import { createAdminStore } from "../../../../src/storage/accounts/store.ts";
import { createSealer } from "../../../../src/storage/keys/seal.ts";
import { type DatabasePlace, onDatabase, placeName } from "../../database/database.ts";
import { anyOrigin, readService } from "../../database/service-config.ts";
import { minuteOf, writeLine } from "../../program.ts";
import { tableOf } from "../output.ts";
import { readAdminArguments } from "./arguments.ts";
import { phoneLink } from "./phone-link.ts";
import { listKeys, rotate } from "./signing-keys.ts";

const generatedBytes = 18;

const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const kindOf = (account: Pick<AdminRecord, "rights" | "isPerson">): string =>
  isAdministrator(account) ? "administrator" : account.isPerson ? "account of a person" : "service account";

export async function onAccountsAndKeys(): Promise<unknown> {
  const { command, place, name, rights, isPerson, generate, force } = readAdminArguments();
  const where = `(${placeName(place)})`;

  if (command === "list") return onAccounts(place, async (admins) => table(await admins.list()).forEach(writeLine));

  if (command === "remove")
    return onAccounts(place, async (admins) => {
      const accounts = await admins.list();
      const account = accounts.find((account) => account.name === name);
      if (!account) throw new CommandError(`There is no account ${name} ${where}.`);
      if (isAdministrator(account) && accounts.filter(isAdministrator).length === 1 && !force)
        throw new CommandError(`${name} is the last administrator. Only --force removes it.`);
      await admins.remove(name);
      writeLine(`removed ${kindOf(account)} ${name} ${where}; its sessions have ended`);
    });

  const { settings, keyring } = await readService(place);
  if (command === "phone") {
    // The link must carry the service's address, which the database does not hold.
    if (settings.publicUrl === anyOrigin)
      throw new CommandError("Give PUBLIC_URL, the address of the service, in the environment.");
    const { link, expiresAtMs } = await onDatabase(place, (db) =>
      phoneLink(db, keyring, settings, { name, force, where }),
    );
    writeLine(
      `made a registration link for a phone of ${name} ${where}, which works once until ${minuteOf(expiresAtMs)}`,
    );
    return writeLine(`link: ${link}`);
  }
  const sealer = createSealer(keyring);
  if (command === "keys")
    return onDatabase(place, async (db) => {
      if (name === "list") return (await listKeys(db, settings)).forEach(writeLine);
      if (!force) await expectKeyOf(await createAdminStore(db).list(), sealer);
      writeLine(`${await rotate(db, keyring)} ${where}`);
    });
  const password = generate ? toBase64Url(randomBytes(generatedBytes)) : await readPassword(name);
  const fault = passwordFault(name, password);
  if (fault) throw new CommandError(`The password ${fault}.`);
  const sealedPassword = await sealPassword({ sealer, randomBytes }, name, password);

  await onAccounts(place, async (admins) => {
    const accounts = await admins.list();
    if (!force) await expectKeyOf(accounts, sealer);
    if (command === "add") {
      if (!(await admins.add({ name, sealedPassword, rights, isPerson }, Date.now())))
        throw new CommandError(`There is already an account ${name} ${where}.`);
      const only = isAdministrator({ rights }) ? "" : ` with ${rights.join(", ")}`;
      writeLine(`made ${kindOf({ rights, isPerson })} ${name}${only} ${where}`);
    } else {
      if (!(await admins.setPassword(name, sealedPassword)))
        throw new CommandError(`There is no account ${name} ${where}.`);
      writeLine(`changed the password of ${name} ${where}; its earlier sessions have ended`);
    }
    if (generate) writeLine(`password: ${password}`);
  });
}

const onAccounts = (place: DatabasePlace, work: (admins: AdminStore) => Promise<unknown>): Promise<unknown> =>
  onDatabase(place, (db) => work(createAdminStore(db)));

/**
 * A password sealed under a key that the service lacks could never be used to sign in, so this
 * refuses a wrong MASTER_KEY.
 */
async function expectKeyOf(accounts: readonly AdminRecord[], sealer: Sealer): Promise<void> {
  const opened = await Promise.allSettled(
    accounts.map(({ name, sealedPassword }) => sealer.open("password", name, sealedPassword)),
  );
  if (opened.length > 0 && opened.every(({ status }) => status === "rejected"))
    throw new CommandError(
      "MASTER_KEY opens no account of this database, so it is not the service's key. (--force uses it anyway.)",
    );
}

const table = (accounts: Awaited<ReturnType<AdminStore["list"]>>): string[] =>
  tableOf(
    ["name", "kind", "rights", "made"],
    accounts.map((account) => ({
      name: account.name,
      kind: kindOf(account),
      rights: isAdministrator(account) ? "all" : account.rights,
      made: minuteOf(account.createdAtMs),
    })),
  );
