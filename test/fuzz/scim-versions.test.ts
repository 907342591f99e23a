// Directories, a desk and cron at once, about a few people and groups: a version has one body, and
// applications are told the groups that a person is in.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { cronAt, ONE_DAY_MS } from "../support/house/blocks.ts";
import { type Ask, askerOf, keyOf, withScim } from "../support/scim/wire.ts";
import { asAdmin } from "../support/service.ts";

const CLIENTS = 6;
const STEPS = 30;
const NAMES = ["ann", "bob", "cid", "dee", "eve", "fay"];
const GROUPS = ["staff", "STAFF", "board", "desk", "guests"];

const pick = <One>(list: readonly One[]): One => list[Math.floor(Math.random() * list.length)] as One;
const some = <One>(list: readonly One[]) => list.filter(() => Math.random() < 0.4);
const operation = (op: string, path: string, value: unknown) => ({ Operations: [{ op, path, value }] });

it("a version has one body, and groups are told as they are", async () => {
  const over = await withScim();
  const asks: Ask[] = [];
  for (const name of ["one", "two"]) asks.push(askerOf(over, await keyOf(over, name, ["club"])));
  const ask: Ask = (...call) => pick(asks)(...call);
  const ids: Record<"Users" | "Groups", string[]> = { Users: [], Groups: [] };
  const make = async (kind: "Users" | "Groups", resource: object) => {
    const made = await ask(`POST /${kind}`, resource);
    if (made.status === 201) ids[kind].push(made.json.id);
    return made;
  };
  /** Most of the others are gone. */
  const one = (kind: "Users" | "Groups") => pick(ids[kind].slice(-NAMES.length));
  for (const userName of NAMES) await make("Users", { userName });
  const members = () => some(ids.Users.slice(-3)).map((value) => ({ value }));
  for (const displayName of GROUPS) await make("Groups", { displayName, members: members() });

  const bodies = new Map<string, string>();
  const wrong: string[] = [];
  const look = async (kind: "Users" | "Groups") => {
    const reply = await ask(`GET /${kind}/${one(kind)}`);
    if (reply.status === 200) {
      const key = `${reply.json.id} ${reply.json.meta.version}`;
      if ((bodies.get(key) ?? reply.text) !== reply.text) wrong.push(`${bodies.get(key)} | ${reply.text}`);
      bodies.set(key, reply.text);
    }
    return reply;
  };
  const acts: (() => Promise<{ readonly status: number } | undefined>)[] = [
    () => ask(`PATCH /Groups/${one("Groups")}`, operation("add", "members", members())),
    () => ask(`PATCH /Groups/${one("Groups")}`, operation("remove", "members", members())),
    () => ask(`PUT /Groups/${one("Groups")}`, { displayName: pick(GROUPS), members: members() }),
    () => ask(`PATCH /Groups/${one("Groups")}`, operation("replace", "displayName", pick(GROUPS))),
    async () => {
      if (Math.random() < 0.4) await ask(`DELETE /Groups/${one("Groups")}`);
      return make("Groups", { displayName: pick(GROUPS), members: members() });
    },
    () => ask(`PATCH /Users/${one("Users")}`, operation("replace", "userName", `${pick(NAMES)}${pick(["", ".b"])}`)),
    () => ask(`PATCH /Users/${one("Users")}`, operation("replace", "active", Math.random() < 0.5)),
    () => ask(`PATCH /Users/${one("Users")}`, operation("replace", "emails", [{ value: `${pick(NAMES)}@x.org` }])),
    async () => (Math.random() < 0.4 ? ask(`DELETE /Users/${one("Users")}`) : undefined),
    () => make("Users", { userName: pick(NAMES) }),
    () => make("Users", { userName: pick(NAMES) }),
    () => asAdmin("POST", `/user/club/${pick(NAMES)}/restore`),
    () => asAdmin("POST", `/user/club/${pick(NAMES)}/restore`),
    async () => (Math.random() < 0.2 ? asAdmin("DELETE", `/user/club/${pick(NAMES)}`) : undefined),
    () => asAdmin("POST", `/user/club/${pick(NAMES)}/block`),
    () => asAdmin("DELETE", `/user/club/${pick(NAMES)}/block`),
    () =>
      asAdmin("POST", "/user/attribute", {
        user: pick(NAMES),
        realm: "club",
        key: "email",
        value: `${Math.random()}@x.org`,
      }),
    async () => {
      if (Math.random() < 0.2) await cronAt(Date.now() + 8 * ONE_DAY_MS);
      return undefined;
    },
  ];
  const statuses = new Set<number>();
  const client = async () => {
    for (let step = 0; step < STEPS; step++) {
      const done = [await pick(acts)(), await look("Users"), await look("Groups")];
      for (const reply of done) if (reply) statuses.add(reply.status);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  expect([...statuses].filter((status) => status >= 500)).toEqual([]);
  expect(wrong).toEqual([]);
  const { results: told } = await env.DB.prepare(
    `SELECT name, groups FROM user WHERE realm = 'club' AND groups IS NOT (
       SELECT json_group_array(held.display_name) FROM (SELECT display_name FROM scim_member
         JOIN scim_group ON scim_group.id = group_id WHERE user_id = user.id ORDER BY group_id) AS held)`,
  ).all();
  expect(told).toEqual([]);
});
