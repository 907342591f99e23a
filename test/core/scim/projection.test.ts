// `attributes` and `excludedAttributes`: RFC 7644 §3.9.

import { describe, expect, it } from "vitest";
import { isShown, project, readProjection } from "../../../src/core/scim/projection.ts";

const BEA = {
  schemas: ["s"],
  id: "1",
  userName: "bea",
  name: { givenName: "Bea", familyName: "Brook" },
  emails: [{ value: "b@x.org", type: "work" }],
  meta: { version: "v" },
};
const shown = (attributes?: string, excluded?: string) => project(BEA, readProjection(attributes, excluded));
const ALWAYS = { schemas: ["s"], id: "1" };

describe("a projection", () => {
  it.each([
    [undefined, undefined, BEA],
    ["userName", undefined, { ...ALWAYS, userName: "bea" }],
    [
      "USERNAME, urn:ietf:params:scim:schemas:core:2.0:User:name.givenName",
      undefined,
      { ...ALWAYS, userName: "bea", name: { givenName: "Bea" } },
    ],
    ["emails.value,name", undefined, { ...ALWAYS, name: BEA.name, emails: [{ value: "b@x.org" }] }],
    ["nothing", undefined, ALWAYS],
    [undefined, "name,emails,meta", { ...ALWAYS, userName: "bea" }],
    [
      undefined,
      "id,schemas,name.givenName,emails.TYPE",
      { ...BEA, name: { familyName: "Brook" }, emails: [{ value: "b@x.org" }] },
    ],
    ["name", "name.givenName", { ...ALWAYS, name: { familyName: "Brook" } }],
  ])("attributes=%s, excludedAttributes=%s", (attributes, excluded, resource) => {
    expect(shown(attributes, excluded)).toEqual(resource);
  });

  it("says whether members have to be read", () => {
    expect(isShown(readProjection(undefined, undefined), "members")).toBe(true);
    expect(isShown(readProjection(undefined, "Members"), "members")).toBe(false);
    expect(isShown(readProjection("displayName", undefined), "members")).toBe(false);
    expect(isShown(readProjection("members.value", undefined), "members")).toBe(true);
  });
});
