// scheduled(): the work of the cron trigger, by the worker's own entry.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { keysInUse, sealedUnder } from "../../../packages/commands/rekey/key-use.ts";
import worker from "../../../src/index.ts";
import { LIMITED_KEPT_MS } from "../../../src/storage/limits/limited-networks.ts";
import { auditRows, emptyTrail, runSql, verifyTrail, writeEntries } from "../../support/audit.ts";
import { enrolledUser } from "../../support/login.ts";
import { initToken } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { rowOf, rowsOf } from "../../support/storage/rows.ts";

const DAY_MS = 24 * 3600 * 1000;
const NOW = 1_700_000_000_000;
const keys = await realKeyring();
const cron = (nowMs: number, settings: Readonly<Record<string, string>> = {}) =>
  worker.scheduled(createScheduledController({ scheduledTime: new Date(nowMs) }), { ...env, ...settings } as Env);
const numbers = async () => (await auditRows()).map(({ number }) => number);

const insertSession = (id: string, expires: number) =>
  runSql(
    `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms, seen_at_ms,
       expires_at_ms) VALUES (?, 'u', 'r', 'S', 1, 1, '[]', 'c', 0, 0, ?)`,
    id,
    expires,
  );

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM open_to_anyone");
});

describe("the cron trigger", () => {
  it("signs the new rows of the trail, at the time for which it was scheduled", async () => {
    await writeEntries(keys, 3);
    await cron(NOW);
    await writeEntries(keys, 2);
    await cron(NOW + 1);
    expect(await rowsOf("audit_checkpoint")).toMatchObject([
      { first_number: 1, last_number: 3, made_at_ms: NOW },
      { first_number: 4, last_number: 5, made_at_ms: NOW + 1 },
    ]);
    expect(await verifyTrail(keys)).toEqual({ rows: 5, checkpoints: 2, problems: [] });
  });

  it("removes rows past their time, and the trail stays whole", async () => {
    await writeEntries(keys, 2, { atMs: NOW - 31 * DAY_MS });
    await cron(NOW - 31 * DAY_MS, { AUDIT_RETENTION_DAYS: "30" });
    await writeEntries(keys, 2, { atMs: NOW - 29 * DAY_MS });
    await cron(NOW, { AUDIT_RETENTION_DAYS: "30" });
    expect(await numbers()).toEqual([3, 4]);
    expect(await verifyTrail(keys)).toEqual({ rows: 2, checkpoints: 2, problems: [] });
  });

  it("clears a day pass whose time is over, and ends what it has opened, for its applications, too", async () => {
    const serials = [];
    for (const [user, until] of [
      ["over", NOW],
      ["live", NOW + 1],
    ] as const) {
      const { serial } = (await initToken({ user, pin: "1234" })).json.detail;
      const set = "sealed_pass = '00000000.x', pass_until_ms = ?, pass_left = 0 WHERE serial = ?";
      await runSql(`UPDATE token SET ${set}`, until, serial);
      for (const [id, amr] of [
        [`${user}-pass`, '["pin"]'],
        [`${user}-phone`, '["swk","pin","mfa"]'],
      ] as const)
        await runSql(
          `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms,
             seen_at_ms, expires_at_ms) SELECT ?, user, realm, serial, id, generation, ?, 'c', 0, 0, ? FROM token WHERE serial = ?`,
          id,
          amr,
          NOW + DAY_MS,
          serial,
        );
      serials.push(serial);
    }
    await cron(NOW);
    const left = await Promise.all(serials.map(async (serial) => (await rowOf(serial)).pass_until_ms));
    expect(left).toEqual([null, NOW + 1]);
    const live = "SELECT id FROM browser_session WHERE client = 'c' AND expires_at_ms = ? ORDER BY id";
    const { results } = await env.DB.prepare(live)
      .bind(NOW + DAY_MS)
      .all();
    expect(results.map(({ id }) => id)).toEqual(["live-pass", "live-phone", "over-phone"]);
    await runSql("DELETE FROM browser_session WHERE client = 'c'");
    await runSql("UPDATE token SET sealed_pass = NULL");
  });

  it("forgets a job two days after its end, and one whose end was never told after months", async () => {
    await runSql("DELETE FROM job");
    for (const [id, began, ended] of [
      ["over", NOW - 9 * DAY_MS, NOW - 2 * DAY_MS],
      ["just over", NOW - 9 * DAY_MS, NOW - DAY_MS],
      ["goes on", NOW - 89 * DAY_MS, 0],
      ["lost", NOW - 92 * DAY_MS, 0],
    ] as const)
      await runSql(
        "INSERT INTO job (id, account, kind, items, began_at_ms, ended_at_ms) VALUES (?, 'a', 'users', 1, ?, nullif(?, 0))",
        id,
        began,
        ended,
      );
    await cron(NOW);
    const { results } = await env.DB.prepare("SELECT id FROM job ORDER BY id").all();
    expect(results).toEqual([{ id: "goes on" }, { id: "just over" }]);
  });

  it("removes rows after 400 days if no time is set, and none with 0", async () => {
    await writeEntries(keys, 1, { atMs: NOW - 401 * DAY_MS });
    await cron(NOW - 401 * DAY_MS);
    await writeEntries(keys, 1, { atMs: NOW - 399 * DAY_MS });
    await cron(NOW, { AUDIT_RETENTION_DAYS: "0" });
    expect(await numbers()).toEqual([1, 2]);
    await cron(NOW);
    expect(await numbers()).toEqual([2]);
    expect((await verifyTrail(keys)).problems).toEqual([]);
  });

  it("forgets ended sessions whose tokens have expired, and no others", async () => {
    for (const [id, expires] of [
      ["past", NOW],
      ["going on", NOW + 1],
    ] as const)
      await runSql("INSERT INTO ended_session VALUES (?, ?)", id, expires);
    await cron(NOW);
    expect(await rowsOf("ended_session")).toEqual([{ id: "going on", expires_at_ms: NOW + 1 }]);
  });

  it("forgets devices that are over, wrong codes after a day, and questions a day after their end", async () => {
    for (const [id, expires] of [
      ["over", NOW - DAY_MS - 1],
      ["going on", NOW + 1],
    ] as const) {
      await runSql("INSERT INTO device_request VALUES (?1, 'c', ?1, 'openid', 'pending', NULL, 0, ?2)", id, expires);
      await runSql("INSERT INTO device_try VALUES (?, 5, ?)", id, expires);
      await runSql(
        "INSERT INTO ciba_request (id, user, realm, client_id, asked, made_at_ms, expires_at_ms) VALUES (?, 'u', 'r', 'c', '', 0, ?)",
        id,
        expires,
      );
    }
    await cron(NOW);
    for (const [table, id] of Object.entries({ device_request: "id", device_try: "session", ciba_request: "id" })) {
      const { results } = await env.DB.prepare(`SELECT ${id} AS id FROM ${table}`).all();
      expect([table, results]).toEqual([table, [{ id: "going on" }]]);
    }
  });

  it("forgets sessions, grants and assertions of OpenID Connect that are over, and no others", async () => {
    const moments = [
      ["past", NOW],
      ["going on", NOW + 1],
    ] as const;
    for (const [id, expires] of moments) {
      await runSql("INSERT INTO oidc_assertion VALUES (?, ?)", id, expires);
      await runSql(
        `INSERT INTO oidc_grant (id, client_id, session_id, user, realm, token_id, token_generation, scope, amr, signed_in_at_ms,
           created_at_ms, expires_at_ms) VALUES (?, 'c', 's', 'u', 'r', 1, 1, 'openid', '[]', 0, 0, ?)`,
        id,
        expires,
      );
      await insertSession(id, expires);
    }
    await insertSession("ended by a change, without an application to tell", 0);
    await cron(NOW);
    const ids = async (table: string) =>
      (await env.DB.prepare(`SELECT id FROM ${table} ORDER BY id`).all<{ id: string }>()).results.map(({ id }) => id);
    expect(await ids("oidc_assertion")).toEqual(["going on"]);
    expect(await ids("oidc_grant")).toEqual(["going on"]);
    expect(await ids("browser_session")).toEqual(["going on"]);
  });

  it("forgets networks whose limit was not reached for a week", async () => {
    for (const [network, atMs] of [
      ["192.0.2.1", NOW - LIMITED_KEPT_MS],
      ["192.0.2.2", NOW - LIMITED_KEPT_MS + 1],
    ] as const)
      await runSql("INSERT INTO limited_network VALUES (?, ?)", network, atMs);
    await cron(NOW);
    const { results } = await env.DB.prepare("SELECT network FROM limited_network").all();
    expect(results).toEqual([{ network: "192.0.2.2" }]);
  });

  it("forgets what can no longer be undone", async () => {
    for (const [id, ends] of [
      ["over", NOW],
      ["good", NOW + 1],
    ] as const)
      await runSql("INSERT INTO undo VALUES ('S', ?, 'u', 'r', 'pin', '{}', 'a', 0, ?)", id, ends);
    await cron(NOW);
    expect(await rowsOf("undo")).toMatchObject([{ id: "good" }]);
  });

  it("forgets calls to the help desk, once the longest wait and its day are over", async () => {
    const nineDays = 9 * 24 * 3600_000;
    for (const [id, made] of [
      ["over", NOW - nineDays],
      ["good", NOW - nineDays + 1],
    ] as const)
      await runSql(
        "INSERT INTO caller (id, user, realm, account, act, made_at_ms, ends_at_ms) VALUES (?, 'u', 'r', 'a', 'pin', ?, 0)",
        id,
        made,
      );
    await cron(NOW);
    expect(await rowsOf("caller")).toMatchObject([{ id: "good" }]);
  });

  it("forgets transactions that have expired, and no others", async () => {
    for (const [id, expires] of [
      ["past", NOW - 1],
      ["now", NOW],
      ["open", NOW + 1],
    ] as const)
      await runSql(
        `INSERT INTO open_to_anyone (serial, attempt_id, network, expires_at_ms) VALUES ('TiQR01', ?, '192.0.2.1', ?)`,
        id,
        expires,
      );
    await cron(NOW);
    expect(await rowsOf("open_to_anyone")).toMatchObject([{ attempt_id: "open" }]);
  });

  it("forgets wrong passwords after a day, and an account's networks after 30", async () => {
    await runSql("DELETE FROM sign_in");
    const [day, month] = [NOW - DAY_MS, NOW - 30 * DAY_MS];
    for (const [network, failed, until, signedIn] of [
      ["failed", day, 0, 0],
      ["waiting", day, day + 1, 0],
      ["just-failed", day + 1, 0, 0],
      ["past", 0, 0, month],
      ["known", day, 0, month + 1],
    ] as const)
      await runSql("INSERT INTO sign_in VALUES ('portal', ?, 1, 0, ?, ?, ?)", network, failed, until, signedIn);
    await cron(NOW);
    expect(await rowsOf("sign_in")).toMatchObject(
      ["just-failed", "known", "waiting"].map((network) => ({ name: "portal", network })),
    );
  });

  it("warns while enrolled tokens have another suite than new ones get", async () => {
    const [usual, other] = ["OCRA-1:HOTP-SHA256-8:QH10-S064", "OCRA-1:HOTP-SHA1-6:QH10-S"];
    await enrolledUser("usual");
    await enrolledUser("other", "1234", { ocrasuite: other });
    await initToken({ user: "waiting", ocrasuite: "OCRA-1:HOTP-SHA1-6:QN10" });
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    await cron(NOW);
    await cron(NOW, { TIQR_OCRASUITE: other });
    expect(warned.mock.calls.map(([text]) => text.slice(0, text.indexOf(". They")))).toEqual([
      `TIQR_OCRASUITE is ${usual}, and 1 registered tokens have ${other}`,
      `TIQR_OCRASUITE is ${other}, and 1 registered tokens have ${usual}`,
    ]);
    warned.mockRestore();
  });

  it("says of a suite that no app can answer that its tokens must be enrolled again", async () => {
    const suite = "OCRA-1:HOTP-SHA256-8:QH10-S032";
    await enrolledUser("odd");
    await runSql("UPDATE token SET suite = ? WHERE user = 'odd'", suite);
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    await cron(NOW);
    const about = warned.mock.calls.map(([text]) => text).filter((text) => text.includes(`have ${suite}.`));
    expect(about).toEqual([expect.stringContaining("No app can answer with it")]);
    warned.mockRestore();
  });

  it("reseals values under an older root, logs how many are left, and is silent when all is done", async () => {
    await enrolledUser("older");
    const rotated = { MASTER_KEY: btoa("another key of thirty-two bytes!"), MASTER_KEY_PREVIOUS: env.MASTER_KEY };
    const logged = vi.spyOn(console, "log").mockImplementation(() => {});
    await cron(NOW, rotated);
    await cron(NOW, rotated);
    const uses = (await keysInUse(env.DB)).filter((use) => sealedUnder(use) > 0);
    expect(uses.map(({ id }) => id)).not.toContain(keys.newest.id);
    expect(logged.mock.calls).toEqual([[expect.stringMatching(/^reseal: \d+ resealed under MASTER_KEY, 0 left/)]]);
    // The worker's own key is the newest again, as after a change of key that was undone.
    await cron(NOW, { MASTER_KEY_PREVIOUS: rotated.MASTER_KEY });
    logged.mockRestore();
  });

  it("logs a missing key", async () => {
    await initToken({ user: "anyone" });
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    await cron(NOW, { MASTER_KEY: btoa("another key of thirty-two bytes!") });
    expect(errors.mock.calls.flat()).toContain(
      `configuration: MASTER_KEY and MASTER_KEY_PREVIOUS lack key ${keys.newest.id}, under which this database was written`,
    );
    errors.mockRestore();
  });

  it("that runs twice at once leaves a whole trail", async () => {
    await writeEntries(keys, 3, { atMs: 1000 });
    await Promise.all([cron(2000), cron(2000)]);
    await writeEntries(keys, 1, { atMs: 3000 });
    const settings = { AUDIT_RETENTION_DAYS: "1" };
    await Promise.all([cron(NOW, settings), cron(NOW, settings)]);
    expect(await numbers()).toEqual([4]); // its checkpoint was made just now
    expect(await verifyTrail(keys)).toEqual({ rows: 1, checkpoints: 2, problems: [] });
  });
});
