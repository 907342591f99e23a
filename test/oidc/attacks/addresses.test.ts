// Attacks on where the browser is sent: RFC 9700 §4.1 and §4.11, RFC 6749 §10.15, RFC 8252 §7.3.
// The client's address is compared as a text, so nothing that a browser would read as the same
// place, or as another one, gets through.

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../../support/login.ts";
import {
  APP_CALLBACK,
  beginWithClient,
  type Client,
  configured,
  overWorker,
  registered,
} from "../../support/oidc/clients.ts";
import { answerIn, follow, newBrowser } from "../../support/oidc/people.ts";
import { walk } from "../../support/oidc/walk.ts";
import { ORIGIN } from "../../support/service.ts";

let person: EnrolledPerson;
let client: Client;
let config: oidc.Configuration;
let browser: PageBrowser;

beforeAll(async () => {
  [person, client, browser] = [await enrolledUser("lured"), await registered(), newBrowser()];
  config = await configured(client);
  await walk({ client, person, browser, config });
});

async function sentTo(redirect_uri: string, to = client) {
  const { address } = await beginWithClient(to === client ? config : await configured(to), { redirect_uri });
  return follow(browser, address);
}

describe("redirect_uri", () => {
  it.each([
    ["a host that begins the same", "https://app.test.evil.test/callback"],
    ["a path below", "https://app.test/callback/more"],
    ["dots in the path", "https://app.test/x/../callback"],
    ["a dot in the path", "https://app.test/./callback"],
    ["dots that are encoded", "https://app.test/x/%2e%2e/callback"],
    ["two slashes", "https://app.test//callback"],
    ["a backslash", "https://app.test\\@evil.test/callback"],
    ["a slash that is encoded", "https://app.test/%2fcallback"],
    ["a query", `${APP_CALLBACK}?next=https://evil.test`],
    ["an empty query", `${APP_CALLBACK}?`],
    ["an empty fragment", `${APP_CALLBACK}#`],
    ["a space before", ` ${APP_CALLBACK}`],
    ["a line break", `${APP_CALLBACK}\r\nSet-Cookie: a=b`],
    ["a NUL", `${APP_CALLBACK}\u0000`],
    ["letters that look the same", "https://\u0430pp.test/callback"],
    ["no host", "/callback"],
    ["data", "data:text/html,https://app.test/callback"],
  ])("with %s gets a page of ours, never a redirect", async (_, address) => {
    const shown = await sentTo(address);
    expect([shown.status, shown.url.origin]).toEqual([400, ORIGIN]);
    for (const header of ["Location", "Refresh", "Set-Cookie"]) expect(shown.headers.get(header), header).toBeNull();
    expect(shown.forms.filter(({ action }) => action.origin !== ORIGIN)).toEqual([]);
  });

  it("of another client gets a page of ours", async () => {
    const other = await registered({ redirect_uris: ["https://other.test/callback"] });
    const shown = await sentTo(other.redirect_uri);
    expect([shown.status, shown.url.origin]).toEqual([400, ORIGIN]);
  });

  it("of a program on this machine may have any port, with which the code is redeemed (RFC 8252 §7.3)", async () => {
    const local = await registered({
      token_endpoint_auth_method: "none",
      redirect_uris: ["http://127.0.0.1/callback", "http://[::1]/callback"],
    });
    const publicConfig = await configured(local, oidc.None());
    for (const good of ["http://127.0.0.1:49152/callback", "http://[::1]:8000/callback", "http://127.0.0.1/callback"]) {
      const { address, checks } = await beginWithClient(publicConfig, { redirect_uri: good });
      const shown = await follow(browser, address);
      expect(answerIn(shown), good).toHaveProperty("code");
      expect((await oidc.authorizationCodeGrant(publicConfig, shown.url, checks)).claims()?.sub).toMatch(/./);
    }
  });
});

it("the address of an app, beside one of the web, is compared with each of its slashes", async () => {
  const app = "app.immich:///oauth-callback";
  const photos = await registered({ redirect_uris: ["https://photos.test/auth/login", app] });
  const photosConfig = await configured(photos);
  for (const other of ["app.immich://oauth-callback", "app.immich:/oauth-callback", `${app}/`, "app.immich:///"])
    expect([other, (await sentTo(other, photos)).status]).toEqual([other, 400]);
  const { address, checks } = await beginWithClient(photosConfig, { redirect_uri: app });
  const { url } = await follow(browser, address);
  expect(url.href.startsWith(`${app}?`)).toBe(true);
  // As Immich does: the app brings its address to its server, which redeems the code with it.
  const tokens = await oidc.authorizationCodeGrant(photosConfig, url, checks);
  expect(tokens.claims()?.aud).toBe(photos.client_id);
});

describe("an address with a query of its own", () => {
  it("keeps it, and gets the answer behind it", async () => {
    const own = await registered({ redirect_uris: ["https://app.test/index.php?action=oidc&x=a%20b"] });
    const back = (await sentTo(own.redirect_uri, own)).url;
    expect(back.href.startsWith(`${own.redirect_uri}&`)).toBe(true);
    expect(back.searchParams.get("code")).toMatch(/./);
  });
});

describe("open redirection", () => {
  it("never uses a redirect that would carry a person's form along (RFC 9700 §4.12)", async () => {
    const { address } = await beginWithClient(config, client);
    const cookie = [...browser.cookiesFor(ORIGIN)].map((pair) => pair.join("=")).join("; ");
    const asked = [
      new Request(address, { headers: { Cookie: cookie }, redirect: "manual" }),
      new Request(`${ORIGIN}${address.pathname}`, {
        method: "POST",
        body: address.searchParams,
        headers: { Cookie: cookie },
        redirect: "manual",
      }),
    ];
    for (const each of asked) {
      const { status, headers } = await overWorker(each);
      expect([200, 302, 303], each.method).toContain(status);
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
  });
});
