// How the numbers of the overview compare with a day earlier, in a sentence.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { initToken } from "../../../test/support/service.ts";
import { ConsoleBrowser } from "./support/console-browser.ts";

const HOUR_MS = 3_600_000;
const browser = new ConsoleBrowser();

/** Sums of a whole hour of today and of the same hour yesterday. */
async function sums(kind: "login" | "failure", now: number, earlier: number): Promise<void> {
  const fromMs = (Math.floor(Date.now() / HOUR_MS) - 3) * HOUR_MS;
  const insert = env.DB.prepare(
    "INSERT INTO audit_sum (kind, from_ms, detail, count, total_ms) VALUES (?1, ?2, 'wrong-pin', ?3, 0)",
  );
  await env.DB.batch([insert.bind(kind, fromMs, now), insert.bind(kind, fromMs - 24 * HOUR_MS, earlier)]);
}
const trends = async (language = "en") => {
  browser.language = language;
  const { text } = await browser.get("/console");
  return [...text.matchAll(/<dd class="trend">([^<]*)/g)].map(([, trend]) => trend);
};

beforeEach(async () => {
  // Until there is somebody, the overview is a list of first steps.
  await initToken({ user: "anna" });
  await browser.signIn("admin", ADMIN_PASSWORD);
  await env.DB.exec("DELETE FROM audit_sum");
});

it("says by how many percent there are more or fewer, in the language of the page", async () => {
  await sums("login", 112, 100);
  await sums("failure", 15, 30);
  expect(await trends()).toEqual(["12% more than a day earlier", "50% fewer than a day earlier"]);
  expect(await trends("nl")).toEqual(["12% meer dan een dag eerder", "50% minder dan een dag eerder"]);
  expect(await trends("de")).toEqual(["12 % mehr als am Vortag", "50 % weniger als am Vortag"]);
});

it("says that there are about as many, and nothing where there were too few", async () => {
  await sums("login", 1001, 1000);
  await sums("failure", 400, 19);
  expect(await trends()).toEqual(["About as many as a day earlier"]);
});
