// /oidc/authorize as a browser sees it: OpenID Connect Core 1.0 §3.1.2.

import { describe, expect, it } from "vitest";
import { openCode } from "../../../src/core/oidc/grants/code.ts";
import { pushRequest } from "../../../src/core/oidc/requests/pushed.ts";
import { randomBytes } from "../../support/login.ts";
import {
  answerFields,
  application,
  authorizePath,
  followLink,
  sentTo,
  signInAs,
  visitor,
} from "../../support/oidc/applications.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { ORIGIN, withSettings } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const codeIn = async (told: Record<string, string>) =>
  openCode((await realPorts()).sealer, told.code ?? "", Date.now());

describe("a browser without a session", () => {
  it("signs in on a page that names the application, and goes back with a code, state and iss", async () => {
    const id = await application();
    const alice = await visitor("alice");
    const page = await followLink(alice.browser, authorizePath(id));
    expect([page.status, stateIn(page), page.headers.get("Cache-Control")]).toEqual([200, "start", "no-store"]);
    expect(page.text).toContain("Sign in to Wiki");
    const done = await signInAs(alice, page);
    expect(stateIn(done)).toBe("accepted");
    const told = answerFields(done);
    expect(sentTo(done)?.href.startsWith("https://wiki.example/callback?code=")).toBe(true);
    expect([Object.keys(told), told.state, told.iss]).toEqual([["code", "state", "iss"], "st4te", ORIGIN]);
    expect(await codeIn(told)).toMatchObject({
      clientId: id,
      redirectUri: "https://wiki.example/callback",
      scope: ["openid", "profile"],
      nonce: "n0nce",
      session: { user: "alice", realm: "realm1", amr: ["swk", "pin", "mfa"] },
    });
  });
});

describe("an application that has to push its requests", () => {
  it("hears so of a request that comes with the browser, and of none that it has pushed", async () => {
    const id = await application({ require_pushed_authorization_requests: true });
    const browser = new Browser();
    expect(answerFields(await followLink(browser, authorizePath(id)))).toEqual({
      error: "invalid_request",
      error_description: "request_uri is missing: this client must push its requests to /oidc/par",
      state: "st4te",
      iss: ORIGIN,
    });
    const { sealer } = await realPorts();
    const params = new URL(authorizePath(id), ORIGIN).searchParams;
    const pushed = new Map([...params].map(([name, value]) => [name, [value]] as const));
    const request_uri = await pushRequest({ randomBytes, sealer }, id, pushed, Date.now());
    const path = `/oidc/authorize?${new URLSearchParams({ client_id: id, request_uri })}`;
    expect(stateIn(await followLink(browser, path))).toBe("start");
  });

  it("may be one that was registered before this could be asked of it", async () => {
    const id = await application({ require_pushed_authorization_requests: undefined } as object);
    expect(stateIn(await followLink(new Browser(), authorizePath(id)))).toBe("start");
  });
});

describe("a person who signs in on the phone itself", () => {
  it("is led back by the iOS app to a page that finds the login again", async () => {
    const carol = await visitor("carol");
    const request = hiddenIn(await followLink(carol.browser, authorizePath(await application())), "request") ?? "";
    const { link, transactionId } = await carol.browser.begin({ user: "carol", pin: carol.pin, request });
    expect(link).toMatch(/\/Wiki\/2\?https:\/\/tiqr\.test\/login\/back$/);
    expect((await carol.phone.login(link)).told).toBe("logged-in");
    const back = await carol.browser.request("/login/back");
    expect([stateIn(back), hiddenIn(back, "transaction_id")]).toEqual(["waiting", transactionId]);
    expect(answerFields(await carol.browser.result(transactionId)).code).toBeDefined();
    // The app comes second: the tab of the sign-in has gone on by itself.
    expect(stateIn(await carol.browser.request("/login/back"))).toBe("elsewhere");
    expect(stateIn(await new Browser().request("/login/back"))).toBe("start");
    // Or first: then the tab of the sign-in asks in vain.
    expect(stateIn(await carol.browser.result(transactionId))).toBe("elsewhere");
    expect(stateIn(await new Browser().result(transactionId))).toBe("no-cookie");
  });

  it("finds the login that the phone has answered, or else the newest, among those that were abandoned", async () => {
    const dora = await visitor("dora");
    const begun = [];
    for (let count = 0; count < 4; count++) begun.push(await dora.browser.begin({ user: "dora", pin: dora.pin }));
    const back = async () => {
      const page = await dora.browser.request("/login/back");
      return [stateIn(page), hiddenIn(page, "transaction_id")];
    };
    expect(await back()).toEqual(["not-yet", begun[3]?.transactionId]);
    expect((await dora.phone.login(begun[2]?.link ?? "")).told).toBe("logged-in");
    expect(await back()).toEqual(["waiting", begun[2]?.transactionId]);
  });
});

describe("a signed-in browser", () => {
  it("is known by every name that an application may have been told", async () => {
    const send = await withSettings({ EMAIL_TEMPLATE: "{user}@mail.example" } as Partial<Env>);
    const vera = await visitor("vera", "1234", send);
    const id = await application();
    await signInAs(vera, await followLink(vera.browser, authorizePath(id)));
    for (const login_hint of ["vera", "Vera@realm1", "vera@mail.example"])
      expect([
        login_hint,
        answerFields(await followLink(vera.browser, authorizePath(id, { login_hint }))).code,
      ]).toEqual([login_hint, expect.any(String)]);
    expect(stateIn(await followLink(vera.browser, authorizePath(id, { login_hint: "vera@other.example" })))).toBe(
      "start",
    );
  });

  it("of another realm is not known by the name alone, which is one of the default realm", async () => {
    const wim = await visitor("wim@other");
    const id = await application();
    await signInAs(wim, await followLink(wim.browser, authorizePath(id)));
    expect(
      answerFields(await followLink(wim.browser, authorizePath(id, { login_hint: "wim@other" }))).code,
    ).toBeDefined();
    expect(stateIn(await followLink(wim.browser, authorizePath(id, { login_hint: "wim" })))).toBe("start");
  });

  it("goes back with a code at once, also to another application", async () => {
    const bob = await visitor("bob");
    await signInAs(bob, await followLink(bob.browser, authorizePath(await application())));
    const again = await followLink(bob.browser, authorizePath(await application({ client_name: "Chat" })));
    expect([again.status, Object.keys(answerFields(again))]).toEqual([303, ["code", "state", "iss"]]);
  });
});
