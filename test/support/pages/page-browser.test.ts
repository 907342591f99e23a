// The browser of the attack tests keeps cookies as browsers do. If it sent fewer, an attack could
// fail for that alone.

import { describe, expect, it } from "vitest";
import { PageBrowser } from "../../../scripts/lib/page-browser.ts";

const HOME = new URL("https://a.test/page");
const AWAY = new URL("https://b.test/page");
const COOKIES = [
  "strict=1; Path=/; SameSite=Strict",
  "lax=1; Path=/; SameSite=Lax",
  "plain=1; Path=/",
  "none=1; Path=/; SameSite=None; Secure",
  "wide=1; Domain=a.test; SameSite=Lax",
  "short=1; SameSite=Lax",
];

/** A browser with all of these cookies, and what it has sent. */
async function visited(pages: Readonly<Record<string, Response>> = {}) {
  const sent: Request[] = [];
  const browser = new PageBrowser({
    fetch: async (request) => {
      sent.push(request);
      const { pathname } = new URL(request.url);
      const given = pathname === "/cookies" ? COOKIES : pathname === "/end" ? ["short=; Max-Age=0; SameSite=Lax"] : [];
      const reply = pages[pathname] ?? new Response("<p>page</p>", { headers: { "Content-Type": "text/html" } });
      for (const line of given) reply.headers.append("Set-Cookie", line);
      return reply;
    },
    serves: ({ hostname }) => hostname.endsWith("a.test"),
  });
  await browser.open("https://a.test/cookies");
  await browser.open("https://a.test/end");
  sent.length = 0;
  const names = () => sent.at(-1)?.headers.get("Cookie")?.replaceAll("=1", "").split("; ") ?? [];
  return { browser, sent, names };
}

describe("the browser of these tests", () => {
  it("sends every cookie to the site itself, and Strict ones to no site that another one leads to", async () => {
    const { browser, names } = await visited();
    await browser.open(HOME);
    expect(names()).toEqual(["strict", "lax", "plain", "none", "wide"]);
    await browser.post(HOME, {}, HOME);
    expect(names()).toEqual(["strict", "lax", "plain", "none", "wide"]);
    await browser.open(HOME, AWAY);
    expect(names()).toEqual(["lax", "plain", "none", "wide"]);
    await browser.post(HOME, {}, AWAY);
    expect(names()).toEqual(["none"]);
  });

  it("sends only cookies with a domain to other hosts below it", async () => {
    const { browser, names } = await visited();
    await browser.open("https://deep.a.test/");
    expect(names()).toEqual(["wide"]);
  });

  it("says where a request comes from", async () => {
    const { browser, sent } = await visited();
    const said = () => [sent.at(-1)?.headers.get("Sec-Fetch-Site"), sent.at(-1)?.headers.get("Origin")];
    await browser.open(HOME);
    expect(said()).toEqual(["none", null]);
    await browser.post(HOME, {}, HOME);
    expect(said()).toEqual(["same-origin", "https://a.test"]);
    await browser.post(HOME, {}, AWAY);
    expect(said()).toEqual(["cross-site", "https://b.test"]);
  });

  it("goes where a page leads by itself: by redirect, by Refresh, and by a form that is marked for it", async () => {
    const form = (mark: string) =>
      `<form method="post" action="https://b.test/in"${mark}><input type="hidden" name="x" value="1 &amp; 2"></form>`;
    const { browser } = await visited({
      "/redirect": new Response(null, { status: 303, headers: { Location: "https://b.test/r" } }),
      "/refresh": new Response("", { headers: { Refresh: "0; url=https://b.test/f" } }),
      "/form": new Response(form(" data-return")),
      "/button": new Response(form("")),
    });
    expect((await browser.open("https://a.test/redirect")).url.href).toBe("https://b.test/r");
    expect((await browser.open("https://a.test/refresh")).url.href).toBe("https://b.test/f");
    expect(await browser.open("https://a.test/form")).toMatchObject({ status: 0, sent: { x: "1 & 2" } });
    expect(await browser.open("https://a.test/button")).toMatchObject({ status: 200, sent: undefined });
  });
});
