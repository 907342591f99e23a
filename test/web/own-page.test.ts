// Requests that change something must come from our own page, as the browser reports it.

import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Settings } from "../../src/settings.ts";
import { requireOwnPage } from "../../src/web/own-page.ts";

const OWN = "https://login.example.edu";
const FOREIGN = "https://evil.example";
const app = new Hono();
app.use(requireOwnPage({ publicUrl: `${OWN}/` } as Settings, (c) => c.text("foreign", 403)));
app.all("/", (c) => c.text("done"));

const send = async (method: string, headers: Record<string, string>) =>
  (await app.request("/", { method, headers })).status;

describe("a form", () => {
  it.each([
    ["says our origin", { Origin: OWN }],
    ["says our origin and that it is the same", { Origin: OWN, "Sec-Fetch-Site": "same-origin" }],
    ["has lost its origin and says that it is the same", { Origin: "null", "Sec-Fetch-Site": "same-origin" }],
    ["has no origin and says that it is the same", { "Sec-Fetch-Site": "same-origin" }],
  ])("is taken that %s", async (_, headers) => {
    expect(await send("POST", headers as Record<string, string>)).toBe(200);
  });

  it.each([
    ["says another origin", { Origin: FOREIGN }],
    ["says another origin and that it is the same", { Origin: FOREIGN, "Sec-Fetch-Site": "same-origin" }],
    ["says our origin and comes from another host of the site", { Origin: OWN, "Sec-Fetch-Site": "same-site" }],
    ["has lost its origin and comes from another site", { Origin: "null", "Sec-Fetch-Site": "cross-site" }],
    ["has lost its origin and says no more", { Origin: "null" }],
    ["says nothing", {}],
  ])("is refused that %s", async (_, headers) => {
    expect(await send("POST", headers as Record<string, string>)).toBe(403);
  });

  it("may come from any site, because looking changes nothing", async () => {
    expect([await send("GET", { Origin: FOREIGN }), await send("HEAD", {})]).toEqual([200, 200]);
    expect([await send("PUT", { Origin: FOREIGN }), await send("DELETE", {})]).toEqual([403, 403]);
  });
});
