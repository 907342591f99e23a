// A directory, accounts and phones at once, about a few names in any case: whatever comes first, no
// two people have one name, and no phone changes hands.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { type Ask, askerOf, keyOf, withScim } from "../support/scim/wire.ts";
import { asAdmin, initToken } from "../support/service.ts";

const PEOPLE = 6;
const NAMES = ["ann", "bob", "cid", "dee", "eve", "fay", "gus", "hal"];
const CLIENTS = 8;
const STEPS = 40;

let ask: Ask;
beforeAll(async () => {
  const over = await withScim();
  ask = askerOf(over, await keyOf(over, "directory", ["staff"]));
});

const pick = <One>(list: readonly One[]): One => list[Math.floor(Math.random() * list.length)] as One;
/** In one of three spellings. */
const anyName = () => pick([(name: string) => name, (name: string) => name.toUpperCase(), capital])(pick(NAMES));
const capital = (name: string) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
const replace = (path: string, value: unknown) => ({ Operations: [{ op: "replace", path, value }] });

/** Whose each phone is, by the subject that applications know. */
async function owners(): Promise<ReadonlyMap<string, string>> {
  const { results } = await env.DB.prepare(
    "SELECT token.serial, user.subject FROM token JOIN user ON user.realm = token.realm AND user.name = token.user WHERE token.realm = 'staff'",
  ).all<{ serial: string; subject: string }>();
  return new Map(results.map(({ serial, subject }) => [serial, subject]));
}

it("two people never become one", async () => {
  const ids: string[] = [];
  for (const name of NAMES.slice(0, PEOPLE)) {
    ids.push((await ask("POST /Users", { userName: name })).json.id);
    await initToken({ user: name, realm: "staff", serial: `STORM-${name}` });
  }
  const before = await owners();
  expect(before.size).toBe(PEOPLE);

  const acts: (() => Promise<{ readonly status: number }>)[] = [
    () => ask(`PATCH /Users/${pick(ids)}`, replace("userName", anyName())),
    () => ask(`PATCH /Users/${pick(ids)}`, replace("userName", anyName())),
    () => ask(`PATCH /Users/${pick(ids)}`, replace("active", Math.random() < 0.5)),
    () => ask(`DELETE /Users/${pick(ids)}`),
    async () => {
      const made = await ask("POST /Users", { userName: anyName(), active: Math.random() < 0.8 });
      if (made.status === 201) ids.push(made.json.id);
      return made;
    },
    () => asAdmin("POST", `/user/staff/${anyName()}/restore`),
    () => initToken({ user: anyName(), realm: "staff" }),
    () => asAdmin("POST", "/token/enrollmentlink", { user: anyName(), realm: "staff" }),
  ];
  const statuses = new Set<number>();
  const client = async () => {
    for (let step = 0; step < STEPS; step++) statuses.add((await pick(acts)()).status);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  expect([...statuses].filter((status) => status >= 500 || status === 412)).toEqual([]);

  for (const [serial, subject] of await owners()) if (before.has(serial)) expect(subject).toBe(before.get(serial));
  const ofDirectory = await ask("GET /Users?count=200");
  const found: string[] = ofDirectory.json.Resources.map(({ id }: { id: string }) => id);
  expect(new Set(found).size).toBe(ofDirectory.json.totalResults);
  const { results: astray } = await env.DB.prepare(
    `SELECT serial FROM token WHERE realm = 'staff' AND NOT EXISTS (
       SELECT 1 FROM user WHERE user.realm = token.realm AND user.name = token.user)`,
  ).all();
  expect(astray).toEqual([]);
  // Who is out has no phone that is on, and nobody else is kept out by the mark.
  const { results: wrong } = await env.DB.prepare(
    `SELECT serial FROM token JOIN user ON user.realm = token.realm AND user.name = token.user
     WHERE token.realm = 'staff' AND NOT token.revoked AND (user.deactivated_at_ms IS NULL) <> token.active`,
  ).all();
  expect(wrong).toEqual([]);
});
