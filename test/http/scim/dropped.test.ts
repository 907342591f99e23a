// What a directory sends besides what is kept, such as Okta's `password`: it stands nowhere
// afterwards, also when the request was refused.

import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { askerOf, keyOf, withScim } from "../../support/scim/wire.ts";

/** All rows of all tables, as one text. */
async function stored(): Promise<string> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'",
  ).all<{ name: string }>();
  const tables = await env.DB.batch(results.map(({ name }) => env.DB.prepare(`SELECT * FROM "${name}"`)));
  return JSON.stringify(tables.map((table) => table.results));
}

it("what is not kept is neither stored nor logged", async () => {
  const said: string[] = [];
  const logs = (["log", "error", "warn", "info", "debug"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...all: unknown[]) => void said.push(all.map(String).join(" "))),
  );
  const over = await withScim({ LOG_REQUESTS: "on" });
  const ask = askerOf(over, await keyOf(over, "okta", ["staff"]));
  const dropped = {
    password: "DROPPED-password",
    phoneNumbers: [{ type: "mobile", value: "DROPPED-number" }],
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { department: "DROPPED-department" },
  };
  const bea = { userName: "bea", displayName: "Bea", ...dropped };
  const { id } = (await ask("POST /Users", bea)).json;
  const patch = (value: object) => ask(`PATCH /Users/${id}`, { Operations: [{ op: "replace", value }] });
  const statuses = [
    await ask("POST /Users", bea),
    await ask(`PUT /Users/${id}`, { ...bea, displayName: "Bea Brook" }),
    await patch({ ...dropped, displayName: "Bea B." }),
    await patch({ ...dropped, active: "perhaps" }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([409, 200, 200, 400]);
  for (const log of logs) log.mockRestore();
  expect(said.join("\n")).toContain("/scim/v2/Users");
  const all = said.join("\n") + (await stored());
  expect(all).toContain("Bea B.");
  expect(all).not.toContain("DROPPED");
});
