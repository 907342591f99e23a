// The console asks before an action: it names the token, and asks only about an existing one.

import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { asAdmin, initToken } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
  await initToken({ user: "asked", realm: "realm1", serial: "ASKED" });
  await initToken({ user: "left", serial: "LEFT" });
  await asAdmin("POST", "/token/unassign", { serial: "LEFT" });
});

describe.each(["unassign", "revoke", "delete", "link", "setrandompin"])("the question before %s", (name) => {
  it("names the token and its user", async () => {
    const reply = await browser.get(`/console/tokens/ASKED/${name}`);
    expect(reply.status).toBe(200);
    expect(reply.text).toContain("Token ASKED of asked in the realm realm1");
    expect((await browser.get(`/console/tokens/LEFT/${name}`)).text).toContain("Token LEFT, not assigned to a user");
  });

  it("is not asked about a token that does not exist: the page says so, and leads back", async () => {
    for (const serial of ["NONE", "ASK*"]) {
      const reply = await browser.get(`/console/tokens/${serial}/${name}`);
      expect(reply.status).toBe(404);
      expect(reply.text).toContain("Token not found");
      expect(reply.text).toContain("Try searching by user.");
      expect(reply.text).toMatch(/<a class="button primary" href="\/console\/tokens">/);
      expect(reply.text).not.toContain(`action="/console/tokens/${serial}`);
    }
  });
});

it("only actions that take something away have a button that warns", async () => {
  const button = async (name: string) =>
    / action="\/console\/tokens\/ASKED\/\w+"><button class="button (\w+)"/.exec(
      (await browser.get(`/console/tokens/ASKED/${name}`)).text,
    )?.[1];
  expect(await Promise.all(["delete", "link"].map(button))).toEqual(["danger", "primary"]);
});

it("before another phone is enrolled, it says what ends, and what is to be done in the app first", async () => {
  for (const [name, ends] of [
    ["lost", "The old phone stops working at once"],
    ["link", "The old phone works until then, and stops at that moment"],
  ] as const) {
    const { text } = await browser.get(`/console/tokens/ASKED/${name}`);
    expect(text).toContain(ends);
    expect(text).toMatch(/first deletes? the old account in the Tiqr app/);
  }
});
