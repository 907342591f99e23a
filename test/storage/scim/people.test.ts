// People of a directory in D1: made, found, changed, and never two of one name.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { cronAt, ONE_DAY_MS } from "../../support/house/blocks.ts";
import { enrolledUser, opensWith } from "../../support/login.ts";
import {
  changePerson,
  directoryAccount,
  directoryAs,
  madePerson,
  type OpenedDirectory,
  personNamed,
  personState,
} from "../../support/scim/directory.ts";
import { admin, asAdmin, initToken, reasonOf, resultOf } from "../../support/service.ts";
import { callAt, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const ports = await realPorts();
let directory: OpenedDirectory;
beforeAll(async () => {
  await admin();
  directory = await directoryAs(ports, await directoryAccount());
});

const serials = async () => ((await rowsOf("token")) as { serial: string }[]).map(({ serial }) => serial);
const refused = (why: string) => ({ ok: true, did: "refused", why });
const all = { startIndex: 1, count: 100 };
const found = async (...terms: Parameters<OpenedDirectory["people"]["list"]>[0]) => {
  const listed = await directory.people.list(terms, all);
  if (!listed.ok) throw new Error(JSON.stringify(listed));
  return [listed.total, ...listed.resources.map(({ userName }) => userName)];
};

describe("a person", () => {
  it("is made with all that was sent, known to us without a token, and comes back unchanged", async () => {
    const state = personState("Anna.Bos@corp.example", {
      externalId: "11111111-aaaa",
      displayName: "Anna Bos",
      email: "anna@corp.example",
      kept: { name: { givenName: "Anna", familyName: "Bos" }, preferredLanguage: "nl-NL" },
    });
    const made = await directory.people.create(state);
    expect(made).toMatchObject({ ok: true, did: "changed", resource: { ...state, name: state.userName, groups: [] } });
    const { id } = await personNamed(directory, "anna.bos@CORP.example");
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(await directory.people.read(id)).toMatchObject({ ok: true, resource: { ...state, id } });
    expect(resultOf(await asAdmin("GET", "/user/realm1/Anna.Bos@corp.example"))).toMatchObject({
      name: "Anna Bos",
      email: "anna@corp.example",
      phones: 0,
    });
    const [{ subject, scim_id }] = (await rowsOf("user")) as [{ subject: string; scim_id: string }];
    expect(subject).not.toBe(scim_id);
    expect(await auditRows({ user: "Anna.Bos@corp.example", event: "USER_CHANGED" })).toMatchObject([
      { event: "USER_CHANGED", detail: "directory", realm: "realm1" },
    ]);
  });

  it("who is known already is found, with an id, and is not made again", async () => {
    await enrolledUser("bob");
    expect((await personNamed(directory, "BOB")).id).toMatch(/^[0-9a-f]{32}$/);
    expect(await directory.people.create(personState("bob"))).toEqual(refused("taken"));
    expect(await directory.people.create(personState("Bob"))).toEqual(refused("taken"));
  });

  it("has another letter than a to z in each case, unless case is folded", async () => {
    const folding = await directoryAs(await realPorts({ foldUserCase: true }), await directoryAccount());
    await madePerson(folding, "\u00c4rger");
    expect(await folding.people.create(personState("\u00e4rger"))).toEqual(refused("taken"));
    await madePerson(directory, "\u00c4rger");
  });

  it("has an externalId that is nobody else's in the realm", async () => {
    await madePerson(directory, "carl", { externalId: "one" });
    expect(await directory.people.create(personState("carla", { externalId: "one" }))).toEqual(refused("taken"));
    await madePerson(directory, "carla");
    expect(await changePerson(directory, "carla", { externalId: "one" })).toEqual(refused("taken"));
    const other = await directoryAs(ports, await directoryAccount("realm2"));
    await madePerson(other, "carl", { externalId: "one" });
  });

  it("whose name would take another user's is refused", async () => {
    await enrolledUser("dora", "1234", { realm: "shop" });
    const inDefault = await directoryAs(await realPorts({ defaultRealm: "realm1" }), await directoryAccount());
    expect(await inDefault.people.create(personState("dora@shop"))).toEqual(refused("shadows"));
  });

  it("is found by each part of a filter, without case but for ids", async () => {
    await madePerson(directory, "emil", { externalId: "E-1", displayName: "Émile Zola", email: "Emile@Corp.example" });
    const { id } = await personNamed(directory, "emil");
    expect(await found({ attribute: "id", value: id })).toEqual([1, "emil"]);
    expect(await found({ attribute: "externalId", value: "E-1" })).toEqual([1, "emil"]);
    expect(await found({ attribute: "externalId", value: "e-1" })).toEqual([0]);
    expect(await found({ attribute: "displayName", value: "Émile zola" })).toEqual([1, "emil"]);
    expect(await found({ attribute: "email", value: "emile@corp.EXAMPLE" })).toEqual([1, "emil"]);
    const emil = { attribute: "userName", value: "EMIL" } as const;
    expect(await found(emil, { attribute: "active", value: true })).toEqual([1, "emil"]);
    expect(await found(emil, { attribute: "active", value: false })).toEqual([0]);
    expect(await found(emil, { attribute: "userName", value: "emil" })).toEqual([1, "emil"]);
    expect(await found(emil, { attribute: "userName", value: "bob" })).toEqual([0]);
  });

  it("is on one page of a list, whose total counts all", async () => {
    const [total = 0, ...names] = await found();
    expect(names.length).toBe(total);
    const page = await directory.people.list([], { startIndex: 2, count: 2 });
    expect(page).toMatchObject({ total, resources: [{ userName: names[1] }, { userName: names[2] }] });
    expect(await directory.people.list([], { startIndex: 1, count: 0 })).toEqual({ ok: true, total, resources: [] });
  });
});

describe("a change", () => {
  it("of nothing writes nothing, in whichever order the parts come", async () => {
    await madePerson(directory, "fay", { kept: { a: 1, b: { c: 2, d: 3 } } });
    const was = await personNamed(directory, "fay");
    const { written, result } = await countingWrites(() =>
      directory.people.change(was, { ...was, kept: { b: { d: 3, c: 2 }, a: 1 } }),
    );
    expect(result).toEqual({ ok: true, did: "unchanged", resource: was });
    expect(written).toBe(0);
  });

  it("makes another version, and the second of two changes is stale", async () => {
    await madePerson(directory, "gil");
    const was = await personNamed(directory, "gil");
    const [first, second] = await Promise.all([
      directory.people.change(was, { ...was, displayName: "Gil One" }),
      directory.people.change(was, { ...was, displayName: "Gil Two" }),
    ]);
    expect([first, second].map((one) => (one.ok ? one.did : one))).toEqual(["changed", "refused"]);
    expect(second).toEqual(refused("stale"));
    expect((await personNamed(directory, "gil")).displayName).toBe("Gil One");
  });

  it("by an account makes another version, too, so that nothing is overwritten unseen", async () => {
    await madePerson(directory, "hans");
    const was = await personNamed(directory, "hans");
    await asAdmin("POST", "/user/attribute", { user: "hans", key: "email", value: "hans@desk.example" });
    expect(await directory.people.change(was, { ...was, displayName: "Hans" })).toEqual(refused("stale"));
    expect((await personNamed(directory, "hans")).changedAtMs).toBeGreaterThan(was.changedAtMs);
  });

  it("of somebody who is gone, or of another realm, finds nobody", async () => {
    const other = await directoryAs(ports, await directoryAccount("realm2"));
    const was = await madePerson(other, "ines");
    expect(await directory.people.read(was.id)).toEqual({ ok: true, resource: undefined });
    expect(await directory.people.change(was, { ...was, displayName: "I" })).toEqual(refused("unknown"));
    expect(await directory.people.remove(was.id, undefined)).toEqual({ ok: true, did: "unknown" });
  });
});

describe("who may", () => {
  it("is an account of exactly one realm, which is not that of administrators", async () => {
    const opened = async (onlyRealm: string | undefined) => {
      const caller = { name: "x", generation: 1, ...(onlyRealm !== undefined && { onlyRealm }) };
      return ports.directory({ ...callAt(1), caller });
    };
    expect(await opened(undefined)).toBe("not-one-realm");
    expect(await opened(ports.settings.adminRealm)).toBe("not-one-realm");
    const spread = await realPorts({ shardSlots: [{ from: 0, to: 255, database: "DB" }] });
    expect(await spread.directory({ ...callAt(1), caller: { name: "x", generation: 1, onlyRealm: "realm1" } })).toBe(
      "spread",
    );
  });

  it("is nobody without the right, or whose realm is another since", async () => {
    const without = await directoryAs(ports, await directoryAccount("realm1", ["userlist"]));
    expect(await without.people.create(personState("jan"))).toMatchObject({ reason: { code: "missing-right" } });
    expect(await without.people.list([], all)).toMatchObject({ reason: { code: "missing-right" } });
    const caller = await directoryAccount("realm2");
    const moved = await directoryAs(ports, { ...caller, onlyRealm: "realm1" });
    expect(await moved.people.create(personState("jan"))).toMatchObject({ reason: { code: "other-realm" } });
    expect(await moved.people.list([], all)).toEqual({ ok: true, total: 0, resources: [] });
    expect(await found({ attribute: "userName", value: "jan" })).toEqual([0]);
  });
});

describe("a directory's deletion", () => {
  it("hides the person, ends everything, and leaves them to us until cron", async () => {
    const kim = await enrolledUser("kim");
    const { id, changedAtMs } = await personNamed(directory, "kim");
    expect(await directory.people.remove(id, changedAtMs - 1)).toEqual({ ok: true, did: "stale" });
    expect(await directory.people.remove(id, changedAtMs)).toEqual({ ok: true, did: "deleted" });
    expect(await directory.people.remove(id, undefined)).toEqual({ ok: true, did: "unknown" });
    expect(await found({ attribute: "userName", value: "kim" })).toEqual([0]);
    expect(await opensWith("kim", kim.pin)).toBe(false);
    const user = resultOf(await asAdmin("GET", "/user/realm1/kim"));
    expect([user.deleted_at, user.deactivated_at].includes(null)).toBe(false);
    expect(reasonOf(await initToken({ user: "kim" }))).toBe("user-deactivated");
    expect(await auditRows({ user: "kim", event: "USER_DELETED" })).toMatchObject([{ detail: "directory" }]);
  });

  it("is taken back by an account, with exactly the phones that went off", async () => {
    const [lea, off] = [await enrolledUser("lea"), await enrolledUser("lea")];
    await asAdmin("POST", "/token/disable", { serial: off.serial });
    await changePerson(directory, "lea", { externalId: "lea-1" });
    const { id } = await personNamed(directory, "lea");
    await directory.people.remove(id, undefined);
    const back = await asAdmin("POST", "/user/realm1/lea/restore");
    expect([resultOf(back), back.json.detail]).toEqual([true, { tokens: 1 }]);
    expect(await opensWith("lea", lea.pin)).toBe(true);
    expect(await personNamed(directory, "lea")).toMatchObject({ id, externalId: "lea-1", active: true });
    expect(resultOf(await asAdmin("POST", "/user/realm1/lea/restore"))).toBe(false);
    expect((await asAdmin("POST", "/user/realm1/nobody/restore")).status).toBe(400);
  });

  it("leaves no phone and no subject to whoever gets the name", async () => {
    const mia = await enrolledUser("mia");
    const subjectOf = () => env.DB.prepare("SELECT subject FROM user WHERE name IN ('mia', 'Mia')").first("subject");
    const before = await subjectOf();
    await directory.people.remove((await personNamed(directory, "mia")).id, undefined);
    const again = await madePerson(directory, "Mia", { externalId: "another" });
    expect(again.groups).toEqual([]);
    expect(await subjectOf()).not.toBe(before);
    expect(await serials()).not.toContain(mia.serial);
    expect((await auditRows({ user: "mia" })).length).toBe(0);
  });

  it("is not made final by a request for the name that is refused", async () => {
    const nora = await enrolledUser("nora@stall");
    await initToken({ user: "nora", realm: "stall", shadows: "true" });
    const inDefault = await directoryAs(await realPorts({ defaultRealm: "realm1" }), await directoryAccount());
    await inDefault.people.remove((await personNamed(inDefault, "nora@stall")).id, undefined);
    expect(await inDefault.people.create(personState("nora@stall"))).toEqual(refused("shadows"));
    await madePerson(inDefault, "ona");
    expect(await changePerson(inDefault, "ona", { userName: "nora@stall" })).toEqual(refused("shadows"));
    expect(await serials()).toContain(nora.serial);
  });

  it("is removed by cron after its days, with the name in the trail, unless it was taken back", async () => {
    const [otto, pia] = [await enrolledUser("otto"), await enrolledUser("pia")];
    await changePerson(directory, "otto", { userName: "otto.b" });
    for (const name of ["otto.b", "pia"])
      await directory.people.remove((await personNamed(directory, name)).id, undefined);
    await cronAt(Date.now() + 6.9 * ONE_DAY_MS);
    expect(await serials()).toEqual(expect.arrayContaining([otto.serial, pia.serial]));
    await asAdmin("POST", "/user/realm1/pia/restore");
    await cronAt(Date.now() + 7.1 * ONE_DAY_MS);
    expect(await serials()).not.toContain(otto.serial);
    for (const user of ["otto", "otto.b"]) expect(await auditRows({ user }), user).toEqual([]);
    expect(reasonOf(await asAdmin("GET", "/user/realm1/otto.b"))).toBe("user-not-found");
    expect(await opensWith("pia", pia.pin)).toBe(true);
  });

  it("is at once where no days are kept, and the trail is without the name", async () => {
    const atOnce = await directoryAs(await realPorts({ scimDeleteAfterMs: 0 }), await directoryAccount());
    const { serial } = await enrolledUser("nils");
    await atOnce.people.remove((await personNamed(directory, "nils")).id, undefined);
    expect(await serials()).not.toContain(serial);
    expect(reasonOf(await asAdmin("GET", "/user/realm1/nils"))).toBe("user-not-found");
    expect(await auditRows({ user: "nils" })).toEqual([]);
    const row = (await auditRows({ event: "USER_DELETED" })).at(-1);
    expect(row?.user).toBe(row?.pseudonym);
  });
});

async function countingWrites<Result>(work: () => Promise<Result>) {
  const rows = async () => [await rowsOf("user"), (await auditRows()).length];
  const before = JSON.stringify(await rows());
  const result = await work();
  return { result, written: before === JSON.stringify(await rows()) ? 0 : 1 };
}
