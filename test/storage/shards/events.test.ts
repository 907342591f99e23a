// Events of several databases: each endpoint gets those of all.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import { admin, request, resultOf } from "../../support/service.ts";
import { database, MAP, makeDatabases, type Name } from "./three.ts";

const messages: { readonly database: string; readonly number: number }[] = [];
vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init) => {
  messages.push(JSON.parse(String(init?.body)).data);
  return new Response(null, { status: 204 });
});

beforeAll(makeDatabases);

/** So many rows more, each as the first of DB. */
async function addRows(name: Name, count: number): Promise<void> {
  const { number: _, ...row } =
    (await env.DB.prepare("SELECT * FROM audit LIMIT 1").first<object & { number: 1 }>()) ?? {};
  const columns = Object.keys(row);
  const more = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?)";
  await database(name)
    .prepare(`${more} INSERT INTO audit (${columns}) SELECT ${columns.map(() => "?")} FROM n`)
    .bind(count, ...Object.values(row))
    .run();
}

it("a database with many rows does not keep those of the others waiting", async () => {
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const body = JSON.stringify({ url: "https://siem.example.org/in" });
  const { id } = resultOf(await request("/events/endpoints", { method: "POST", headers, body }));
  const stub = env.EVENTS.getByName(id);
  await runInDurableObject(stub, (object, { storage }) => {
    const inside = object as unknown as { env: Env };
    inside.env = { ...inside.env, ...MAP } as unknown as Env;
    return storage.deleteAlarm();
  });
  await addRows("DB", 200);
  await addRows("DB_2", 3);
  await runInDurableObject(stub, (_, { storage }) => storage.setAlarm(Date.now() + 60_000));
  await runDurableObjectAlarm(stub);
  expect(messages.filter(({ database }) => database === "DB_2")).toHaveLength(3);
  expect(messages.length).toBeLessThan(60);
  const all = async () => {
    await runDurableObjectAlarm(stub);
    expect(messages.filter(({ database }) => database === "DB").length).toBeGreaterThanOrEqual(200);
  };
  await vi.waitFor(all, { timeout: 30_000 });
  const numbers = messages.filter(({ database }) => database === "DB").map(({ number }) => number);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(new Set(numbers).size).toBe(numbers.length);
});
