// Groups of an organisation's whole staff: each is read whole, and a page of them ends in time.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { directoryAccount, directoryAs, type OpenedDirectory } from "../support/scim/directory.ts";
import { admin } from "../support/service.ts";
import { realPorts } from "../support/storage/ports.ts";

/** More than fit into one value, which D1 bounds by two megabytes. */
const PEOPLE = 65_000;

let directory: OpenedDirectory;
beforeAll(async () => {
  await admin();
  directory = await directoryAs(await realPorts(), await directoryAccount());
  await env.DB.prepare(
    `INSERT INTO user (name, realm, created_at_ms)
     WITH RECURSIVE i (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < ?1) SELECT 'p' || i, 'realm1', 0 FROM i`,
  )
    .bind(PEOPLE)
    .run();
});

/** Makes a group of the first people. */
async function groupOf(displayName: string, members: number): Promise<string> {
  const made = await directory.groups.create({ displayName, externalId: null }, [], false);
  if (!made.ok || made.did === "refused") throw new Error(JSON.stringify(made));
  await env.DB.prepare(
    `INSERT INTO scim_member (group_id, user_id) SELECT scim_group.id, user.id FROM scim_group, user
     WHERE scim_group.scim_id = ?1 AND user.name GLOB 'p*' ORDER BY user.id LIMIT ?2`,
  )
    .bind(made.resource.id, members)
    .run();
  return made.resource.id;
}

/** The names and sizes of the groups on a page. */
async function pageFrom(startIndex: number, withMembers = true) {
  const listed = await directory.groups.list([], { startIndex, count: 200 }, withMembers);
  if (!listed.ok) throw new Error(JSON.stringify(listed));
  expect(listed.total).toBe(4);
  return listed.resources.map(({ displayName, members }) => [displayName, members?.length]);
}

it("are read with all members, and listed page by page", async () => {
  const all = await groupOf("all", PEOPLE);
  for (const name of ["north", "south"]) await groupOf(name, 12_000);
  await groupOf("empty", 0);
  expect(await directory.groups.read(all, true)).toMatchObject({ resource: { members: { length: PEOPLE } } });
  expect(await pageFrom(1)).toEqual([["all", PEOPLE]]);
  expect(await pageFrom(2)).toEqual([["north", 12_000]]);
  expect(await pageFrom(3)).toEqual([
    ["south", 12_000],
    ["empty", 0],
  ]);
  expect((await pageFrom(1, false)).map(([name]) => name)).toEqual(["all", "north", "south", "empty"]);
});
