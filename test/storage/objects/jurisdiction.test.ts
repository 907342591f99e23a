// JURISDICTION: where Durable Objects are kept, and that it stays what it was at the first use.
// workerd has no jurisdictions outside Cloudflare, so what is asked of a namespace is seen on a
// stand-in.

import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import worker from "../../../src/index.ts";
import { inJurisdiction, keepJurisdiction } from "../../../src/storage/objects/jurisdiction.ts";
import { emptyTrail, runSql, writeEntries } from "../../support/audit.ts";
import { enrolledUser } from "../../support/login.ts";
import { ORIGIN, requestOver, withSettings } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const keys = await realKeyring();
const NOW = 1_700_000_000_000;

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM jurisdiction");
});

const cron = (settings: Env) => worker.scheduled(createScheduledController({ scheduledTime: new Date(NOW) }), settings);

/** Asks /health of an isolate of its own, as often as is said. */
async function ask(settings: Env, times: number): Promise<readonly (readonly [number, string])[]> {
  const replies = [];
  for (let n = 0; n < times; n++) {
    const context = createExecutionContext();
    const request = new Request(`${ORIGIN}/health`) as Request<unknown, IncomingRequestCfProperties>;
    const response = await worker.fetch(request, settings, context);
    replies.push([response.status, await response.text()] as const);
    await waitOnExecutionContext(context);
  }
  return replies;
}

describe("the objects", () => {
  const namespaces = (jurisdiction: (name: string, where: string) => unknown): Env => {
    const names = ["TRANSACTION", "ENROLLMENT", "AUDIT_HEAD", "LOGOUT", "EVENTS", "JOBS", "METER"];
    const made = names.map((name) => [name, { jurisdiction: (where: string) => jurisdiction(name, where) }]);
    return { ...env, ...Object.fromEntries(made) };
  };

  it("are asked for in the jurisdiction, those of every namespace", () => {
    const bindings = namespaces((name, where) => `${name} in ${where}`);
    expect(inJurisdiction(bindings, "eu")).toEqual({
      ...bindings,
      TRANSACTION: "TRANSACTION in eu",
      ENROLLMENT: "ENROLLMENT in eu",
      AUDIT_HEAD: "AUDIT_HEAD in eu",
      LOGOUT: "LOGOUT in eu",
      EVENTS: "EVENTS in eu",
      JOBS: "JOBS in eu",
      METER: "METER in eu",
    });
    expect(inJurisdiction(bindings, "")).toBe(bindings);
  });

  it("may lack a binding, as the configuration of an earlier release does", () => {
    const bindings = { ...namespaces((name, where) => `${name} in ${where}`), METER: undefined } as unknown as Env;
    expect(inJurisdiction(bindings, "eu")).toMatchObject({ METER: undefined, JOBS: "JOBS in eu" });
  });

  it("are not left outside when the restriction fails", () => {
    const bindings = namespaces(() => {
      throw new Error("no such jurisdiction");
    });
    expect(() => inJurisdiction(bindings, "us")).toThrow("no such");
  });

  it("are on this machine in workerd, whatever the jurisdiction, and people log in", async () => {
    expect(() => env.TRANSACTION.jurisdiction("eu")).toThrow("not implemented in workerd");
    const app = await withSettings({ JURISDICTION: "eu" });
    const { user } = await enrolledUser("eva");
    const body = new URLSearchParams({ user, pass: "1234" });
    const { json } = await requestOver(app, "/validate/check", { method: "POST", body });
    expect(json.result.authentication).toBe("CHALLENGE");
  });
});

describe("the jurisdiction of the first use", () => {
  it("is remembered with the first row of the trail, and not before", async () => {
    expect(await keepJurisdiction(env.DB, "eu")).toBeUndefined();
    expect(await keepJurisdiction(env.DB, "us")).toBeUndefined();
    await writeEntries(keys, 1);
    expect(await keepJurisdiction(env.DB, "us")).toBe("us");
    expect(await keepJurisdiction(env.DB, "")).toBe("us");
    expect(await rowsOf("jurisdiction")).toEqual([{ id: 1, name: "us" }]);
  });

  it("is kept by cron; another one is refused by name from the second request of an isolate on, and again allowed when it is set back", async () => {
    await writeEntries(keys, 1);
    await cron({ ...env, JURISDICTION: "eu" });
    const moved = { ...env, JURISDICTION: "" } as Env;
    const [first, ...later] = await ask(moved, 3);
    expect(first?.[0]).toBe(200);
    const refused = [
      503,
      'configuration: JURISDICTION must be "eu", as it was when this database was first used: docs/deploy.md\n',
    ];
    expect(later).toEqual([refused, refused]);
    expect((await ask({ ...env, JURISDICTION: "eu" }, 2)).map(([status]) => status)).toEqual([200, 200]);
  });

  it("keeps cron from signing the trail in another", async () => {
    await writeEntries(keys, 1);
    await cron({ ...env, JURISDICTION: "" });
    await writeEntries(keys, 1);
    await expect(cron({ ...env, JURISDICTION: "us" })).rejects.toThrow('JURISDICTION must be ""');
    expect(await rowsOf("audit_checkpoint")).toMatchObject([{ last_number: 1 }]);
  });

  it("is asked for again when the database could not answer", async () => {
    await writeEntries(keys, 1);
    await cron({ ...env, JURISDICTION: "eu" });
    let fails = true;
    const withSession = (constraint: string) => {
      if (fails) throw new Error("D1 is away");
      return env.DB.withSession(constraint);
    };
    const DB = new Proxy(env.DB, {
      get: (db, name) => (name === "withSession" ? withSession : Reflect.get(db, name).bind(db)),
    });
    const moved = { ...env, DB, JURISDICTION: "us" } as Env;
    expect((await ask(moved, 2)).map(([status]) => status)).toEqual([200, 200]);
    fails = false;
    expect((await ask(moved, 2)).map(([status]) => status)).toEqual([200, 503]);
  });
});
