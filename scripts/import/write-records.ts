// Takes records in batches: prepares them, compares each with what is here, and writes what comes, if it is asked to. A batch is written
// whole or not at all, and reported after it, so a run that is stopped has said nothing that is not so.
import { entryOf } from "../../src/core/audit.ts";
import { hashSession } from "../../src/core/phone-session.ts";
import type { AdminRecord } from "../../src/core/ports/accounts.ts";
import { databasesIn, placeOf as placeOfUser } from "../../src/core/shard-map.ts";
import type { UserReading } from "../../src/core/user.ts";
import { toBase64Url } from "../../src/lib/bytes.ts";
import type { ImportStore } from "../../src/storage/import/store.ts";
import { Refusal } from "../lib/project.ts";
import type { Asked } from "./options.ts";
import { type Prepared, prepare } from "./prepare.ts";
import type { Preparing } from "./preparing.ts";
import type { Foreign, ForeignRecord } from "./record.ts";
import { type Report, showProgress } from "./report.ts";
import type { Shadowing } from "./shadowing.ts";

/** Records that are looked at together. A local database is asked by calls that block, so few large ones are faster. */
const batchRecords = 1000;
/** D1 takes two megabytes in one parameter. */
const mostBatchBytes = 1_000_000;
/** The longest time that a link of an administrator may last, too. */
const linkValidityMs = 30 * 24 * 3600 * 1000;

export interface Run {
  readonly asked: Asked;
  readonly foreign: Foreign;
  readonly preparing: Preparing;
  readonly shadowed: Shadowing;
  readonly databases: ReadonlyMap<string, Target>;
  readonly report: Report;
}

interface Target {
  readonly store: ImportStore;
  /** The account under whose right links are made; undefined where there is none. */
  readonly maker: Pick<AdminRecord, "name" | "generation"> | undefined;
}

export async function importAll(run: Run): Promise<void> {
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
    const coming = await withoutShadowing(single, run.shadowed);
    for (const [name, group] of await byDatabase(coming, run.preparing)) await importGroup(run, name, group);
    run.report.flush();
    done += chunk.length;
    showProgress(done, total, false);
  }
  showProgress(done, total ?? done, true);
}

async function withoutShadowing(prepared: readonly Prepared[], shadowed: Shadowing): Promise<readonly Prepared[]> {
  const owners = prepared.flatMap((one) => (one.kind === "refused" ? [] : { user: one.user, realm: one.realm }));
  const counts = (await shadowed(owners)).values();
  return prepared.map((one) => {
    const count = one.kind === "refused" ? 0 : (counts.next().value ?? 0);
    if (count === 0) return one;
    const why = `its user would take the names of ${count} users who have them today`;
    return { ...one, kind: "refused", why } as const;
  });
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
  const { nowMs, settings, wanted } = preparing;
  const service = { isGiven: wanted.serviceIdentifier !== undefined };
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
      for (const serial of await store.write(rows, service, nowMs, noteOf("TOKEN_CHANGED", rows.length)))
        written.add(serial);
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
