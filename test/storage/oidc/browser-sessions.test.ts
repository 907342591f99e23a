// Sessions of browsers in D1: each condition under which one begins, is good, goes on and ends.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { BrowserKey, BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import { sha256Hex, toHex } from "../../../src/lib/bytes.ts";
import { enrolledUser, randomBytes } from "../../support/login.ts";
import { asAdmin, initToken } from "../../support/service.ts";
import { NO_NOTE, realPorts } from "../../support/storage/ports.ts";

const { browserSessions, settings } = await realPorts();
const NOW = Date.now();
/** The ids of the sessions that were begun, by the secret with which each goes on. */
const ids = new Map<string, string>();
const key = async (secret: string): Promise<BrowserKey> => ({
  id: ids.get(secret),
  secretHash: await sha256Hex(secret),
  database: undefined,
});

/** The session of a sign-in with this token, as it is now. */
async function signInWith(serial: string, changed: Partial<BrowserSession> = {}): Promise<BrowserSession> {
  const row = await env.DB.prepare("SELECT id, generation, user, realm FROM token WHERE serial = ?")
    .bind(serial)
    .first<{ id: number; generation: number; user: string; realm: string }>();
  if (!row) throw new Error(`no token ${serial}`);
  const { id, generation, user, realm } = row;
  return {
    id: toHex(randomBytes(16)),
    user,
    realm,
    serial,
    token: { id, generation },
    amr: ["swk"],
    signedInAtMs: NOW,
    expiresAtMs: NOW + settings.sessionMaxMs,
    database: undefined,
    ...changed,
  };
}

async function begin(session: BrowserSession, secret: string, earlier?: string) {
  const { secretHash } = await key(secret);
  const origin = { secretHash, client: "192.0.2.1", earlier: earlier ? await key(earlier) : undefined };
  const signedIn = await browserSessions.begin(session, origin, NO_NOTE);
  if (signedIn) ids.set(secret, signedIn.session.id);
  return signedIn;
}
const look = async (secret: string, nowMs = NOW) =>
  (await browserSessions.look(await key(secret), undefined, nowMs)).session;

let made = 0;
async function begun(secret: string) {
  const person = await enrolledUser(`person ${++made}`);
  const session = await signInWith(person.serial);
  expect(await begin(session, secret)).toMatchObject({ session: { id: session.id }, person: { user: person.user } });
  return { ...person, session };
}

const CHANGES = {
  "is disabled": (serial) => asAdmin("POST", `/token/disable/${serial}`),
  "is revoked": (serial) => asAdmin("POST", `/token/revoke/${serial}`),
  "has another PIN": (serial) => asAdmin("POST", "/token/setpin", { serial, otppin: "9876" }),
  "is unassigned": (serial) => asAdmin("POST", "/token/unassign", { serial }),
  "is enrolled again": (serial, user) => asAdmin("POST", "/token/init", { serial, user, pin: "1234" }),
  "is deleted": (serial) => asAdmin("DELETE", `/token/${serial}`),
  "loses its user": (_, user) => asAdmin("DELETE", `/user/realm1/${encodeURIComponent(user)}`),
} as const satisfies Record<string, (serial: string, user: string) => Promise<{ status: number }>>;

describe.each(Object.entries(CHANGES))("when its token %s", (name, change) => {
  it("a session is over in that instant, and stays over", async () => {
    const { serial, user, session } = await begun(`s ${name}`);
    expect(await look(`s ${name}`)).toMatchObject({ id: session.id });
    expect((await change(serial, user)).status).toBe(200);
    expect(await look(`s ${name}`)).toBeUndefined();
    const row = await env.DB.prepare("SELECT expires_at_ms FROM browser_session WHERE id = ?").bind(session.id).first();
    expect(row).toEqual({ expires_at_ms: 0 }); // cron tells its applications
    // What the sign-in of before would bring once more begins nothing.
    expect(await begin({ ...session, id: "f".repeat(32) }, `t ${name}`)).toBeUndefined();
    expect(await begin(session, `u ${name}`, `s ${name}`)).toBeUndefined();
  });
});

it("a token that is enabled again does not bring its sessions back", async () => {
  const { serial } = await begun("enabled again");
  await asAdmin("POST", `/token/disable/${serial}`);
  await asAdmin("POST", `/token/enable/${serial}`);
  expect(await look("enabled again")).toBeUndefined();
});

describe("a session", () => {
  it("is over after its time, and after the time without use", async () => {
    const { session } = await begun("long");
    const { sessionIdleMs } = settings;
    expect(await look("long", NOW + sessionIdleMs - 1)).toBeDefined();
    expect(await look("long", NOW + sessionIdleMs)).toBeUndefined();
    const lateMs = session.expiresAtMs - 1;
    await browserSessions.mark(session, lateMs);
    await browserSessions.mark(session, NOW); // an older mark that comes late changes nothing
    expect(await look("long", lateMs)).toBeDefined();
    expect(await look("long", lateMs + 1)).toBeUndefined();
  });

  it("goes on under a new secret when its person signs in again, and the old secret is worth nothing", async () => {
    const { serial, session } = await begun("first");
    const again = await begin(
      await signInWith(serial, { signedInAtMs: NOW + 5, amr: ["swk", "pin", "mfa"] }),
      "second",
      "first",
    );
    expect(again?.session).toMatchObject({ id: session.id, signedInAtMs: NOW + 5, amr: ["swk", "pin", "mfa"] });
    expect(await look("first", NOW + 5)).toBeUndefined();
    expect(await look("second", NOW + 5)).toMatchObject({ id: session.id });
  });

  it("is shown with what is known of its own person", async () => {
    const { user } = await begun("own");
    await env.DB.exec(
      "INSERT INTO user (name, realm, created_at_ms, display_name) VALUES ('!', 'realm1', 0, 'Another')",
    );
    const { person } = await browserSessions.look(await key("own"), undefined, NOW);
    expect(person).toMatchObject({ user, displayName: null });
  });

  it("of another person in this browser ends, and neither gets the other's id", async () => {
    const { session } = await begun("hers");
    const other = await enrolledUser("other person");
    const his = await begin(await signInWith(other.serial), "his", "hers");
    expect(his?.session.user).toBe("other person");
    expect(his?.session.id).not.toBe(session.id);
    expect(await look("hers")).toBeUndefined();
  });

  it("that was ended does not go on", async () => {
    const { serial, session } = await begun("ended");
    await browserSessions.drop(await key("ended"));
    const next = await begin(await signInWith(serial), "after", "ended");
    expect(next?.session.id).not.toBe(session.id);
  });

  it.each([
    ["was not used for too long", { signedInAtMs: NOW + settings.sessionIdleMs }],
    ["is over", { signedInAtMs: NOW + settings.sessionMaxMs, expiresAtMs: NOW + 2 * settings.sessionMaxMs }],
  ])("that %s does not go on, and its applications hear of it only if another person has come", async (how, later) => {
    const endOf = (id: string) =>
      env.DB.prepare("SELECT expires_at_ms FROM browser_session WHERE id = ?").bind(id).first("expires_at_ms");
    for (const comes of ["the same", "a namesake", "another"]) {
      const [secret, { serial, user, session }] = [`${how} ${comes}`, await begun(`${how} ${comes}`)];
      if (how === "is over") await browserSessions.mark(session, session.expiresAtMs - 1);
      const made = async (fields: Record<string, string>) => (await initToken({ pin: "1234", ...fields })).json.detail;
      const who =
        comes === "the same"
          ? serial
          : (await made(comes === "another" ? { user: `after ${how}` } : { user, realm: "staff" })).serial;
      const next = await begin(await signInWith(who, later), `after ${secret}`, secret);
      expect(next?.session).toMatchObject(later);
      expect(next?.session.id).not.toBe(session.id);
      expect(await endOf(session.id)).toBe(comes === "the same" ? session.expiresAtMs : 0);
    }
  });

  it("is found by its id with its secret, and by neither with another's", async () => {
    const [one, two] = [await begun("one of two"), await begun("two of two")];
    const crossed: BrowserKey = { ...(await key("one of two")), id: two.session.id };
    expect((await browserSessions.look(crossed, undefined, NOW)).session).toBeUndefined();
    const again = await browserSessions.begin(
      await signInWith(one.serial),
      { secretHash: await sha256Hex("crossed"), client: "", earlier: crossed },
      NO_NOTE,
    );
    expect([one.session.id, two.session.id]).not.toContain(again?.session.id);
    await browserSessions.drop(crossed);
    expect(await look("two of two")).toMatchObject({ id: two.session.id });
  });

  it("of an earlier version is found by its secret alone; the next sign-in begins another, and no application hears", async () => {
    const { serial, session } = await begun("of before");
    await env.DB.prepare("UPDATE browser_session SET secret_hash = key_hash, key_hash = NULL WHERE id = ?")
      .bind(session.id)
      .run();
    ids.delete("of before");
    expect(await look("of before")).toMatchObject({ id: session.id });
    const next = await begin(await signInWith(serial), "of now", "of before");
    expect(next?.session.id).not.toBe(session.id);
    // Its cookie is worth nothing from now on, but what it has given lasts.
    expect(await look("of before")).toBeUndefined();
    const row = env.DB.prepare("SELECT expires_at_ms FROM browser_session WHERE id = ?").bind(session.id);
    expect(await row.first("expires_at_ms")).toBe(session.expiresAtMs);
  });

  it("of an earlier version ends when another person signs in", async () => {
    const { session } = await begun("hers of before");
    await env.DB.prepare("UPDATE browser_session SET secret_hash = key_hash, key_hash = NULL WHERE id = ?")
      .bind(session.id)
      .run();
    ids.delete("hers of before");
    await begin(await signInWith((await enrolledUser("another than before")).serial), "of another", "hers of before");
    expect(await look("hers of before")).toBeUndefined();
    const row = env.DB.prepare("SELECT expires_at_ms FROM browser_session WHERE id = ?").bind(session.id);
    expect(await row.first("expires_at_ms")).toBe(0);
  });

  it("is found again by a request that comes twice, also when the browser brings its new cookie already", async () => {
    const { session, serial } = await begun("twice");
    for (const earlier of [undefined, "twice"]) {
      const again = await begin(await signInWith(serial, { id: session.id }), "twice", earlier);
      expect(again?.session.id).toBe(session.id);
    }
  });

  it("that goes on and is ended does not begin by the same sign-in, whatever cookie that brings", async () => {
    const { serial } = await begun("signed in once");
    const again = await signInWith(serial);
    await begin(again, "signed in twice", "signed in once");
    expect(await begin(again, "signed in twice")).toBeUndefined();
    await browserSessions.drop(await key("signed in twice"));
    expect(await begin(again, "signed in twice")).toBeUndefined();
  });

  it("goes on in its own browser alone", async () => {
    const { serial, session } = await begun("at home");
    const other = await begin(await signInWith(serial), "at work");
    expect((await begin(await signInWith(serial), "at home again", "at home"))?.session.id).toBe(session.id);
    expect(await look("at work")).toMatchObject({ id: other?.session.id });
  });

  it("of somebody by the same name in another realm ends", async () => {
    const { user, session } = await begun("here");
    const { serial } = (await initToken({ user, realm: "staff", pin: "1234" })).json.detail;
    const there = await begin(await signInWith(serial), "there", "here");
    expect(there?.session).toMatchObject({ user, realm: "staff" });
    expect(there?.session.id).not.toBe(session.id);
    expect(await look("here")).toBeUndefined();
  });

  it("does not go on by a token that has changed in this instant, and ends", async () => {
    const { user, session } = await begun("by one token");
    const { serial } = (await initToken({ user, pin: "1234" })).json.detail;
    const answered = await signInWith(serial);
    await asAdmin("POST", `/token/disable/${serial}`);
    expect(await begin(answered, "by the other", "by one token")).toBeUndefined();
    const ended = env.DB.prepare("SELECT key_hash, expires_at_ms FROM browser_session WHERE id = ?");
    const { secretHash: key_hash } = await key("by one token");
    expect(await ended.bind(session.id).first()).toEqual({ key_hash, expires_at_ms: 0 });
  });

  it("is to be marked once it was not for five minutes", async () => {
    await begun("due");
    const dueAt = async (nowMs: number) => (await browserSessions.look(await key("due"), undefined, nowMs)).due?.id;
    const { id } = (await look("due")) as BrowserSession;
    expect(await dueAt(NOW + 5 * 60_000 - 1)).toBeUndefined();
    expect(await dueAt(NOW + 5 * 60_000)).toBe(id);
  });

  it.each([
    ["another token", "token_id = token_id + 1000"],
    ["another state of its token", "token_generation = token_generation - 1"],
    ["another person", "user = 'stranger'"],
    ["another realm", "realm = 'staff'"],
  ])("whose row names %s is not good, even where no trigger has ended it", async (how, change) => {
    const { session, user } = await begun(`row of ${how}`);
    await asAdmin("POST", "/token/init", { user: "stranger", pin: "1234" });
    await asAdmin("POST", "/token/init", { user, realm: "staff", pin: "1234" });
    await asAdmin("POST", "/token/init", { user, pin: "1234" });
    await env.DB.prepare(`UPDATE browser_session SET ${change} WHERE id = ?`).bind(session.id).run();
    expect(await look(`row of ${how}`)).toBeUndefined();
  });

  it.each(["active = 0", "revoked = 1"])(
    "of a token with %s is none, even where no trigger has ended it",
    async (is) => {
      const { session, serial } = await begun(is);
      await env.DB.prepare(`UPDATE token SET ${is} WHERE serial = ?`).bind(serial).run();
      const live = env.DB.prepare("UPDATE browser_session SET expires_at_ms = ? WHERE id = ?");
      await live.bind(session.expiresAtMs, session.id).run();
      expect(await look(is)).toBeUndefined();
      expect(await begin(await signInWith(serial), `${is} again`)).toBeUndefined();
    },
  );

  it("does not begin in another person's name", async () => {
    const mine = await enrolledUser("mine");
    await enrolledUser("yours");
    const session = await signInWith(mine.serial);
    expect(await begin({ ...session, user: "yours" }, "foreign")).toBeUndefined();
    expect(await begin({ ...session, realm: "elsewhere" }, "foreign")).toBeUndefined();
    const { secretHash } = await key("foreign");
    const rows = env.DB.prepare("SELECT count(*) FROM browser_session WHERE key_hash = ?").bind(secretHash);
    expect(await rows.first("count(*)")).toBe(0);
  });

  it("that ends leaves the others", async () => {
    const [one, two] = [await begun("one"), await begun("two")];
    await browserSessions.end(one.session, NO_NOTE);
    expect(await look("one")).toBeUndefined();
    expect(await look("two")).toMatchObject({ id: two.session.id });
  });
});

it("is good from the first moment of its token's period to the one before its end, and begins in no other", async () => {
  const { serial, session } = await begun("period");
  const set = (from: number, until: number) =>
    env.DB.prepare("UPDATE token SET valid_from_ms = ?, valid_until_ms = ? WHERE serial = ?")
      .bind(from, until, serial)
      .run();
  for (const [from, until, isGood] of [
    [NOW, NOW + 1, true],
    [NOW + 1, NOW + 2, false],
    [NOW - 1, NOW, false],
  ] as const) {
    await set(from, until);
    expect([from, until, (await look("period")) !== undefined]).toEqual([from, until, isGood]);
    const another = await begin({ ...session, id: `${from}` }, `another ${from}`);
    expect([from, until, another !== undefined]).toEqual([from, until, isGood]);
  }
});
