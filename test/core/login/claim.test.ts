// Whether a claim matches a transaction: each arm by itself. ./claims.test.ts tests what a false
// claim is refused.

import { describe, expect, it } from "vitest";
import { markAnswered } from "../../../src/core/login/transaction/challenge.ts";
import { isTrue } from "../../../src/core/login/transaction/claim.ts";
import { challengeWith } from "./challenges.ts";

const HASH = "ab".repeat(32);
const NEARLY = ["", HASH.slice(1), `${HASH}a`, HASH.replace("b", "c"), HASH.toUpperCase()];
const browser = { secretHash: HASH, request: null, application: null, usedAtMs: null };

describe("an application's claim", () => {
  const alice = { user: "alice", realm: "realm1" };
  const mallory = { user: "mallory", realm: "realm1" };
  const says = { kind: "application", serial: undefined, named: undefined, names: undefined } as const;

  it.each([
    ["its user", { names: [alice] }],
    ["its user in one of two readings", { names: [mallory, alice] }],
    ["the serial of any candidate", { serial: "TiQR02" }],
    ["its user and a candidate's serial", { serial: "TiQR01", names: [alice] }],
  ])("is true when it names %s", (_, named) => {
    expect(isTrue({ ...says, ...named }, challengeWith())).toBe(true);
  });

  it.each([
    ["nothing", {}],
    ["another user", { names: [mallory] }],
    ["its user in another realm", { names: [{ user: "alice", realm: "realm2" }] }],
    ["no reading at all", { names: [] }],
    ["another serial", { serial: "TiQR03" }],
    ["its user with another serial", { serial: "TiQR03", names: [alice] }],
    ["another user with a candidate's serial", { serial: "TiQR01", names: [mallory] }],
  ])("is false when it names %s", (_, named) => {
    expect(isTrue({ ...says, ...named }, challengeWith())).toBe(false);
  });

  it("means by a serial, once answered, the token that answered", () => {
    const answered = markAnswered(challengeWith(), "TiQR02");
    expect(isTrue({ ...says, serial: "TiQR02" }, answered)).toBe(true);
    expect(isTrue({ ...says, serial: "TiQR01" }, answered)).toBe(false);
    expect(isTrue({ ...says, names: [alice] }, answered)).toBe(true);
  });

  it.each([
    ["that a browser began", { browser }],
    ["that has a purpose", { purpose: HASH }],
    ["whose purpose is an empty text", { purpose: "" }],
  ])("does not match a transaction %s, although it names the user and the token", (_, bound) => {
    for (const named of [{ names: [alice] }, { serial: "TiQR01" }, { serial: "TiQR01", names: [alice] }])
      expect(isTrue({ ...says, ...named }, challengeWith(bound))).toBe(false);
  });
});

describe("a browser's claim", () => {
  it("is true for the secret alone", () => {
    const login = challengeWith({ browser });
    expect(isTrue({ kind: "browser", secretHash: HASH }, login)).toBe(true);
    for (const secretHash of NEARLY) expect(isTrue({ kind: "browser", secretHash }, login)).toBe(false);
  });

  it("does not match a login that no browser began", () => {
    for (const login of [challengeWith(), challengeWith({ purpose: HASH })])
      for (const secretHash of [HASH, ""]) expect(isTrue({ kind: "browser", secretHash }, login)).toBe(false);
  });
});

describe("a claim by purpose", () => {
  it("matches only that purpose", () => {
    const login = challengeWith({ purpose: HASH });
    expect(isTrue({ kind: "purpose", purpose: HASH }, login)).toBe(true);
    for (const purpose of NEARLY) expect(isTrue({ kind: "purpose", purpose }, login)).toBe(false);
  });

  it("does not match a login without a purpose", () => {
    for (const login of [challengeWith(), challengeWith({ browser })])
      for (const purpose of [HASH, ""]) expect(isTrue({ kind: "purpose", purpose }, login)).toBe(false);
  });

  it("does not match a browser's login, whatever its purpose", () => {
    expect(isTrue({ kind: "purpose", purpose: HASH }, challengeWith({ browser, purpose: HASH }))).toBe(false);
  });
});
