// What a directory asks for costs what it names, however many people and groups the realm has, and
// people a group.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { enrolledUser, randomBytes } from "../../support/login.ts";
import {
  changePerson,
  directoryAccount,
  directoryAs,
  madePerson,
  type OpenedDirectory,
  personNamed,
} from "../../support/scim/directory.ts";
import { admin } from "../../support/service.ts";
import { realKeyring, realPorts } from "../../support/storage/ports.ts";
import { countingRows } from "../../support/storage/rows-read.ts";

const COUNTS = [50, 500];

await admin();
const account = await directoryAccount();
const { db, read } = countingRows(env.DB);
const { settings } = await realPorts();
const others = { randomBytes, qrImage: async () => "" };
const ports = createPorts({ ...env, DB: db } as Env, await realKeyring(), settings, others);
const directory = await directoryAs(ports, account);

/** As many people more, in the realm and in the group, and as many groups. */
async function more(count: number, group: string): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO user (name, realm, created_at_ms, email, display_name, external_id)
     WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < ?1)
     SELECT 'm' || ?1 || '-' || i, 'realm1', 0, 'm' || i || '@corp.example', 'M ' || i, ?1 || '-' || i FROM i`,
  )
    .bind(count)
    .run();
  await env.DB.prepare(
    `INSERT INTO scim_member SELECT scim_group.id, user.id FROM scim_group, user
     WHERE scim_group.scim_id = ?1 AND user.name LIKE 'm' || ?2 || '-%'`,
  )
    .bind(group, count)
    .run();
  await env.DB.prepare(
    `INSERT INTO scim_group (scim_id, realm, display_name, external_id, mark, created_at_ms, changed_at_ms)
     SELECT 'g-' || name, 'realm1', name, external_id, '', 0, 0 FROM user WHERE name LIKE 'm' || ?1 || '-%'`,
  )
    .bind(count)
    .run();
}

/** The rows that the work reads with 50 people more, and with 500. */
async function costs(group: string, work: (round: number) => Promise<void>): Promise<readonly number[]> {
  const found: number[] = [];
  for (const [round, count] of COUNTS.entries()) {
    await more(count, group);
    read();
    await work(round);
    found.push(read());
  }
  await env.DB.prepare("DELETE FROM user WHERE name LIKE 'm%-%'").run();
  await env.DB.prepare("DELETE FROM scim_group WHERE scim_id LIKE 'g-%'").run();
  return found;
}

async function groupOf(name: string): Promise<string> {
  const made = await directory.groups.create({ displayName: name, externalId: null }, [], false);
  if (!made.ok || made.did === "refused") throw new Error(JSON.stringify(made));
  return made.resource.id;
}

it("to find somebody by each part of a filter", async () => {
  const group = await groupOf("to find");
  const { id } = await madePerson(directory, "anna", {
    externalId: "a",
    displayName: "Anna Bos",
    email: "anna@corp.example",
  });
  const terms: Parameters<OpenedDirectory["people"]["list"]>[0] = [
    { attribute: "id", value: id },
    { attribute: "userName", value: "ANNA" },
    { attribute: "externalId", value: "a" },
    { attribute: "displayName", value: "anna bos" },
    { attribute: "email", value: "anna@corp.example" },
  ];
  for (const term of terms) {
    const [few, many] = await costs(group, async () => {
      const found = await directory.people.list([term], { startIndex: 1, count: 100 });
      expect(found).toMatchObject({ total: 1, resources: [{ userName: "anna" }] });
    });
    expect(many, term.attribute).toBe(few);
  }
});

it("to make, change, rename, deactivate and delete somebody", async () => {
  const group = await groupOf("to change");
  const [few, many] = await costs(group, async (round) => {
    const name = `p${round}`;
    await madePerson(directory, name, { externalId: name });
    for (const change of [{ displayName: "P" }, { userName: `${name}.new` }]) {
      const was = await personNamed(directory, name);
      expect(await directory.people.change(was, { ...was, ...change })).toMatchObject({ did: "changed" });
    }
    await changePerson(directory, `${name}.new`, { active: false });
    await changePerson(directory, `${name}.new`, { active: true });
    const { id } = await personNamed(directory, `${name}.new`);
    expect(await directory.people.remove(id, undefined)).toMatchObject({ did: "deleted" });
    await madePerson(directory, `${name}.NEW`);
  });
  expect(many).toBe(few);
});

it("to rename somebody with a phone and a trail", async () => {
  const group = await groupOf("to rename");
  const [few, many] = await costs(group, async (round) => {
    await enrolledUser(`q${round}`);
    read();
    await changePerson(directory, `q${round}`, { userName: `q${round}.new` });
  });
  expect(many).toBe(few);
});

it("to take one person in and out of a group", async () => {
  const group = await groupOf("to join");
  const { id: person } = await madePerson(directory, "joins");
  const [few, many] = await costs(group, async () => {
    for (const move of ["add", "remove"] as const) {
      const was = await directory.groups.read(group, false);
      if (!was.ok || !was.resource) throw new Error("there is no group");
      const members = { all: false, add: [], remove: [], [move]: [person] };
      const moved = await directory.groups.change(was.resource, was.resource, members, {
        version: undefined,
        withMembers: false,
      });
      expect(moved).toMatchObject({ did: "changed" });
    }
  });
  expect(many).toBe(few);
});
