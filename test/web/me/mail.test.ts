// What people hear by mail of changes to their account, and what administrators hear of a sign-in
// that was not the person's.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type MailService, mailService, withMail } from "../../support/mail.ts";
import type { PersonAtBrowser } from "../../support/oidc/applications.ts";
import { Browser } from "../../support/pages/browser.ts";
import { confirmAct, locationIn, openMe, send, signedIn } from "../../support/pages/me.ts";
import { asAdmin, type Send } from "../../support/service.ts";

const ACTS = { SELF_SERVICE: "add remove pin recovery" } as unknown as Partial<Env>;
const TOLD = { MAIL_ADMINISTRATORS: "a@admin.test b@admin.test", MAIL_LANGUAGE: "de" } as unknown as Partial<Env>;

let mail: MailService;
let over: Send;
let failing: string | undefined;
beforeEach(async () => {
  failing = undefined;
  mail = mailService((to) => (to.startsWith("a@") ? "E_RECIPIENT_SUPPRESSED" : failing));
  over = await withMail(mail, { ...ACTS, ...TOLD });
});

async function person(user: string, email = `${user}@example.org`): Promise<PersonAtBrowser> {
  const visitor = await signedIn(user, undefined, over);
  if (email) await asAdmin("POST", "/user/attribute", { user, realm: "realm1", key: "email", value: email });
  return visitor;
}

async function codesOf(visitor: PersonAtBrowser): Promise<string[]> {
  await confirmAct(visitor, "recovery");
  const made = await send(visitor, "/me/recovery");
  return [...made.text.matchAll(/<code>([^<]*)<\/code>/g)].map(([, code = ""]) => code);
}

const recover = (user: string, code: string) =>
  new Browser(over).request("/me/recover", {
    method: "POST",
    headers: { "Accept-Language": "nl" },
    body: new URLSearchParams({ user, pin: "1234", code }),
    redirect: "manual",
  });

const told = () => mail.sent.map(({ to, subject }) => [to, subject]);

describe("the person hears", () => {
  it("of a new PIN, and of a link for another phone", async () => {
    const anna = await person("anna");
    await confirmAct(anna, "pin");
    expect(locationIn(await send(anna, "/me/pin", { pin: "9876", repeat: "9876" }))).toBe("/me?done=pin");
    await confirmAct(anna, "add");
    expect(locationIn(await send(anna, "/me/add"))).toMatch(/^\/enrol\//);
    expect(told()).toEqual([
      ["anna@example.org", "Test Service: your PIN was changed"],
      ["anna@example.org", "Test Service: a phone is being added"],
    ]);
    const [first, second] = mail.sent;
    expect(first?.text).toMatch(/User: anna\nWhen: .* UTC\nFrom the network address: /);
    expect(first?.text).not.toContain("9876");
    // The mail warns of the link, and must not be a way to it.
    expect(second?.text).not.toContain("/enrol/");
  });

  it("of a phone that was removed", async () => {
    const bea = await person("bea");
    await confirmAct(bea, "remove", bea.serial);
    expect((await send(bea, `/me/phone/${bea.serial}/remove`, { last: "yes" })).status).toBe(200);
    expect(told()).toEqual([["bea@example.org", "Test Service: a phone was removed"]]);
  });

  it("of a recovery code, in the language of the browser that used it", async () => {
    const [code = ""] = await codesOf(await person("carl"));
    expect((await recover("carl", "0000-0000-0000-0000")).status).toBe(400);
    expect(mail.tries()).toBe(0);
    expect((await recover("carl", code)).status).toBe(303);
    expect(told()).toEqual([["carl@example.org", "Test Service: er is een herstelcode gebruikt"]]);
    expect(mail.sent[0]?.text).not.toMatch(/enrol|[0-9a-z]{4}-[0-9a-z]{4}-/);
  });

  it("of nothing that was refused", async () => {
    const dora = await person("dora");
    await send(dora, "/me/pin", { pin: "9876", repeat: "9876" });
    await send(dora, "/me/add");
    await send(dora, `/me/phone/${dora.serial}/remove`, { last: "yes" });
    await send(dora, "/me/not-me/NONE");
    expect(mail.tries()).toBe(0);
  });

  it("nothing without an address, and nothing where EMAIL_TEMPLATE makes one that is two", async () => {
    over = await withMail(mail, { ...ACTS, EMAIL_TEMPLATE: "{user},b@a.test" } as unknown as Partial<Env>);
    const emil = await person("emil", "");
    await confirmAct(emil, "pin");
    expect(locationIn(await send(emil, "/me/pin", { pin: "9876", repeat: "9876" }))).toBe("/me?done=pin");
    expect(mail.tries()).toBe(0);
  });
});

it("of a sign-in that was not the person's, administrators hear as well, each for themselves", async () => {
  const fred = await person("fred");
  expect((await send(fred, `/me/not-me/${fred.serial}`, { pin: "9999" })).status).toBe(400);
  expect(mail.tries()).toBe(0);
  expect((await send(fred, `/me/not-me/${fred.serial}`, { pin: fred.pin })).status).toBe(200);
  expect(told().toSorted()).toEqual([
    ["b@admin.test", "Test Service: eine Anmeldung war nicht von fred"],
    ["fred@example.org", "Test Service: a phone is out of use"],
  ]);
  const toAdmin = mail.sent.find(({ to }) => to === "b@admin.test");
  expect(toAdmin?.text).toContain("fred (realm1)");
  expect(toAdmin?.text).toContain(`Das Token ${fred.serial} ist deaktiviert`);
});

it("of sessions that ended in one press, both hear that the phone is still in use", async () => {
  const hans = await person("hans");
  expect((await send(hans, `/me/not-me/${hans.serial}/sign-out`)).status).toBe(200);
  expect(told().toSorted()).toEqual([
    ["b@admin.test", "Test Service: eine Anmeldung war nicht von hans"],
    ["hans@example.org", "Test Service: you are signed out everywhere"],
  ]);
  const toAdmin = mail.sent.find(({ to }) => to === "b@admin.test");
  expect(toAdmin?.text).toContain(`Das Token ${hans.serial} ist weiterhin aktiv`);
});

it("a mail that cannot be sent fails nothing, and the log has no address", async () => {
  failing = "E_INTERNAL_SERVER_ERROR";
  const lines: string[] = [];
  const spy = vi.spyOn(console, "error").mockImplementation((...said) => void lines.push(said.map(String).join(" ")));
  const gina = await person("gina");
  await confirmAct(gina, "pin");
  expect(locationIn(await send(gina, "/me/pin", { pin: "9876", repeat: "9876" }))).toBe("/me?done=pin");
  spy.mockRestore();
  expect(lines).toEqual(["mail: a mail (notice) was not sent: E_INTERNAL_SERVER_ERROR"]);
});

it("a mail service that never answers is given up, and fails nothing", async () => {
  // The five seconds that a mail may take are over at once.
  const { setTimeout: later } = globalThis;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((act: () => void, ms: number) =>
    later(act, ms === 5000 ? 0 : ms)) as typeof setTimeout);
  let asked = 0;
  const MAIL = {
    send: () => {
      asked++;
      return new Promise(() => {});
    },
  };
  over = await withMail(mail, { ...ACTS, MAIL } as unknown as Partial<Env>);
  const hugo = await person("hugo");
  await confirmAct(hugo, "pin");
  expect(locationIn(await send(hugo, "/me/pin", { pin: "9876", repeat: "9876" }))).toBe("/me?done=pin");
  vi.restoreAllMocks();
  expect(asked).toBe(1);
  expect((await openMe(hugo)).status).toBe(200);
  expect(
    await env.DB.prepare("SELECT 1 FROM audit WHERE user = 'hugo' AND event = 'SELF_PIN_SET'").first(),
  ).not.toBeNull();
});
