import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../../src/core/audit/audit.ts";
import { toBase64Url, utf8 } from "../../../src/lib/bytes.ts";
import { type AuditRow, isIntact, signRow } from "../../../src/storage/audit/row.ts";
import { keyring } from "../keys/keys.ts";

const ENTRY: AuditEntry = {
  atMs: 1_700_000_000_000,
  action: "POST /validate/check",
  success: true,
  authentication: "ACCEPT",
  serial: "TiQR01",
  user: "alice",
  realm: "realm1",
  administrator: "admin",
  client: "192.0.2.1",
  attemptId: "0123456789abcdef0123456789abcdef",
  reason: "none",
  event: "LOGIN_SUCCESS",
  phone: "ios",
  proximity: "",
  browser: "",
  detail: "redirect_uri missing",
  count: 1,
};
const keys = await keyring("one");
const row = await signRow(keys, ENTRY);

describe("a row of the audit trail", () => {
  it("says the same as its entry, and is intact", async () => {
    expect(row).toEqual({
      id: expect.stringMatching(/^[\w-]{16}$/),
      at_ms: ENTRY.atMs,
      action: ENTRY.action,
      success: 1,
      authentication: "ACCEPT",
      serial: "TiQR01",
      user: "alice",
      realm: "realm1",
      pseudonym: expect.stringMatching(/^~[\w-]{16}$/),
      administrator: "admin",
      client: "192.0.2.1",
      attempt_id: ENTRY.attemptId,
      reason: "none",
      event: "LOGIN_SUCCESS",
      phone: "ios",
      proximity: "",
      browser: "",
      detail: "redirect_uri missing",
      count: 1,
      mac: expect.stringMatching(/^[0-9a-f]{8}\.[\w-]{43}$/),
    });
    expect(await isIntact(keys, row)).toBe(true);
  });

  it("says whether it was a success", async () => {
    expect((await signRow(keys, { ...ENTRY, success: false })).success).toBe(0);
  });

  it("is another each time, with the same pseudonym for the same user", async () => {
    const again = await signRow(keys, ENTRY);
    expect(again.id).not.toBe(row.id);
    expect(again.mac).not.toBe(row.mac);
    expect(again.pseudonym).toBe(row.pseudonym);
  });

  it("has a different pseudonym for every other user, realm and key, and none without a user", async () => {
    const others = await Promise.all([
      signRow(keys, { ...ENTRY, user: "alicf" }),
      signRow(keys, { ...ENTRY, realm: "realm2" }),
      signRow(keys, { ...ENTRY, user: "1\0alice", realm: "realm" }),
      signRow(await keyring("two"), ENTRY),
    ]);
    expect(new Set([row, ...others].map(({ pseudonym }) => pseudonym)).size).toBe(5);
    expect((await signRow(keys, { ...ENTRY, user: "" })).pseudonym).toBe("");
  });
});

describe("a row that was changed", () => {
  const CHANGES: [keyof AuditRow, string | number][] = [
    ["id", "AAAAAAAAAAAAAAAA"],
    ["at_ms", ENTRY.atMs + 1],
    ["action", "POST /auth"],
    ["success", 0],
    ["authentication", "REJECT"],
    ["serial", "TiQR02"],
    ["user", "mallory"],
    ["user", ""],
    ["realm", "realm2"],
    ["pseudonym", "~AAAAAAAAAAAAAAAA"],
    ["administrator", ""],
    ["client", "192.0.2.2"],
    ["attempt_id", "1123456789abcdef0123456789abcdef"],
    ["reason", ""],
    ["event", "LOGIN_REDEEMED"],
    ["event", ""],
    ["phone", ""],
    ["proximity", "network"],
    ["browser", "known"],
    ["detail", "redirect_uri unregistered https://wiki.example/"],
    ["detail", ""],
    ["count", 2],
    // A fixed ending would sometimes be the one that is already there.
    ["mac", row.mac.replace(/\.(.)/, (_, first) => (first === "A" ? ".B" : ".A"))],
    ["mac", `00000000${row.mac.slice(8)}`],
    ["mac", `${row.mac.slice(0, 9)}*`],
    ["mac", ""],
  ];

  it.each(CHANGES)("in its %s is found (%j)", async (column, value) => {
    expect(await isIntact(keys, { ...row, [column]: value } as AuditRow)).toBe(false);
  });

  it("in any of its columns is found: none is left out", () => {
    expect(new Set(CHANGES.map(([column]) => column))).toEqual(new Set(Object.keys(row)));
  });

  it("by moving text from one column into the next is found", async () => {
    const moved = { ...row, administrator: "admin192.0.2.1", client: "" };
    expect(await isIntact(keys, moved)).toBe(false);
  });
});

describe("a name that was taken out", () => {
  it("leaves the row intact if the pseudonym takes its place", async () => {
    expect(await isIntact(keys, { ...row, user: row.pseudonym })).toBe(true);
  });

  it("does not leave it intact if another user's pseudonym or name takes its place", async () => {
    const mallory = await signRow(keys, { ...ENTRY, user: "mallory" });
    expect(await isIntact(keys, { ...row, user: mallory.pseudonym })).toBe(false);
    expect(await isIntact(keys, { ...row, user: mallory.pseudonym, pseudonym: mallory.pseudonym })).toBe(false);
    expect(await isIntact(keys, { ...row, user: "mallory", pseudonym: mallory.pseudonym })).toBe(false);
  });
});

describe("a row from before there were events", () => {
  /** As a version without them signed it: HMAC over the twelve fields. */
  const OLD = {
    id: "Zm9vYmFyYmF6cXV4",
    at_ms: ENTRY.atMs,
    action: ENTRY.action,
    success: 1,
    authentication: "ACCEPT",
    serial: "TiQR01",
    realm: "realm1",
    pseudonym: row.pseudonym,
    administrator: "admin",
    client: "192.0.2.1",
    attempt_id: ENTRY.attemptId,
    reason: "none",
  } as const;

  const oldRow = async (): Promise<AuditRow> => {
    const { id, audit } = keys.newest;
    const mac = await crypto.subtle.sign("HMAC", audit, utf8(JSON.stringify(Object.values(OLD))));
    const signed = `${id}.${toBase64Url(new Uint8Array(mac))}`;
    return {
      ...OLD,
      user: "alice",
      event: "",
      phone: "",
      proximity: "",
      browser: "",
      detail: "",
      count: 1,
      mac: signed,
    };
  };

  it("stays intact", async () => {
    expect(await isIntact(keys, await oldRow())).toBe(true);
  });

  it.each([
    { event: "LOGIN_SUCCESS" },
    { phone: "ios" },
    { count: 2 },
    { proximity: "network" },
    { browser: "known" },
    { detail: "redirect_uri missing" },
  ] as const)("is found when it is given %j", async (given) => {
    expect(await isIntact(keys, { ...(await oldRow()), ...given })).toBe(false);
  });
});

describe("a change of the root secret", () => {
  it("lets the older root verify, even removed names, and the newest sign", async () => {
    const rotated = await keyring("two", "zero", "one");
    expect(await isIntact(rotated, row)).toBe(true);
    expect(await isIntact(rotated, { ...row, user: row.pseudonym })).toBe(true);
    expect(await isIntact(rotated, { ...row, user: "mallory" })).toBe(false);
    expect((await signRow(rotated, ENTRY)).mac).toMatch(new RegExp(`^${rotated.newest.id}\\.`));
  });

  it("verifies nothing once the older root is gone, not even under the newer one's name", async () => {
    const forgetful = await keyring("two");
    expect(await isIntact(forgetful, row)).toBe(false);
    expect(await isIntact(forgetful, { ...row, mac: `${forgetful.newest.id}${row.mac.slice(8)}` })).toBe(false);
  });
});
