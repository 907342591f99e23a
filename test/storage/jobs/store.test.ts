// Whom a job has reached, asked of D1 in values that it takes.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { utf8 } from "../../../src/lib/bytes.ts";
import { createJobStore } from "../../../src/storage/jobs/store.ts";
import { accountWith, adminCaller, realPorts } from "../../support/storage/ports.ts";

/** D1's bound: Cloudflare's documentation of its limits. */
const MAX_VALUE_BYTES = 2_000_000;

const { settings } = await realPorts();
let longest = 0;
const prepare = (sql: string) => {
  const prepared = env.DB.prepare(sql);
  const bind = (...values: unknown[]) => {
    longest = Math.max(longest, ...values.map((value) => utf8(String(value)).length));
    return prepared.bind(...values);
  };
  return { bind } as D1PreparedStatement;
};
const db = { prepare, batch: (all: D1PreparedStatement[]) => env.DB.batch(all) } as unknown as D1Database;
const jobs = createJobStore(db, {} as never, settings, env.JOBS);

const realms = Array.from({ length: 2050 }, (_, at) => ({ realm: `r${at}`.padEnd(1000, "x") }));

it("as many long realms as a file has room for are asked for in several values", async () => {
  expect(await jobs.mayReach(await adminCaller(), "enrollTIQR", realms)).toEqual({ ok: true });
  expect(longest).toBeGreaterThan(100_000);
  expect(longest).toBeLessThan(MAX_VALUE_BYTES);
});

it("the last of them counts like the first, and without any the right does", async () => {
  const own = realms.slice(0, 2);
  const bound = await accountWith(
    ["enrollTIQR"],
    own.map(({ realm }) => realm),
  );
  const many = Array.from({ length: 1200 }, (_, at) => own[at % 2] ?? { realm: "" });
  expect(await jobs.mayReach(bound, "enrollTIQR", many)).toEqual({ ok: true });
  const other = { ok: false, reason: { code: "other-realm" } };
  expect(await jobs.mayReach(bound, "enrollTIQR", [...many, { realm: "other" }])).toEqual(other);
  expect(await jobs.mayReach(bound, "enrollTIQR", "all")).toEqual(other);
  expect(await jobs.mayReach(bound, "enrollTIQR", [])).toEqual({ ok: true });
  expect(await jobs.mayReach(bound, "delete", [])).toMatchObject({ reason: { code: "missing-right" } });
});

it("a job whose object still runs the earlier release has no counts and no changes", async () => {
  const earlier = { job: { work: { kind: "users" } }, done: 1 };
  const old = { getByName: () => ({ look: async () => earlier }) } as unknown as Env["JOBS"];
  const looked = await createJobStore(db, {} as never, settings, old).look("of-the-release-before");
  expect(looked).toMatchObject({ ...earlier, counts: { outcomes: {}, links: 0, fields: {} }, changes: [] });
});
