// GET /token/: filters, order, pages and CSV [307-320]. ./routes.test.ts has the form of one token.

import { beforeAll, describe, expect, it } from "vitest";
import { admin, asAdmin, enrol, errorOf, initToken, postOver, resultOf, withSettings } from "../../support/service.ts";

const list = async (query: string) => resultOf(await asAdmin("GET", `/token/?${query}`));
const serialsOf = async (query: string): Promise<string[]> =>
  (await list(query)).tokens.map(({ serial }: { serial: string }) => serial);

const LONG = `phone of ${"x".repeat(80)}`;

beforeAll(async () => {
  await enrol({ user: "anna", pin: "1234", serial: "LIST-A1", description: "phone" });
  await initToken({ user: "anna", serial: "LIST-A2", description: "pho_e" });
  await initToken({ user: "bob", realm: "elsewhere", serial: "LIST_B1", description: LONG });
  await initToken({ user: "carol", serial: "LIST-C1" });
  await initToken({ user: "carol", serial: "LIST-C2" });
  await asAdmin("POST", "/token/disable", { serial: "LIST-A2" });
  await asAdmin("POST", "/token/revoke", { serial: "LIST-C1" });
  await asAdmin("POST", "/token/unassign", { serial: "LIST-C2" });
});

describe("the list", () => {
  it.each([
    ["serial=LIST*", ["LIST-A1", "LIST-A2", "LIST-C1", "LIST-C2", "LIST_B1"]],
    ["serial=LIST-A*", ["LIST-A1", "LIST-A2"]],
    ["serial=*1", ["LIST-A1", "LIST-C1", "LIST_B1"]],
    ["serial=L*-*2", ["LIST-A2", "LIST-C2"]],
    ["serial=list-a*", ["LIST-A1", "LIST-A2"]],
    ["serial=LIST_*", ["LIST_B1"]],
    ["serial=LIST%25", []],
    ["serial=LIST", []],
    ["user=anna", ["LIST-A1", "LIST-A2"]],
    ["user=an*", undefined],
    ["user=bob", undefined],
    ["user=bob%40elsewhere", ["LIST_B1"]],
    ["user=bob&realm=elsewhere", ["LIST_B1"]],
    ["username=ann*", ["LIST-A1", "LIST-A2"]],
    ["username=*nn*", ["LIST-A1", "LIST-A2"]],
    ["username=*O*", ["LIST-C1", "LIST_B1"]],
    ["username=Anna", ["LIST-A1", "LIST-A2"]],
    ["username=ann", []],
    ["username=*%25*", []],
    ["username=*o*&realm=elsewhere", ["LIST_B1"]],
    ["username=*nn*&user=carol", []],
    ["username=*nn*&user=anna&active=true", ["LIST-A1"]],
    ["realm=else*", ["LIST_B1"]],
    ["tokenrealm=elsewhere", ["LIST_B1"]],
    ["description=phone", ["LIST-A1"]],
    ["description=ph*", ["LIST-A2", "LIST-A1", "LIST_B1"]],
    ["description=pho_e", ["LIST-A2"]],
    [`description=${encodeURIComponent(LONG)}`, ["LIST_B1"]],
    ["rollout_state=enrolled", ["LIST-A1"]],
    ["rollout_state=client*", ["LIST-A2", "LIST-C1", "LIST-C2", "LIST_B1"]],
    ["assigned=False", ["LIST-C2"]],
    ["assigned=true", ["LIST-A1", "LIST-A2", "LIST-C1", "LIST_B1"]],
    ["active=False", ["LIST-A2", "LIST-C1"]],
    ["active=1", ["LIST-A1", "LIST-C2", "LIST_B1"]],
    ["revoked=True", ["LIST-C1"]],
    ["revoked=0", ["LIST-A1", "LIST-A2", "LIST-C2", "LIST_B1"]],
    ["type=TiQR&user=anna", ["LIST-A1", "LIST-A2"]],
    ["type=hotp", []],
    ["user=anna&active=true", ["LIST-A1"]],
    ["active=", ["LIST-A1", "LIST-A2", "LIST-C1", "LIST-C2", "LIST_B1"]],
  ])("filtered by %s", async (query, serials) => {
    if (serials) expect(await serialsOf(query)).toEqual(serials);
    else expect(errorOf(await asAdmin("GET", `/token/?${query}`)).slice(0, 2)).toEqual([400, 904]);
  });

  it("is sent in pages that know their neighbours, and counts all of them", async () => {
    const page = async (query: string) => {
      const { count, prev, next, tokens } = await list(`serial=LIST*&${query}`);
      return [count, prev, next, tokens.map(({ serial }: { serial: string }) => serial)];
    };
    expect(await page("pagesize=2")).toEqual([5, null, 2, ["LIST-A1", "LIST-A2"]]);
    expect(await page("pagesize=2&page=2")).toEqual([5, 1, 3, ["LIST-C1", "LIST-C2"]]);
    expect(await page("pagesize=2&page=3")).toEqual([5, 2, null, ["LIST_B1"]]);
    expect(await page("pagesize=5")).toMatchObject([5, null, null, { length: 5 }]);
    expect(await page("pagesize=2&page=9")).toEqual([5, 8, null, []]);
    expect(errorOf(await asAdmin("GET", "/token/?user=nobody&page=9"))[1]).toBe(904);
  });

  it("has fifteen tokens on a page", async () => {
    const unlimited = await withSettings({ TIQR_MAX_ACTIVE_TOKEN_PER_USER: "0" });
    for (let i = 0; i < 16; i++)
      await postOver(unlimited, "/token/init", { user: "many", serial: `MANY${i}` }, await admin());
    expect(await list("user=many")).toMatchObject({ count: 16, next: 2, tokens: { length: 15 } });
    expect(await list("user=many&page=2")).toMatchObject({ count: 16, next: null, tokens: { length: 1 } });
  });

  it.each([
    ["sortby=serial&sortdir=desc", ["LIST_B1", "LIST-C2", "LIST-C1", "LIST-A2", "LIST-A1"]],
    ["sortby=username&assigned=1", ["LIST-A1", "LIST-A2", "LIST_B1", "LIST-C1"]],
    ["sortby=user&assigned=1&sortdir=DESC", ["LIST-C1", "LIST_B1", "LIST-A1", "LIST-A2"]],
    ["sortby=id", ["LIST-A1", "LIST-A2", "LIST_B1", "LIST-C1", "LIST-C2"]],
    ["sortby=active&revoked=0", ["LIST-A2", "LIST-A1", "LIST_B1", "LIST-C2"]],
    ["sortby=realm&assigned=1", ["LIST_B1", "LIST-A1", "LIST-A2", "LIST-C1"]],
    ["sortby=rollout_state&user=anna", ["LIST-A2", "LIST-A1"]],
  ])("in the order of %s", async (query, serials) => {
    expect(await serialsOf(`serial=LIST*&${query}`)).toEqual(serials);
  });

  it.each([
    ["page=0", "page"],
    ["page=x", "page"],
    ["page=1.5", "page"],
    ["pagesize=0", "pagesize"],
    ["pagesize=100000", "pagesize"],
    ["sortby=sealed_secret", "sortby"],
    ["active=maybe", "active"],
    [`serial=${"S".repeat(50)}*`, "serial"],
    [`username=${"u".repeat(50)}*`, "username"],
  ])("asked for with %s is refused, with the parameter's name", async (query, name) => {
    const [status, code, message] = errorOf(await asAdmin("GET", `/token/?${query}`));
    expect([status, code]).toEqual([400, 905]);
    expect(message).toMatch(new RegExp(`^ERR905: Invalid parameter ${name}: `));
  });
});

describe("the list in CSV", () => {
  it("has privacyIDEA's columns and ours, in its quotes if they are requested, and every token of the page", async () => {
    const path = "/token/?user=anna&outform=csv";
    expect((await asAdmin("GET", path)).text).toMatch(/^"id","description","serial","tokentype","info",/);
    const { status, headers, text } = await asAdmin("GET", `${path}&dialect=privacyidea`);
    expect([status, headers.get("Content-Type")]).toEqual([200, "text/csv; charset=utf-8"]);
    const [columns, first, second, ...rest] = text.split("\n");
    expect(columns).toMatch(/^'id', 'description', 'serial', 'tokentype', 'info', .*'container_serial', 'proven'$/);
    expect(first).toMatch(
      /^'\d+', 'phone', 'LIST-A1', 'tiqr', '\{.*\}', 'realm1', 'anna', '8', '10', 'True', 'False', /,
    );
    expect(second).toContain("'LIST-A2'");
    expect(rest).toEqual([""]);
  });

  it("lets no text end its cell or pass for a formula", async () => {
    await initToken({ user: "csv", serial: "CSV", description: "=1+1', 'x" });
    const { text } = await asAdmin("GET", "/token/?serial=CSV&outform=csv&dialect=privacyidea");
    expect(text.split("\n")[1]).toMatch(/^'\d+', '''=1\+1'', ''x', 'CSV', /);
  });
});
