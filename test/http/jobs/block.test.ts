// Many people are blocked or unblocked at once: by a file of names, by another job that is taken
// back, and by the column `blocked` of an import.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { block, cronAt, ONE_DAY_MS, setDeactivated, unblock, userOf } from "../../support/house/blocks.ts";
import { beginJob, jobRows, rewindJob, runJob, untilOver } from "../../support/jobs.ts";
import { admin, asAdmin, initToken, reasonOf, serviceAccount, tokenOf } from "../../support/service.ts";

beforeAll(async () => {
  await admin();
});

const file = (...names: string[]) => ["name", ...names].join("\n");
const outcomesOf = async (id: string) =>
  Object.fromEntries((await jobRows(id)).map(({ user, outcome }) => [user, outcome]));
const isBlocked = async (user: string) => (await userOf(user)).blocked_at !== null;
const made = async (user: string): Promise<string> => (await initToken({ user })).json.detail.serial;
const job = (body: object, headers?: Record<string, string>) => runJob("users", { dry_run: false, ...body }, headers);

describe("a file of names", () => {
  it("blocks all of them, with a reason and dates, and says so beforehand", async () => {
    const serial = await made("anna");
    await made("bert");
    const csv = file("anna", "bert", "nobody");
    const until = new Date(Date.now() + 2 * ONE_DAY_MS).toISOString();
    const dry = await runJob("users", { action: "block", csv });
    expect(dry).toMatchObject({ dry_run: true, action: "block", outcomes: { blocked: 2 }, failed: 1 });
    expect(await isBlocked("anna")).toBe(false);
    const done = await job({ action: "block", csv, reason: "project over", until });
    expect(await outcomesOf(done.id)).toEqual({ anna: "blocked", bert: "blocked", nobody: "user-not-found" });
    expect(await userOf("anna")).toMatchObject({
      blocked_by: "admin",
      blocked_reason: "project over",
      block_until: until,
    });
    expect(await tokenOf(serial)).toMatchObject({ active: false });
    const undone = await job({ action: "unblock", csv: file("anna", "bert") });
    expect(await outcomesOf(undone.id)).toEqual({ anna: "unblocked", bert: "unblocked" });
    expect(await tokenOf(serial)).toMatchObject({ active: true });
    expect((await job({ action: "unblock", csv: file("anna") })).outcomes).toEqual({ unchanged: 1 });
  });

  it("that is repeated after a crash still knows what it has done itself", async () => {
    for (const user of ["cara", "carl"]) await made(user);
    await block("carl");
    const { id } = await job({ action: "block", csv: file("cara", "carl") });
    await rewindJob(id);
    await untilOver(id);
    expect(await outcomesOf(id)).toEqual({ cara: "blocked", carl: "changed" });
  });

  it("is refused with details, links or mail", async () => {
    const begin = (body: object) => beginJob("users", { dry_run: false, action: "block", ...body });
    for (const body of [{ csv: "name,groups\na,b" }, { csv: "name,blocked\na,yes" }, { csv: file("a"), mail: true }])
      expect(reasonOf(await begin(body))).toBe("invalid-parameter");
    expect(reasonOf(await begin({ csv: file("a"), until: "yesterday" }))).toBe("invalid-parameter");
    expect(reasonOf(await begin({ csv: file("a"), blocked_by: "x" }))).toBe("invalid-parameter");
  });

  it("needs `disable` to block, `enable` to unblock, and no other right", async () => {
    await made("dora");
    const [off, on] = [
      await serviceAccount("off", ["disable", "manyatonce"]),
      await serviceAccount("on", ["enable", "manyatonce"]),
    ];
    const begin = (action: string, headers: Record<string, string>) =>
      beginJob("users", { dry_run: false, action, csv: file("dora") }, headers);
    expect(reasonOf(await begin("block", on))).toContain("missing-right");
    expect(reasonOf(await begin("unblock", off))).toContain("missing-right");
    expect((await job({ action: "block", csv: file("dora") }, off)).outcomes).toEqual({ blocked: 1 });
    expect((await job({ action: "unblock", csv: file("dora") }, on)).outcomes).toEqual({ unblocked: 1 });
    const small = await serviceAccount("small", ["tokenlist", "manyatonce"]);
    expect(reasonOf(await begin("block", small))).toContain("missing-right");
  });
});

describe("taking a job back", () => {
  it("unblocks whom it has blocked, and nobody whom a desk or another job has blocked, too", async () => {
    for (const user of ["t-own", "t-before", "t-since", "t-scim", "t-back"]) await made(user);
    await block("t-before");
    const users = ["t-own", "t-before", "t-since", "t-scim", "t-back"];
    const { id, outcomes } = await job({ action: "block", csv: file(...users) });
    expect(outcomes).toEqual({ blocked: 4, changed: 1 });
    await block("t-since", { reason: "a desk's own" });
    await setDeactivated("t-scim", Date.now());
    await unblock("t-back");
    const undone = await job({ action: "unblock", blocked_by: id });
    expect(undone).toMatchObject({ undoes: id, action: "unblock" });
    expect(await outcomesOf(undone.id)).toEqual({
      "t-own": "unblocked",
      "t-since": "disabled-otherwise",
      "t-scim": "unblocked",
      "t-back": "unchanged",
    });
    expect(await Promise.all(users.map(isBlocked))).toEqual([false, true, true, false, false]);
    expect((await userOf("t-scim")).deactivated_at).not.toBeNull();
  });

  it("that has blocked nobody, or is none, is refused", async () => {
    await made("eve");
    const { id } = await job({ action: "unblock", csv: file("eve") });
    const begin = (blocked_by: string, action = "unblock") => beginJob("users", { dry_run: false, action, blocked_by });
    expect(reasonOf(await begin(id))).toBe("invalid-parameter");
    expect(reasonOf(await begin(id, "block"))).toBe("invalid-parameter");
    expect(reasonOf(await begin("AAAAAAAAAAAAAAAAAAAAAA"))).toBe("unknown-job");
  });
});

describe("the column blocked of an import", () => {
  const today = new Date().toISOString().slice(0, 10);
  const tomorrow = new Date(Date.now() + ONE_DAY_MS).toISOString().slice(0, 10);
  const later = new Date(Date.now() + 5 * ONE_DAY_MS).toISOString().slice(0, 10);

  it("blocks, unblocks, or sets a day, which a dry run shows and a second import leaves", async () => {
    await made("i-yes");
    await made("i-no");
    await block("i-no");
    await made("i-day");
    const csv = `name,display name,blocked\ni-yes,,yes\ni-no,,No\ni-day,,${later}\ni-new,New,${today}\ni-empty,Empty,`;
    const dry = await runJob("users", { csv });
    expect(dry.changes.map(({ user, fields }: { user: string; fields: object[] }) => [user, fields[0]])).toEqual([
      ["i-yes", { field: "blocked", old: "no", new: "yes" }],
      ["i-no", { field: "blocked", old: "yes", new: "no" }],
      ["i-day", { field: "blocked", old: "no", new: later }],
    ]);
    expect(await isBlocked("i-yes")).toBe(false);
    const done = await job({ csv, links: "none" });
    expect(done.outcomes).toEqual({ changed: 3, made: 2 });
    expect(await Promise.all(["i-yes", "i-no", "i-day", "i-new"].map(isBlocked))).toEqual([true, false, false, true]);
    expect((await userOf("i-day")).block_from).toBe(`${later}T00:00:00.000Z`);
    expect((await job({ csv, links: "none" })).outcomes).toEqual({ unchanged: 5 });
    await cronAt(Date.now() + 6 * ONE_DAY_MS);
    expect(await isBlocked("i-day")).toBe(true);
    const undone = await job({ action: "unblock", blocked_by: done.id });
    expect(await outcomesOf(undone.id)).toEqual({ "i-yes": "unblocked", "i-day": "unblocked", "i-new": "unblocked" });
  });

  it("makes no link for whom it blocks, and refuses one for who is blocked already", async () => {
    await job({ csv: "name,display name\nl-old,Old\n", links: "none" });
    await block("l-old");
    const done = await job({ csv: "name,blocked\nl-new,yes\nl-old,\n", links: "all" });
    expect(await outcomesOf(done.id)).toEqual({ "l-new": "made", "l-old": "user-deactivated" });
    expect(done.links).toBe(0);
    const dry = await runJob("users", { csv: "name,blocked\nl-old,\n", links: "all" });
    expect(dry.failures[0]?.reason).toBe("user-deactivated");
    const back = await job({ csv: "name,blocked\nl-old,no\n", links: "all" });
    expect(await outcomesOf(back.id)).toEqual({ "l-old": "changed" });
    expect(back.links).toBe(1);
  });

  it("fails in a line with anything else, and needs the rights of the single acts", async () => {
    const done = await job({ csv: "name,blocked\nf-one,maybe\nf-two,2026-02-31\n", links: "none" });
    expect(await outcomesOf(done.id)).toEqual({ "f-one": "invalid-line", "f-two": "invalid-line" });
    const headers = await serviceAccount("importer", ["set_custom_user_attributes", "disable", "manyatonce"]);
    const begin = (blocked: string) =>
      beginJob("users", { dry_run: false, links: "none", csv: `name,blocked\nf-three,${blocked}\n` }, headers);
    expect(reasonOf(await begin("no"))).toContain("missing-right");
    expect((await begin("yes")).status).toBe(200);
  });

  it("puts no block off without `enable`, and does the other lines", async () => {
    await made("p-later");
    await block("p-later", { from: tomorrow });
    const headers = await serviceAccount("personnel", ["set_custom_user_attributes", "disable", "manyatonce"]);
    const csv = `name,blocked\np-later,${later}\np-now,yes\n`;
    const { id } = await runJob("users", { dry_run: false, links: "none", csv }, headers);
    expect(await outcomesOf(id)).toEqual({ "p-later": "disabled-otherwise", "p-now": "made" });
    expect((await userOf("p-later")).block_from).toBe(`${tomorrow}T00:00:00.000Z`);
    expect(await outcomesOf((await job({ csv, links: "none" })).id)).toEqual({
      "p-later": "changed",
      "p-now": "unchanged",
    });
  });
});

it.each([
  ["a file of names", { action: "unblock", csv: file("pia") }],
  ["an import", { csv: "name,blocked\npia,no\n", links: "none" }],
])("%s that lets people in asks for no proof: nobody is on the phone", async (_, body) => {
  await made("pia");
  await block("pia");
  const { id } = await job(body);
  await block("pia");
  await runInDurableObject(env.JOBS.getByName(id), (object) => {
    const inside = object as unknown as { env: object };
    inside.env = { ...inside.env, DESK_VERIFIES: "required" };
  });
  await rewindJob(id);
  await untilOver(id);
  expect([Object.keys(await outcomesOf(id)), await isBlocked("pia")]).toEqual([["pia"], false]);
});

it("links and enablings of a job are refused for who is blocked", async () => {
  const serial = await made("zoe");
  await asAdmin("POST", "/token/disable", { serial });
  await block("zoe");
  for (const action of ["enable", "links"])
    expect((await runJob("tokens", { action, serials: [serial] })).failures[0]?.reason).toBe("user-deactivated");
});
