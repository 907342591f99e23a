// POST /token/enrollmentlink with mail: the link goes to its user, and the answer says what became
// of the mail.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { mailService, withMail } from "../../support/mail.ts";
import { admin, asAdmin, postOver, type Reply } from "../../support/service.ts";

async function make(mail: ReturnType<typeof mailService>, fields: Record<string, string>): Promise<Reply> {
  return postOver(await withMail(mail), "/token/enrollmentlink", fields, await admin());
}
const give = async (user: string, email: string) => {
  await asAdmin("POST", "/token/init", { user, type: "tiqr" });
  await asAdmin("POST", "/user/attribute", { user, key: "email", value: email });
};

it("sends the link to its user in the language that is asked for", async () => {
  await give("anna", "anna@example.org");
  const mail = mailService();
  const made = await make(mail, { user: "anna", mail: "true", language: "de" });
  expect(made.json.detail).toMatchObject({ mail: "sent", link: expect.stringContaining("/enrol/") });
  expect(mail.sent).toHaveLength(1);
  expect(mail.sent[0]).toMatchObject({
    to: "anna@example.org",
    subject: "Registrieren Sie Ihr Smartphone für Test Service",
  });
  expect(mail.sent[0]?.text).toContain(`\n${made.json.detail.link}\n`);
});

it("makes the link all the same if the mail is not sent, and says why", async () => {
  await give("bert", "bert@example.org");
  const refusing = mailService(() => "E_DAILY_LIMIT_EXCEEDED");
  const refused = await make(refusing, { user: "bert", mail: "true" });
  expect([refused.status, refused.json.detail.mail]).toEqual([200, "limit"]);
  expect(refused.json.detail.link).toContain("/enrol/");
  const nobody = await make(mailService(), { user: "no-address", mail: "true" });
  expect([nobody.status, nobody.json.detail.mail]).toEqual([200, "no-address"]);
});

it("sends the person no link unless it is asked to, and says that there is one", async () => {
  await give("carl", "carl@example.org");
  const mail = mailService();
  for (const fields of [{}, { mail: "false" }, { mail: "" }])
    expect((await make(mail, { user: "carl", ...fields })).json.detail.mail).toBeUndefined();
  expect(mail.sent.map(({ text }) => text.includes("/enrol/"))).toEqual([false, false, false]);
});

it("makes no link for a mail that could not be asked for", async () => {
  const without = await asAdmin("POST", "/token/enrollmentlink", { user: "dora", mail: "true" });
  expect([without.status, without.text.includes("this service sends no mail")]).toEqual([400, true]);
  const french = await make(mailService(), { user: "dora", mail: "true", language: "fr" });
  expect([french.status, french.text.includes("expected one of en, nl, de")]).toEqual([400, true]);
  const listed = await asAdmin("GET", "/token/enrollmentlink?user=dora");
  expect(listed.json.result.value.links).toEqual([]);
});

it("gives the link when the database fails between the link and its mail", async () => {
  await give("emil", "emil@example.org");
  const away = {
    prepare(sql: string) {
      if (sql.includes("SELECT email")) throw new Error("D1 is away");
      return env.DB.prepare(sql);
    },
    batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
    withSession: (from?: string) => env.DB.withSession(from),
  } as unknown as D1Database;
  const mail = mailService();
  const fields = { user: "emil", mail: "true" };
  const made = await postOver(await withMail(mail, { DB: away }), "/token/enrollmentlink", fields, await admin());
  expect([made.status, made.json.detail?.mail]).toEqual([200, "unavailable"]);
  expect(made.json.detail.link).toContain("/enrol/");
});
