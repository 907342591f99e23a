// POST /user/<realm>/<name>/undo/<id>: what an account took from a person by mistake comes back, and
// whatever came in between ends.

import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { mailService, withMail } from "../../support/mail.ts";
import { codeIn, EnrolBrowser, headingIn } from "../../support/pages/enrol-page.ts";
import {
  admin,
  asAdmin,
  auditRowsBehind,
  check,
  enrol,
  errorOf,
  lastAuditNumber,
  makePhone,
  ORIGIN,
  openLogin,
  post,
  postOver,
  reasonOf,
  request,
  resultOf,
  serviceAccount,
  tokenOf,
} from "../../support/service.ts";

const DESK = ["enrollTIQR", "setrandompin", "userlist"] as const;

const undo = async (user: string, id: string, as?: Record<string, string>) =>
  post(`/user/realm1/${user}/undo/${id}`, {}, as ?? (await admin()));
const pathOf = (link: string) => link.slice(ORIGIN.length);

/** Stops the phone as the help desk does, and gives what it hears. */
async function stop(serial: string, as?: Record<string, string>) {
  const made = await post("/token/enrollmentlink", { serial, stop: "true" }, as ?? (await admin()));
  return made.json.detail as { link: string; id: string; undo: string };
}

/** Another phone, by the link. */
async function enrolBy(link: string) {
  const [browser, phone] = [new EnrolBrowser(), makePhone()];
  expect((await phone.enroll(codeIn(await browser.start(pathOf(link))))).told).toBe("enrolled");
  return phone;
}

const tells = async (phone: { login: (link: string) => Promise<{ told: string }> }, user: string, pass = "1234") =>
  (await phone.login((await openLogin({ user, pass })).link)).told;

it("gives a stopped phone back, and ends the new one with its sign-in, its link and its recovery codes", async () => {
  const { phone: old, serial } = await enrol({ user: "slip", pin: "1234" });
  expect(await tells(old, "slip")).toBe("logged-in");
  const { link, undo: id } = await stop(serial);
  expect((await check({ user: "slip", pass: "1234" })).json.result.authentication).toBe("REJECT");
  const fresh = await enrolBy(link);
  expect(await tells(fresh, "slip")).toBe("logged-in");
  const made =
    "INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms) VALUES ('r', 'slip', 'realm1', 'x', 9, ?)";
  await env.DB.prepare(made).bind(Date.now()).run();
  const opened = await openLogin({ user: "slip", pass: "1234" });

  const before = await lastAuditNumber();
  const undone = await undo("slip", id);
  expect([undone.status, resultOf(undone)]).toEqual([200, 1]);
  expect(await auditRowsBehind(before)).toEqual([
    `POST /user/<realm>/<name>/undo/<id> | 1 |  | ${serial} | slip@realm1 | admin | `,
  ]);
  expect((await fresh.login(opened.link)).told).not.toBe("logged-in");
  expect(await tells(fresh, "slip")).not.toBe("logged-in");
  expect(await tells(old, "slip")).toBe("logged-in");
  expect((await new EnrolBrowser().get(pathOf(link))).status).toBe(410);
  expect(await env.DB.prepare("SELECT * FROM recovery WHERE user = 'slip'").first()).toBeNull();
});

it("ends the sessions of the new phone, which are those of its generation", async () => {
  const { serial } = await enrol({ user: "sessions" });
  const { link, undo: id } = await stop(serial);
  await enrolBy(link);
  await env.DB.prepare(
    `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms, seen_at_ms, expires_at_ms)
     SELECT 'new-phone', user, realm, serial, id, generation, '[]', '', 1, 1, 9000000000000 FROM token WHERE serial = ?`,
  )
    .bind(serial)
    .run();
  expect(resultOf(await undo("sessions", id))).toBe(1);
  expect(await env.DB.prepare("SELECT expires_at_ms FROM browser_session WHERE id = 'new-phone'").first()).toEqual({
    expires_at_ms: 0,
  });
});

it("lets a phone that is just enrolling finish nothing", async () => {
  const { phone: old, serial } = await enrol({ user: "meanwhile" });
  const { link, undo: id } = await stop(serial);
  const code = codeIn(await new EnrolBrowser().start(pathOf(link)));
  const metadata = (await request(code.slice(`tiqrenroll://${ORIGIN}`.length))).json;
  expect(resultOf(await undo("meanwhile", id))).toBe(1);
  const body = new URLSearchParams({ secret: "ab".repeat(32), operation: "register" });
  const sent = await request(metadata.service.enrollmentUrl.slice(ORIGIN.length), { method: "POST", body });
  expect(sent.text).not.toBe("OK");
  expect(await tells(old, "meanwhile", "")).toBe("logged-in");
});

it("takes a link back that only replaces a phone: before its start nothing has ended, afterwards the old phone is back", async () => {
  const { phone: old, serial } = await enrol({ user: "replaced", pin: "1234" });
  const make = async () =>
    (await asAdmin("POST", "/token/enrollmentlink", { serial, pin: "choose" })).json.detail as {
      link: string;
      undo: string;
    };
  const early = await make();
  const { generation } =
    (await env.DB.prepare("SELECT generation FROM token WHERE serial = ?").bind(serial).first()) ?? {};
  expect(resultOf(await undo("replaced", early.undo))).toBe(1);
  expect((await new EnrolBrowser().get(pathOf(early.link))).status).toBe(410);
  expect(await env.DB.prepare("SELECT generation FROM token WHERE serial = ?").bind(serial).first()).toEqual({
    generation,
  });

  const late = await make();
  const [browser, fresh] = [new EnrolBrowser(), makePhone()];
  await fresh.enroll(codeIn(await browser.start(pathOf(late.link))));
  expect((await browser.step(pathOf(late.link), "pin", { pin: "6666" })).status).toBe(303);
  expect(resultOf(await undo("replaced", late.undo))).toBe(1);
  expect(await tells(old, "replaced")).toBe("logged-in");
  expect(await tells(fresh, "replaced")).not.toBe("logged-in");
  expect((await check({ user: "replaced", pass: "6666" })).json.result.authentication).toBe("REJECT");
});

it("gives back a phone that a QR code on the spot has replaced, and neither its new codes nor a second stop hide it", async () => {
  const { phone: old, serial } = await enrol({ user: "spot" });
  const first = await asAdmin("POST", "/token/init", { type: "tiqr", user: "spot", serial });
  await makePhone().enroll(first.json.detail.tiqrenroll.value);
  await asAdmin("POST", "/token/init", { type: "tiqr", user: "spot", serial });
  const again = await stop(serial);
  expect(again.undo).toBe(first.headers.get("TiQR-Enrollment-Id"));
  expect(resultOf(await undo("spot", again.undo))).toBe(1);
  expect(await tells(old, "spot", "")).toBe("logged-in");
  expect((await new EnrolBrowser().get(pathOf(again.link))).status).toBe(410);
});

it("goes back as far as it is asked to, and what came since can then no longer be undone", async () => {
  const { phone: a, serial } = await enrol({ user: "twice" });
  const one = await stop(serial);
  const b = await enrolBy(one.link);
  expect(await tells(b, "twice", "")).toBe("logged-in");
  const two = await stop(serial);
  expect(resultOf(await undo("twice", one.undo))).toBe(1);
  expect(await tells(a, "twice", "")).toBe("logged-in");
  expect(reasonOf(await undo("twice", two.undo))).toBe("undo-over");
});

it("gives the PIN back that a new one has replaced, of all of the person's tokens, and leaves phones alone", async () => {
  const { phone, serial } = await enrol({ user: "pins", pin: "1234" });
  const other = await enrol({ user: "pins", pin: "5678" });
  const set = await asAdmin("POST", "/token/setrandompin", { user: "pins" });
  const { pin, undo: id } = set.json.detail;
  const details = resultOf(await asAdmin("GET", "/user/realm1/pins"));
  expect(details.undo.map(({ id: act, kind }: { id: string; kind: string }) => [act, kind])).toEqual([
    [id, "pin"],
    [id, "pin"],
  ]);
  const stopped = await stop(serial);
  expect(resultOf(await undo("pins", id))).toBe(2);
  expect((await check({ user: "pins", pass: pin })).json.result.authentication).toBe("REJECT");
  expect(await tells(other.phone, "pins", "5678")).toBe("logged-in");
  expect((await check({ user: "pins", pass: "1234" })).json.result.authentication).toBe("REJECT");
  expect(resultOf(await undo("pins", stopped.undo))).toBe(1);
  expect(await tells(phone, "pins")).toBe("logged-in");
});

it("keeps nothing of a token without a user", async () => {
  const { serial } = await enrol({ user: "nobody", pin: "1234" });
  await asAdmin("POST", "/token/unassign", { serial });
  expect((await asAdmin("POST", "/token/setrandompin", { serial })).json.detail).toEqual({
    pin: expect.stringMatching(/^\d{8}$/),
  });
  expect(await env.DB.prepare("SELECT * FROM undo WHERE serial = ?").bind(serial).first()).toBeNull();
});

it("happens once: of two at the same time the second finds nothing left", async () => {
  const { phone, serial } = await enrol({ user: "raced" });
  const { undo: id } = await stop(serial);
  const both = await Promise.all([undo("raced", id), undo("raced", id)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(errorOf(await undo("raced", id))).toEqual([409, 905, "ERR905: This can no longer be undone."]);
  expect(await tells(phone, "raced", "")).toBe("logged-in");
});

it("is over after a day, after another owner, a revocation or a deletion, and for a made-up or another's id", async () => {
  const acts = await Promise.all(
    ["day", "gone", "revoked", "deleted"].map(async (user) => {
      const { serial } = await enrol({ user });
      return { user, serial, id: (await stop(serial)).undo };
    }),
  );
  const [day, gone, revoked, deleted] = acts as [(typeof acts)[0], ...typeof acts];
  expect(reasonOf(await undo("someone", day.id))).toBe("undo-over");
  expect(reasonOf(await undo("day", "0".repeat(64)))).toBe("undo-over");
  await asAdmin("POST", "/token/unassign", { serial: (gone as typeof day).serial });
  await asAdmin("POST", "/token/revoke", { serial: (revoked as typeof day).serial });
  await asAdmin("DELETE", `/token/${(deleted as typeof day).serial}`);
  for (const act of [gone, revoked, deleted])
    expect(reasonOf(await undo((act as typeof day).user, (act as typeof day).id))).toBe("undo-over");
  expect(
    await env.DB.prepare("SELECT ends_at_ms - made_at_ms AS lasts FROM undo WHERE id = ?").bind(day.id).first(),
  ).toEqual({
    lasts: 24 * 3600_000,
  });
  await env.DB.prepare("UPDATE undo SET ends_at_ms = ?").bind(Date.now()).run();
  expect(reasonOf(await undo("day", day.id))).toBe("undo-over");
});

it("is over without the key of what would come back", async () => {
  const { serial } = await enrol({ user: "keyless" });
  const { undo: id } = await stop(serial);
  await env.DB.prepare("UPDATE undo SET was = json_set(was, '$.sealed_secret', 'deadbeef.xxxx') WHERE id = ?")
    .bind(id)
    .run();
  expect(reasonOf(await undo("keyless", id))).toBe("undo-over");
});

it("needs the right of the act, in the realm of the person", async () => {
  const desk = await serviceAccount("undo-desk", DESK);
  const pins = await serviceAccount("undo-pins", ["setrandompin"]);
  const chooses = await serviceAccount("undo-chooses", ["setpin"]);
  const { serial } = await enrol({ user: "rights", pin: "1234" });
  const phone = (await stop(serial, desk)).undo;
  expect(reasonOf(await undo("rights", phone, pins))).toContain("missing-right");
  const pin = (await post("/token/setrandompin", { serial }, desk)).json.detail.undo;
  const enroller = await serviceAccount("undo-enroller", ["enrollTIQR"]);
  expect(reasonOf(await undo("rights", pin, enroller))).toContain("missing-right");
  expect(resultOf(await undo("rights", pin, chooses))).toBe(1);
  const other = (await post("/token/setrandompin", { serial }, desk)).json.detail.undo;
  expect(resultOf(await undo("rights", other, pins))).toBe(1);
  await env.DB.prepare("UPDATE admin SET realms = '[\"elsewhere\"]' WHERE name = 'undo-enroller'").run();
  expect(reasonOf(await undo("rights", phone, enroller))).toBe("other-realm");
});

it("shows what can be undone, and does so late and for another account, too, as long as no proof can be asked for", async () => {
  const desk = await serviceAccount("undo-first", DESK);
  const { serial } = await enrol({ user: "shown" });
  const { undo: id } = await stop(serial, desk);
  expect(resultOf(await asAdmin("GET", "/user/realm1/shown")).undo).toEqual([
    { id, serial, kind: "phone", made_by: "undo-first", made_at: expect.any(String), ends_at: expect.any(String) },
  ]);
  await env.DB.prepare("UPDATE undo SET made_at_ms = made_at_ms - 16 * 60000 WHERE id = ?").bind(id).run();
  expect(resultOf(await undo("shown", id))).toBe(1);
  expect(resultOf(await asAdmin("GET", "/user/realm1/shown")).undo).toEqual([]);
});

it("tells the person", async () => {
  const { serial } = await enrol({ user: "told" });
  await asAdmin("POST", "/user/attribute", { user: "told", key: "email", value: "told@example.org" });
  const [mail, { undo: phone }] = [mailService(), await stop(serial)];
  const { undo: pin } = (await asAdmin("POST", "/token/setrandompin", { serial })).json.detail;
  const send = await withMail(mail, { MAIL_LANGUAGE: "nl", HELP_TEXT: "Bel 1234" });
  for (const id of [phone, pin]) await postOver(send, `/user/realm1/told/undo/${id}`, {}, await admin());
  await vi.waitFor(() => expect(mail.sent).toHaveLength(2));
  expect(mail.sent.map(({ to, subject }) => [to, subject])).toEqual([
    ["told@example.org", "Test Service: uw eerdere telefoon werkt weer"],
    ["told@example.org", "Test Service: uw eerdere pincode geldt weer"],
  ]);
  expect(mail.sent[0]?.text).toContain("Bel 1234");
});

it("says on the page of the link that the stopped phone no longer works", async () => {
  const { serial } = await enrol({ user: "reads" });
  const page = async (link: string) => (await new EnrolBrowser().get(pathOf(link))).text;
  const waits = (await asAdmin("POST", "/token/enrollmentlink", { serial })).json.detail;
  expect(await page(waits.link)).toContain("Your old phone stops working");
  const { link } = await stop(serial);
  expect(await page(link)).toContain("Your old phone no longer works");
  // The earlier link may be in the hands of whoever has the phone.
  expect(headingIn(await new EnrolBrowser().get(pathOf(waits.link)))).toBe("This link has been withdrawn");
});

it("stops a phone only with its serial, and keeps it off as long as it is", async () => {
  expect(reasonOf(await asAdmin("POST", "/token/enrollmentlink", { user: "x", stop: "true" }))).toBe("missing-serial");
  const { serial } = await enrol({ user: "off" });
  const { undo: id } = await stop(serial);
  await asAdmin("POST", "/token/disable", { serial });
  expect(resultOf(await undo("off", id))).toBe(1);
  expect(await tokenOf(serial)).toMatchObject({ active: false, rollout_state: "enrolled" });
});
