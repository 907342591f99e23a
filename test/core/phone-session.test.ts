import { describe, expect, it } from "vitest";
import { openPhoneSession, sealPhoneSession } from "../../src/core/phone-session.ts";
import { utf8 } from "../../src/lib/bytes.ts";
import { deriveKeyring } from "../../src/storage/keys/keyring.ts";
import { createSealer } from "../../src/storage/keys/seal.ts";

const sealer = createSealer(await deriveKeyring([new Uint8Array(32)]));
const ticket = {
  sessionHash: "ab".repeat(32),
  user: "zoë-of-a-long-name 🔐",
  realm: "realm1",
  fetch: 2,
  expiresAtMs: 2000,
};

describe("the phone's session", () => {
  it("names its QR code and the token's owner, in characters that a URL leaves alone", async () => {
    const sealed = await sealPhoneSession(sealer, "TiQR1", ticket);
    expect(sealed).toMatch(/^[\w.-]+$/);
    expect(sealed).not.toContain("-of-a-long-name");
    expect(await openPhoneSession(sealer, "TiQR1", sealed, 1999)).toEqual(ticket);
  });

  it("of an earlier version names no fetch, and its QR code was fetched once", async () => {
    const { sessionHash, user, realm, expiresAtMs } = ticket;
    const earlier = utf8(JSON.stringify([sessionHash, user, realm, expiresAtMs]));
    const sealed = await sealer.seal("session", "TiQR1", earlier);
    expect(await openPhoneSession(sealer, "TiQR1", sealed, 1999)).toEqual({ ...ticket, fetch: 1 });
  });

  it("opens nothing after its expiry", async () => {
    expect(
      await openPhoneSession(sealer, "TiQR1", await sealPhoneSession(sealer, "TiQR1", ticket), 2000),
    ).toBeUndefined();
  });

  it("is another one each time", async () => {
    expect(await sealPhoneSession(sealer, "TiQR1", ticket)).not.toBe(await sealPhoneSession(sealer, "TiQR1", ticket));
  });

  it("opens for no other serial, and nothing sealed for another purpose opens as one", async () => {
    const sealed = await sealPhoneSession(sealer, "TiQR1", ticket);
    expect(await openPhoneSession(sealer, "TiQR2", sealed, 0)).toBeUndefined();
    const pin = await sealer.seal("pin", "TiQR1", utf8('["hash","user","realm",9]'));
    expect(await openPhoneSession(sealer, "TiQR1", pin, 0)).toBeUndefined();
  });

  it.each(["", "x", "a.b", ".", "....", "🔐", "00000000.AAAA"])("does not open from %j", async (text) => {
    expect(await openPhoneSession(sealer, "TiQR1", text, 0)).toBeUndefined();
  });
});
