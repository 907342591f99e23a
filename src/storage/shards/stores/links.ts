// Enrolment links of several databases. A link is in its user's database, but its key names no
// user, so all databases are asked at once.

import { isThePerson } from "../../../core/caller.ts";
import type { LinkStore } from "../../../core/ports/tokens/links.ts";
import { mergePages, throughPage } from "../../sql/scan/merge-pages.ts";
import { type Finder, type FindSettings, noteOf, type Shard } from "../find.ts";
import { askAll } from "../merge.ts";
import { assignable } from "../owners.ts";
import { tellOthers } from "../realms.ts";

export function createShardedLinks(find: Finder, settings: FindSettings): LinkStore {
  const { all, home } = find;

  /** The link and its database. During a move it can be in two; its user's then counts. */
  async function holding(hash: string) {
    const found = await Promise.all(all.map(async (shard) => ({ shard, link: await shard.stores.links.look(hash) })));
    const copies = found.filter(({ link }) => link !== undefined);
    const [first, ...more] = copies;
    if (!first?.link || more.length === 0) return first;
    const own = await find.ofMoving(first.link);
    return copies.find(({ shard }) => shard === own) ?? first;
  }

  /** The database in which a link may change. Throws UserMoving. */
  async function changeable(hash: string): Promise<Shard> {
    const holder = await holding(hash);
    if (!holder?.link) return home;
    await find.ofUser(holder.link);
    return holder.shard;
  }

  return {
    async list(caller, filter, paging, nowMs) {
      const named = filter.named && (await find.resolve(filter.named));
      const through = throughPage(paging);
      const found = await askAll(all, ({ stores }) => stores.links.list(caller, { ...filter, named }, through, nowMs));
      return found.ok ? mergePages(found.answers, paging) : found;
    },

    async ofPeople(caller, people, nowMs) {
      const found = await askAll(all, ({ stores }) => stores.links.ofPeople(caller, people, nowMs));
      return found.ok ? { ok: true, rows: found.answers.flatMap(({ rows }) => rows) } : found;
    },

    withdraw: async (caller, hash, nowMs, note) =>
      (await changeable(hash)).stores.links.withdraw(caller, hash, nowMs, note),

    async make(caller, link, nowMs, note) {
      const { replaces, shadows } = link;
      const named = await find.resolve(link.named);
      const shard = await find.ofUser(named);
      // A link that replaces no token has no serial yet, and the one it gets will suit the user.
      const assignment = { caller, right: "enrollTIQR", serial: replaces ?? "", shard, named, shadows } as const;
      const may = await assignable(find, settings, assignment);
      if (!may.ok) return may;
      return shard.stores.links.make(caller, { ...link, named }, nowMs, noteOf(note, named));
    },

    async look(hash) {
      const holder = await holding(hash);
      return holder?.link && { ...holder.link, database: holder.shard.name };
    },

    async begin(maker, code, token, nowMs, note) {
      const named = await find.resolve(token.named);
      const shard = await find.ofUser(named);
      const { serial, shadows } = token;
      const assignment = { caller: maker, right: "enrollTIQR", serial, shard, named, shadows } as const;
      const may = isThePerson(maker) ? { ok: true as const } : await assignable(find, settings, assignment);
      if (!may.ok) return may;
      const resolved = { ...token, named, shadows: true };
      const begun = await shard.stores.links.begin(maker, code, resolved, nowMs, noteOf(note, named));
      if (begun.ok) await tellOthers(find, named.realm, shard, nowMs);
      return begun;
    },

    setPin: async (code, sealedPin, nowMs, note) =>
      (await changeable(code.hash)).stores.links.setPin(code, sealedPin, nowMs, note),
  };
}
