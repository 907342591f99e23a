// npm run import -- FILE --from FORMAT [...] [--apply], with --state DIR or --remote
// Takes over the tokens of another server (docs/migrating.md). Without --apply it writes nothing and says what would come, what would
// not, and why. It may run beside the service, be stopped at any moment, and be run again: what is here already is left. Exit code 0:
// all that could come has come; 2: some records were refused; 1: nothing was done.
import { constants } from "node:os";
import { isAdministrator } from "../src/core/admin/second-factor.ts";
import { entryOf } from "../src/core/audit.ts";
import { hashSession } from "../src/core/phone-session.ts";
import { databasesIn, placeOf as placeOfUser } from "../src/core/shard-map.ts";
import type { UserReading } from "../src/core/user.ts";
import { toBase64Url } from "../src/lib/bytes.ts";
import { createAdminStore } from "../src/storage/accounts/store.ts";
import { createNotes } from "../src/storage/audit/store.ts";
import { createImportStore } from "../src/storage/import/store.ts";
import { missingKeys } from "../src/storage/keys/check.ts";
import { loadKeyring } from "../src/storage/keys/keyring-cache.ts";
import { createPinSalt } from "../src/storage/keys/pin-salt.ts";
import { createSealer } from "../src/storage/keys/seal.ts";
import { namesOfUser } from "../src/storage/tokens/shadows.ts";
import { loginsOf, openExport } from "./import/open-export.ts";
import { type Asked, readArguments } from "./import/options.ts";
import { type Prepared, type Preparing, prepare } from "./import/prepare.ts";
import type { Foreign, ForeignRecord } from "./import/record.ts";
import { UnreadableExport } from "./import/record.ts";
import { linesOfSums, Report, showProgress } from "./import/report.ts";
import { openDatabases, plainly } from "./lib/database.ts";
import { giveUp, Refusal } from "./lib/project.ts";
import { anyOrigin, readServiceConfig } from "./lib/service-config.ts";

/** Records that are looked at together. A local database is asked by calls that block, so few large ones are faster. */
const batchRecords = 1000;
/** D1 takes two megabytes in one parameter. */
const mostBatchBytes = 1_000_000;
/** The longest time that a link of an administrator may last, too. */
const linkValidityMs = 30 * 24 * 3600 * 1000;

async function importTokens(): Promise<void> {
  const asked = readArguments();
  const { settings, masterKeys } = readServiceConfig(asked.place);
  if (asked.apply && asked.pins === "link" && settings.publicUrl === anyOrigin)
    throw new Refusal("Give PUBLIC_URL, the address of the service, in the environment: enrolment links carry it.");
  const keyring = await loadKeyring(masterKeys);
  const pinSalt = createPinSalt(keyring);
  const logins = loginsOf(asked);
  const foreign = await openExport(asked);
  const serviceIdentifier = asked.serviceIdentifier ?? foreign.settings?.serviceIdentifier;
  const served = [settings.serviceIdentifier, ...settings.otherServiceIdentifiers];
  if (serviceIdentifier !== undefined && !served.includes(serviceIdentifier))
    console.error(
      `These settings do not serve ${serviceIdentifier}. Phones will find no account until TIQR_SERVICE_IDENTIFIERS_ALSO names it.`,
    );
  const { all, close } = await openDatabases(asked.place, databasesIn(settings));
  const report = new Report(asked.report);
  try {
    for (const { db } of all)
      if ((await missingKeys(db, keyring)).length > 0)
        throw new Refusal("MASTER_KEY does not open the accounts of this database, so it is not the service's key.");
    const preparing: Preparing = {
      settings,
      sealer: createSealer(keyring),
      pinSalt,
      digestKey: await pinSalt(JSON.stringify(["import"])),
      nowMs: Date.now(),
      shadowed: shadowing(all.map(({ db }) => db)),
      wanted: {
        pins: asked.pins,
        realm: asked.realm,
        serviceIdentifier,
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
    await importAll({ asked, foreign, preparing, databases, report });
    const sums = report.sums(asked.apply);
    process.stdout.write(asked.json ? `${JSON.stringify(sums)}\n` : `${linesOfSums(sums).join("\n")}\n`);
    if (sums.refused > 0) process.exitCode = 2;
  } catch (error) {
    throw error instanceof UnreadableExport ? new Refusal(error.message) : plainly(error);
  } finally {
    report.close();
    foreign.close();
    await close();
  }

  /** Counts the names that a user would take (decision 021). A realm that has users takes none, so it is asked once. */
  function shadowing(dbs: readonly D1Database[]): Preparing["shadowed"] {
    const known = new Set<string>();
    return async (owner) => {
      const isUsual = !owner.user.includes("@") && owner.realm === settings.defaultRealm;
      if (isUsual || known.has(owner.realm)) return 0;
      const found = await Promise.all(dbs.map((db) => namesOfUser(db, owner, settings)));
      if (found.some((names) => names.known > 0)) return 0;
      const sum = (of: "others" | "inRealm") => found.reduce((sum, names) => sum + names[of], 0);
      if (owner.realm === settings.defaultRealm) return sum("others");
      const taken = found.some(({ realmKnown }) => realmKnown > 0) ? 0 : sum("inRealm");
      if (taken === 0) known.add(owner.realm);
      return taken;
    };
  }
}

/** A link makes its token under the right of an account. */
const makerIn = async (db: D1Database) =>
  (await createAdminStore(db).list()).find((account) => isAdministrator(account) && !account.isDisabled);

interface Run {
  readonly asked: Asked;
  readonly foreign: Foreign;
  readonly preparing: Preparing;
  readonly databases: ReadonlyMap<string, Target>;
  readonly report: Report;
}

interface Target {
  readonly store: ReturnType<typeof createImportStore>;
  readonly maker: Awaited<ReturnType<typeof makerIn>>;
}

async function importAll(run: Run): Promise<void> {
  const { records, total } = run.foreign;
  const serials = new Set<string>();
  let done = 0;
  for (const chunk of chunks(records, batchRecords)) {
    const prepared = await Promise.all(chunk.map((record) => prepare(record, run.preparing)));
    const single = prepared.map((one) => {
      if (one.kind === "refused") return one;
      if (serials.has(one.serial)) return { ...one, kind: "refused", why: "its serial has come before" } as const;
      serials.add(one.serial);
      return one;
    });
    for (const [name, group] of await byDatabase(single, run.preparing)) await importGroup(run, name, group);
    run.report.flush();
    done += chunk.length;
    showProgress(done, total, false);
  }
  showProgress(done, total ?? done, true);
}

function* chunks(records: Iterable<ForeignRecord>, size: number): Generator<readonly ForeignRecord[]> {
  let chunk: ForeignRecord[] = [];
  for (const record of records) {
    chunk.push(record);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Rows in groups that fit into one statement. */
function* bySize<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  let [group, bytes]: [Row[], number] = [[], 0];
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row));
    if (group.length > 0 && bytes + size > mostBatchBytes) {
      yield group;
      [group, bytes] = [[], 0];
    }
    group.push(row);
    bytes += size;
  }
  if (group.length > 0) yield group;
}

async function byDatabase(prepared: readonly Prepared[], { settings }: Preparing) {
  if (databasesIn(settings).length === 1) return [["DB", prepared]] as const;
  const groups = new Map<string, Prepared[]>();
  for (const one of prepared) {
    const owner: UserReading = { user: one.user ?? "", realm: one.realm ?? "" };
    const { database } = one.kind === "refused" ? { database: "DB" } : await placeOfUser(owner, settings);
    const group = groups.get(database) ?? [];
    group.push(one);
    groups.set(database, group);
  }
  return [...groups];
}

type Coming<Kind> = Extract<Prepared, { kind: Kind }>;

async function importGroup({ asked, preparing, databases, report }: Run, database: string, group: readonly Prepared[]) {
  const target = databases.get(database);
  if (!target) throw new Error(`there is no database ${database}`);
  const { store, maker } = target;
  const { nowMs, settings } = preparing;
  const call = { action: "npm run import", client: "local", nowMs };
  const noteOf = (event: "TOKEN_CHANGED" | "LINK_MADE", count: number) => ({
    held: entryOf(call, { success: true, event, count }),
  });

  for (const one of group) if (one.kind === "refused") report.add({ ...one, fate: "refused" });
  const tokens = group.filter((one): one is Coming<"token"> => one.kind === "token");
  const here =
    tokens.length > 0 ? await store.look(tokens.map(({ serial, digest }) => ({ serial, digest }))) : new Map();
  const coming: Coming<"token">[] = [];
  for (const one of tokens) {
    const state = here.get(one.serial);
    if (state === "same") report.add({ ...one, fate: "unchanged" });
    else if (state === "has logged in" || state === "made here")
      report.add({
        ...one,
        fate: "kept",
        why: state === "made here" ? "it was made or changed here" : "it has logged in here",
      });
    else coming.push(one);
  }
  if (asked.apply) await writeTokens();
  else for (const one of coming) report.add({ ...one, fate: "token" }, one.suite);

  const links = group.filter((one): one is Coming<"link"> => one.kind === "link");
  if (asked.apply && links.length > 0) await writeLinks();
  else for (const one of links) report.add({ ...one, fate: "link" });

  async function writeTokens(): Promise<void> {
    const written = new Set<string>();
    for (const rows of bySize(await Promise.all(coming.map(({ row }) => row()))))
      for (const serial of await store.write(rows, nowMs, noteOf("TOKEN_CHANGED", rows.length))) written.add(serial);
    for (const one of coming)
      if (written.has(one.serial)) report.add({ ...one, fate: "token" }, one.suite);
      else report.add({ ...one, fate: "kept", why: "it was changed here a moment ago" });
  }

  async function writeLinks(): Promise<void> {
    if (!maker) throw new Refusal("There is no administrator under whose right the links could be made.");
    const keys = await Promise.all(
      links.map(async (one) => {
        const key = toBase64Url(one.key);
        return { one, key, hash: await hashSession(key) };
      }),
    );
    const rows = keys.map(({ one, hash }) => ({
      hash,
      user: one.user,
      realm: one.realm,
      expires_at_ms: nowMs + linkValidityMs,
    }));
    const usable = await store.writeLinks(rows, maker, nowMs, noteOf("LINK_MADE", rows.length));
    for (const { one, key, hash } of keys)
      if (usable.has(hash)) report.add({ ...one, fate: "link", link: `${settings.publicUrl}/enrol/${key}` });
      else report.add({ ...one, fate: "unchanged", why: "its link was used or withdrawn" });
  }
}

// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// Exiting runs the `exit` handlers, which end the processes that were started. The next run finds what is left.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
  process.on(signal, () => {
    console.error("Stopped. Run it again to continue.");
    process.exit(128 + constants.signals[signal]);
  });
await importTokens().catch((error) => giveUp(error));
