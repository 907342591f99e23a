// Call 11 in a real browser: the wrong Jan Jansen was helped. Each act says whom it is about, and its
// result leads to the undo.

import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { makeAppPhone, postFormAsAdmin, readScreen } from "../../../../test/browser/support/enrol-link.ts";
import { expectWell } from "../../../../test/browser/support/look.ts";
import { useSite } from "../../../../test/browser/support/site.ts";
import { heading, notice, openSignedIn } from "./support/console.ts";

const site = useSite();
const phones = new Map<string, ReturnType<typeof makeAppPhone>>();
const check = async (user: string) =>
  (
    await fetch(`${site.server.origin}/validate/check`, {
      method: "POST",
      body: new URLSearchParams({ user, pass: "" }),
    })
  ).json();
const tells = async (user: string) =>
  (await phones.get(user)?.login((await check(user)).detail.attributes.value))?.told;

beforeAll(async () => {
  for (const user of ["wrong", ...LANGUAGES]) {
    const serial = `JAN-${user.toUpperCase()}`;
    const fields = { type: "tiqr", user, serial, description: "Jan’s iPhone" };
    const { detail } = await postFormAsAdmin(site, "/token/init", fields);
    const phone = makeAppPhone();
    expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
    phones.set(user, phone);
    await postFormAsAdmin(site, "/user/attribute", { user, key: "name", value: "Jan Jansen" });
    await postFormAsAdmin(site, "/user/attribute", {
      user,
      key: "email",
      value: "jan.jansen.of.accounting@corp.example",
    });
    expect(await tells(user)).toBe("logged-in");
  }
});

describe("questions and results", () => {
  it.each(LANGUAGES)("are accessible and fit in %s", async (language) => {
    const page = await openSignedIn(site, `/console/users/default/${language}`, { language });
    const serial = `JAN-${language.toUpperCase()}`;
    for (const [name, path] of [
      ["disable", `tokens/${serial}/disable?from=person`],
      ["lost", `tokens/${serial}/lost`],
      ["sign-out", `users/default/${language}/sign-out`],
    ] as const) {
      await page.goto(`/console/${path}`);
      expect(await page.locator("main dl.facts dd").allTextContents()).toContain("Jan Jansen");
      await expectWell(page, `console-ask-${name}`);
    }
    await page.goto(`/console/users/default/${language}/new-pin`);
    await page.locator("main form button").click();
    await page.locator("main code").waitFor();
    await expectWell(page, "console-pin-with-undo");
    await page.goto(`/console/tokens/${serial}/lost`);
    await page.locator('main form[action$="/lost"] button').click();
    await page.locator("main code").waitFor();
    await expectWell(page, "console-lost-link");
    await page.locator('main a[href*="/undo/"]').click();
    await expectWell(page, "console-undo");
    await page.goto(`/console/users/default/${language}`);
    expect(await page.locator('main a[href*="/undo/"]').count()).toBe(2);
    await expectWell(page, "console-user-undo");
  });
});

it("the stopped phone is back in four presses, without scripts, after the link was read from the screen", async () => {
  const page = await openSignedIn(site, "/console/users/default/wrong", { javaScript: false });
  await page.getByRole("link", { name: "Phone lost" }).click();
  await page.getByRole("button", { name: "Stop the old phone and create a link" }).click();
  expect((await check("wrong")).result.authentication).toBe("REJECT");
  const link = await page.locator("main code").textContent();
  expect(await readScreen(page)).toBe(link);
  expect(await page.getByRole("link", { name: "Write a mail" }).getAttribute("href")).toContain(
    "jan.jansen.of.accounting@corp.example",
  );
  await page.getByRole("link", { name: "Undo" }).click();
  expect(await heading(page)).toBe("Give the earlier phone back?");
  await page.getByRole("button", { name: "Give the phone back" }).click();
  expect(await notice(page)).toContain("It is undone");
  expect(await tells("wrong")).toBe("logged-in");
  const person = await site.openPage(new URL(link ?? "").pathname);
  expect(await heading(person)).toBe("This link has been withdrawn");
});
