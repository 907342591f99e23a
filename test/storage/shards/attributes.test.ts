// Attributes with several databases: they stand in the database of their user, and no other user
// gets them.

import { expect, it } from "vitest";
import { admin, postOver, type Reply, requestOver, resultOf } from "../../support/service.ts";
import { having, makeDatabases, userHomedIn, withMap } from "./three.ts";

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
