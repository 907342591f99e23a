// What an import may write over, and what it leaves: a token that has logged in here, or whose
// phone or PIN was changed here.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../../../src/core/audit/audit.ts";
import type { Caller } from "../../../../../src/core/caller.ts";
import { createNotes } from "../../../../../src/storage/audit/store.ts";
import { auditRows, runSql } from "../../../../../test/support/audit.ts";
import { asAdmin, check, tokenOf } from "../../../../../test/support/service.ts";
import { adminCaller, callAt, NO_NOTE, realKeyring, realPorts } from "../../../../../test/support/storage/ports.ts";
import { failureRows, rowOf, rowsOf, setRow } from "../../../../../test/support/storage/rows.ts";
import { allTokens } from "../../../export/all-tokens.ts";
import { createImportStore } from "../../../import/store/import-store.ts";
import type { ImportedToken } from "../../../import/store/tokens.ts";
import type { ImportedUser } from "../../../import/store/users.ts";

const NOW = 1_700_000_000_000;
const { settings } = await realPorts();
const store = createImportStore(env.DB, createNotes(env.DB, await realKeyring(), settings));
let caller: Caller;
beforeAll(async () => {
  caller = await adminCaller();
});
beforeEach(() => runSql("DELETE FROM token"));

const imported = (serial: string, more: Partial<ImportedToken> = {}): ImportedToken => ({
  serial,
  user: serial.toLowerCase(),
  realm: "corp",
  display_name: `Person ${serial}`,
  folded: `person ${serial}`.toLowerCase(),
  email: `${serial}@example.org`,
  groups: null,
  subject: null,
  external_id: null,
  known_since_ms: null,
  description: "hers",
  info: '{"desk":"12"}',
  active: 1,
  revoked: 0,
  max_fail: 7,
  proven_at_ms: null,
  valid_from_ms: null,
  valid_until_ms: NOW + 5,
  suite: "suite",
  rollout_state: "enrolled",
  sealed_pin: null,
  sealed_secret: "secret",
  identity: "old-name",
  service_identifier: "old.example.org",
  authentication_url: "https://old.example.org/tiqr.php",
  notification_type: null,
  sealed_notification_address: null,
  created_at_ms: NOW - 9,
  last_auth_ms: NOW - 1,
  assigned_at_ms: NOW,
  session_uses: null,
  import_digest: "first",
  failures: "[]",
  ...more,
});
const GIVEN = { isGiven: true };
const failed = (count: number, paths: readonly string[] = ["vouched", "open"], failedAtMs = NOW) => ({
  failures: JSON.stringify(paths.map((path) => [path, count, 0, failedAtMs])),
});
const write = async (...tokens: ImportedToken[]) => [...(await store.write(tokens, GIVEN, NOW, NO_NOTE))];
const look = async (...serials: string[]) => [
  ...(await store.look(serials.map((serial) => ({ serial, digest: "first" })))).values(),
];

describe("a batch", () => {
  it("makes tokens, users and failures, and one row of the trail", async () => {
    const held = entryOf(callAt(NOW), { success: true, event: "TOKEN_CHANGED", count: 2, action: "TEST import" });
    const tokens = [imported("A"), imported("B", { ...failed(3, ["vouched"]), sealed_pin: "pin" })];
    expect([...(await store.write(tokens, GIVEN, NOW, { held }))]).toEqual(["A", "B"]);
    expect(await rowOf("A")).toMatchObject({
      user: "a",
      realm: "corp",
      rollout_state: "enrolled",
      generation: 1,
      identity: "old-name",
      service_identifier: "old.example.org",
      info: '{"desk":"12"}',
      max_fail: 7,
      sealed_pin: null,
      created_at_ms: NOW - 9,
      assigned_at_ms: NOW,
    });
    expect([await failureRows("A"), await failureRows("B")]).toMatchObject([[], [{ path: "vouched", failcount: 3 }]]);
    expect(await rowsOf("lock")).toMatchObject([{ max_fail: 7 }]);
    expect(await rowsOf("user")).toMatchObject([{ name: "a", display_name: "Person A" }, { name: "b" }]);
    expect(await auditRows({ action: "TEST import" })).toMatchObject([{ count: 2 }]);
  });

  it("that comes again changes nothing, not even a failure since", async () => {
    await write(imported("A", failed(3)));
    await runSql("UPDATE lock SET failcount = 5");
    const before = await rowOf("A");
    expect(await look("A", "NONE")).toEqual(["same", "absent"]);
    expect(await write(imported("A", failed(3)))).toEqual([]);
    expect(await rowOf("A")).toEqual(before);
    expect((await failureRows("A")).map(({ failcount }) => failcount)).toEqual([5, 5]);
  });
});

describe("a record that has changed", () => {
  const second = imported("A", { import_digest: "second", sealed_secret: "other", active: 1 });

  it("replaces its token, and ends logins that are open", async () => {
    await write(imported("A"));
    expect(await store.look([{ serial: "A", digest: "second" }])).toEqual(new Map([["A", "other-record"]]));
    expect(await write(second)).toEqual(["A"]);
    expect(await rowOf("A")).toMatchObject({ sealed_secret: "other", generation: 2, import_digest: "second" });
  });

  it("does not make a token active that was disabled here, nor one that was revoked here anything else", async () => {
    await write(imported("A"));
    await setRow("A", { active: 0, revoked: 1 });
    await write(second);
    expect(await rowOf("A")).toMatchObject({ sealed_secret: "other", active: 0, revoked: 1 });
  });

  it("switches no phone on of a person who is kept out here, and they get it back with the others", async () => {
    await write(imported("A"));
    await runSql("UPDATE user SET blocked_at_ms = 1 WHERE name = 'a'");
    await setRow("A", { active: 0, disabled_by_job: "user" });
    await write(second, imported("C", { user: "a" }));
    for (const serial of ["A", "C"]) expect(await rowOf(serial)).toMatchObject({ active: 0, disabled_by_job: "user" });
    await runSql("UPDATE user SET blocked_at_ms = NULL");
  });

  it("brings another service identifier only where one is given, since settings may have changed meanwhile", async () => {
    await write(imported("A"), imported("B"));
    await setRow("B", { service_identifier: null });
    const of = { import_digest: "second", service_identifier: "new.example.org" };
    const again = [imported("A", of), imported("B", of)];
    expect([...(await store.write(again, { isGiven: false }, NOW, NO_NOTE))]).toEqual(["A", "B"]);
    expect(await rowOf("A")).toMatchObject({ service_identifier: "old.example.org", import_digest: "second" });
    expect(await rowOf("B")).toMatchObject({ service_identifier: "new.example.org" });
    await write(imported("A", { ...of, import_digest: "third" }));
    expect(await rowOf("A")).toMatchObject({ service_identifier: "new.example.org" });
  });

  it("leaves a token that has logged in here", async () => {
    await write(imported("A"));
    await setRow("A", { last_step: "attempt CHALLENGE_ANSWERED" });
    const before = await rowOf("A");
    expect(await store.look([{ serial: "A", digest: "second" }])).toEqual(new Map([["A", "logged-in"]]));
    expect([await write(second), await rowOf("A")]).toEqual([[], before]);
  });

  it("leaves a token that was made here, even if nobody has used it", async () => {
    await write(imported("A"));
    await setRow("A", { import_digest: null });
    expect(await look("A")).toEqual(["made-here"]);
    expect([await write({ ...second, ...failed(3) }), (await rowOf("A")).sealed_secret]).toEqual([[], "secret"]);
    expect(await failureRows("A")).toEqual([]);
  });

  it("brings no failures to a token that has logged in here", async () => {
    await write(imported("A"));
    await setRow("A", { last_step: "attempt POST /ttype/tiqr" });
    expect(await write(imported("A", failed(3)))).toEqual([]);
    expect(await failureRows("A")).toEqual([]);
  });
});

it.each([
  ["another user", { kind: "unassign" }],
  ["another PIN", { kind: "set-pin", sealedPins: { A: "pin" } }],
] as const)("a token that gets %s here is as one that was made here", async (_, of) => {
  const { management } = await realPorts();
  await write(imported("A"));
  await management.change(caller, "set", { serial: "A", named: undefined }, of, NOW, NO_NOTE);
  expect((await rowOf("A")).import_digest).toBeNull();
});

describe("links", () => {
  const link = (hash: string, expires_at_ms = NOW + 10) => ({ hash, user: "anna", realm: "corp", expires_at_ms });
  const links = async (...all: ReturnType<typeof link>[]) => [...(await store.writeLinks(all, caller, NOW, NO_NOTE))];

  it("are made once, lengthened while nobody has used them, and left afterwards", async () => {
    expect(await links(link("one"), link("two"), link("three"))).toEqual(["one", "two", "three"]);
    await runSql("UPDATE enrollment_link SET started_at_ms = 1 WHERE hash = 'two'");
    await runSql("UPDATE enrollment_link SET withdrawn_at_ms = 1 WHERE hash = 'three'");
    expect(await links(link("one", NOW + 20), link("two", NOW + 20), link("three", NOW + 20))).toEqual(["one"]);
    const rows = (await rowsOf("enrollment_link")) as { hash: string; expires_at_ms: number; asks_pin: number }[];
    expect(rows.map((row) => [row.hash, row.expires_at_ms - NOW, row.asks_pin])).toEqual([
      ["one", 20, 1],
      ["three", 10, 1],
      ["two", 10, 1],
    ]);
  });
});

it("a token that was locked at its server stays locked until it is reset", async () => {
  const suite = "OCRA-1:HOTP-SHA1-6:QH10";
  const { newest } = await realKeyring();
  // A login looks under which key a secret is, and opens it only for an answer.
  const locked = { suite, valid_until_ms: null, ...failed(7, undefined, Date.now() + 1e12) };
  await write(imported("LOCKED", { ...locked, sealed_secret: `${newest.id}.secret` }));
  const said = async () => (await check({ user: "locked", realm: "corp", pass: "" })).json.detail.message;
  expect(await said()).toBe("Failcounter exceeded");
  expect(await tokenOf("LOCKED")).toMatchObject({ state: "locked", info: { identity: "old-name" } });
  await asAdmin("POST", "/token/reset/LOCKED");
  expect(await said()).toBe("Please scan the QR Code");
});

it("every token is read for an export, with the name of its user", async () => {
  await write(imported("A"), imported("B", failed(2)));
  const found = [];
  for await (const one of allTokens(env.DB)) found.push(one);
  expect(found).toMatchObject([
    {
      token: { serial: "A", failures: [] },
      displayName: "Person A",
      authenticationUrl: "https://old.example.org/tiqr.php",
    },
    { token: { serial: "B" } },
  ]);
  expect(found[1]?.token.failures).toHaveLength(2);
});

it("a token of another installation comes without a user, and without a phone, if it has none", async () => {
  const bare = { user: null, realm: null, identity: null, sealed_secret: null, rollout_state: "clientwait" } as const;
  const many = JSON.stringify([
    ["pin", 4, 2, NOW - 3],
    ["browser", 1, 0, NOW],
  ]);
  await write(imported("BARE", { ...bare, assigned_at_ms: null, session_uses: 2, failures: many }));
  expect(await rowOf("BARE")).toMatchObject({ ...bare, assigned_at_ms: null, session_uses: 2 });
  expect(await failureRows("BARE")).toMatchObject([
    { path: "browser", failcount: 1, locks: 0, failed_at_ms: NOW },
    { path: "pin", failcount: 4, locks: 2, failed_at_ms: NOW - 3 },
  ]);
  expect(await rowsOf("user")).not.toContainEqual(expect.objectContaining({ name: "bare" }));
});

describe("users without a token", () => {
  const user = (name: string, more: Partial<ImportedUser> = {}): ImportedUser => ({
    user: name,
    realm: "corp",
    display_name: "N. N.",
    folded: "n n",
    email: null,
    groups: '["staff"]',
    subject: `subject-${name}`,
    external_id: `key-${name}`,
    known_since_ms: NOW - 9,
    ...more,
  });

  it("become known with all that is kept of them, and those who are known stay as they are", async () => {
    const held = entryOf(callAt(NOW), { success: true, event: "USER_CHANGED", count: 2, action: "TEST users" });
    const users = [user("nina"), user("olga")];
    expect(await store.lookAtUsers(users)).toEqual(["absent", "absent"]);
    await store.writeUsers(users, NOW, { held });
    expect(await auditRows({ action: "TEST users" })).toMatchObject([{ count: 2 }]);
    const known = {
      display_name: "N. N.",
      folded: "n n",
      groups: '["staff"]',
      subject: "subject-nina",
      external_id: "key-nina",
      created_at_ms: NOW - 9,
    };
    expect(await rowsOf("user")).toContainEqual(expect.objectContaining({ name: "nina", ...known }));
    const changed = user("nina", { display_name: "Other" });
    expect(await store.lookAtUsers([changed, user("olga")])).toEqual(["other", "same"]);
    expect(await store.lookAtUsers([user("nina", { external_id: "another" })])).toEqual(["other"]);
    expect(await store.lookAtUsers([user("nina", { external_id: null })])).toEqual(["same"]);
    await store.writeUsers([changed], NOW, NO_NOTE);
    expect(await rowsOf("user")).toContainEqual(expect.objectContaining({ name: "nina", ...known }));
  });

  it("get another subject where another user has theirs: applications would take one for the other", async () => {
    await store.writeUsers([user("paul", { subject: "one" })], NOW, NO_NOTE);
    await store.writeUsers([user("rita", { subject: "one" })], NOW, NO_NOTE);
    const found = (await rowsOf("user")) as { name: string; subject: string }[];
    expect(found.find(({ name }) => name === "paul")?.subject).toBe("one");
    expect(found.find(({ name }) => name === "rita")?.subject).toMatch(/^[0-9a-f]{32}$/);
  });

  it("come without the key at a directory where another user of the realm has it", async () => {
    await store.writeUsers([user("rosa", { external_id: "k" })], NOW, NO_NOTE);
    const coming = [user("saul", { external_id: "k" }), user("tess", { realm: "other", external_id: "k" })];
    await store.writeUsers(coming, NOW, NO_NOTE);
    const found = (await rowsOf("user")) as { name: string; external_id: string | null }[];
    const keyOf = (name: string) => found.find((one) => one.name === name)?.external_id;
    expect(["rosa", "saul", "tess"].map(keyOf)).toEqual(["k", null, "k"]);
  });
});
