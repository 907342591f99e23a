// Finding, counting and opening locks reads a bounded number of rows, however many failures there
// are.

import { beforeAll, describe, expect, it } from "vitest";
import { asAdminOver, resultOf } from "../support/service.ts";
import { type CountingApp, insertMany, MANY, readingApp } from "../support/storage/many-rows.ts";

const MAX_ROWS = 2000;

let app: CountingApp;
beforeAll(async () => {
  app = await readingApp();
  await asAdminOver(app.send, "GET", "/token/");
  await insertMany();
});

async function bounded(method: string, path: string, fields?: Record<string, string>) {
  app.rowsRead();
  const reply = await asAdminOver(app.send, method, path, fields);
  const rows = app.rowsRead();
  expect(reply.status).toBe(200);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThanOrEqual(MAX_ROWS);
  return reply;
}

describe(`with ${MANY} failures`, () => {
  it.each([{ locked_since: "86400" }, { realm: "big2" }, { realm: "big1" }])(
    "the locks of %j are counted and opened, here and behind a cursor",
    async (which) => {
      let after = {};
      for (let look = 0; look < 2; look++) {
        const counted = await bounded("POST", "/token/reset", { ...which, ...after, preview: "true" });
        const opened = await bounded("POST", "/token/reset", { ...which, ...after });
        expect(resultOf(opened)).toBe(resultOf(counted));
        if (which.realm !== "big1") expect(resultOf(opened)).toBeGreaterThan(20);
        after = { after: opened.json.detail.after };
      }
    },
  );

  it("the overview counts up to a bound", async () => {
    const { locked_tokens, locked_tokens_exact } = resultOf(await bounded("GET", "/audit/statistics"));
    expect(locked_tokens).toBeGreaterThan(100);
    expect(locked_tokens_exact).toBe(false);
  });
});
