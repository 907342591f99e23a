import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../../src/core/audit/audit.ts";
import { toBase64Url, utf8 } from "../../../src/lib/bytes.ts";
import type { AuditRow } from "../../../src/storage/audit/row.ts";

import { SIGNED_COLUMNS, signatureOf, signRow } from "../../../src/storage/audit/signature.ts";
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
  detail: "",
  count: 1,
  tally: "",
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
      detail: "",
      count: 1,
      tally: "",
      mac: expect.stringMatching(/^[0-9a-f]{8}\.[\w-]{43}\.2$/),
    });
    expect(await signatureOf(keys, row)).toBe("intact");
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
    ["count", 2],
    ["tally", '{"more":2}'],
    // A fixed ending would sometimes be the one that is already there.
    ["mac", row.mac.replace(/\.(.)/, (_, first) => (first === "A" ? ".B" : ".A"))],
    ["mac", `00000000${row.mac.slice(8)}`],
    ["mac", `${row.mac.slice(0, 9)}*`],
    ["mac", ""],
  ];

  it.each(CHANGES)("in its %s is found (%j)", async (column, value) => {
    expect(await signatureOf(keys, { ...row, [column]: value } as AuditRow)).toBe("changed");
  });

  it("in any of its columns is found: none is left out", () => {
    expect(new Set(CHANGES.map(([column]) => column))).toEqual(new Set(Object.keys(row)));
  });

  it("by moving text from one column into the next is found", async () => {
    const moved = { ...row, administrator: "admin192.0.2.1", client: "" };
    expect(await signatureOf(keys, moved)).toBe("changed");
  });
});

describe("a name that was taken out", () => {
  it("leaves the row intact if the pseudonym takes its place", async () => {
    expect(await signatureOf(keys, { ...row, user: row.pseudonym })).toBe("intact");
  });

  it("does not leave it intact if another user's pseudonym or name takes its place", async () => {
    const mallory = await signRow(keys, { ...ENTRY, user: "mallory" });
    expect(await signatureOf(keys, { ...row, user: mallory.pseudonym })).toBe("changed");
    expect(await signatureOf(keys, { ...row, user: mallory.pseudonym, pseudonym: mallory.pseudonym })).toBe("changed");
    expect(await signatureOf(keys, { ...row, user: "mallory", pseudonym: mallory.pseudonym })).toBe("changed");
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
      tally: "",
      mac: signed,
    };
  };

  it("stays intact", async () => {
    expect(await signatureOf(keys, await oldRow())).toBe("intact");
  });

  it.each([
    { event: "LOGIN_SUCCESS" },
    { phone: "ios" },
    { count: 2 },
    { proximity: "network" },
    { browser: "known" },
    { detail: "redirect_uri missing" },
    { tally: "{}" },
  ] as const)("is found when it is given %j", async (given) => {
    expect(await signatureOf(keys, { ...(await oldRow()), ...given })).toBe("changed");
  });
});

describe("the version of a row", () => {
  const near = { ...ENTRY, proximity: "network", browser: "new" } as const;
  const claiming = (signed: AuditRow, version: string) => ({
    ...signed,
    mac: signed.mac.replace(/\.\d+$/, version === "" ? "" : `.${version}`),
  });
  const LATEST = SIGNED_COLUMNS.length;

  it("is the first that knows all that the row says", async () => {
    const rows = await Promise.all(
      [ENTRY, near, { ...ENTRY, browser: "known" } as const, { ...ENTRY, detail: "scope missing" }].map((e) =>
        signRow(keys, e),
      ),
    );
    expect(rows.map(({ mac }) => mac.split(".")[2])).toEqual(["2", "3", "3", "4"]);
    for (const one of rows) expect(await signatureOf(keys, one)).toBe("intact");
  });

  it("does not hide that a row has lost its detail", async () => {
    const detailed = await signRow(keys, { ...ENTRY, detail: "scope missing" });
    expect(await signatureOf(keys, { ...detailed, detail: "" })).toBe("changed");
  });

  it("is missing in rows of the versions before this one, which sign the same", async () => {
    for (const entry of [ENTRY, near])
      expect(await signatureOf(keys, claiming(await signRow(keys, entry), ""))).toBe("intact");
  });

  it("of a later one makes a row neither intact nor changed, whatever its MAC", async () => {
    for (const one of [row, await signRow(keys, near), { ...row, reason: "forged" }, { ...row, mac: "x.y.3" }])
      for (const version of [LATEST + 1, LATEST + 2, 999_999])
        expect(await signatureOf(keys, claiming(one, String(version)))).toBe("newer");
  });

  it.each(["0", "1", "3", "-4", "4.0", "04", "4e3", " 4", "4 ", "x", "1000000", "99999999999999999999", ".", "4."])(
    "of %j, which is not that of its columns, is a change",
    async (version) => {
      expect(await signatureOf(keys, claiming(row, version))).toBe("changed");
    },
  );

  it("does not let the text of one column pass for that of another", async () => {
    const { id, audit } = keys.newest;
    const unsigned = { ...row, proximity: "network", browser: "new", event: "", phone: "", count: 1 } as const;
    const [first = [], , third = []] = SIGNED_COLUMNS;
    const shorter = [...first, ...third].map((column) => unsigned[column]);
    const mac = toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", audit, utf8(JSON.stringify(shorter)))));
    expect(await signatureOf(keys, { ...unsigned, mac: `${id}.${mac}` })).toBe("changed");
  });

  it("of its columns has every column of the table but the name, for which its pseudonym stands", async () => {
    const columns = new Set<string>(SIGNED_COLUMNS.flat());
    expect(new Set(Object.keys(row).filter((column) => !["user", "mac"].includes(column)))).toEqual(columns);
  });
});

describe("a change of the root secret", () => {
  it("lets the older root verify, even removed names, and the newest sign", async () => {
    const rotated = await keyring("two", "zero", "one");
    expect(await signatureOf(rotated, row)).toBe("intact");
    expect(await signatureOf(rotated, { ...row, user: row.pseudonym })).toBe("intact");
    expect(await signatureOf(rotated, { ...row, user: "mallory" })).toBe("changed");
    expect((await signRow(rotated, ENTRY)).mac).toMatch(new RegExp(`^${rotated.newest.id}\\.`));
  });

  it("verifies nothing once the older root is gone, not even under the newer one's name", async () => {
    const forgetful = await keyring("two");
    expect(await signatureOf(forgetful, row)).toBe("changed");
    expect(await signatureOf(forgetful, { ...row, mac: `${forgetful.newest.id}${row.mac.slice(8)}` })).toBe("changed");
  });
});
