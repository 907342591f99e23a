// The login page of a server whose QR codes live for three seconds.

import { describe, expect, it } from "vitest";
import { beginAt, enrolAt, fillSignIn, transactionOn, waitForState } from "../support/login.ts";
import { useSite } from "../support/site.ts";

const site = useSite({ CHALLENGE_VALIDITY_SECONDS: "3" });
const RENEWED = 5;

describe("when its QR code expires, the login page", () => {
  it("counts down to it, shows a new one by itself, and accepts an answer to that one", async () => {
    const alice = await enrolAt(site, "alice");
    const page = await beginAt(site, alice);
    expect(await page.textContent("[data-left]")).toMatch(/^0:0[0-3]$/);
    const first = await transactionOn(page);
    await page.locator(`[data-transaction]:not([data-transaction="${first}"])`).waitFor();
    expect(await page.locator("[data-renewed]").isVisible()).toBe(true);
    // Uses the link, because on a slow machine reading the screen takes longer than the code lives.
    const link = await page.locator(".in-app a").getAttribute("href");
    expect((await alice.phone.login(link ?? "")).told).toBe("logged-in");
    await waitForState(page, "accepted");
  });

  it(`offers ${RENEWED} new ones and then waits for the person; without a script it says so, with the name filled in`, async () => {
    const [bob, carol] = [await enrolAt(site, "bob"), await enrolAt(site, "carol")];
    const page = await site.openPage("/login");
    let begins = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/login/begin")) begins++;
    });
    await fillSignIn(page, bob);

    const scriptless = await beginAt(site, carol, { javaScript: false });
    await scriptless.waitForTimeout(3100);
    await scriptless.getByRole("button", { name: "Continue" }).click();
    await waitForState(scriptless, "expired");
    expect(await scriptless.inputValue("#user")).toBe("carol");

    await waitForState(page, "expired");
    await page.locator("[data-login=start][data-state=expired] button:enabled").waitFor({ timeout: 40_000 });
    await page.waitForTimeout(500);
    expect([begins, await page.inputValue("#user")]).toEqual([1 + RENEWED, "bob"]);
  });
});
