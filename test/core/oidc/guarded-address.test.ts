// Open redirects and hosts that are read in two ways: where a browser may be sent back to, and
// which host's rules hold.

import { describe, expect, it } from "vitest";
import { readGuarded, signInAddress } from "../../../src/core/oidc/sessions/guarded-address.ts";

const settings = { forwardAuthDomain: "example.org", publicUrl: "https://login.example.org" };
const read = (text: string, changed: Partial<typeof settings> = {}) => readGuarded(text, { ...settings, ...changed });

describe("an address of a guarded host", () => {
  it.each([
    ["https://wiki.example.org/a/b?c=d&e", "https://wiki.example.org/a/b?c=d&e"],
    ["https://wiki.example.org", "https://wiki.example.org/"],
    ["https://wiki.example.org?a", "https://wiki.example.org/?a"],
    ["https://wiki.example.org:443/a", "https://wiki.example.org/a"],
    ["HTTPS://WIKI.Example.ORG/A", "https://wiki.example.org/A"],
    ["https://a.wiki.example.org/", "https://a.wiki.example.org/"],
    ["https://wiki.example.org/%2e%2e/%0d%0a", "https://wiki.example.org/%2e%2e/%0d%0a"],
    ["https://wiki.example.org//evil.test/", "https://wiki.example.org//evil.test/"],
    ["https://wiki.example.org/\\evil.test", "https://wiki.example.org/\\evil.test"],
    ["https://wiki.example.org/@evil.test", "https://wiki.example.org/@evil.test"],
  ])("%s stays what it is for a browser", (text, address) => {
    expect(read(text)?.address).toBe(address);
    expect(new URL(address).hostname).toBe(read(text)?.host);
  });

  it.each(["/a b", "/a\r\nSet-Cookie: b=c", "/\tx", "/ä", "/\0", `/${"x".repeat(2000)}`, `/${"%".repeat(900)}`])(
    "leads to the front page when %j cannot stand in a header",
    (path) => {
      expect(read(`https://wiki.example.org${path}`)?.address).toBe("https://wiki.example.org/");
    },
  );

  it("has the scheme and the port of PUBLIC_URL, as one proxy serves them all", () => {
    const at = { publicUrl: "http://login.example.org:8080" };
    expect(read("http://wiki.example.org:8080/a", at)?.address).toBe("http://wiki.example.org:8080/a");
    for (const other of ["http://wiki.example.org/a", "https://wiki.example.org:8080/a", "http://wiki.example.org:80/"])
      expect([other, read(other, at)]).toEqual([other, undefined]);
    expect(read("http://wiki.example.org:80/", { publicUrl: "http://login.example.org" })?.host).toBe(
      "wiki.example.org",
    );
  });
});

describe("what names no guarded host", () => {
  it.each([
    ["another site", "https://evil.test/"],
    ["the end of a name", "https://evilexample.org/"],
    ["a name before it", "https://wiki.example.org.evil.test/"],
    ["the domain itself", "https://example.org/"],
    ["this service", "https://login.example.org/console"],
    ["this service in capitals", "https://LOGIN.example.org/console"],
    ["user info", "https://wiki.example.org@evil.test/"],
    ["user info before it", "https://evil.test@wiki.example.org/"],
    ["a password", "https://a:b@wiki.example.org/"],
    ["another port", "https://wiki.example.org:8443/"],
    ["no port", "https://wiki.example.org:/"],
    ["a port followed by another host", "https://wiki.example.org:443@evil.test/"],
    ["a port too large", "https://wiki.example.org:65979/"],
    ["http", "http://wiki.example.org/"],
    ["another scheme", "javascript://wiki.example.org/%0aalert(1)"],
    ["no scheme", "//wiki.example.org/"],
    ["a path", "/a"],
    ["nothing", ""],
    ["a backslash after the host", "https://evil.test\\.wiki.example.org/"],
    ["a backslash as the path", "https://wiki.example.org\\@evil.test/"],
    ["backslashes as slashes", "https:\\\\wiki.example.org/"],
    ["one slash", "https:/wiki.example.org/"],
    ["three slashes", "https:///wiki.example.org/"],
    ["a fragment as the path", "https://wiki.example.org#@evil.test/"],
    ["an encoded dot", "https://wiki%2eexample.org/"],
    ["an encoded slash", "https://evil.test%2f.wiki.example.org/"],
    ["a dot at the end", "https://wiki.example.org./"],
    ["a list of hosts", "https://wiki.example.org, evil.test/"],
    ["a blank", "https://wiki.example.org /"],
    ["a blank before it", " https://wiki.example.org/"],
    ["a tab in the name", "https://wi\tki.example.org/"],
    ["a line break in the name", "https://wiki.example.org\n.evil.test/"],
    ["a full stop of another script", "https://wiki\u3002example.org/"],
    ["letters that fold to ASCII", "https://wi\u212ai.example.org/"],
    ["an address in brackets", "https://[::1]/"],
    ["a star", "https://*.example.org/"],
  ])("is %s", (_, text) => {
    expect(read(text)).toBeUndefined();
  });

  it("is every address where there is no domain", () => {
    for (const text of ["https://wiki.example.org/", "https://wiki./", "https://./"])
      expect(read(text, { forwardAuthDomain: "" })).toBeUndefined();
  });
});

it("stands in the query of the sign-in as one parameter", () => {
  const guarded = read("https://wiki.example.org/a?b=c&rd=https://evil.test/#d");
  const address = new URL(guarded ? signInAddress(settings, guarded) : "");
  expect([...address.searchParams]).toEqual([["rd", "https://wiki.example.org/a?b=c&rd=https://evil.test/#d"]]);
  expect(address.origin + address.pathname).toBe("https://login.example.org/authz/sign-in");
});
