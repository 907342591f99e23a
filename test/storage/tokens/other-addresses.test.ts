// The reads of the look at other addresses: one place of the index for each address, and no more
// tokens than it counts.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { MAX_ADDRESSES, MAX_COUNTED_TOKENS } from "../../../src/core/system/findings.ts";
import { otherAddresses } from "../../../src/storage/tokens/other-addresses.ts";
import { initToken } from "../../support/service.ts";
import { adminCaller } from "../../support/storage/ports.ts";

const address = (host: number) => `https://host-${String(host).padStart(2, "0")}.test/ttype/tiqr`;

/** `count` tokens with this address, copied from an existing one. */
async function insertTokens(count: number, of: string, state = "enrolled"): Promise<void> {
  await env.DB.prepare(
    `WITH RECURSIVE row(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row WHERE number < ?1)
     INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite,
       created_at_ms, authentication_url)
     SELECT serial || '-' || ?2 || '-' || ?3 || '-' || number, 1, realm, user, '', 1, 0, ?3, 10, suite, 0, ?2
     FROM row, token WHERE serial = 'FIRST'`,
  )
    .bind(count, of, state)
    .run();
}

let caller: Awaited<ReturnType<typeof adminCaller>>;
beforeAll(async () => {
  caller = await adminCaller();
  await initToken({ user: "many", serial: "FIRST", pin: "1234" });
  await insertTokens(MAX_COUNTED_TOKENS + 500, address(0));
  await insertTokens(MAX_COUNTED_TOKENS + 500, address(1));
  for (let host = 2; host < MAX_ADDRESSES + 5; host++) await insertTokens(2, address(host));
  // Tokens that no phone has enrolled do not count, so these are among none.
  await insertTokens(1, "https://host-00.again.test/ttype/tiqr", "clientwait");
  for (let host = 0; host < MAX_ADDRESSES + 5; host++) await insertTokens(1, address(host), "clientwait");
});

const beside = async (own: string) => {
  const found = await otherAddresses(env.DB, caller, "configread", own);
  return found.ok ? found.addresses : [];
};

it("returns the first addresses beside the current one, wherever that is among them", async () => {
  for (const [own, first] of [
    [address(0), 1],
    [address(3), 0],
    ["https://zzz.test/ttype/tiqr", 0],
  ] as const) {
    const found = await beside(own);
    expect(found).toHaveLength(MAX_ADDRESSES);
    expect(found.map((each) => each.address)).not.toContain(own);
    expect(found[0]).toEqual({ address: address(first), tokens: MAX_COUNTED_TOKENS });
    expect(found.at(-1)?.tokens).toBe(2);
  }
});

it("ends with the last address", async () => {
  await env.DB.prepare("CREATE TABLE kept AS SELECT * FROM token WHERE authentication_url > ?").bind(address(2)).run();
  await env.DB.prepare("DELETE FROM token WHERE authentication_url > ?").bind(address(2)).run();
  expect((await beside(address(0))).map((each) => each.address)).toEqual([address(1), address(2)]);
  await env.DB.batch([env.DB.prepare("INSERT INTO token SELECT * FROM kept"), env.DB.prepare("DROP TABLE kept")]);
});

it("tells nothing to an account that has signed in again since", async () => {
  const late = { ...caller, generation: caller.generation - 1 };
  expect(await otherAddresses(env.DB, late, "configread", address(0))).toMatchObject({ ok: false });
});

it("reads no more than it counts, however many tokens there are", async () => {
  let read = 0;
  const metered = {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements);
      read = results.at(-1)?.meta.rows_read ?? Number.NaN;
      return results;
    },
  } as unknown as D1Database;
  await otherAddresses(metered, caller, "configread", address(0));
  // One token of each counted address, one that the search for it reads, and those of the account.
  expect(read).toBeGreaterThan(MAX_COUNTED_TOKENS);
  expect(read).toBeLessThan(MAX_COUNTED_TOKENS + 200);
});
