// When a request fails, people get a page, and programs get the same answers as always.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { SAME_ORIGIN } from "../../../packages/console/test/support/console-browser.ts";
import { admin, request } from "../../support/service.ts";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const LINK = "/enrol/abcdefghijklmnopqrstuv";
const TEXT = "x".repeat(70_000);

const form = (fields: Record<string, string>, from: Record<string, string> = SAME_ORIGIN): RequestInit => ({
  method: "POST",
  headers: from,
  body: new URLSearchParams(fields),
});
const browse = (path: string, { headers, ...init }: RequestInit = {}, language = "en") =>
  request(path, { ...init, headers: { Accept: BROWSER, "Accept-Language": language, ...headers } });

/** Runs `work` while D1 has no table of tokens, so every statement about one fails. */
async function withoutTokens<T>(work: () => Promise<T>): Promise<T> {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await env.DB.prepare("ALTER TABLE token RENAME TO away").run();
  try {
    return await work();
  } finally {
    await env.DB.prepare("ALTER TABLE away RENAME TO token").run();
  }
}
afterEach(() => {
  vi.restoreAllMocks();
});

const FOREIGN = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
const PROBLEMS: [what: string, status: number, title: string, path: string, init?: RequestInit][] = [
  ["a form of another site", 403, "This form came from another site", `${LINK}/start`, form({}, FOREIGN)],
  ["too much text for the console", 413, "That’s too much text", "/console/sign-in", form({ username: TEXT })],
  ["a form where none is taken", 405, "This doesn’t work at this address", "/login", form({})],
];

describe("a browser sees a page", () => {
  it.each(PROBLEMS)("for %s", async (_, status, title, path, init) => {
    const reply = await browse(path, init);
    expect(reply.status).toBe(status);
    expect(reply.text).toContain(`<title>${title} · Test Service</title>`);
    expect(reply.text).toContain(`<h1 class="card-title">${title}</h1>`);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "cache-control": "no-store",
      "content-type": "text/html; charset=UTF-8",
      "content-security-policy": expect.stringMatching(/^default-src 'none'; script-src 'self';/),
      vary: expect.stringMatching(/Accept, Accept-Language/),
    });
  });

  it.each([
    ["en", "Something went wrong on our side"],
    ["nl", "Er ging iets mis aan onze kant"],
    ["de", "Bei uns ist etwas schiefgegangen"],
  ])("in %s when the platform fails", async (language, title) => {
    await withoutTokens(async () => {
      for (const [path, init] of [
        [LINK],
        [LINK, { method: "HEAD" }],
        ["/login/begin", form({ user: "anna", pin: "1" })],
      ] as [string, RequestInit?][]) {
        const reply = await browse(path, init, language);
        expect([reply.status, reply.headers.get("Content-Language")]).toEqual([503, language]);
        if (init?.method !== "HEAD") expect(reply.text).toContain(`>${title}</h1>`);
        expect(reply.headers.get("Cache-Control")).toBe("no-store");
      }
    });
  });

  it.each(["/oidc/authorize", "/oidc/account", "/oidc/logout", "/authz/sign-in"])(
    "at %s, to which applications send it",
    async (path) => {
      const reply = await browse(path, { method: "PUT" });
      expect([reply.status, reply.text.includes("This doesn’t work at this address")]).toEqual([405, true]);
    },
  );

  it("keeps the rest of the answer", async () => {
    expect((await browse("/login", form({}))).headers.get("Allow")).toBe("GET, HEAD, OPTIONS");
  });
});

describe("a program", () => {
  it.each(PROBLEMS)("hears no page for %s", async (_, status, __, path, { headers, ...init } = {}) => {
    for (const Accept of ["*/*", "application/json"]) {
      const reply = await request(path, { ...init, headers: { Accept, ...headers } });
      expect(reply.status).toBe(status);
      expect(reply.headers.get("Content-Type") ?? "application/json").toBe("application/json");
    }
  });

  it("gets JSON on the API's paths, whatever it accepts", async () => {
    const headers = { Accept: BROWSER, ...(await admin()) };
    await withoutTokens(async () => {
      for (const [status, path, init] of [
        [503, "/token/", {}],
        [503, "/validate/check", { method: "POST", body: new URLSearchParams({ user: "x", pass: "y" }) }],
        [405, "/token/", { method: "DELETE" }],
        [405, "/oidc/clients", { method: "DELETE" }],
      ] as [number, string, RequestInit][]) {
        const reply = await request(path, { ...init, headers });
        expect([path, reply.status, reply.json?.result.status]).toEqual([path, status, false]);
      }
    });
  });
});
