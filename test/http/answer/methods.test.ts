// Methods, headers and caching of every path.

import { describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { makeTenant } from "../../support/oidc/entra.ts";
import { admin, check, enrol, initToken, ORIGIN, openLogin, post, request, worker } from "../../support/service.ts";

const PATHS: readonly (readonly [string, string])[] = [
  ["/auth", "POST, DELETE, OPTIONS"],
  ["/auth/sessions", "DELETE, OPTIONS"],
  ["/auth/confirm", "POST, OPTIONS"],
  ["/token/init", "POST, OPTIONS"],
  ["/token/enrollmentlink", "GET, POST, HEAD, OPTIONS"],
  ["/token/enrollmentlink/x", "DELETE, OPTIONS"],
  ["/token/", "GET, HEAD, OPTIONS"],
  ["/token/enable", "POST, OPTIONS"],
  ["/token/disable/S", "POST, OPTIONS"],
  ["/token/reset", "POST, OPTIONS"],
  ["/token/revoke", "POST, OPTIONS"],
  ["/token/unassign/S", "POST, OPTIONS"],
  ["/token/assign", "POST, OPTIONS"],
  ["/token/setpin", "POST, OPTIONS"],
  ["/token/setrandompin/S", "POST, OPTIONS"],
  ["/token/set", "POST, OPTIONS"],
  ["/token/description/S", "POST, OPTIONS"],
  ["/token/info/S/key", "POST, DELETE, OPTIONS"],
  ["/token/challenges/", "GET, HEAD, OPTIONS"],
  ["/token/challenges/S", "GET, HEAD, OPTIONS"],
  ["/token/challenges/expired", "DELETE, OPTIONS"],
  ["/token/S", "DELETE, OPTIONS"],
  ["/token/challenges/transaction/1", "DELETE, OPTIONS"],
  ["/ttype/tiqr", "GET, POST, HEAD, OPTIONS"],
  ["/validate/check", "GET, POST, HEAD, OPTIONS"],
  ["/validate/samlcheck", "GET, POST, HEAD, OPTIONS"],
  ["/validate/radiuscheck", "GET, POST, HEAD, OPTIONS"],
  ["/validate/triggerchallenge", "GET, POST, HEAD, OPTIONS"],
  ["/validate/capabilities", "GET, HEAD, OPTIONS"],
  ["/validate/polltransaction", "GET, HEAD, OPTIONS"],
  ["/validate/polltransaction/1", "GET, HEAD, OPTIONS"],
  ["/validate/pollenrollment", "GET, HEAD, OPTIONS"],
  ["/validate/pollenrollment/1", "GET, HEAD, OPTIONS"],
  ["/validate/events/1", "GET, HEAD, OPTIONS"],
  ["/audit/", "GET, HEAD, OPTIONS"],
  ["/jobs", "GET, HEAD, OPTIONS"],
  ["/jobs/tokens", "POST, OPTIONS"],
  ["/jobs/users", "POST, OPTIONS"],
  ["/jobs/x", "GET, HEAD, OPTIONS"],
  ["/jobs/x/result", "GET, HEAD, OPTIONS"],
  ["/jobs/x/cancel", "POST, OPTIONS"],
  ["/system/", "GET, HEAD, OPTIONS"],
  ["/system/setConfig", "POST, OPTIONS"],
  ["/system/key", "GET, DELETE, HEAD, OPTIONS"],
  ["/realm/", "GET, HEAD, OPTIONS"],
  ["/defaultrealm", "GET, HEAD, OPTIONS"],
  ["/user/", "GET, HEAD, OPTIONS"],
  ["/user/realm1/x", "GET, DELETE, HEAD, OPTIONS"],
  ["/user/attribute", "GET, POST, HEAD, OPTIONS"],
  ["/user/realm1/x/sessions", "DELETE, OPTIONS"],
  ["/user/attribute/name/x/realm1", "DELETE, OPTIONS"],
  ["/auth/rights", "GET, HEAD, OPTIONS"],
  ["/me", "GET, HEAD, OPTIONS"],
  ["/me/pin", "GET, POST, HEAD, OPTIONS"],
  ["/me/recover", "GET, POST, HEAD, OPTIONS"],
  ["/me/sessions", "GET, POST, HEAD, OPTIONS"],
  ["/oidc/jwks", "GET, HEAD, OPTIONS"],
  ["/entra/jwks", "GET, HEAD, OPTIONS"],
  ["/entra/.well-known/openid-configuration", "GET, HEAD, OPTIONS"],
  ["/oidc/authorize", "GET, POST, HEAD, OPTIONS"],
  ["/oidc/logout", "GET, POST, HEAD, OPTIONS"],
  ["/oidc/par", "POST, OPTIONS"],
  ["/oidc/token", "POST, OPTIONS"],
  ["/oidc/revoke", "POST, OPTIONS"],
  ["/oidc/introspect", "POST, OPTIONS"],
  ["/oidc/userinfo", "GET, POST, HEAD, OPTIONS"],
  ["/.well-known/openid-configuration", "GET, HEAD, OPTIONS"],
  ["/.well-known/oauth-authorization-server", "GET, HEAD, OPTIONS"],
  ["/oidc/clients", "GET, POST, HEAD, OPTIONS"],
  ["/oidc/clients/x", "GET, PATCH, DELETE, HEAD, OPTIONS"],
  ["/oidc/clients/x/secret", "POST, OPTIONS"],
  ["/oidc/clients/x/refusals", "GET, HEAD, OPTIONS"],
];

const FOR_PAGES: readonly (readonly [RegExp, string])[] = [
  [/^\/(validate\/poll|\.well-known\/|oidc\/jwks)/, "GET"],
  [/^\/oidc\/(par|token|revoke)$/, "POST"],
  [/^\/oidc\/userinfo$/, "GET,POST"],
];

// What Microsoft Entra asks is there for whoever has a tenant.
await makeTenant();

describe.each(PATHS)("%s", (path, allow) => {
  it(`answers every method that it lacks with the allowed ones: ${allow}`, async () => {
    const others = ["GET", "POST", "PUT", "PATCH", "DELETE"].filter((method) => !allow.includes(method));
    expect(others.length).toBeGreaterThan(1);
    for (const method of others) {
      const reply = await request(path, { method, headers: await admin() });
      expect([method, reply.status, reply.headers.get("Allow")]).toEqual([method, 405, allow]);
      expect(reply.json).toMatchObject({ detail: null, result: { status: false, error: { code: 405 } } });
    }
  });

  it("answers OPTIONS without doing anything", async () => {
    const { status, text, headers } = await request(path, { method: "OPTIONS", headers: await admin() });
    expect([status < 300, text]).toEqual([true, ""]);
    // Pages of other origins may read these, so OPTIONS answers as CORS wants it.
    const [, forPages] = FOR_PAGES.find(([pattern]) => pattern.test(path)) ?? [];
    expect(headers.get("Allow")).toBe(forPages ? null : allow);
    expect(headers.get("Access-Control-Allow-Methods")).toBe(forPages ?? null);
  });
});

describe("HEAD", () => {
  it.each(["/validate/polltransaction/1", "/token/", "/health", "/logo.png"])("of %s has no body", async (path) => {
    const { status, text } = await request(path, { method: "HEAD", headers: await admin() });
    expect([status, text]).toEqual([200, ""]);
  });

  it("of a path that only takes POST is not allowed", async () => {
    expect((await request("/auth", { method: "HEAD" })).status).toBe(405);
  });
});

describe("browsers of other origins", () => {
  it("may poll, and nothing else", async () => {
    const origin = async (path: string, init: RequestInit = {}) => {
      const headers = { ...(await admin()), Origin: "https://app.example" };
      return (await request(path, { ...init, headers })).headers.get("Access-Control-Allow-Origin");
    };
    expect(await origin("/validate/polltransaction?transaction_id=1")).toBe("*");
    expect(await origin("/validate/polltransaction/1")).toBe("*");
    expect(await origin("/validate/polltransaction")).toBe("*"); // an error must be readable, too
    for (const path of ["/validate/check?user=x", "/token/", "/ttype/tiqr", "/health", "/nosuch"])
      expect([path, await origin(path)]).toEqual([path, null]);
    for (const path of ["/auth", "/token/init", "/validate/check"])
      expect([path, await origin(path, { method: "OPTIONS" })]).toEqual([path, null]);
  });
});

describe("every reply", () => {
  it.each(["/health", "/nosuch", "/auth", "/token/", "/ttype/tiqr", "/ttype/nosuch", "/validate/check", "/logo.png"])(
    "of %s carries the headers that keep browsers from guessing",
    async (path) => {
      const { headers } = await worker(new Request(ORIGIN + path));
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("X-Frame-Options")).toBe("DENY");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Strict-Transport-Security")).toMatch(/^max-age=\d{7,}/);
      expect(headers.get("X-Powered-By")).toBeNull();
    },
  );

  it("that carries a secret or a token is stored nowhere, and every other is asked for again", async () => {
    await enrol({ user: "cache", pin: "1234" });
    const { id } = await openLogin({ user: "cache", pass: "1234" });
    const cached = async (reply: Promise<{ headers: Headers }>) => (await reply).headers.get("Cache-Control");
    expect(await cached(post("/auth", { username: "admin", password: ADMIN_PASSWORD }))).toBe("no-store");
    expect(await cached(initToken({ user: "cache" }))).toBe("no-store");
    expect(await cached(check({ user: "cache", pass: "1234" }))).toBe("no-store");
    expect(await cached(check({ user: "cache", pass: "wrong" }))).toBe("no-store");
    expect(await cached(post("/ttype/tiqr", {}))).toBe("no-store");
    expect(await cached(request("/ttype/tiqr?action=metadata&session=x&serial=y"))).toBe("no-store");
    expect(await cached(request(`/validate/polltransaction/${id}`))).toBe("no-cache");
    expect(await cached(request("/token/", { headers: await admin() }))).toBe("no-cache");
    expect(await cached(request("/nosuch"))).toBe("no-cache");
  });
});
