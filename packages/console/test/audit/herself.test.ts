// What people do themselves is told as theirs, and as nobody else's.

import { expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { codeIn, EnrolBrowser, newLink } from "../../../../test/support/pages/enrol-page.ts";
import { confirmAct, locationIn, send, signedIn } from "../../../../test/support/pages/me.ts";
import { makePhone, withSettings } from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

async function historyOf(user: string): Promise<string[]> {
  const browser = new ConsoleBrowser();
  await browser.signIn("admin", ADMIN_PASSWORD);
  const { text } = await browser.get(`/console/users/realm1/${user}`);
  return [...text.matchAll(/<\/time><div><p>(.*?)<\/p>/gs)].map(([, sentence = ""]) =>
    sentence.replace(/<[^>]+>/g, ""),
  );
}

it("the PIN that somebody chooses on the page of a link", async () => {
  const browser = new EnrolBrowser();
  const path = await newLink({ user: "ellen.ripley" });
  await makePhone().enroll(codeIn(await browser.start(path)));
  expect((await browser.step(path, "pin", { pin: "987654" })).status).toBe(303);
  const history = await historyOf("ellen.ripley");
  expect(history[0]).toBe("ellen.ripley chose a PIN");
  expect(history.join()).not.toMatch(/someone/i);
});

it("the link that somebody makes at /me to add a phone", async () => {
  const dallas = await signedIn("dallas", undefined, await withSettings({ SELF_SERVICE: "add" }));
  await confirmAct(dallas, "add");
  expect(locationIn(await send(dallas, "/me/add"))).toMatch(/^\/enrol\//);
  const history = await historyOf("dallas");
  expect(history[0]).toBe("dallas made a registration link for dallas");
});
