// /user/<realm>/<name>/pass: who gets a day pass, from whom, how often, and what is left of it.

import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { auditRowsOnce, emptyTrail } from "../../support/audit.ts";
import { enrolledUser } from "../../support/login.ts";
import { mailService } from "../../support/mail.ts";
import { askPass, passFor, passPath, withdrawPass, withPasses } from "../../support/phones/day-pass.ts";
import {
  admin,
  asAdmin,
  initToken,
  post,
  postOver,
  type Reply,
  requestOver,
  resultOf,
  serviceAccount,
} from "../../support/service.ts";
import { rowOf } from "../../support/storage/rows.ts";

const HOUR_MS = 3_600_000;
const pages = await withPasses("pages");
const reasonOf = ({ status, headers }: Reply) => [status, headers.get("TiQR-Reason")?.split(";")[0]];

it("is unknown unless it is switched on, and one that is left can be ended", async () => {
  await enrolledUser("dp-off");
  expect(reasonOf(await post(passPath("dp-off"), {}, await admin()))).toEqual([404, "unknown-path"]);
  await passFor(pages, "dp-off");
  expect(resultOf(await asAdmin("DELETE", passPath("dp-off")))).toBe(1);
});

it("lasts as long as it is told, and is shown once: stored it is sealed, and noted nowhere", async () => {
  const { serial } = await enrolledUser("dp-made");
  await emptyTrail();
  const before = Date.now();
  const made = await askPass(pages, "dp-made", { hours: "3", uses: "20" });
  expect(made.headers.get("Cache-Control")).toBe("no-store");
  const { pass, ...rest } = resultOf(made);
  expect(rest).toEqual({ serial, uses: 20, expires_at: expect.any(String) });
  const lasts = Date.parse(rest.expires_at) - before - 3 * HOUR_MS;
  expect(lasts).toBeGreaterThanOrEqual(0);
  expect(lasts).toBeLessThan(60_000);
  const digits = pass.replaceAll(" ", "");
  const row = await rowOf(serial);
  expect(row.sealed_pass).toMatch(/^[0-9a-f]{8}\./);
  const [noted] = await auditRowsOnce(1, { event: "PASS_MADE" });
  expect(noted).toMatchObject({ user: "dp-made", realm: "realm1", serial, administrator: "admin", success: 1 });
  for (const text of [JSON.stringify(row), JSON.stringify(noted)]) {
    expect(text).not.toContain(digits);
    expect(text).not.toContain(pass);
  }
  const details = await asAdmin("GET", "/user/realm1/dp-made");
  expect(resultOf(details).day_pass).toEqual({ expires_at: rest.expires_at, uses_left: 20 });
  expect(resultOf(await withdrawPass(pages, "dp-made"))).toBe(1);
  expect(resultOf(await withdrawPass(pages, "dp-made"))).toBe(0);
  expect(resultOf(await asAdmin("GET", "/user/realm1/dp-made")).day_pass).toBeNull();
  expect(await auditRowsOnce(1, { event: "PASS_WITHDRAWN" })).toMatchObject([{ user: "dp-made", realm: "realm1" }]);
});

it("has its usual length without fields, and refuses more than the settings and limits allow", async () => {
  const { serial } = await enrolledUser("dp-usual");
  const short = await withPasses("pages", { DAY_PASS_HOURS: "2" } as Partial<Env>);
  const { expires_at, uses } = resultOf(await askPass(short, "dp-usual"));
  expect([Math.round((Date.parse(expires_at) - Date.now()) / HOUR_MS), uses]).toEqual([2, 10]);
  for (const fields of [
    { hours: "3" },
    { hours: "0" },
    { hours: "1.5" },
    { hours: "1e1" },
    { uses: "21" },
    { uses: "0" },
  ])
    expect(reasonOf(await askPass(short, "dp-usual", fields as Record<string, string>))).toEqual([
      400,
      "invalid-parameter",
    ]);
  expect((await rowOf(serial)).pass_left).toBe(10);
});

it("is the newest token's with a PIN, and a person has one", async () => {
  const { serial: older } = await enrolledUser("dp-one");
  await passFor(pages, "dp-one");
  const newer = (await initToken({ user: "dp-one", pin: "1234" })).json.detail.serial;
  await initToken({ user: "dp-one" });
  await passFor(pages, "dp-one");
  expect([(await rowOf(older)).pass_left, (await rowOf(newer)).pass_left]).toEqual([null, 10]);
  await asAdmin("POST", "/token/disable", { serial: newer });
  await passFor(pages, "dp-one");
  expect([(await rowOf(older)).pass_left, (await rowOf(newer)).pass_left]).toEqual([10, null]);
});

it("needs a PIN beside it", async () => {
  await enrolledUser("dp-pinless", "");
  expect(reasonOf(await askPass(pages, "dp-pinless"))).toEqual([409, "pass-needs-pin"]);
  await initToken({ user: "dp-nobody" });
  expect(reasonOf(await askPass(pages, "dp-unknown"))).toEqual([400, "user-not-found"]);
});

it("is never an administrator's", async () => {
  await asAdmin("POST", "/token/init", { user: "admin2", realm: "administrators", pin: "1234", type: "tiqr" });
  const reply = await postOver(pages, passPath("admin2", "administrators"), {}, await admin());
  expect(reasonOf(reply)).toEqual([400, "invalid-parameter"]);
});

it("needs the right, and nobody makes one for the user of their own name", async () => {
  await enrolledUser("dp-right");
  await enrolledUser("dp-desk");
  const [without, desk] = [
    await serviceAccount("dp-without", ["setrandompin"]),
    await serviceAccount("dp-desk", ["daypass"]),
  ];
  expect(reasonOf(await postOver(pages, passPath("dp-right"), {}, without))).toEqual([403, "missing-right"]);
  const ending = { method: "DELETE", headers: without };
  expect(reasonOf(await requestOver(pages, passPath("dp-right"), ending))).toEqual([403, "missing-right"]);
  expect((await postOver(pages, passPath("dp-right"), {}, desk)).status).toBe(200);
  expect(reasonOf(await postOver(pages, passPath("dp-desk"), {}, desk))).toEqual([403, "own-person"]);
  expect(resultOf(await requestOver(pages, passPath("dp-desk"), { method: "DELETE", headers: desk }))).toBe(0);
});

it("is made three times a week for a person, however many ask at once", async () => {
  await enrolledUser("dp-week");
  const asked = await Promise.all(Array.from({ length: 5 }, () => askPass(pages, "dp-week")));
  const refused = asked.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(2);
  expect(reasonOf(refused[0] as Reply)).toEqual([429, "pass-limit"]);
  const seconds = Number(refused[0]?.headers.get("Retry-After"));
  expect(seconds).toBeGreaterThan(7 * 24 * 3600 - 60);
  expect(seconds).toBeLessThanOrEqual(7 * 24 * 3600);
  await env.DB.prepare("UPDATE audit SET at_ms = at_ms - ? WHERE event = 'PASS_MADE' AND user = 'dp-week'")
    .bind(7 * 24 * HOUR_MS)
    .run();
  expect((await askPass(pages, "dp-week")).status).toBe(200);
});

it("is made twenty times a day by an account", async () => {
  const desk = await serviceAccount("dp-busy", ["daypass"]);
  const made = async (user: string) => (await postOver(pages, passPath(user), {}, desk)).status;
  for (let n = 0; n < 7; n++) await initToken({ user: `dp-busy-${n}`, pin: "1234" });
  for (let n = 0; n < 20; n++) expect([n, await made(`dp-busy-${n % 7}`)]).toEqual([n, 200]);
  expect(await made("dp-busy-6")).toBe(429);
  // Another account may.
  expect((await askPass(pages, "dp-busy-6")).status).toBe(200);
});

it("is told to the person by mail, without the code", async () => {
  const mail = mailService();
  const mailing = await withPasses("pages", mail.settings);
  await enrolledUser("dp-mail");
  await asAdmin("POST", "/user/attribute", { user: "dp-mail", key: "email", value: "dp@example.org" });
  const pass = await passFor(mailing, "dp-mail");
  await vi.waitFor(() => expect(mail.sent).toHaveLength(1));
  expect(mail.sent[0]).toMatchObject({ to: "dp@example.org", subject: expect.stringContaining("you have a day pass") });
  expect(mail.sent[0]?.text.replaceAll(" ", "")).not.toContain(pass.replaceAll(" ", ""));
});

it("ends when its token becomes another person's", async () => {
  const { serial } = (await initToken({ user: "dp-first", pin: "1234" })).json.detail;
  await passFor(pages, "dp-first");
  await asAdmin("POST", "/token/unassign", { serial });
  expect(await rowOf(serial)).toMatchObject({ sealed_pass: null, pass_until_ms: null, pass_left: null });
});
