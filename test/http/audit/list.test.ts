// GET /audit/ and /audit/audit.csv [507-515]: filters, order, pages.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { asAdmin, asAdminOver, errorOf, postOver, resultOf, type Send, withSettings } from "../../support/service.ts";

const LONG = `long-${"x".repeat(80)}`;
const list = async (query: string) => resultOf(await asAdmin("GET", `/audit/?${query}`));
const rowsOf = async (query: string): Promise<string[]> =>
  (await list(`page_size=100&sortorder=asc&${query}`)).auditdata.map(
    (row: Record<string, string>) => `${row.action} ${row.serial || row.user?.replace(/…~.*/, "")}`,
  );

beforeAll(async () => {
  const app: Send = await withSettings({});
  const from = (address: string) => ({ "CF-Connecting-IP": address });
  await asAdminOver(app, "POST", "/token/init", { type: "tiqr", user: "anna", serial: "AUD-1", pin: "1234" });
  await asAdminOver(app, "POST", "/token/init", { type: "tiqr", user: LONG, realm: "r2", serial: "AUD_2" });
  await asAdminOver(app, "POST", "/token/disable", { serial: "AUD-1" });
  await postOver(app, "/validate/check", { user: "anna", pass: "wrong" }, from("192.0.2.1"));
  await postOver(app, "/validate/check", { user: "Nobody" }, from("2001:db8::1"));
});

describe("the audit list", () => {
  it.each([
    ["action=*token*", ["POST /token/init AUD-1", "POST /token/init AUD_2", "POST /token/disable AUD-1"]],
    ["action=POST /token/disable", ["POST /token/disable AUD-1"]],
    ["action=token", []],
    [
      "serial=AUD*",
      ["POST /token/init AUD-1", "POST /token/init AUD_2", "POST /token/disable AUD-1", "POST /validate/check AUD-1"],
    ],
    ["serial=AUD_2", ["POST /token/init AUD_2"]],
    ["user=anna&action=*check", ["POST /validate/check AUD-1"]],
    [`user=${LONG}`, ["POST /token/init AUD_2"]],
    ["realm=r2", ["POST /token/init AUD_2"]],
    ["authentication=reject", ["POST /validate/check AUD-1", "POST /validate/check Nobody"]],
    ["reason=unknown*", ["POST /validate/check Nobody"]],
    ["client=192.0.2.*", ["POST /validate/check AUD-1"]],
    ["client=2001:db8::1", ["POST /validate/check Nobody"]],
    ["success=0&administrator=", ["POST /validate/check AUD-1", "POST /validate/check Nobody"]],
    ["success=1&action=*init*", ["POST /token/init AUD-1", "POST /token/init AUD_2"]],
    ["administrator=admin&serial=AUD-1", ["POST /token/init AUD-1", "POST /token/disable AUD-1"]],
    ["serial=%25", []],
    ["transaction_id=12345678901234567890", []],
  ])("filtered by %s", async (query, expected) => {
    expect(await rowsOf(query.replaceAll(" ", "%20"))).toEqual(expected);
  });

  it("shows the newest first, or the oldest", async () => {
    const numbers = async (order: string): Promise<number[]> =>
      (await list(`serial=AUD*${order}`)).auditdata.map(({ number }: { number: number }) => number);
    const [newest, oldest] = [await numbers(""), await numbers("&sortorder=asc")];
    expect(oldest).toHaveLength(4);
    expect(oldest).toEqual([...oldest].sort((a, b) => a - b));
    expect(newest).toEqual([...oldest].reverse());
    expect(await numbers("&sortorder=desc")).toEqual(newest);
  });

  it("is sent in pages, and counts all rows", async () => {
    const page = async (query: string) => {
      const { count, current, prev, next, auditdata } = await list(`serial=AUD*&${query}`);
      return [count, current, prev, next, auditdata.length];
    };
    expect(await page("page_size=3")).toEqual([4, 1, null, 2, 3]);
    expect(await page("page_size=3&page=2")).toEqual([4, 2, 1, null, 1]);
    expect(await page("page_size=3&page=3")).toEqual([4, 3, 2, null, 0]);
    expect(await page("")).toEqual([4, 1, null, null, 4]);
  });

  it("goes on after a row, in both orders, and says where; its pages then have no numbers", async () => {
    const look = async (query: string) => {
      const { count, count_exact, searched_to, current, prev, next, after, auditdata } = await list(
        `serial=AUD*&${query}`,
      );
      const numbers = auditdata.map(({ number }: { number: number }) => number);
      return { about: [count, count_exact, searched_to, current, prev, next], after, numbers };
    };
    for (const order of ["asc", "desc"]) {
      const all = (await look(`sortorder=${order}`)).numbers;
      const first = await look(`sortorder=${order}&page_size=3`);
      expect(first).toEqual({ about: [4, true, null, 1, null, 2], after: String(all[2]), numbers: all.slice(0, 3) });
      const second = await look(`sortorder=${order}&page_size=3&after=${first.after}`);
      expect(second).toEqual({ about: [1, false, null, undefined, null, null], after: null, numbers: all.slice(3) });
    }
  });

  it("has a column for each part of a row", async () => {
    const { auditcolumns, auditdata } = await list("serial=AUD-1&action=*check");
    expect(Object.keys(auditdata[0]).sort()).toEqual([...auditcolumns].sort());
    expect(auditdata[0]).toMatchObject({
      action: "POST /validate/check",
      authentication: "REJECT",
      client: "192.0.2.1",
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+$/),
      realm: "realm1",
      reason: "token-disabled",
      sig_check: "OK",
      success: 0,
      token_type: "tiqr",
      user: "anna",
    });
  });

  it("marks a row that was tampered with", async () => {
    await env.DB.prepare("UPDATE audit SET success = 1 WHERE reason = 'unknown-user'").run();
    expect((await list("reason=unknown-user")).auditdata).toMatchObject([{ success: 1, sig_check: "FAIL" }]);
  });

  it.each([
    ["page=0", "page"],
    ["page_size=0", "page_size"],
    ["page_size=1001", "page_size"],
    ["sortorder=up", "sortorder"],
    ["after=x", "after"],
    ["after=3&page=2", "page"],
    [`user=*${"x".repeat(50)}`, "user"],
  ])("asked for with %s is refused, with the parameter's name", async (query, name) => {
    const [status, code, message] = errorOf(await asAdmin("GET", `/audit/?${query}`));
    expect([status, code]).toEqual([400, 905]);
    expect(message).toMatch(new RegExp(`^ERR905: Invalid parameter ${name}: `));
  });
});

describe("the audit list in CSV", () => {
  it("has the same rows and filters; in privacyIDEA's quotes when they are asked for", async () => {
    const path = "/audit/audit.csv?serial=AUD-1&sortorder=asc&page_size=2";
    expect((await asAdmin("GET", path)).text).toMatch(/^"number","date","sig_check","action",/);
    const { status, headers, text } = await asAdmin("GET", `${path}&dialect=privacyidea`);
    expect([status, headers.get("Content-Type")]).toEqual([200, "text/csv; charset=utf-8"]);
    const [columns, first, second, ...rest] = text.split("\n");
    expect(columns).toMatch(/^'number', 'date', 'sig_check', 'action', 'success', /);
    expect(first).toMatch(/^'\d+', '[^']+', 'OK', 'POST \/token\/init', '1', '', 'AUD-1', 'anna', 'realm1', 'admin', /);
    expect(second).toContain("'POST /token/disable'");
    expect(rest).toEqual([""]);
    const [, next = ""] = /^<(.+)>; rel="next"$/.exec(headers.get("Link") ?? "") ?? [];
    const further = await asAdmin("GET", next);
    expect(further.text.split("\n")[1]).toContain("'POST /validate/check'");
    expect(further.headers.get("Link")).toBe(null);
    expect(errorOf(await asAdmin("GET", "/audit/audit.csv?page=0")).slice(0, 2)).toEqual([400, 905]);
  });
});

describe("a period", () => {
  it("is given by days or times, the second one left out", async () => {
    const { date } = (await list("page_size=1")).auditdata[0];
    const at = Date.parse(`${date}Z`);
    const iso = (ms: number) => encodeURIComponent(new Date(ms).toISOString());
    const found = async (query: string) => (await list(`reads=false&${query}`)).auditdata.length;
    const all = await found("");
    expect(await found(`from=${date.slice(0, 10)}`)).toBe(all);
    expect(await found(`until=${date.slice(0, 10)}`)).toBe(0);
    expect(await found(`from=${iso(at + 60_000)}`)).toBe(0);
    expect(await found(`from=${iso(at - 3_600_000)}&until=${iso(at + 60_000)}`)).toBe(all);
  });

  it.each(["from=yesterday", "until=2026-13-45", "from=2026-01-31T08:00", "until="])(
    "%s is refused or left out",
    async (query) => {
      const { status } = await asAdmin("GET", `/audit/?${query}`);
      expect(status).toBe(query === "until=" ? 200 : 400);
    },
  );
});
