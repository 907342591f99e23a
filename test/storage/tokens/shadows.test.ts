// The number of names that a new user would take over: exact, and found by an index, since there
// may be very many users.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { statement } from "../../../src/storage/sql/sql.ts";
import { WHO, whoParameters } from "../../../src/storage/sql/subject-query.ts";
import { SHADOWED, shadowedIn, shadowParameters } from "../../../src/storage/tokens/shadows.ts";

const settings = { defaultRealm: "realm1", foldUserCase: false };
const counting = (user: string, realm: string, explain = "") => {
  const named = { user, realm };
  return statement(env.DB, `${explain} SELECT ${SHADOWED} AS shadowed FROM (${WHO}) AS who`, {
    ...whoParameters(named, settings),
    ...shadowParameters(named, false, settings),
  });
};
/** The count for several users in several databases, here one of each, must be the same. */
async function shadowed(user: string, realm: string): Promise<number | null> {
  const count = await counting(user, realm).first<number>("shadowed");
  expect(await shadowedIn([env.DB], [{ user, realm }], settings)).toEqual([count]);
  return count;
}
const known = (realm: string, ...names: string[]) =>
  env.DB.batch(
    names.map((name) =>
      env.DB.prepare("INSERT INTO user (realm, name, created_at_ms) VALUES (?, ?, 0)").bind(realm, name),
    ),
  );

describe("a new user", () => {
  it("the first user of a realm shadows the users of the default realm whose names end in it", async () => {
    await known("realm1", "a@one.example", "b@c@one.example", "D@ONE.example", "e@one.example@other", "one.example");
    await known("realm1", "@one.example", "f@one.example@", "g@xone.example");
    await known("realm2", "h@one.example", "x");
    expect(await shadowed("x", "one.example")).toBe(3);
  });

  it("a user who is not the first shadows none, and neither does a known one", async () => {
    await known("realm1", "a@two.example");
    await known("two.example", "a");
    expect([await shadowed("x", "two.example"), await shadowed("a", "two.example")]).toEqual([0, 0]);
    expect(await shadowed("a@two.example", "realm1")).toBe(0);
  });

  it("whom applications would know by the name of a user of the default realm shadows that one", async () => {
    await known("realm1", "a@seven.example", "b@seven.example", "c@SEVEN.example", "a@eight.example");
    await known("seven.example", "z");
    expect([await shadowed("a", "seven.example"), await shadowed("x", "seven.example")]).toEqual([1, 0]);
    await known("seven.example", "b");
    expect(await shadowed("b", "seven.example")).toBe(0);
  });

  it("of the default realm shadows the user whom its name means today", async () => {
    await known("three.example", "a");
    expect([await shadowed("a@three.example", "realm1"), await shadowed("b@three.example", "realm1")]).toEqual([1, 0]);
  });
});

it("many new users are counted by one look, each in its place", async () => {
  await known("realm1", "a@five.example", "b@five.example");
  await known("six.example", "a");
  await known("realm1", "c@six.example");
  let looks = 0;
  const watched = {
    prepare(sql: string) {
      looks++;
      return env.DB.prepare(sql);
    },
  } as D1Database;
  const owners = [
    { user: "x", realm: "five.example" },
    { user: "new", realm: "realm1" },
    { user: "a@six.example", realm: "realm1" },
    { user: "a@five.example", realm: "realm1" },
    { user: "x", realm: "six.example" },
    { user: "c", realm: "six.example" },
  ];
  expect(await shadowedIn([watched], owners, settings)).toEqual([2, 0, 1, 0, 0, 1]);
  expect(looks).toBe(1);
});

it("is counted by the index, and reads through no table", async () => {
  const plan = (await counting("x", "four.example", "EXPLAIN QUERY PLAN").all<{ detail: string }>()).results;
  const steps = plan.map(({ detail }) => detail).filter((detail) => /\buser\b/.test(detail));
  expect(steps).toContainEqual(expect.stringContaining("user_by_realm_in_name (realm=? AND <expr>=?)"));
  expect(steps.filter((step) => step.startsWith("SCAN"))).toEqual([]);
});
