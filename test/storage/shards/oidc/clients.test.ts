// Every database has a copy of the clients.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/read-config.ts";
import { clientOf, readClientMetadata } from "../../../../src/core/oidc/clients/client-metadata.ts";
import worker from "../../../../src/index.ts";
import { createPorts } from "../../../../src/storage/create-ports.ts";
import { copyClients } from "../../../../src/storage/oidc/copy-clients.ts";
import { adminCaller, callAt, NO_NOTE, realKeyring } from "../../../support/storage/ports.ts";
import { database, MAP, makeDatabases, NAMES } from "../three.ts";

await makeDatabases();
const { settings } = readConfig({ ...env, ...MAP });
const platform = { randomBytes: () => new Uint8Array(), qrImage: async () => "" };
const { clients } = createPorts(env, await realKeyring(), settings, platform);
const call = { ...callAt(1000), caller: await adminCaller() };

function client(id: string, hosts: readonly string[] = [], name = "Wiki") {
  const settings = {
    adminRealm: "admins",
    forwardAuthDomain: "org.test",
    publicUrl: "https://login.org.test",
    webhookAllowPrivate: false,
    deviceGrant: false,
    ciba: false,
  };
  const redirect_uris = ["https://wiki.example.org/cb"];
  const read = readClientMetadata({ client_name: name, redirect_uris, forward_auth_hosts: hosts }, settings);
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return clientOf(id, read.metadata);
}
const add = (id: string, hosts?: readonly string[]) =>
  clients.add(call, { client: client(id, hosts), secretHash: `secret of ${id}`, createdAtMs: 1000 }, NO_NOTE);

const everywhere = (sql: string) =>
  Promise.all(NAMES.map(async (name) => (await database(name).prepare(sql).all()).results));
const rows = () => everywhere("SELECT * FROM oidc_client ORDER BY id");
const hosts = () => everywhere("SELECT host, client_id FROM forward_auth_host ORDER BY host");
const isSame = ([first, ...others]: readonly unknown[]) => {
  for (const other of others) expect(other).toEqual(first);
  return first as Record<string, unknown>[];
};

describe("a client", () => {
  it("is in every database when it is added, changed, rotated and removed", async () => {
    await add("wiki", ["a.org.test"]);
    expect(isSame(await rows())).toMatchObject([{ id: "wiki", secret_hash: "secret of wiki", changed_at_ms: 1000 }]);
    expect(isSame(await hosts())).toEqual([{ host: "a.org.test", client_id: "wiki" }]);
    await clients.rotate(call, "wiki", "second", NO_NOTE);
    const rotated = { secret_hash: "second", previous_secret_hash: "secret of wiki", changed_at_ms: 1001 };
    expect(isSame(await rows())).toMatchObject([rotated]);
    const renamed = client("wiki", ["b.org.test"], "Other");
    expect(await clients.change(call, renamed, 1001, NO_NOTE)).toEqual({ ok: true, changed: true });
    expect(isSame(await rows())).toMatchObject([{ ...rotated, changed_at_ms: 1002 }]);
    expect(isSame(await hosts())).toEqual([{ host: "b.org.test", client_id: "wiki" }]);
    expect(await clients.remove(call, "wiki", NO_NOTE)).toEqual({ ok: true });
    expect([isSame(await rows()), isSame(await hosts())]).toEqual([[], []]);
  });

  it("that was not changed is copied by none of this", async () => {
    await add("stale");
    expect(await clients.change(call, client("stale", [], "Other"), 999, NO_NOTE)).toEqual({
      ok: true,
      changed: false,
    });
    expect((await clients.find("stale"))?.client.clientName).toBe("Wiki");
    await clients.remove(call, "stale", NO_NOTE);
  });

  it("gives a host to another one, in every copy", async () => {
    await add("first", ["a.org.test"]);
    await add("second");
    await clients.change(call, client("first"), 1000, NO_NOTE);
    await clients.change(call, client("second", ["a.org.test"]), 1000, NO_NOTE);
    expect(isSame(await hosts())).toEqual([{ host: "a.org.test", client_id: "second" }]);
    expect((await clients.findByHost("a.org.test"))?.clientId).toBe("second");
  });
});

describe("a copy", () => {
  const [home, copy] = [database("DB"), database("DB_1")];

  it("never goes back to an older state", async () => {
    await add("newer");
    await copy.exec("UPDATE oidc_client SET secret_hash = 'newest', changed_at_ms = 5000 WHERE id = 'newer'");
    await copyClients(home, copy);
    const row = await copy.prepare("SELECT secret_hash FROM oidc_client WHERE id = 'newer'").first();
    expect(row).toEqual({ secret_hash: "newest" });
  });

  it("gives a host to the client that has it in the original", async () => {
    await copy.exec("UPDATE forward_auth_host SET client_id = 'first' WHERE host = 'a.org.test'");
    await copyClients(home, copy);
    expect(isSame(await hosts())).toEqual([{ host: "a.org.test", client_id: "second" }]);
  });

  it("that was missed is made by cron, with its hosts", async () => {
    await add("missed", ["missed.org.test"]);
    for (const name of ["DB_1", "DB_2"] as const)
      await database(name).exec("DELETE FROM oidc_client WHERE id = 'missed'");
    await copy.exec("INSERT INTO oidc_client VALUES ('gone', '{}', NULL, NULL, 0, 0)");
    await worker.scheduled(createScheduledController(), { ...env, ...MAP } as unknown as Env);
    const ids = (await everywhere("SELECT id FROM oidc_client ORDER BY id")).map((found) => found.map(({ id }) => id));
    expect(isSame(ids)).toEqual(["first", "missed", "newer", "second"]);
    expect(isSame(await hosts())).toContainEqual({ host: "missed.org.test", client_id: "missed" });
  });
});
