// Addresses of clients: which are accepted, and the tricks that are refused by name.

import { describe, expect, it } from "vitest";
import { isPrivateUse, redirectUriFault, webUriFault } from "../../../src/core/oidc/clients/client-uris.ts";

it.each([
  ...["https://app.example.org/callback", "https://app.example.org"],
  ...["https://app.example.org:8443/cb?tenant=a&x=%20", "http://localhost:3000/cb", "http://127.0.0.1/cb"],
  ...["http://[::1]:49152/cb", "https://[2001:db8::1]/cb", "https://xn--pp-uia.example.org?x=;,'"],
])("takes %s", (uri) => {
  expect([redirectUriFault(uri), webUriFault(uri)]).toEqual([undefined, undefined]);
});

describe("a private-use scheme", () => {
  it.each([
    ...["org.example.app:/callback", "org.example.app:callback", "org.example.app://callback"],
    ...["app.immich:///oauth-callback", "org.example.app:/Call_Back"],
  ])("as in %s leads to an app, and is not a web address", (uri) => {
    expect(redirectUriFault(uri)).toBeUndefined();
    expect(isPrivateUse(uri)).toBe(true);
    expect(webUriFault(uri)).toMatch(/must be an https address/);
  });

  it.each([
    ...["myapp:/callback", "myapp:///callback", "javascript:alert(1)", "javascript://a.example/%0aalert(1)"],
    ...["JavaScript:alert(1)", "vbscript:msgbox(1)", "data:text/html,x", "file:///etc/passwd"],
    ...["blob:https://a.example/x", "filesystem:https://a.example/x", "about:blank", "about:///srcdoc"],
    ...["view-source:https://a.example", "intent://a.example/", ".app:/cb", "app.:/cb", "app.immich:////cb"],
  ])("needs a domain, which %s lacks", (uri) => {
    expect(isPrivateUse(uri)).toBe(false);
    expect(redirectUriFault(uri)).toBeDefined();
  });

  it.each(["myapp://cb", "myapp:/callback", "com-example-app:///cb", "javascript:alert(1)", "intent://a.example/"])(
    "without a dot, as in %s, is refused by the rule that it breaks",
    (uri) => {
      const [scheme = ""] = uri.split(":");
      expect(redirectUriFault(uri)).toBe(
        `must be an https address, or have a scheme with a dot, such as org.example.app:/callback: ${scheme} has none (RFC 8252 section 7.1)`,
      );
    },
  );

  it.each([
    ...["org.example.app:/cb#x", "org.example.app:/*", "org.example.app:/a b", "org.example.app://user@cb"],
    ...["org.example.app://[", "org.example.app://cb:99999/"],
  ])("is bounded like the web: %s", (uri) => {
    expect(redirectUriFault(uri)).toBeDefined();
  });
});

it.each([
  ["https://app.example.org/cb#fragment", /fragment/],
  ["https://app.example.org/cb#", /fragment/],
  ["https://*.example.org/cb", /wildcard/],
  ["https://app.example.org/*", /wildcard/],
  ["https://bank.example@evil.example/cb", /names a user/],
  ["https://user:password@app.example.org/cb", /names a user/],
  ["https://@app.example.org/cb", /names a user/],
  ["http://app.example.org/cb", /https/],
  ["http://localhost.evil.example/cb", /https/],
  ["http://127.0.0.1.evil.example/cb", /https/],
  ["http://127.1/cb", /https/],
  ["http://[::1%25lo]/cb", /https/],
  ["HTTPS://app.example.org/cb", /https/],
  ["https:app.example.org/cb", /https/],
  ["https:///app.example.org/cb", /https/],
  ["//app.example.org/cb", /https/],
  ["app.example.org/cb", /https/],
  ["https://app.example.org\\@evil.example/cb", /character/],
  ["https://app.example.org/c b", /character/],
  ["https://app.example.org/\n", /character/],
  ["https://app.example.org/\u0000", /character/],
  ['https://app.example.org/"><script>', /character/],
  ["https://äpp.example.org/cb", /character/],
  ["https://app.example.org:99999/cb", /no address/],
  ["https://exa%mple.org/cb", /no address/],
  ["https://app.example.org;script-src/cb", /host/],
  ["https://app.example.org,default-src/cb", /host/],
  ["https://a'b.example.org/cb", /host/],
  ["https://a_b.example.org/cb", /host/],
  ["https://a&b.example.org:8443?x", /host/],
  ["https://APP.example.org/cb", /host/],
  [`https://app.example.org/${"a".repeat(1000)}`, /1000/],
])("refuses %j", (uri, why) => {
  expect([redirectUriFault(uri), webUriFault(uri)]).toEqual([expect.stringMatching(why), expect.stringMatching(why)]);
});
