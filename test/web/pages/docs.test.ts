// GET /docs: the API for people.

import { expect, it } from "vitest";
import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { request } from "../../support/service.ts";

it("shows every route with its right, parameters and answers, in English whatever the browser speaks", async () => {
  const { status, headers, text } = await request("/docs", { headers: { "Accept-Language": "nl" } });
  expect([status, headers.get("Content-Type")]).toEqual([200, "text/html; charset=UTF-8"]);
  expect(text).toContain('<div lang="en"><section class="card">');
  const shown = [...text.matchAll(/<summary><code>([^<]*)<\/code>/g)].map(([, route = ""]) => route);
  expect(shown).toEqual(Object.keys(DEFINITIONS).map((route) => route.replace(/:(\w+)/g, "&lt;$1&gt;")));
  // Long words may break.
  const said = text.replaceAll("<wbr/>", "");
  for (const part of ["missing-right", "otppin", "rotate_secret", "eventendpoints"]) expect(said).toContain(part);
});

it("loads nothing from elsewhere, and runs no script", async () => {
  const { headers, text } = await request("/docs");
  expect(headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'/);
  expect(text).not.toMatch(/<script|<style|style=|(src|href)="(?!#|\/(?!\/))/);
});
