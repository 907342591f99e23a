// The list of enrolment links: which links it has, by whatever filter and whatever way they are
// read.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { DirectedPaging, Paging } from "../../../src/core/ports/paging.ts";
import type { SentLinkFilter } from "../../../src/core/ports/tokens/links.ts";
import { adminCaller, NO_NOTE } from "../../support/storage/ports.ts";
import { setRow } from "../../support/storage/rows.ts";
import { LINK_EXPIRES_MS, LINK_NOW_MS, links, made, serialFor, started, tokenFor, tokens } from "./links.ts";

const ALL: SentLinkFilter = { id: undefined, named: undefined, realm: undefined, serial: undefined };
const PAGE: Paging = { number: 1, size: 100, after: undefined, before: undefined };
const caller = await adminCaller();

const cut = (filter: Partial<SentLinkFilter>, paging: Partial<DirectedPaging> = {}, nowMs = LINK_NOW_MS) =>
  links.list(caller, { ...ALL, ...filter }, { ...PAGE, ...paging }, nowMs);
const list = async (...given: Parameters<typeof cut>) => {
  const listed = await cut(...given);
  return listed.ok ? listed.rows.map(({ hash }) => hash) : listed.reason.code;
};
const of = (user: string, realm?: string) => ({ named: { user, realm } });
const set = (hash: string, columns: string) =>
  env.DB.prepare(`UPDATE enrollment_link SET ${columns} WHERE hash = ?`).bind(hash).run();
const lost = async (user: string) => {
  const serial = `LOST-${user}`;
  await tokens.init(caller, { ...tokenFor(user, 0), serial }, LINK_NOW_MS, NO_NOTE);
  return serial;
};

describe("a filter", () => {
  beforeAll(async () => {
    await made("alice");
    await made("bob", { replaces: await lost("bob") });
    await started("carol");
    await made("erin");
    await set("erin", `user = 'alice', realm = 'corp', expires_at_ms = ${LINK_EXPIRES_MS + 1}`);
  });

  it("finds the one that expires first, when the list is read from that end", async () => {
    const read = (paging: Partial<DirectedPaging>) => list({}, { descending: false, ...paging });
    expect(await read({})).toEqual(["alice", "bob", "carol", "erin"]);
    expect(await read({ after: [LINK_EXPIRES_MS, "carol"] })).toEqual(["erin"]);
  });

  it.each<[string, Partial<SentLinkFilter>, string[]]>([
    ["nothing", {}, ["erin", "carol", "bob", "alice"]],
    ["an id", { id: "alice" }, ["alice"]],
    ["a user", of("alice"), ["alice"]],
    ["a user of another realm", of("alice", "corp"), ["erin"]],
    ["a realm", { realm: "CORP" }, ["erin"]],
    ["realms", { realm: "realm*" }, ["carol", "bob", "alice"]],
    ["the serial of the token that it made", { serial: serialFor("carol") }, ["carol"]],
    ["the serial of the lost one", { serial: "lost-bob" }, ["bob"]],
    ["how serials begin", { serial: "tiqr*" }, ["carol"]],
    ["how serials end", { serial: "*b" }, ["bob"]],
    ["a part of a serial", { serial: "*OST*" }, ["bob"]],
    ["realm and serial", { serial: "LOST*", realm: "corp" }, []],
    ["a user and how serials begin", { ...of("carol"), serial: "LOST*" }, []],
  ])("of %s finds its links, the one that expires last first", async (_, filter, found) => {
    expect(await list(filter)).toEqual(found);
  });

  it("has its own cursors, and takes no other's", async () => {
    const first = await cut({}, { size: 1 });
    expect(first).toMatchObject({ ok: true, rows: [{ hash: "erin" }], after: [LINK_EXPIRES_MS + 1, "erin"] });
    expect(await list({}, { after: [LINK_EXPIRES_MS + 1, "erin"] })).toEqual(["carol", "bob", "alice"]);
    expect(await list({ id: "alice" }, { after: [LINK_EXPIRES_MS + 1, "erin"] })).toBe("invalid-parameter");
  });
});

describe("a link is listed", () => {
  it("when its person made it, whom no account stands for", async () => {
    await made("own");
    await set("own", "made_by = '', made_by_generation = 0");
    expect(await list(of("own"))).toEqual(["own"]);
  });

  it("until it is withdrawn, or has expired", async () => {
    await made("frank");
    expect([await list(of("frank"), {}, LINK_EXPIRES_MS - 1), await list(of("frank"), {}, LINK_EXPIRES_MS)]).toEqual([
      ["frank"],
      [],
    ]);
    expect(await list({ id: "frank" }, {}, LINK_EXPIRES_MS)).toEqual([]);
    await links.withdraw(caller, "frank", LINK_NOW_MS, NO_NOTE);
    expect(await list(of("frank"))).toEqual([]);
  });

  it("once started, while it has its token", async () => {
    await started("grace");
    await setRow(serialFor("grace"), { session_hash: "theirs" });
    expect(await list(of("grace"))).toEqual([]);
  });

  it.each([
    ["its maker has a new password", "made_by_generation = made_by_generation - 1"],
    ["its maker is gone", "made_by = 'gone'"],
  ])("no longer when %s, unless it was started", async (what, columns) => {
    const [fresh, under] = [`fresh: ${what}`, `under way: ${what}`];
    await made(fresh);
    await started(under);
    for (const hash of [fresh, under]) await set(hash, columns);
    expect([await list({ id: fresh }), await list({ id: under })]).toEqual([[], [under]]);
  });

  it("no longer when its maker has lost the right, or has others", async () => {
    await env.DB.prepare(
      `INSERT INTO admin (name, generation, sealed_password, rights, created_at_ms) VALUES ('maker', 1, 'sealed', '["enrollTIQR"]', 0), ('reader', 1, 'sealed', '["tokenlist"]', 0)`,
    ).run();
    await made("heidi");
    await set("heidi", "made_by = 'maker', made_by_generation = 1");
    expect(await list({ id: "heidi" })).toEqual(["heidi"]);
    await set("heidi", "made_by = 'reader'");
    expect(await list({ id: "heidi" })).toEqual([]);
  });

  it.each([
    ["is revoked", { revoked: 1 }],
    ["belongs to another user", { user: "another" }],
    ["belongs to another realm", { realm: "corp" }],
    ["is called something else", { serial: "RENAMED" }],
  ])("no longer when the token that it replaces %s, unless it was started", async (what, columns) => {
    const [fresh, under] = [`fresh: ${what}`, `under way: ${what}`];
    for (const user of [fresh, under]) await made(user, { replaces: await lost(user) });
    expect(await list({ id: fresh })).toEqual([fresh]);
    const token = { ...tokenFor(under, 0), serial: serialFor(under) };
    await links.begin(caller, { hash: under, browserHash: "mine", codes: 0 }, token, LINK_NOW_MS, NO_NOTE);
    for (const user of [fresh, under])
      await setRow(`LOST-${user}`, { ...columns, ...("serial" in columns ? { serial: `RENAMED ${user}` } : {}) });
    expect([await list({ id: fresh }), await list({ id: under })]).toEqual([[], [under]]);
  });

  it("only for an account with the right", async () => {
    expect(await links.list({ name: "reader", generation: 1 }, ALL, PAGE, LINK_NOW_MS)).toEqual({
      ok: false,
      reason: { code: "missing-right", right: "enrollTIQR" },
    });
  });
});

// These links stay in the list of all, so this is the end of the file.
describe("a long list", () => {
  beforeAll(async () => {
    await started("last");
    await set("last", `expires_at_ms = ${LINK_NOW_MS + 1}`);
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
       INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
       SELECT 'n' || i, 'n' || i, 'realm1', 1, ?, ?, ${LINK_NOW_MS}, ${LINK_EXPIRES_MS} FROM n`,
    )
      .bind(caller.name, caller.generation)
      .run();
  });

  it("is read along the serials for the links of one", async () => {
    expect(await list({}, { size: 1000 })).not.toContain("last");
    expect(await cut({ serial: serialFor("last") })).toMatchObject({ ok: true, exact: true, rows: [{ hash: "last" }] });
  });

  it("has links as the flows see them, and no page far beyond its window", async () => {
    expect(await cut({}, { size: 1 })).toMatchObject({ ok: true, rows: [{ asksPin: true, maker: caller }] });
    expect(await list({}, { number: 1000 })).toBe("invalid-parameter");
  });
});
