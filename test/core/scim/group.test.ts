// A group: its name, and what operations on its members come to.

import { describe, expect, it } from "vitest";
import { GROUP_ATTRIBUTES } from "../../../src/core/scim/attributes.ts";
import { memberOperations, readGroup } from "../../../src/core/scim/group.ts";
import { readOperations } from "../../../src/core/scim/operations.ts";
import { apply, type Doc } from "../../../src/core/scim/patch.ts";

function membersAfter(...list: readonly object[]) {
  const members = memberOperations();
  const read = readOperations({ Operations: list });
  if (!read.ok) return read.reason.fault;
  for (const operation of read.operations) {
    const failed = apply({ doc: {}, attributes: GROUP_ATTRIBUTES, members: members.take }, operation);
    if (failed) return failed.reason.fault;
  }
  const { all, remove, add } = members.change();
  return [all, remove.join(), add.join()];
}

describe("operations on members", () => {
  it.each([
    [[{ op: "Add", path: "members", value: [{ $ref: null, value: "1" }, { value: "2" }] }], [false, "", "1,2"]],
    [[{ op: "Add", path: "members", value: { VALUE: "1" } }], [false, "", "1"]],
    [[{ op: "add", value: { members: [{ value: "1" }] } }], [false, "", "1"]],
    [[{ op: "Remove", path: "members", value: [{ $ref: null, value: "1" }] }], [false, "1", ""]],
    [[{ op: "remove", path: 'members[value eq "1"]' }], [false, "1", ""]],
    [[{ op: "remove", path: "members", value: [] }], [false, "", ""]],
    [[{ op: "remove", path: "members" }], [true, "", ""]],
    [[{ op: "add", path: "members", value: [] }], [false, "", ""]],
    [[{ op: "replace", path: "members", value: [{ value: "1" }] }], [true, "", "1"]],
    [[{ op: "replace", path: "members", value: [] }], [true, "", ""]],
    [[{ op: "replace", path: "members", value: null }], [true, "", ""]],
    [
      [
        { op: "remove", path: 'members[value eq "1"]' },
        { op: "add", path: "members", value: [{ value: "1" }] },
      ],
      [false, "", "1"],
    ],
    [
      [
        { op: "add", path: "members", value: [{ value: "1" }, { value: "2" }] },
        { op: "remove", path: "members", value: [{ value: "1" }] },
      ],
      [false, "1", "2"],
    ],
    [
      [
        { op: "add", path: "members", value: [{ value: "1" }] },
        { op: "remove", path: "members" },
      ],
      [true, "", ""],
    ],
  ])("%j", (operations, change) => {
    expect(membersAfter(...operations)).toEqual(change);
  });

  it.each([
    [{ op: "add", path: "members", value: [{ display: "Bea" }] }, "invalidValue"],
    [{ op: "add", path: "members", value: [7] }, "invalidValue"],
    [{ op: "add", path: "members", value: "1" }, [false, "", "1"]],
    [{ op: "replace", path: 'members[value eq "1"].$ref', value: "x" }, "invalidPath"],
    [{ op: "replace", path: "members.value", value: "x" }, "invalidPath"],
    [{ op: "remove", path: 'members[display eq "1"]' }, "invalidFilter"],
    [{ op: "remove", path: 'members[value eq "1" and value eq "2"]' }, "invalidFilter"],
  ])("are refused: %j", (operation, fault) => {
    expect(membersAfter(operation)).toEqual(fault);
  });
});

describe("a group", () => {
  it.each([
    ["Sales", "S", { displayName: "Sales", externalId: "S" }],
    ["Sales", undefined, { displayName: "Sales", externalId: null }],
    ["x".repeat(100), "", { displayName: "x".repeat(100), externalId: null }],
  ])("%j is taken", (displayName, externalId, group) => {
    const doc: Doc = { displayName, externalId };
    expect(readGroup(doc)).toEqual({ ok: true, group });
  });

  it.each([
    [{}],
    [{ displayName: "" }],
    [{ displayName: " " }],
    [{ displayName: 7 }],
    [{ displayName: "x".repeat(101) }],
    // In a header, and in the attribute, it would be two groups.
    [{ displayName: "staff,admins" }],
    [{ displayName: "a\u202eb" }],
    [{ displayName: "a", externalId: 7 }],
    [{ displayName: "a", externalId: "x".repeat(256) }],
  ])("%j is not", (doc) => {
    expect(readGroup(doc)).toMatchObject({ ok: false, reason: { code: "invalid-resource", fault: "invalidValue" } });
  });
});
