// Confirmations of one database or of several: each is in its person's, which its names tell.

import type { Ciba } from "../../core/ports/oidc/ciba.ts";
import type { UserReading } from "../../core/user.ts";
import type { Notes } from "../audit/store.ts";
import { createFinder, type FindSettings, type Shards } from "../shards/find.ts";
import { statement } from "../sql/sql.ts";
import { createCibaStore } from "./store.ts";

export function createCiba(shards: Shards, settings: FindSettings, notesOf: (db: D1Database) => Notes): Ciba {
  const [home, ...further] = shards;
  const find = further.length === 0 ? undefined : createFinder(shards, settings);
  return {
    async of(owner) {
      const { db } = find ? await find.ofUser(owner) : home;
      return createCibaStore(db, notesOf(db));
    },

    async ownerOf(subject) {
      const found = await Promise.all(
        shards.map(({ db }) =>
          statement<UserReading>(db, "SELECT name AS user, realm FROM user WHERE subject = :subject", {
            subject,
          }).first(),
        ),
      );
      return found.find((owner) => owner !== null) ?? undefined;
    },
  };
}
