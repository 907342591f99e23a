// What the overview says of a rule about the distance between browser and phone, before one is set.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { initToken } from "../../../test/support/service.ts";
import { ConsoleBrowser } from "./support/console-browser.ts";

const DAY_MS = 86_400_000;
const browser = new ConsoleBrowser();
const cardIn = async (language: string) => {
  browser.language = language;
  const { text } = await browser.get("/console");
  return text.slice(text.lastIndexOf('<section class="card">'));
};

beforeEach(async () => {
  await initToken({ user: "anna" });
  await browser.signIn("admin", ADMIN_PASSWORD);
  await env.DB.exec("DELETE FROM audit_sum");
});

it("says in plain words how many it would have refused, and where the phones were in a fold", async () => {
  const insert = env.DB.prepare(
    "INSERT INTO audit_sum (kind, from_ms, detail, count, total_ms) VALUES ('place', ?, ?, ?, 0)",
  );
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const places = { known: 880, network: 60, country: 57, elsewhere: 3 };
  await env.DB.batch(Object.entries(places).map(([place, count]) => insert.bind(today, place, count)));
  for (const [language, ...sentences] of [
    ["en", "Today, 1,000 sign-ins, 120 of them in new browsers", "3 refused (0.3%)", "60 refused (6%)"],
    ["nl", "Vandaag 1.000 logins, waarvan 120 in nieuwe", "3 geweigerd (0,3%)", "60 geweigerd (6%)"],
    ["de", "Heute 1.000 Anmeldungen, davon 120 in neuen", "3 abgelehnt (0,3 %)", "60 abgelehnt (6 %)"],
  ] as const) {
    const [shown = "", folded = ""] = (await cardIn(language)).split("<details>");
    for (const sentence of sentences) expect(shown.replaceAll(/[\u00a0\u202f]/g, " ")).toContain(sentence);
    expect(shown).not.toContain("<table");
    expect(folded).toMatch(/href="[^"]*proximity=elsewhere[^"]*"><span class="unseen">[^<]*<\/span>3<\/a>/);
  }
});
