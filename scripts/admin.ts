// npm run admin -- add NAME [--rights a,b] | list | password NAME | phone NAME | remove NAME | keys list | keys rotate,
// with --state DIR or --remote
// Manages administrators and service accounts directly in the service's database, so it works even when no one can sign in. An
// account made without --rights is an administrator. A password comes from the terminal, a pipe, or --generate. `add`, `password`,
// `phone` and `keys rotate` need MASTER_KEY.
import { parseArgs } from "node:util";
import { readAccountName } from "../src/core/admin/account-name.ts";
import { passwordFault, sealPassword } from "../src/core/admin/password.ts";
import { isAdministrator } from "../src/core/admin/second-factor.ts";
import { RIGHTS } from "../src/core/caller.ts";
import type { AdminRecord, AdminStore } from "../src/core/ports/accounts.ts";
import type { Sealer } from "../src/core/ports/sealer.ts";
import { type Bytes, toBase64Url } from "../src/lib/bytes.ts";
import { createAdminStore } from "../src/storage/accounts/store.ts";
import { loadKeyring } from "../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../src/storage/keys/seal.ts";
import { openDatabase, type Place, placeName, placeOf, placeOptions } from "./lib/database.ts";
import { phoneLink } from "./lib/phone-link.ts";
import { giveUp, Refusal } from "./lib/project.ts";
import { readPassword } from "./lib/read-password.ts";
import { anyOrigin, readServiceConfig } from "./lib/service-config.ts";
import { keyActions, listed, rotate } from "./lib/signing-keys.ts";

const usage =
  "Usage: npm run admin -- add NAME [--rights a,b] [--generate] | list | password NAME [--generate] | phone NAME | remove NAME [--force] | keys list | keys rotate, each with --state DIR or --remote";

/** The options of each command, besides those of the place. */
const commands = {
  add: ["rights", "generate", "force"],
  list: [],
  password: ["generate", "force"],
  phone: ["force"],
  remove: ["force"],
  keys: ["force"],
} as const satisfies Record<string, readonly string[]>;

interface Asked {
  readonly command: keyof typeof commands;
  readonly place: Place;
  /** The account's name; empty for `list`; for `keys` what to do with them. */
  readonly name: string;
  readonly rights: readonly string[];
  readonly generate: boolean;
  readonly force: boolean;
}

const generatedBytes = 18;
const administrator = ["*"];

const say = (line: string): unknown => process.stdout.write(`${line}\n`);
const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const minuteOf = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;
const kindOf = (account: Pick<AdminRecord, "rights">): string =>
  isAdministrator(account) ? "administrator" : "service account";

function readArguments(): Asked {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        ...placeOptions,
        rights: { type: "string" },
        generate: { type: "boolean" },
        force: { type: "boolean" },
      },
    });
    const [command = "", name = "", ...more] = positionals;
    if (!Object.hasOwn(commands, command)) throw new Error(command ? `There is no command ${command}.` : "No command.");
    const asked = command as keyof typeof commands;
    const takes: readonly string[] = [...Object.keys(placeOptions), ...commands[asked]];
    for (const option of Object.keys(values))
      if (!takes.includes(option)) throw new Error(`${asked} takes no --${option}.`);
    if (asked === "keys" && !(keyActions as readonly string[]).includes(name))
      throw new Error(`keys takes one of ${keyActions.join(", ")}.`);
    const named = asked !== "list";
    if (more.length > 0 || (!named && name !== "")) throw new Error("There are too many names.");
    if (named && !readAccountName(name).ok)
      throw new Error("The name must have 1 to 200 characters, none of them a control character.");
    return {
      command: asked,
      place: placeOf(values),
      name,
      rights: values.rights === undefined ? administrator : readRights(values.rights),
      generate: values.generate === true,
      force: values.force === true,
    };
  } catch (error) {
    throw new Refusal(`${(error as Error).message} ${usage}`, 2);
  }
}

function readRights(text: string): readonly string[] {
  const rights = [...new Set(text.split(/[\s,]+/).filter((right) => right !== ""))];
  const known: readonly string[] = RIGHTS;
  const all = known.join(", ");
  const unknown = rights.filter((right) => !known.includes(right));
  if (unknown.length > 0) throw new Error(`Unknown rights: ${unknown.join(", ")}. There are: ${all}.`);
  if (rights.length === 0) throw new Error(`--rights must name some of: ${all}.`);
  return rights;
}

async function admin(): Promise<unknown> {
  const { command, place, name, rights, generate, force } = readArguments();
  const where = `(${placeName(place)})`;

  if (command === "list") return onAccounts(place, async (admins) => table(await admins.list()).forEach(say));

  if (command === "remove")
    return onAccounts(place, async (admins) => {
      const accounts = await admins.list();
      const account = accounts.find((account) => account.name === name);
      if (!account) throw new Refusal(`There is no account ${name} ${where}.`);
      if (isAdministrator(account) && accounts.filter(isAdministrator).length === 1 && !force)
        throw new Refusal(`${name} is the last administrator. Only --force removes it.`);
      await admins.remove(name);
      say(`removed ${kindOf(account)} ${name} ${where}; its sessions have ended`);
    });

  const { settings, masterKeys } = readServiceConfig(place);
  const keyring = await loadKeyring(masterKeys);
  if (command === "phone") {
    // The link must carry the service's address, which the database does not hold.
    if (settings.publicUrl === anyOrigin)
      throw new Refusal("Give PUBLIC_URL, the address of the service, in the environment.");
    const { link, expiresAtMs } = await onDatabase(place, (db) =>
      phoneLink(db, keyring, settings, { name, force, where }),
    );
    say(`made an enrolment link for a phone of ${name} ${where}, which works once until ${minuteOf(expiresAtMs)}`);
    return say(`link: ${link}`);
  }
  const sealer = createSealer(keyring);
  if (command === "keys")
    return onDatabase(place, async (db) => {
      if (name === "list") return (await listed(db, settings)).forEach(say);
      if (!force) await expectKeyOf(await createAdminStore(db).list(), sealer);
      say(`${await rotate(db, keyring)} ${where}`);
    });
  const password = generate ? toBase64Url(randomBytes(generatedBytes)) : await readPassword(name);
  const fault = passwordFault(name, password);
  if (fault) throw new Refusal(`The password ${fault}.`);
  const sealedPassword = await sealPassword({ sealer, randomBytes }, name, password);

  await onAccounts(place, async (admins) => {
    const accounts = await admins.list();
    if (!force) await expectKeyOf(accounts, sealer);
    if (command === "add") {
      if (!(await admins.add({ name, sealedPassword, rights }, Date.now())))
        throw new Refusal(`There is already an account ${name} ${where}.`);
      const only = isAdministrator({ rights }) ? "" : ` with ${rights.join(", ")}`;
      say(`made ${kindOf({ rights })} ${name}${only} ${where}`);
    } else {
      if (!(await admins.setPassword(name, sealedPassword))) throw new Refusal(`There is no account ${name} ${where}.`);
      say(`changed the password of ${name} ${where}; its earlier sessions have ended`);
    }
    if (generate) say(`password: ${password}`);
  });
}

async function onDatabase<T>(place: Place, work: (db: D1Database) => Promise<T>): Promise<T> {
  const { db, close } = await openDatabase(place);
  try {
    return await work(db);
  } finally {
    await close();
  }
}

const onAccounts = (place: Place, work: (admins: AdminStore) => Promise<unknown>): Promise<unknown> =>
  onDatabase(place, (db) => work(createAdminStore(db)));

/** A password sealed under a key that the service lacks could never be used to sign in, so this refuses a wrong MASTER_KEY. */
async function expectKeyOf(accounts: readonly AdminRecord[], sealer: Sealer): Promise<void> {
  const opened = await Promise.allSettled(
    accounts.map(({ name, sealedPassword }) => sealer.open("password", name, sealedPassword)),
  );
  if (opened.length > 0 && opened.every(({ status }) => status === "rejected"))
    throw new Refusal(
      "MASTER_KEY opens no account of this database, so it is not the service's key. (--force uses it anyway.)",
    );
}

function table(accounts: Awaited<ReturnType<AdminStore["list"]>>): string[] {
  const rows = accounts.map((account) => [
    account.name.replace(/\p{Cc}/gu, "?"),
    kindOf(account),
    isAdministrator(account) ? "all" : account.rights.join(", "),
    minuteOf(account.createdAtMs),
  ]);
  const all = [["NAME", "KIND", "RIGHTS", "MADE"], ...rows];
  const width = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join("  ")
      .trimEnd(),
  );
}

// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// Exiting runs the `exit` handlers, which end the processes that were started.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => process.exit(1));
await admin().catch(giveUp);
