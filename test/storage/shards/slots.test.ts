// A user's slot must never change, or the user would be looked for in another database.

import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { databaseOfUser, slotOf } from "../../../src/core/shards/shard-map.ts";
import { makeSerial, slotIn } from "../../../src/core/token/serial.ts";
import { databasesOf } from "../../../src/storage/shards/databases.ts";

const LEAST = { PUBLIC_URL: "https://login.example.org", MASTER_KEY: btoa("another key of exactly 32 bytes!") };
const read = (variables: Record<string, string>) => readConfig({ ...LEAST, ...variables }).settings;

describe("a slot", () => {
  // printf 'default\0alice' | sha256sum, and so on
  it("is the first byte of SHA-256 over realm, NUL and name", async () => {
    expect(await slotOf({ user: "alice", realm: "default" })).toBe(0x0b);
    expect(await slotOf({ user: "bob@corp.example", realm: "default" })).toBe(0x75);
    expect(await slotOf({ user: "Zoë", realm: "corp.example" })).toBe(0x37);
  });

  it("stands in a serial, where no older serial has one", () => {
    const bytes = () => new Uint8Array([1, 2, 0xab, 4]);
    expect(makeSerial(bytes)).toBe("TiQR0102AB04");
    expect(makeSerial(bytes, 0x0a)).toBe("TiQRS0A0102AB04");
    expect(slotIn("TiQRS0A0102AB04")).toBe(0x0a);
    for (const other of ["TiQR0102AB04", "TiQRS0A0102AB0", "TiQRS0A0102AB045", "TiQRSXX0102AB04", "MYTiQRS0A0102AB04"])
      expect(slotIn(other)).toBeUndefined();
  });
});

describe("the map", () => {
  it("gives each slot and realm its database, and DB all others", async () => {
    const settings = read({
      SHARD_SLOTS: "DB_1=00-7f DB_2=80-ff",
      SHARD_REALMS: "corp.example=DB_3",
      SHARD_MOVING: "00-ff",
    });
    const slot = await slotOf({ user: "alice", realm: "default" });
    expect(await databaseOfUser({ user: "alice", realm: "default" }, settings)).toEqual({
      database: slot < 0x80 ? "DB_1" : "DB_2",
      slot,
      moving: true,
    });
    const own = { slot: undefined, moving: false };
    expect(await databaseOfUser({ user: "alice", realm: "corp.example" }, settings)).toEqual({
      database: "DB_3",
      ...own,
    });
    expect(await databaseOfUser({ user: "admin", realm: "administrators" }, settings)).toEqual({
      database: "DB",
      ...own,
    });
    expect(await databaseOfUser({ user: "alice", realm: "default" }, read({}))).toEqual({
      database: "DB",
      slot,
      moving: false,
    });
  });

  it.each([
    ["SHARD_SLOTS", "DB_1=80-ff DB_2=ff"],
    ["SHARD_SLOTS", "DB_1=ff-80"],
    ["SHARD_SLOTS", "DB_1=100"],
    ["SHARD_SLOTS", "OTHER=80-ff"],
    ["SHARD_SLOTS", "DB_0=80-ff"],
    ["SHARD_SLOTS", "80-ff"],
    ["SHARD_REALMS", "corp.example=DB_1 corp.example=DB_2"],
    ["SHARD_REALMS", "Corp=DB_1"],
    ["SHARD_REALMS", "corp.example"],
    ["SHARD_REALMS", "administrators=DB_1"],
    ["SHARD_MOVING", "8"],
  ])("is refused by its name: %s %s", (name, text) => {
    expect(() => read({ [name]: text })).toThrow(new RegExp(`^${name} must`));
  });

  it("is refused when the worker lacks one of its databases", () => {
    expect(() => databasesOf({} as Env, read({ SHARD_SLOTS: "DB_1=80-ff" }))).toThrow("names DB_1");
  });
});
