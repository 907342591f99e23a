// Administrators' work on tokens: changes in the database of the token, lists from all of them.

import type { Note } from "../../../core/audit/audit.ts";
import type { TokenManagement, TokenPaging } from "../../../core/ports/tokens/management.ts";
import { MAX_ADDRESSES, MAX_COUNTED_TOKENS } from "../../../core/system/findings.ts";
import { failCountOf } from "../../../core/token/lock.ts";
import type { TokenRecord } from "../../../core/token.ts";
import { compareValues, mergePages, throughPage } from "../../sql/scan/merge-pages.ts";
import { type Finder, type FindSettings, noteOf } from "../find.ts";
import { askAll } from "../merge.ts";
import { assignable } from "../owners.ts";
import { tellOthers } from "../realms.ts";

const KEYS: Readonly<
  Record<NonNullable<TokenPaging["sortBy"]>, (token: TokenRecord) => string | number | boolean | null>
> = {
  serial: ({ serial }) => serial.toLowerCase(),
  username: ({ user, serial }) => (user ?? `\u{10ffff}${serial}`).toLowerCase(),
  realm: ({ realm }) => realm,
  description: ({ description }) => description,
  active: ({ active }) => Number(active),
  failcount: (token) => failCountOf(token),
  rollout_state: ({ rolloutState }) => rolloutState,
  id: ({ id }) => id,
};

export function createShardedManagement(find: Finder, settings: FindSettings): TokenManagement {
  const { all, home } = find;
  const databases = all.length;
  /** Two databases can give the same id, so an id that leaves this file also names its database. */
  const outside = (id: number, index: number) => id * databases + index;
  const inside = (ids: readonly number[], index: number) =>
    ids.filter((id) => id % databases === index).map((id) => Math.floor(id / databases));

  return {
    async viewFor(caller, right, subject) {
      const { shard, named } = await find.ofSubject(subject);
      return shard.stores.management.viewFor(caller, right, { ...subject, named });
    },

    // ADMIN_REALM is never in another database.
    viewOwn: (caller) => home.stores.management.viewOwn(caller),

    async list(caller, right, filter, page, nowMs) {
      const named = filter.named && (await find.resolve(filter.named));
      if (named)
        return (await find.ofUser(named)).stores.management.list(caller, right, { ...filter, named }, page, nowMs);
      const through = throughPage(page);
      const listed = await askAll(all, ({ stores }) => stores.management.list(caller, right, filter, through, nowMs));
      if (!listed.ok) return listed;
      const merged = mergePages(listed.answers, page, page.sortBy && orderOf(page.sortBy, page.descending ?? false));
      return merged.ok ? { ...merged, user: undefined } : merged;
    },

    async change(caller, right, subject, change, nowMs, note) {
      if (change.kind !== "assign") {
        const { shard, named } = await find.ofSubject(subject);
        const { management } = shard.stores;
        return management.change(caller, right, { ...subject, named }, change, nowMs, noteOf(note, named));
      }
      const serial = subject.serial ?? "";
      const named = await find.resolve(change.named);
      const shard = await find.holding(serial);
      if (shard) {
        const may = await assignable(find, settings, { caller, right, serial, shard, named, shadows: change.shadows });
        if (!may.ok) return may;
      }
      const resolved = { ...change, named, shadows: true };
      const own = shard ?? home;
      const changed = await own.stores.management.change(caller, right, subject, resolved, nowMs, noteOf(note, named));
      if (changed.ok) await tellOthers(find, named.realm, own, nowMs);
      return changed;
    },

    async findLocked(caller, which, window, nowMs) {
      const found = await askAll(all, ({ stores }) => stores.management.findLocked(caller, which, window, nowMs));
      if (!found.ok) return found;
      const pages = found.answers.map((page, index) => ({ ...page, rows: page.rows.map((id) => outside(id, index)) }));
      return mergePages(pages, { number: 1, size: window.most, after: window.after, before: undefined });
    },

    // Each database opens all of its locks or none. If one opens none, the caller looks again.
    async unlock(caller, which, ids, nowMs, note) {
      const done = await askAll(all, async ({ stores }, index) => {
        const own = inside(ids, index);
        if (own.length === 0) return { ok: true, unlocked: true };
        return stores.management.unlock(caller, which, own, nowMs, counting(note, own.length));
      });
      return done.ok ? { ok: true, unlocked: done.answers.every(({ unlocked }) => unlocked) } : done;
    },

    async otherAddresses(caller, right, own) {
      const found = await askAll(all, ({ stores }) => stores.management.otherAddresses(caller, right, own));
      if (!found.ok) return found;
      const tokens = new Map<string, number>();
      for (const one of found.answers.flatMap(({ addresses }) => addresses))
        tokens.set(one.address, Math.min((tokens.get(one.address) ?? 0) + one.tokens, MAX_COUNTED_TOKENS));
      const addresses = [...tokens].map(([address, count]) => ({ address, tokens: count }));
      return {
        ok: true,
        addresses: addresses.sort((a, b) => compareValues(a.address, b.address)).slice(0, MAX_ADDRESSES),
      };
    },
  };
}

function orderOf(sortBy: NonNullable<TokenPaging["sortBy"]>, descending: boolean) {
  const keyOf = KEYS[sortBy];
  return (a: TokenRecord, b: TokenRecord): number =>
    (descending ? -1 : 1) * compareValues(keyOf(a), keyOf(b)) || a.id - b.id;
}

const counting = (note: Note, count: number): Note => (note.held ? { ...note, held: { ...note.held, count } } : note);
