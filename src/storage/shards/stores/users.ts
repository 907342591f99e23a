// Users of several databases.

import type { Caller, Right } from "../../../core/caller.ts";
import type { UserStore } from "../../../core/ports/people/users.ts";
import { type Outcome, refuse } from "../../../core/reasons.ts";
import type { UserReading } from "../../../core/user.ts";
import { mergePages, throughPage } from "../../sql/scan/merge-pages.ts";
import { type Finder, type FindSettings, noteOf, type Shard } from "../find.ts";
import { addUp, askAll } from "../merge.ts";
import { assignable } from "../owners.ts";
import { tellOthers } from "../realms.ts";

export function createShardedUsers(find: Finder, settings: FindSettings): UserStore {
  const { all } = find;

  /** Two who are given one key at once in two databases do not see each other: see byExternalId. */
  async function isFree(
    own: Shard,
    caller: Caller,
    right: Right,
    { realm }: UserReading,
    externalId: string | null | undefined,
  ): Promise<Outcome<object>> {
    const others = all.filter((shard) => shard !== own).map(({ stores }) => stores.users);
    const found = externalId ? await Promise.all(others.map((one) => one.byExternalId(realm, externalId))) : [];
    if (found.every((one) => one === undefined)) return { ok: true };
    // A caller without the right must not learn who is known.
    const may = await find.home.stores.admins.may(caller, right);
    return may.ok ? refuse({ code: "external-id-taken" }) : may;
  }

  return {
    async realms(caller, right) {
      const found = await askAll(all, ({ stores }) => stores.users.realms(caller, right));
      if (!found.ok) return found;
      return { ok: true, realms: [...new Set(found.answers.flatMap(({ realms }) => realms))].sort() };
    },

    async list(caller, filter, paging, nowMs) {
      const through = throughPage(paging);
      const found = await askAll(all, ({ stores }) => stores.users.list(caller, filter, through, nowMs));
      return found.ok ? mergePages(found.answers, paging) : found;
    },

    async withUnseen(caller, right) {
      const found = await askAll(all, ({ stores }) => stores.users.withUnseen(caller, right));
      if (!found.ok) return found;
      return {
        ok: true,
        count: addUp(found.answers.map(({ count }) => count)),
        isExact: found.answers.every(({ isExact }) => isExact),
        users: found.answers.flatMap(({ users }) => users),
      };
    },

    async look(caller, named, nowMs) {
      const user = await find.resolve(named);
      return (await find.ofUser(user)).stores.users.look(caller, user, nowMs);
    },

    async byExternalId(realm, externalId) {
      const found = await Promise.all(all.map(({ stores }) => stores.users.byExternalId(realm, externalId)));
      const [user, ...others] = found.filter((one) => one !== undefined);
      // Nobody must sign in with another's phone. One whose rows are being moved is there twice.
      return others.some((one) => one.user !== user?.user) ? undefined : user;
    },

    async change(caller, right, named, change, note) {
      const user = await find.resolve(named);
      const shard = await find.ofUser(user);
      const { attribute, value } = change;
      const free = await isFree(shard, caller, right, user, attribute === "external_id" ? value : undefined);
      if (!free.ok) return free;
      return shard.stores.users.change(caller, right, user, change, noteOf(note, user));
    },

    async signOut(caller, user, nowMs, note) {
      const { stores } = await find.ofUser({ user: user.name, realm: user.realm });
      return stores.users.signOut(caller, user, nowMs, note);
    },

    async block(caller, named, block, nowMs, { begun, planned }) {
      const user = await find.resolve(named);
      const notes = { begun: noteOf(begun, user), planned: noteOf(planned, user) };
      return (await find.ofUser(user)).stores.users.block(caller, user, block, nowMs, notes);
    },

    async blockState(caller, right, named) {
      const user = await find.resolve(named);
      return (await find.ofUser(user)).stores.users.blockState(caller, right, user);
    },

    async unblock(caller, named, which, nowMs, { ended, cancelled }) {
      const user = await find.resolve(named);
      const notes = { ended: noteOf(ended, user), cancelled: noteOf(cancelled, user) };
      return (await find.ofUser(user)).stores.users.unblock(caller, user, which, nowMs, notes);
    },

    async restore(caller, named, note) {
      const user = await find.resolve(named);
      return (await find.ofUser(user)).stores.users.restore(caller, user, noteOf(note, user));
    },

    async makePass(caller, owner, pass, nowMs, note) {
      return (await find.ofUser(owner)).stores.users.makePass(caller, owner, pass, nowMs, note);
    },

    async endPass(caller, owner, note) {
      return (await find.ofUser(owner)).stores.users.endPass(caller, owner, note);
    },

    async put(caller, line, how, nowMs, note) {
      const user = await find.resolve({ user: line.user, realm: line.realm });
      const shard = await find.ofUser(user);
      const right = "set_custom_user_attributes";
      const may = await assignable(find, settings, { caller, right, serial: "", shard, named: user, shadows: false });
      if (!may.ok) return may;
      const free = await isFree(shard, caller, right, user, line.externalId);
      if (!free.ok) return free;
      const put = await shard.stores.users.put(caller, { ...line, ...user }, how, nowMs, noteOf(note, user));
      if (put.ok && !how.dryRun) await tellOthers(find, user.realm, shard, nowMs);
      return put;
    },

    // Rows of the trail stay where they were written, so the name is in every database. The user's
    // own comes last: after a failure the user is still known, and the request can come again.
    async remove(caller, user, note) {
      const own = await find.ofUser({ user: user.name, realm: user.realm });
      const others = all.filter((shard) => shard !== own);
      const elsewhere = await askAll(others, ({ stores }) => stores.users.remove(caller, user, {}));
      if (!elsewhere.ok) return elsewhere;
      const removed = await own.stores.users.remove(caller, user, note);
      if (!removed.ok) return removed;
      return { ...removed, tokens: removed.tokens + addUp(elsewhere.answers.map(({ tokens }) => tokens)) };
    },
  };
}
