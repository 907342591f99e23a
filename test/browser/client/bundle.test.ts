// packages/client in a page of an application, bundled by esbuild, as its README shows: the page
// shows the QR code and waits, the application's server opens and finalizes the login.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Challenge, TiqrClient } from "../../../packages/client/index.js";
import { inProject } from "../../../scripts/lib/project.ts";
import { Service } from "../../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { useSite } from "../support/site.ts";

const site = useSite({ RATE_LIMITS: "off" });

const script = `
import { TiqrClient } from "@tiqr-edge/client";
const { baseUrl, challenge } = JSON.parse(document.body.dataset.login);
const [image, anchor, output] = ["img", "a", "output"].map((name) => document.querySelector(name));
image.src = challenge.qrImage;
anchor.href = challenge.link;
const tiqr = new TiqrClient({ baseUrl });
output.textContent = await tiqr.wait(challenge.transactionId, { timeoutMs: 60_000 });
`;

let page = "";
let policy = "";
let bundle = "";
const application = createServer(({ url }, response) => {
  const isScript = url === "/page.js";
  const headers = { "Content-Type": isScript ? "text/javascript" : "text/html", "Content-Security-Policy": policy };
  response.writeHead(200, headers).end(isScript ? bundle : page);
});

beforeAll(async () => {
  const stdin = { contents: script, resolveDir: inProject("packages/client") };
  const built = await build({ stdin, bundle: true, format: "esm", minify: true, write: false, logLevel: "silent" });
  bundle = built.outputFiles[0]?.text ?? "";
  await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
});
afterAll(() => application.close());

it.each([
  ["by a socket, which the page's policy allows", true],
  ["by requests, where the page's policy has no wss:", false],
])("a page of another origin learns that the phone has answered %s", async (_, allowsSockets) => {
  const { origin: baseUrl } = site.server;
  const service = new Service(baseUrl);
  await service.signIn("admin", ADMIN_PASSWORD);
  const user = `user-${allowsSockets}`;
  const { phone, serial } = await service.enrol(user);
  const tiqr = new TiqrClient({ baseUrl });
  const challenge = (await tiqr.trigger({ user, pin: "1234" })) as Challenge;

  const sources = allowsSockets ? `${baseUrl} ${baseUrl.replace("http", "ws")}` : baseUrl;
  policy = `default-src 'none'; script-src 'self'; img-src data:; connect-src ${sources}`;
  const data = JSON.stringify({ baseUrl, challenge }).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  page = `<!doctype html><link rel="icon" href="data:,"><body data-login="${data}"><img><a></a><output></output>
    <script type="module" src="/page.js"></script>`;

  const context = await site.browser.newContext();
  try {
    const shown = await context.newPage();
    let sockets = 0;
    shown.on("websocket", () => sockets++);
    await shown.goto(`http://127.0.0.1:${(application.address() as AddressInfo).port}/`);
    await shown.waitForFunction(() => (document.querySelector("img")?.naturalWidth ?? 0) > 0);
    expect(await shown.locator("a").getAttribute("href")).toBe(challenge.link);
    await phone.login(challenge.link);
    await shown.waitForFunction(() => document.querySelector("output")?.textContent !== "");
    expect([await shown.locator("output").textContent(), sockets > 0]).toEqual(["accepted", allowsSockets]);
  } finally {
    await context.close();
  }
  const { transactionId } = challenge;
  expect(await tiqr.finalize({ user, transactionId })).toEqual({ accepted: true, serial });
});

it("is small, and asks for nothing that a browser lacks", () => {
  expect(bundle.length).toBeLessThan(20_000);
  expect(bundle).not.toMatch(/\brequire\(|\bprocess\b|\bBuffer\b|node:/);
});
