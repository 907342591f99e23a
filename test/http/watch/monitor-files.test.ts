// The alert rules and the dashboard of docs/watching name only metrics and events that exist, and
// the page lists them all.

/// <reference types="vite/types/importMeta.d.ts" />

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { AUDIT_EVENTS } from "../../../src/core/audit/events.ts";
import { admin, asAdmin, request } from "../../support/service.ts";

const FILES = import.meta.glob<string>(["../../../docs/watching.md", "../../../docs/watching/*"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const textOf = (name: string): string => FILES[`../../../docs/${name}`] ?? "";
const ALERTS = textOf("watching/alerts.yml");
const DASHBOARD = textOf("watching/dashboard.json");

let told: readonly string[];
beforeAll(async () => {
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const body = JSON.stringify({ url: "https://siem.example.org/in", events: ["LOGIN_REDEEMED"] });
  await request("/events/endpoints", { method: "POST", headers, body });
  const { text } = await asAdmin("GET", "/metrics");
  told = text.split("\n").flatMap((line) => /^(tiqr_\w+)[ {]/.exec(line)?.[1] ?? []);
  await env.DB.prepare("DELETE FROM event_endpoint").run();
});

describe.each([
  ["alerts.yml", ALERTS],
  ["dashboard.json", DASHBOARD],
])("%s", (_, text) => {
  it("names metrics that /metrics has", () => {
    const named = new Set(text.match(/tiqr_\w+/g));
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !told.includes(name))).toEqual([]);
  });

  it("names events of the trail", () => {
    const named = [...text.matchAll(/event=\\?"(\w+)/g)].map(([, event]) => event);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((event) => !AUDIT_EVENTS.some((known) => known === event))).toEqual([]);
  });
});

it("the dashboard is JSON, and each of its panels asks something", () => {
  const { panels } = JSON.parse(DASHBOARD);
  for (const { title, targets } of panels) expect([title, targets.length > 0]).toEqual([title, true]);
});

it("docs/watching.md lists each metric and each alert", () => {
  const families = new Set(told.map((name) => name.replace(/_(bucket|sum|count)$/, "")));
  const alerts = [...ALERTS.matchAll(/alert: (\w+)/g)].map(([, name]) => name);
  const page = textOf("watching.md");
  const missing = [...families, ...alerts].filter((name) => !page.includes(`\`${name}\``));
  expect(missing).toEqual([]);
});
