// Attributes with several databases: they stand in the database of their user, and no other user
// gets them.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { admin, postOver, type Reply, requestOver, resultOf, serviceAccount } from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { database, having, MAP, makeDatabases, userHomedIn, withMap } from "./three.ts";

const ask = async (path: string, method = "GET"): Promise<Reply> =>
  requestOver(send, path, { method, headers: await admin() });
const set = async (user: string, value: string) =>
  postOver(send, "/user/attribute", { user, key: "email", value }, await admin());

await makeDatabases();
const send = await withMap();

it("an attribute is set, seen and removed in the user's database", async () => {
  const user = await userHomedIn("DB_2", "anna");
  for (const fields of [{ user }, { user, realm: "corp.example", shadows: "true" }])
    await postOver(send, "/token/init", { type: "tiqr", ...fields }, await admin());
  await set(user, "anna@example.org");
  await set(`${user}@corp.example`, "corp@example.org");
  const where = "SELECT 1 FROM user WHERE name = ? AND email = ?";
  expect(await having(where, user, "anna@example.org")).toEqual(["DB_2"]);
  expect(await having(where, user, "corp@example.org")).toEqual(["DB_1"]);
  expect(resultOf(await ask(`/user/attribute?user=${user}&key=email`))).toBe("anna@example.org");
  expect(resultOf(await ask(`/user/attribute?user=${user}&realm=corp.example`))).toEqual({ email: "corp@example.org" });
  const rows = "SELECT 1 FROM audit WHERE event = 'USER_CHANGED' AND user = ? AND realm = ?";
  expect([await having(rows, user, "realm1"), await having(rows, user, "corp.example")]).toEqual([["DB_2"], ["DB_1"]]);
  expect(resultOf(await ask(`/user/attribute/email/${user}/realm1`, "DELETE"))).toBe(1);
  expect(resultOf(await ask(`/user/attribute?user=${user}`))).toEqual({});
  expect(resultOf(await ask(`/user/attribute?user=${user}&realm=corp.example`))).toEqual({ email: "corp@example.org" });
});

it("a directory's key is one person's in all databases, and of two who have it the look-up takes neither", async () => {
  const id = "951ddb04-b16d-45f3-bbf7-b0fa18fa7aee";
  const [anna, bert] = [await userHomedIn("DB_1", "eanna"), await userHomedIn("DB_2", "ebert")];
  for (const user of [anna, bert]) await postOver(send, "/token/init", { type: "tiqr", user }, await admin());
  const give = async (user: string) =>
    (await postOver(send, "/user/attribute", { user, key: "external_id", value: id }, await admin())).status;
  expect([await give(anna), await give(bert), await give(anna)]).toEqual([200, 409, 200]);
  const { settings } = readConfig({ ...env, ...MAP });
  const platform = { randomBytes: () => new Uint8Array(), qrImage: async () => "" };
  const { users } = createPorts(env, await realKeyring(), settings, platform);
  expect(await users.byExternalId("realm1", id)).toEqual({ user: anna, realm: "realm1" });
  // Both at once in two databases: neither has seen the other.
  await database("DB_2").prepare("UPDATE user SET external_id = ? WHERE name = ?").bind(id, bert).run();
  expect(await users.byExternalId("realm1", id)).toBeUndefined();
  const headers = await serviceAccount("blind", ["userlist"]);
  const refused = await postOver(send, "/user/attribute", { user: bert, key: "external_id", value: id }, headers);
  expect(refused.status).toBe(403);
});
