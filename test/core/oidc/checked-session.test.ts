import { describe, expect, it } from "vitest";
import {
  CHECKED_FOR_MS,
  type CheckedSession,
  isRecent,
  openChecked,
  sealChecked,
} from "../../../src/core/oidc/sessions/checked-session.ts";
import { utf8 } from "../../../src/lib/bytes.ts";
import { deriveKeyring } from "../../../src/storage/keys/keyring.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";

const sealer = createSealer(await deriveKeyring([new Uint8Array(32)]));
const checked: CheckedSession = {
  key: { secretHash: "ab".repeat(32), database: "DB_1" },
  realm: "realm1",
  amr: ["swk"],
  expiresAtMs: 1_000_000,
  checkedAtMs: 500_000,
  told: { user: "alice", name: "Alice", email: "", groups: ["a"] },
};

describe("the cookie for hosts behind a proxy", () => {
  it("opens to what was sealed", async () => {
    const sealed = await sealChecked(sealer, checked);
    expect(sealed).toMatch(/^[\w.-]+$/);
    expect(await openChecked(sealer, sealed)).toEqual(checked);
  });

  it("leaves out what the browser would drop it for, and no more", async () => {
    const groups = Array.from({ length: 100 }, (_, index) => `${index}`.padEnd(100, "x"));
    const long = { ...checked, told: { user: "alice", name: "Alice", email: "", groups } };
    const sealed = await sealChecked(sealer, long);
    expect(`__Secure-forward-auth=${sealed}`.length).toBeLessThan(4096);
    expect(await openChecked(sealer, sealed)).toEqual({ ...checked, told: null });
    const fitting = { ...long, told: { ...long.told, groups: groups.slice(0, 20) } };
    expect(await openChecked(sealer, await sealChecked(sealer, fitting))).toEqual(fitting);
  });

  it("does not open when it was changed, or sealed for another purpose", async () => {
    const sealed = await sealChecked(sealer, checked);
    const other = await sealer.seal("browser", "", utf8(JSON.stringify(checked)));
    const last = sealed.endsWith("A") ? "B" : "A";
    for (const text of [`${sealed.slice(0, -5)}${last.repeat(5)}`, other, "", "x.y", JSON.stringify(checked)])
      expect(await openChecked(sealer, text)).toBeUndefined();
  });
});

it("is recent for a minute, and no longer than the session lasts", () => {
  expect(isRecent(checked, 500_000 + CHECKED_FOR_MS - 1)).toBe(true);
  expect(isRecent(checked, 500_000 + CHECKED_FOR_MS)).toBe(false);
  expect(isRecent({ ...checked, expiresAtMs: 510_000 }, 509_999)).toBe(true);
  expect(isRecent({ ...checked, expiresAtMs: 510_000 }, 510_000)).toBe(false);
});
