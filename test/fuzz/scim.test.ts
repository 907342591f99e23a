// Random bodies, filters and paths from somebody who holds the key of a directory: each is answered
// in the form of SCIM, none makes the service fail, and nobody of another realm changes.

import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { randomRuns } from "../support/house/random-runs.ts";
import { type Ask, askerOf, keyOf, withScim } from "../support/scim/wire.ts";
import { initToken } from "../support/service.ts";

const { timeout, ...parameters } = randomRuns("FUZZ_RUNS", { seed: 20261201, numRuns: 600 });

let ask: Ask;
const ids: string[] = [];
let made = 0;
beforeAll(async () => {
  const over = await withScim();
  ask = askerOf(over, await keyOf(over, "directory", ["staff"]));
  await initToken({ user: "outside", realm: "realm1", serial: "OUTSIDE" });
  await stand();
});

/** Two people, and a group with one of them: attacks rename and delete them. */
async function stand(): Promise<void> {
  const make = async (kind: string, resource: object) => (await ask(`POST /${kind}`, resource)).json.id;
  const people = await Promise.all([1, 2].map(() => make("Users", { userName: `p${++made}` })));
  ids.splice(0, 3, ...people, await make("Groups", { displayName: `g${++made}`, members: [{ value: people[0] }] }));
}

const WORDS = [
  ...["userName", "displayName", "externalId", "active", "name", "name.givenName", "emails", "members", "groups"],
  ...["id", "meta", "schemas", "__proto__", "constructor", "toString", "NAME.familyName", "emails.value"],
  ...['emails[type eq "work"].value', 'members[value eq "x"]', "emails[", "]", "urn:x:y:2.0:User:title", "a.b.c"],
  "urn:ietf:params:scim:schemas:core:2.0:User:userName",
];
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  fc.string({ unit: "binary", maxLength: 20 }),
);
const leaf = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, "True", "", [], {}, 0, -1, 1e300, "a@x.org", "work", "a\0b", "\ud800"),
  fc.string({ unit: "binary", maxLength: 300 }),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, weight: 3, arbitrary: leaf } as never,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(word, tie("value"), { maxKeys: 4 }),
    fc.record({ value: fc.constantFrom("$0", "$1", "x", "a@x.org"), type: leaf, primary: leaf }, { requiredKeys: [] }),
  ),
}));
const operation = fc.record(
  { op: fc.constantFrom<unknown>("add", "Replace", "REMOVE", "move", 7, null), path: fc.oneof(word, leaf), value },
  { requiredKeys: [] },
);
const body = fc.oneof(
  fc.dictionary(word, value, { maxKeys: 6 }),
  fc.record(
    { userName: leaf, displayName: leaf, active: leaf, name: value, emails: value, members: value },
    { requiredKeys: [] },
  ),
  fc.record({ Operations: fc.array(operation, { maxLength: 4 }) }),
  value,
);
const filter = fc
  .array(fc.tuple(word, fc.constantFrom("eq", "EQ", "ne", "pr", ""), fc.oneof(fc.json(), word)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((terms) => terms.map((term) => term.join(" ")).join(" and "));
const attack = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
  kind: fc.constantFrom("Users", "Groups"),
  which: fc.constantFrom("", "/$0", "/$1", "/$2", "/made-up"),
  query: fc.dictionary(
    fc.constantFrom("filter", "startIndex", "count", "attributes", "excludedAttributes"),
    fc.oneof(filter, word),
    { maxKeys: 2 },
  ),
  headers: fc.dictionary(fc.constantFrom("If-Match", "If-None-Match"), fc.constantFrom("*", 'W/"1"', "x"), {
    maxKeys: 1,
  }),
  body,
});

const MAY = [200, 201, 204, 304, 400, 404, 405, 409, 412];

it("is answered as SCIM has it", { timeout }, async () => {
  const filled = (text: string) => text.replace(/\$([012])/g, (_, at) => ids[Number(at)] ?? "");
  const property = fc.asyncProperty(attack, async ({ method, kind, which, query, headers, body: sent }) => {
    const written = new URLSearchParams(
      Object.entries(query).map(([name, text]) => [name, filled(text).toWellFormed()]),
    );
    const call = `${method} /${kind}${filled(which)}?${written}`;
    const reply = await ask(call, method === "GET" ? undefined : filled(JSON.stringify(sent)), headers);
    expect(MAY).toContain(reply.status);
    if (method === "DELETE" && reply.status === 204) await stand();
    if (reply.status === 204 || reply.status === 304) {
      expect(reply.text).toBe("");
      return;
    }
    expect(reply.headers.get("Content-Type")).toBe("application/scim+json");
    expect(reply.json.schemas).toEqual([expect.stringMatching(/^urn:ietf:params:scim:/)]);
    if (reply.status >= 400) expect(reply.json.detail.length).toBeLessThan(400);
  });
  await fc.assert(property, parameters);
  expect(({} as Record<string, unknown>).value).toBeUndefined();
  const outside = await env.DB.prepare("SELECT name, display_name, groups FROM user WHERE realm = 'realm1'").all();
  expect(outside.results).toEqual([{ name: "outside", display_name: null, groups: "[]" }]);
});
