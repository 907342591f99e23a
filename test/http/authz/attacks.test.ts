// Attacks on forward authentication, by name.

import { describe, expect, it } from "vitest";
import { markOf } from "../../../src/core/user.ts";
import { auditRows, refusalCounts } from "../../support/audit.ts";
import { application, authorizePath, followLink, signInAs } from "../../support/oidc/applications.ts";
import { stateIn } from "../../support/pages/browser.ts";
import { worker } from "../../support/service.ts";
import {
  askedFor,
  checkAccess,
  enter,
  followRedirect,
  GUARD_COOKIE,
  guardedHost,
  guarding,
  guestAt,
  LOGIN_ORIGIN,
  remoteIn,
} from "../../support/storage/guarded.ts";

const send = await guarding();
await guardedHost("wiki.example.test");
const alice = await guestAt(send, "alice");
await enter(alice, "https://wiki.example.test/");

describe("open redirect", () => {
  it.each([
    "https://evil.test/",
    "https://wiki.example.test@evil.test/",
    "https://wiki.example.test.evil.test/",
    "https://wiki.example.test:8443/",
    "https://unknown.example.test/",
    "http://wiki.example.test/",
    "//evil.test",
    "/console",
    "javascript:alert(1)",
    "",
  ])("the sign-in leads nobody to %j, signed in or not", async (rd) => {
    const path = `/authz/sign-in?rd=${encodeURIComponent(rd)}`;
    for (const { browser } of [alice, { browser: (await guestAt(send, crypto.randomUUID())).browser }]) {
      const reply = await browser.request(path, { redirect: "manual" });
      expect([reply.status, reply.headers.get("Location"), reply.headers.get("Refresh")]).toEqual([400, null, null]);
      expect(reply.text).toContain('data-problem="unguarded-host"');
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
  });

  it("a second rd makes the first one count for nothing", async () => {
    const path = "/authz/sign-in?rd=https://wiki.example.test/&rd=https://evil.test/";
    expect((await alice.browser.request(path, { redirect: "manual" })).status).toBe(400);
  });
});

describe("header spoofing", () => {
  it.each([
    ["a host that no client has", { "X-Forwarded-Host": "unknown.example.test" }],
    ["a list, as two proxies make it", { "X-Forwarded-Host": "wiki.example.test, evil.test" }],
    ["the other order", { "X-Forwarded-Host": "evil.test, wiki.example.test" }],
    ["user info", { "X-Forwarded-Host": "wiki.example.test@evil.test" }],
    ["a port", { "X-Forwarded-Host": "wiki.example.test:8443" }],
    ["a path", { "X-Forwarded-Host": "evil.test/wiki.example.test" }],
    ["this service", { "X-Forwarded-Host": "login.example.test" }],
    ["a path that continues the host", { "X-Forwarded-URI": ".evil.test/" }],
    ["a path that makes the host user info", { "X-Forwarded-URI": "@evil.test/" }],
    ["http", { "X-Forwarded-Proto": "http" }],
    ["two schemes", { "X-Forwarded-Proto": "https,http" }],
    ["a scheme with a host in it", { "X-Forwarded-Proto": "https://evil.test/?" }],
    ["no host", { "X-Forwarded-Host": "" }],
    [
      "the headers of another kind of proxy",
      { "X-Forwarded-Host": "", "X-Original-URL": "https://wiki.example.test/" },
    ],
  ])("%s is refused, with a valid cookie too", async (_, headers) => {
    const reply = await checkAccess(alice, "https://wiki.example.test/", headers);
    expect([reply.status, reply.headers.get("Location"), reply.json?.result.status]).toEqual([403, null, false]);
    expect(remoteIn(reply)).toEqual([null, null, null, null]);
  });

  it("nginx's kind looks at its own header only", async () => {
    const headers = { ...askedFor("https://wiki.example.test/"), "X-Original-URL": "https://unknown.example.test/" };
    expect((await checkAccess(alice, "", headers, "/authz/auth-request")).status).toBe(403);
    expect((await checkAccess(alice, "https://wiki.example.test/", {}, "/authz/auth-request")).status).toBe(403);
  });

  it("what the browser says of itself is not what the application hears", async () => {
    const reply = await checkAccess(alice, "https://wiki.example.test/", {
      "Remote-User": "admin",
      "Remote-Groups": "admins",
    });
    expect(remoteIn(reply)).toEqual(["alice", "", "alice", ""]);
  });

  it("is in the trail, and counted", async () => {
    const before = (await refusalCounts())["unguarded-host"] ?? 0;
    for (let times = 0; times < 20; times++) await checkAccess(alice, "https://elsewhere.example.test/");
    const [row] = await auditRows({ reason: "unguarded-host" });
    expect(row).toMatchObject({ event: "ACCESS_DENIED", success: 0, user: "" });
    expect((await refusalCounts())["unguarded-host"]).toBeGreaterThan(before);
  });
});

describe("header injection", () => {
  it("the address of the sign-in has no line of the browser's", async () => {
    const reply = await checkAccess(alice, "", {
      ...askedFor("https://wiki.example.test/"),
      "X-Forwarded-URI": "/a%0d%0aSet-Cookie:b=c",
      Cookie: "",
    });
    expect(reply.headers.get("Location")).toBe(
      `${LOGIN_ORIGIN}/authz/sign-in?rd=https%3A%2F%2Fwiki.example.test%2Fa%250d%250aSet-Cookie%3Ab%3Dc`,
    );
  });
});

describe("the cookie for the hosts", () => {
  const cookie = () => alice.browser.cookies.get(GUARD_COOKIE) ?? "";

  it("is not a session at this service: an application that sees it cannot act there", async () => {
    const path = authorizePath(await application());
    for (const Cookie of [`${GUARD_COOKIE}=${cookie()}`, `__Host-session=${cookie()}`]) {
      const page = await followLink(alice.browser, path, { Cookie });
      expect([page.status, stateIn(page)]).toEqual([200, "start"]);
      const sent = await followLink(alice.browser, `/authz/sign-in?rd=https://wiki.example.test/`, { Cookie });
      expect([sent.status, stateIn(sent)]).toEqual([200, "start"]);
    }
  });

  it("is taken under its own name alone, which http cannot set", async () => {
    const reply = await checkAccess(alice, "https://wiki.example.test/", { Cookie: `forward-auth=${cookie()}` });
    expect(reply.status).toBe(302);
  });

  it.each(["", "x", "1.AAAA", '{"told":{"user":"admin"}}'])("is nothing when it is %j", async (value) => {
    const reply = await checkAccess(alice, "https://wiki.example.test/", { Cookie: `${GUARD_COOKIE}=${value}` });
    expect(reply.status).toBe(302);
  });

  it("of the session's secret holds the hash, and no other secret of the browser stands for it", async () => {
    const secret = alice.browser.cookies.get("__Host-session") ?? "";
    expect(
      (await checkAccess(alice, "https://wiki.example.test/", { Cookie: `${GUARD_COOKIE}=${secret}` })).status,
    ).toBe(302);
  });

  it("is given to nobody whose session another site brings: a form of another site gets no page", async () => {
    const reply = await alice.browser.request("/authz/sign-in?rd=https://wiki.example.test/", { method: "POST" });
    expect(reply.status).toBe(405);
  });
});

describe("login CSRF", () => {
  it("the request that a person signs in for gives no code, wherever it is shown", async () => {
    const bob = await guestAt(send, "bob");
    const page = await followRedirect(bob, await checkAccess(bob, "https://wiki.example.test/"));
    const done = await signInAs(bob, page);
    expect(done.text).not.toContain("code=");
    const request = /name="request" value="([^"]*)"/.exec(page.text)?.[1] ?? "";
    const whose = await markOf({ user: "bob", realm: "realm1" });
    const chosen = await bob.browser.post("/oidc/account", { request, account: "this", whose });
    expect(chosen.headers.get("Refresh")).toBe(
      `0; url=${LOGIN_ORIGIN}/authz/sign-in?rd=https%3A%2F%2Fwiki.example.test%2F`,
    );
    expect(await auditRows({ event: "CODE_GIVEN", user: "bob" })).toEqual([]);
  });

  it("a request of another domain's service cannot be brought here", async () => {
    const reply = await worker(new Request("https://tiqr.test/authz/sign-in?rd=https://wiki.example.test/"));
    expect(reply.status).toBe(404);
  });
});

describe("clickjacking", () => {
  it("the sign-in page stands in no frame", async () => {
    const { browser } = await guestAt(send, "frame");
    const { headers } = await browser.request("/authz/sign-in?rd=https://wiki.example.test/");
    expect(headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
  });
});
