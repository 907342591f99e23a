// A sign-in at Microsoft in Chromium: its page, of its own host, sends the form, and the answer
// leads on to an application of a third origin. The host is this machine, for this browser alone.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { decodeJwt } from "jose";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Phone } from "../../../phone/phone.ts";
import { host } from "../../../scripts/lib/port.ts";
import { inProject } from "../../../scripts/lib/project.ts";
import { loadMiniflare } from "../../../scripts/state/miniflare.ts";
import { LANGUAGES } from "../../../src/lib/words.ts";
import { type EntraIdentity, Microsoft, makeSigningKey, somebody } from "../../support/oidc/microsoft.ts";
import { launchChromium } from "../support/chromium.ts";
import { postAsAdmin, postFormAsAdmin } from "../support/enrol-link.ts";
import { fillSignIn, linkOn, transactionOn, waitForState } from "../support/login.ts";
import { expectWell } from "../support/look.ts";
import { LOOKS, noteProblems, useSite } from "../support/site.ts";
import { useTls } from "../support/tls.ts";

const microsoft = new Microsoft(await makeSigningKey());
const origin = await useTls(() => Number(new URL(site.server.origin).port));
const outbound = async ({ url }: Request) => {
  const published = microsoft.publishes(url);
  const { Response: Answer } = loadMiniflare();
  return new Answer(await published?.text(), { status: published?.status ?? 404 }) as unknown as Response;
};
const site = useSite({ PUBLIC_URL: origin }, outbound);
/** As `npm run serve` has it: over http. */
const plain = useSite({}, outbound);

interface Employee extends EntraIdentity {
  readonly phone: Phone;
}
let anna: Employee;
let clientId: string;
let strictId: string;
let chromium: Browser;
let theirs: Server;
let home: Server;
let homeOrigin: string;
/** What Microsoft has got. */
let answers: URLSearchParams[] = [];

/** The application that was opened: a popup tells the window that has opened it. */
const HOME = `<!doctype html><title>Application</title><p id="told"></p><script>
  addEventListener("message", ({ origin, data }) => { if (origin === location.origin) told.textContent = data; });
  if (location.pathname === "/back" && opener) { opener.postMessage("signed in", location.origin); close(); }
</script>`;

beforeAll(async () => {
  const pem = readFileSync(inProject("test/browser/fixture/localhost.pem"));
  const tls = { key: pem, cert: pem };
  home = createServer(tls, (_, reply) => reply.setHeader("Content-Type", "text/html").end(HOME));
  homeOrigin = `https://localhost:${await listening(home)}`;
  theirs = createServer(tls, async (asked, reply) => {
    if (asked.method !== "POST")
      return reply.setHeader("Content-Type", "text/html").end("<!doctype html><title>M</title>");
    let body = "";
    for await (const part of asked) body += part;
    answers.push(new URLSearchParams(body));
    return reply.writeHead(302, { Location: `${homeOrigin}/back` }).end();
  });
  const mapped = `MAP ${microsoft.host}:443 ${host}:${await listening(theirs)}`;
  chromium = await launchChromium([`--host-resolver-rules=${mapped}`]);
  const client = { client_name: "Contoso", entra: microsoft.entra, realms: ["default"] };
  clientId = (await postAsAdmin(site, "/oidc/clients", client)).result.value.client_id;
  strictId = (await postAsAdmin(site, "/oidc/clients", { ...client, require_pin: true })).result.value.client_id;
  anna = await employee("anna");
});
afterAll(async () => {
  await chromium?.close();
  for (const server of [theirs, home]) {
    server?.closeAllConnections();
    server?.close();
  }
});

async function listening(server: Server): Promise<number> {
  await once(server.listen(0, host), "listening");
  return (server.address() as AddressInfo).port;
}

async function employee(user: string, at = site): Promise<Employee> {
  const phone = new Phone({
    fetch: (url, init) => fetch(url.replace(origin, at.server.origin), init),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    protocol: 2,
    accounts: [],
  });
  const { detail } = await postFormAsAdmin(at, "/token/init", { type: "tiqr", user, pin: "2468" });
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  const person = somebody();
  await postFormAsAdmin(at, "/user/attribute", { user, realm: "default", key: "external_id", value: person.oid });
  return { ...person, phone };
}

async function visit(
  work: (page: Page, context: BrowserContext) => Promise<void>,
  options: { javaScriptEnabled?: boolean; locale?: string } = {},
): Promise<void> {
  answers = [];
  const context = await chromium.newContext({ locale: "en", ignoreHTTPSErrors: true, ...options });
  const page = await context.newPage();
  const problems: string[] = [];
  await noteProblems(page, problems);
  await work(page, context);
  await context.close();
  expect(problems).toEqual([]);
}

const formWith = (fields: Record<string, string>, target = "_self", to = origin) =>
  `<form method="post" target="${target}" action="${to}/entra/authorize">${Object.entries(fields)
    .map(([name, value]) => `<input name="${name}" value="${value.replaceAll('"', "&quot;")}">`)
    .join("")}<button>On</button></form>`;

/** At Microsoft's page. */
async function sendForm(page: Page, person: EntraIdentity, client = clientId, changed: Record<string, string> = {}) {
  const fields = await microsoft.form(client, person, changed);
  await page.goto(`https://${microsoft.host}/`);
  await page.setContent(formWith(fields));
  await page.locator("button").click();
  return fields;
}

const scan = async ({ phone }: Employee, page: Page) => {
  await page.locator(".qr img").waitFor();
  expect((await phone.login(await linkOn(page))).told).toBe("logged-in");
};

describe("a sign-in at Microsoft", () => {
  it("needs no cookie in its form, shows the code at once, and leads on to a third origin", async () => {
    await visit(async (page) => {
      // What an earlier visit has left must not come with a form of another site.
      await page.goto(`${origin}/login`);
      await fillSignIn(page, { user: "anna", pin: "2468" });
      await scan(anna, page);
      await waitForState(page, "accepted");
      const cookies: Record<string, boolean> = {};
      page.on("request", async (sent) => {
        if (sent.method() === "POST") cookies[new URL(sent.url()).pathname] = "cookie" in (await sent.allHeaders());
      });
      const { nonce, state } = await sendForm(page, anna);
      await scan(anna, page);
      await page.waitForURL(`${homeOrigin}/back`);
      expect(cookies).toMatchObject({ "/entra/authorize": false, "/login/begin": true, "/entra/answer": true });
      const [answer] = answers;
      expect([answers.length, answer?.get("state")]).toEqual([1, state]);
      expect(decodeJwt(answer?.get("id_token") ?? "")).toMatchObject({ sub: anna.sub, nonce, amr: ["swk"] });
    });
  });

  it("goes through without a script", async () => {
    await visit(
      async (page) => {
        await sendForm(page, anna);
        await page.getByRole("button", { name: "Show the QR code" }).click();
        await scan(anna, page);
        for (const name of ["Continue", "Continue", "Continue"])
          await page.getByRole("button", { name }).first().click();
        await page.waitForURL(`${homeOrigin}/back`);
        expect(answers[0]?.has("id_token")).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });

  it("tells Microsoft when the person cancels", async () => {
    await visit(async (page) => {
      await sendForm(page, anna);
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.waitForURL(`${homeOrigin}/back`);
      expect(Object.fromEntries(answers[0] ?? [])).toEqual({ error: "access_denied", state: expect.any(String) });
    });
  });

  it("keeps the opener of a popup", async () => {
    await visit(async (page, context) => {
      await page.goto(homeOrigin);
      const opened = context.waitForEvent("page");
      await page.evaluate(
        (address) => void window.open(address, "", "width=500,height=700"),
        `https://${microsoft.host}/`,
      );
      const popup = await opened;
      await sendForm(popup, anna);
      await scan(anna, popup);
      await expect.poll(() => page.textContent("#told"), { timeout: 10_000 }).toBe("signed in");
    });
  });

  it("works over http on this machine", async () => {
    const bob = await employee("bob", plain);
    const client = { client_name: "Contoso", entra: microsoft.entra, realms: ["default"] };
    const fields = await microsoft.form(
      (await postAsAdmin(plain, "/oidc/clients", client)).result.value.client_id,
      bob,
    );
    await visit(async (page) => {
      await page.goto(`https://${microsoft.host}/`);
      await page.setContent(formWith(fields, "_self", plain.server.origin));
      await page.locator("button").click();
      await scan(bob, page);
      await page.waitForURL(`${homeOrigin}/back`);
      const iss = `${plain.server.origin}/entra`;
      expect(decodeJwt(answers[0]?.get("id_token") ?? "")).toMatchObject({ iss, sub: bob.sub });
    });
  });

  it("shows nothing in a frame", async () => {
    const context = await chromium.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    await page.goto(homeOrigin);
    const fields = await microsoft.form(clientId, anna);
    await page.setContent(`<iframe name="inside"></iframe>${formWith(fields, "inside")}`);
    await page.locator("button").click();
    await expect.poll(() => page.frame("inside")?.url()).toBe("chrome-error://chromewebdata/");
    await context.close();
  });

  it("goes on after a reload, and begins anew for another request in the same tab", async () => {
    await visit(async (page) => {
      await sendForm(page, anna);
      await page.locator(".qr img").waitFor();
      const first = await transactionOn(page);
      await page.reload();
      await page.locator(".qr img").waitFor();
      expect(await transactionOn(page)).toBe(first);
      const { nonce } = await sendForm(page, anna);
      await page.locator(".qr img").waitFor();
      expect(await transactionOn(page)).not.toBe(first);
      await scan(anna, page);
      await page.waitForURL(`${homeOrigin}/back`);
      expect(decodeJwt(answers[0]?.get("id_token") ?? "").nonce).toBe(nonce);
    });
  });
});

describe("its pages", () => {
  it.each(LANGUAGES)("read well: %s", async (locale) => {
    await visit(
      async (page) => {
        const looks = LOOKS.filter(({ language }) => language === locale);
        await sendForm(page, anna, strictId);
        await page.locator("#pin").waitFor();
        await expectWell(page, `entra-pin-${locale}`, looks);
        await page.locator("#pin").fill("2468");
        await page.locator("#pin").press("Enter");
        await page.locator(".qr img").waitFor();
        await expectWell(page, `entra-waiting-${locale}`, looks);
        for (const [name, person, changed] of [
          ["unbound", somebody(), {}],
          ["hint", anna, { id_token_hint: "x" }],
          ["request", anna, { scope: "x" }],
        ] as const) {
          await sendForm(page, person, clientId, changed);
          await page.locator(`[data-entra="${name}"]`).waitFor();
          await expectWell(page, `entra-${name}-${locale}`, looks);
        }
      },
      { locale },
    );
  });
});
