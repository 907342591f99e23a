// A joiner: the link that goes by mail, once, also when the reply's work was lost.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import type { PersonState } from "../../../src/core/ports/people/directory.ts";
import worker from "../../../src/index.ts";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { type MailService, mailService, withMail } from "../../support/mail.ts";
import { EnrolBrowser } from "../../support/pages/enrol-page.ts";
import { changePerson, directoryAccount, directoryAs, madePerson } from "../../support/scim/directory.ts";
import { admin, asAdmin, enrol, requestOver, resultOf } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";

let mail: MailService;
/** The code with which the mail service refuses. */
let refusal: string | undefined;
let caller: Awaited<ReturnType<typeof directoryAccount>>;
beforeAll(async () => {
  await admin();
  caller = await directoryAccount();
});
beforeEach(() => {
  refusal = undefined;
  mail = mailService(() => refusal);
});

const bindings = (more: Partial<Env> = {}) => ({ ...env, ...mail.settings, SCIM_LINKS: "mail", ...more }) as Env;

async function directory(more: Partial<Env> = {}, by = caller) {
  const others = {
    randomBytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
    qrImage: async () => "",
  };
  const ports = createPorts(bindings(more), await realKeyring(), readConfig(bindings(more)).settings, others);
  return directoryAs(ports, by);
}

async function made(userName: string, more: Partial<PersonState> = {}) {
  const opened = await directory();
  const person = await madePerson(opened, userName, { email: `${userName}@corp.example`, ...more });
  await opened.settled();
  return person;
}

const cron = (afterMs = 0) =>
  worker.scheduled(createScheduledController({ scheduledTime: new Date(Date.now() + afterMs) }), bindings());
const linkIn = (text = "") => /https:\/\/tiqr\.test(\/enrol\/[\w-]{22})/.exec(text)?.[1] ?? "";
const linksOf = async (user: string) => resultOf(await asAdmin("GET", `/token/enrollmentlink?user=${user}`)).links;

it("gets one mail, in the person's language, whose link enrols a phone for seven days", async () => {
  await made("anna", { kept: { preferredLanguage: "nl-NL" } });
  expect(mail.sent).toMatchObject([{ to: "anna@corp.example" }]);
  expect(mail.sent[0]?.text).toContain("telefoon");
  const path = linkIn(mail.sent[0]?.text);
  const visitor = new EnrolBrowser();
  expect(await visitor.state(path)).toBe("fresh");
  await cron(3600_000);
  expect(mail.sent).toHaveLength(1);
  const [link] = await linksOf("anna");
  expect(Date.parse(link.expires_at) - Date.now()).toBeGreaterThan(6.9 * 24 * 3600_000);
  await visitor.start(path);
  expect(await visitor.state(path)).toMatch(/^started/);
});

it("hears of what the help desk does in the same language", async () => {
  await made("dora", { kept: { preferredLanguage: "de-AT" } });
  const over = await withMail(mail);
  const fields = new URLSearchParams({ user: "dora", realm: "realm1" });
  await requestOver(over, "/token/enrollmentlink", { method: "POST", body: fields, headers: await admin() });
  await vi.waitUntil(() => mail.sent.length === 2);
  expect(mail.sent[1]?.text).toContain("Der Helpdesk");
});

it("gets it by cron, if what follows the reply was lost", async () => {
  const opened = await directory();
  refusal = "E_RATE_LIMIT_EXCEEDED";
  await madePerson(opened, "ben", { email: "ben@corp.example" });
  await opened.settled();
  expect(mail.sent).toEqual([]);
  refusal = undefined;
  await cron();
  expect(mail.sent).toEqual([]);
  await cron(16 * 60_000);
  expect(mail.sent).toMatchObject([{ to: "ben@corp.example" }]);
  expect(await new EnrolBrowser().state(linkIn(mail.sent[0]?.text))).toBe("fresh");
  await cron(60 * 60_000);
  expect(mail.sent).toHaveLength(1);
});

it("gets none whose address is refused, and is not tried again", async () => {
  refusal = "E_RECIPIENT_SUPPRESSED";
  await made("cleo");
  refusal = undefined;
  await cron(60 * 60_000);
  expect(mail.sent).toEqual([]);
});

it.each([
  ["was refused", "E_RECIPIENT_SUPPRESSED", async () => {}],
  [
    "was taken away before the mail",
    "E_RATE_LIMIT_EXCEEDED",
    async (user: string) => {
      await changePerson(await directory(), user, { email: null });
      await cron(16 * 60_000);
    },
  ],
] as const)("gets one at the next address, if the first %s", async (_, fault, meanwhile) => {
  const user = fault.toLowerCase();
  refusal = fault;
  await made(user);
  refusal = undefined;
  await meanwhile(user);
  const opened = await directory();
  await changePerson(opened, user, { email: "right@corp.example" });
  await opened.settled();
  expect(mail.sent).toMatchObject([{ to: "right@corp.example" }]);
  expect(await new EnrolBrowser().state(linkIn(mail.sent[0]?.text))).toBe("fresh");
});

it("waits until the person is active, and ends when they are not", async () => {
  await made("dirk", { active: false });
  expect(mail.sent).toEqual([]);
  const opened = await directory();
  await changePerson(opened, "dirk", { active: true });
  await opened.settled();
  expect(mail.sent).toMatchObject([{ to: "dirk@corp.example" }]);
  await changePerson(opened, "dirk", { active: false });
  expect(await new EnrolBrowser().state(linkIn(mail.sent[0]?.text))).toBe("withdrawn");
});

it("gets none with a phone, without an address, or with a link that is open", async () => {
  await enrol({ user: "emil" });
  const opened = await directory();
  await changePerson(opened, "emil", { email: "emil@corp.example" });
  await made("fay", { email: null });
  await asAdmin("POST", "/token/enrollmentlink", { user: "gil", realm: "realm1" });
  await made("gil");
  await changePerson(opened, "gil", { email: "other@corp.example" });
  await opened.settled();
  expect(mail.sent).toEqual([]);
});

it("gets another one at another address, and the first opens nothing any more", async () => {
  await made("lia");
  const opened = await directory();
  await changePerson(opened, "lia", { displayName: "Lia" });
  await changePerson(opened, "lia", { email: "right@corp.example" });
  await opened.settled();
  expect(mail.sent).toMatchObject([{ to: "lia@corp.example" }, { to: "right@corp.example" }]);
  const stateOf = (which: number) => new EnrolBrowser().state(linkIn(mail.sent[which]?.text));
  expect([await stateOf(0), await stateOf(1)]).toEqual(["withdrawn", "fresh"]);
  await changePerson(opened, "lia", { email: null });
  expect(await stateOf(1)).toBe("withdrawn");
});

it.each([
  ["is there as well", async () => {}],
  ["is gone", (name: string) => env.DB.prepare("DELETE FROM admin WHERE name = ?").bind(name).run()],
] as const)("gets another one, if the account that made the first one %s", async (state, meanwhile) => {
  const user = `of two who ${state}`;
  const first = await directoryAccount();
  const before = await directory({}, first);
  await madePerson(before, user, { email: "wrong@corp.example" });
  await before.settled();
  await meanwhile(first.name);
  const opened = await directory();
  await changePerson(opened, user, { email: "right@corp.example" });
  await opened.settled();
  expect(mail.sent).toMatchObject([{ to: "wrong@corp.example" }, { to: "right@corp.example" }]);
  const stateOf = (which: number) => new EnrolBrowser().state(linkIn(mail.sent[which]?.text));
  expect([await stateOf(0), await stateOf(1)]).toEqual(["withdrawn", "fresh"]);
});

it("gets another one with another name, if the address is made of it", async () => {
  const opened = await directory({ EMAIL_TEMPLATE: "{user}@{realm}.example" } as Partial<Env>);
  await madePerson(opened, "jon");
  await opened.settled();
  await changePerson(opened, "jon", { userName: "john" });
  await opened.settled();
  expect(mail.sent).toMatchObject([{ to: "jon@realm1.example" }, { to: "john@realm1.example" }]);
  await changePerson(opened, "john", { email: "john@realm1.example" });
  const stateOf = (which: number) => new EnrolBrowser().state(linkIn(mail.sent[which]?.text));
  expect([await stateOf(0), await stateOf(1)]).toEqual(["withdrawn", "fresh"]);
});

it("gets another one even if somebody has begun with the first", async () => {
  await made("ole");
  const path = linkIn(mail.sent[0]?.text);
  const stranger = new EnrolBrowser();
  await stranger.start(path);
  const opened = await directory();
  await changePerson(opened, "ole", { email: "right@corp.example" });
  await opened.settled();
  expect(await stranger.state(path)).toBe("withdrawn");
  expect(mail.sent).toMatchObject([{ to: "ole@corp.example" }, { to: "right@corp.example" }]);
  const visitor = new EnrolBrowser();
  await visitor.start(linkIn(mail.sent[1]?.text));
  expect(await visitor.state(linkIn(mail.sent[1]?.text))).toMatch(/^started/);
});

it("gets one mail, however many send it at once", async () => {
  const opened = await directory();
  await madePerson(opened, "max", { email: "max@corp.example" });
  await Promise.all([opened.settled(), cron(), cron(), cron()]);
  expect(mail.sent).toMatchObject([{ to: "max@corp.example" }]);
});

it("of an account that has lost the right opens nothing any more", async () => {
  await made("hal");
  await env.DB.prepare("UPDATE admin SET rights = '[\"userlist\"]' WHERE name = ?").bind(caller.name).run();
  const visitor = new EnrolBrowser();
  const path = linkIn(mail.sent[0]?.text);
  await visitor.get(path);
  expect((await visitor.step(path, "start")).status).not.toBe(303);
  await env.DB.prepare("UPDATE admin SET rights = '[\"scim\"]' WHERE name = ?").bind(caller.name).run();
  expect((await visitor.step(path, "start")).status).toBe(303);
});

it("is not mailed by default", async () => {
  const ports = createPorts(
    { ...env, ...mail.settings } as Env,
    await realKeyring(),
    readConfig({ ...env, ...mail.settings } as Env).settings,
    { randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)), qrImage: async () => "" },
  );
  const opened = await directoryAs(ports, caller);
  await madePerson(opened, "ida", { email: "ida@corp.example" });
  await opened.settled();
  expect(mail.sent).toEqual([]);
  expect(await linksOf("ida")).toEqual([]);
});
