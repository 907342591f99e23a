// The name by which applications know a person: two people never share one, whatever they are
// called.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, it } from "vitest";
import { usernameOf } from "../../../src/core/oidc/username.ts";
import { ENDS_IN_REALM } from "../../../src/storage/sql/ends-in-realm.ts";

const DEFAULT = "d";
const settings = { defaultRealm: DEFAULT };

interface Row {
  user: string;
  realm: string;
  ends_in_realm: number;
}
type Owner = readonly [user: string, realm: string];

/** What applications are told of each of these people, as the database reads them. */
async function namesOf(people: readonly Owner[], elsewhere: readonly string[] = []): Promise<string[]> {
  const [, , , read] = await env.DB.batch<Row>([
    env.DB.prepare("DELETE FROM user"),
    env.DB.prepare("INSERT OR REPLACE INTO realm_elsewhere SELECT value, 0 FROM json_each(?)").bind(
      JSON.stringify(elsewhere),
    ),
    env.DB.prepare(
      `INSERT INTO user (name, realm, created_at_ms) SELECT value ->> 0, value ->> 1, 0 FROM json_each(?)`,
    ).bind(JSON.stringify(people)),
    env.DB.prepare(`SELECT name AS user, realm, ${ENDS_IN_REALM} AS ends_in_realm FROM user ORDER BY id`),
    env.DB.prepare("DELETE FROM realm_elsewhere"),
  ]);
  return (read?.results ?? []).map(({ user, realm, ends_in_realm }) =>
    usernameOf({ user, realm, endsInRealm: ends_in_realm === 1 }, settings),
  );
}

it.each<[why: string, people: readonly Owner[], names: readonly string[]]>([
  ["a user of the default realm has the name alone", [["anna", "d"]], ["anna"]],
  ["a mail address stays as it is", [["anna@corp.example", "d"]], ["anna@corp.example"]],
  ["and so does a name with %", [["100%40b", "d"]], ["100%40b"]],
  ["a user of another realm has both", [["anna", "b"]], ["anna@b"]],
  [
    "a name that ends in a realm has the default realm, too",
    [
      ["boss", "b"],
      ["boss@b", "d"],
    ],
    ["boss@b", "boss@b@d"],
  ],
  [
    "in any letter case, since many applications fold it",
    [
      ["boss", "b"],
      ["boss@B", "d"],
    ],
    ["boss@b", "boss@B@d"],
  ],
  [
    "only what is behind the last @ counts",
    [
      ["x", "b"],
      ["boss@b@c", "d"],
    ],
    ["x@b", "boss@b@c"],
  ],
  ["the default realm counts without a user", [["boss@d", "d"]], ["boss@d@d"]],
])("%s", async (_, people, names) => {
  expect(await namesOf(people)).toEqual(names);
});

it("a realm whose users are in another database counts, too", async () => {
  expect(await namesOf([["boss@b", "d"]], ["b"])).toEqual(["boss@b@d"]);
});

it("two people never have one name, and the last @ tells who is meant", async () => {
  const realms = ["d", "b", "c", "bc", "b.c"];
  const user = fc.string({
    unit: fc.constantFrom("a", "b", "c", "d", "@", "@", ".", "%", "B", " "),
    minLength: 1,
    maxLength: 8,
  });
  const people = fc.uniqueArray(fc.tuple(user, fc.constantFrom(...realms)), {
    maxLength: 30,
    selector: (owner) => JSON.stringify(owner),
  });
  await fc.assert(
    fc.asyncProperty(people, async (owners) => {
      const names = await namesOf(owners);
      expect(names).toHaveLength(owners.length);
      expect(new Set(names).size).toBe(owners.length);
      const known = new Set([DEFAULT, ...owners.map(([, realm]) => realm)]);
      const meantBy = (name: string): Owner => {
        const at = name.lastIndexOf("@");
        const realm = name.slice(at + 1);
        return at >= 0 && known.has(realm) ? [name.slice(0, at), realm] : [name, DEFAULT];
      };
      expect(names.map(meantBy)).toEqual(owners);
    }),
    { numRuns: 80 },
  );
});
