// The right `userhistory`: the rows of one person who is named, in the realms of the account, and
// never the whole trail.

import { beforeAll, describe, expect, it } from "vitest";
import { admin, initToken, reasonOf, request, resultOf, serviceAccount } from "../../support/service.ts";

const PASSWORD = "horse battery staple 7";
type Headers = Record<string, string>;
let desk: Headers;
let blue: Headers;

beforeAll(async () => {
  desk = await serviceAccount("desk", ["userhistory"]);
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const account = { name: "desk-of-blue", rights: ["userhistory"], realms: ["blue"], password: PASSWORD };
  await request("/accounts", { method: "POST", headers, body: JSON.stringify(account) });
  const made = await request("/accounts/desk-of-blue/keys", { method: "POST", headers, body: "{}" });
  blue = { "X-API-Key": resultOf(made).key };
  for (const realm of ["blue", "red"]) for (const user of ["ada", "bea"]) await initToken({ user, realm });
  await initToken({ user: "admin", realm: "administrators" });
});

const read = (query: string, headers: Headers) => request(`/audit/${query}`, { headers });
const people = async (query: string, headers: Headers) => {
  const { auditdata } = resultOf(await read(query, headers));
  return [...new Set(auditdata.map(({ user, realm }: Record<string, string>) => `${user} ${realm}`))];
};

describe("an account with userhistory", () => {
  it("reads the rows of a person whom it names", async () => {
    expect(await people("?user=ada&realm=blue", desk)).toEqual(["ada blue"]);
    expect(await people("?user=ada&realm=red&from=2020-01-01&page_size=5", desk)).toEqual(["ada red"]);
    expect((await read("trail.csv?user=ada&realm=blue", desk)).text).toContain("ada");
  });

  it.each([
    "",
    "?user=ada",
    "?realm=blue",
    "?user=a*&realm=blue",
    "?user=*&realm=blue",
    "?user=ada&realm=*",
    "?user=&realm=blue",
    "?user=admin&realm=administrators",
    "?user=admin&realm=Administrators",
    "?serial=*",
    "trail.csv",
    "statistics",
    "stream",
    "verification",
  ])("reads nothing else: %s", async (query) => {
    const reply = await read(query, desk);
    expect([reply.status, reasonOf(reply)]).toEqual([403, 'missing-right;right="auditlog"']);
    expect(reply.text).not.toContain("ENROLLMENT");
  });

  it("that is bound to realms reads of people there alone", async () => {
    expect(await people("?user=bea&realm=blue", blue)).toEqual(["bea blue"]);
    expect(reasonOf(await read("?user=bea&realm=red", blue))).toBe("other-realm");
  });
});

it("the right to the whole trail is enough, and so is every right; another one is not", async () => {
  expect(await people("?user=ada&realm=blue", await serviceAccount("auditor", ["auditlog"]))).toEqual(["ada blue"]);
  expect(await people("?user=admin&realm=administrators", await admin())).toEqual(["admin administrators"]);
  const other = await serviceAccount("other", ["userlist", "tokenlist"]);
  expect(reasonOf(await read("?user=ada&realm=blue", other))).toBe('missing-right;right="auditlog"');
});
