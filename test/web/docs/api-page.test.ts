// GET /docs: the API for people.

import { expect, it } from "vitest";
import { fieldsOfRequest } from "../../../scripts/pages/api/request-fields.ts";
import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { request } from "../../support/service.ts";

it("shows every route with its right, parameters, answers and a curl, in English whatever the browser speaks", async () => {
  const { status, headers, text } = await request("/docs", { headers: { "Accept-Language": "nl" } });
  expect([status, headers.get("Content-Type")]).toEqual([200, "text/html; charset=UTF-8"]);
  expect(text).toContain('<div class="docs" lang="en">');
  const shown = [...text.matchAll(/<summary><code><b>(\w+)<\/b> ([^<]*)<\/code>/g)];
  const routes = Object.keys(DEFINITIONS).map((route) => route.replace(/:(\w+)/g, "&lt;$1&gt;"));
  expect(shown.map(([, method, path]) => `${method} ${path}`).sort()).toEqual(routes.sort());
  for (const part of ["missing-right", "otppin", "rotate_secret", "eventendpoints"]) expect(text).toContain(part);
  expect(text.match(/<pre class="call">/g)?.length).toBe(routes.length + 1);
});

it("says of each parameter of each route what it is", () => {
  const fields = Object.values(DEFINITIONS).flatMap(fieldsOfRequest);
  expect(fields.length).toBeGreaterThan(250);
  expect(fields.filter(({ kind, meaning }) => kind === "" || meaning === "").map(({ name }) => name)).toEqual([]);
  const kinds = new Map(fields.map(({ name, kind }) => [name, kind]));
  expect(["wait", "image_format", "realms", "expires_at", "dry_run"].map((name) => kinds.get(name))).toEqual([
    "whole number, 0 to 20",
    "png or svg",
    "list of text",
    "text or null",
    "true or false or text",
  ]);
});

it("loads nothing from elsewhere, and no script but its own", async () => {
  const { headers, text } = await request("/docs");
  expect(headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'/);
  expect(text).not.toMatch(/<script(?! type="module" src="\/assets\/docs-)|<style|style=|(src|href)="(?!#|\/(?!\/))/);
});
