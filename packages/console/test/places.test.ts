// The places of an account in the console: the pages that it may see, its first page, and addresses
// that lead nowhere.

import { describe, expect, it } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { auditRows } from "../../../test/support/audit.ts";
import { initToken, ORIGIN, type Reply, request, serviceAccount } from "../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo, signInLeadingTo } from "./support/console-browser.ts";

async function asService(name: string, rights: readonly Right[]): Promise<ConsoleBrowser> {
  await serviceAccount(name, rights);
  const browser = new ConsoleBrowser();
  await browser.signIn(name, "service");
  return browser;
}
async function asAdministrator(): Promise<ConsoleBrowser> {
  const browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
  return browser;
}
const menuIn = ({ text }: Reply) => {
  const [, menu = ""] = /<nav id="menu"[^>]*>(.*?)<\/nav>/s.exec(text) ?? [];
  return [...menu.matchAll(/href="\/console\/?([^"]*)"/g)].map(([, place]) => place);
};
const lands = ({ status, headers }: Reply) => [status, headers.get("Location")?.replace(ORIGIN, "")];

describe("an account with few rights", () => {
  it.each([
    [["tokenlist"], "/console/tokens", ["tokens"]],
    [["enrollTIQR"], "/console/links", ["links"]],
    [["configread", "getchallenges"], "/console/transactions", ["transactions", "settings"]],
    [["auditlog"], undefined, ["", "audit"]],
  ] as [Right[], string | undefined, string[]][])(
    "%s begins where it may, and is offered no more",
    async (rights, first, menu) => {
      const browser = await asService(`few ${rights}`, rights);
      const start = await browser.get("/console");
      expect(leadsTo(start)).toBe(first);
      expect(menuIn(first ? await browser.get(first) : start)).toEqual(menu);
    },
  );

  it("that may see nothing learns why, and can sign out", async () => {
    const reply = await (await asService("none", ["enable"])).get("/console");
    expect([reply.status, menuIn(reply)]).toEqual([403, []]);
    expect(reply.text).not.toContain("<nav");
    expect(reply.text).toContain("/console/sign-out");
  });

  it("sees the permitted parts of a token, no empty cards, and asks for nothing that would be noted as refused", async () => {
    await initToken({ user: "bare", serial: "BARE", pin: "1234" });
    const page = await (await asService("looks", ["tokenlist"])).get("/console/tokens/BARE");
    expect(page.status).toBe(200);
    expect([...page.text.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, title]) => title)).toEqual(["Details"]);
    expect(await auditRows({ administrator: "looks", reason: "missing-right" })).toEqual([]);
    const own = await (await asService("unlocks", ["tokenlist", "disable"])).get("/console/tokens/BARE");
    expect([...own.text.matchAll(/<h2[^>]*>([^<]*)/g)].map(([, title]) => title)).toEqual(["Details", "Actions"]);
  });

  it("that enrols but sees no tokens is led to no page that it may not see", async () => {
    const browser = await asService("enrols", ["enrollTIQR"]);
    expect((await browser.get("/console/links")).text).toContain('href="/console/enrol"');
    const page = await browser.post("/console/enrol", { user: "unseen" });
    expect(page.text).toContain('action="/console/enrol/state"');
    expect(page.text).not.toContain("/console/tokens/");
  });
});

it("the menu and the sign-out come before the content, to which the skip link leads", async () => {
  const { text } = await (await asAdministrator()).get("/console/tokens");
  const [before = "", main = ""] = text.split('<main id="main"');
  expect(before).toContain('<a class="skip" href="#main"');
  expect(before).toContain('aria-label="Console"');
  expect(before).toContain('action="/console/sign-out"');
  expect(main).not.toMatch(/aria-label="Console"|sign-out/);
  expect(main).toContain("<h1>Tokens</h1>");
});

describe("an address that leads nowhere", () => {
  it("gets an answer inside the console, with a way back", async () => {
    const browser = await asAdministrator();
    for (const path of ["/console/nothing", "/console/tokens/X/nothing", "/console/tokens/X/setpin"]) {
      const reply = await browser.get(path);
      expect([reply.status, reply.headers.get("Cache-Control")]).toEqual([404, "no-store"]);
      expect(reply.text).toContain("There is nothing here");
      expect(menuIn(reply)).toHaveLength(11);
      expect(reply.text).toMatch(/class="button primary" href="\/console"/);
    }
  });

  it("reveals nothing without a sign-in", async () => {
    expect(leadsTo(await new ConsoleBrowser().get("/console/nothing"))).toBe(signInLeadingTo("/console/nothing"));
  });

  it("is right except for a slash at its end, and is redirected without it", async () => {
    const browser = await asAdministrator();
    expect(lands(await browser.get("/console/"))).toEqual([308, "/console"]);
    expect(lands(await browser.get("/console/tokens/?user=a"))).toEqual([308, "/console/tokens?user=a"]);
    expect(lands(await browser.get("/console/tokens//"))).toEqual([308, "/console/tokens"]);
    const login = await request("/login/?from=x", { redirect: "manual" });
    expect(lands(login)).toEqual([308, "/login?from=x"]);
  });
});
