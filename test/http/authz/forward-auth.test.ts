// Forward authentication, as a proxy and a browser see it: Authelia's contract.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { signInAs } from "../../support/oidc/applications.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { passPath } from "../../support/phones/day-pass.ts";
import { admin, adminAt, asAdmin, post, postOver, resultOf, withSettings, worker } from "../../support/service.ts";
import {
  checkAccess,
  enter,
  followRedirect,
  GUARD_COOKIE,
  GUARDING,
  guardedHost,
  guarding,
  guestAt,
  LOGIN_ORIGIN,
  movedTo,
  remoteIn,
} from "../../support/storage/guarded.ts";

const send = await guarding();
/** At whatever host. */
const anywhere = await withSettings(GUARDING as Partial<Env>);

describe("a browser without a session", () => {
  it("signs in, comes back to where it wanted to, and is let in with what the application is told", async () => {
    await guardedHost("wiki.example.test");
    const alice = await guestAt(send, "alice");
    await post("/user/attribute", { user: "alice", key: "groups", value: "staff,wiki" }, await admin());
    await post("/user/attribute", { user: "alice", key: "email", value: "alice@example.org" }, await admin());
    const wanted = "https://wiki.example.test/page?a=1&b=%20x";
    const sent = await checkAccess(alice, wanted);
    expect([sent.status, sent.headers.get("Location"), sent.headers.get("Cache-Control")]).toEqual([
      302,
      `${LOGIN_ORIGIN}/authz/sign-in?rd=${encodeURIComponent(wanted)}`,
      "no-store",
    ]);
    const page = await followRedirect(alice, sent);
    expect([page.status, stateIn(page), page.text.includes("Sign in to Wiki")]).toEqual([200, "start", true]);
    const done = await signInAs(alice, page);
    expect(stateIn(done)).toBe("accepted");
    expect(done.headers.get("Refresh")).toBe(`0; url=${sent.headers.get("Location")}`);
    const back = await followRedirect(alice, sent);
    expect([back.status, back.headers.get("Location")]).toEqual([303, wanted]);
    const cookie = back.headers.getSetCookie().find((line) => line.startsWith(GUARD_COOKIE)) ?? "";
    expect(cookie.replace(/=[^;]*/, "")).toBe(
      `${GUARD_COOKIE}; Max-Age=43200; Domain=example.test; Path=/; HttpOnly; Secure; SameSite=Lax`,
    );
    const passed = await checkAccess(alice, wanted);
    expect([passed.status, passed.text, passed.headers.get("Cache-Control")]).toEqual([200, "", "no-store"]);
    expect(remoteIn(passed)).toEqual(["alice", "staff,wiki", "alice", "alice@example.org"]);
  });
});

describe("a browser with a session", () => {
  it("gets the cookie for the hosts without another scan, and then into each of them", async () => {
    await guardedHost("one.example.test");
    await guardedHost("two.example.test");
    const bob = await guestAt(send, "bob");
    await enter(bob, "https://one.example.test/");
    expect((await checkAccess(bob, "https://two.example.test/")).status).toBe(200);
    bob.browser.cookies.delete(GUARD_COOKIE);
    const back = await enter(bob, "https://two.example.test/x");
    expect([back.status, back.headers.get("Location")]).toEqual([303, "https://two.example.test/x"]);
    expect((await checkAccess(bob, "https://two.example.test/")).status).toBe(200);
  });

  it("leaves its cookie for the hosts when it signs out", async () => {
    await guardedHost("out.example.test");
    const carol = await guestAt(send, "carol");
    await enter(carol, "https://out.example.test/");
    await carol.browser.post("/oidc/logout", {});
    expect(carol.browser.cookies.has(GUARD_COOKIE)).toBe(false);
  });

  it("leaves it when somebody else signs in there", async () => {
    await guardedHost("other.example.test");
    const dave = await guestAt(send, "dave");
    await enter(dave, "https://other.example.test/");
    const erin = { ...(await guestAt(send, "erin")), browser: dave.browser };
    await signInAs(erin);
    expect((await checkAccess(erin, "https://other.example.test/")).status).toBe(302);
    await enter(erin, "https://other.example.test/");
    expect(remoteIn(await checkAccess(erin, "https://other.example.test/"))[0]).toBe("erin");
  });
});

describe("a session that has ended", () => {
  it("is let in nowhere after a minute, and says so in a row of the trail when it began", async () => {
    await guardedHost("ended.example.test");
    const frank = await guestAt(send, "frank");
    await enter(frank, "https://ended.example.test/");
    await asAdmin("POST", `/token/disable/${frank.serial}`);
    const soon = Date.now() + 61_000;
    vi.setSystemTime(soon);
    const reply = await checkAccess(frank, "https://ended.example.test/");
    vi.useRealTimers();
    expect(reply.status).toBe(302);
    const [row] = await auditRowsOnce(1, { event: "COOKIE_GIVEN", user: "frank" });
    expect(row).toMatchObject({ success: 1, realm: "realm1", serial: frank.serial });
  });

  it("that is still good gets a new cookie with the answer", async () => {
    await guardedHost("renewed.example.test");
    const gina = await guestAt(send, "gina");
    await enter(gina, "https://renewed.example.test/");
    const before = gina.browser.cookies.get(GUARD_COOKIE);
    vi.setSystemTime(Date.now() + 61_000);
    const reply = await checkAccess(gina, "https://renewed.example.test/");
    vi.useRealTimers();
    expect([reply.status, remoteIn(reply)[0]]).toEqual([200, "gina"]);
    expect(gina.browser.cookies.get(GUARD_COOKIE)).not.toBe(before);
  });
});

describe("a person of more groups than a cookie holds", () => {
  it("is let in all the same, with every group", async () => {
    await guardedHost("groups.example.test");
    const lena = await guestAt(send, "lena");
    const groups = Array.from({ length: 60 }, (_, index) => `group-${index}-`.padEnd(90, "x"));
    const store = env.DB.prepare("UPDATE user SET groups = ? WHERE name = 'lena'");
    await store.bind(JSON.stringify(groups)).run();
    await enter(lena, "https://groups.example.test/");
    expect(lena.browser.cookies.get(GUARD_COOKIE)?.length).toBeLessThan(1000);
    for (let times = 0; times < 2; times++)
      expect(remoteIn(await checkAccess(lena, "https://groups.example.test/"))[1]).toBe(groups.join(","));
  });
});

describe("the rules of the client", () => {
  it("send a person who has signed in without a PIN back to do so", async () => {
    await guardedHost("easy.example.test");
    await guardedHost("strict.example.test", { require_pin: true });
    const henk = await guestAt(send, "henk", "");
    await enter(henk, "https://easy.example.test/");
    expect((await checkAccess(henk, "https://easy.example.test/")).status).toBe(200);
    const sent = await checkAccess(henk, "https://strict.example.test/");
    expect([sent.status, stateIn(await followRedirect(henk, sent))]).toEqual([302, "start"]);
  });

  it("keep people of other realms out", async () => {
    await guardedHost("free.example.test");
    await guardedHost("theirs.example.test", { realms: ["theirs"] });
    const iris = await guestAt(send, "iris");
    await enter(iris, "https://free.example.test/");
    const sent = await checkAccess(iris, "https://theirs.example.test/");
    expect([sent.status, stateIn(await followRedirect(iris, sent))]).toEqual([302, "start"]);
  });

  it("let a person with a day pass in only where the host takes one, even if it asks for a PIN", async () => {
    await guardedHost("lenient.example.test", { day_pass: true, require_pin: true });
    await guardedHost("vault.example.test");
    const passing = await guarding({ DAY_PASS: "pages" });
    const kim = await guestAt(passing, "kim");
    const { pass } = resultOf(await postOver(passing, passPath("kim"), {}, await adminAt(passing)));
    const sent = await checkAccess(kim, "https://lenient.example.test/");
    const page = await followRedirect(kim, sent);
    const request = hiddenIn(page, "request") ?? "";
    const waiting = await kim.browser.post("/login/begin", { user: "kim", pin: "1234", request });
    const fields = { transaction_id: hiddenIn(waiting, "transaction_id") ?? "", response: pass, request };
    expect(stateIn(await kim.browser.post("/login/result", fields))).toBe("accepted");
    await followRedirect(kim, sent);
    expect((await checkAccess(kim, "https://lenient.example.test/")).status).toBe(200);
    const kept = await checkAccess(kim, "https://vault.example.test/");
    expect([kept.status, stateIn(await followRedirect(kim, kept))]).toEqual([302, "start"]);
  });

  it("count at once when they become less strict, so that nobody goes back and forth", async () => {
    const id = await guardedHost("eased.example.test", { require_pin: true });
    const jan = await guestAt(send, "jan", "");
    await guardedHost("first.example.test");
    await enter(jan, "https://first.example.test/");
    expect((await checkAccess(jan, "https://eased.example.test/")).status).toBe(302);
    await env.DB.prepare(
      "UPDATE oidc_client SET metadata = json_set(metadata, '$.require_pin', json('false')) WHERE id = ?",
    )
      .bind(id)
      .run();
    expect((await checkAccess(jan, "https://eased.example.test/")).status).toBe(200);
  });
});

describe("the status of a person who has to sign in", () => {
  const visitor = guestAt(send, "status");
  it.each([
    ["a link", {}, 302],
    ["HEAD", { "X-Forwarded-Method": "HEAD" }, 302],
    ["a form", { "X-Forwarded-Method": "POST" }, 303],
    ["a script", { "X-Requested-With": "XMLHttpRequest" }, 401],
    ["a picture", { Accept: "image/webp,*/*" }, 401],
    ["any type first", { Accept: "*/*" }, 302],
  ])("after %s", async (_, headers, status) => {
    await guardedHost("status.example.test").catch(() => undefined);
    const reply = await checkAccess(await visitor, "https://status.example.test/x", headers);
    expect([reply.status, reply.headers.get("Location")]).toEqual([
      status,
      `${LOGIN_ORIGIN}/authz/sign-in?rd=https%3A%2F%2Fstatus.example.test%2Fx`,
    ]);
  });
});

describe("a WebSocket of an application", () => {
  it("is asked about under its own scheme, passes with the cookie, and hears 401 without", async () => {
    await guardedHost("socket.example.test");
    const wim = await guestAt(send, "wim");
    await enter(wim, "https://socket.example.test/");
    // Traefik's word for it; a handshake has no Accept.
    const handshake = { "X-Forwarded-Proto": "wss", Accept: "" };
    const passed = await checkAccess(wim, "https://socket.example.test/live", handshake);
    expect([passed.status, remoteIn(passed)[0]]).toEqual([200, "wim"]);
    const stranger = await checkAccess({ browser: new Browser(send) }, "https://socket.example.test/live", handshake);
    expect([stranger.status, stranger.headers.get("Location")]).toEqual([
      401,
      `${LOGIN_ORIGIN}/authz/sign-in?rd=https%3A%2F%2Fsocket.example.test%2Flive`,
    ]);
  });

  it.each([
    ["http", "ws"],
    ["https", "WSS"],
  ])("is a request by %s under %s", async (scheme, proto) => {
    const PUBLIC_URL = `${scheme}://login.example.test`;
    const browser = new Browser(movedTo(PUBLIC_URL, await withSettings({ ...GUARDING, PUBLIC_URL } as Partial<Env>)));
    await guardedHost(`${proto}.example.test`.toLowerCase());
    const headers = { "X-Forwarded-Proto": proto, "X-Forwarded-Host": `${proto}.example.test` };
    const sent = await checkAccess({ browser }, "", headers);
    expect(sent.headers.get("Location")).toContain(encodeURIComponent(`${scheme}://${proto.toLowerCase()}.`));
  });

  it.each(["ws", "xwss", "wsss", "wss://evil.test/, https"])("is not https by %s", async (proto) => {
    await guardedHost("plain.example.test").catch(() => undefined);
    const headers = { "X-Forwarded-Proto": proto };
    expect((await checkAccess({ browser: new Browser(send) }, "https://plain.example.test/", headers)).status).toBe(
      403,
    );
  });
});

describe("the other two kinds of proxies", () => {
  it("are answered alike: nginx with 401 and the address, by the whole URL", async () => {
    await guardedHost("nginx.example.test");
    const kim = await guestAt(send, "kim");
    const url = { "X-Original-URL": "https://nginx.example.test/a?b", "X-Original-Method": "GET" };
    const sent = await checkAccess(kim, "", url, "/authz/auth-request");
    expect([sent.status, sent.headers.get("Location")]).toEqual([
      401,
      `${LOGIN_ORIGIN}/authz/sign-in?rd=https%3A%2F%2Fnginx.example.test%2Fa%3Fb`,
    ]);
    await enter(kim, "https://nginx.example.test/a?b");
    expect(remoteIn(await checkAccess(kim, "", url, "/authz/auth-request"))[0]).toBe("kim");
  });

  it.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])(
    "Envoy by host and path, by %s",
    async (method) => {
      const host = `${method.toLowerCase()}.example.test`;
      await guardedHost(host);
      const ask = (path: string, headers: Record<string, string> = {}, at = `https://${host}`) =>
        anywhere(
          new Request(at + path, {
            method,
            headers: { Accept: "text/html", "X-Forwarded-Proto": "https", ...headers },
          }),
        );
      const rd = (path: string) => `${LOGIN_ORIGIN}/authz/sign-in?rd=${encodeURIComponent(`https://${host}${path}`)}`;
      for (const [asked, path] of [
        ["/authz/ext-authz/", "/"],
        ["/authz/ext-authz/a/b?c=d", "/a/b?c=d"],
        ["/authz/ext-authz//a", "/a"],
      ] as const) {
        const reply = await ask(asked);
        const status = method === "GET" || method === "OPTIONS" ? 302 : 303;
        expect([asked, reply.status, reply.headers.get("Location")]).toEqual([asked, status, rd(path)]);
      }
      // The host of the request counts before any other.
      expect((await ask("/authz/ext-authz/", { "X-Forwarded-Host": "unknown.example.test" })).status).toBeLessThan(400);
      expect((await ask("/authz/ext-authz/", { "X-Forwarded-Host": host }, LOGIN_ORIGIN)).headers.get("Location")).toBe(
        rd("/"),
      );
    },
  );
});

describe("a service without FORWARD_AUTH_DOMAIN", () => {
  it.each(["/authz/forward-auth", "/authz/auth-request", "/authz/ext-authz/x", "/authz/sign-in?rd=https://a.test/"])(
    "has no %s",
    async (path) => {
      const headers = { Accept: "text/html", "X-Forwarded-Host": "a.test", "X-Forwarded-Proto": "https" };
      expect((await worker(new Request(`https://tiqr.test${path}`, { headers }))).status).toBe(404);
    },
  );
});
