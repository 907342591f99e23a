// Groups of a directory in D1: what applications are told of a person follows at once.

import { beforeAll, describe, expect, it } from "vitest";
import type { DirectoryGroup, MemberChange } from "../../../src/core/ports/people/directory.ts";
import { auditRows } from "../../support/audit.ts";
import {
  directoryAccount,
  directoryAs,
  madePerson,
  type OpenedDirectory,
  personNamed,
} from "../../support/scim/directory.ts";
import { admin, asAdmin, resultOf } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

let directory: OpenedDirectory;
const ids: Record<string, string> = {};
beforeAll(async () => {
  await admin();
  directory = await directoryAs(await realPorts(), await directoryAccount());
  for (const name of ["anna", "ben", "cleo"]) ids[name] = (await madePerson(directory, name)).id;
});

const refused = (why: string) => ({ ok: true, did: "refused", why });
const idOf = (name: string) => ids[name] as string;

async function madeGroup(displayName: string, ...members: string[]): Promise<DirectoryGroup> {
  const made = await directory.groups.create({ displayName, externalId: null }, members.map(idOf), true);
  if (!made.ok || made.did === "refused") throw new Error(JSON.stringify(made));
  return made.resource;
}

const change = (was: DirectoryGroup, members: Partial<MemberChange>, displayName = was.displayName, version?: number) =>
  directory.groups.change(
    was,
    { displayName, externalId: was.externalId },
    { all: false, add: [], remove: [], ...members },
    { version, withMembers: true },
  );

async function changed(was: DirectoryGroup, members: Partial<MemberChange>, displayName?: string) {
  const done = await change(was, members, displayName);
  if (!done.ok || done.did === "refused") throw new Error(JSON.stringify(done));
  return done.resource;
}

/** What applications are told. */
const groupsOf = async (name: string) => resultOf(await asAdmin("GET", `/user/realm1/${name}`)).groups ?? "";

const list = async (...terms: Parameters<OpenedDirectory["groups"]["list"]>[0]) => {
  const found = await directory.groups.list(terms, { startIndex: 1, count: 100 }, false);
  return found.ok ? found.resources.map(({ displayName }) => displayName) : found;
};

describe("a group", () => {
  it("is told to applications of its members, in place of what was set by hand, and leaves with it", async () => {
    await asAdmin("POST", "/user/attribute", { user: "anna", key: "groups", value: "by hand" });
    const staff = await madeGroup("staff", "anna", "ben");
    expect(staff.members).toEqual([idOf("anna"), idOf("ben")]);
    expect([await groupsOf("anna"), await groupsOf("ben")]).toEqual(["staff", "staff"]);
    expect((await personNamed(directory, "anna")).groups).toEqual([{ value: staff.id, display: "staff" }]);
    const admins = await madeGroup("admins", "anna");
    expect(await groupsOf("anna")).toBe("staff,admins");
    expect(await directory.groups.remove(admins.id, undefined)).toEqual({ ok: true, did: "deleted" });
    expect(await directory.groups.remove(admins.id, undefined)).toEqual({ ok: true, did: "unknown" });
    expect(await groupsOf("anna")).toBe("staff");
    await directory.groups.remove(staff.id, staff.changedAtMs);
    expect([await groupsOf("anna"), await groupsOf("ben")]).toEqual(["", ""]);
    expect((await auditRows({ event: "USER_CHANGED", realm: "realm1" })).map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(["directory: group staff", "directory: group admins"]),
    );
  });

  it("has another name at once for all its members", async () => {
    const team = await madeGroup("team", "anna", "ben");
    const renamed = await changed(team, {}, "crew");
    expect([await groupsOf("anna"), await groupsOf("ben")]).toEqual(["crew", "crew"]);
    await directory.groups.remove(renamed.id, undefined);
  });

  it("takes members in and out, in any number, and replaces all", async () => {
    const club = await madeGroup("club", "anna");
    const more = await changed(club, { add: [idOf("ben"), idOf("anna")], remove: [] });
    expect(more.members).toEqual([idOf("anna"), idOf("ben")]);
    const other = await changed(more, { all: true, add: [idOf("cleo"), idOf("ben")] });
    expect(other.members).toEqual([idOf("ben"), idOf("cleo")]);
    expect([await groupsOf("anna"), await groupsOf("ben"), await groupsOf("cleo")]).toEqual(["", "club", "club"]);
    const fewer = await changed(other, { remove: [idOf("ben"), "nobody"] });
    expect(fewer.members).toEqual([idOf("cleo")]);
    const none = await changed(fewer, { all: true });
    expect([none.members, await groupsOf("cleo")]).toEqual([[], ""]);
  });

  it("is not changed by what it has already", async () => {
    const same = await madeGroup("same", "anna");
    const before = (await auditRows()).length;
    const done = await change(same, { add: [idOf("anna")], remove: [idOf("ben")] });
    expect(done).toEqual({ ok: true, did: "unchanged", resource: same });
    expect((await auditRows()).length).toBe(before);
  });

  it("has a name and an externalId of its own, and members who exist", async () => {
    await madeGroup("Sales");
    const create = (displayName: string, externalId: string | null = null, members: string[] = []) =>
      directory.groups.create({ displayName, externalId }, members, true);
    expect(await create("sales")).toEqual(refused("taken"));
    expect(await create("one", "x")).toMatchObject({ did: "changed" });
    expect(await create("two", "x")).toEqual(refused("taken"));
    expect(await create("three", null, [idOf("anna"), "nobody"])).toEqual(refused("unknown-member"));
    expect(await list({ attribute: "displayName", value: "three" })).toEqual([]);
    expect((await personNamed(directory, "anna")).groups.map(({ display }) => display)).not.toContain("three");
  });

  it("takes members of many changes at once, but a name of one", async () => {
    const was = await madeGroup("crowd");
    const names = ["anna", "ben", "cleo"];
    const all = await Promise.all(names.map((name) => change(was, { add: [idOf(name)] })));
    expect(all.map((one) => one.ok && one.did)).toEqual(["changed", "changed", "changed"]);
    for (const name of names) expect(await groupsOf(name)).toContain("crowd");
    expect(await change(was, {}, "crowd one")).toMatchObject({ did: "changed" });
    expect(await change(was, { add: [idOf("anna")] }, "crowd two")).toEqual(refused("stale"));
  });

  it("changes once, of two changes of one version", async () => {
    const was = await madeGroup("race");
    const add = (name: string) => change(was, { add: [idOf(name)] }, was.displayName, was.changedAtMs);
    const both = await Promise.all([add("anna"), add("ben")]);
    expect(both[0]).toMatchObject({ did: "changed" });
    expect(both[1]).toEqual(refused("stale"));
    expect(await groupsOf("ben")).not.toContain("race");
    expect(await directory.groups.remove(was.id, was.changedAtMs)).toEqual({ ok: true, did: "stale" });
  });

  it("is found by its name, its ids and its members", async () => {
    const { id } = await madeGroup("found", "cleo");
    expect(await list({ attribute: "displayName", value: "FOUND" })).toEqual(["found"]);
    expect(await list({ attribute: "id", value: id }, { attribute: "members", value: idOf("cleo") })).toEqual([
      "found",
    ]);
    expect(await list({ attribute: "id", value: id }, { attribute: "members", value: idOf("ben") })).toEqual([]);
    expect(await directory.groups.read(id, false)).toMatchObject({
      resource: { displayName: "found", members: undefined },
    });
    const other = await directoryAs(await realPorts(), await directoryAccount("realm2"));
    expect(await other.groups.read(id, true)).toEqual({ ok: true, resource: undefined });
    expect(await other.groups.remove(id, undefined)).toEqual({ ok: true, did: "unknown" });
  });

  it("keeps a deleted member out of sight, and a removed one out of the group, each as another version", async () => {
    const pair = await madeGroup("pair", "anna");
    const gone = await madePerson(directory, "gone");
    let { changedAtMs: version } = await changed(pair, { add: [gone.id] });
    const expectMembers = async (...members: string[]) => {
      const read = await directory.groups.read(pair.id, true);
      expect(read).toMatchObject({ resource: { members } });
      const next = (read.ok && read.resource?.changedAtMs) || 0;
      expect(next).toBeGreaterThan(version);
      version = next;
    };
    await directory.people.remove(gone.id, undefined);
    await expectMembers(idOf("anna"));
    await asAdmin("POST", "/user/realm1/gone/restore");
    await expectMembers(idOf("anna"), gone.id);
    expect(await groupsOf("gone")).toBe("pair");
    await asAdmin("DELETE", "/user/realm1/gone");
    await expectMembers(idOf("anna"));
  });

  it("makes another version of whoever comes, even if an account has given them its name before", async () => {
    const { id } = await madePerson(directory, "dan");
    await asAdmin("POST", "/user/attribute", { user: "dan", key: "groups", value: "known" });
    const { changedAtMs: before } = await personNamed(directory, "dan");
    const known = await changed(await madeGroup("known"), { add: [id] });
    const came = await personNamed(directory, "dan");
    expect(came.groups).toEqual([{ value: known.id, display: "known" }]);
    expect(came.changedAtMs).toBeGreaterThan(before);
    await changed(known, { add: [id] }, "known well");
    expect(await groupsOf("dan")).toBe("known well");
    expect((await personNamed(directory, "dan")).changedAtMs).toBeGreaterThan(came.changedAtMs);
  });

  it("that was emptied or deleted does not get a deleted member back", async () => {
    const back = await madePerson(directory, "back");
    const [emptied, over] = [await madeGroup("emptied"), await madeGroup("over")];
    for (const group of [emptied, over]) await changed(group, { add: [back.id] });
    await directory.people.remove(back.id, undefined);
    await changed(emptied, { all: true });
    await directory.groups.remove(over.id, undefined);
    await asAdmin("POST", "/user/realm1/back/restore");
    expect((await personNamed(directory, "back")).groups).toEqual([]);
    expect(await groupsOf("back")).toBe("");
  });
});

it("a person has at most a hundred groups", async () => {
  const { id } = await madePerson(directory, "many");
  for (let number = 0; number < 100; number++)
    expect(await directory.groups.create({ displayName: `g${number}`, externalId: null }, [id], false)).toMatchObject({
      did: "changed",
    });
  expect(await directory.groups.create({ displayName: "g100", externalId: null }, [id], false)).toEqual(
    refused("many-groups"),
  );
  const empty = await madeGroup("g101");
  expect(await change(empty, { add: [id] })).toEqual(refused("many-groups"));
  expect((await personNamed(directory, "many")).groups).toHaveLength(100);
});
