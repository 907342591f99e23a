// Mail in the console: boxes that are there only where mail is sent, and what became of the mails.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { untilOver } from "../../../../test/support/jobs.ts";
import { type MailService, mailService, withMail } from "../../../../test/support/mail.ts";
import { admin, asAdmin, withSettings } from "../../../../test/support/service.ts";
import { ConsoleBrowser, hiddenFields, leadsTo, newPerson } from "../support/console-browser.ts";

const without = new ConsoleBrowser();
let refusing = false;
let mail: MailService;
let browser: ConsoleBrowser;
beforeAll(async () => {
  await admin();
  mail = mailService(() => (refusing ? "E_DAILY_LIMIT_EXCEEDED" : undefined));
  browser = new ConsoleBrowser(await withMail(mail));
  for (const one of [without, browser]) await one.follow(await one.signIn("admin", ADMIN_PASSWORD));
  browser.language = "nl";
});

const BOX = 'name="mail"';
const fileOf = (csv: string, id: string) =>
  `--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n${id}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="u.csv"\r\n\r\n${csv}\r\n--x--\r\n`;

/** Sends the file to be checked, and gives the fields of the form below the report. */
async function check(by: ConsoleBrowser, csv: string) {
  const { id = "" } = hiddenFields(await by.get("/console/new-users"));
  await by.postRaw("/console/new-users/check", "multipart/form-data; boundary=x", fileOf(csv, id));
  await untilOver(id);
  const report = await by.get(`/console/jobs/${id}`);
  return { report: report.text, fields: hiddenFields(report), id };
}

describe("a file of users", () => {
  it("has a box for mail only where mail is sent", async () => {
    const csv = "name;e-mail\nbox;box@example.org\n";
    expect((await check(without, csv)).report).not.toContain(BOX);
    expect((await check(browser, csv)).report).toContain(BOX);
  });

  it("is mailed in the language of the page, and the job says how its mails go on", async () => {
    const { fields, id: checked } = await check(browser, "name;e-mail\nanna;anna@example.org\nbert;\n");
    const result = await browser.get(`/console/jobs/${checked}/result.csv`);
    expect(result.text).toContain("would-be-sent");
    expect(result.text).toContain("no-address");
    expect(result.text).toContain("Er zou een registratielink worden gemaakt. De gebruiker heeft geen e-mailadres.");
    const id = fields.id ?? "";
    await runInDurableObject(env.JOBS.getByName(id), (object) => {
      const inside = object as unknown as { env: Env };
      inside.env = { ...inside.env, ...mail.settings };
    });
    refusing = true;
    const begun = await browser.post("/console/new-users/apply", {
      ...fields,
      links: "missing",
      days: "7",
      mail: "on",
    });
    expect(leadsTo(begun)).toBe(`/console/jobs/${id}`);
    const waiting = await vi.waitUntil(
      async () => {
        const { text } = await browser.get(`/console/jobs/${id}`);
        if (text.includes("De maildienst neemt nu geen mail meer aan.")) return text;
        await runDurableObjectAlarm(env.JOBS.getByName(id));
        return undefined;
      },
      { timeout: 30_000 },
    );
    expect(waiting).toContain("De taak probeert het opnieuw om:");
    refusing = false;
    expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 1, not_sent: 1 } });
    expect((await browser.get(`/console/jobs/${id}`)).text).toContain(
      "1 link gemaild, 1 niet. Het resultaat zegt waarom.",
    );
    expect(mail.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ["anna@example.org", "Registreer uw telefoon voor Test Service"],
    ]);
  });
});

describe("a link", () => {
  it("has a box for mail only where mail is sent", async () => {
    expect((await without.get("/console/links/new")).text).not.toContain(BOX);
    expect((await browser.get("/console/links/new")).text).toContain(BOX);
  });

  it("is mailed if the box is ticked, and the page says what became of it", async () => {
    await asAdmin("POST", "/token/init", { user: "carl", type: "tiqr" });
    await asAdmin("POST", "/user/attribute", { user: "carl", key: "email", value: "carl@example.org" });
    mail.sent.length = 0;
    // The person hears of each link, and gets it only where that is asked for.
    const withLink = () => mail.sent.filter(({ text }) => text.includes("/enrol/"));
    const fields = { user: "carl", validity: "3600", pin: "choose" };
    const unticked = await browser.post("/console/links/new", fields);
    expect(unticked.text).toContain("/enrol/");
    expect([mail.sent.length, withLink().length]).toEqual([1, 0]);
    const ticked = await browser.post("/console/links/new", { ...fields, mail: "on" });
    expect(ticked.text).toContain("De link is onderweg naar het e-mailadres van de persoon.");
    expect(withLink().map(({ to }) => to)).toEqual(["carl@example.org"]);
    const unknown = await browser.post("/console/links/new", {
      ...fields,
      user: "nobody",
      person: newPerson("nobody"),
      mail: "on",
    });
    expect(unknown.text).toContain("De persoon heeft geen e-mailadres");
    expect(unknown.text).toContain("/enrol/");
  });

  it("that is only mailed is shown to nobody, whatever the other box says", async () => {
    mail.sent.length = 0;
    const fields = { user: "carl", validity: "3600", pin: "choose", mail: "on", only: "on" };
    const made = await browser.post("/console/links/new", fields);
    expect(made.text).toContain("De link is onderweg naar het e-mailadres van de persoon.");
    expect(made.text).not.toMatch(/\/enrol\/|class="qr|subject=/);
    expect(made.text).toContain("/withdraw");
    expect(mail.sent.map(({ text }) => text.includes("/enrol/"))).toEqual([true]);
    const long = await browser.post("/console/links/new", { ...fields, validity: "604800" });
    expect(long.status).toBe(400);
    expect(long.text).toMatch(/name="only" checked/);
  });
});

it("the page of settings says when mail is set up only in part", async () => {
  const half = new ConsoleBrowser(await withSettings({ MAIL_FROM: "login@mail.test" } as unknown as Partial<Env>));
  await half.follow(await half.signIn("admin", ADMIN_PASSWORD));
  const page = (await half.get("/console/settings")).text;
  expect(page).toContain("Mail is only half set up");
  expect(page).toContain("no mail is sent: MAIL_FROM is set, but the binding MAIL is missing");
  expect((await browser.get("/console/settings")).text).not.toContain("no mail is sent:");
});
