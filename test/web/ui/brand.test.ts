// The operator's own look: colour, logo, help.

import { beforeAll, describe, expect, it } from "vitest";
import { assetPath } from "../../../src/assets/asset.ts";
import { brandStylesheet } from "../../../src/web/ui/page/brand.ts";
import { contrastOf, shadesOf } from "../../../src/web/ui/page/colours.ts";
import { request, requestOver, type Send, withSettings } from "../../support/service.ts";

const GROUNDS = { light: ["#f3f6f9", "#ffffff", "#eef3f7"], dark: ["#0a1622", "#122334", "#192d41"] } as const;

describe("a colour", () => {
  it("has the contrast of WCAG", () => {
    expect(contrastOf("#000000", "#ffffff")).toBe(21);
    expect(contrastOf("#ffffff", "#ffffff")).toBe(1);
    expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it.each(["#1a4773", "#ffe600", "#000000", "#ffffff", "#808080", "#ff0000", "#c0ffee"])(
    "such as %s becomes legible as link and as button, in both themes",
    (colour) => {
      for (const theme of ["light", "dark"] as const) {
        const { accent, accentStrong, onAccent } = shadesOf(colour, theme, GROUNDS[theme]);
        for (const ground of GROUNDS[theme]) expect(contrastOf(accent, ground)).toBeGreaterThanOrEqual(4.5);
        for (const ground of [accent, accentStrong]) expect(contrastOf(onAccent, ground)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  it("that is legible already stays as it is", () => {
    expect(shadesOf("#1a4773", "light", GROUNDS.light).accent).toBe("#1a4773");
  });

  it("is checked against the grounds of the stylesheet", async () => {
    const { text } = await request(assetPath("style.css"));
    const [light = "", dark = ""] = text.split("prefers-color-scheme");
    for (const name of ["ground", "surface", "surface-quiet"]) {
      const short = (hex = "") => (hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex);
      const [in_light, in_dark] = [light, dark].map((css) => short(new RegExp(`--${name}: ?(#\\w+)`).exec(css)?.[1]));
      expect(GROUNDS.light).toContain(in_light);
      expect(GROUNDS.dark).toContain(in_dark);
    }
  });
});

describe("the pages of a brand", () => {
  let app: Send;
  beforeAll(async () => {
    app = await withSettings({
      BRAND_COLOR: "#ffe600",
      BRAND_LOGO_URL: "https://cdn.example.org/brand.svg",
      HELP_URL: "tel:+31201234567",
      HELP_TEXT: "Help desk <020>",
    });
  });

  it("have its colour, as a stylesheet of this host", async () => {
    const page = await requestOver(app, "/login", { headers: { Accept: "text/html" } });
    const [, address = ""] = /<link rel="stylesheet" href="(\/brand-[^"]+)"/.exec(page.text) ?? [];
    const css = await requestOver(app, address);
    expect([css.status, css.headers.get("Content-Type"), css.text]).toEqual([
      200,
      "text/css; charset=utf-8",
      brandStylesheet("#ffe600"),
    ]);
  });

  it("have its logo, which their policy allows, and no other picture of that host", async () => {
    const page = await requestOver(app, "/login", { headers: { Accept: "text/html" } });
    expect(page.text).toContain('<img src="https://cdn.example.org/brand.svg"');
    expect(page.headers.get("Content-Security-Policy")).toContain(
      "img-src 'self' https://cdn.example.org/brand.svg data:",
    );
  });

  it("say where help is, with what looks like markup as text", async () => {
    for (const path of ["/login", "/", "/nothing-here"]) {
      const page = await requestOver(app, path, { headers: { Accept: "text/html" } });
      expect(page.text).toContain('<p data-help="true"><a href="tel:+31201234567">Help desk &lt;020&gt;</a></p>');
    }
  });

  it("lead people who have forgotten their PIN to that help, where a PIN is asked for", async () => {
    const recovery = await withSettings({ SELF_SERVICE: "recovery", HELP_URL: "https://help.test/" });
    for (const [send, path, address] of [
      [app, "/login", "tel:+31201234567"],
      [recovery, "/me/recover", "https://help.test/"],
    ] as const) {
      const { text } = await requestOver(send, path, { headers: { Accept: "text/html" } });
      expect(text).toMatch(new RegExp(`Forgot your PIN\\? <a href="${address.replace("+", "\\+")}">`));
    }
    const { text } = await requestOver(await withSettings({}), "/login", { headers: { Accept: "text/html" } });
    expect(text).toContain("Forgot your PIN? Ask");
  });

  it("are this service's own without settings", async () => {
    const page = await requestOver(await withSettings({}), "/login", { headers: { Accept: "text/html" } });
    expect(page.text).not.toMatch(/data-help|\/brand-/);
    expect(page.text).toContain('<img src="/logo.png"');
    expect((await requestOver(app, "/brand-000000.css")).status).toBe(404);
  });
});
