// GET /audit/stream: a program keeps a copy of the trail.

import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditRows, emptyTrail } from "../../support/audit.ts";
import { asAdminOver, initToken, requestOver, type Send, serviceAccount, withSettings } from "../../support/service.ts";

// Rows follow the reply, so this app waits for them.
let app: Send;
beforeAll(async () => {
  app = await withSettings({});
  await asAdminOver(app, "GET", "/auth/rights"); // its sign-in leaves a row
});
beforeEach(emptyTrail);

const follow = async (query: string) => {
  const { status, text, headers } = await asAdminOver(app, "GET", `/audit/stream?${query}`);
  const next = /<\/audit\/stream\?after=([\d,]+)>; rel="next"/.exec(headers.get("Link") ?? "")?.[1] ?? "";
  const lines = text.split("\n");
  expect(lines.pop()).toBe("");
  return { status, headers, next, rows: lines.map((line) => JSON.parse(line)) };
};

describe("the stream of the trail", () => {
  it("gives each row as a line, oldest first, with its number and MAC", async () => {
    await initToken({ user: "ada", serial: "STREAM-1" });
    await initToken({ user: "ada", serial: "STREAM-2" });
    const { status, headers, rows, next } = await follow("after=0");
    expect(status).toBe(200);
    expect(headers.get("Content-Type")).toBe("application/x-ndjson; charset=utf-8");
    expect(headers.get("Cache-Control")).toBe("no-store");
    const stored = await auditRows();
    expect(rows.map(({ serial, event }) => `${serial} ${event}`)).toEqual([
      "STREAM-1 ENROLLMENT_BEGUN",
      "STREAM-2 ENROLLMENT_BEGUN",
    ]);
    for (const [index, { number, mac, sig_check }] of rows.entries())
      expect([number, mac, sig_check]).toEqual([stored[index]?.number, stored[index]?.mac, "OK"]);
    expect(next).toBe(String(rows.at(-1)?.number));
  });

  it("goes on after a row, and is empty at the end", async () => {
    await initToken({ user: "ada", serial: "STREAM-3" });
    const first = await follow("after=0");
    await initToken({ user: "ada", serial: "STREAM-4" });
    const second = await follow(`after=${first.next}`);
    // Between the two stands the row of the first look.
    expect(second.rows.map(({ event }) => event)).toEqual(["TRAIL_READ", "ENROLLMENT_BEGUN"]);
    const third = await follow(`after=${second.next}`);
    expect(third.rows.map(({ event }) => event)).toEqual(["TRAIL_READ"]);
    const end = await follow(`after=${third.next}`);
    expect([end.rows, end.next]).toEqual([[], third.next]);
  });

  it("answers with the next row when it waits for one", async () => {
    await initToken({ user: "ada", serial: "STREAM-5" });
    const { rows } = await follow("after=0");
    const waiting = follow(`after=${rows.at(-1)?.number + 1}&wait=20`);
    await initToken({ user: "ada", serial: "STREAM-6" });
    expect((await waiting).rows.map(({ serial }) => serial)).toEqual(["STREAM-6"]);
  });

  it("gives two receivers no rows without end: neither leaves a row because of the other's", async () => {
    const other = await serviceAccount("second-siem", ["auditlog"]);
    await initToken({ user: "ada", serial: "STREAM-7" });
    let [ours, theirs] = ["0", "0"];
    for (let turn = 1; turn <= 4; turn++) {
      ours = (await follow(`after=${ours}`)).next;
      const { headers } = await requestOver(app, `/audit/stream?after=${theirs}`, { headers: other });
      theirs = /after=([\d,]+)/.exec(headers.get("Link") ?? "")?.[1] ?? "";
    }
    expect((await auditRows()).filter(({ event }) => event === "TRAIL_READ")).toHaveLength(2);
    expect((await follow(`after=${ours}`)).rows).toEqual([]);
  });

  it("leaves a row of a look that finds another kind of look, or a refused one of its own kind", async () => {
    const looks = async () => (await auditRows()).filter(({ event }) => event === "TRAIL_READ").length;
    await asAdminOver(app, "GET", "/audit/");
    const listed = await follow("after=0");
    expect(listed.rows.map(({ event, action }) => `${event} ${action}`)).toEqual(["TRAIL_READ GET /audit/"]);
    expect(await looks()).toBe(2);
    const without = await serviceAccount("refused-siem", ["setpin"]);
    await emptyTrail();
    await requestOver(app, "/audit/stream", { headers: without });
    const refused = await follow("after=0");
    expect(refused.rows.map(({ event, action }) => `${event} ${action}`)).toEqual(["ACCESS_DENIED GET /audit/stream"]);
    expect(await looks()).toBe(1);
  });

  it("refuses a cursor or a wait that it cannot read, and an account without the right", async () => {
    for (const query of ["after=x", "after=-1", "after=1,2", "wait=21", "wait=1.5"])
      expect((await asAdminOver(app, "GET", `/audit/stream?${query}`)).status).toBe(400);
    const without = await serviceAccount("streamless", ["setpin"]);
    expect((await requestOver(app, "/audit/stream", { headers: without })).status).toBe(403);
    expect((await requestOver(app, "/audit/stream")).status).toBe(401);
  });
});
