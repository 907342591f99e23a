// POST /oidc/par: RFC 9126.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { PUSHED_VALIDITY_MS } from "../../../src/core/oidc/requests/pushed.ts";
import { ask as askOf, toldIn } from "../../support/oidc/applications.ts";
import { basic, CALLBACK, type MadeClient, makeClient } from "../../support/oidc/oidc.ts";
import { Browser, hiddenIn, stateIn } from "../../support/pages/browser.ts";
import { post, request } from "../../support/service.ts";

afterEach(() => vi.useRealTimers());

const REQUEST = { response_type: "code", redirect_uri: CALLBACK, scope: "openid", state: "s" };
const push = (client: MadeClient, changed: Record<string, string> = {}) =>
  post("/oidc/par", { ...REQUEST, ...changed }, basic(client));
const pathOf = (clientId: string, name: string, more = {}) =>
  `/oidc/authorize?${new URLSearchParams({ client_id: clientId, request_uri: name, ...more })}`;

describe("a pushed request", () => {
  it("leads to the sign-in page, whatever the browser adds", async () => {
    const wiki = await makeClient();
    const pushed = await push(wiki);
    expect([pushed.status, pushed.json.expires_in, pushed.headers.get("Cache-Control")]).toEqual([201, 60, "no-store"]);
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

  it("is not spent by a HEAD, which decides nothing", async () => {
    const wiki = await makeClient();
    const path = pathOf(wiki.client_id, (await push(wiki)).json.request_uri);
    const head = await request(path, { method: "HEAD" });
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(hiddenIn(await askOf(new Browser(), path), "request")).toBeDefined();
  });

  it("counts once, also when two browsers come with it at the same moment", async () => {
    const wiki = await makeClient();
    const name: string = (await push(wiki)).json.request_uri;
    const path = pathOf(wiki.client_id, name);
    const replies = await Promise.all([1, 2, 3].map(() => askOf(new Browser(), path)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 303, 303]);
    for (const reply of [...replies.filter(({ status }) => status === 303), await askOf(new Browser(), path)])
      expect(toldIn(reply)).toMatchObject({ error: "invalid_request_uri", state: "s" });
    // Another spelling of the same bytes is the same request.
    const spelt = `${name.slice(0, -1)}${String.fromCharCode(name.charCodeAt(name.length - 1) + 1)}`;
    expect((await askOf(new Browser(), pathOf(wiki.client_id, spelt))).status).not.toBe(200);
    const { results } = await env.DB.prepare("SELECT id FROM oidc_assertion").all<{ id: string }>();
    for (const { id } of results) expect(id).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is spent by no other client, and by no request that names it without being one", async () => {
    const [wiki, chat] = [await makeClient(), await makeClient()];
    const name: string = (await push(wiki)).json.request_uri;
    expect((await askOf(new Browser(), pathOf(chat.client_id, name))).status).toBe(400);
    expect((await askOf(new Browser(), pathOf(wiki.client_id, name))).status).toBe(200);
  });

  it("is over after a minute, which the application is told", async () => {
    const wiki = await makeClient();
    const name: string = (await push(wiki)).json.request_uri;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + PUSHED_VALIDITY_MS });
    expect(toldIn(await askOf(new Browser(), pathOf(wiki.client_id, name)))).toMatchObject({
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
