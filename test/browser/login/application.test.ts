// An application and its windows in Chromium: a sign-in in a popup, and an answer by a form.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { host } from "../../../scripts/lib/port.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import { type EnrolledPerson, Service } from "../../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { enrolAt, fillSignIn, scanLogin } from "../support/login.ts";
import { noteProblems, useSite } from "../support/site.ts";

const site = useSite();
let alice: EnrolledPerson;
let application: Server;
let home: Server;
let origin: string;
let homeOrigin: string;
let clientId: string;

/**
 * What a single-page application has at its address: the callback tells the window that has opened
 * it, and closes.
 */
const PAGE = `<!doctype html><title>Application</title><p id="told"></p><script>
  addEventListener("message", ({ origin, data }) => { if (origin === location.origin) told.textContent = data; });
  if (location.pathname === "/back") { opener?.postMessage(location.search, location.origin); opener && close(); }
</script>`;

beforeAll(async () => {
  const pem = readFileSync(inProject("test/browser/fixture/localhost.pem"));
  home = createTlsServer({ key: pem, cert: pem }, (_, reply) =>
    reply.setHeader("Content-Type", "text/html").end("Home"),
  );
  homeOrigin = `https://localhost:${await listening(home)}`;
  application = createServer((asked, reply) => {
    // As many applications do: the callback leads to a page, here of another origin.
    if (asked.method === "POST") reply.writeHead(303, { Location: `${homeOrigin}/home` }).end();
    else reply.setHeader("Content-Type", "text/html").end(PAGE);
  });
  origin = `http://${host}:${await listening(application)}`;
  alice = await enrolAt(site, "alice", { pin: "2468" });
  const service = new Service(site.server.origin);
  await service.signIn("admin", ADMIN_PASSWORD);
  const made = await service.postAsAdmin("/oidc/clients", { client_name: "Wiki", redirect_uris: [`${origin}/back`] });
  clientId = made.json.result.value.client_id;
});
afterAll(() => {
  for (const server of [application, home]) {
    server?.closeAllConnections();
    server?.close();
  }
});

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, host), "listening");
  return (server.address() as AddressInfo).port;
}

const authorize = (more: Record<string, string> = {}) =>
  `${site.server.origin}/oidc/authorize?${new URLSearchParams({
    ...{ response_type: "code", client_id: clientId, redirect_uri: `${origin}/back`, scope: "openid", state: "s" },
    ...more,
  })}`;

async function atTheApplication(
  options: { javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await site.browser.newContext({ locale: "en", ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  await noteProblems(page, problems);
  await page.goto(origin);
  return { context, page, problems };
}

async function signIn(page: Page): Promise<void> {
  await fillSignIn(page, alice);
  await scanLogin(alice, page);
}

describe("a popup of an application", () => {
  it("keeps its opener through a sign-in, and through the answer to a browser that is signed in", async () => {
    const { context, page, problems } = await atTheApplication();
    for (const isSignedIn of [false, true]) {
      await page.evaluate(() => document.querySelector("#told")?.replaceChildren());
      const opened = context.waitForEvent("page");
      await page.evaluate((address) => void window.open(address, "", "width=500,height=700"), authorize());
      if (!isSignedIn) await signIn(await opened);
      await expect.poll(() => page.textContent("#told"), { timeout: 10_000 }).toMatch(/^\?code=.*&state=s/);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it("keeps it where the person chooses an account, too", async () => {
    const { context, page } = await atTheApplication();
    await page.goto(`${site.server.origin}/login`);
    await signIn(page);
    await page.locator('[data-state="accepted"]').waitFor();
    await page.goto(origin);
    const opened = context.waitForEvent("page");
    await page.evaluate((address) => void window.open(address, ""), authorize({ prompt: "select_account" }));
    await (await opened).getByRole("button", { name: "Continue as alice" }).click();
    await expect.poll(() => page.textContent("#told"), { timeout: 10_000 }).toMatch(/^\?code=/);
    await context.close();
  });

  it("has none on the pages of people and administrators", async () => {
    const { context, page } = await atTheApplication();
    for (const path of ["/login", "/console", "/me", "/"]) {
      const opened = context.waitForEvent("page");
      await page.evaluate((address) => void window.open(address, ""), `${site.server.origin}${path}`);
      const popup = await opened;
      await popup.waitForURL((url) => url.origin === site.server.origin);
      expect(await popup.evaluate(() => window.opener === null), path).toBe(true);
    }
    await context.close();
  });
});

describe("an answer by form_post", () => {
  it.each([true, false])(
    "leads on where the application's callback redirects to another origin (with scripts: %s)",
    async (javaScriptEnabled) => {
      const { context, page, problems } = await atTheApplication({ javaScriptEnabled });
      await page.goto(authorize({ response_mode: "form_post" }));
      await signIn(page);
      if (!javaScriptEnabled) {
        await page.getByRole("button", { name: "Continue" }).click();
        await page.getByRole("button", { name: "Continue" }).click();
      }
      await page.waitForURL(`${homeOrigin}/home`);
      expect(problems).toEqual([]);
      await context.close();
    },
  );
});
