import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { environmentOf } from "../../src/storage/environment.ts";

it("is made once for each env, and anew for another one", async () => {
  const environment = await environmentOf(env);
  expect(await environmentOf(env)).toBe(environment);
  const other = await environmentOf({ ...env, PUBLIC_URL: "https://other.example" });
  expect([other.settings.publicUrl, environment.settings.publicUrl]).toEqual([
    "https://other.example",
    expect.not.stringContaining("other.example"),
  ]);
  // The keys follow from the root secrets, which are the same.
  expect(other.keyring).toBe(environment.keyring);
});
