// The statements on links ask for the caller's right themselves. A batch may report a refusal and
// still have changed something, so the tables are compared.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { type Caller, THE_PERSON } from "../../../src/core/caller.ts";
import type { NewLink } from "../../../src/core/ports/tokens/links.ts";
import type { Outcome } from "../../../src/core/reasons.ts";
import { adminCaller, NO_NOTE } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";
import { LINK_EXPIRES_MS, LINK_NOW_MS, links, made, settings, started, tokenFor } from "./links.ts";

const reader: Caller = { name: "reader", generation: 1 };
const admin = await adminCaller();
await env.DB.prepare(
  `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES ('reader', 1, 'sealed', '["tokenlist"]', 0)`,
).run();
await made("alice");
await started("bob");

const everything = async () =>
  Promise.all((["token", "user", "enrollment_link"] as const).map((table) => rowsOf(table)));
const make = (by: Caller, hash: string, named: NewLink["named"], shadows = false) =>
  links.make(
    by,
    { hash, named, shadows, replaces: undefined, asksPin: true, expiresAtMs: LINK_EXPIRES_MS },
    LINK_NOW_MS,
    NO_NOTE,
  );

it.each<[string, () => Promise<Outcome<object>>]>([
  ["made", () => make(reader, "new", { user: "new", realm: undefined })],
  [
    "started",
    () =>
      links.begin(reader, { hash: "alice", browserHash: "b", codes: 0 }, tokenFor("alice", 0), LINK_NOW_MS, NO_NOTE),
  ],
  ["withdrawn", () => links.withdraw(reader, "alice", LINK_NOW_MS, NO_NOTE)],
  ["withdrawn while it is under way", () => links.withdraw(reader, "bob", LINK_NOW_MS, NO_NOTE)],
])("a link is not %s by an account without the right, and nothing is changed", async (_, call) => {
  const before = await everything();
  expect(await call()).toEqual({ ok: false, reason: { code: "missing-right", right: "enrollTIQR" } });
  expect(await everything()).toEqual(before);
});

describe("a link for a new user who would take the name of another", () => {
  beforeAll(async () => {
    await env.DB.exec("INSERT INTO user (realm, name, created_at_ms) VALUES ('taken.example', 'x', 0)");
  });

  it("is refused with the number of names, and not made", async () => {
    const before = await everything();
    const refused = { ok: false, reason: { code: "shadows-users", count: 1 } };
    expect(await make(admin, "shadow", { user: "x@taken.example", realm: "realm1" })).toEqual(refused);
    expect(await everything()).toEqual(before);
  });

  it("is made if it may be", async () => {
    expect(await make(admin, "shadow", { user: "x@taken.example", realm: "realm1" }, true)).toEqual({ ok: true });
  });
});

it("a link of an administrator keeps no account from withdrawing other links", async () => {
  await env.DB.prepare(
    `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES ('maker', 1, 'sealed', '["enrollTIQR"]', 0)`,
  ).run();
  await make(admin, "of an administrator", { user: "anna", realm: settings.adminRealm });
  const maker = { name: "maker", generation: 1 };
  expect(await links.withdraw(maker, "of an administrator", LINK_NOW_MS, NO_NOTE)).toEqual({
    ok: false,
    reason: { code: "administrators-only" },
  });
  expect(await links.withdraw(maker, "alice", LINK_NOW_MS, NO_NOTE)).toEqual({
    ok: true,
    known: true,
    withdrawn: true,
  });
});

describe("a link that a person has made", () => {
  const begin = async (user: string, realm: string) => {
    await env.DB.prepare(
      `INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
       VALUES (?1, ?1, ?2, 0, '', 0, 0, ?3)`,
    )
      .bind(user, realm, LINK_EXPIRES_MS)
      .run();
    const token = { ...tokenFor(user, 0), named: { user, realm } };
    return links.begin(THE_PERSON, { hash: user, browserHash: "b", codes: 0 }, token, LINK_NOW_MS, NO_NOTE);
  };

  it("is started without the right of an account", async () => {
    expect(await begin("paula", "realm1")).toEqual({ ok: true, result: "made" });
  });

  it("makes no token of an administrator, and leaves no trace", async () => {
    expect(await begin("root", settings.adminRealm)).toMatchObject({ ok: false });
    const [tokens, users] = [await rowsOf("token"), await rowsOf("user")] as { user?: string; name?: string }[][];
    expect([tokens?.filter(({ user }) => user === "root"), users?.filter(({ name }) => name === "root")]).toEqual([
      [],
      [],
    ]);
  });
});
