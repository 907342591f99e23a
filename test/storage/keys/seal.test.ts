import { describe, expect, it } from "vitest";
import { type Bytes, utf8 } from "../../../src/lib/bytes.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";
import { keyring } from "./keys.ts";

const PLAIN = utf8("the secret of a phone") as Bytes;
const sealer = createSealer(await keyring("one"));
const sealed = await sealer.seal("secret", "TiQR01", PLAIN);

describe("sealing", () => {
  it("opens what it sealed", async () => {
    expect(await sealer.open("secret", "TiQR01", sealed)).toEqual(PLAIN);
    const nothing = await sealer.seal("pin", "alice", new Uint8Array());
    expect(await sealer.open("pin", "alice", nothing)).toEqual(new Uint8Array());
  });

  it("shows nothing of the sealed text, and never gives the same text twice", async () => {
    expect(sealed).toMatch(/^[0-9a-f]{8}\.[A-Za-z0-9_-]+$/);
    expect(atob((sealed.split(".")[1] as string).replaceAll("-", "+").replaceAll("_", "/"))).not.toContain("secret");
    expect(await sealer.seal("secret", "TiQR01", PLAIN)).not.toBe(sealed);
  });

  it("gives the same text where that is asked for, and another IV for all else", async () => {
    const alike = (purpose: "secret" | "pin", owner: string, plain: Bytes, by = sealer) =>
      by.sealAlike(purpose, owner, plain);
    const text = await alike("secret", "TiQR01", PLAIN);
    expect(await alike("secret", "TiQR01", PLAIN)).toBe(text);
    expect(await sealer.open("secret", "TiQR01", text)).toEqual(PLAIN);
    const others = await Promise.all([
      alike("secret", "TiQR01", utf8("the secret of a phonf") as Bytes),
      alike("secret", "TiQR02", PLAIN),
      alike("pin", "TiQR01", PLAIN),
      alike("secret", "TiQR01", PLAIN, createSealer(await keyring("two"))),
      sealer.seal("secret", "TiQR01", PLAIN),
    ]);
    // 16 characters in base64url are the 12 bytes of the IV.
    const ivs = [text, ...others].map((each) => each.split(".")[1]?.slice(0, 16));
    expect(new Set(ivs).size).toBe(6);
  });

  it.each([
    ["another owner", "secret", "TiQR02"],
    ["another purpose", "pin", "TiQR01"],
    ["another password's purpose", "password", "TiQR01"],
    ["an owner cut off", "secret", "TiQR0"],
  ] as const)("does not open for %s", async (_, purpose, owner) => {
    await expect(sealer.open(purpose, owner, sealed)).rejects.toThrow(`the ${purpose} of ${owner} does not open`);
  });

  it("does not open when any one character was changed", async () => {
    const from = sealed.indexOf(".") + 1;
    for (let at = from; at < sealed.length - 1; at++) {
      const other = sealed[at] === "A" ? "B" : "A";
      const tampered = sealed.slice(0, at) + other + sealed.slice(at + 1);
      await expect(sealer.open("secret", "TiQR01", tampered), `character ${at}`).rejects.toThrow("does not open");
    }
  });

  it.each(["", "AAAA", "!", sealed.slice(9, 25), `${sealed.slice(9)}AAAA`])(
    "does not open the text %j",
    async (text) => {
      const [id] = sealed.split(".");
      await expect(sealer.open("secret", "TiQR01", `${id}.${text}`)).rejects.toThrow("does not open");
    },
  );

  it("never repeats what it could not open", async () => {
    const error = await sealer.open("secret", "TiQR02", sealed).catch(String);
    expect(error).not.toContain(sealed.slice(9));
  });
});

describe("a change of the root secret", () => {
  it("lets the older root open and the newest seal", async () => {
    const rotated = createSealer(await keyring("two", "one", "zero"));
    expect(await rotated.open("secret", "TiQR01", sealed)).toEqual(PLAIN);
    const anew = await rotated.seal("secret", "TiQR01", PLAIN);
    expect(await createSealer(await keyring("two")).open("secret", "TiQR01", anew)).toEqual(PLAIN);
    await expect(sealer.open("secret", "TiQR01", anew)).rejects.toThrow();
  });

  it("names the missing key once the older root is gone, and the setting to look in", async () => {
    const forgetful = createSealer(await keyring("two"));
    const [id] = sealed.split(".");
    await expect(forgetful.open("secret", "TiQR01", sealed)).rejects.toThrow(
      `the secret of TiQR01 was sealed under key ${id}, which is not among MASTER_KEY and MASTER_KEY_PREVIOUS`,
    );
  });

  it("does not open under another key with the same name", async () => {
    const [, text] = sealed.split(".");
    const other = await keyring("two");
    await expect(createSealer(other).open("secret", "TiQR01", `${other.newest.id}.${text}`)).rejects.toThrow(
      "does not open",
    );
  });
});
