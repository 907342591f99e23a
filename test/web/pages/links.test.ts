// /tiqrauth/, /tiqrenroll/ and /.well-known/: universal links that no app has taken, and the files
// that let apps take them.

import { describe, expect, it } from "vitest";
import { admin, post, postOver, request, requestOver, withSettings } from "../../support/service.ts";

const universal = await withSettings({ TIQR_URL_FORMAT: "universal", TIQR_UNIVERSAL_LINK_BASE: "https://tiqr.test" });
const page = (path: string) => requestOver(universal, path);

const METADATA = "https://tiqr.test/ttype/tiqr?action=metadata&session=abc&serial=TiQR1";
/** The address of the button, as the browser reads it. */
const buttonOf = (text: string): string | undefined =>
  /<a class="button primary" href="([^"]*)" data-opens-app/.exec(text)?.[1]?.replaceAll("&amp;", "&");

describe("a page for a link", () => {
  it.each(["/tiqrauth", "/tiqrauth/"])("%s has the same login for the app", async (path) => {
    const { text } = await page(`${path}?u=zo%C3%AB%20b_r&s=82872703535360142800&q=816146eaf9&i=tiqr.test&v=2`);
    expect(buttonOf(text)).toBe("tiqrauth://zo%C3%AB%20b_r@tiqr.test/82872703535360142800/816146eaf9/tiqr.test/2");
  });

  it.each(["/tiqrenroll", "/tiqrenroll/"])("%s has the same enrolment for the app", async (path) => {
    const { text } = await page(`${path}?metadata=${encodeURIComponent(METADATA)}`);
    expect(buttonOf(text)).toBe(`tiqrenroll://${METADATA}`);
  });

  it("has the form of the enrolment that Android's app reads, on Android", async () => {
    const path = `/tiqrenroll/?metadata=${encodeURIComponent(METADATA)}`;
    const { text } = await requestOver(universal, path, { headers: { "Sec-CH-UA-Platform": '"Android"' } });
    expect(buttonOf(text)).toBe(`tiqrenroll://${METADATA.replace("://", ":x@")}`);
  });

  it("opens the text of the service's own QR codes in the app", async () => {
    const made = await postOver(universal, "/token/init", { type: "tiqr", user: "anna", pin: "1234" }, await admin());
    const scheme = await post(
      "/token/init",
      { type: "tiqr", user: "anna", serial: made.json.detail.serial },
      await admin(),
    );
    const link = new URL(made.json.detail.tiqrenroll.value);
    const { text } = await page(link.pathname + link.search);
    const sessionless = (url: string | undefined) => url?.replace(/session=[^&]+/, "session=");
    expect(sessionless(buttonOf(text))).toBe(sessionless(scheme.json.detail.tiqrenroll.value));
  });

  it.each([
    ["nothing", "/tiqrauth/"],
    ["another service's login", "/tiqrauth/?s=1&q=2&i=other.example"],
    ["a login whose session is a path", "/tiqrauth/?s=..%2F..&q=2&i=tiqr.test"],
    ["a login whose question is markup", "/tiqrauth/?s=1&q=%22%3E%3Cscript%3E&i=tiqr.test"],
    ["nothing", "/tiqrenroll/"],
    [
      "another service's enrolment",
      "/tiqrenroll/?metadata=https%3A%2F%2Fother.example%2Fttype%2Ftiqr%3Faction%3Dmetadata",
    ],
    ["one that begins like ours", "/tiqrenroll/?metadata=https%3A%2F%2Ftiqr.test.other.example%2Fttype%2Ftiqr%3Fx"],
    ["one with credentials", "/tiqrenroll/?metadata=https%3A%2F%2Ftiqr.test%40other.example%2Fttype%2Ftiqr%3Fx"],
    ["a script", "/tiqrenroll/?metadata=javascript%3Aalert(1)"],
  ])("with %s in %s has no button", async (_, path) => {
    const { status, text } = await page(path);
    expect(status).toBe(200);
    expect(buttonOf(text)).toBeUndefined();
    expect(text).toContain("This link can’t be used");
    expect(text).not.toMatch(/other\.example|alert|<script>|tiqrauth:|tiqrenroll:/);
  });

  it.each(["/tiqrauth", "/tiqrauth/", "/tiqrenroll", "/tiqrenroll/"])(
    "%s is not there where QR codes say tiqrauth:// and tiqrenroll://",
    async (path) => {
      const { status, text } = await request(`${path}?s=1&q=2&i=tiqr.test`, { headers: { Accept: "text/html" } });
      expect([status, buttonOf(text)]).toEqual([404, undefined]);
      expect((await page(path)).status).toBe(200);
    },
  );

  it("repeats no markup from its address", async () => {
    const markup = encodeURIComponent('"><script>alert(1)</script>');
    for (const path of [
      `/tiqrauth/?u=${markup}&s=1&q=2&i=tiqr.test`,
      `/tiqrenroll/?metadata=${encodeURIComponent(METADATA)}${markup}`,
    ]) {
      const { text } = await page(path);
      expect(buttonOf(text)).toBeDefined();
      expect(text).not.toContain("<script>");
    }
  });
});

describe("the association files", () => {
  const FINGERPRINT = Array(32).fill("AB").join(":");
  const FILES = ["/.well-known/apple-app-site-association", "/.well-known/assetlinks.json"];

  it("tell both systems the apps of the settings, as JSON", async () => {
    const send = await withSettings({
      TIQR_APPLE_APP_IDS: "A1B2C3D4E5.org.example.app",
      TIQR_ANDROID_APPS: `org.example.app=SHA256:${FINGERPRINT}`,
    });
    const [apple, android] = await Promise.all(FILES.map((path) => requestOver(send, path)));
    for (const reply of [apple, android]) expect(reply?.headers.get("Content-Type")).toBe("application/json");
    expect(apple?.json.applinks.details[0].appIDs).toEqual(["A1B2C3D4E5.org.example.app"]);
    expect(android?.json[0].target).toEqual({
      namespace: "android_app",
      package_name: "org.example.app",
      sha256_cert_fingerprints: [FINGERPRINT],
    });
  });

  it.each(FILES)("%s is not there without a setting", async (path) => {
    const { status, json } = await request(path, { headers: { Accept: "text/html" } });
    expect([status, json.result?.error?.code]).toEqual([404, 404]);
  });
});
