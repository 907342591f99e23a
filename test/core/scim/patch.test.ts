// The operations of a PATCH, in every dialect that directories write: RFC 7644 §3.5.2.

import { describe, expect, it } from "vitest";
import { USER_ATTRIBUTES } from "../../../src/core/scim/attributes.ts";
import { readOperations } from "../../../src/core/scim/operations.ts";
import { apply, type Doc } from "../../../src/core/scim/patch.ts";

const BEA = {
  id: "1",
  userName: "bea",
  displayName: "Bea",
  name: { givenName: "Bea", familyName: "Brook" },
  active: true,
  emails: [{ value: "a@x.org", type: "work" }],
  groups: [{ value: "9", display: "Sales" }],
  meta: { resourceType: "User" },
};

/** What differs afterwards, or why there is no afterwards. */
function changesOf(...list: readonly unknown[]) {
  const read = readOperations({ Operations: list });
  if (!read.ok) return [read.reason.fault, read.reason.message];
  const doc: Doc = structuredClone(BEA);
  for (const operation of read.operations) {
    const failed = apply({ doc, attributes: USER_ATTRIBUTES, current: BEA }, operation);
    if (failed) return [failed.reason.fault, failed.reason.message];
  }
  const before: Doc = BEA;
  return Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(doc)])]
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(doc[name]))
      .map((name) => [name, doc[name] ?? "gone"]),
  );
}

describe("an operation", () => {
  it.each([
    [{ op: "Replace", path: "active", value: "False" }, { active: "False" }],
    [{ op: "replace", path: "ACTIVE", value: false }, { active: false }],
    [{ op: "replace", value: { active: false } }, { active: false }],
    [{ op: "Add", path: "displayName", value: "B" }, { displayName: "B" }],
    [{ op: "add", path: "name.givenName", value: "K" }, { name: { givenName: "K", familyName: "Brook" } }],
    [{ op: "replace", value: { "name.givenName": "K" } }, { name: { givenName: "K", familyName: "Brook" } }],
    [{ op: "replace", path: "name", value: { FAMILYNAME: "K" } }, { name: { givenName: "Bea", familyName: "K" } }],
    [
      { op: "Replace", path: 'emails[type eq "work"].value', value: "b@x.org" },
      { emails: [{ value: "b@x.org", type: "work" }] },
    ],
    [{ op: "Replace", path: 'emails[type eq "WORK"].value', value: "a@x.org" }, {}],
    [{ op: "Replace", path: "emails.value", value: "b@x.org" }, { emails: [{ value: "b@x.org", type: "work" }] }],
    [
      { op: "Add", path: 'emails[type eq "home"].value', value: "b@x.org" },
      {
        emails: [
          { value: "a@x.org", type: "work" },
          { type: "home", value: "b@x.org" },
        ],
      },
    ],
    [
      { op: "replace", value: { emails: [{ value: "b@x.org", type: "work", display: "B" }] } },
      { emails: [{ value: "b@x.org", type: "work" }] },
    ],
    [
      { op: "add", path: "emails", value: { value: "a@x.org", primary: true } },
      { emails: [{ value: "a@x.org", primary: true }] },
    ],
    [
      { op: "replace", path: "urn:ietf:params:scim:schemas:core:2.0:User:displayName", value: "B" },
      { displayName: "B" },
    ],
  ])("changes: %j", (operation, changed) => {
    expect(changesOf(operation)).toEqual(changed);
  });

  it.each([
    [{ op: "Remove", path: "displayName" }, { displayName: "gone" }],
    [{ op: "Replace", path: "displayName", value: null }, { displayName: "gone" }],
    [{ op: "Replace", path: "displayName", value: "" }, { displayName: "gone" }],
    [{ op: "replace", value: { name: [] } }, { name: "gone" }],
    [{ op: "remove", path: "name.givenName" }, { name: { familyName: "Brook" } }],
    [{ op: "remove", path: "emails" }, { emails: [] }],
    [{ op: "replace", path: "emails", value: [] }, { emails: [] }],
    [{ op: "remove", path: "emails", value: [] }, {}],
    [{ op: "remove", path: "emails", value: [{ value: "a@x.org" }] }, { emails: [] }],
    [{ op: "remove", path: 'emails[type eq "work"]' }, { emails: [] }],
    [{ op: "remove", path: 'emails[type eq "home"]' }, {}],
    [{ op: "remove", path: 'emails[type eq "home"].value' }, {}],
    [{ op: "replace", path: 'emails[type eq "work"].value', value: "" }, { emails: [{ type: "work" }] }],
  ])("removes: %j", (operation, changed) => {
    expect(changesOf(operation)).toEqual(changed);
  });

  it.each([
    { op: "add", path: "title", value: "Boss" },
    { op: "add", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", value: "2" },
    { op: "add", path: 'addresses[type eq "work"].country', value: "NL" },
    { op: "add", path: 'roles[primary eq "True"].value', value: "admin" },
    { op: "replace", path: "name.nickName", value: "B" },
    {
      op: "replace",
      value: { password: "secret", "urn:x:y:2.0:User": { department: "S" }, __proto__: { active: false } },
    },
    { op: "replace", value: { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"] } },
    { op: "replace", value: { id: "1", meta: { resourceType: "User" }, groups: [{ value: "9" }] } },
  ])("passes over what is not kept, and what is as it says: %j", (operation) => {
    expect(changesOf(operation)).toEqual({});
  });

  it.each([
    [{ op: "replace", path: "id", value: "2" }, "mutability"],
    [{ op: "remove", path: "groups" }, "mutability"],
    [{ op: "replace", value: { groups: [{ value: "8" }] } }, "mutability"],
    [{ op: "remove" }, "noTarget"],
    [{ op: "move", path: "active", value: false }, "invalidSyntax"],
    [{ path: "active", value: false }, "invalidSyntax"],
    ["replace", "invalidSyntax"],
    [{ op: "replace", path: 7, value: false }, "invalidPath"],
    [{ op: "replace", path: "[x]", value: false }, "invalidPath"],
    [{ op: "replace", path: "active.value", value: false }, "invalidPath"],
    [{ op: "replace", path: "active[x eq 1]", value: false }, "invalidPath"],
    [{ op: "replace", path: 'emails[type eq "work"', value: "b" }, "invalidPath"],
    [{ op: "replace", path: "x".repeat(1001), value: "b" }, "invalidPath"],
    [{ op: "replace", path: 'emails[type ne "work"].value', value: "b" }, "invalidFilter"],
    [{ op: "replace", path: 'emails[kind eq "work"].value', value: "b" }, "invalidFilter"],
    [{ op: "replace", path: "displayName" }, "invalidValue"],
    [{ op: "replace", value: "B" }, "invalidValue"],
    [{ op: "replace", path: "name", value: "B" }, "invalidValue"],
    [{ op: "replace", path: 'emails[type eq "work"]', value: "B" }, "invalidValue"],
  ])("is refused: %j", (operation, fault) => {
    expect(changesOf(operation)).toEqual([fault, expect.any(String)]);
  });

  it("does not make lists without bound, which would be compared with each other", () => {
    const values = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);
    const add = (value: unknown) => ({ op: "add", path: "emails", value });
    expect(changesOf(add(values(99)))).toMatchObject({ emails: { length: 100 } });
    expect(changesOf(add(values(101)))).toEqual(["invalidValue", "emails has at most 100 values."]);
    expect(changesOf(add(values(100)), add(values(100, 100)), add("x"))).toEqual([
      "invalidValue",
      "emails has at most 100 values.",
    ]);
  });

  it("comes in its turn", () => {
    const first = { op: "replace", path: "displayName", value: "B" };
    expect(changesOf(first, { op: "remove", path: "displayName" })).toEqual({ displayName: "gone" });
    expect(changesOf({ op: "remove", path: "displayName" }, first)).toEqual({ displayName: "B" });
  });

  it("is one of a list that has some", () => {
    expect(changesOf()).toEqual(["invalidSyntax", expect.any(String)]);
    expect(readOperations({})).toMatchObject({ ok: false, reason: { fault: "invalidSyntax" } });
    const deep = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);
    expect(changesOf({ op: deep, path: "active" })).toEqual(["invalidSyntax", expect.stringMatching(/a list/)]);
    expect(changesOf({ op: "replace", path: "name", value: deep })).toEqual(["invalidValue", expect.any(String)]);
  });
});
