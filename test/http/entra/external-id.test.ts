// The key of a person at a directory: set, unique in its realm, found, and shown to no application.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { auditRows } from "../../support/audit.ts";
import { jobRows, runJob } from "../../support/jobs.ts";
import { asAdmin, errorOf, initToken, request, resultOf, serviceAccount } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";

const OID = "951ddb04-b16d-45f3-bbf7-b0fa18fa7aee";
const OTHER = "14c2f153-90a7-4689-9db7-9543bf084dad";
const TAKEN = [409, 905, "ERR905: Another user of the realm has this external_id."];

const { settings } = readConfig(env);
const { users } = createPorts(env, await realKeyring(), settings, {
  randomBytes: () => new Uint8Array(),
  qrImage: async () => "",
});

const set = (user: string, value: string, realm = "realm1") =>
  asAdmin("POST", "/user/attribute", { user, realm, key: "external_id", value });
const look = async (user: string, realm = "realm1") =>
  resultOf(await asAdmin("GET", `/user/attribute?user=${user}&realm=${realm}&key=external_id`));
const remove = (user: string) => asAdmin("DELETE", `/user/attribute/external_id/${user}/realm1`);
const importing = async (...lines: string[]) =>
  jobRows((await runJob("users", { csv: lines.join("\n"), dry_run: false, links: "none" })).id);

beforeAll(async () => {
  for (const user of ["anna", "bert"]) await initToken({ user, serial: user.toUpperCase() });
  await initToken({ user: "anna", realm: "corp", serial: "ANNA-CORP" });
});

it("is stored in lower case if it is a GUID, and shown wherever the person is", async () => {
  await set("anna", ` ${OID.toUpperCase()} `);
  expect(await look("anna")).toBe(OID);
  expect(resultOf(await asAdmin("GET", "/user/realm1/anna")).external_id).toBe(OID);
  expect(resultOf(await asAdmin("GET", "/user/?username=anna&realm=realm1"))[0].external_id).toBe(OID);
  expect(resultOf(await asAdmin("GET", "/user/realm1/bert"))).not.toHaveProperty("external_id");
  // Another directory may tell capitals apart.
  await set("bert", "Bert.Visser");
  expect(await look("bert")).toBe("Bert.Visser");
  await remove("bert");
});

it("is searched for as a whole, by people who look a person up", async () => {
  const found = async (text: string) => resultOf(await asAdmin("GET", `/user/?search=${text}`));
  const matched = { in: "external_id", text: OID };
  for (const text of [OID, OID.toUpperCase()])
    expect(await found(text)).toMatchObject([{ username: "anna", realm: "realm1", matched }]);
  for (const text of [OID.slice(0, -1), OTHER]) expect(await found(text)).toEqual([]);
});

it("finds the person in this realm alone, as it is stored", async () => {
  expect(await users.byExternalId("realm1", OID)).toEqual({ user: "anna", realm: "realm1" });
  for (const [realm, id] of [
    ["corp", OID],
    ["realm1", OTHER],
    ["realm1", "anna"],
    ["realm1", ""],
  ] as const)
    expect(await users.byExternalId(realm, id)).toBeUndefined();
});

describe("is one person's", () => {
  it("so another user of the realm is refused it, in whatever letters, until it is removed", async () => {
    expect(errorOf(await set("bert", OID))).toEqual(TAKEN);
    expect(errorOf(await set("bert", OID.toUpperCase()))).toEqual(TAKEN);
    expect(await look("bert")).toBeNull();
    // The same person may be given it again, and another realm is another tenant.
    expect(resultOf(await set("anna", OID))).toEqual(expect.any(Number));
    expect(resultOf(await set("anna", OID, "corp"))).toEqual(expect.any(Number));
    await remove("anna");
    expect(resultOf(await set("bert", OID))).toEqual(expect.any(Number));
    expect(errorOf(await set("anna", OID))).toEqual(TAKEN);
    await remove("bert");
    await set("anna", OID);
  });

  it("so of two who are given it at once one gets it", async () => {
    const replies = await Promise.all([set("anna", OTHER), set("bert", OTHER)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const user of ["anna", "bert"]) await remove(user);
    await set("anna", OID);
  });

  it("and a refusal has its row in the trail, without the key", async () => {
    await set("bert", OID);
    expect(await auditRows({ reason: "external-id-taken", administrator: "admin" })).not.toEqual([]);
    expect(JSON.stringify(await auditRows())).not.toContain(OID);
  });
});

it.each(["x".repeat(256), "a\u0007b", "a\u200bb"])("refuses %j", async (value) => {
  expect(errorOf(await set("bert", value))[2]).toContain("Invalid parameter value");
  expect(errorOf(await set("bert", " "))[2]).toContain("Missing parameter: value");
});

it("is set by accounts with the right alone, and in their realms", async () => {
  const body = () => new URLSearchParams({ user: "bert", realm: "realm1", key: "external_id", value: OTHER });
  const post = async (headers: Record<string, string>) =>
    (await request("/user/attribute", { method: "POST", headers, body: body() })).status;
  expect(await post(await serviceAccount("desk", ["userlist"]))).toBe(403);
  const bound = await serviceAccount("corp-desk", ["set_custom_user_attributes"]);
  await env.DB.prepare(`UPDATE admin SET realms = '["corp"]' WHERE name = 'corp-desk'`).run();
  expect(await post(bound)).toBe(403);
  expect(await look("bert")).toBeNull();
});

describe("a file of users", () => {
  it("sets it, by either name of the column", async () => {
    const rows = await importing("login,External ID", `carl,${OTHER.toUpperCase()}`);
    expect(rows.map(({ outcome }) => outcome)).toEqual(["made"]);
    expect(await look("carl")).toBe(OTHER);
    const again = await importing("userName,objectId", `carl,${OTHER}`, "anna,");
    expect(again.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    expect(await look("anna")).toBe(OID);
  });

  it("makes and changes nobody with the key of another one", async () => {
    const rows = await importing(
      "login,name,external_id",
      `dora,Dora,${OID}`,
      `bert,Bert,${OID}`,
      `carl,Carl,${OTHER}`,
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(["external-id-taken", "external-id-taken", "changed"]);
    expect(resultOf(await asAdmin("GET", "/user/?username=dora"))).toEqual([]);
    expect(resultOf(await asAdmin("GET", "/user/attribute?user=bert&key=name"))).toBeNull();
  });

  it("says in a dry run what would change", async () => {
    const csv = ["login,external_id", `bert,new-${OID}`].join("\n");
    const { changes } = await runJob("users", { csv });
    expect(changes).toMatchObject([{ user: "bert", fields: [{ field: "external_id", old: "", new: `new-${OID}` }] }]);
    expect(await look("bert")).toBeNull();
  });
});
