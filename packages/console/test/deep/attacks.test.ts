// Random attacks on every page of the console, with and without a sign-in: nothing crashes, no page
// contains the attacker's markup, every page has its policy, and without a sign-in there is nothing
// but the sign-in page.

import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { texts as bodies, types } from "../../../../test/fuzz/requests.ts";
import { routesOfConsole } from "../../../../test/fuzz/routes.ts";
import { textOf } from "../../../../test/fuzz/values.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { randomRuns } from "../../../../test/support/house/random-runs.ts";
import { initToken } from "../../../../test/support/service.ts";
import { ConsoleBrowser, leadsTo } from "../support/console-browser.ts";

const { timeout, ...parameters } = randomRuns("FUZZ_RUNS", { seed: 20261124, numRuns: 600 });

const MARKUP = "<img src=x onerror=alert(1)>";
const BREAKOUT = `"'><script>alert(1)</script>`;
const texts = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(MARKUP, BREAKOUT, `javascript:${BREAKOUT}`, "FUZZ", "fuzz", "*", "", "1", "-1"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom("%00", "\0", "\ud800", "%", "%2525", "../..", "a".repeat(3000), "é@r", "1e9", "true"),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
);
const NAMES =
  "user realm serial state page pin validity description username password transaction_id ticket link success action done over reason client administrator";
const fields = fc.dictionary(fc.constantFrom(...NAMES.split(" ")), texts, { maxKeys: 6 });
const attacks = fc.record({
  route: fc.constantFrom(...routesOfConsole),
  part: texts,
  query: fields,
  body: fc.oneof(
    { weight: 3, arbitrary: fields },
    { weight: 1, arbitrary: fc.record({ type: types, text: bodies }).map((raw) => ({ raw })) },
  ),
  signedIn: fc.boolean(),
});

const signedIn = new ConsoleBrowser();
beforeAll(async () => {
  await signedIn.signIn("admin", ADMIN_PASSWORD);
  expect(signedIn.cookie).toBeDefined();
});

it("knows the console's routes", () => expect(routesOfConsole.length).toBeGreaterThan(20));

it("answers every attack with a page or the sign-in", { timeout }, async () => {
  const property = fc.asyncProperty(attacks, async ({ route, part, query, body, signedIn: isSignedIn }) => {
    await initToken({ user: "fuzz", serial: "FUZZ", pin: "1234" });
    const browser = new ConsoleBrowser();
    if (isSignedIn) browser.cookie = signedIn.cookie;
    const path = route.path.replace(/:\w+/g, () => encodeURIComponent(part.toWellFormed()) || "FUZZ");
    const address = `${path}?${new URLSearchParams(query)}`;
    const post = () =>
      "raw" in body && typeof body.raw === "object"
        ? browser.postRaw(address, body.raw.type, textOf(body.raw.text))
        : browser.post(address, body as Record<string, string>);
    const reply = await (route.method === "POST" ? post() : browser.get(address));
    expect(reply.status).toBeLessThan(500);
    expect(reply.headers.get("Location") ?? "/").toMatch(/^\/(?!\/)/);
    // A file has what was written, and is never taken for a page.
    expect(reply.headers.get("X-Content-Type-Options")).toBe("nosniff");
    if (reply.headers.get("Content-Type")?.startsWith("text/html")) {
      expect(reply.text).not.toContain(MARKUP);
      expect(reply.text).not.toContain("<script>alert");
      expect(reply.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
      expect(reply.headers.get("Cache-Control")).toBe("no-store");
    }
    const isOpen = /^\/console\/sign-(in|out)/.test(route.path);
    if (!isSignedIn && !isOpen && ![400, 413].includes(reply.status))
      expect(leadsTo(reply)).toMatch(/^\/console\/sign-in(\?to=%2Fconsole%(2F|3F)[\w%.~!'()*-]+)?$/);
  });
  await fc.assert(property, parameters);
});
