// Names with characters that nobody sees: no new user gets one, and those of earlier versions are
// kept, and named by GET /system/.

import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ConsoleBrowser } from "../../../packages/console/test/support/console-browser.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { runSql } from "../../support/audit.ts";
import { runJob } from "../../support/jobs.ts";
import {
  admin,
  asAdmin,
  check,
  enrol,
  errorOf,
  initToken,
  openLogin,
  request,
  responseOf,
  resultOf,
  serviceAccount,
} from "../../support/service.ts";
import { rowsOf } from "../../support/storage/rows.ts";

beforeAll(async () => {
  await admin();
});
beforeEach(async () => {
  for (const table of ["token", "user", "enrollment_link"]) await runSql(`DELETE FROM ${table}`);
});

const UNSEEN = {
  "U+200B": "al\u200bice",
  "U+202E": "\u202ealice",
  "U+00AD": "alice\u00ad",
  "U+2066": "al\u2066ice\u2069",
  "U+FE0F": "alice\ufe0f",
  "U+E0041": "alice\u{e0041}",
} as const;
const known = async () => (await rowsOf("user")).map((row) => (row as { name: string }).name);
const kept = async (name: string, realm = "realm1") =>
  runSql("INSERT INTO user (name, realm, created_at_ms) VALUES (?, ?, 1)", name, realm);
const refusal = (character: string) => [
  400,
  905,
  `ERR905: A user or realm with the character ${character}, which nobody sees.`,
];

describe("a new name with a character that nobody sees", () => {
  it.each(Object.entries(UNSEEN))("is refused, and the character named: %s", async (character, user) => {
    await asAdmin("POST", "/token/init", { user: "owner", serial: "FREE" });
    await asAdmin("POST", "/token/unassign", { serial: "FREE" });
    const before = [await known(), await rowsOf("token"), await rowsOf("enrollment_link")];
    for (const [path, fields] of [
      ["/token/init", { user }],
      ["/token/init", { user: "alice", realm: user }],
      ["/token/init", { user: `${user}@elsewhere`, shadows: "true" }],
      ["/token/init", { user, serial: "FREE" }],
      ["/token/enrollmentlink", { user }],
      ["/token/enrollmentlink", { user, shadows: "true" }],
      ["/token/assign", { user, serial: "FREE" }],
      ["/token/assign", { user, serial: "FREE", shadows: "true" }],
    ] as const) {
      const reply = await asAdmin("POST", path, fields);
      expect([path, errorOf(reply)]).toEqual([path, refusal(character)]);
      expect(reply.headers.get("TiQR-Reason")).toBe(`unseen-character;character="${encodeURIComponent(character)}"`);
    }
    for (const dry_run of [true, false]) {
      const job = await runJob("users", { csv: `name\n${user}\nseen-${character}`, dry_run, links: "none" });
      expect([job.failed, job.outcomes]).toEqual([1, { made: 1 }]);
      expect(job.failures).toMatchObject([{ line: 2, reason: "unseen-character", evidence: { character } }]);
    }
    await runSql("DELETE FROM user WHERE name LIKE 'seen-%'");
    expect([await known(), await rowsOf("token"), await rowsOf("enrollment_link")]).toEqual(before);
  });

  it.each([
    ["علی", "\u200ccorp", "U+200C"],
    ["x🏴", "\u{e0063}orp", "U+E0063"],
  ])("is refused in a realm, whatever the user's name ends in: %s", async (user, realm, character) => {
    expect(errorOf(await initToken({ user, realm }))).toEqual(refusal(character));
    expect(await known()).toEqual([]);
    await kept(user, realm);
    expect((await asAdmin("GET", "/system/")).json.detail.unseen_names?.users).toMatchObject([{ user, realm }]);
  });

  it("is refused however long it is, and however many come at once", async () => {
    const replies = await Promise.all(
      [1000, 1000, 1, 1].map((length) => initToken({ user: `${"a".repeat(length)}\u200b` })),
    );
    for (const reply of replies) expect(errorOf(reply)).toEqual(refusal("U+200B"));
    expect(await known()).toEqual([]);
  });

  it("is refused for an account, too", async () => {
    const reply = await request("/accounts", {
      method: "POST",
      headers: { ...(await admin()), "Content-Type": "application/json" },
      body: JSON.stringify({ name: "adm\u200bin", rights: ["auditlog"] }),
    });
    expect(reply.headers.get("TiQR-Reason")).toMatch(/^unseen-character;/);
  });

  it("tells nobody without the right which such names there are", async () => {
    await kept(UNSEEN["U+200B"]);
    const nobody = await serviceAccount("without-rights", ["auditlog"]);
    for (const user of [UNSEEN["U+200B"], UNSEEN["U+00AD"]]) {
      const body = new URLSearchParams({ user });
      const reply = await request("/token/init", { method: "POST", headers: nobody, body });
      expect(reply.headers.get("TiQR-Reason")).toBe('missing-right;right="enrollTIQR"');
    }
  });

  it.each(["Zoë", "علی‌رضا", "क्‍ष", "葛󠄀城", "anna@example.org"])("is not in %s", async (user) => {
    expect((await initToken({ user })).status).toBe(200);
    expect(await known()).toEqual([user]);
  });
});

describe("a name of an earlier version", () => {
  const user = UNSEEN["U+200B"];
  beforeEach(() => kept(user));

  it("signs in, gets another phone, a link and new attributes", async () => {
    const { phone } = await enrol({ user, pin: "1234" });
    expect((await asAdmin("POST", "/token/enrollmentlink", { user })).status).toBe(200);
    const job = await runJob("users", { csv: `name;e-mail\n${user};a@example.org`, dry_run: false, links: "none" });
    expect([job.failed, job.outcomes]).toEqual([0, { changed: 1 }]);
    const opened = await openLogin({ user, pass: "1234" });
    const response = await responseOf(phone, opened.link);
    const answered = await check({ user, transaction_id: opened.id, response });
    expect(answered.json.result.value).toBe(true);
    expect(await known()).toEqual([user]);
  });

  it("is named by GET /system/, its characters made visible", async () => {
    await kept("b\u202eob", "else\u00adwhere");
    const { detail } = (await asAdmin("GET", "/system/")).json;
    expect(detail.warning_codes).toContain("unseen-names");
    expect(detail.warnings[detail.warning_codes.indexOf("unseen-names")]).toMatch(
      /^2 users have characters in the name that nobody sees, such as al\[U\+200B\]ice@realm1, b\[U\+202E\]ob@else\[U\+00AD\]where: /,
    );
    expect(detail.unseen_names).toEqual({
      count: 2,
      count_exact: true,
      users: [
        { user, realm: "realm1", shown: "al[U+200B]ice@realm1" },
        { user: "b\u202eob", realm: "else\u00adwhere", shown: "b[U+202E]ob@else[U+00AD]where" },
      ],
    });
  });

  it("is only counted for an account that may not see users, or not all", async () => {
    const ofReader = await serviceAccount("reads-settings", ["configread"]);
    const { detail } = (await request("/system/", { headers: ofReader })).json;
    expect(detail.unseen_names).toEqual({ count: 1, count_exact: true, users: [] });
    expect(detail.warnings.join()).not.toContain("ice");
  });

  it("is no longer told of once the user is gone, nor is a name in which such a character is right", async () => {
    await runSql("DELETE FROM user");
    await kept("علی‌رضا");
    await kept("❤️");
    const { detail } = (await asAdmin("GET", "/system/")).json;
    expect(detail.unseen_names).toBeUndefined();
    expect(detail.warning_codes ?? []).not.toContain("unseen-names");
  });

  it("is among a thousand that are read at most", async () => {
    await runSql(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
      INSERT INTO user (name, realm, created_at_ms) SELECT 'many' || i || char(8203), 'realm1', 1 FROM n`);
    const { unseen_names: told, warnings } = (await asAdmin("GET", "/system/")).json.detail;
    expect([told.count, told.count_exact, told.users.length]).toEqual([1000, false, 20]);
    expect(warnings.join("\n")).toContain("At least 1000 users have");
  });

  it("is on the console's settings, and leads to the user", async () => {
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    const { text } = await browser.get("/console/settings");
    expect(text).toMatch(/<a href="[^"]+al%E2%80%8Bice">al\[U\+200B\]ice@realm1<\/a>/);
    expect(resultOf(await asAdmin("GET", "/user/realm1/al%E2%80%8Bice")).username).toBe(user);
  });
});
