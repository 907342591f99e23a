// The files beside the worker, where one cannot be read.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { assetPath } from "../../src/assets/asset.ts";
import { requestOver, withSettings } from "../support/service.ts";

const without = (answer: () => Promise<Response>) => withSettings({ ASSETS: { fetch: answer } as unknown as Fetcher });
const missing = () => without(async () => new Response("not here", { status: 404 }));
const broken = () => without(() => Promise.reject(new Error("no answer")));

it.each([
  ["is missing", missing],
  ["cannot be read", broken],
])("a page whose file %s is unavailable, and says nothing of it", async (_, build) => {
  const send = await build();
  for (const path of [assetPath("style.css"), "/logo.png", "/openapi.json", "/docs"]) {
    const { status, text } = await requestOver(send, path);
    expect([path, status]).toEqual([path, 503]);
    expect(text).not.toMatch(/ASSETS|not here|no answer/);
  }
});

it("a sign-in and its errors need no file", async () => {
  const send = await broken();
  const accept = { Accept: "text/html", "Accept-Language": "de" };
  for (const [path, status] of [
    ["/login", 200],
    ["/no/such/page", 404],
    ["/oidc/authorize?client_id=unknown", 400],
  ] as const)
    expect([path, (await requestOver(send, path, { headers: accept })).status]).toEqual([path, status]);
});

it("are only for the worker, but for stylesheets, scripts and the logo", async () => {
  const send = await withSettings({});
  for (const name of ["openapi.json", "api-page.html", "console-words.en.json", "logo.png"] as const)
    expect((await requestOver(send, assetPath(name))).status).toBe(404);
  expect((await env.ASSETS.fetch(`https://assets.invalid${assetPath("logo.png").replace("/assets", "")}`)).status).toBe(
    200,
  );
});
