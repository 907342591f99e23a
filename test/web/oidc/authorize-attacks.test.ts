// Attacks on the authorization endpoint and on the sessions behind it, by name.

import { describe, expect, it, vi } from "vitest";
import { markOf } from "../../../src/core/user.ts";
import {
  answerFields,
  application,
  authorizePath,
  followLink,
  postTo,
  sentTo,
  signInAs,
  visitor,
} from "../../support/oidc/applications.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { asAdmin, ORIGIN, request } from "../../support/service.ts";

const CALLBACK = "https://wiki.example/callback";

describe("open redirect: an address that is not registered leads nowhere", () => {
  it.each([
    "https://evil.example/callback",
    "https://wiki.example/callback/",
    "https://wiki.example/Callback",
    "https://WIKI.example/callback",
    "HTTPS://wiki.example/callback",
    "https://wiki.example./callback",
    "https://wiki.example:443/callback",
    "https://wiki.example:8443/callback",
    "https://user@wiki.example/callback",
    "https://wiki.example@evil.example/callback",
    "https://wiki.example/callback#fragment",
    "https://wiki.example/callback?x=1",
    "https://wiki.example/callback%2f",
    "https://wiki.example/%63allback",
    "https://wiki.example/../callback",
    "https://wiki.example\\@evil.example/callback",
    "https://wiki.example/callback ",
    "http://wiki.example/callback",
    "//wiki.example/callback",
    "javascript:alert(1)",
    "",
  ])("%s", async (redirect_uri) => {
    const id = await application();
    for (const more of [{}, { response_type: "token" }, { prompt: "none" }]) {
      const reply = await followLink(new Browser(), authorizePath(id, { redirect_uri, ...more }));
      expect([reply.status, reply.headers.get("Location"), reply.headers.get("Refresh")]).toEqual([400, null, null]);
      expect(reply.text).toContain("data-problem");
    }
  });

  it("nor does an unknown client, or a parameter that comes twice", async () => {
    const id = await application();
    for (const path of [
      authorizePath("unknown"),
      authorizePath(id, { client_id: undefined }),
      `${authorizePath(id)}&redirect_uri=https%3A%2F%2Fevil.example`,
      `${authorizePath(id)}&client_id=other`,
    ])
      expect([(await followLink(new Browser(), path)).status]).toEqual([400]);
  });

  it("a loopback address may differ in its port alone", async () => {
    const id = await application({ redirect_uris: ["http://127.0.0.1/cb"], token_endpoint_auth_method: "none" });
    const pkce = { code_challenge: "A".repeat(43), code_challenge_method: "S256" };
    const status = async (redirect_uri: string) =>
      (await followLink(new Browser(), authorizePath(id, { redirect_uri, ...pkce }))).status;
    for (const good of ["http://127.0.0.1/cb", "http://127.0.0.1:49152/cb"]) expect(await status(good)).toBe(200);
    for (const bad of [
      "http://127.0.0.1:49152/other",
      "http://127.0.0.1:99999/cb",
      "http://127.0.0.1:1@evil.example/cb",
      "http://127.0.0.1:80.evil.example/cb",
      "http://localhost:49152/cb",
      "https://127.0.0.1:49152/cb",
    ])
      expect([bad, await status(bad)]).toEqual([bad, 400]);
  });
});

describe("errors go back with state and iss", () => {
  it.each([
    [{ response_type: "token" }, "unsupported_response_type"],
    [{ response_type: undefined }, "invalid_request"],
    [{ response_mode: "fragment" }, "invalid_request"],
    [{ scope: "profile" }, "invalid_scope"],
    [{ request: "eyJ" }, "request_not_supported"],
    [{ request_uri: "https://evil.example/r" }, "request_uri_not_supported"],
    [{ prompt: "none login" }, "invalid_request"],
    [{ max_age: "-1" }, "invalid_request"],
    [{ id_token_hint: "made.up.hint" }, "invalid_request"],
    [{ prompt: "none" }, "login_required"],
    [{ code_challenge: "A".repeat(43) }, "invalid_request"], // PKCE downgrade: no method means plain
    [{ code_challenge: "A".repeat(43), code_challenge_method: "plain" }, "invalid_request"],
    [{ code_challenge_method: "S256" }, "invalid_request"],
  ] as [Record<string, string | undefined>, string][])("%o: %s", async (changed, error) => {
    const reply = await followLink(new Browser(), authorizePath(await application(), changed));
    expect(reply.status).toBe(303);
    expect(answerFields(reply)).toMatchObject({ error, state: "st4te", iss: ORIGIN });
    expect(sentTo(reply)?.href.startsWith(`${CALLBACK}?`)).toBe(true);
  });

  it("form_post cannot lead to an app by a scheme of its own, since browsers send no form there", async () => {
    const redirect_uri = "org.example.app:/callback";
    const id = await application({ token_endpoint_auth_method: "none", redirect_uris: [redirect_uri] });
    const by = { code_challenge: "A".repeat(43), code_challenge_method: "S256", redirect_uri };
    const reply = await followLink(new Browser(), authorizePath(id, { ...by, response_mode: "form_post" }));
    expect(reply.status).toBe(303);
    expect(reply.headers.get("Location")).toMatch(
      /^org\.example\.app:\/callback\?error=invalid_request&.*&state=st4te/,
    );
    expect(stateIn(await followLink(new Browser(), authorizePath(id, by)))).toBe("start");
  });

  it("a public client cannot do without PKCE", async () => {
    const id = await application({ token_endpoint_auth_method: "none" });
    expect(answerFields(await followLink(new Browser(), authorizePath(id))).error).toBe("invalid_request");
  });
});

describe("a session", () => {
  it("gets a new secret at each sign-in, whatever cookie the browser brings (fixation)", async () => {
    const alice = await visitor("alice");
    const planted = "a".repeat(96);
    alice.browser.cookies.set("__Host-session", planted);
    await signInAs(alice, await followLink(alice.browser, authorizePath(await application())));
    const first = alice.browser.cookies.get("__Host-session");
    expect(first).toMatch(/^[0-9a-f]{96}$/);
    expect(first).not.toBe(planted);
    await signInAs(alice, await followLink(alice.browser, authorizePath(await application(), { prompt: "login" })));
    expect(alice.browser.cookies.get("__Host-session")).not.toBe(first);
    const thief = new Browser();
    for (const secret of [planted, first ?? ""]) {
      thief.cookies.set("__Host-session", secret);
      expect(answerFields(await followLink(thief, authorizePath(await application(), { prompt: "none" }))).error).toBe(
        "login_required",
      );
    }
  });

  it("is over when its token is disabled, and stays over when the token is enabled again", async () => {
    const bob = await visitor("bob");
    const silent = authorizePath(await application(), { prompt: "none" });
    await signInAs(bob, await followLink(bob.browser, authorizePath(await application())));
    expect(answerFields(await followLink(bob.browser, silent)).code).toBeDefined();
    for (const change of ["disable", "enable"]) {
      await asAdmin("POST", `/token/${change}/${bob.serial}`);
      expect(answerFields(await followLink(bob.browser, silent)).error).toBe("login_required");
    }
  });

  it("is asked again by prompt=login, and by max_age once it is older", async () => {
    const carol = await visitor("carol");
    const id = await application();
    await signInAs(carol, await followLink(carol.browser, authorizePath(id)));
    expect(stateIn(await followLink(carol.browser, authorizePath(id, { prompt: "login" })))).toBe("start");
    expect(answerFields(await followLink(carol.browser, authorizePath(id, { max_age: "60" }))).code).toBeDefined();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
    expect(stateIn(await followLink(carol.browser, authorizePath(id, { max_age: "60" })))).toBe("start");
    vi.useRealTimers();
  });

  it("ends when it is not used for SESSION_IDLE_MINUTES", async () => {
    const dan = await visitor("dan");
    await signInAs(dan, await followLink(dan.browser, authorizePath(await application())));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61 * 60_000 });
    expect(stateIn(await followLink(dan.browser, authorizePath(await application())))).toBe("start");
    vi.useRealTimers();
  });
});

describe("the request that a person signs in for", () => {
  it("cannot be changed on its way, and then is no sign-in to the service either", async () => {
    const erin = await visitor("erin");
    const page = await followLink(erin.browser, authorizePath(await application()));
    const sealed = hiddenIn(page, "request") ?? "";
    for (const changed of [`${sealed.slice(0, -2)}AA`, "x", ""]) {
      const reply = await erin.browser.post("/login/begin", { user: "erin", pin: erin.pin, request: changed });
      expect([reply.status, stateIn(reply)]).toEqual([400, "unreadable"]);
    }
  });

  it("leads back after 30 minutes, and begins no login", async () => {
    const page = await followLink(new Browser(), authorizePath(await application()));
    const sealed = hiddenIn(page, "request") ?? "";
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 30 * 60_000 });
    const reply = await new Browser().post("/login/begin", { user: "x", request: sealed });
    vi.useRealTimers();
    expect(stateIn(reply)).toBe("outdated");
    expect(reply.text).toContain("error=access_denied");
  });

  it("is cancelled back to the application", async () => {
    const frank = await visitor("frank");
    const page = await followLink(frank.browser, authorizePath(await application()));
    const request = hiddenIn(page, "request") ?? "";
    const { transactionId } = await frank.browser.begin({ user: "frank", pin: frank.pin, request });
    const left = await frank.browser.post("/login/cancel", { transaction_id: transactionId, request });
    expect(answerFields(left)).toMatchObject({ error: "access_denied", state: "st4te", iss: ORIGIN });
  });

  it("that wants a PIN opens no login without one", async () => {
    const pinless = await visitor("pinless", "");
    const page = await followLink(pinless.browser, authorizePath(await application({ require_pin: true })));
    const request = hiddenIn(page, "request") ?? "";
    expect(stateIn(await pinless.browser.post("/login/begin", { user: "pinless", request }))).toBe("pin-needed");
    expect(stateIn(await pinless.browser.post("/login/begin", { user: "pinless", pin: "1", request }))).toBe(
      "wrong-user",
    );
  });

  it("lets in users of the client's realms alone", async () => {
    const grace = await visitor("grace");
    const id = await application({ realms: ["staff"] });
    const page = await followLink(grace.browser, authorizePath(id));
    const request = hiddenIn(page, "request") ?? "";
    expect(stateIn(await grace.browser.post("/login/begin", { user: "grace", pin: grace.pin, request }))).toBe(
      "wrong-user",
    );
    await signInAs(grace, await followLink(grace.browser, authorizePath(await application())));
    expect(stateIn(await followLink(grace.browser, authorizePath(id)))).toBe("start");
  });
});

describe("form_post", () => {
  it("is a form that goes to the application, and only there", async () => {
    const heidi = await visitor("heidi");
    const id = await application();
    const page = await followLink(heidi.browser, authorizePath(id, { response_mode: "form_post" }));
    expect(page.headers.get("Content-Security-Policy")).toContain("form-action 'self' https:;");
    const other = await followLink(heidi.browser, authorizePath(id));
    expect(other.headers.get("Content-Security-Policy")).toContain("form-action 'self';");
    const native = await application({ redirect_uris: ["http://127.0.0.1/callback"] });
    const by = { response_mode: "form_post", redirect_uri: "http://127.0.0.1:4711/callback" };
    const local = await followLink(heidi.browser, authorizePath(native, by));
    expect(local.headers.get("Content-Security-Policy")).toContain("form-action 'self' https: http://127.0.0.1:4711;");
    const done = await signInAs(heidi, page);
    expect([hiddenIn(done, "state"), hiddenIn(done, "iss"), done.headers.get("Refresh")]).toEqual([
      "st4te",
      ORIGIN,
      null,
    ]);
    expect(hiddenIn(done, "code")).toBeDefined();
    expect(done.text).toContain(`<form method="post" action="${CALLBACK}" data-return`);
  });
});

describe("clickjacking, and pictures", () => {
  it("no page of a sign-in can be framed, and the application's picture is the only one from elsewhere", async () => {
    const id = await application({ logo_uri: "https://cdn.example/logo.png?x=1" });
    const page = await followLink(new Browser(), authorizePath(id));
    const policy = page.headers.get("Content-Security-Policy") ?? "";
    expect([policy.includes("frame-ancestors 'none'"), page.headers.get("X-Frame-Options")]).toEqual([true, "DENY"]);
    expect(policy).toContain("img-src 'self' https://cdn.example/logo.png data:");
    const plain = (await request("/login")).headers.get("Content-Security-Policy");
    expect(plain).toContain("img-src 'self' data:");
    expect(plain).not.toContain("cdn.example");
  });

  // Such a host is refused now, but a row may be older.
  it.each(["cdn.example;sandbox", "cdn.example,default-src", "cdn.ex'ample"])(
    "a picture or a form at the host %s writes nothing into the policy",
    async (host) => {
      const redirect_uri = `https://${host}/callback`;
      const id = await application({ logo_uri: `https://${host}/logo.png`, redirect_uris: [redirect_uri] });
      const page = await followLink(new Browser(), authorizePath(id, { response_mode: "form_post", redirect_uri }));
      expect(stateIn(page)).toBe("start");
      const plain = (await request("/login")).headers.get("Content-Security-Policy") ?? "";
      const leading = plain.replace("form-action 'self'", "form-action 'self' https:");
      expect(page.headers.get("Content-Security-Policy")).toBe(leading);
    },
  );
  it("a picture in the operator's own network is not fetched, though it was registered before that was refused", async () => {
    for (const logo_uri of [
      "https://10.0.0.1/logo.png",
      "https://kubernetes.default.svc/",
      "https:cdn.example/logo.png",
    ]) {
      const page = await followLink(new Browser(), authorizePath(await application({ logo_uri })));
      expect(stateIn(page)).toBe("start");
      expect(page.headers.get("Content-Security-Policy")).toContain("img-src 'self' data:");
      expect(page.text).not.toContain(logo_uri);
    }
  });
});

describe("a form of another site at /oidc/authorize", () => {
  it("is asked for once more by a link, which brings the cookie", async () => {
    const id = await application();
    const fields = Object.fromEntries(new URL(authorizePath(id), ORIGIN).searchParams);
    const reply = await postTo(new Browser(), "/oidc/authorize", fields, { "Sec-Fetch-Site": "cross-site" });
    expect([reply.status, reply.headers.get("Location")]).toEqual([303, authorizePath(id)]);
    expect(stateIn(await new Browser().post("/oidc/authorize", fields))).toBe("start");
  });

  it("cannot pass over prompt=login, nor can the person, who has the request in the page", async () => {
    const judy = await visitor("judy");
    const id = await application();
    await signInAs(judy, await followLink(judy.browser, authorizePath(id)));
    const page = await followLink(judy.browser, authorizePath(id, { prompt: "login" }));
    const request = hiddenIn(page, "request") ?? "";
    const whose = await markOf({ user: "judy", realm: "realm1" });
    const chosen = await judy.browser.post("/oidc/account", { request, account: "this", whose });
    expect([stateIn(chosen), answerFields(chosen)]).toEqual(["start", {}]);
  });

  it("cannot choose an account for the person", async () => {
    const ivan = await visitor("ivan");
    const id = await application();
    await signInAs(ivan, await followLink(ivan.browser, authorizePath(id)));
    const page = await followLink(ivan.browser, authorizePath(id, { prompt: "select_account" }));
    expect(stateIn(page)).toBe("choose");
    const request = hiddenIn(page, "request") ?? "";
    const foreign = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect((await ivan.browser.post("/oidc/account", { request, account: "this" }, foreign)).text).toContain(
      "data-problem",
    );
    const whose = hiddenIn(page, "whose") ?? "";
    expect(
      answerFields(await ivan.browser.post("/oidc/account", { request, account: "this", whose })).code,
    ).toBeDefined();
    expect(stateIn(await ivan.browser.post("/oidc/account", { request, account: "other" }))).toBe("start");
  });

  it("gets no code of another person who has signed in since the page named one", async () => {
    const kim = await visitor("kim");
    const id = await application();
    await signInAs(kim, await followLink(kim.browser, authorizePath(id)));
    const page = await followLink(kim.browser, authorizePath(id, { prompt: "select_account" }));
    const [request, whose] = [hiddenIn(page, "request") ?? "", hiddenIn(page, "whose") ?? ""];
    await signInAs({ ...(await visitor("leo")), browser: kim.browser });
    const chosen = await kim.browser.post("/oidc/account", { request, account: "this", whose });
    expect([stateIn(chosen), answerFields(chosen)]).toEqual(["start", {}]);
  });
});
