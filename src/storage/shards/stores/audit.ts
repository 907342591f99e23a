// The trails of several databases. Each has numbers, checkpoints and an object of its own. An entry
// is in the database that its user had then, since a batch writes it there. So all are read.

import type { AuditEntry } from "../../../core/audit/audit.ts";
import type { AuditTrail } from "../../../core/ports/audit.ts";
import { readNumbers, statisticsOf } from "../../numbers/statistics.ts";
import { sumOfTotals } from "../../numbers/totals.ts";
import type { Finder } from "../find.ts";
import { addUp, askAll } from "../merge.ts";
import { listTrails } from "./trails.ts";

export function createShardedAudit(find: Finder): AuditTrail {
  const { all, home } = find;
  const of = async ({ user, realm }: AuditEntry) =>
    (user === "" ? home : await find.ofMoving({ user, realm })).stores.audit;

  return {
    write: async (entry) => (await of(entry)).write(entry),
    writeOrCount: async (entry) => (await of(entry)).writeOrCount(entry),
    writeDaily: async (entry) => (await of(entry)).writeDaily(entry),

    list: (caller, filter) => listTrails(all, caller, filter),

    async statistics(caller, of) {
      const read = await askAll(all, ({ db }) => readNumbers(db, caller, of));
      return read.ok ? { ok: true, statistics: statisticsOf(read.answers, of) } : read;
    },

    async totals(caller, nowMs, settings) {
      const read = await askAll(all, ({ stores }) => stores.audit.totals(caller, nowMs, settings));
      return read.ok ? { ok: true, totals: sumOfTotals(read.answers.map(({ totals }) => totals)) } : read;
    },

    async hasLogin(caller, adminRealm) {
      const read = await askAll(all, ({ stores }) => stores.audit.hasLogin(caller, adminRealm));
      return read.ok ? { ok: true, hasLogin: read.answers.some(({ hasLogin }) => hasLogin) } : read;
    },

    async verify(caller, newest, nowMs) {
      const verified = await askAll(all, ({ stores }) => stores.audit.verify(caller, newest, nowMs));
      if (!verified.ok) return verified;
      const each = verified.answers.map(({ verification }) => verification);
      return {
        ok: true,
        verification: {
          rows: addUp(each.map(({ rows }) => rows)),
          checkpoints: addUp(each.map(({ checkpoints }) => checkpoints)),
          problems: each.flatMap(({ problems }, index) => problems.map((problem) => `${all[index]?.name}: ${problem}`)),
        },
      };
    },
  };
}
