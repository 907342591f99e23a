// RFC 7644 §3.4.2.2, as much of it as directories send: filters of Entra, Okta and Microsoft's pages.

import { describe, expect, it } from "vitest";
import { GROUP_ATTRIBUTES, USER_ATTRIBUTES } from "../../../src/core/scim/attributes.ts";
import { readFilter } from "../../../src/core/scim/filter.ts";

const USER = ["id", "userName", "externalId", "displayName", "active", "emails.value"];
const GROUP = ["id", "displayName", "externalId", "members.value"];

const ofUsers = (filter: string) => conditionsOf(readFilter(filter, USER_ATTRIBUTES, USER));
const ofGroups = (filter: string) => conditionsOf(readFilter(filter, GROUP_ATTRIBUTES, GROUP));
const conditionsOf = (read: ReturnType<typeof readFilter>) =>
  read.ok ? read.conditions.map(({ name, value }) => [name, value]) : read.reason;
const invalid = (message: RegExp) => ({
  code: "invalid-resource",
  fault: "invalidFilter",
  message: expect.stringMatching(message),
});

describe("a filter", () => {
  it.each([
    ['userName eq "bea@example.org"', [["userName", "bea@example.org"]]],
    ['USERNAME EQ "bea"', [["userName", "bea"]]],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "bea"', [["userName", "bea"]]],
    ["userName eq bea@example.org", [["userName", "bea@example.org"]]],
    ['userName eq "say \\"hi\\" and go"', [["userName", 'say "hi" and go']]],
    ['userName eq "b]ea"', [["userName", "b]ea"]]],
    ["active eq true", [["active", "true"]]],
    ['emails[type eq "work"].value eq "b@x.org"', [["emails.value", "b@x.org"]]],
    ['emails.value eq "b@x.org"', [["emails.value", "b@x.org"]]],
    ['emails eq "b@x.org"', [["emails.value", "b@x.org"]]],
    [
      'externalId eq "1" And  active eq "False"',
      [
        ["externalId", "1"],
        ["active", "False"],
      ],
    ],
  ])("%s", (filter, conditions) => {
    expect(ofUsers(filter)).toEqual(conditions);
  });

  it("of groups finds those that somebody is in", () => {
    expect(ofGroups('id eq "1" and members eq "2"')).toEqual([
      ["id", "1"],
      ["members.value", "2"],
    ]);
    expect(ofGroups('urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq "a, b"')).toEqual([
      ["displayName", "a, b"],
    ]);
  });

  it.each([
    ['userName sw "b"', /Only eq/],
    ['userName eq "a" or userName eq "b"', /Expected <attribute>/],
    ['not (userName eq "a")', /Expected <attribute>/],
    ['(userName eq "a")', /Expected <attribute>/],
    ["userName eq", /Expected <attribute>/],
    ["", /Expected <attribute>/],
    ["userName pr", /Expected <attribute>/],
    ['userName eq "a" and', /Expected <attribute>/],
    ['userName eq "\\x"', /quotes/],
    ['title eq "boss"', /Expected one of id, userName/],
    ['__proto__ eq "boss"', /Expected one of id, userName/],
    ['name.givenName eq "B"', /Expected one of/],
    ['emails[foo eq "work"].value eq "b"', /Expected one of value, type/],
    ['emails[type eq "work"].display eq "b"', /Expected one of id/],
    [`userName eq ${"x y".repeat(100)}`, /…/],
  ])("is refused rather than misread: %s", (filter, message) => {
    expect(ofUsers(filter)).toEqual(invalid(message));
  });
});
