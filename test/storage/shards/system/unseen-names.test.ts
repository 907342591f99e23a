// Names with characters that nobody sees, with several databases: new ones are refused in each, and
// those of earlier versions are told of all.

import { expect, it } from "vitest";
import { admin, postOver, requestOver } from "../../../support/service.ts";
import { database, having, makeDatabases, NAMES, userHomedIn, withMap } from "../three.ts";

await makeDatabases();
const send = await withMap();

it("are refused in every database, and those that are there are kept, and counted together", async () => {
  const post = async (path: string, fields: Record<string, string>) => {
    const { status, headers } = await postOver(send, path, fields, await admin());
    return [path, status, headers.get("TiQR-Reason")];
  };
  const why = 'unseen-character;character="U%2B200B"';
  for (const name of NAMES) {
    const user = await userHomedIn(name, "al\u200bice");
    expect(await post("/token/init", { user })).toEqual(["/token/init", 400, why]);
    expect(await post("/token/init", { user, realm: "corp.example", shadows: "true" })).toEqual([
      "/token/init",
      400,
      why,
    ]);
    expect(await post("/token/enrollmentlink", { user })).toEqual(["/token/enrollmentlink", 400, why]);
    expect(await having("SELECT 1 FROM user WHERE name = ?", user)).toEqual([]);
    await database(name)
      .prepare("INSERT INTO user (name, realm, created_at_ms) VALUES (?, 'realm1', 1)")
      .bind(user)
      .run();
    expect(await post("/token/init", { user })).toEqual(["/token/init", 200, null]);
  }
  const { json } = await requestOver(send, "/system/", { headers: await admin() });
  const { count, users } = json.detail.unseen_names;
  expect([count, users.length]).toEqual([3, 3]);
});
