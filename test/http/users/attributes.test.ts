// Attributes of users: what is stored, who sees it, and what is refused.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditRows, trailContent, trailContentWith } from "../../support/audit.ts";
import { asAdmin, errorOf, initToken, makePhone, request, resultOf, serviceAccount } from "../../support/service.ts";

const set = (key: string, value: string, user = "anna", more: Record<string, string> = {}) =>
  asAdmin("POST", "/user/attribute", { user, key, value, ...more });
const look = async (user = "anna", more = "") => resultOf(await asAdmin("GET", `/user/attribute?user=${user}${more}`));
const remove = (key: string, user = "anna", realm = "realm1") =>
  asAdmin("DELETE", `/user/attribute/${key}/${user}/${realm}`);
const rowOf = (name: string) =>
  env.DB.prepare('SELECT id, email, display_name, "groups" FROM user WHERE name = ?').bind(name).first();

beforeAll(async () => {
  for (const user of ["anna", "ben"]) await initToken({ user, serial: user.toUpperCase() });
});

describe("an attribute", () => {
  it("is set, seen, replaced and removed", async () => {
    const { id } = (await rowOf("anna")) as { id: number };
    expect(await look()).toEqual({});
    expect(resultOf(await set("email", " anna@example.org "))).toBe(id);
    expect(resultOf(await set("name", "Anna Ägren"))).toBe(id);
    expect(resultOf(await set("groups", "staff, wiki editors,,staff"))).toBe(id);
    expect(await look()).toEqual({ email: "anna@example.org", name: "Anna Ägren", groups: "staff,wiki editors" });
    expect(await rowOf("anna")).toMatchObject({ groups: '["staff","wiki editors"]' });
    await set("email", "a@example.org");
    expect(await look("anna", "&key=email")).toBe("a@example.org");
    for (const key of ["email", "name", "groups"]) {
      expect([resultOf(await remove(key)), resultOf(await remove(key))]).toEqual([1, 0]);
      expect(await look("anna", `&key=${key}`)).toBeNull();
    }
    expect(await rowOf("anna")).toEqual({ id, email: null, display_name: null, groups: "[]" });
  });

  it("is one user's only", async () => {
    await initToken({ user: "anna", realm: "corp", serial: "ANNA-CORP" });
    await set("name", "Anna of the default realm");
    expect([await look("ben"), await look("anna", "&realm=corp")]).toEqual([{}, {}]);
    await set("name", "Anna of corp", "anna@corp");
    expect([await look("anna", "&realm=corp"), await look()]).toEqual([
      { name: "Anna of corp" },
      { name: "Anna of the default realm" },
    ]);
    expect(resultOf(await remove("name", "anna", "corp"))).toBe(1);
    expect(await look()).toEqual({ name: "Anna of the default realm" });
  });

  it("stands in the list of users, where an unset one leaves privacyIDEA's keys as they are", async () => {
    for (const [key, value] of [
      ["email", "ben@example.org"],
      ["name", "Ben"],
      ["groups", "a,b"],
    ] as const)
      await set(key, value, "ben");
    const listed = async (name: string) => resultOf(await asAdmin("GET", `/user/?username=${name}`))[0];
    expect(await listed("ben")).toMatchObject({
      username: "ben",
      email: "ben@example.org",
      givenname: "Ben",
      name: "Ben",
      groups: "a,b",
    });
    await initToken({ user: "plain", serial: "PLAIN" });
    expect(await listed("plain")).toMatchObject({ email: "", givenname: "plain" });
    expect(Object.keys(await listed("plain"))).not.toContain("name");
  });

  it("`name` is what a phone that enrols shows", async () => {
    await initToken({ user: "cleo", serial: "CLEO" });
    await set("name", "Cleo Patra", "cleo");
    const { detail } = (await initToken({ user: "cleo", serial: "CLEO" })).json;
    const phone = makePhone();
    await phone.enroll(detail.tiqrenroll.value);
    expect(phone.accounts.map(({ name }) => name)).toContain("Cleo Patra");
  });
});

describe("is refused", () => {
  it.each([
    ["email", "no address"],
    ["email", "a@b@c"],
    ["email", "a@b, c@d"],
    ["email", `${"a".repeat(250)}@x.org`],
    ["email", "a@b\r\nBcc: c@d"],
    ["name", "a\u0007"],
    ["name", "\u202eanna"],
    ["name", "x".repeat(201)],
    ["groups", `${"g".repeat(101)}`],
    ["groups", Array.from({ length: 101 }, (_, index) => `g${index}`).join(",")],
    ["groups", "a\nb"],
  ])("%s %j", async (key, value) => {
    const before = await rowOf("ben");
    expect(errorOf(await set(key, value, "ben"))).toEqual([400, 905, expect.stringMatching(/Invalid parameter value/)]);
    expect(await rowOf("ben")).toEqual(before);
  });

  it.each(["", "   ", ",", " , ,"])("an empty value: %j", async (value) => {
    expect(errorOf(await set("groups", value, "ben"))[2]).toBe("ERR905: Missing parameter: value");
  });

  it.each(["phone", "subject", "__proto__", "constructor", "EMAIL"])("the key %s", async (key) => {
    const refusal = [400, 905, "ERR905: Invalid parameter key: it must be one of email, name, groups, external_id."];
    expect(errorOf(await set(key, "x"))).toEqual(refusal);
    expect(errorOf(await asAdmin("GET", `/user/attribute?user=anna&key=${key}`))).toEqual(refusal);
    expect(errorOf(await remove(key))).toEqual(refusal);
  });

  it("a request without a user or a key", async () => {
    const missing = async (fields: Record<string, string>) =>
      errorOf(await asAdmin("POST", "/user/attribute", fields))[2];
    expect(await missing({ key: "name", value: "x" })).toBe("ERR905: Missing parameter: user");
    expect(await missing({ user: "anna", value: "x" })).toBe("ERR905: Missing parameter: key");
    expect(await missing({ user: "anna", key: "name" })).toBe("ERR905: Missing parameter: value");
  });

  it("a user who is not known, and none is made", async () => {
    const unknown = [400, 904, "ERR904: The user can not be found in any resolver in this realm!"];
    expect(errorOf(await set("name", "x", "nobody"))).toEqual(unknown);
    expect(errorOf(await asAdmin("GET", "/user/attribute?user=nobody"))).toEqual(unknown);
    expect(errorOf(await remove("name", "nobody"))).toEqual(unknown);
    expect(await rowOf("nobody")).toBeNull();
  });
});

describe("the trail", () => {
  it("has a row for each change, with the user and without the value", async () => {
    await initToken({ user: "dora", realm: "corp", serial: "DORA" });
    await set("email", "dora@example.org", "dora@corp");
    await remove("email", "dora", "corp");
    const rows = await auditRows({ event: "USER_CHANGED", user: "dora" });
    const row = (action: string) =>
      trailContentWith({ action, success: 1, user: "dora", realm: "corp", administrator: "admin" });
    expect(rows.map(trailContent)).toEqual([
      row("POST /user/attribute"),
      row("DELETE /user/attribute/<key>/<user>/<realm>"),
    ]);
    expect(JSON.stringify(await auditRows())).not.toContain("dora@example.org");
  });

  it("keeps no name of a user who is not known", async () => {
    await set("name", "x", "nobody-here");
    expect(JSON.stringify(await auditRows())).not.toContain("nobody-here");
  });
});

it("attributes of administrators are changed by administrators alone", async () => {
  const realm = env.ADMIN_REALM ?? "";
  await initToken({ user: "boss", realm, serial: "BOSS" });
  const headers = await serviceAccount("desk", ["set_custom_user_attributes", "delete_custom_user_attributes"]);
  const body = new URLSearchParams({ user: "boss", realm, key: "name", value: "Me" });
  const reply = await request("/user/attribute", { method: "POST", headers, body });
  expect(errorOf(reply)).toEqual([403, 303, "ERR303: Only administrators may change the tokens of administrators."]);
  expect(await rowOf("boss")).toMatchObject({ display_name: null });
});
