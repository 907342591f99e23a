// POST /token/reset for many tokens: all that are locked now, by time and realm, and their number
// before anything is done.

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { auditRowsOnce } from "../../support/audit.ts";
import {
  asAdmin,
  errorOf,
  initToken,
  post,
  type Reply,
  request,
  resultOf,
  serviceAccount,
} from "../../support/service.ts";
import { failureRows, setFailures, setRow } from "../../support/storage/rows.ts";

const HOUR_MS = 3_600_000;
const ALL = "1970-01-01T00:00Z";

const resetMany = (fields: Record<string, string>): Promise<Reply> => asAdmin("POST", "/token/reset", fields);
async function locked(serial: string, { ageMs = 0, realm = "realm1", failcount = 10 } = {}): Promise<void> {
  await initToken({ user: `${serial}-user`, realm, serial });
  // The fifth lock in a row on this path lasts 25 minutes, and the ninth 81.
  await setFailures(serial, { path: "vouched", failcount, locks: 8, failed_at_ms: Date.now() - ageMs });
}
/** Failures with PINs of other tokens like it. */
async function insertFailures(tokens: number, failcount: number, atMs: number): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
     SELECT 'MANY' || value, 1, 'realm1', 'u', '', 1, 0, 'clientwait', 10, '', 0 FROM json_each(?1)`,
  )
    .bind(JSON.stringify(Array.from({ length: tokens }, (_, i) => i)))
    .run();
  await env.DB.prepare(
    `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
     SELECT id, 'pin', ?1, 4, ?2, max_fail FROM token WHERE serial LIKE 'MANY%'`,
  )
    .bind(failcount, atMs)
    .run();
}
const reasonOf = ({ headers }: Reply): string => headers.get("TiQR-Reason") ?? "";
const stillLocked = async (...serials: string[]): Promise<string[]> => {
  const left = [];
  for (const serial of serials) if ((await failureRows(serial)).length > 0) left.push(serial);
  return left;
};

beforeEach(async () => {
  await env.DB.batch([env.DB.prepare("DELETE FROM lock"), env.DB.prepare("DELETE FROM token")]);
});
afterEach(() => vi.useRealTimers());

describe("a reset of many tokens", () => {
  it("opens locks that closed since a time, and leaves earlier locks and mere failures", async () => {
    await locked("NEW1");
    await locked("NEW2", { ageMs: HOUR_MS / 4 });
    await locked("OLD", { ageMs: HOUR_MS });
    await locked("FAILED", { failcount: 9 });
    await setFailures("NEW1", { path: "pin", failcount: 3, locks: 0, failed_at_ms: Date.now() });
    const reply = await resetMany({ locked_since: "1800" });
    expect([resultOf(reply), reply.json.detail]).toEqual([2, { after: null }]);
    expect(await stillLocked("NEW1", "NEW2", "OLD", "FAILED")).toEqual(["OLD", "FAILED"]);
    const since = new Date(Date.now() - 2 * HOUR_MS).toISOString();
    expect(resultOf(await resetMany({ locked_since: since }))).toBe(1);
    expect(resultOf(await resetMany({ locked_since: since }))).toBe(0);
    expect(await stillLocked("FAILED")).toEqual(["FAILED"]);
  });

  it("opens the locks in a realm, written in any case", async () => {
    await locked("HERE");
    await locked("THERE", { realm: "realm2" });
    expect(resultOf(await resetMany({ realm: "Realm2" }))).toBe(1);
    expect(await stillLocked("HERE", "THERE")).toEqual(["HERE"]);
    expect(resultOf(await resetMany({ realm: "realm1", locked_since: "60" }))).toBe(1);
  });

  it("leaves locks that have opened by themselves, and revoked tokens", async () => {
    await locked("OPENED", { ageMs: 82 * 60_000 });
    await locked("REVOKED");
    await setRow("REVOKED", { revoked: 1 });
    expect(resultOf(await resetMany({ locked_since: ALL }))).toBe(0);
    expect(await stillLocked("OPENED", "REVOKED")).toEqual(["OPENED", "REVOKED"]);
  });

  it("returns with preview=true how many it would open, and opens none", async () => {
    for (const serial of ["ONE", "TWO", "THREE"]) await locked(serial);
    const count = async () => resultOf(await resetMany({ locked_since: ALL, preview: "true" }));
    expect([await count(), await count()]).toEqual([3, 3]);
    expect(resultOf(await resetMany({ locked_since: ALL, preview: "false" }))).toBe(3);
    expect(await count()).toBe(0);
  });

  it("opens some hundred tokens at a time, and goes on at the cursor", async () => {
    await locked("FIRST");
    await insertFailures(124, 10, Date.now());
    const preview = await resetMany({ locked_since: ALL, preview: "true" });
    expect([resultOf(preview), preview.json.detail]).toEqual([90, { after: expect.any(String) }]);
    const first = await resetMany({ locked_since: ALL });
    expect([resultOf(first), first.json.detail]).toEqual([90, { after: expect.any(String) }]);
    const second = await resetMany({ locked_since: ALL, after: first.json.detail.after });
    expect([resultOf(second), second.json.detail]).toEqual([35, { after: null }]);
    expect(errorOf(await resetMany({ locked_since: ALL, after: "x" })).slice(0, 2)).toEqual([400, 905]);
  });

  it("finds the one lock among any number of failures, as the overview and the list do", async () => {
    await locked("ONE");
    await insertFailures(700, 1, Date.now() + 60_000);
    const overview = resultOf(await asAdmin("GET", "/audit/statistics"));
    expect([overview.locked_tokens, overview.locked_tokens_exact]).toEqual([1, true]);
    expect(resultOf(await asAdmin("GET", "/token/?failcounter_exceeded=true"))).toMatchObject({
      tokens: [{ serial: "ONE" }],
      count: 1,
      count_exact: true,
    });
    const reply = await resetMany({ locked_since: ALL });
    expect([resultOf(reply), reply.json.detail]).toEqual([1, { after: null }]);
  });

  it("leaves one row in the trail, with the realm and the number", async () => {
    await locked("NOTED1", { realm: "noted" });
    await locked("NOTED2", { realm: "noted" });
    await resetMany({ realm: "noted", preview: "true" });
    await resetMany({ realm: "noted" });
    const rows = await auditRowsOnce(1, { action: "POST /token/reset", realm: "noted" });
    expect(rows).toMatchObject([{ event: "TOKEN_CHANGED", success: 1, count: 2, serial: "", administrator: "admin" }]);
    expect(rows).toHaveLength(1);
  });

  it("leaves the tokens of administrators, unless it names their realm, and then asks their phone", async () => {
    await locked("USER");
    await locked("ADMIN", { realm: "administrators" });
    expect(resultOf(await resetMany({ locked_since: ALL }))).toBe(1);
    expect(await stillLocked("ADMIN")).toEqual(["ADMIN"]);
    const { token } = resultOf(await post("/auth", { username: "admin", password: ADMIN_PASSWORD }));
    const helping = await serviceAccount("helpdesk", ["reset", "manyatonce"]);
    for (const headers of [{ "PI-Authorization": token }, helping])
      expect(reasonOf(await post("/token/reset", { realm: "administrators" }, headers))).toMatch(
        /confirmation-needed|administrators-only/,
      );
    expect(await stillLocked("ADMIN")).toEqual(["ADMIN"]);
    expect(resultOf(await resetMany({ realm: "administrators" }))).toBe(1); // confirmed by phone a moment ago
  });

  it("needs the rights reset and manyatonce, even for a preview", async () => {
    await locked("GUARDED");
    for (const [name, right, missing] of [
      ["desk-of-one", "reset", "manyatonce"],
      ["desk-of-none", "manyatonce", "reset"],
    ] as const) {
      const headers = await serviceAccount(name, [right]);
      for (const preview of ["true", "false"]) {
        const body = new URLSearchParams({ locked_since: ALL, preview });
        const reply = await request("/token/reset", { method: "POST", headers, body });
        expect([reply.status, reasonOf(reply)]).toEqual([403, `missing-right;right="${missing}"`]);
      }
    }
    expect(await stillLocked("GUARDED")).toEqual(["GUARDED"]);
    const helping = await serviceAccount("helping", ["reset", "manyatonce"]);
    const body = new URLSearchParams({ locked_since: ALL });
    expect(resultOf(await request("/token/reset", { method: "POST", headers: helping, body }))).toBe(1);
  });

  it.each([
    [{ locked_since: "yesterday" }],
    [{ locked_since: "-5" }],
    [{ locked_since: "2026-01-01" }],
    [{ locked_since: "" }],
    [{ locked_since: "60", preview: "perhaps" }],
    [{ realm: "a\u0007b" }],
    [{ realm: "" }],
    [{ preview: "true" }],
    [{ serial: "S", preview: "true" }],
    [{ serial: "S", locked_since: "60" }],
    [{ serial: "S", after: "WzFd" }],
    [{ user: "u", locked_since: "60" }],
    [{ serial: "", realm: "realm1" }],
    [{ user: "", realm: "realm1" }],
    [{}],
  ] as Record<string, string>[][])("refuses what it cannot read or what may be meant otherwise: %j", async (fields) => {
    await locked("SAFE");
    expect(errorOf(await resetMany(fields)).slice(0, 2)).toEqual([400, 905]);
    expect(await stillLocked("SAFE")).toEqual(["SAFE"]);
  });
});
