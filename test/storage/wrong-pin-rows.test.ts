// The rows that a wrong PIN reads and writes, as docs/performance.md says them: what follows the
// reply is counted, too.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { buildApp } from "../../src/index.ts";
import { watchedDatabase } from "../support/bindings.ts";
import { textsOf } from "../support/house/files.ts";
import { enrolledUser } from "../support/login.ts";
import { requestOver, type Send } from "../support/service.ts";

let spent = { trips: 0, read: 0, written: 0 };
const database = watchedDatabase(env.DB, async (_, next) => {
  const done = (await next()) as D1Result | D1Result[];
  spent.trips++;
  for (const { meta } of [done].flat()) {
    spent.read += meta.rows_read;
    spent.written += meta.rows_written;
  }
  return done;
});
const app = await buildApp({ ...env, DB: database } as Env);
const send: Send = async (request) => {
  const works: Promise<unknown>[] = [];
  const waitUntil = (work: Promise<unknown>) => works.push(work);
  const reply = await app.fetch(request, env, { waitUntil } as unknown as ExecutionContext);
  await Promise.all(works);
  return reply;
};

async function wrongPin(user: string): Promise<typeof spent> {
  spent = { trips: 0, read: 0, written: 0 };
  const body = new URLSearchParams({ user, pass: "0" });
  const { json } = await requestOver(send, "/validate/check", { method: "POST", body });
  expect(json.detail.message).toBe("wrong otp pin");
  return { ...spent };
}

it("are as many as the table says, and no more where it has no row of the trail", async () => {
  await enrolledUser("typo");
  await wrongPin("typo");
  const { trips, read, written } = await wrongPin("typo");
  const { "docs/performance.md": text = "" } = await textsOf("docs/performance.md");
  const [, ...cells] = /^\| wrong PIN \| (\d+) \| 1 \| (\d+) \| (\d+) \|/m.exec(text) ?? [];
  const [tripsTold = 0, readTold = 0, writtenTold = 0] = cells.map(Number);
  expect([trips, written]).toEqual([tripsTold, writtenTold]);
  // Numbering a row reads those before it in sqlite_sequence: one in the benchmark, none here.
  expect(read + 1).toBe(readTold);
  for (let time = 0; time < 7; time++) await wrongPin("typo");
  await env.DB.exec("UPDATE refusal_count SET noted = 999");
  const counted = await wrongPin("typo");
  expect(counted.read).toBeLessThanOrEqual(read + 3);
  expect(counted.written).toBeLessThan(written);
});
