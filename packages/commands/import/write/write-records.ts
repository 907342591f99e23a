// Takes records in batches: prepares them, compares each with what is here, and writes what comes,
// if it is asked to. A batch is written whole or not at all, and reported after it, so a run that
// is stopped has said nothing that is not so.
import { CommandError } from "../../../../scripts/lib/project.ts";
import { entryOf, type Note } from "../../../../src/core/audit/audit.ts";
import { hashSession } from "../../../../src/core/phone-session.ts";
import type { AdminRecord } from "../../../../src/core/ports/people/accounts.ts";
import { databaseOfSlot, databasesIn, databaseOfUser as placeOfUser } from "../../../../src/core/shards/shard-map.ts";
import { HOME } from "../../../../src/core/shards/slots.ts";
import { slotIn } from "../../../../src/core/token/serial.ts";
import { toBase64Url } from "../../../../src/lib/bytes.ts";
import type { Settings } from "../../../../src/settings.ts";
import type { ImportOptions } from "../options.ts";
import { type PreparedRecord, prepare } from "../prepare/prepare.ts";
import type { NamedToken, Preparation } from "../prepare/preparing.ts";
import { type CountShadowed, wouldShadow } from "../prepare/shadowing.ts";
import type { Foreign } from "../record.ts";
import type { ImportStore } from "../store/import-store.ts";
import { type Report, showProgress } from "./report.ts";

/** Records that are looked at together: a deployed database is a round trip away. */
const batchRecords = 1000;
/** D1 takes two megabytes in one parameter. */
const mostBatchBytes = 1_000_000;
/** The longest time that a link of an administrator may last, too. */
const linkValidityMs = 30 * 24 * 3600 * 1000;

export interface ImportRun {
  readonly options: ImportOptions;
  readonly foreign: Foreign;
  readonly preparing: Preparation;
  readonly shadowed: CountShadowed;
  readonly databases: ReadonlyMap<string, ImportTarget>;
  readonly report: Report;
}

export interface ImportTarget {
  readonly store: ImportStore;
  /** The account under whose right links are made; undefined where there is none. */
  readonly maker: Pick<AdminRecord, "name" | "generation"> | undefined;
}

export const importNote = (
  event: "TOKEN_CHANGED" | "LINK_MADE" | "USER_CHANGED",
  count: number,
  nowMs: number,
): Note => ({
  held: entryOf({ kind: "request", action: "npm run import", client: "local", nowMs }, { success: true, event, count }),
});

export async function importAll(run: ImportRun): Promise<void> {
  const { records, total } = run.foreign;
  const serials = new Set<string>();
  let done = 0;
  for (const chunk of chunks(records)) {
    const prepared = await Promise.all(chunk.map((record) => prepare(record, run.preparing)));
    const single = prepared.map((one) => {
      if (one.kind === "refused") return one;
      if (serials.has(one.serial)) return { ...one, kind: "refused", why: "its serial has come before" } as const;
      serials.add(one.serial);
      return one;
    });
    const coming = await withoutShadowing(single, run.shadowed);
    for (const [name, group] of await byDatabase(coming, run.preparing)) await importGroup(run, name, group);
    run.report.flush();
    done += chunk.length;
    showProgress(done, total, false);
  }
  showProgress(done, total ?? done, true);
}

async function withoutShadowing(
  prepared: readonly PreparedRecord[],
  shadowed: CountShadowed,
): Promise<readonly PreparedRecord[]> {
  const hasUser = (one: PreparedRecord): one is Exclude<PreparedRecord, { kind: "refused" }> =>
    one.kind !== "refused" && one.user !== "";
  const owners = prepared.filter(hasUser).map(({ user, realm }) => ({ user, realm }));
  const counts = (await shadowed(owners)).values();
  return prepared.map((one) => {
    const count = hasUser(one) ? (counts.next().value ?? 0) : 0;
    if (count === 0) return one;
    return { ...one, kind: "refused", why: `its ${wouldShadow(count)}` } as const;
  });
}

async function byDatabase(prepared: readonly PreparedRecord[], { settings }: Preparation) {
  if (databasesIn(settings).length === 1) return [[HOME, prepared]] as const;
  const groups = new Map<string, PreparedRecord[]>();
  for (const one of prepared) {
    const database = one.kind === "refused" ? HOME : await databaseOf(one, settings);
    const group = groups.get(database) ?? [];
    group.push(one);
    groups.set(database, group);
  }
  return [...groups];
}

/** That of its user; a token without one is where its serial says. */
async function databaseOf({ user, realm, serial }: NamedToken, settings: Settings): Promise<string> {
  if (user !== "") return (await placeOfUser({ user, realm }, settings)).database;
  const slot = slotIn(serial);
  return slot === undefined ? HOME : databaseOfSlot(slot, settings);
}

type Coming<Kind> = Extract<PreparedRecord, { kind: Kind }>;

async function importGroup(
  { options, preparing, databases, report }: ImportRun,
  database: string,
  group: readonly PreparedRecord[],
) {
  const target = databases.get(database);
  if (!target) throw new Error(`there is no database ${database}`);
  const { store, maker } = target;
  const { nowMs, settings, wanted } = preparing;

  for (const one of group) if (one.kind === "refused") report.add({ ...one, fate: "refused" });
  const tokens = group.filter((one): one is Coming<"token"> => one.kind === "token");
  const here =
    tokens.length > 0 ? await store.look(tokens.map(({ serial, digest }) => ({ serial, digest }))) : new Map();
  const coming: Coming<"token">[] = [];
  for (const one of tokens) {
    const state = here.get(one.serial);
    if (state === "same") report.add({ ...one, fate: "unchanged" });
    else if (state === "logged-in" || state === "made-here")
      report.add({
        ...one,
        fate: "kept",
        why: state === "made-here" ? "it was made or changed here" : "it has logged in here",
      });
    else coming.push(one);
  }
  if (options.apply) await writeTokens();
  else for (const one of coming) report.add({ ...one, fate: "token" }, one.suite);

  const links = group.filter((one): one is Coming<"link"> => one.kind === "link");
  if (options.apply && links.length > 0) await writeLinks();
  else for (const one of links) report.add({ ...one, fate: "link" });

  async function writeTokens(): Promise<void> {
    const written = new Set<string>();
    for (const rows of bySize(await Promise.all(coming.map(({ row }) => row()))))
      for (const serial of await store.write(
        rows,
        wanted.service,
        nowMs,
        importNote("TOKEN_CHANGED", rows.length, nowMs),
      ))
        written.add(serial);
    for (const one of coming)
      if (written.has(one.serial)) report.add({ ...one, fate: "token" }, one.suite);
      else report.add({ ...one, fate: "kept", why: "it was changed here a moment ago" });
  }

  async function writeLinks(): Promise<void> {
    if (!maker) throw new CommandError("There is no administrator under whose right the links could be made.");
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
    const usable = await store.writeLinks(rows, maker, nowMs, importNote("LINK_MADE", rows.length, nowMs));
    for (const { one, key, hash } of keys)
      if (usable.has(hash)) report.add({ ...one, fate: "link", link: `${settings.publicUrl}/enrol/${key}` });
      else report.add({ ...one, fate: "unchanged", why: "its link was used or withdrawn" });
  }
}

export function* chunks<Item>(records: Iterable<Item>): Generator<readonly Item[]> {
  let chunk: Item[] = [];
  for (const record of records) {
    chunk.push(record);
    if (chunk.length < batchRecords) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Rows in groups that fit into one statement. */
export function* bySize<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
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
