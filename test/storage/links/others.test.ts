// The limits of a link: it does not reach other links, other users' tokens, or its own token once
// that belongs to someone else.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { adminCaller, NO_NOTE } from "../../support/storage/ports.ts";
import { rowOf, rowsOf, type StoredToken, setRow } from "../../support/storage/rows.ts";
import { LINK_EXPIRES_MS, LINK_NOW_MS, links, made, serialFor, started, tokenFor, tokens } from "./links.ts";

const withdraw = async (hash: string) => links.withdraw(await adminCaller(), hash, LINK_NOW_MS, NO_NOTE);
const setPin = (hash: string, browserHash = "mine") =>
  links.setPin({ hash, browserHash }, `pin by ${hash}`, LINK_NOW_MS, NO_NOTE);
const linkOf = async (hash: string) =>
  ((await rowsOf("enrollment_link")) as { hash: string }[]).find((link) => link.hash === hash);

it("a key of no link starts nothing, whatever links there are", async () => {
  await made("alice");
  const maker = await adminCaller();
  const begun = await links.begin(
    maker,
    { hash: "made up", browserHash: "mine", codes: 0 },
    tokenFor("mallory", 0),
    LINK_NOW_MS,
    NO_NOTE,
  );
  expect(begun).toEqual({ ok: true, result: "spent" });
  await expect(rowOf(serialFor("mallory"))).rejects.toThrow("no token");
});

it("a link that is started, gets its PIN or is withdrawn leaves the others and their tokens as they are", async () => {
  await made("bob");
  const other = await started("carol");
  const before = [await linkOf("bob"), await linkOf("carol"), await rowOf(serialFor("carol"))];
  const { enrol } = await started("dave");
  await enrol();
  expect(await setPin("dave")).toBe(true);
  await started("dora");
  await withdraw("dora");
  expect([await linkOf("bob"), await linkOf("carol"), await rowOf(serialFor("carol"))]).toEqual(before);
  expect(await other.enrol()).toBe("enrolled");
});

describe("a link whose token another person has started again", () => {
  const begunAnew = async (user: string) => {
    await started(user);
    await tokens.init(await adminCaller(), { ...tokenFor(user, 0), sessionHash: "theirs" }, LINK_NOW_MS, NO_NOTE);
  };

  it("has no further code", async () => {
    const { begin } = await started("erin");
    await setRow(serialFor("erin"), { session_hash: "theirs" });
    expect(await begin("mine", 1)).toBe("spent");
  });

  it("does not end their enrolment when it is withdrawn", async () => {
    await begunAnew("frank");
    const before = await rowOf(serialFor("frank"));
    expect(await withdraw("frank")).toMatchObject({ ok: true, withdrawn: true });
    expect(await rowOf(serialFor("frank"))).toEqual(before);
  });

  it("sets no PIN", async () => {
    await begunAnew("grace");
    await setRow(serialFor("grace"), { rollout_state: "enrolled" });
    expect(await setPin("grace")).toBe(false);
  });
});

describe("a PIN", () => {
  it("is not accepted by a link that asks for none, nor for a revoked token", async () => {
    for (const [user, asksPin, columns] of [
      ["heidi", false, {}],
      ["ivan", true, { revoked: 1 }],
    ] as const) {
      const { enrol } = await started(user, { asksPin });
      await enrol();
      await setRow(serialFor(user), columns);
      expect(await setPin(user)).toBe(false);
    }
  });

  it("is not accepted by a link that belongs to another browser", async () => {
    for (const user of ["judy", "kim"]) await (await started(user)).enrol();
    expect(await setPin("made up")).toBe(false);
    expect([(await rowOf(serialFor("judy"))).sealed_pin, (await rowOf(serialFor("kim"))).sealed_pin]).toEqual([
      null,
      null,
    ]);
  });
});

describe("a link for a lost phone", () => {
  const lost = async (user: string, columns: Partial<StoredToken> = {}) => {
    const serial = `LOST-${user}`;
    await tokens.init(await adminCaller(), { ...tokenFor(user, 0), serial }, LINK_NOW_MS, NO_NOTE);
    await setRow(serial, { session_hash: null, ...columns });
    return serial;
  };
  const make = async (user: string, replaces: string) => {
    const link = { hash: user, named: { user, realm: undefined }, shadows: false, replaces, asksPin: true };
    const done = await links.make(await adminCaller(), { ...link, expiresAtMs: LINK_EXPIRES_MS }, LINK_NOW_MS, NO_NOTE);
    return done.ok ? "made" : done.reason.code;
  };

  it.each([
    ["another user's", { user: "another" }],
    ["of another realm", { realm: "corp" }],
    ["revoked", { revoked: 1 }],
  ])("is not made for a token that is %s", async (what, columns) => {
    const user = `lost ${what}`;
    const serial = await lost(user, columns);
    expect(await make(user, serial)).toBe("foreign-serial");
    expect(await linkOf(user)).toBeUndefined();
    await setRow(serial, { user, realm: "realm1", revoked: 0 });
    expect(await make(user, serial)).toBe("made");
  });

  it("is refused for its token, and not for a name that its user may take", async () => {
    await env.DB.prepare("INSERT INTO user (realm, name, created_at_ms) VALUES ('realm1', 'x@taken.example', 0)").run();
    const link = {
      named: { user: "y", realm: "taken.example" },
      shadows: true,
      replaces: "LOST-nobody",
      asksPin: true,
    };
    const done = await links.make(
      await adminCaller(),
      { ...link, hash: "y", expiresAtMs: LINK_EXPIRES_MS },
      LINK_NOW_MS,
      NO_NOTE,
    );
    expect(done).toEqual({ ok: false, reason: { code: "foreign-serial" } });
  });

  it("is not made for a token that is not there", async () => {
    await lost("leo");
    expect(await make("leo", "LOST-nobody")).toBe("foreign-serial");
  });

  it.each([
    ["given to another user", { user: "another" }],
    ["taken to another realm", { realm: "corp" }],
    ["called something else", { serial: "RENAMED" }],
  ])("is not started for a token that was %s since", async (what, columns) => {
    const user = `gone ${what}`;
    const { begin } = await made(user, { replaces: await lost(user) });
    await setRow(`LOST-${user}`, columns);
    expect(await begin("mine", 0)).toBe("spent");
  });

  it("is started while the token is the user's", async () => {
    const { begin } = await made("mia", { replaces: await lost("mia") });
    expect(await begin("mine", 0)).toBe("made");
  });
});
