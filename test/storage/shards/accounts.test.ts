// Each database checks its callers by its own copy of the accounts.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import worker from "../../../src/index.ts";
import { copyAccounts } from "../../../src/storage/accounts/copy.ts";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { requestOver } from "../../support/service.ts";
import { adminCaller, realKeyring } from "../../support/storage/ports.ts";
import { database, having, MAP, makeDatabases, NAMES, withMap } from "./three.ts";

await makeDatabases();
const { settings } = readConfig({ ...env, ...MAP });
const platform = { randomBytes: () => new Uint8Array(), qrImage: async () => "" };
const { admins, accounts, sessions } = createPorts(env, await realKeyring(), settings, platform);

const account = { name: "help", rights: ["tokenlist"], sealedPassword: "sealed" };
const generations = async () =>
  Promise.all(
    NAMES.map(async (name) => {
      const row = await database(name).prepare("SELECT generation FROM admin WHERE name = 'help'").first();
      return row?.generation;
    }),
  );

describe("an account", () => {
  it("is in every database when it is made, has a new password, or is removed", async () => {
    expect(await admins.add(account, 1000)).toBe(true);
    expect(await generations()).toEqual([1000, 1000, 1000]);
    expect(await admins.setPassword("help", "other")).toBe(true);
    expect(await generations()).toEqual([1001, 1001, 1001]);
    expect(await admins.remove("help")).toBe(true);
    expect(await generations()).toEqual([undefined, undefined, undefined]);
  });

  it("whose copy has failed is copied by the next cron", async () => {
    await admins.add(account, 2000);
    await database("DB_1").exec("DELETE FROM admin WHERE name = 'help'");
    await database("DB_2").exec("UPDATE admin SET generation = 1 WHERE name = 'help'");
    await copyAccounts(database("DB"), database("DB_1"));
    await copyAccounts(database("DB"), database("DB_2"));
    expect(await generations()).toEqual([2000, 2000, 2000]);
  });

  it("is never copied over a younger one", async () => {
    await database("DB_1").exec("UPDATE admin SET generation = 3000 WHERE name = 'help'");
    await copyAccounts(database("DB"), database("DB_1"));
    expect(await generations()).toEqual([2000, 3000, 2000]);
  });

  it("has its rights copied, but not those of an older generation", async () => {
    const rights = async () =>
      (await database("DB_1").prepare("SELECT rights FROM admin WHERE name = 'help'").first())?.rights;
    await database("DB").exec(`UPDATE admin SET rights = '["enable"]' WHERE name = 'help'`);
    await copyAccounts(database("DB"), database("DB_1"));
    expect(await rights()).toBe('["tokenlist"]');
    await database("DB_1").exec("UPDATE admin SET generation = 2000 WHERE name = 'help'");
    await copyAccounts(database("DB"), database("DB_1"));
    expect(await rights()).toBe('["enable"]');
  });

  it("keeps what it lost at last, though an older copy arrives after the newer one", async () => {
    // Two copies are under way: the first has read the account before the change, and writes after
    // the second.
    let write = () => {};
    const mayWrite = new Promise<void>((resolve) => {
      write = resolve;
    });
    let isWaiting = false;
    const slow = watchedDatabase(database("DB_1"), async (_, next) => {
      isWaiting = true;
      await mayWrite;
      return next();
    });
    const change = { rights: ["enable"], realms: ["blue"] } as const;
    await admins.add({ ...account, name: "late" }, 1000);
    const older = copyAccounts(database("DB"), slow);
    await vi.waitFor(() => expect(isWaiting).toBe(true));
    expect(await accounts.change(await adminCaller(), "late", change, 2000, {})).toMatchObject({ changed: true });
    write();
    await older;
    const copied = "SELECT rights, realms FROM admin WHERE name = 'late'";
    expect(await database("DB_1").prepare(copied).first()).toEqual({ rights: '["enable"]', realms: '["blue"]' });
    await admins.remove("late");
  });

  it("is not written again as it was, nor for a password that was only hashed again", async () => {
    await database("DB_1").exec("UPDATE admin SET sealed_password = 'left' WHERE name = 'help'");
    await copyAccounts(database("DB"), database("DB_1"));
    expect(await database("DB_1").prepare("SELECT sealed_password FROM admin WHERE name = 'help'").first()).toEqual({
      sealed_password: "left",
    });
  });

  it("of an ended session has its end in every copy, once", async () => {
    await database("DB").exec("INSERT INTO ended_session (id, expires_at_ms) VALUES ('over', 5000)");
    for (let time = 0; time < 2; time++) await copyAccounts(database("DB"), database("DB_1"));
    expect(await having("SELECT 1 FROM ended_session WHERE id = 'over'")).toEqual(["DB", "DB_1"]);
  });
});

describe("a session that ends", () => {
  it("is over in every database, however many sessions that would have lasted longer ended before", async () => {
    await database("DB").exec(
      "INSERT INTO ended_session (id, expires_at_ms) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) SELECT 'later' || i, 9000000 FROM n",
    );
    const caller = await adminCaller();
    expect(await sessions.end(caller, { id: "stolen", endsAtMs: 8000000, confirmed: false }, {})).toBe(true);
    expect(await having("SELECT 1 FROM ended_session WHERE id = 'stolen'")).toEqual([...NAMES]);
  });
});

describe("health", () => {
  it("is that of every database", async () => {
    await admins.remove("help"); // whose password no key has sealed
    const send = await withMap();
    expect((await requestOver(send, "/health")).status).toBe(200);
    const broken = await withMap({
      DB_2: watchedDatabase(database("DB_2"), () => Promise.reject(new Error("away"))),
    } as never);
    expect((await requestOver(broken, "/health")).status).toBe(503);
  });
});

describe("the cron trigger", () => {
  it("signs the trail of each database, each with an object of its own", async () => {
    for (const name of NAMES)
      await database(name).exec(
        "INSERT INTO audit (id, at_ms, action, success, authentication, serial, user, realm, pseudonym, administrator, client, attempt_id, reason, mac) VALUES ('x', 1, '', 1, '', '', '', '', '', '', '', '', '', '')",
      );
    await worker.scheduled(createScheduledController(), { ...env, ...MAP } as unknown as Env);
    expect(await having("SELECT 1 FROM audit_checkpoint")).toEqual([...NAMES]);
    const heads = await Promise.all(
      ["head", "head.DB_1", "head.DB_2"].map(
        async (name) => (await env.AUDIT_HEAD.getByName(name).read())?.checkpoints,
      ),
    );
    expect(heads).toEqual([1, 1, 1]);
  });
});
