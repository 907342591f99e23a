// Jobs that mail their links: each user gets one, the result says what became of it, and a limit of
// the mail service only delays it.

import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, it, vi } from "vitest";
import type { JobObject } from "../../../src/index.ts";
import { beginJob, getJob, jobRows, makeTokens, postJobCancel, untilOver } from "../../support/jobs.ts";
import { beginMailJob, type MailService, mailService } from "../../support/mail.ts";
import { admin, request, resultOf, serviceAccount } from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});

let ids = 0;
const newId = () => `mail-job-${String(++ids).padStart(13, "0")}`;
const file = (...lines: string[]) => ["name,realm,e-mail", ...lines].join("\n");
const linksIn = (text: string) => text.match(/https:\/\/tiqr\.test\/enrol\/[\w-]{22}/g) ?? [];

async function begin(mail: MailService, csv: string, more: object = {}): Promise<string> {
  const id = newId();
  const begun = await beginMailJob(mail, id, "users", { csv, dry_run: false, ...more }, await admin());
  expect(begun.status, begun.text).toBe(200);
  return id;
}

/** Until the job waits with its mail. */
const untilItWaits = async (id: string) =>
  vi.waitUntil(
    async () => {
      const job = resultOf(await getJob(id));
      if (job.mail.waits_for !== "") return job;
      await runDurableObjectAlarm(env.JOBS.getByName(id));
      return undefined;
    },
    { timeout: 30_000 },
  );

it("each user with an address gets one link, and the result has the links of the others", async () => {
  const mail = mailService((to) => (to.startsWith("gone@") ? "E_RECIPIENT_SUPPRESSED" : undefined));
  const csv = file(
    "anna,post,anna@example.org",
    "bert,post,",
    "gone,post,gone@example.org",
    "carl,post,carl@example.org",
  );
  const id = await begin(mail, csv, { language: "nl", validity: 3600 });
  expect(await untilOver(id)).toMatchObject({
    state: "done",
    failed: 0,
    mail: { sent: 2, not_sent: 2, waits_for: "", again_at: null },
  });
  const rows = await jobRows(id);
  expect(rows.map(({ user, outcome, mail, link }) => [user, outcome, mail, link !== ""])).toEqual([
    ["anna", "made", "sent", false],
    ["bert", "made", "no-address", true],
    ["gone", "made", "refused", true],
    ["carl", "made", "sent", false],
  ]);
  expect(rows.map(({ message }) => message)).toEqual([
    "",
    "The user has no e-mail address.",
    "The mail service refuses mail to this address.",
    "",
  ]);
  expect(mail.sent.map(({ to }) => to)).toEqual(["anna@example.org", "carl@example.org"]);
  const [first] = mail.sent;
  expect(first).toMatchObject({
    from: { email: "login@mail.test", name: "Test Service" },
    subject: "Registreer uw telefoon voor Test Service",
  });
  expect(first?.text).toContain("Uw gebruikersnaam is anna.");
  expect(first?.text).toMatch(/De link werkt één keer, tot \d+ \w+ \d{4}.*UTC/);
  const [link = ""] = linksIn(first?.text ?? "");
  const opened = await request(new URL(link).pathname, { headers: { Accept: "text/html" } });
  expect(opened.status).toBe(200);
  expect(opened.text).not.toContain("don’t recognise");
});

it("a dry run says who could not be mailed, and mails nothing", async () => {
  const mail = mailService();
  const csv = file("dry-a,post,a@example.org", "dry-b,post,");
  const id = await begin(mail, csv, { dry_run: true });
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: null });
  expect((await jobRows(id)).map(({ mail, message }) => [mail, message])).toEqual([
    ["would-be-sent", "A registration link would be made."],
    ["no-address", "A registration link would be made. The user has no e-mail address."],
  ]);
  expect(mail.tries()).toBe(0);
});

it("links of tokens are mailed, too", async () => {
  const [serial = ""] = await makeTokens("MAILED", 1);
  await env.DB.prepare("INSERT INTO user (name, realm, email, created_at_ms) VALUES (?, 'realm1', 'of@example.org', 1)")
    .bind(`of-${serial}`)
    .run();
  const mail = mailService();
  const id = newId();
  await beginMailJob(mail, id, "tokens", { action: "links", serials: [serial] }, await admin());
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 1, not_sent: 0 } });
  expect(mail.sent.map(({ to, subject }) => [to, subject])).toEqual([
    ["of@example.org", "Register your phone for Test Service"],
  ]);
});

it("the limit of the day makes the job wait, and it goes on with the same mail", async () => {
  const mail = mailService((_, number) => (number === 2 ? "E_DAILY_LIMIT_EXCEEDED" : undefined));
  const id = await begin(
    mail,
    file("lim-a,post,a@example.org", "lim-b,post,b@example.org", "lim-c,post,c@example.org"),
  );
  expect(await untilItWaits(id)).toMatchObject({
    state: "running",
    mail: { sent: 1, not_sent: 0, waits_for: "limit", again_at: expect.stringMatching(/^20/) },
  });
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 3, not_sent: 0, waits_for: "" } });
  expect(mail.sent.map(({ to }) => to)).toEqual(["a@example.org", "b@example.org", "c@example.org"]);
});

it("a job that waits can be cancelled, and its result has the links that were not mailed", async () => {
  const mail = mailService((_, number) => (number > 1 ? "E_SENDER_NOT_VERIFIED" : undefined));
  const id = await begin(mail, file("can-a,post,a@example.org", "can-b,post,b@example.org"));
  expect((await untilItWaits(id)).mail.waits_for).toBe("sender");
  expect((await postJobCancel(id)).status).toBe(200);
  expect(await untilOver(id)).toMatchObject({ state: "cancelled", mail: { sent: 1, not_sent: 1, waits_for: "" } });
  const rows = await jobRows(id);
  expect(rows.map(({ mail, message, link }) => [mail, message, link !== ""])).toEqual([
    ["sent", "", false],
    ["not-sent", "The job ended before the link was mailed.", true],
  ]);
});

it("a cancellation between two mails sends no further one", async () => {
  const id = newId();
  let cancel: () => unknown = () => {};
  await runInDurableObject(env.JOBS.getByName(id), (object: JobObject) => {
    cancel = () => object.cancel();
  });
  const mail = mailService((_, number) => {
    if (number === 1) void cancel();
    return undefined;
  });
  const csv = file("mid-a,post,a@example.org", "mid-b,post,b@example.org", "mid-c,post,c@example.org");
  await beginMailJob(mail, id, "users", { csv, dry_run: false }, await admin());
  expect(await untilOver(id)).toMatchObject({ state: "cancelled", mail: { sent: 1, not_sent: 2 } });
  expect(mail.tries()).toBe(1);
});

it("a job that no mail can leave for more than a day is given up", async () => {
  const mail = mailService(() => "E_DAILY_LIMIT_EXCEEDED");
  const id = await begin(mail, file("up-a,post,a@example.org", "up-b,post,b@example.org"));
  expect(await untilOver(id)).toMatchObject({
    state: "failed",
    reason: "unavailable",
    mail: { sent: 0, not_sent: 2, waits_for: "" },
  });
  expect((await jobRows(id)).map(({ mail, link }) => [mail, link !== ""])).toEqual([
    ["not-sent", true],
    ["not-sent", true],
  ]);
});

it("a link that was withdrawn while the job waited is not mailed", async () => {
  const mail = mailService((_, number) => (number === 1 ? "E_RATE_LIMIT_EXCEEDED" : undefined));
  const id = await begin(mail, file("wdr-a,post,a@example.org", "wdr-b,post,b@example.org"));
  await untilItWaits(id);
  await env.DB.prepare("UPDATE enrollment_link SET withdrawn_at_ms = 1 WHERE user = 'wdr-a'").run();
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 1, not_sent: 1 } });
  expect(mail.sent.map(({ to }) => to)).toEqual(["b@example.org"]);
  expect((await jobRows(id)).map(({ mail }) => mail)).toEqual(["link-over", "sent"]);
});

it("mails nothing more once its account has lost the right", async () => {
  const headers = await serviceAccount("mailer", ["enrollTIQR", "set_custom_user_attributes", "manyatonce"]);
  const mail = mailService((_, number) => (number === 1 ? "E_RATE_LIMIT_EXCEEDED" : undefined));
  const id = newId();
  await beginMailJob(mail, id, "users", { csv: file("lost-a,post,a@example.org"), dry_run: false }, headers);
  await untilItWaits(id);
  await env.DB.prepare("UPDATE admin SET disabled_at_ms = 1 WHERE name = 'mailer'").run();
  expect(await untilOver(id)).toMatchObject({ state: "failed", reason: "signed-out", mail: { sent: 0, not_sent: 1 } });
  expect(mail.sent).toEqual([]);
});

it("a mail that the service never takes does not keep the others waiting", async () => {
  const mail = mailService((to) => (to.startsWith("odd@") ? "E_INTERNAL_SERVER_ERROR" : undefined));
  const id = await begin(mail, file("odd,post,odd@example.org", "next,post,next@example.org"));
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 1, not_sent: 1 } });
  expect((await jobRows(id)).map(({ mail }) => mail)).toEqual(["unavailable", "sent"]);
  expect(mail.tries()).toBe(5);
});

it("a crash after a mail was taken sends that mail twice, and no other", async () => {
  let broken = 0;
  const mail = mailService();
  const id = newId();
  await runInDurableObject(env.JOBS.getByName(id), (object) => {
    const inside = object as unknown as { ctx: DurableObjectState };
    const { storage } = inside.ctx;
    const sync = storage.transactionSync.bind(storage);
    // The first call stores the outcomes of the batch, the second what became of the first mail.
    storage.transactionSync = (work) => {
      if (++broken === 2) throw new Error("the machine has died");
      return sync(work);
    };
  });
  const csv = file("cra-a,post,a@example.org", "cra-b,post,b@example.org");
  await beginMailJob(mail, id, "users", { csv, dry_run: false }, await admin());
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 2, not_sent: 0 } });
  expect(mail.sent.map(({ to }) => to)).toEqual(["a@example.org", "a@example.org", "b@example.org"]);
  expect(new Set(mail.sent.slice(0, 2).flatMap(({ text }) => linksIn(text))).size).toBe(1);
});

it("an address that an import has brought and that is two gets nothing", async () => {
  await env.DB.prepare(
    "INSERT INTO user (name, realm, email, created_at_ms) VALUES ('two', 'post', ?, 1), ('line', 'post', ?, 1)",
  )
    .bind("two@example.org,evil@example.net", "line@example.org\nBcc: evil@example.net")
    .run();
  const mail = mailService();
  const id = await begin(mail, file("two,post,", "line,post,"));
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 0, not_sent: 2 } });
  expect(mail.tries()).toBe(0);
});

it("no line of the log has a link or an address", async () => {
  const lines: string[] = [];
  const spies = (["log", "warn", "error", "info"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...said) => void lines.push(said.map(String).join(" "))),
  );
  const mail = mailService((_, number) => (number < 3 ? "E_DELIVERY_FAILED" : undefined));
  const id = await begin(
    mail,
    file("log-a,post,log-a@example.org", "log-b,post,log-b@example.org", "log-c,post,log-c@example.org"),
  );
  await untilOver(id);
  for (const spy of spies) spy.mockRestore();
  expect(lines.filter((line) => line.startsWith("mail: "))).toHaveLength(2);
  expect(lines.join("\n")).not.toMatch(/enrol\/|@example\.org/);
});

it("mails hundreds, each once, however often it has to wait", async () => {
  const names = Array.from({ length: 500 }, (_, at) => `many-${at}`);
  const mail = mailService((_, number) => (number % 100 === 0 ? "E_RATE_LIMIT_EXCEEDED" : undefined));
  const id = await begin(mail, file(...names.map((name) => `${name},post,${name}@example.org`)));
  expect(await untilOver(id)).toMatchObject({ state: "done", mail: { sent: 500, not_sent: 0 } });
  expect(new Set(mail.sent.map(({ to }) => to)).size).toBe(500);
  expect(mail.sent).toHaveLength(500);
});

it.each([
  [{ action: "disable", serials: ["X"], mail: true }, "tokens", "only links are mailed"],
  [{ csv: "name\nx", mail: "perhaps" }, "users", "mail: expected true or false"],
  [{ csv: "name\nx", mail: true, language: "fr" }, "users", "language: expected one of en, nl, de"],
  [{ csv: "name\nx", mail: true }, "users", "this service sends no mail"],
])("refuses %j", async (body, path, message) => {
  const begun = await beginJob(path, body);
  expect(begun.status).toBe(400);
  expect(begun.text).toContain(message);
});
