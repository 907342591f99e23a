// Wrong passwords and known networks in D1, by src/core/admin/accounts/sign-in-tries.ts. The batch
// that finds the account also reads them, so this costs no round trip of its own.
//
// D1's single writer counts simultaneous wrong passwords one after the other. If a right and a
// wrong one meet, the later statement wins: at worst one more wrong password is forgotten.

import { TRIES_KEPT_MS } from "../../core/admin/accounts/sign-in-tries.ts";
import type { SignInStore, SignInTries } from "../../core/ports/people/accounts.ts";
import { networkOf, siteOf } from "../../lib/network.ts";
import { noteRow } from "../../request-record.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { type BatchPart, part, statement } from "../sql/sql.ts";

export interface SignInRow {
  network: string;
  failcount: number;
  locks: number;
  until_ms: number;
  signed_in_at_ms: number | null;
}

/** For IPv4, both are the address itself. */
const networksOf = (client: string) => ({ network: networkOf(client), site: siteOf(client) });

export const selectTries = (name: string, client: string): BatchPart<SignInRow> =>
  part("SELECT * FROM sign_in WHERE name = :name AND network IN (:network, :site, '')", {
    name,
    ...networksOf(client),
  });

export function triesIn(rows: readonly SignInRow[], client: string): SignInTries {
  const { network, site } = networksOf(client);
  const [own, around, all] = [network, site, ""].map((of) => rows.find((row) => row.network === of));
  const signedInAtMs = own?.signed_in_at_ms ?? undefined;
  const failed = (row: SignInRow | undefined) => row !== undefined && row.failcount + row.locks > 0;
  return {
    untilMs: {
      network: own?.until_ms ?? 0,
      name: Math.max(all?.until_ms ?? 0, site === network ? 0 : (around?.until_ms ?? 0)),
    },
    failed: failed(own) || (signedInAtMs === undefined && failed(around)),
    signedInAtMs,
  };
}

/** Forgets wrong passwords and networks when an account is removed or gets a new password. */
export const forgetTries = (name: string): BatchPart => part("DELETE FROM sign_in WHERE name = :name", { name });

const kept = (column: string): string => `(CASE WHEN failed_at_ms > :forgotten THEN ${column} ELSE 0 END)`;
const CLOSES = `(${kept("failcount")} + 1 >= :tries)`;
const LOCKS = `(${kept("locks")} + ${CLOSES})`;

/** Only an existing account gets a row: not one that was just removed, nor a made-up name. */
const COUNT = `
  INSERT INTO sign_in (name, network, failcount, failed_at_ms)
  SELECT :name, :network, 1, :now WHERE EXISTS (SELECT 1 FROM admin WHERE name = :name)
  ON CONFLICT (name, network) DO UPDATE SET
    failcount = CASE WHEN ${CLOSES} THEN 0 ELSE ${kept("failcount")} + 1 END,
    locks = ${LOCKS},
    until_ms = CASE WHEN ${CLOSES} THEN :now + min(${LOCKS} * ${LOCKS}, :longest) * 60000 ELSE until_ms END,
    failed_at_ms = :now
  RETURNING failcount = 0 AS closed`;

export function createSignInStore(db: D1Database, notes: Notes): SignInStore {
  return {
    async failed(name, counters, nowMs, entry) {
      const when = { now: nowMs, forgotten: nowMs - TRIES_KEPT_MS };
      const [one, other] = counters.map(({ network, tries, longestWaitMinutes }) =>
        part<{ closed: number }>(COUNT, { name, network, tries, longest: longestWaitMinutes, ...when }),
      );
      const { count, row } = await notes.ofStranger(entry);
      const done = await batch(db, { count, row: after("count", row), one, other });
      if (done.row.changes > 0) noteRow();
      return [done.one, done.other].some((counter) => counter?.rows[0]?.closed === 1);
    },

    async succeeded(name, client, nowMs) {
      const parameters = { name, ...networksOf(client), now: nowMs };
      // An owner whose network is known does not forgive what the neighbours have guessed.
      if (parameters.site !== parameters.network)
        await statement(
          db,
          `DELETE FROM sign_in WHERE name = :name AND network = :site AND NOT EXISTS (
             SELECT 1 FROM sign_in AS own
             WHERE own.name = :name AND own.network = :network AND own.signed_in_at_ms IS NOT NULL)`,
          parameters,
        ).run();
      await statement(
        db,
        `INSERT INTO sign_in (name, network, signed_in_at_ms)
         SELECT :name, :network, :now WHERE EXISTS (SELECT 1 FROM admin WHERE name = :name)
         ON CONFLICT (name, network) DO UPDATE SET failcount = 0, locks = 0, until_ms = 0, signed_in_at_ms = :now`,
        parameters,
      ).run();
    },
  };
}
