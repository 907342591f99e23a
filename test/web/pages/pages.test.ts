// Pages as they are sent: language, policy, caching, assets; and the requests that get a page at
// all.

import { describe, expect, it } from "vitest";
import { toHex } from "../../../src/lib/bytes.ts";
import { requestOver, withSettings } from "../../support/service.ts";

// The pages of links are on, too.
const send = await withSettings({ TIQR_URL_FORMAT: "universal", TIQR_UNIVERSAL_LINK_BASE: "https://tiqr.test" });
const request = (path: string, init?: RequestInit) => requestOver(send, path, init);

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const browse = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  request(path, { method, headers: { Accept: BROWSER, ...headers } });

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const LINK = "/tiqrauth/?u=anna_realm1&s=82872703535360142800&q=816146eaf9&i=tiqr.test&v=2";

describe("a page", () => {
  it.each([
    ["en-GB,en;q=0.9", "en", "Sign in with your phone"],
    ["nl", "nl", "Inloggen met uw telefoon"],
    ["de-CH", "de", "Anmelden mit dem Smartphone"],
  ])("for %s is in the language %s and declares it", async (accept, language, title) => {
    const { headers, text } = await browse("/", { "Accept-Language": accept });
    expect(headers.get("Content-Language")).toBe(language);
    expect(headers.get("Vary")).toBe("Accept-Language, Cookie");
    expect(text).toMatch(new RegExp(`^<!doctype html><html lang="${language}">`, "i"));
    expect(text).toContain(`<title>${title} · Test Service</title>`);
  });

  it("at the start leads people and administrators to what is theirs", async () => {
    const { text } = await browse("/");
    for (const path of ["/login", "/me", "/console", "/docs"]) expect(text).toContain(`<a href="${path}">`);
  });

  it.each([
    ["/", 200],
    ["/no/such/page", 404],
    [LINK, 200],
    ["/tiqrenroll/", 200],
  ])("%s has the strict policy, and nothing inline", async (path, status) => {
    const reply = await browse(path);
    expect(reply.status).toBe(status);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "content-security-policy": POLICY,
      "content-type": "text/html; charset=UTF-8",
      "cross-origin-opener-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(reply.text).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?:\/\//);
  });

  it("is kept for a minute by the browser alone, and not at all if its address is a secret", async () => {
    expect((await browse("/")).headers.get("Cache-Control")).toBe("private, max-age=60");
    expect((await browse(LINK)).headers.get("Cache-Control")).toBe("no-store");
    expect((await browse("/tiqrenroll?metadata=x")).headers.get("Cache-Control")).toBe("no-store");
  });

  it("loads assets that a browser keeps without asking again, under a name that changes with their content", async () => {
    const { text } = await browse(LINK);
    const paths = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = ""]) => path);
    expect(paths).toEqual([
      expect.stringMatching(/^\/assets\/style-[0-9a-f]{10}\.css$/),
      expect.stringMatching(/^\/assets\/open-app-[0-9a-f]{10}\.js$/),
    ]);
    for (const path of paths) {
      const asset = await request(path);
      expect(asset.status).toBe(200);
      expect(asset.headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
      expect(asset.headers.get("Content-Type")).toBe(
        path.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
      );
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(asset.text));
      expect(path).toContain(toHex(new Uint8Array(digest)).slice(0, 10));
    }
    expect((await browse("/assets/style-0000000000.css")).status).toBe(404);
  });
});

describe("where nothing is", () => {
  it("a browser sees a page", async () => {
    const { status, headers, text } = await browse("/no/such/page");
    expect(status).toBe(404);
    expect(headers.get("Vary")).toBe("Accept, Accept-Language, Cookie");
    expect(text).toContain("There is nothing here");
  });

  it.each([
    ["an API client", "GET", "/no/such/page", "application/json"],
    ["a client that takes anything", "GET", "/no/such/page", "*/*"],
    ["a client that prefers JSON", "GET", "/no/such/page", "application/json, text/html;q=0.9"],
    ["a client that wants no HTML", "GET", "/no/such/page", "text/html;q=0"],
    ["a browser that posts", "POST", "/no/such/page", BROWSER],
    ["a browser on the API", "GET", "/validate/nosuch", BROWSER],
    ["a browser on what privacyIDEA has and we have not", "GET", "/policy/", BROWSER],
    ["a browser on a missing asset", "GET", "/assets/nosuch.js", BROWSER],
    ["a browser on the folder of the assets", "GET", "/assets", BROWSER],
  ])("%s gets JSON", async (_, method, path, accept) => {
    const { status, headers, json } = await request(path, { method, headers: { Accept: accept } });
    expect([status, json.result?.error?.code]).toEqual([404, 404]);
    expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
  });
});
