// A person who leaves is blocked from their page, one of many from a list of names, and let in
// again.

import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { ONE_DAY_MS, setDeactivated, setDeleted, userOf } from "../../../../test/support/house/blocks.ts";
import { untilOver } from "../../../../test/support/jobs.ts";
import { asAdmin, initToken, serviceAccount } from "../../../../test/support/service.ts";
import { ConsoleBrowser, hiddenFields, leadsTo } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  for (const user of ["sem", "tess", "ula", "vera", "wim", "xena", "yana"]) await initToken({ user });
  await browser.signIn("admin", ADMIN_PASSWORD);
});

const personAt = (user: string) => `/console/users/realm1/${user}`;
const later = new Date(Date.now() + 5 * ONE_DAY_MS).toISOString().slice(0, 10);

async function as(name: string, rights: readonly Right[]): Promise<ConsoleBrowser> {
  await serviceAccount(name, rights);
  const one = new ConsoleBrowser();
  await one.signIn(name, "service");
  return one;
}

describe("a person", () => {
  it("is blocked with a reason, says so first, and is let in again", async () => {
    expect((await browser.get(personAt("sem"))).text).toContain(`href="${personAt("sem")}/block"`);
    const done = await browser.post(`${personAt("sem")}/block`, { from: "", until: later, reason: "on leave <b>" });
    expect(leadsTo(done)).toBe(`${personAt("sem")}?done=blocked`);
    expect(await userOf("sem")).toMatchObject({ blocked_by: "admin", blocked_reason: "on leave <b>" });
    const page = (await browser.get(personAt("sem"))).text;
    for (const text of ["Access is blocked", "by admin", "on leave &lt;b&gt;", `${later}T00:00`])
      expect(page).toContain(text);
    for (const way of ["/console/enrol?", "/console/links/new?", "/enable"]) expect(page).not.toContain(way);
    const form = (await browser.get(`${personAt("sem")}/block`)).text;
    expect(form).toContain(`value="${later}"`);
    expect((await browser.get(`${personAt("sem")}/unblock`)).text).toContain("Unblock this person?");
    expect(leadsTo(await browser.post(`${personAt("sem")}/unblock`))).toBe(`${personAt("sem")}?done=unblocked`);
    expect((await browser.get(personAt("sem"))).text).not.toContain("Access is blocked");
  });

  it("gets the form back when its dates cannot be meant", async () => {
    const reply = await browser.post(`${personAt("tess")}/block`, { from: later, until: "2020-01-01", reason: "kept" });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('value="kept"');
    expect((await userOf("tess")).block_from).toBeNull();
  });

  it("shows a block that is to come, and what the directory says, which nobody here can undo", async () => {
    await asAdmin("POST", "/user/realm1/tess/block", { from: later });
    expect((await browser.get(personAt("tess"))).text).toContain("Access will be blocked");
    await setDeactivated("ula", Date.now());
    const page = (await browser.get(personAt("ula"))).text;
    expect(page).toContain("Only the directory can let this person in again.");
    expect(page).not.toContain("/unblock");
  });

  it("whom the directory has deleted says so, and is brought back", async () => {
    const atMs = Date.now();
    await setDeleted("yana", atMs);
    const page = (await browser.get(personAt("yana"))).text;
    expect(page).toContain("Deleted by the directory");
    expect(page).toContain(`datetime="${new Date(atMs + 7 * 24 * 3600_000).toISOString()}"`);
    expect(page).toContain(`href="${personAt("yana")}/restore"`);
    expect((await browser.get("/console/users?user=yana")).text).toMatch(/badge[^>]*>deleted</);
    const off = await as("restores not", ["userlist", "disable"]);
    expect((await off.get(personAt("yana"))).text).not.toContain("/restore");
    expect((await browser.get(`${personAt("yana")}/restore`)).text).toContain("Bring this person back?");
    expect(leadsTo(await browser.post(`${personAt("yana")}/restore`))).toBe(`${personAt("yana")}?done=restored`);
    expect(await userOf("yana")).toMatchObject({ deleted_at: null, deactivated_at: null });
    expect((await browser.get(`${personAt("yana")}?done=restored`)).text).toContain("The person is back.");
  });

  it("may be blocked before anybody deletes them", async () => {
    expect((await browser.get(`${personAt("sem")}/delete`)).text).toContain(`href="${personAt("sem")}/block"`);
    const deletes = await as("deletes", ["userlist", "deleteuser"]);
    expect((await deletes.get(`${personAt("sem")}/delete`)).text).not.toContain("/block");
    expect((await deletes.get(personAt("sem"))).text).not.toContain("/block");
  });

  it("is let in by accounts with `enable` alone", async () => {
    const off = await as("off", ["userlist", "disable"]);
    await asAdmin("POST", "/user/realm1/vera/block");
    expect((await off.get(personAt("vera"))).text).not.toContain("/unblock");
    expect((await off.post(`${personAt("vera")}/unblock`)).status).toBe(403);
  });
});

describe("the list", () => {
  it("marks who is blocked, and finds them", async () => {
    const all = (await browser.get("/console/users")).text;
    expect(all.match(/>blocked</g)).toHaveLength(2);
    const found = (await browser.get("/console/users?blocked=planned")).text;
    expect(found).toContain(personAt("tess"));
    expect(found).not.toContain(personAt("vera"));
    expect((await browser.get("/console/users.csv?blocked=yes")).text).toContain("vera");
  });
});

describe("many people", () => {
  it("are blocked by a list of names, and unblocked from the page of the job", async () => {
    const { id = "" } = hiddenFields(await browser.get("/console/block-users"));
    const fields = { id, action: "block", names: " wim\nxena\n\n", reason: "project over" };
    const begun = await browser.post("/console/block-users", fields);
    expect(leadsTo(begun)).toBe(`/console/jobs/${id}`);
    await untilOver(id);
    expect(await userOf("wim")).toMatchObject({ blocked_reason: "project over" });
    const page = await browser.get(`/console/jobs/${id}`);
    for (const text of ["Blocking people", "2 blocked", "Unblock these 2 again"]) expect(page.text).toContain(text);
    const undone = await browser.post(`/console/jobs/${id}/unblock`, hiddenFields(page));
    const undoing = leadsTo(undone)?.split("/").at(-1) ?? "";
    expect(await untilOver(undoing)).toMatchObject({ undoes: id, outcomes: { unblocked: 2 } });
    expect((await userOf("wim")).blocked_at).toBeNull();
  });

  it("need a name and dates that can be meant", async () => {
    const empty = await browser.post("/console/block-users", { id: "", action: "block", names: " \n" });
    expect(empty.text).toContain("Enter at least one user name.");
    const bad = await browser.post("/console/block-users", { action: "block", names: "wim", until: "2020-01-01" });
    expect([bad.status, bad.text.includes("wim")]).toEqual([400, true]);
  });
});
