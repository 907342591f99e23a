// The choice of a language at the foot of a page: it goes before the browser's, and no other site
// can make or misuse it.

import { describe, expect, it } from "vitest";
import { ConsoleBrowser, SAME_ORIGIN } from "../../../packages/console/test/support/console-browser.ts";
import { ownPathIn } from "../../../src/web/pages/language.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { openMe, signedIn } from "../../support/pages/me.ts";
import { request, requestOver, withSettings } from "../../support/service.ts";

const choose = (fields: Record<string, string>, headers: Record<string, string> = SAME_ORIGIN) =>
  request("/language", { method: "POST", redirect: "manual", headers, body: new URLSearchParams(fields) });
const languageOf = async (headers: Record<string, string>) =>
  /<html lang="(\w+)"/.exec((await request("/", { headers })).text)?.[1];

it("is a cookie of this host, goes before the browser's language, and leads back", async () => {
  const reply = await choose({ language: "de", to: "/console/audit?user=a" });
  expect([reply.status, new URL(reply.headers.get("Location") ?? "", "https://tiqr.test").pathname]).toEqual([
    303,
    "/console/audit",
  ]);
  const [cookie = ""] = reply.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-language=de;.*Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
  expect(await languageOf({ "Accept-Language": "nl", Cookie: "__Host-language=de" })).toBe("de");
  expect(await languageOf({ "Accept-Language": "nl", Cookie: "__Host-language=xx" })).toBe("nl");
  expect((await request("/")).headers.get("Vary")).toContain("Cookie");
});

it("is kept over http, too, where the cookie has a plain name", async () => {
  const send = await withSettings({ PUBLIC_URL: "http://127.0.0.1:8787" });
  const headers = { Origin: "http://127.0.0.1:8787", "Sec-Fetch-Site": "same-origin" };
  const body = new URLSearchParams({ language: "de", to: "/" });
  const reply = await requestOver(send, "/language", { method: "POST", redirect: "manual", headers, body });
  const [cookie = ""] = reply.headers.getSetCookie();
  const page = await requestOver(send, "/", {
    headers: { Cookie: cookie.split(";")[0] ?? "", "Accept-Language": "nl" },
  });
  expect(page.text).toContain('<html lang="de"');
});

it("of no language of ours is not kept", async () => {
  expect((await choose({ language: "constructor", to: "/" })).headers.getSetCookie()).toEqual([]);
});

it("is made by our pages alone", async () => {
  for (const headers of [{}, { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }] as Record<
    string,
    string
  >[]) {
    const reply = await choose({ language: "de", to: "/" }, headers);
    expect([reply.status, reply.headers.getSetCookie()]).toEqual([403, []]);
  }
});

it.each(["//evil.example", "https://evil.example", "/\\evil.example", "/.//evil.example", "", "console"])(
  "leads from %s to no other site",
  (to) => {
    expect(ownPathIn(to)).toBe("/");
  },
);

describe("it is offered", () => {
  const offers = (text: string) => [...text.matchAll(/name="language" value="(\w+)"/g)].map(([, language]) => language);

  it("on the start page and in the console, with the address of the page", async () => {
    expect(offers((await request("/")).text)).toEqual(["nl", "de"]);
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    const { text } = await browser.get("/console/tokens?user=a%26b&done=deleted");
    expect(offers(text)).toEqual(["nl", "de"]);
    expect(text).toContain('name="to" value="/console/tokens?user=a%26b"');
  });

  it("on a person's own page", async () => {
    const { text } = await openMe(await signedIn("chooses"));
    expect(offers(text)).toEqual(["nl", "de"]);
    expect(text).toContain('name="to" value="/me"');
  });

  it("not in the middle of a sign-in, nor in the answer to a form", async () => {
    expect(offers((await request("/console/sign-in")).text)).toEqual([]);
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    expect(offers((await browser.get("/console/confirm")).text)).toEqual([]);
    expect(offers((await browser.post("/console/accounts/new", { name: "" })).text)).toEqual([]);
  });
});
