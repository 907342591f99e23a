// The logo of an application on the sign-in page, from the application's own host.

import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { Service } from "../../../scripts/lib/service-client.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { type Look, useSite } from "../support/site.ts";

const site = useSite();
const HOST = "https://wiki.example.org";
const picture = (size: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${size}><rect width="9000" height="9000" fill="#c00" /></svg>`;

/** The sign-in page of an application whose host answers with this picture, or not at all. */
async function signInPage(svg: string | undefined, look: Look = {}): Promise<Page> {
  const service = new Service(site.server.origin);
  await service.signIn("admin", ADMIN_PASSWORD);
  const { json } = await service.postAsAdmin("/oidc/clients", {
    client_name: "Wiki",
    redirect_uris: [`${HOST}/back`],
    logo_uri: `${HOST}/logo.svg`,
  });
  const page = await site.openPage("/", look);
  // An empty answer is no picture, and no error that the page reports.
  await page.route(`${HOST}/**`, (route) => route.fulfill({ contentType: "image/svg+xml", body: svg ?? "" }));
  const asked = { response_type: "code", client_id: json.result.value.client_id, scope: "openid", nonce: "n" };
  const more = {
    redirect_uri: `${HOST}/back`,
    state: "s",
    code_challenge: "x".repeat(43),
    code_challenge_method: "S256",
  };
  await page.goto(`/oidc/authorize?${new URLSearchParams({ ...asked, ...more })}`);
  return page;
}

const boxOf = (page: Page) => page.locator(".application-logo img").boundingBox();

it.each([
  ["small", 'width="20" height="10"', 20, 10],
  ["large", 'width="400" height="400"', 48, 48],
  ["wide", 'width="400" height="100"', 192, 48],
])("is shown when it is %s", async (_, size, width, height) => {
  const shown = await boxOf(await signInPage(picture(size)));
  expect([shown?.width, shown?.height]).toEqual([width, height]);
});

it.each(["light", "dark"] as const)("leaves no broken frame when it does not load (%s)", async (theme) => {
  const page = await signInPage(undefined, { theme });
  expect(await page.locator("h1").textContent()).toContain("Wiki");
  expect((await boxOf(page))?.height).toBe(0);
});
