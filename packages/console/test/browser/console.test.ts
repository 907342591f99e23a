// The console in a real browser: sign-in with password and phone, every page in every look, and the
// actions on tokens.

import { beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/lib/words.ts";
import { axe, itLooksAtItsPages } from "../../../../test/browser/support/axe.ts";
import { asAdministrator, makeAppPhone, readScreen } from "../../../../test/browser/support/enrol-link.ts";
import { expectWell, hiddenInTables, overflow, wear } from "../../../../test/browser/support/look.ts";
import { type Look, useSite } from "../../../../test/browser/support/site.ts";
import { tabThrough } from "../../../../test/browser/support/tab-through.ts";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { CONSOLE_LOOKED_AT } from "../support/looked-at.ts";
import { cookieOfSession, fillConsoleSignIn, heading, notice, openSignedIn } from "./support/console.ts";

const site = useSite();

/** Calls the API as the administrator. */
async function api(method: "GET" | "POST", path: string, fields: object = {}) {
  const headers = { "Content-Type": "application/json", ...(await asAdministrator(site)) };
  const body = method === "GET" ? {} : { body: JSON.stringify(fields) };
  return (await fetch(site.server.origin + path, { method, headers, ...body })).json();
}

const signedIn = (path: string, look: Look = {}) => openSignedIn(site, path, look);

beforeAll(async () => {
  const origin = site.server.origin;
  await api("POST", "/token/init", { type: "tiqr", user: "anna", serial: "ANNA1", pin: "1234" });
  const { detail } = await api("POST", "/token/init", { type: "tiqr", user: "berta", serial: "BERTA1", pin: "1234" });
  await api("POST", "/token/init", { type: "tiqr", user: "carla", serial: "CARLA1" });
  await api("POST", "/user/default/carla/block", { reason: "On leave, ticket 4711", until: "2100-01-01" });
  const phone = makeAppPhone();
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  const check = async (fields: Record<string, string>) =>
    (await fetch(`${origin}/validate/check`, { method: "POST", body: new URLSearchParams(fields) })).json();
  await check({ user: "berta", pass: "wrong" });
  const login = (await check({ user: "berta", pass: "1234" })).detail;
  expect((await phone.login(login.attributes.value)).told).toBe("logged-in");
  expect((await check({ user: "berta", transaction_id: login.transaction_id })).result.value).toBe(true);
  await check({ user: "berta", pass: "1234" }); // stays open
});

describe("every page of the console", () => {
  const PAGES: [name: string, path: string][] = [
    ["dashboard", "/console"],
    ["users", "/console/users"],
    ["users-without-phone", "/console/users?phones=none"],
    ["new-user-links", "/console/new-user-links?phones=none"],
    ["user", "/console/users/default/berta"],
    ["blocked-user", "/console/users/default/carla"],
    ["block", "/console/users/default/carla/block"],
    ["unblock", "/console/users/default/carla/unblock"],
    ["restore", "/console/users/default/carla/restore"],
    ["block-users", "/console/block-users"],
    ["blocked-users", "/console/users?blocked=yes"],
    ["delete-user", "/console/users/default/berta/delete"],
    ["new-pin", "/console/users/default/berta/new-pin"],
    ["caller", "/console/users/default/berta/caller"],
    ["tokens", "/console/tokens"],
    ["token", "/console/tokens/BERTA1"],
    ["confirm", "/console/tokens/BERTA1/revoke"],
    ["enrol", "/console/enrol"],
    ["transactions", "/console/transactions"],
    ["clients", "/console/clients"],
    ["new-client", "/console/clients/new"],
    ["endpoints", "/console/endpoints"],
    ["new-endpoint", "/console/endpoints/new"],
    ["attributes", "/console/users/default/berta/attributes"],
    ["accounts", "/console/accounts"],
    ["new-account", "/console/accounts/new"],
    ["account", "/console/account/admin"],
    ["audit", "/console/audit"],
    ["settings", "/console/settings"],
    ["no-token", "/console/tokens/NONE"],
  ];

  it.each(LANGUAGES)("is accessible and fits in %s", async (language) => {
    const page = await site.openPage("/console", { language });
    await expectWell(page, "console-sign-in");
    await fillConsoleSignIn(page);
    for (const [name, path] of PAGES) {
      await page.goto(path);
      expect(await page.getAttribute("html", "lang")).toBe(language);
      await expectWell(page, `console-${name}`);
    }
  });

  it("is accessible and fits for a tenant of Microsoft Entra, too", async () => {
    const [tenant, app_id] = ["8a2b6f0e-0c64-4c1c-9a57-3f0d5f1f6a11", "5b6e7c39-57c1-4c39-8a0e-7f6f1f8f2d22"];
    const contoso = { client_name: "Contoso", realms: ["default"], entra: { tenant, app_id, cloud: "global" } };
    const { client_id: id } = (await api("POST", "/oidc/clients", contoso)).result.value;
    for (const language of LANGUAGES)
      for (const [name, path] of [
        ["tenant", `/console/clients/${id}`],
        ["change-tenant", `/console/clients/${id}/change`],
      ] as const)
        await expectWell(await signedIn(path, { language }), `console-${name}`);
  });

  it("hides nothing of its tables beyond an edge, at any width and with the longest names", async () => {
    const user = "anna.van.der.berg-hoogeveen@subsidiary.example.org";
    await api("POST", "/token/init", {
      type: "tiqr",
      user,
      realm: "visitors-of-the-library",
      serial: `LONG${"1".repeat(30)}`,
    });
    await api("POST", "/token/enrollmentlink", { user, realm: "visitors-of-the-library" });
    const page = await signedIn("/console", { language: "de" });
    for (const [name, path] of [...PAGES, ["links", "/console/links"]] as const) {
      await page.goto(path);
      for (const width of [320, 390, 640, 768, 1024, 1280]) {
        await wear(page, { width });
        expect([width, name, await hiddenInTables(page)]).toEqual([width, name, 0]);
        expect([width, name, await overflow(page)]).toEqual([width, name, 0]);
      }
    }
  });

  it("can be used with the keyboard, and shows the focus", async () => {
    const page = await signedIn("/console");
    for (const [name, path] of PAGES) {
      await page.goto(path);
      const interactive = page
        .locator(
          "a[href], button:enabled, input:not([type=radio]:not(:checked)), select, textarea, summary, [tabindex='0']",
        )
        .filter({ visible: true });
      const reached = await tabThrough(page);
      expect([name, reached.length]).toEqual([name, await interactive.count()]);
      expect([name, reached.filter(({ ring }) => !ring)]).toEqual([name, []]);
    }
  });

  it("says the same without scripts", async () => {
    const page = await signedIn("/console/tokens", { javaScript: false });
    expect(await page.locator("tbody th a").allTextContents()).toEqual(expect.arrayContaining(["ANNA1", "BERTA1"]));
    await page.goto("/console/tokens/BERTA1");
    expect(await page.textContent("main")).toContain("POST /token/init");
  });
});

describe("the session", () => {
  it("is a cookie that Chromium keeps for this host, and that no script sees", async () => {
    const page = await signedIn("/console");
    expect(await cookieOfSession(page)).toMatchObject({
      name: "__Host-console",
      httpOnly: true,
      secure: true,
      sameSite: "Strict",
      path: "/",
    });
    expect(await page.evaluate(() => document.cookie)).not.toContain("console");
  });

  it("ends with the button, and the way back shows nothing", async () => {
    const page = await signedIn("/console/tokens");
    await page.getByRole("button", { name: "Signed in as admin" }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    expect(await heading(page)).toBe("Sign in to the console");
    expect(await cookieOfSession(page)).toBeUndefined();
    await page.goBack();
    expect(await page.textContent("body")).not.toContain("BERTA1");
  });

  it("begins with only the right password", async () => {
    const page = await site.openPage("/console");
    await page.locator("#username").fill("admin");
    await page.locator("#password").fill("wrong");
    await page.locator("#password").press("Enter");
    expect(await notice(page)).toContain("Wrong account or password");
    expect(await cookieOfSession(page)).toBeUndefined();
    await fillConsoleSignIn(page);
  });
});

describe("a token", () => {
  it("is found, disabled, enabled, revoked and deleted, with a question and a notice each time", async () => {
    await api("POST", "/token/init", { type: "tiqr", user: "clara", serial: "CLARA1", pin: "1234" });
    const page = await signedIn("/console/tokens");
    await page.locator("main").getByLabel("User").fill("Cla"); // the beginning of the name is enough
    await page.getByRole("button", { name: "Search" }).click();
    expect(await page.locator("tbody th a").allTextContents()).toEqual(["CLARA1"]);
    await page.getByRole("link", { name: "CLARA1" }).click();
    await page.getByRole("link", { name: "Disable" }).click();
    await page.getByRole("button", { name: "Disable" }).click();
    expect(await notice(page)).toBe("The token is disabled.");
    await page.getByRole("link", { name: "Enable" }).click();
    await page.getByRole("button", { name: "Enable" }).click();
    expect(await notice(page)).toBe("The token is enabled.");
    await page.getByLabel("New PIN").fill("9876");
    await page.getByRole("button", { name: "Set PIN" }).click();
    expect(await notice(page)).toBe("The PIN is set.");
    // An empty field is not sent at all.
    await page.getByRole("button", { name: "Set PIN" }).click();
    expect(await notice(page)).toBe("The PIN is set.");
    await page.getByRole("link", { name: "Remove PIN" }).click();
    expect(await heading(page)).toBe("Remove the PIN of this token?");
    await page.getByRole("button", { name: "Remove PIN" }).click();
    expect(await notice(page)).toBe("The PIN is removed.");

    await page.getByRole("link", { name: "Revoke" }).click();
    expect(await heading(page)).toBe("Revoke this token?");
    await page.getByRole("link", { name: "Cancel" }).click();
    expect(await page.textContent("main")).not.toContain("revoked");
    await page.getByRole("link", { name: "Revoke" }).click();
    await page.getByRole("button", { name: "Revoke permanently" }).click();
    expect(await notice(page)).toBe("The token is permanently revoked.");
    expect(await page.textContent("main")).toContain("POST /token/revoke/<serial>");
    await page.getByRole("link", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete permanently" }).click();
    expect(await notice(page)).toBe("The token is deleted.");
    await page.goto("/console/tokens/CLARA1");
    expect(await heading(page)).toBe("Token not found");
  });

  it("is enrolled on the spot, from the screen, and the page reports it by itself and leads to the token", async () => {
    const page = await signedIn("/console/enrol");
    await page.locator("main").getByLabel("User").fill("dora");
    await page.getByRole("button", { name: "Show the QR code" }).click();
    await page.getByLabel("Someone new: create the user dora").check();
    await page.getByLabel("PIN").fill("4321");
    await page.getByRole("button", { name: "Show the QR code" }).click();
    const phone = makeAppPhone();
    expect((await phone.enroll(await readScreen(page))).told).toBe("enrolled");
    await page.getByRole("heading", { name: "The phone has sent its key" }).waitFor();
    expect(await axe(page)).toEqual([]);
    const { detail } = await api("POST", "/validate/triggerchallenge", { user: "dora" });
    expect((await phone.login(detail.attributes.value)).told).toBe("logged-in");
    await page.getByRole("heading", { name: "The phone is registered" }).waitFor();
    expect(await notice(page)).toContain("can now sign in");
    expect(await axe(page)).toEqual([]);
    await page.getByRole("link", { name: "Go to the token" }).click();
    await page.waitForURL("**/console/tokens/TiQR*");
    expect(await page.textContent("main")).toContain("dora");
  });

  it("is enrolled even without scripts: a button reports the phone's progress", async () => {
    await api("POST", "/token/init", { type: "tiqr", user: "frida", serial: "FRIDA1", pin: "1234" });
    const page = await signedIn("/console/tokens/FRIDA1/lost", { javaScript: false });
    await page.getByRole("button", { name: "Stop the old phone and show the QR code" }).click();
    const code = await readScreen(page);
    expect((await makeAppPhone().enroll(code)).told).toBe("enrolled");
    await page.getByRole("button", { name: "Check now" }).click();
    expect(await heading(page)).toBe("The phone has sent its key");
    await page.getByRole("link", { name: "Go to the token" }).click();
    expect(await heading(page)).toBe("Token FRIDA1");
  });

  it("is enrolled on the same phone once the old account is deleted in the app, as the page says", async () => {
    const { detail } = await api("POST", "/token/init", { type: "tiqr", user: "greta", serial: "GRETA1", pin: "1234" });
    const phone = makeAppPhone();
    expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
    const page = await signedIn("/console/tokens/GRETA1/lost");
    expect(await page.textContent("main")).toContain("If it is the same phone again");
    await page.getByRole("button", { name: "Stop the old phone and show the QR code" }).click();
    expect((await phone.enroll(await readScreen(page))).told).toBe("account-exists");
    await page.locator("[data-state]", { hasText: "phone has scanned" }).waitFor();
    expect(await page.textContent("main")).toContain("Have the old one deleted in the app, then show a new code.");
    await page.getByRole("button", { name: "Show a new code" }).click();
    await page.locator("[data-state]", { hasText: "waiting for the phone" }).waitFor();
    expect((await makeAppPhone().enroll(await readScreen(page))).told).toBe("enrolled");
    await page.getByRole("heading", { name: "The phone has sent its key" }).waitFor();
  });

  it("gets another phone in one step: the old one is dead before the new one has enrolled", async () => {
    const { detail } = await api("POST", "/token/init", { type: "tiqr", user: "emma", serial: "EMMA1", pin: "1234" });
    const [old, other] = [makeAppPhone(), makeAppPhone()];
    await old.enroll(detail.tiqrenroll.value);
    const open = async () =>
      (
        await fetch(`${site.server.origin}/validate/check`, {
          method: "POST",
          body: new URLSearchParams({ user: "emma", pass: "1234" }),
        })
      ).json();
    const before = await open();
    const page = await signedIn("/console/tokens/EMMA1");
    await page.getByRole("link", { name: "Phone lost" }).click();
    await page.getByRole("button", { name: "Stop the old phone and show the QR code" }).click();
    expect((await old.login(before.detail.attributes.value)).told).toBe("refused");
    expect((await open()).result.authentication).toBe("REJECT");
    expect((await other.enroll(await readScreen(page))).told).toBe("enrolled");
    await page.getByRole("heading", { name: "The phone has sent its key" }).waitFor();
    // The PIN is unchanged.
    const after = await open();
    expect((await old.login(after.detail.attributes.value)).told).not.toBe("logged-in");
    expect((await other.login(after.detail.attributes.value)).told).toBe("logged-in");
  });
});

describe("the list of tokens", () => {
  it("does not mention pages when it is empty", async () => {
    const page = await signedIn("/console/tokens?user=nobody");
    expect(await page.locator("main").textContent()).toContain("Nothing found.");
    expect(await page.locator(".pages").count()).toBe(0);
  });
});

it("an open login is cancelled", async () => {
  // Take the last, which is the newest: on a slow machine the logins from the beginning have
  // expired by now.
  const body = new URLSearchParams({ user: "berta", pass: "1234" });
  await fetch(`${site.server.origin}/validate/check`, { method: "POST", body });
  const page = await signedIn("/console/transactions");
  await page.getByRole("button", { name: "Cancel" }).last().click();
  expect(await notice(page)).toBe("The sign-in is cancelled.");
});

it("the audit trail is searched, and its newest entries are checked", async () => {
  const page = await signedIn("/console/audit");
  await page.getByText("More:").click();
  await page.locator("#reason").selectOption({ label: "Wrong PIN" });
  await page.locator("#event").selectOption({ label: "Wrong PIN" });
  await page.locator("#user").fill("berta");
  await page.locator("form:has(#event)").getByRole("button").click();
  expect(await page.locator("tbody tr").count()).toBe(1);
  expect(await page.locator("tbody tr").textContent()).toMatch(/PIN_FAIL.*wrong-pin/);
  await page.getByRole("button", { name: "Check the newest entries" }).click();
  expect(await notice(page)).toContain("Nothing is missing or changed");
});

it("yesterday's sign-ins are one click below the search, and yesterday is the reader's", async () => {
  const page = await signedIn("/console", { zone: "Pacific/Kiritimati" });
  await page.getByRole("link", { name: "Audit trail", exact: true }).click();
  await page.getByText("More:").click();
  const signIns = page.getByRole("navigation", { name: "Sign-ins", exact: true });
  await signIns.getByRole("link", { name: "Yesterday" }).click();
  const yesterday = new Date(Date.now() + (14 - 24) * 60 * 60 * 1000).toISOString().slice(0, 10);
  expect([await page.inputValue("#from"), await page.inputValue("#until")]).toEqual([yesterday, yesterday]);
  expect(await page.textContent("main")).toContain("(Pacific/Kiritimati)");
  expect(await signIns.locator("[aria-current]").textContent()).toBe("Yesterday");
});

it("the overview's chart is written in type that is read at 320 pixels, without one word over another", async () => {
  const page = await signedIn("/console", { width: 320 });
  const labels = await page
    .locator(".named time")
    .filter({ visible: true })
    .evaluateAll((times) =>
      times.map((time) => {
        const { left, right } = time.getBoundingClientRect();
        return { left, right, size: Number.parseFloat(getComputedStyle(time).fontSize) };
      }),
    );
  expect(labels.length).toBe(4);
  for (const [index, { right, size }] of labels.entries()) {
    expect(size).toBeGreaterThanOrEqual(12);
    expect(right).toBeLessThan(labels[index + 1]?.left ?? 320);
  }
});

it("the overview tells the numbers of an hour to a pointer and to the keyboard, and of all in a table", async () => {
  const page = await signedIn("/console");
  const { logins, failures_by_hour: failures } = (await api("GET", "/audit/statistics")).result.value;
  const numbersOf = (at: number) => `${logins[at].count} ${failures[at].count}`;
  const hourShown = async () =>
    (await page.locator(".told:visible b").allTextContents()).join(" ") +
    ((await page.locator(".told:visible").count()) === 1 ? "" : " of many");
  // All was done in the running hour, or in the one before, if that has just ended. Earlier ones
  // were quiet.
  expect(logins[22].count + logins[23].count).toBeGreaterThan(0);
  expect(await hourShown()).toBe(numbersOf(23));
  await page.locator(".hour").nth(3).hover();
  expect(await hourShown()).toBe(numbersOf(3));
  await page.mouse.move(0, 0);
  await page.locator(".hour input:checked").press("ArrowLeft");
  expect(await page.locator(".hour input:focus").getAttribute("aria-labelledby")).toBe("hour-22");
  expect(await hourShown()).toBe(numbersOf(22));
  await page.locator("main summary").press("Enter");
  const cells = await page.locator("main details tbody td").allTextContents();
  expect(cells).toEqual([...logins.keys()].flatMap((at) => numbersOf(at).split(" ")));
  expect(await page.textContent("main")).toContain("Wrong PIN");
});

// This test is last: from here on the administrator is asked for the phone.
it("an administrator with a token signs in with password and phone, the QR code read from the screen", async () => {
  const { detail } = await api("POST", "/token/init", { type: "tiqr", user: "admin", realm: "administrators" });
  const phone = makeAppPhone();
  expect((await phone.enroll(detail.tiqrenroll.value)).told).toBe("enrolled");
  for (const javaScript of [true, false]) {
    const page = await site.openPage("/console", { javaScript });
    await page.locator("#username").fill("admin");
    await page.locator("#password").fill(ADMIN_PASSWORD);
    await page.locator("#password").press("Enter");
    await page.locator(".qr img").waitFor();
    if (javaScript) expect(await axe(page)).toEqual([]);
    else {
      await page.getByRole("button", { name: "I have confirmed" }).click();
      expect(await notice(page)).toContain("hasn’t confirmed yet");
    }
    expect((await phone.login(await readScreen(page))).told).toBe("logged-in");
    if (!javaScript) await page.getByRole("button", { name: "I have confirmed" }).click();
    await page.waitForURL("**/console");
    expect(await heading(page)).toBe("Overview");
  }
});

itLooksAtItsPages(CONSOLE_LOOKED_AT);
