// A database with the schema before locks by path (migrations 0001 to 0007), in use: everything
// stored there continues after the later migrations. Its audit rows and checkpoint are signed here
// as they were then, without the later fields.

import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { sha256Hex, toBase64Url, utf8 } from "../../src/lib/bytes.ts";
import { loadKeyring } from "../../src/storage/keys/keyring-cache.ts";
import { auditRows, KEEPER, signTrail, verifyTrail } from "../support/audit.ts";
import { answer, type EnrolledPerson, endLogin, enrolledUser, trigger } from "../support/login.ts";
import { changePerson, directoryAccount, directoryAs } from "../support/scim/directory.ts";
import { admin, asAdmin } from "../support/service.ts";
import { realPorts } from "../support/storage/ports.ts";
import { failureRows, rowOf, rowsOf } from "../support/storage/rows.ts";

const { TEST_MIGRATIONS: migrations } = env as unknown as { TEST_MIGRATIONS: { name: string; queries: string[] }[] };
const NOW = Date.now();

const insert = (table: string, row: Record<string, unknown>): Promise<D1Result> =>
  env.DB.prepare(`INSERT INTO ${table} (${Object.keys(row).join(", ")}) VALUES (${Object.keys(row).map(() => "?")})`)
    .bind(...Object.values(row))
    .run();

/** Without the columns that came later. */
async function insertEarlier(table: string, row: object): Promise<void> {
  const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info(?)").bind(table).all<{ name: string }>();
  const columns = new Set(results.map(({ name }) => name));
  await insert(table, Object.fromEntries(Object.entries(row).filter(([name]) => columns.has(name))));
}

/** A signature over a list of values, as each row and checkpoint has had it from the start. */
async function macOver(values: readonly unknown[]): Promise<string> {
  const { id, audit } = keyring.newest;
  const mac = await crypto.subtle.sign("HMAC", audit, utf8(JSON.stringify(values)));
  return `${id}.${toBase64Url(new Uint8Array(mac))}`;
}

/** Row `number` of the trail; it has no user, so that no pseudonym is needed. */
async function insertAudit(id: string): Promise<void> {
  const row = {
    id,
    at_ms: NOW - 1000,
    action: "POST /validate/check",
    success: 0,
    authentication: "CHALLENGE",
    serial: alice.serial,
    realm: "",
    pseudonym: "",
    administrator: "",
    client: "unknown",
    transaction_id: "12345678901234567890",
    reason: "",
  };
  await insert("audit", { ...row, user: "", mac: await macOver(Object.values(row)) });
}

const keyring = await loadKeyring(readConfig(env).masterKeys);
const [alice, bob] = [await enrolledUser("alice"), await enrolledUser("bob", "")];
const tokens = await Promise.all([alice, bob].map(({ serial }) => rowOf(serial)));
const [accounts, users] = (await Promise.all([rowsOf("admin"), rowsOf("user")])) as [object[], object[]];

/** What accounts could do before acts on many had a right of their own. */
const EARLIER_RIGHTS = {
  desk: ["tokenlist", "reset"],
  importer: ["set_custom_user_attributes", "manyatonce"],
  portal: ["triggerchallenge", "auditlog"],
  root: ["*", "reset"],
};

await reset();
await applyD1Migrations(env.DB, migrations.slice(0, 7));
for (const account of accounts) {
  await insertEarlier("admin", account);
  for (const [name, rights] of Object.entries(EARLIER_RIGHTS))
    await insertEarlier("admin", { ...account, name, rights: JSON.stringify(rights) });
}
for (const user of users) await insertEarlier("user", user);
for (const token of tokens) await insertEarlier("token", { ...token, failcount: 9, failed_at_ms: NOW - 1000 });
await insert("challenge", {
  transaction_id: "12345678901234567890",
  serial: alice.serial,
  question: "0123456789",
  opened_at_ms: NOW,
  expires_at_ms: NOW + 60_000,
  answered: 0,
});
await insert("enrollment_link", {
  hash: "ab".repeat(32),
  user: "carol",
  realm: "realm1",
  asks_pin: 1,
  made_by: "admin",
  made_by_generation: 1,
  made_at_ms: NOW,
  expires_at_ms: NOW + 60_000,
});
for (const id of ["first", "second", "third"]) await insertAudit(id);
const signed = {
  first_number: 1,
  last_number: 2,
  row_count: 2,
  digest: await sha256Hex("first\nsecond"),
  made_at_ms: NOW - 500,
  retired_at_ms: null,
};
await insert("audit_checkpoint", { ...signed, mac: await macOver(["checkpoint", ...Object.values(signed)]) });

await applyD1Migrations(env.DB, migrations);

describe("a database of an earlier version", () => {
  it("has its trail as it was signed, and the next cron continues from there with a chain", async () => {
    expect((await auditRows()).map(({ id, attempt_id, event, count }) => [id, attempt_id, event, count])).toEqual(
      ["first", "second", "third"].map((id) => [id, "12345678901234567890", "", 1]),
    );
    expect(await verifyTrail(keyring, NOW)).toEqual({ rows: 3, checkpoints: 1, problems: [] });
    expect(await signTrail(keyring, NOW)).toEqual({ ok: true, more: false });
    expect(await KEEPER.read()).toMatchObject({ lastNumber: 3, checkpoints: 2 });
    expect(await verifyTrail(keyring, NOW)).toEqual({ rows: 3, checkpoints: 2, problems: [] });
  });

  it("has a changed old row of the trail found", async () => {
    const rename = (from: string, to: string) =>
      env.DB.prepare("UPDATE audit SET client = ? WHERE client = ? AND id = 'first'").bind(to, from).run();
    await rename("unknown", "192.0.2.1");
    expect((await verifyTrail(keyring, NOW)).problems).toEqual(["row 1 was changed"]);
    await rename("192.0.2.1", "unknown");
  });

  it("keeps its accounts, links and tokens, and lists no login that was open", async () => {
    expect((await asAdmin("GET", "/token/?user=alice")).json.result.value.tokens[0]).toMatchObject({
      serial: alice.serial,
      failcount: 9,
    });
    expect((await asAdmin("GET", "/token/challenges/")).json.result.value.count).toBe(0);
    expect(await rowsOf("enrollment_link")).toMatchObject([{ user: "carol", shadows: 0 }]);
    expect(await admin()).toHaveProperty("PI-Authorization");
  });

  it("lets each account act on as many at once as before, and gives none anything else", async () => {
    const rights = Object.fromEntries(
      ((await rowsOf("admin")) as { name: string; rights: string }[]).map((row) => [row.name, JSON.parse(row.rights)]),
    );
    expect(rights).toMatchObject({ ...EARLIER_RIGHTS, desk: ["tokenlist", "reset", "manyatonce"], admin: ["*"] });
  });

  it("does not know to which address earlier phones post, and warns of none", async () => {
    const addresses = [alice, bob].map(async ({ serial }) => (await rowOf(serial)).authentication_url);
    expect(await Promise.all(addresses)).toEqual([null, null]);
    expect(Object.keys((await asAdmin("GET", "/system/")).json.detail)).toEqual(["settings"]);
  });

  it("counts earlier failures on the logins that they belonged to, and a successful login forgets them", async () => {
    const pathsOf = async ({ serial }: EnrolledPerson) =>
      (await failureRows(serial)).map(({ path, failcount }) => [path, failcount]);
    expect(await pathsOf(alice)).toEqual([["vouched", 9]]);
    expect(await pathsOf(bob)).toEqual([
      ["open", 9],
      ["vouched", 9],
    ]);
    for (const person of [alice, bob]) {
      const login = await trigger(person);
      expect(await answer(login, login.right)).toBe("OK");
      expect((await endLogin(login)).json.result.value).toBe(true);
      expect(await pathsOf(person)).toEqual([]);
    }
  });
});

describe("users of an earlier version", () => {
  it.each(["subject", "scim_id"] as const)("get a %s each, and so do those that it still makes", async (id) => {
    const users = async () => (await rowsOf("user")) as { name: string; subject: string; scim_id: string }[];
    const ids = (await users()).map((user) => user[id]);
    expect(ids.length).toBeGreaterThan(1);
    for (const one of ids) expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(ids).size).toBe(ids.length);
    const name = `late for a ${id}`;
    await insert("user", { realm: "default", name, created_at_ms: NOW });
    expect((await users()).find((user) => user.name === name)?.[id]).toMatch(/^[0-9a-f]{32}$/);
  });

  it("get another name from a directory, and their phones, which know the old one, go on", async () => {
    const directory = await directoryAs(await realPorts(), await directoryAccount());
    expect(await changePerson(directory, "alice", { userName: "alice.new" })).toMatchObject({ did: "changed" });
    const login = await trigger({ ...alice, user: "alice.new" });
    expect((await alice.phone.login(login.link)).told).toBe("logged-in");
    expect((await endLogin({ ...login, user: "alice.new" })).json.result.value).toBe(true);
  });
});
