// Accounts in the console: made with a preset or single rights, changed, disabled, given keys,
// deleted, as the API does it.

import { beforeAll, describe, expect, it } from "vitest";
import { RIGHTS } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { auditRows } from "../../../../test/support/audit.ts";
import {
  admin,
  enrol,
  post,
  type Reply,
  reasonOf,
  request,
  resultOf,
  serviceAccount,
} from "../../../../test/support/service.ts";
import { PRESET_NAMES, PRESETS, presetOf } from "../../accounts/presets.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const PASSWORD = "horse battery staple 7";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const ticked = (...rights: string[]) => Object.fromEntries(rights.map((right) => [`right.${right}`, "on"]));
const make = (name: string, fields: Record<string, string> = {}) =>
  browser.post("/console/accounts/new", { name, ...fields });
const stored = async (name: string) =>
  resultOf(await request("/accounts", { headers: await admin() })).find((one: { name: string }) => one.name === name);
const shownKey = ({ text }: Reply) => /<code class="copied">([^<]*)/.exec(text)?.[1] ?? "";
const isTicked = ({ text }: Reply) => [...text.matchAll(/name="right\.([^"]+)" checked/g)].map(([, right]) => right);

describe("a new account", () => {
  it("gets the rights of a preset, those that are ticked, and its realms", async () => {
    const reply = await make("desk", {
      preset: "helpDesk",
      ...ticked("enrollTIQR", "tokenlist"),
      realms: "Staff\r\n students\r\n",
      password: PASSWORD,
    });
    expect(leadsTo(reply)).toBe("/console/account/desk?done=accountMade");
    const account = await stored("desk");
    expect(account.rights.toSorted()).toEqual([...PRESETS.helpDesk.rights, "enrollTIQR"].toSorted());
    expect(account).toMatchObject({ realms: ["staff", "students"], person: true });
    // A person of the help desk signs in only with a phone.
    const alone = await post("/auth", { username: "desk", password: PASSWORD });
    expect([alone.status, reasonOf(alone)]).toEqual([401, "second-factor-required"]);
  });

  it("without a password or realms has none, and holds for all realms", async () => {
    await make("app", { preset: "application" });
    expect(await stored("app")).toMatchObject({ rights: ["triggerchallenge"], realms: null, password: false });
    const page = await browser.get("/console/accounts");
    expect(page.text).toMatch(/href="\/console\/account\/app".*?Application.*?all.*?never.*?no/s);
  });

  it("is refused with the reason, and the form keeps all but the password", async () => {
    await make("twice");
    const reply = await make("twice", { preset: "auditor", ...ticked("reset"), realms: "staff", password: PASSWORD });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain("There is already an account of this name.");
    expect(reply.text).toContain('value="twice"');
    expect(reply.text).toMatch(/value="auditor" checked/);
    // Ticks that were sent are not folded away.
    expect(reply.text).toMatch(/<details open[^>]*><summary>Rights one by one/);
    expect(isTicked(reply)).toEqual(["reset"]);
    expect(reply.text).not.toContain(PASSWORD);
    expect((await make("poor", { password: "short" })).text).toContain("The password");
  });

  it("may have a name that is a path of ours, or no path at all", async () => {
    for (const name of ["new", "a/b", "ä & <b>"]) {
      const reply = await make(name);
      const page = await browser.get((leadsTo(reply) ?? "").replace(/\?.*/, ""));
      expect([name, page.status]).toEqual([name, 200]);
      expect(page.text).toContain('class="button danger"');
    }
  });
});

describe("a preset", () => {
  it("is known by its rights, in any order, and is not everything", () => {
    for (const name of PRESET_NAMES) {
      expect(presetOf(PRESETS[name].rights.toReversed())).toBe(name);
      expect(presetOf([...PRESETS[name].rights, "assign"])).toBeUndefined();
      expect(RIGHTS).toEqual(expect.arrayContaining([...PRESETS[name].rights]));
    }
    expect(presetOf(["*"])).toBeUndefined();
  });

  it("for an auditor changes nothing: its calls to change anything are refused", async () => {
    await make("auditor", { preset: "auditor", password: PASSWORD });
    const { token } = resultOf(await post("/auth", { username: "auditor", password: PASSWORD }));
    const headers = { "PI-Authorization": token };
    expect((await request("/token/", { headers })).status).toBe(200);
    expect((await post("/token/disable/X", {}, headers)).status).toBe(403);
    expect((await request("/accounts/app", { method: "DELETE", headers })).status).toBe(403);
  });
});

describe("the page of an account", () => {
  it("shows its rights ticked, and saves others", async () => {
    await make("changed", { ...ticked("tokenlist", "reset"), realms: "staff" });
    const form = await browser.get("/console/account/changed/change");
    expect(isTicked(form)).toEqual(["tokenlist", "reset"]);
    expect(form.text).toMatch(/<textarea[^>]*>staff</);
    expect(form.text).not.toContain('name="password"');
    const reply = await browser.post("/console/account/changed/change", ticked("auditlog"));
    expect(leadsTo(reply)).toBe("/console/account/changed?done=accountChanged");
    expect(await stored("changed")).toMatchObject({ rights: ["auditlog"], realms: null });
  });

  it("disables, enables, and sets a password", async () => {
    await make("away");
    await browser.post("/console/account/away/disable");
    expect(await stored("away")).toMatchObject({ disabled: true, password: false });
    expect((await browser.get("/console/account/away")).text).toContain('action="/console/account/away/enable"');
    await browser.post("/console/account/away/enable");
    const reply = await browser.post("/console/account/away/password", { password: PASSWORD });
    expect(leadsTo(reply)).toBe("/console/account/away?done=passwordChanged");
    expect(await stored("away")).toMatchObject({ disabled: false, password: true });
  });

  it("deletes only after a question", async () => {
    await make("gone");
    const question = await browser.get("/console/account/gone/delete");
    expect(question.text).toContain('action="/console/account/gone/delete"');
    expect(await stored("gone")).toBeDefined();
    expect(leadsTo(await browser.post("/console/account/gone/delete"))).toBe("/console/accounts?done=accountDeleted");
    expect(await stored("gone")).toBeUndefined();
    expect((await browser.get("/console/account/gone")).status).toBe(404);
  });

  it("of the last administrator refuses to delete it", async () => {
    const reply = await browser.post("/console/account/admin/delete");
    expect(reply.text).toContain("This would leave no administrator who can sign in.");
  });
});

describe("an API key", () => {
  it("is shown once, works, and can be deleted after a question", async () => {
    await make("portal", ticked("tokenlist"));
    const answer = await browser.post("/console/account/portal/keys", { validity: "month" });
    const key = shownKey(answer);
    expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
    const [storedKey] = (await stored("portal")).keys;
    const days = (Date.parse(storedKey.expires_at) - Date.parse(storedKey.created_at)) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    expect((await request("/token/", { headers: { "X-API-Key": key } })).status).toBe(200);
    const page = await browser.get("/console/account/portal");
    expect(page.text).toContain(storedKey.id);
    expect(page.text).not.toContain(key);
    const to = `/console/account/portal/keys/${storedKey.id}`;
    expect((await browser.get(to)).text).toContain(`action="${to}"`);
    expect(leadsTo(await browser.post(to))).toBe("/console/account/portal?done=keyDeleted");
    expect((await request("/token/", { headers: { "X-API-Key": key } })).status).toBe(401);
  });

  it("without an end is made only on request", async () => {
    await make("endless");
    await browser.post("/console/account/endless/keys", { validity: "never" });
    await browser.post("/console/account/endless/keys", { validity: "forever" });
    const { keys } = await stored("endless");
    expect(keys.filter((key: { expires_at: string | null }) => key.expires_at === null)).toHaveLength(1);
  });
});

describe("a page", () => {
  it.each(["en", "nl", "de"])("has its words in %s", async (language) => {
    await make(`words ${language}`, { ...ticked("*"), password: PASSWORD });
    const one = `/console/account/words%20${language}`;
    await browser.post(`${one}/keys`, { validity: "year" });
    const [{ id }] = (await stored(`words ${language}`)).keys;
    browser.language = language;
    for (const path of [
      "/console/accounts",
      "/console/accounts/new",
      ...["", "/change", "/delete", `/keys/${id}`].map((end) => one + end),
    ]) {
      const { status, text } = await browser.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain(`<html lang="${language}"`);
      expect(text).not.toContain("undefined");
    }
    browser.language = undefined;
  });

  it("shows an account that may only look no forms, and its forms are refused", async () => {
    await serviceAccount("looks", ["accounts"]);
    const looks = new ConsoleBrowser();
    await looks.signIn("looks", "service");
    for (const path of ["/console/accounts", "/console/account/admin"]) {
      const { status, text } = await looks.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/\/console\/accounts\/new|<main.*<form.*<\/main>/s);
    }
    expect((await looks.post("/console/account/admin/disable")).status).toBe(403);
    await serviceAccount("sees nothing", ["tokenlist"]);
    const other = new ConsoleBrowser();
    await other.signIn("sees nothing", "service");
    expect((await other.get("/console/accounts")).status).toBe(403);
  });

  it("asks an administrator with a phone to confirm first, and leads back to the account", async () => {
    await make("sure", ticked("*"));
    await browser.post("/console/account/sure/password", { password: PASSWORD });
    const sure = new ConsoleBrowser();
    await sure.signIn("sure", PASSWORD);
    await enrol({ user: "sure", realm: "administrators" });
    const reply = await sure.post("/console/account/app/disable");
    expect(leadsTo(reply)).toBe(`/console/confirm?to=${encodeURIComponent("/console/account/app")}`);
    expect(await stored("app")).toMatchObject({ disabled: false });
    expect(await auditRows({ administrator: "sure", event: "ACCOUNT_DISABLED" })).toEqual([]);
  });
});
