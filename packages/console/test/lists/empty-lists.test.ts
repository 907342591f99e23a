// A list without rows says what to do next, unless a search has found none.

import { beforeAll, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
});

it.each([
  ["/console/tokens", "No tokens yet. Register the first one here"],
  ["/console/tokens?pagesize=50&order=user", "No tokens yet. Register the first one here"],
  ["/console/tokens?user=anna", "Nothing found."],
  ["/console/tokens?state=disabled", "Nothing found."],
  ["/console/users", "No users yet. They come from a file"],
  ["/console/users?user=anna", "Nothing found."],
  ["/console/links", "No links are open. Create one"],
  ["/console/links?serial=T", "Nothing found."],
  ["/console/transactions", "No sign-in is waiting now."],
])("%s: %s", async (path, text) => {
  const page = await browser.get(path);
  expect(page.text).toContain(`<p>${text}`);
  expect(page.text).not.toContain("Export (CSV)");
});
