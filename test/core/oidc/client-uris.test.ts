// Addresses of clients: which are accepted, and the tricks that are refused by name.

import { describe, expect, it } from "vitest";
import { redirectUriFault, webUriFault } from "../../../src/core/oidc/client-uris.ts";

const web = (uri: string) => redirectUriFault(uri, false);
const native = (uri: string) => redirectUriFault(uri, true);

it.each([
  "https://app.example.org/callback",
  "https://app.example.org",
  "https://app.example.org:8443/cb?tenant=a&x=%20",
  "http://localhost:3000/cb",
  "http://127.0.0.1/cb",
  "http://[::1]:49152/cb",
])("takes %s", (uri) => {
  expect([web(uri), native(uri)]).toEqual([undefined, undefined]);
});

describe("a private-use scheme", () => {
  it.each(["org.example.app:/callback", "org.example.app:callback", "org.example.app://callback"])(
    "as in %s leads to a native client only",
    (uri) => {
      expect(native(uri)).toBeUndefined();
      expect(web(uri)).toMatch(/only a client without a secret/);
    },
  );

  it.each([
    "myapp:/callback",
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "blob:https://a.example/x",
  ])("without a domain, as in %s, is none", (uri) => {
    expect(native(uri)).toBeDefined();
    expect(web(uri)).toBeDefined();
  });

  it.each(["org.example.app:/cb#x", "org.example.app:/*", "org.example.app:/a b"])(
    "is bounded like the web: %s",
    (uri) => {
      expect(native(uri)).toBeDefined();
    },
  );
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
  [`https://app.example.org/${"a".repeat(1000)}`, /1000/],
])("refuses %j", (uri, why) => {
  expect([web(uri), native(uri), webUriFault(uri)]).toEqual([
    expect.stringMatching(why),
    expect.stringMatching(why),
    expect.stringMatching(why),
  ]);
});
