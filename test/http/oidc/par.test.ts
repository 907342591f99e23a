// POST /oidc/par: RFC 9126.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PUSHED_VALIDITY_MS } from "../../../src/core/oidc/requests/pushed.ts";
import { answerFields, followLink as askOf, signInAs, visitor } from "../../support/oidc/applications.ts";
import { basic, CALLBACK, type MadeClient, makeClient } from "../../support/oidc/oidc.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { post, type Reply } from "../../support/service.ts";

afterEach(() => vi.useRealTimers());

const REQUEST = { response_type: "code", redirect_uri: CALLBACK, scope: "openid", state: "s" };
const USED = {
  error: "invalid_request_uri",
  error_description: "the pushed request has given its code before",
  state: "s",
};
const push = (client: MadeClient, changed: Record<string, string> = {}) =>
  post("/oidc/par", { ...REQUEST, ...changed }, basic(client));
const spentIds = async () =>
  (await env.DB.prepare("SELECT id FROM oidc_assertion").all<{ id: string }>()).results.map(({ id }) => id);
const pathOf = (clientId: string, name: string, more = {}) =>
  `/oidc/authorize?${new URLSearchParams({ client_id: clientId, request_uri: name, ...more })}`;

describe("a pushed request", () => {
  it("leads to the sign-in page, whatever the browser adds", async () => {
    const wiki = await makeClient();
    const pushed = await push(wiki);
    expect([pushed.status, pushed.json.expires_in, pushed.headers.get("Cache-Control")]).toEqual([
      201,
      540,
      "no-store",
    ]);
    const evil = { redirect_uri: "https://evil.example/", scope: "openid email", state: "other" };
    const page = await askOf(new Browser(), pathOf(wiki.client_id, pushed.json.request_uri, evil));
    expect([page.status, stateIn(page)]).toEqual([200, "start"]);
    expect(page.text).not.toContain("evil.example");
    expect(hiddenIn(page, "request")).toBeDefined();
  });

  it("is of no use to another client, or when a letter of it has changed", async () => {
    const [wiki, chat] = [await makeClient(), await makeClient()];
    const name: string = (await push(wiki)).json.request_uri;
    const changed = `${name.slice(0, -3)}AAA`;
    for (const path of [pathOf(chat.client_id, name), pathOf(wiki.client_id, changed)]) {
      const reply = await askOf(new Browser(), path);
      expect([reply.status, reply.headers.get("Location")]).toEqual([400, null]);
    }
  });

  it("is not spent by a HEAD, which decides nothing, nor by another client", async () => {
    const [wiki, chat] = [await makeClient(), await makeClient()];
    const name: string = (await push(wiki)).json.request_uri;
    const person = await visitor("heading", "1234");
    await signInAs(person);
    const head = await person.browser.request(pathOf(wiki.client_id, name), { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    expect((await askOf(person.browser, pathOf(chat.client_id, name))).status).toBe(400);
    expect(answerFields(await askOf(person.browser, pathOf(wiki.client_id, name))).code).toBeDefined();
  });

  it("outlives the reloading of its page, and whoever opens the link first, until a code is given", async () => {
    const wiki = await makeClient();
    const path = pathOf(wiki.client_id, (await push(wiki)).json.request_uri);
    const person = await visitor("reloading", "1234");
    // A scanner of links, then the person, who reloads the page.
    for (const browser of [new Browser(), person.browser, person.browser])
      expect(stateIn(await askOf(browser, path))).toBe("start");
    const answer = answerFields(await signInAs(person, await askOf(person.browser, path)));
    expect([answer.code, answer.state]).toEqual([expect.any(String), "s"]);
    const form = { grant_type: "authorization_code", code: answer.code ?? "", redirect_uri: CALLBACK };
    const redeemed = await post("/oidc/token", form, basic(wiki));
    expect([redeemed.status, redeemed.json.error]).toEqual([200, undefined]);
    for (const browser of [person.browser, new Browser()]) {
      const page = await askOf(browser, path);
      const told =
        browser === person.browser ? answerFields(page) : answerFields(await signInAs({ ...person, browser }, page));
      expect(told).toEqual({ ...USED, iss: expect.any(String) });
    }
  });

  it("gives one code, also to two browsers that are signed in and come at the same moment", async () => {
    const [wiki, people] = [await makeClient(), [await visitor("racing-a", "1234"), await visitor("racing-b", "1234")]];
    for (const person of people) await signInAs(person);
    const name: string = (await push(wiki)).json.request_uri;
    const [path, before] = [pathOf(wiki.client_id, name), await spentIds()];
    const told = (await Promise.all([...people, ...people].map(({ browser }) => askOf(browser, path)))).map(
      answerFields,
    );
    expect(told.map(({ code, error }) => (code ? "code" : error)).sort()).toEqual([
      "code",
      ...Array(3).fill(USED.error),
    ]);
    // Another spelling of the same bytes is the same request.
    const spelt = `${name.slice(0, -1)}${String.fromCharCode(name.charCodeAt(name.length - 1) + 1)}`;
    for (const { browser } of people)
      expect(answerFields(await askOf(browser, pathOf(wiki.client_id, spelt))).code).toBeUndefined();
    const after = await spentIds();
    expect(after).toHaveLength(before.length + 1);
    for (const id of after) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it("gives its code again to the sign-in whose reply was lost, and to no other page", async () => {
    const wiki = await makeClient();
    const path = pathOf(wiki.client_id, (await push(wiki)).json.request_uri);
    const person = await visitor("lost-reply", "1234");
    const { browser, user, pin, phone } = person;
    const begun = [await askOf(browser, path), await askOf(browser, path)].map((page) => hiddenIn(page, "request"));
    const results = [];
    for (const carried of begun) {
      const { link, transactionId, reply } = await browser.begin({ user, pin, request: carried ?? "" });
      await phone.login(link);
      const fields = { transaction_id: transactionId, request: hiddenIn(reply, "request") ?? "" };
      const cookies = [...browser.cookies];
      const lost = await browser.post("/login/result", fields);
      for (const [name, value] of cookies) browser.cookies.set(name, value);
      results.push([lost, await browser.post("/login/result", fields)]);
    }
    const told = results.map((replies) => replies.map(answerFields).map(({ code, error }) => (code ? "code" : error)));
    expect(told).toEqual([
      ["code", "code"],
      [USED.error, USED.error],
    ]);
  });

  it("gives its code once to a person who chooses the account, however often the button is pressed", async () => {
    const wiki = await makeClient();
    const path = pathOf(wiki.client_id, (await push(wiki, { prompt: "select_account" })).json.request_uri);
    const person = await visitor("choosing", "1234");
    await signInAs(person);
    const pages = [await askOf(person.browser, path), await askOf(person.browser, path)];
    expect(pages.map(stateIn)).toEqual(["choose", "choose"]);
    const chosen = async (page: Reply) => {
      const fields = {
        account: "this",
        request: hiddenIn(page, "request") ?? "",
        whose: hiddenIn(page, "whose") ?? "",
      };
      return answerFields(await person.browser.post("/oidc/account", fields));
    };
    const [first, second] = pages as [Reply, Reply];
    expect([await chosen(first), await chosen(first)]).toEqual(
      Array(2).fill(expect.objectContaining({ state: "s", code: expect.any(String) })),
    );
    expect(await chosen(second)).toMatchObject(USED);
  });

  it("is over after nine minutes, which the application is told", async () => {
    const wiki = await makeClient();
    const name: string = (await push(wiki)).json.request_uri;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + PUSHED_VALIDITY_MS });
    expect(answerFields(await askOf(new Browser(), pathOf(wiki.client_id, name)))).toMatchObject({
      error: "invalid_request_uri",
      state: "s",
    });
  });

  it("is refused without the client's secret, and with what no request may have", async () => {
    const wiki = await makeClient();
    const stranger = await post("/oidc/par", { ...REQUEST, client_id: wiki.client_id });
    expect([stranger.status, stranger.json.error]).toEqual([401, "invalid_client"]);
    for (const [changed, error] of [
      [{ redirect_uri: "https://evil.example/" }, "invalid_request"],
      [{ request_uri: "urn:ietf:params:oauth:request_uri:x" }, "invalid_request"],
      [{ request: "x" }, "request_not_supported"],
      [{ response_type: "token" }, "unsupported_response_type"],
      [{ scope: "email" }, "invalid_scope"],
    ] as [Record<string, string>, string][]) {
      const reply = await push(wiki, changed);
      expect([reply.status, reply.json.error]).toEqual([400, error]);
    }
  });
});
