// GET /token/enrollmentlink lists the links in use and their progress, and opens none of them.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { codeIn, EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { asAdmin, errorOf, initToken, makePhone, request, resultOf, serviceAccount } from "../../support/service.ts";

const list = async (query: string) => resultOf(await asAdmin("GET", `/token/enrollmentlink?${query}`));
const only = async (query: string) => {
  const { count, links } = await list(query);
  expect([query, count, links.length]).toEqual([query, 1, 1]);
  return links[0];
};
const usersOf = async (query: string): Promise<string[]> =>
  (await list(query)).links.map(({ user }: { user: string }) => user);
const set = (user: string, column: string, value: number) =>
  env.DB.prepare(`UPDATE enrollment_link SET ${column} = ? WHERE user = ?`).bind(value, user).run();

describe("a link that is out", () => {
  it("is listed by the id that its maker got, with its user and expiry, and never with its key", async () => {
    const { detail } = (await asAdmin("POST", "/token/enrollmentlink", { user: "told", validity: "60" })).json;
    const reply = await asAdmin("GET", "/token/enrollmentlink?user=told");
    const [link] = resultOf(reply).links;
    expect(detail.id).toMatch(/^[0-9a-f]{64}$/);
    expect(link).toEqual({
      id: detail.id,
      user: "told",
      realm: "realm1",
      serial: "",
      state: "fresh",
      made_by: "admin",
      made_at: expect.stringMatching(/^20.*Z$/),
      expires_at: detail.expires,
      name: "",
      email: "",
    });
    expect(Date.parse(link.expires_at) - Date.parse(link.made_at)).toBe(60_000);
    expect(reply.text).not.toContain(detail.link.split("/").at(-1));
    expect((await request(`/enrol/${detail.id}`)).status).toBe(404);
  });

  it("is listed with its progress, in the words of its page, and with the token that it has made", async () => {
    const path = await newLink({ user: "goes", pin: "none" });
    const [browser, phone] = [new EnrolBrowser(), makePhone()];
    const state = async () => (await only("user=goes")).state;
    const seen = [await state()];
    const code = codeIn(await browser.start(path));
    const { serial } = await only("user=goes");
    expect(code).toContain(`serial=${serial}`);
    seen.push(await state());
    await env.DB.prepare("UPDATE token SET session_expires_at_ms = 1 WHERE serial = ?").bind(serial).run();
    seen.push(await state());
    await browser.step(path, "code");
    const next = codeIn(await browser.get(path));
    await env.DB.prepare("UPDATE token SET session_uses = 1 WHERE serial = ?").bind(serial).run();
    seen.push(await state());
    await env.DB.prepare("UPDATE token SET session_uses = 0 WHERE serial = ?").bind(serial).run();
    await phone.enroll(next);
    seen.push(await state());
    await phone.login(codeIn(await browser.step(path, "login")));
    seen.push(await state());
    expect(seen).toEqual(["fresh", "started", "code-expired", "fetched", "unproven", "enrolled"]);
  });

  it("is listed with the serial that it replaces, before and after its start", async () => {
    const { serial } = (await initToken({ user: "loser" })).json.detail;
    const path = await newLink({ serial });
    expect(await only(`serial=${serial}`)).toMatchObject({ user: "loser", serial, state: "fresh" });
    await new EnrolBrowser().start(path);
    expect(await only(`serial=${serial}`)).toMatchObject({ serial, state: "started" });
  });
});

describe("the list", () => {
  it("is filtered by user, realm, serial and id, with * as other lists, and paged with the one that expires last first", async () => {
    for (const user of ["f1@filters", "f2@filters", "f3@filters"]) await newLink({ user });
    await newLink({ user: "f1" });
    for (const [index, user] of ["f1@filters", "f2@filters", "f3@filters"].entries())
      await set(user, "expires_at_ms", Date.now() + 10_000 * (1 + index));
    const { serial } = (await initToken({ user: "f4", serial: "FILTER4" })).json.detail;
    await newLink({ serial });

    expect(await usersOf("user=f1")).toEqual(["f1"]);
    expect(await usersOf("user=f1%40filters")).toEqual(["f1@filters"]);
    expect(await usersOf("user=nobody")).toEqual([]);
    expect(await usersOf("serial=FILTER*")).toEqual(["f4"]);
    expect(await usersOf("serial=FILTER4")).toEqual(["f4"]);
    expect(await usersOf("realm=none*")).toEqual([]);
    expect(await usersOf("realm=REALM*&serial=filter4")).toEqual(["f4"]);
    const { id } = await only("user=f1");
    expect(await usersOf(`id=${id}`)).toEqual(["f1"]);

    const all = await list("pagesize=1000");
    expect(all.count).toBe(all.links.length);
    expect(all.links.slice(-3).map(({ user }: { user: string }) => user)).toEqual([
      "f3@filters",
      "f2@filters",
      "f1@filters",
    ]);
    const page = await list(`pagesize=1&page=${all.count}`);
    expect(page).toMatchObject({ count: all.count, current: all.count, prev: all.count - 1, next: null });
    expect(page.links).toEqual(all.links.slice(-1));
    expect(errorOf(await asAdmin("GET", "/token/enrollmentlink?pagesize=0"))[1]).toBe(905);
  });

  it("needs the right to enrol", async () => {
    const mayNot = await serviceAccount("list-reader", ["tokenlist"]);
    expect(errorOf(await request("/token/enrollmentlink", { headers: mayNot }))).toEqual([
      403,
      303,
      "ERR303: Your account lacks the right enrollTIQR.",
    ]);
  });

  it("leaves out expired links", async () => {
    await newLink({ user: "past" });
    await set("past", "expires_at_ms", Date.now() - 1);
    expect(await usersOf("user=past")).toEqual([]);
  });

  it.each([
    ["has lost the right", "UPDATE admin SET rights = '[]' WHERE name = ?"],
    ["has a new password", "UPDATE admin SET generation = generation + 1 WHERE name = ?"],
    ["is gone", "DELETE FROM admin WHERE name = ?"],
  ])("leaves out a fresh link whose maker %s, and keeps one that is in use", async (why, change) => {
    const name = `maker ${why}`;
    const headers = await serviceAccount(name, ["enrollTIQR"]);
    const make = async (user: string): Promise<string> => {
      const init = { method: "POST", headers, body: new URLSearchParams({ user }) };
      return new URL((await request("/token/enrollmentlink", init)).json.detail.link).pathname;
    };
    const [user, under] = [`fresh ${why}`, `under ${why}`];
    await make(user);
    await new EnrolBrowser().start(await make(under));
    const query = (of: string) => `user=${encodeURIComponent(encodeURIComponent(of))}`;
    expect([await usersOf(query(user)), await usersOf(query(under))]).toEqual([[user], [under]]);
    await env.DB.prepare(change).bind(name).run();
    // Its QR code can still enrol a phone.
    expect([await usersOf(query(user)), await usersOf(query(under))]).toEqual([[], [under]]);
  });

  it.each(["revoke", "unassign"])("leaves out a link whose token is gone from its user: %s", async (change) => {
    const { serial } = (await initToken({ user: `gone-${change}` })).json.detail;
    await newLink({ serial });
    const path = await newLink({ user: `started-${change}` });
    await new EnrolBrowser().start(path);
    const [started] = (await list(`user=started-${change}`)).links;
    for (const one of [serial, started.serial]) {
      expect(await usersOf(`serial=${one}`)).toHaveLength(1);
      await asAdmin("POST", `/token/${change}`, { serial: one });
      expect(await usersOf(`serial=${one}`)).toEqual([]);
    }
  });
});

describe("the people of links", () => {
  const [SERA, SEB] = ["sera", "seb"];
  const linkFor = (user: string, realm = "realm1") => newLink({ user, realm, pin: "none" });
  const known = async (user: string, name: string) => {
    await initToken({ user });
    const set = { user, realm: "realm1" };
    await asAdmin("POST", "/user/attribute", { ...set, key: "name", value: name });
    await asAdmin("POST", "/user/attribute", { ...set, key: "email", value: `${user}@test` });
  };
  beforeAll(async () => {
    await known(SERA, "Seraphina Öztürk");
    await known(SEB, "Ozturk, Sebastian");
    await known("without", "Ozturk Without");
    for (const user of [SERA, SEB, "newcomer"]) await linkFor(user);
    await linkFor("newcomer", "corp");
  });

  it("are told with their links, to accounts that may see users", async () => {
    expect(await only("user=sera")).toMatchObject({ name: "Seraphina Öztürk", email: "sera@test" });
    expect(await only("user=newcomer&realm=realm1")).toMatchObject({ name: "", email: "" });
    const enrolling = await serviceAccount("enrols-only", ["enrollTIQR"]);
    const reply = await request("/token/enrollmentlink?user=sera", { headers: enrolling });
    expect(resultOf(reply).links).toMatchObject([{ user: SERA, name: "", email: "" }]);
    const searched = async (text: string) =>
      resultOf(await request(`/token/enrollmentlink?search=${text}`, { headers: enrolling })).links;
    expect([await searched("ozturk"), await searched("sera")]).toMatchObject([[], [{ user: SERA, name: "" }]]);
  });

  it.each([
    ["search=ozturk", [SERA, SEB]],
    ["search=Öztürk Ser", [SERA]],
    ["search=sera@", [SERA]],
    ["search=without", []],
    ["search=newcomer", ["newcomer"]],
    ["search=newcomer@corp", ["newcomer"]],
    ["search=newcomer&realm=corp", ["newcomer"]],
    ["search=sera&realm=corp", []],
    ["search=newcom", []],
  ])("are found by %s", async (query, users) => {
    expect(await usersOf(encodeURI(query))).toEqual(users);
  });

  it("are all on a page, whatever its size, and a search goes with no other filter", async () => {
    const { links, count, after, next } = await list("search=ozturk&pagesize=1");
    expect([links.length, count, after, next]).toEqual([2, 2, null, null]);
    for (const other of ["user=sera", "serial=T1", `id=${"0".repeat(64)}`]) {
      const refused = await asAdmin("GET", `/token/enrollmentlink?search=ozturk&${other}`);
      expect([other, refused.status]).toEqual([other, 400]);
    }
    expect((await asAdmin("GET", `/token/enrollmentlink?search=${"x".repeat(300)}`)).status).toBe(400);
  });
});
