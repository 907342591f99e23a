// The first sign-in by the test login, for somebody who has the link to another phone, and not the
// PIN: nothing but the PIN opens the person's sign-in.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { block } from "../../support/house/blocks.ts";
import { opensWith } from "../../support/login.ts";
import { codeIn, EnrolBrowser, newLink, trialIn } from "../../support/pages/enrol-page.ts";
import { asAdmin, enrol, makePhone, resultOf, withSettings } from "../../support/service.ts";

/** A thief has registered a phone by the link for a phone that was lost. */
async function stolen(user: string) {
  const { serial } = await enrol({ user, pin: "1234" });
  const path = await newLink({ user, serial, stop: "true" });
  const [browser, phone] = [new EnrolBrowser(await withSettings({ SELF_SERVICE: "recovery" })), makePhone()];
  await phone.enroll(codeIn(await browser.start(path)));
  return { user, serial, path, browser, phone };
}
type Stolen = Awaited<ReturnType<typeof stolen>>;

const sessionsOf = async (user: string) => resultOf(await asAdmin("GET", `/user/realm1/${user}`)).sessions;

/** The trial has begun, and the phone has confirmed it. */
async function confirmed({ path, browser, phone }: Stolen, fields: Record<string, string> = {}) {
  const trial = await browser.step(path, "login", fields);
  await phone.login(codeIn(trial));
  return trialIn(trial);
}

it("the PIN is guessed there as often as on the sign-in page, and then not even the right one opens it", async () => {
  const one = await stolen("guessed");
  for (let guess = 0; guess < 10; guess++)
    expect((await one.browser.step(one.path, "login", { pin: `99${guess}9` })).status).toBe(400);
  const right = await one.browser.step(one.path, "login", { pin: "1234" });
  expect([right.status, right.text.includes("/tiqr-app") || right.text.includes("data:image")]).toEqual([400, false]);
  expect(await opensWith("guessed", "1234")).toBe(false);
  expect(await sessionsOf("guessed")).toEqual([]);
});

it("a forged factor, another browser and another's transaction sign nobody in", async () => {
  const [one, two] = [await stolen("forged"), await stolen("forged-too")];
  for (const factor of ["pin", "none", "", "PIN", "unasked"]) {
    const trial = await confirmed(one);
    await one.browser.step(one.path, "finish", { ...trial, factor });
  }
  const trial = await confirmed(one);
  await two.browser.step(two.path, "finish", trial);
  const thief = new EnrolBrowser();
  await thief.get(one.path);
  await thief.step(one.path, "finish", { ...trial, factor: "pin" });
  expect([await sessionsOf("forged"), await sessionsOf("forged-too")]).toEqual([[], []]);
});

it("what changes between the scan and the end of the trial ends it", async () => {
  const changes: readonly (readonly [string, (one: Stolen) => Promise<unknown>])[] = [
    ["a block", ({ user }) => block(user)],
    ["a new PIN", ({ user }) => asAdmin("POST", "/token/setpin", { user, otppin: "8642" })],
    ["a stop", ({ serial }) => asAdmin("POST", `/token/disable/${serial}`)],
    [
      "an undo",
      async ({ user, serial }) => {
        const row = await env.DB.prepare("SELECT id FROM undo WHERE serial = ?").bind(serial).first<{ id: string }>();
        return asAdmin("POST", `/user/realm1/${user}/undo/${row?.id}`);
      },
    ],
    ["another link", ({ user, serial }) => newLink({ user, serial, stop: "true" })],
    ["a deletion", ({ user }) => asAdmin("DELETE", `/user/realm1/${user}`)],
  ];
  for (const [name, change] of changes) {
    const one = await stolen(`between-${name.replaceAll(" ", "-")}`);
    const trial = await confirmed(one, { pin: "1234" });
    await change(one);
    await one.browser.step(one.path, "finish", trial);
    const { results } = await env.DB.prepare("SELECT 1 FROM browser_session WHERE user = ?").bind(one.user).all();
    expect([name, results]).toEqual([name, []]);
  }
});

it("a trial ends once: its transaction begins no second session", async () => {
  const one = await stolen("once");
  const trial = await confirmed(one, { pin: "1234" });
  await Promise.all([1, 2, 3].map(() => one.browser.step(one.path, "finish", trial)));
  expect(await sessionsOf("once")).toHaveLength(1);
  await asAdmin("DELETE", "/user/realm1/once/sessions");
  await one.browser.step(one.path, "finish", trial);
  expect(await sessionsOf("once")).toEqual([]);
});
