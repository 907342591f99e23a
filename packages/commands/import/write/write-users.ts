// Makes users known who have no token; only our own export has any. Who is known here already stays
// as they are.
import { databaseOfUser } from "../../../../src/core/shards/shard-map.ts";
import { readingsOf } from "../../../../src/core/user.ts";
import { faultOfRealm } from "../prepare/prepare.ts";
import { wouldShadow } from "../prepare/shadowing.ts";
import { personRow } from "../prepare/token-row.ts";
import type { ForeignUser } from "../record.ts";
import type { ReportLine } from "./report.ts";
import { bySize, chunks, type ImportRun, importNote } from "./write-records.ts";

export async function importUsers(run: ImportRun): Promise<void> {
  for (const chunk of chunks(run.foreign.users ?? [])) {
    const read = chunk.map((user) => readUser(user, run));
    const counts = await run.shadowed(read.map(({ row: { user, realm } }) => ({ user, realm })));
    const groups = new Map<string, ReadUser[]>();
    for (const [place, one] of read.entries()) {
      const count = counts[place] ?? 0;
      const why = one.why ?? (count > 0 ? `this ${wouldShadow(count)}` : undefined);
      if (why !== undefined) {
        run.report.add({ ...one.line, fate: "refused", why });
        continue;
      }
      const { database } = await databaseOfUser(one.row, run.preparing.settings);
      groups.set(database, [...(groups.get(database) ?? []), one]);
    }
    for (const [database, group] of groups) await importGroup(run, database, group);
    run.report.flush();
  }
}

type ReadUser = ReturnType<typeof readUser>;

function readUser({ where, user: name, realm: of, ...person }: ForeignUser, { preparing: { settings } }: ImportRun) {
  const { user, realm } = readingsOf({ user: name, realm: of }, settings).whole;
  const line: Omit<ReportLine, "fate"> = { where, user, realm };
  return { line, why: faultOfRealm(realm, settings), row: { user, realm, ...personRow(person) } };
}

async function importGroup(
  { options, preparing, databases, report }: ImportRun,
  database: string,
  group: readonly ReadUser[],
) {
  const store = databases.get(database)?.store;
  if (!store) throw new Error(`there is no database ${database}`);
  const here = await store.lookAtUsers(group.map(({ row }) => row));
  const coming = group.filter((_, place) => here[place] === "absent");
  if (options.apply)
    for (const rows of bySize(coming.map(({ row }) => row)))
      await store.writeUsers(rows, preparing.nowMs, importNote("USER_CHANGED", rows.length, preparing.nowMs));
  for (const [place, { line }] of group.entries())
    if (here[place] === "absent") report.add({ ...line, fate: "user" });
    else if (here[place] === "same") report.add({ ...line, fate: "unchanged" });
    else report.add({ ...line, fate: "kept", why: "the user is known here with other attributes" });
}
