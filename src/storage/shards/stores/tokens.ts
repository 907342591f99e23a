// The tokens of several databases. Each is looked for in the database of its user.

import type { TokenStore } from "../../../core/ports/tokens/tokens.ts";
import { databaseOfUser } from "../../../core/shards/shard-map.ts";
import { type Finder, type FindSettings, noteOf } from "../find.ts";
import { assignable } from "../owners.ts";
import { tellOthers } from "../realms.ts";

export function createShardedTokens(find: Finder, settings: FindSettings): TokenStore {
  const ofSerial = async (serial: string) => (await find.ofSerial(serial)).stores.tokens;

  return {
    slotFor: async (named) => (await databaseOfUser(await find.resolve(named), settings)).slot,

    async init(caller, token, nowMs, note) {
      const { serial, shadows } = token;
      const named = await find.resolve(token.named);
      const own = await find.ofUser(named);
      const shard = (token.mayExist ? await find.holding(serial) : undefined) ?? own;
      const assignment = { caller, right: "enrollTIQR", serial, shard, named, shadows } as const;
      const may = await assignable(find, settings, assignment);
      if (!may.ok) return may;
      const resolved = { ...token, named, shadows: true };
      const made = await own.stores.tokens.init(caller, resolved, nowMs, noteOf(note, named));
      if (made.ok) await tellOthers(find, named.realm, own, nowMs);
      return made;
    },

    useSession: async (session, ...rest) => (await ofSerial(session.serial)).useSession(session, ...rest),

    enroll: async (session, ...rest) => (await ofSerial(session.serial)).enroll(session, ...rest),

    replaceSecret: async (session, ...rest) => (await ofSerial(session.serial)).replaceSecret(session, ...rest),

    dropSecret: async (session, ...rest) => (await ofSerial(session.serial)).dropSecret(session, ...rest),

    async view(subject) {
      const { shard, named } = await find.ofSubject(subject);
      return shard.stores.tokens.view({ ...subject, named });
    },

    async viewAndCount(subject, check, refusal, nowMs, countsUnusable) {
      const { shard, named } = await find.ofSubject(subject);
      return shard.stores.tokens.viewAndCount({ ...subject, named }, check, refusal, nowMs, countsUnusable);
    },

    // Sealed text is never the same twice, so at most one database has a token with this PIN.
    async replacePinHash(token, oldSealedPin, newSealedPin) {
      await Promise.all(find.all.map(({ stores }) => stores.tokens.replacePinHash(token, oldSealedPin, newSealedPin)));
    },
  };
}
