// Acts that give access, and what a caller must have shown for each.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { GIVING_ACTS, type GivingAct, PROOFS, type Proof, suffices } from "../../../src/core/callers/acts.ts";
import {
  type Agent,
  agent,
  askNumber,
  callerPath,
  callsOf,
  pathOf,
  typeNumber,
  withDesk,
} from "../../support/callers/caller.ts";
import { enrolledUser } from "../../support/login.ts";
import { mailService } from "../../support/mail.ts";
import { Browser } from "../../support/pages/browser.ts";
import {
  admin,
  adminAt,
  asAdmin,
  asAdminOver,
  reasonOf,
  requestOver,
  resultOf,
  type Send,
  tokenOf,
} from "../../support/service.ts";

const mail = mailService();
const HOUR = 3600_000;
let required: Send;
let desk: Agent;
let other: Agent;
beforeAll(async () => {
  required = await withDesk({ ...mail.settings, EMAIL_TEMPLATE: "{user}@example.org", DAY_PASS: "pages" });
  desk = await agent("desk-1", required);
  other = await agent("desk-2", required);
});

/** As if the person had shown these at /call: test/web/call has the ways. */
async function showing(by: Agent, user: string, proofs: readonly Proof[]): Promise<string> {
  const { id } = await askNumber(by, user);
  await env.DB.prepare("UPDATE caller SET proved = ?, good_from_ms = ?, good_until_ms = ? WHERE id = ?")
    .bind(proofs.join(" "), Date.now(), Date.now() + HOUR / 4, id)
    .run();
  return id;
}

type Act = (by: Agent, user: string, serial: string) => ReturnType<Agent["call"]>;
const GIVING: readonly (readonly [string, GivingAct, Act])[] = [
  ["setrandompin", "pin", (by, user) => by.call("POST", "/token/setrandompin", { user })],
  ["setpin", "pin", (by, _, serial) => by.call("POST", `/token/setpin/${serial}`, { otppin: "123456" })],
  ["enable", "enable", (by, _, serial) => by.call("POST", `/token/enable/${serial}`)],
  ["enrollmentlink", "link", (by, user) => by.call("POST", "/token/enrollmentlink", { user })],
  ["enrollmentlink of a phone", "link", (by, _, serial) => by.call("POST", "/token/enrollmentlink", { serial })],
  ["a mailed link", "link", (by, user) => by.call("POST", "/token/enrollmentlink", { user, mail: "true" })],
  [
    "a link that is only mailed",
    "mailed-link",
    (by, user) => by.call("POST", "/token/enrollmentlink", { user, mail: "only" }),
  ],
  ["init", "link", (by, user) => by.call("POST", "/token/init", { user, type: "tiqr", pin: "123456" })],
  ["init of a phone", "link", (by, user, serial) => by.call("POST", "/token/init", { user, serial, type: "tiqr" })],
  ["pass", "pass", (by, user) => by.call("POST", pathOf(user, "pass"))],
  ["unblock", "unblock", (by, user) => by.call("DELETE", pathOf(user, "block"))],
  ["undo of another's act", "undo", async (by, user) => by.call("POST", pathOf(user, `undo/${await undoOf(user)}`))],
];
/** What is there before the act. */
const BEFORE: { readonly [act in GivingAct]?: (user: string, serial: string) => Promise<unknown> } = {
  enable: (_, serial) => desk.call("POST", `/token/disable/${serial}`),
  unblock: (user) => desk.call("POST", pathOf(user, "block")),
  undo: (user) => asAdmin("POST", "/token/setrandompin", { user }),
};
const undoOf = (user: string) =>
  env.DB.prepare("SELECT id FROM undo WHERE user = ? ORDER BY made_at_ms DESC").bind(user).first<string>("id");
const TAKING: readonly (readonly [string, Act])[] = [
  ["reset", (by, _, serial) => by.call("POST", `/token/reset/${serial}`)],
  ["disable", (by, _, serial) => by.call("POST", `/token/disable/${serial}`)],
  ["sign out", (by, user) => by.call("DELETE", pathOf(user, "sessions"))],
  ["block", (by, user) => by.call("POST", pathOf(user, "block"))],
  ["end of a pass", (by, user) => by.call("DELETE", pathOf(user, "pass"))],
];
const SHOWN: readonly (readonly Proof[])[] = [
  [],
  ["phone"],
  ["browser"],
  ["pin"],
  ["phone", "pin"],
  ["code", "browser"],
  ["id"],
  ["wait"],
  ["reason"],
];

describe("with DESK_VERIFIES=required", () => {
  it.each(GIVING)("%s is done for whoever has shown enough, and for nobody else", async (name, act, doIt) => {
    for (const [index, proofs] of SHOWN.entries()) {
      const user = `person ${name} ${index}`.replaceAll(" ", "-");
      const { serial } = await enrolledUser(user);
      await BEFORE[act]?.(user, serial);
      const id = proofs.length > 0 ? await showing(desk, user, proofs) : undefined;
      const before = JSON.stringify(await tokenOf(serial));
      const reply = await doIt(desk, user, serial);
      const enough = suffices(proofs, act);
      expect([proofs, reply.status]).toEqual([proofs, enough ? 200 : 403]);
      const { results: rows } = await env.DB.prepare(
        "SELECT action FROM audit WHERE user = ? AND administrator = 'desk-1' AND event NOT IN ('CALLER_ASKED', 'CALLER_FAIL') ORDER BY number DESC LIMIT 1",
      )
        .bind(user)
        .all<{ action: string }>();
      if (enough) expect(rows[0]?.action).toMatch(new RegExp(` caller=${id} ${proofs.join(" ")}$`));
      else {
        expect(reasonOf(reply)).toBe(`caller-unproven;least="${GIVING_ACTS[act]}"`);
        expect(reply.json.result.error.message).toContain(GIVING_ACTS[act] === 1 ? "Enough is one" : "Enough is two");
        expect(JSON.stringify(await tokenOf(serial))).toBe(before);
      }
    }
  });

  it.each(TAKING)("%s needs nothing", async (name, doIt) => {
    const user = `taken-${name.replaceAll(" ", "-")}`;
    const { serial } = await enrolledUser(user);
    expect((await doIt(desk, user, serial)).status).toBe(200);
  });

  it("a slip is taken back by whoever did it, for a quarter of an hour, and by nobody else", async () => {
    const { serial } = await enrolledUser("kim");
    const [stopping, made] = await Promise.all([showing(desk, "kim", ["id"]), showing(other, "kim", ["pin"])]);
    const undoing = async (by: Agent, id: string) => reasonOf(await by.call("POST", pathOf("kim", `undo/${id}`)));
    const stop = async () =>
      (await desk.call("POST", "/token/enrollmentlink", { serial, stop: "true" })).json.detail.undo as string;
    const slip = await stop();
    await env.DB.prepare("UPDATE caller SET good_until_ms = 0 WHERE id = ?").bind(stopping).run();
    expect(await undoing(other, slip)).toBe('caller-unproven;least="2"');
    expect(await undoing(desk, slip)).toBeNull();
    const row = await env.DB.prepare("SELECT action FROM audit WHERE user = 'kim' ORDER BY number DESC").first();
    expect(row).toEqual({ action: "POST /user/<realm>/<name>/undo/<id>" });
    await showing(desk, "kim", ["id"]);
    const late = await stop();
    await env.DB.batch([
      env.DB.prepare("UPDATE caller SET good_until_ms = 0 WHERE id <> ?").bind(made),
      env.DB.prepare("UPDATE undo SET made_at_ms = made_at_ms - 15 * 60000 - 1"),
    ]);
    expect(await undoing(desk, late)).toBe('caller-unproven;least="2"');
    expect((await tokenOf(serial)).rollout_state).toBe("clientwait");
  });

  it("another agent's caller, another person, and one of a while ago show nothing", async () => {
    await enrolledUser("mia");
    await enrolledUser("ned");
    const id = await showing(other, "mia", ["phone", "pin"]);
    expect((await desk.call("POST", "/token/setrandompin", { user: "mia" })).status).toBe(403);
    expect((await other.call("POST", "/token/setrandompin", { user: "ned" })).status).toBe(403);
    expect((await other.call("POST", "/token/setrandompin", { user: "mia" })).status).toBe(200);
    await env.DB.prepare("UPDATE caller SET good_until_ms = ? WHERE id = ?")
      .bind(Date.now() - 1, id)
      .run();
    expect((await other.call("POST", "/token/setrandompin", { user: "mia" })).status).toBe(403);
    expect((await callsOf(other, "mia"))[0]).toMatchObject({ state: "over", enough_for: [] });
  });

  it("of several calls that stand, the one that is enough counts", async () => {
    await enrolledUser("lea");
    const enough = await showing(desk, "lea", ["phone", "code"]);
    await showing(desk, "lea", ["phone"]);
    expect((await desk.call("POST", "/token/setrandompin", { user: "lea" })).status).toBe(200);
    const row = await env.DB.prepare("SELECT action FROM audit WHERE user = 'lea' ORDER BY number DESC").first();
    expect(row).toEqual({ action: `POST /token/setrandompin caller=${enough} phone code` });
  });

  it("the batch of the act itself finds a call refused that stood a moment before", async () => {
    await enrolledUser("oda");
    const id = await showing(desk, "oda", ["phone", "pin"]);
    // The person says "I didn't call" between the look and the act, which is the only batch.
    const DB = new Proxy(env.DB, {
      get(db, name) {
        const value: unknown = Reflect.get(db, name);
        if (name !== "batch") return typeof value === "function" ? value.bind(db) : value;
        return async (statements: D1PreparedStatement[]) => {
          await db.prepare("UPDATE caller SET refused_at_ms = 1 WHERE id = ?").bind(id).run();
          return db.batch(statements);
        };
      },
    });
    const late = desk.over(await withDesk({ DB }));
    const made = await late.call("POST", "/token/enrollmentlink", { user: "oda" });
    expect([made.status, reasonOf(made)]).toEqual([403, 'caller-unproven;least="2"']);
    expect(await env.DB.prepare("SELECT 1 FROM enrollment_link WHERE user = 'oda'").first()).toBeNull();
  });

  it("API keys are exempt, and whoever lacks the right hears of that first", async () => {
    const { serial } = await enrolledUser("pam");
    const json = { ...(await admin()), "Content-Type": "application/json" };
    const portal = JSON.stringify({ name: "portal", rights: ["setrandompin"] });
    await requestOver(required, "/accounts", { method: "POST", headers: json, body: portal });
    const made = await requestOver(required, "/accounts/portal/keys", { method: "POST", headers: json, body: "{}" });
    const { key } = resultOf(made);
    const byKey = await requestOver(required, "/token/setrandompin", {
      method: "POST",
      headers: { "X-API-Key": key },
      body: new URLSearchParams({ user: "pam" }),
    });
    expect(byKey.status).toBe(200);
    const small = await agent("desk-small", required, ["verifycaller"]);
    expect(reasonOf(await small.call("POST", `/token/enable/${serial}`))).toBe('missing-right;right="enable"');
  });
});

it.each(["show", "off"])("with DESK_VERIFIES=%s every act is done, and its row says what was shown", async (value) => {
  const over = await withDesk({ DESK_VERIFIES: value });
  await enrolledUser(`quin-${value}`);
  const by = desk.over(over);
  expect((await by.call("POST", "/token/setrandompin", { user: `quin-${value}` })).status).toBe(200);
  if (value === "off") return;
  const id = await showing(by, "quin-show", ["phone"]);
  expect((await by.call("POST", "/token/setrandompin", { user: "quin-show" })).status).toBe(200);
  const row = await env.DB.prepare("SELECT action FROM audit WHERE user = 'quin-show' ORDER BY number DESC").first();
  expect(row).toEqual({ action: `POST /token/setrandompin caller=${id} phone` });
});

describe("a number", () => {
  it("is one at a time for a person, five an hour, and for people who exist", async () => {
    await enrolledUser("rob");
    const first = await askNumber(desk, "rob");
    expect(first.number).toMatch(/^\d{6}$/);
    const second = await askNumber(other, "rob");
    expect((await typeNumber("rob", first.number, new Browser(required))).page.status).toBe(400);
    expect((await typeNumber("rob", second.number, new Browser(required))).page.status).toBe(200);
    for (let more = 0; more < 3; more++) await askNumber(desk, "rob");
    const sixth = await desk.call("POST", callerPath("rob"));
    expect([sixth.status, reasonOf(sixth)]).toEqual([429, 'too-many-requests;seconds="3600"']);
    expect((await desk.call("POST", callerPath("nobody"))).status).toBe(400);
    expect((await desk.call("GET", callerPath("nobody"))).status).toBe(400);
    expect((await desk.call("POST", callerPath("rob"), { act: "everything" })).status).toBe(400);
    const { text } = await desk.call("GET", callerPath("rob"));
    expect(text).not.toContain(second.number);
  });

  it("is over after ten minutes", async () => {
    await enrolledUser("sam");
    const { id, number } = await askNumber(desk, "sam");
    await env.DB.prepare(
      "UPDATE caller SET made_at_ms = made_at_ms - 600001, ends_at_ms = ends_at_ms - 600001 WHERE id = ?",
    )
      .bind(id)
      .run();
    expect((await typeNumber("sam", number, new Browser(required))).page.status).toBe(400);
    expect((await callsOf(desk, "sam"))[0]).toMatchObject({ state: "over" });
  });
});

describe("who can show nothing", () => {
  it("is confirmed by a colleague who has seen an ID, and never by the agent", async () => {
    await enrolledUser("tea");
    const { id } = await askNumber(desk, "tea");
    const second = (by: Agent, document: string) => by.call("POST", callerPath("tea"), { second: id, document });
    expect((await second(desk, "AB1234")).status).toBe(403);
    expect((await second(other, "AB12")).status).toBe(400);
    const small = await agent("desk-no-right", required, ["tokenlist"]);
    expect((await second(small, "AB1234")).status).toBe(403);
    expect((await second(other, "AB1234")).status).toBe(200);
    expect((await callsOf(desk, "tea"))[0]).toMatchObject({ state: "good", proved: ["id"], seconded_by: "desk-2" });
    expect((await desk.call("POST", "/token/setrandompin", { user: "tea" })).status).toBe(200);
    expect(JSON.stringify(await env.DB.prepare("SELECT * FROM audit").all())).not.toContain("AB1234");
  });

  it("waits, hears at once, and is then good for a day", async () => {
    await enrolledUser("uma");
    mail.sent.length = 0;
    const asked = await desk.call("POST", callerPath("uma"), { waits: "true" });
    expect(Date.parse(asked.json.detail.good_from) - Date.now()).toBeGreaterThan(23 * HOUR);
    expect(mail.sent).toMatchObject([{ to: "uma@example.org", text: expect.stringContaining("says they are uma") }]);
    expect((await callsOf(desk, "uma"))[0]).toMatchObject({ state: "waiting", proved: ["wait"] });
    expect((await desk.call("POST", "/token/setrandompin", { user: "uma" })).status).toBe(403);
    const later = async (ms: number) =>
      env.DB.prepare(
        "UPDATE caller SET made_at_ms = made_at_ms - ?1, good_from_ms = good_from_ms - ?1, good_until_ms = good_until_ms - ?1 WHERE user = 'uma'",
      )
        .bind(ms)
        .run();
    await later(24 * HOUR);
    expect((await desk.call("POST", "/token/setrandompin", { user: "uma" })).status).toBe(200);
    await later(24 * HOUR);
    expect((await desk.call("POST", "/token/setrandompin", { user: "uma" })).status).toBe(403);
  });

  it("waits for nothing once the person signs in, which writes no row for it", async () => {
    const { serial } = await enrolledUser("vic");
    await desk.call("POST", callerPath("vic"), { waits: "true" });
    await env.DB.prepare(
      "UPDATE caller SET made_at_ms = made_at_ms - 100000000, good_from_ms = 0 WHERE user = 'vic'",
    ).run();
    await env.DB.prepare("UPDATE token SET last_auth_ms = ? WHERE serial = ?").bind(Date.now(), serial).run();
    expect((await callsOf(desk, "vic"))[0]).toMatchObject({ state: "over" });
    expect((await desk.call("POST", "/token/setrandompin", { user: "vic" })).status).toBe(403);
  });

  it("may be vouched for by an administrator whose phone has just confirmed", async () => {
    await enrolledUser("wim");
    expect((await desk.call("POST", callerPath("wim"), { reason: "known by voice" })).status).toBe(403);
    const unconfirmed = await requestOver(required, callerPath("wim"), {
      method: "POST",
      headers: await adminAt(required),
      body: new URLSearchParams({ reason: "known by voice" }),
    });
    expect(reasonOf(unconfirmed)).toBe("confirmation-needed");
    expect((await asAdminOver(required, "POST", callerPath("wim"), { reason: "" })).status).toBe(400);
    expect((await asAdminOver(required, "POST", callerPath("wim"), { reason: "known by voice" })).status).toBe(200);
    expect((await asAdminOver(required, "POST", "/token/setrandompin", { user: "wim" })).status).toBe(200);
    const row = await env.DB.prepare("SELECT detail FROM audit WHERE event = 'CALLER_PROVED' AND user = 'wim'").first();
    expect(row).toEqual({ detail: "known by voice" });
  });
});

it("a link that is only mailed is not shown, and holds for a day at most", async () => {
  await enrolledUser("xia");
  await showing(desk, "xia", ["pin"]);
  mail.sent.length = 0;
  const made = await desk.call("POST", "/token/enrollmentlink", { user: "xia", mail: "only" });
  expect(made.json.detail).toMatchObject({ link: "", mail: "sent" });
  expect(mail.sent).toMatchObject([{ to: "xia@example.org", text: expect.stringContaining("/enrol/") }]);
  const long = await desk.call("POST", "/token/enrollmentlink", { user: "xia", mail: "only", validity: "86401" });
  expect(long.status).toBe(400);
});

/** The mails since the last look. */
const subjectsOnce = () => mail.sent.splice(0).map(({ to, subject }) => `${to} ${subject}`);

it("the person hears of each act of the desk, once", async () => {
  const { serial } = await enrolledUser("yan");
  await showing(desk, "yan", ["phone", "pin"]);
  mail.sent.length = 0;
  await desk.call("POST", "/token/setrandompin", { user: "yan" });
  await desk.call("POST", "/token/enrollmentlink", { user: "yan" });
  await desk.call("POST", `/token/disable/${serial}`);
  expect(subjectsOnce()).toEqual([
    "yan@example.org Test Service: the help desk set a new PIN",
    "yan@example.org Test Service: the help desk is registering a phone",
    "yan@example.org Test Service: the help desk stopped a phone",
  ]);
  const stopped = await desk.call("POST", "/token/enrollmentlink", { serial, stop: "true" });
  expect(subjectsOnce()).toEqual(["yan@example.org Test Service: the help desk stopped a phone"]);
  await desk.call("POST", pathOf("yan", `undo/${stopped.json.detail.undo}`));
  expect(subjectsOnce()).toEqual(["yan@example.org Test Service: your earlier phone works again"]);
  for (const how of ["true", "only"]) {
    await desk.call("POST", "/token/enrollmentlink", { serial, stop: "true", mail: how });
    expect(subjectsOnce()).toEqual(["yan@example.org Register your phone for Test Service"]);
  }
  await desk.call("POST", `/token/enable/${serial}`);
  await desk.call("POST", pathOf("yan", "pass"));
  expect(subjectsOnce()).toEqual(["yan@example.org Test Service: you have a day pass"]);
});

it("each proof alone is enough, or counts as one of those that the table asks for", () => {
  for (const act of Object.keys(GIVING_ACTS) as GivingAct[])
    for (const proof of PROOFS)
      expect(suffices([proof], act)).toBe(["id", "wait", "reason"].includes(proof) || GIVING_ACTS[act] === 1);
});

it("a deleted person leaves no call", async () => {
  await enrolledUser("zoe");
  await askNumber(desk, "zoe");
  expect((await requestOver(required, "/user/realm1/zoe", { method: "DELETE", headers: await admin() })).status).toBe(
    200,
  );
  expect(await env.DB.prepare("SELECT count(*) AS calls FROM caller WHERE user = 'zoe'").first()).toEqual({ calls: 0 });
  expect(resultOf(await asAdmin("GET", "/user/?username=zoe"))).toEqual([]);
});
