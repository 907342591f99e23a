// What the statements hold by themselves: a flow looks first, and between its look and the change anything may have happened.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { makeSession } from "../../support/oidc.ts";
import { NO_NOTE, realPorts } from "../../support/ports.ts";

const now = Date.now();
const { self } = await realPorts();

const columns = async (serial: string) =>
  env.DB.prepare("SELECT description, active, sealed_pin FROM token WHERE serial = ?").bind(serial).first();

async function confirmed(user: string, area: "phones" | "pin" | "recovery") {
  const session = await makeSession(user);
  expect(await self.confirm(session, area, now, NO_NOTE)).toBe(true);
  return session;
}

describe("a session", () => {
  it("changes no token of another person", async () => {
    const other = await makeSession("other");
    const before = await columns(other.serial);
    const mine = await confirmed("mine", "phones");
    expect(await self.rename(mine, other.serial, "mine", now, NO_NOTE)).toBe(false);
    expect(await self.remove(mine, other.serial, true, now, NO_NOTE)).toBe(false);
    expect(await self.disown(mine, other.serial, now, NO_NOTE)).toBe(false);
    const pins = await confirmed("mine2", "pin");
    expect(await self.setPin(pins, { [other.serial]: "sealed" }, now, NO_NOTE)).toBe(false);
    expect(await columns(other.serial)).toEqual(before);
    expect((await self.look(other, now)).sessions).toHaveLength(1);
  });

  it("ends no session of another person", async () => {
    const [a, b] = [await makeSession("a"), await makeSession("b")];
    expect(await self.endSessions(a, { id: b.id }, now, NO_NOTE)).toBe(false);
    expect(await self.endSessions(a, "others", now, NO_NOTE)).toBe(false);
    expect((await self.look(b, now)).sessions).toHaveLength(1);
  });

  it("that has ended is confirmed for nothing, and changes nothing", async () => {
    const gone = await confirmed("gone", "phones");
    await env.DB.prepare("UPDATE browser_session SET expires_at_ms = 0 WHERE id = ?").bind(gone.id).run();
    expect(await self.confirm(gone, "phones", now, NO_NOTE)).toBe(false);
    expect(await self.rename(gone, gone.serial, "name", now, NO_NOTE)).toBe(false);
    expect(await self.remove(gone, gone.serial, true, now, NO_NOTE)).toBe(false);
    expect(await self.disown(gone, gone.serial, now, NO_NOTE)).toBe(false);
    expect(await columns(gone.serial)).toMatchObject({ description: "", active: 1 });
  });

  it("that has ended takes nothing from the sessions and codes of its person", async () => {
    const [here, gone] = [await confirmed("both", "recovery"), await makeSession("both")];
    expect(await self.setRecovery(here, { id: "both", sealedHashes: "sealed", left: 1 }, now, NO_NOTE)).toBe(true);
    await env.DB.prepare("UPDATE browser_session SET expires_at_ms = 0 WHERE id = ?").bind(gone.id).run();
    expect(await self.disown(gone, gone.serial, now, NO_NOTE)).toBe(false);
    expect(await self.look(here, now)).toMatchObject({ sessions: [{ id: here.id }], recoveryCodesLeft: 1 });
  });
});

describe("a confirmation", () => {
  it("holds for five minutes, and for its own part of the protection", async () => {
    const late = await confirmed("late", "pin");
    expect(await self.setPin(late, { [late.serial]: "sealed" }, now + 5 * 60_000, NO_NOTE)).toBe(false);
    const codes = { id: "x", sealedHashes: "sealed", left: 1 };
    expect(await self.setRecovery(late, codes, now, NO_NOTE)).toBe(false);
    expect(await self.addLink(late, { hash: "h", asksPin: false, expiresAtMs: now + 1 }, now, NO_NOTE)).toBe(false);
    expect(await self.setPin(late, { [late.serial]: "sealed" }, now, NO_NOTE)).toBe(true);
    expect(await self.setPin(late, { [late.serial]: "again" }, now, NO_NOTE)).toBe(false);
  });

  it("is not spent on a last phone that may not go", async () => {
    const last = await confirmed("last", "phones");
    expect(await self.remove(last, last.serial, false, now, NO_NOTE)).toBe(false);
    expect((await self.look(last, now)).confirmedFor).toBe("phones");
    expect(await self.remove(last, last.serial, true, now, NO_NOTE)).toBe(true);
  });
});

describe("a recovery code", () => {
  /** The token of a person who has one code. */
  async function lost(user: string) {
    const session = await confirmed(user, "recovery");
    expect(await self.setRecovery(session, { id: user, sealedHashes: "sealed", left: 1 }, now, NO_NOTE)).toBe(true);
    const [token] = await self.tokensOf({ user, realm: session.realm });
    if (!token) throw new Error("no token");
    const use = (atMs = now) =>
      self.recover(
        { user, realm: session.realm },
        {
          before: { id: user, sealedHashes: "sealed", left: 1 },
          after: { id: user, sealedHashes: "others", left: 0 },
          lost: token,
          link: { hash: user, replaces: token.serial, expiresAtMs: atMs + 1 },
        },
        atMs,
        NO_NOTE,
      );
    return { token, use };
  }

  it("opens nothing once wrong PINs at the same moment have closed the lock", async () => {
    const { token, use } = await lost("locked");
    const lock =
      "INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail) VALUES (?, 'pin', 10, 0, ?, 10)";
    await env.DB.prepare(lock).bind(token.id, now).run();
    expect(await use()).toBe(false);
    await env.DB.prepare("DELETE FROM lock WHERE token_id = ?").bind(token.id).run();
    expect(await use()).toBe(true);
  });

  it("brings back no phone that has been disabled or revoked since the look", async () => {
    for (const change of ["active = 0", "revoked = 1", "generation = generation + 1"]) {
      const { token, use } = await lost(change);
      await env.DB.prepare(`UPDATE token SET ${change} WHERE id = ?`).bind(token.id).run();
      expect(await use()).toBe(false);
    }
  });
});
