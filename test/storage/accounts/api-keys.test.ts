// API keys as callers show them: each is found by its own id, while its account may call.

import { expect, it } from "vitest";
import { runSql as sql } from "../../support/audit.ts";
import { accountWith, adminCaller, realPorts } from "../../support/storage/ports.ts";

const { apiKeys } = await realPorts();
await adminCaller();

it("a key is found with its account, and not once that is disabled", async () => {
  const [{ name, generation }, other] = [await accountWith(["tokenlist"]), await accountWith(["reset"])];
  for (const [id, account] of [
    ["first", name],
    ["second", other.name],
  ])
    await sql("INSERT INTO api_key VALUES (?1, ?2, 'hash of ' || ?1, 1, NULL, NULL)", id ?? "", account ?? "");
  const key = {
    account: name,
    generation,
    sealedHash: "hash of first",
    expiresAtMs: null,
    lastUsedAtMs: null,
    tellsAddresses: 0,
    onlyRealm: null,
  };
  expect(await apiKeys.find("first")).toEqual(key);
  await apiKeys.used("second", 7);
  await sql("UPDATE admin SET realms = json_array('staff') WHERE name = ?", other.name);
  const second = { lastUsedAtMs: 7, onlyRealm: "staff" };
  expect([await apiKeys.find("first"), await apiKeys.find("second")]).toMatchObject([key, second]);
  expect(await apiKeys.find("third")).toBeUndefined();
  await sql("UPDATE admin SET disabled_at_ms = 5 WHERE name = ?", name);
  expect(await apiKeys.find("first")).toBeUndefined();
});
