// GET /health: whether the database answers, and was written under the keys that the service has.

import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NEWEST_MIGRATION } from "../../../src/storage/housekeeping/migrated.ts";
import { emptyTrail, runSql } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { admin, postOver, requestOver, serviceAccount, withSettings } from "../../support/service.ts";

const LOST = btoa("another key of thirty-two bytes!");
const KEY = env.MASTER_KEY;

const health = async (settings: Partial<Env> = {}) => {
  const { status, json } = await requestOver(await withSettings(settings), "/health");
  return { status, json };
};
const OK = { status: 200, json: { status: "ok", d1: "ok", durable_objects: "ok", housekeeping: "ok" } };
const LACKS = {
  status: 503,
  json: {
    status: "error",
    d1: "ok",
    durable_objects: "ok",
    housekeeping: "ok",
    message: expect.stringMatching(
      /^configuration: MASTER_KEY and MASTER_KEY_PREVIOUS lack key [0-9a-f]{8}, under which this database was written$/,
    ),
  },
};

let logged: ReturnType<typeof vi.spyOn>;
beforeEach(async () => {
  await emptyTrail();
  logged = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

describe("the keys", () => {
  it("are fine with an empty database, whichever they are", async () => {
    expect(await health({ MASTER_KEY: LOST })).toEqual(OK);
    expect(logged).not.toHaveBeenCalled();
  });

  it("are known from the newest row of the trail while there is no account", async () => {
    await postOver(await withSettings({ BOOTSTRAP_ADMIN: "" }), "/auth", { username: "nobody", password: "x" });
    expect(await health()).toEqual(OK);
    expect(await health({ MASTER_KEY: LOST })).toEqual(LACKS);
  });

  it("are known from the accounts, and a previous root is as good as the newest", async () => {
    await admin();
    expect(await health()).toEqual(OK);
    expect(await health({ MASTER_KEY: LOST, MASTER_KEY_PREVIOUS: KEY })).toEqual(OK);
    expect(await health({ MASTER_KEY: LOST })).toEqual(LACKS);
  });

  it("are not known from the trail once there is an account: its rows stay under a key that was given up", async () => {
    await admin();
    await postOver(await withSettings({ MASTER_KEY: LOST }), "/auth", { username: "nobody", password: "x" });
    expect(await health()).toEqual(OK);
  });

  it("are lacking while one account of several is under another", async () => {
    await serviceAccount("shop", []);
    await runSql("UPDATE admin SET sealed_password = 'deadbeef.x' WHERE name = 'shop'");
    const { status, json } = await health();
    await runSql("DELETE FROM admin WHERE name = 'shop'");
    expect([status, json.message]).toEqual([503, expect.stringContaining(" lack key deadbeef, under")]);
  });

  it("are logged once, at the second request, and never in full", async () => {
    await admin();
    const send = await withSettings({ MASTER_KEY: LOST });
    await requestOver(send, "/health");
    expect(logged).not.toHaveBeenCalled(); // serve asks once, and prints the answer
    for (let times = 0; times < 3; times++) expect((await requestOver(send, "/health")).status).toBe(503);
    expect(logged.mock.calls).toEqual([[expect.stringMatching(/^configuration: MASTER_KEY and /)]]);
    expect(JSON.stringify(logged.mock.calls)).not.toContain(LOST);
  });
});

describe("the database", () => {
  const over = (hook: Parameters<typeof watchedDatabase>[1]) => health({ DB: watchedDatabase(env.DB, hook) });
  const UNAVAILABLE = {
    status: 503,
    json: {
      status: "error",
      d1: "unavailable",
      durable_objects: "ok",
      message: expect.stringMatching(/^D1 cannot be asked\./),
    },
  };

  it("is asked in one batch", async () => {
    const calls: string[] = [];
    await over(({ method }, next) => {
      calls.push(method);
      return next();
    });
    expect(calls).toEqual(["batch"]);
  });

  it("that fails is reported as 503", async () => {
    expect(await over(() => Promise.reject(new Error("D1_ERROR")))).toEqual(UNAVAILABLE);
  });

  it("that does not answer is reported as 503 after a while", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const asked = over(() => {
      queueMicrotask(() => vi.advanceTimersByTime(5000));
      return new Promise(() => {});
    });
    // The clock has jumped for the objects, too.
    expect(await asked).toEqual({ ...UNAVAILABLE, json: { ...UNAVAILABLE.json, durable_objects: expect.anything() } });
    vi.useRealTimers();
  });
});

describe("the migrations", () => {
  const { DB_2, TEST_MIGRATIONS: migrations } = env as unknown as {
    DB_2: D1Database;
    TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
  };
  const NOT_APPLIED = {
    status: 503,
    json: {
      status: "error",
      d1: "ok",
      durable_objects: "ok",
      message: expect.stringMatching(/^The migrations of this version are not applied: /),
    },
  };

  it("are known by the newest one", () => {
    expect(NEWEST_MIGRATION).toBe(migrations.at(-1)?.name);
  });

  it("are lacking in an empty database, and while one of them is, and that is no exception in the log", async () => {
    expect(await health({ DB: DB_2 })).toEqual(NOT_APPLIED);
    for (const few of [1, 20, migrations.length - 1]) {
      await applyD1Migrations(DB_2, migrations.slice(0, few));
      expect(await health({ DB: DB_2 })).toEqual(NOT_APPLIED);
    }
    expect(
      logged.mock.calls.every((said: unknown[]) => said.length === 1 && !String(said[0]).includes("D1_ERROR")),
    ).toBe(true);
    await applyD1Migrations(DB_2, migrations);
    expect(await health({ DB: DB_2 })).toEqual(OK);
  });
});

describe("the objects", () => {
  it.each([
    ["fail", () => Promise.reject(new Error("away"))],
    [
      "throw",
      () => {
        throw new Error("away");
      },
    ],
  ])("that %s are reported", async (_, state) => {
    const TRANSACTION = { getByName: () => ({ state }) } as unknown as Env["TRANSACTION"];
    expect(await health({ TRANSACTION })).toEqual({
      status: 503,
      json: {
        status: "error",
        d1: "ok",
        durable_objects: "unavailable",
        housekeeping: "ok",
        message: "Durable Objects cannot be asked.",
      },
    });
  });
});
