// Whose token it is. A phone that comes under another person's name can log in as that person, so
// each doubt is a refusal by name.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readEncFile } from "../../../import/crypt/enc-file.ts";
import { EDUMFA, PRIVACYIDEA, type Product, readPrivacyIdeaSql } from "../../../import/formats/privacyidea-sql.ts";
import { readLogins } from "../../../import/open-export.ts";
import type { ImportFormat } from "../../../import/options.ts";
import { personKey, personOf } from "../../../import/prepare/person.ts";
import { outcomes, tablesOf, vectors } from "./readers/vectors.ts";

const folder = mkdtempSync(join(tmpdir(), "owners-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mapOf = (lines: readonly string[], from: ImportFormat = "privacyidea-sql") => {
  const path = join(folder, "map.csv");
  writeFileSync(path, lines.join("\n"));
  return readLogins(path, from);
};

describe("the operator's map", () => {
  const HEAD = "resolver,uid,login,realm";
  const person = (rows: readonly string[], realm: string | undefined, login?: string) =>
    personOf({ key: personKey("ldap", "7"), login, realm }, mapOf([HEAD, ...rows]));
  const is = (login: string, realm?: string) => ({ ok: true, login, realm });
  const refused = (why: string) => ({ ok: false, why });

  it("says who somebody is, and never where: the realm is that of the token", () => {
    expect(person(["ldap,7,hans,corp"], "corp")).toEqual(is("hans", "corp"));
    expect(person(["ldap,7,hans,Corp"], "corp")).toEqual(is("hans", "corp"));
    expect(person(["ldap,7,hans,"], "corp")).toEqual(is("hans", "corp"));
    expect(person(["ldap,7,hans,corp"], "corp", "of the cache")).toEqual(is("hans", "corp"));
    expect(person(["ldap,7,hans,corp"], "sales")).toEqual(
      refused("--logins has the user 7 of the resolver ldap in other realms than sales, that of the token"),
    );
  });

  it("has rows of several realms, in any order, of which the token's own is meant", () => {
    const rows = ["ldap,7,hans,corp", "ldap,7,hans.m,sales", "ldap,7,hm,"];
    for (const all of [rows, rows.toReversed()]) {
      expect(person(all, "corp")).toEqual(is("hans", "corp"));
      expect(person(all, "sales")).toEqual(is("hans.m", "sales"));
      expect(person(all, "third")).toEqual(is("hm", "third"));
    }
  });

  it("is refused where it contradicts itself, by the name of the person", () => {
    expect(person(["ldap,7,hans,corp", "ldap,7,berta,corp"], "corp")).toEqual(
      refused("--logins contradicts itself about the user 7 of the resolver ldap: hans in corp, berta in corp"),
    );
    expect(person(["ldap,7,hans,", "ldap,7,berta,"], "corp")).toMatchObject(
      refused(expect.stringContaining("hans, berta")),
    );
    expect(person(["ldap,7,hans,corp", "ldap,7,hans,corp"], "corp")).toEqual(is("hans", "corp"));
    expect(person(["ldap,7,hans,corp", "ldap,8,berta,corp"], "corp")).toEqual(is("hans", "corp"));
  });

  it("says the realm where the server knows none, if it says one", () => {
    expect(person(["ldap,7,hans,corp"], undefined)).toEqual(is("hans", "corp"));
    expect(person(["ldap,7,hans,corp", "ldap,7,hans,sales"], undefined)).toMatchObject({ ok: false });
    const stepup = mapOf(["userid,user,realm", "a1,anna,corp", "b1,berta,", "b1,bert,"], "stepup-sql");
    expect(personOf({ key: "a1", login: "a1", realm: undefined }, stepup)).toEqual(is("anna", "corp"));
    expect(personOf({ key: "b1", login: "b1", realm: undefined }, stepup)).toEqual(
      refused("--logins contradicts itself about the user b1: berta, bert"),
    );
    expect(personOf({ key: "c1", login: "c1", realm: undefined }, stepup)).toEqual(
      refused("no login is known for the user c1: --logins can say it"),
    );
  });

  it("that names nobody, or has other columns, is refused", () => {
    expect(() => mapOf([])).toThrow("is empty");
    expect(() => mapOf([HEAD])).toThrow("is empty");
    expect(() => mapOf(["userid,user,realm", "a,b,c"], "edumfa-sql")).toThrow("must have the columns resolver,uid");
    expect(() => mapOf([HEAD, "ldap,7,,corp"])).toThrow("line 2");
  });
});

describe("in the tables", () => {
  const { encFile } = vectors;
  const server = { encFile: readEncFile(Buffer.from(encFile.plain, "base64"), undefined), clock: undefined };
  const token = (id: number) => ({
    ...{ id, serial: `PI${id}`, tokentype: "tiqr", key_enc: encFile.keyNew, key_iv: encFile.ivHex },
  });
  const owner = (token_id: number, user_id: string, realm_id: number | null = 7) => ({
    ...{ token_id, user_id, realm_id, resolver: "ldap" },
  });
  const realm = [
    { id: 7, name: "corp" },
    { id: 8, name: "sales" },
  ];
  const seen = (serial: string, user: string) => ({ serial, user, resolver: "ldap", realm: "corp" });
  const read = (tables: Readonly<Record<string, readonly Record<string, unknown>[]>>, product: Product = PRIVACYIDEA) =>
    outcomes(readPrivacyIdeaSql(tablesOf({ realm, ...tables }), product, server)).map((one) =>
      typeof one === "string" ? one : [one.serial, one.owner?.login, one.owner?.realm],
    );

  it("a login is known where the cache or the trail says one, and not where they say several", () => {
    const tables = {
      token: [token(1), token(2), token(3), token(4)],
      tokenowner: [owner(1, "a"), owner(2, "b"), owner(3, "c"), owner(4, "d")],
      usercache: [
        { username: "anna", used_login: "ANNA", resolver: "ldap", user_id: "a" },
        { username: "anna", used_login: "", resolver: "ldap", user_id: "a" },
        { username: "berta", used_login: "", resolver: "ldap", user_id: "b" },
        { username: "bertram", used_login: "", resolver: "ldap", user_id: "b" },
      ],
      // The token was somebody else's before.
      pidea_audit: [seen("PI2", "berta"), seen("PI3", "carl"), seen("PI4", "Dora"), seen("PI4", "dora")],
    };
    const known = [
      ["PI1", "anna", "corp"],
      ["PI2", undefined, "corp"],
      ["PI3", "carl", "corp"],
      ["PI4", undefined, "corp"],
    ];
    expect(read(tables)).toEqual(known);
    for (const table of Object.values(tables)) table.reverse();
    expect(read(tables).toReversed()).toEqual(known);
  });

  it("a login of the trail is not known for a person whose tokens say different ones", () => {
    const tables = {
      ...{ token: [token(1), token(2)], tokenowner: [owner(1, "a"), owner(2, "a")] },
      pidea_audit: [seen("PI1", "anna"), seen("PI2", "carl")],
    };
    expect(read(tables)).toEqual([
      ["PI1", undefined, "corp"],
      ["PI2", undefined, "corp"],
    ]);
  });

  it("of eduMFA, its trail is read beside that of privacyIDEA, and a name of 20 characters may have been longer", () => {
    const long = "a".repeat(20);
    const tables = {
      token: [token(1), token(2), token(3)],
      tokenowner: [owner(1, "a"), owner(2, "b"), owner(3, "c")],
      mfa_audit: [seen("PI1", "anna"), seen("PI3", long)],
      pidea_audit: [seen("PI2", "berta")],
    };
    expect(read(tables, EDUMFA)).toEqual([
      ["PI1", "anna", "corp"],
      ["PI2", "berta", "corp"],
      ["PI3", undefined, "corp"],
    ]);
    expect(() => read(tables)).toThrow("use --from edumfa-sql");
  });

  it("the realm is that of the owner, or the only one of the token; otherwise the token is refused", () => {
    const tokenrealm = [
      { token_id: 1, realm_id: 8 },
      { token_id: 2, realm_id: 8 },
      { token_id: 3, realm_id: 7 },
      { token_id: 3, realm_id: 8 },
    ];
    const usercache = ["a", "b", "c", "d"].map((user_id) => ({ username: user_id, resolver: "ldap", user_id }));
    expect(
      read({
        ...{ token: [token(1), token(2), token(3), token(4)], tokenrealm, usercache },
        tokenowner: [owner(1, "a"), owner(2, "b", null), owner(3, "c", null), owner(4, "d", 9)],
      }),
    ).toEqual([
      ["PI1", "a", "corp"],
      ["PI2", "b", "sales"],
      "token 3: tokenowner does not say in which of its realms its user is",
      "token 4: the realm 9 of its user is not in the table realm",
    ]);
  });

  it("the service is what config says, else the default of the product; without config nobody says it", () => {
    const serviceIn = (config: readonly object[] | undefined, product: Product) =>
      readPrivacyIdeaSql(tablesOf({ token: [], ...(config && { config }) } as never), product, server).settings
        ?.service;
    const other = { Key: "__timestamp__", Value: "1" };
    const set = { Key: "tiqr.serviceIdentifier", Value: "mfa.example.org" };
    expect(serviceIn([other, set], EDUMFA)).toEqual({ identifier: "mfa.example.org", source: "config" });
    for (const empty of [[other], [other, { ...set, Value: " " }]]) {
      expect(serviceIn(empty, EDUMFA)).toMatchObject({
        ...{ identifier: "io.edumfa", source: "the default of eduMFA, as config sets none" },
      });
      expect(serviceIn(empty, PRIVACYIDEA)).toMatchObject({ identifier: "org.privacyidea" });
    }
    for (const none of [undefined, []]) expect(serviceIn(none, EDUMFA)).toBeUndefined();
  });
});
