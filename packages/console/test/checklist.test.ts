// What the overview of an empty installation shows: what to do first, until there are people.

import { expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../test/support/admin-password.ts";
import { registered } from "../../../test/support/oidc/clients.ts";
import { initToken, withSettings } from "../../../test/support/service.ts";
import { ConsoleBrowser } from "./support/console-browser.ts";

/** Each task of the list with its page, and whether it is done. */
async function tasks(settings: Partial<Env> = {}): Promise<Record<string, boolean>> {
  const browser = new ConsoleBrowser(await withSettings(settings));
  await browser.signIn("admin", ADMIN_PASSWORD);
  const { text } = await browser.get("/console");
  const [, list = ""] = /<ol class="checklist">(.*?)<\/ol>/s.exec(text) ?? [];
  const items = [...list.matchAll(/<li( class="done")?><a href="([^"?]*)/g)];
  return Object.fromEntries(items.map(([, done, to]) => [to, done !== undefined]));
}

const [PROTECT, PEOPLE, APPLICATION, BRAND] = [
  "/console/enrol",
  "/console/new-users",
  "/console/clients/new",
  "/console/settings",
] as const;

it("lists what is to be done first, and what of it is done, until there are people", async () => {
  const nothing = { [PROTECT]: false, [PEOPLE]: false, [APPLICATION]: false, [BRAND]: false };
  expect(await tasks()).toEqual(nothing);
  expect(await tasks({ HELP_TEXT: "Room 1" })).toEqual(nothing);
  const settings = { HELP_TEXT: "Room 1", BRAND_LOGO_URL: "https://logo.test/a.png" };
  expect(await tasks(settings)).toEqual({ ...nothing, [BRAND]: true });
  await registered();
  expect(await tasks()).toEqual({ ...nothing, [APPLICATION]: true });
  // The user of an administrator's phone is not one of the people.
  await initToken({ user: "admin", realm: "administrators" });
  expect(await tasks()).toEqual({ ...nothing, [APPLICATION]: true });
  await initToken({ user: "first" });
  expect(await tasks()).toEqual({});
});
