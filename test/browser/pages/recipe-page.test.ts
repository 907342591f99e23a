// The page of docs/recipes.md at an application of another origin, whose server is the client
// package here.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, expect, it } from "vitest";
import { TiqrClient } from "../../../packages/client/index.js";
import { recipe } from "../../serve/client/recipe.ts";
import { enrolAt } from "../support/login.ts";
import { readQrIn } from "../support/look.ts";
import { useSite } from "../support/site.ts";

const site = useSite();

let login: { user: string; transactionId: string } | undefined;
/** As the recipes for servers answer, for one visitor. */
async function answer(path: string, body: string): Promise<object> {
  const tiqr = new TiqrClient({ baseUrl: site.server.origin });
  if (path === "/login") {
    const { user = "", pin = "" } = Object.fromEntries(new URLSearchParams(body));
    const opened = await tiqr.trigger({ user, pin });
    login = opened.triggered ? { user, transactionId: opened.transactionId } : undefined;
    return opened;
  }
  return login && (await tiqr.finalize(login)).accepted ? { user: login.user } : {};
}

const application = createServer(async (request, response) => {
  if (request.method === "POST")
    return response.end(JSON.stringify(await answer(request.url ?? "", await text(request))));
  response.setHeader("Content-Type", "text/html");
  response.end(recipe("The page of the recipes in JavaScript", "html", site.server.origin));
});
await new Promise<void>((resolve) => application.listen(0, "127.0.0.1", resolve));
afterAll(() => {
  application.closeAllConnections();
  application.close();
});

it("the page of the recipes shows the QR code, waits for the phone, and lets its server finalize", async () => {
  const { phone } = await enrolAt(site, "alice", { pin: "2468" });
  const page = await site.openPage(`http://127.0.0.1:${(application.address() as AddressInfo).port}/`);
  await page.getByLabel("Name").fill("alice");
  await page.getByLabel("PIN").fill("1357");
  await page.getByRole("button").click();
  await page.getByText("wrong otp pin").waitFor();
  expect(await page.locator("img").isVisible()).toBe(false);
  await page.getByLabel("PIN").fill("2468");
  await page.getByRole("button").click();
  await page.locator("img").waitFor();
  const link = (await readQrIn(page.locator("img"))) ?? "";
  expect(await page.getByRole("link").getAttribute("href")).toBe(link);
  await phone.login(link);
  await page.getByText("Welcome alice").waitFor();
  expect(await page.locator("img").isVisible()).toBe(false);
});
