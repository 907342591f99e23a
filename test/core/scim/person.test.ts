// A person as a directory writes them: what is kept, what comes back, and what is refused.

import { describe, expect, it } from "vitest";
import type { DirectoryPerson, PersonState } from "../../../src/core/ports/people/directory.ts";
import { USER_ATTRIBUTES } from "../../../src/core/scim/attributes.ts";
import { apply, type Doc } from "../../../src/core/scim/patch.ts";
import { personJson, readPerson } from "../../../src/core/scim/person.ts";

function read(body: Doc, before?: Doc) {
  const doc: Doc = { active: true };
  const failed = apply({ doc, attributes: USER_ATTRIBUTES }, { op: "replace", path: undefined, value: body });
  const person = failed ?? readPerson(doc, "staff", before, { defaultRealm: "realm1", foldUserCase: false });
  return person.ok ? person.person : person.reason;
}

const stored = (person: PersonState | object): DirectoryPerson => ({
  ...(person as PersonState),
  id: "0123",
  createdAtMs: 0,
  changedAtMs: 1000,
  name: (person as PersonState).userName,
  groups: [],
});

describe("a person", () => {
  it("needs a name alone, and is active", () => {
    expect(read({ userName: "bea" })).toEqual({
      userName: "bea",
      externalId: null,
      displayName: null,
      email: null,
      active: true,
      kept: {},
    });
  });

  it("comes back as it was sent", () => {
    const body = {
      externalId: "e-1",
      userName: "Bea@Example.org",
      displayName: "Bea B.",
      name: { formatted: "Dr Bea Brook", familyName: "Brook", givenName: "Bea", honorificPrefix: "Dr" },
      preferredLanguage: "nl-NL",
      active: false,
      emails: [{ value: "b@x.org", type: "work", primary: true }],
    };
    expect(personJson(stored(read(body)), "https://login.test/scim/v2")).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      id: "0123",
      ...body,
      meta: {
        resourceType: "User",
        created: "1970-01-01T00:00:00.000Z",
        lastModified: "1970-01-01T00:00:01.000Z",
        location: "https://login.test/scim/v2/Users/0123",
        version: 'W/"1000"',
      },
    });
  });

  it("is shown by the displayName, or by the parts of the name, which are no displayName", () => {
    const shown = (body: Doc) => {
      const person = read({ userName: "bea", ...body });
      return [(person as PersonState).displayName, personJson(stored(person), "").displayName];
    };
    expect(shown({ displayName: "B" })).toEqual(["B", "B"]);
    expect(shown({ name: { formatted: "F", givenName: "G" } })).toEqual(["F", undefined]);
    expect(shown({ name: { givenName: "G", familyName: "H" } })).toEqual(["G H", undefined]);
    expect(shown({ name: { givenName: "G" } })).toEqual(["G", undefined]);
    expect(shown({})).toEqual([null, undefined]);
  });

  it.each([
    [
      [
        { value: "h@x.org", type: "home", primary: true },
        { value: "w@x.org", type: "Work" },
      ],
      "w@x.org",
    ],
    [
      [
        { value: "h@x.org", type: "home" },
        { value: "p@x.org", primary: "True" },
      ],
      "p@x.org",
    ],
    [[{ value: "h@x.org", type: "home" }], "h@x.org"],
    [["h@x.org"], "h@x.org"],
    [
      [
        { value: "h@x.org", type: "home" },
        { value: "o@x.org", type: "other" },
      ],
      null,
    ],
    [[{ type: "work" }], null],
    [[], null],
  ])("has one address: %j", (emails, email) => {
    expect(read({ userName: "bea", emails })).toMatchObject({ email });
  });

  it("whom no directory has written yet has an address for work, which a directory can change", () => {
    const known = { userName: "bea", externalId: null, displayName: "Bea", email: "b@x.org", active: true, kept: {} };
    expect(personJson(stored(known), "")).toMatchObject({
      displayName: "Bea",
      emails: [{ value: "b@x.org", type: "work" }],
    });
  });

  it("is known by a GUID in any case", () => {
    expect(read({ userName: "bea", externalId: "0A21F0F2-8D2A-4F8E-BF98-7363C4AED4EF" })).toMatchObject({
      externalId: "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    });
    expect(read({ userName: "bea", externalId: "AbC" })).toMatchObject({ externalId: "AbC" });
  });

  const name = { userName: "bea" };
  it.each([
    [{}, /userName is a text/],
    [{ userName: "" }, /userName is a text/],
    [{ userName: 7 }, /userName is a text/],
    [{ userName: {} }, /Got an object/],
    [{ ...name, active: "perhaps" }, /active is true or false/],
    [{ ...name, active: null }, /active is true or false/],
    [{ ...name, displayName: "x".repeat(201) }, /displayName is a text of at most 200/],
    [{ ...name, displayName: "a\u200bb" }, /displayName is a text/],
    [{ ...name, displayName: ["a"] }, /displayName is a text/],
    [{ ...name, externalId: { a: 1 } }, /externalId is a text/],
    [{ ...name, preferredLanguage: "x".repeat(101) }, /preferredLanguage/],
    [{ ...name, name: { givenName: 1 } }, /name.givenName/],
    [{ ...name, name: "Bea" }, /Expected an object as name/],
    [
      {
        ...name,
        name: {
          formatted: "é".repeat(200),
          givenName: "é".repeat(200),
          familyName: "é".repeat(200),
          middleName: "é".repeat(200),
          honorificPrefix: "é".repeat(200),
        },
      },
      /at most 2000 bytes/,
    ],
    [{ ...name, emails: [{ value: "no address", type: "work" }] }, /emails.value is an e-mail address/],
    [{ ...name, emails: [{ value: { a: 1 } }] }, /emails.value is a text/],
    [{ ...name, emails: [{ value: "a@x.org,b@x.org" }] }, /emails.value is an e-mail address/],
  ])("is refused with words to act on: %j", (body, message) => {
    expect(read(body)).toEqual({
      code: "invalid-resource",
      fault: "invalidValue",
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ["a\u0000b", "unseen-character"],
    ["a\u200bb", "unseen-character"],
    [".", "invalid-parameter"],
    [" bea", "invalid-resource"],
    ["bea\u00a0", "invalid-resource"],
    [" ", "invalid-resource"],
    ["x".repeat(3000), "user-too-long"],
  ])("has no name that nobody could have: %j", (userName, code) => {
    expect(read({ userName })).toMatchObject({ code });
  });

  it("who leaves is not kept in by what was taken before", () => {
    const was = {
      userName: "a\u200bb",
      displayName: "x".repeat(300),
      externalId: "y".repeat(300),
      emails: [{ value: "Anna <a@x.org>", type: "work" }],
    };
    expect(read({ ...was, active: false }, was)).toMatchObject({
      userName: was.userName,
      displayName: was.displayName,
      email: "Anna <a@x.org>",
      active: false,
    });
    expect(read({ ...was, displayName: "z".repeat(201) }, was)).toMatchObject({ code: "invalid-resource" });
  });

  it("has in no attribute what only another one has already", () => {
    const was = { userName: "bea", displayName: "a@x.org,b@x.org", name: { givenName: "." } };
    const emails = [{ value: was.displayName, type: "work" }];
    expect(read({ ...was, emails }, was)).toMatchObject({ code: "invalid-resource" });
    expect(read({ ...was, userName: "." }, was)).toMatchObject({ code: "invalid-parameter" });
    expect(read({ ...was, emails, active: false }, { ...was, emails })).toMatchObject({ email: was.displayName });
  });
});
