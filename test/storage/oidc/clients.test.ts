// Clients in D1: how they are found, and what no change may do.

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { clientOf, readClientMetadata } from "../../../src/core/oidc/clients/client-metadata.ts";
import { accountWith, adminCaller, callAt, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const { clients } = await realPorts();
const call = { ...callAt(1000), caller: await adminCaller() };

const SETTINGS = {
  adminRealm: "admins",
  forwardAuthDomain: "org.test",
  publicUrl: "https://login.org.test",
  webhookAllowPrivate: false,
  deviceGrant: false,
  ciba: false,
};
function client(id: string, forward_auth_hosts: readonly string[] = [], more: Readonly<Record<string, unknown>> = {}) {
  const redirect_uris = ["https://wiki.example.org/cb"];
  const read = readClientMetadata({ client_name: "Wiki", redirect_uris, forward_auth_hosts, ...more }, SETTINGS);
  if (!read.ok) throw new Error(JSON.stringify(read.reason));
  return clientOf(id, read.metadata);
}
const add = (id: string, hosts?: readonly string[]) =>
  clients.add(call, { client: client(id, hosts), secretHash: "hash", createdAtMs: 1000 }, NO_NOTE);

it("a client is found by its id and by its hosts, and by nothing like them", async () => {
  await add("wiki", ["a.org.test", "b.org.test"]);
  const stored = { secretHash: "hash", previousSecretHash: null, createdAtMs: 1000, changedAtMs: 1000 };
  expect(await clients.find("wiki")).toEqual({ client: client("wiki", ["a.org.test", "b.org.test"]), ...stored });
  expect((await clients.findByHost("b.org.test"))?.clientId).toBe("wiki");
  for (const near of ["", "WIKI", "wik", "wiki ", "%"]) expect(await clients.find(near)).toBeUndefined();
  for (const near of ["", "A.org.test", "c.org.test", "org.test"])
    expect(await clients.findByHost(near)).toBeUndefined();
});

it("a host that another client has lets nothing be added or changed", async () => {
  await add("other", ["c.org.test"]);
  const before = [await rowsOf("oidc_client"), await rowsOf("forward_auth_host")];
  const refusal = { ok: false, reason: { code: "invalid-parameter", message: expect.stringMatching(/a\.org\.test/) } };
  expect(await add("third", ["d.org.test", "a.org.test"])).toEqual(refusal);
  expect(await clients.change(call, client("other", ["a.org.test"]), 1000, NO_NOTE)).toEqual(refusal);
  expect([await rowsOf("oidc_client"), await rowsOf("forward_auth_host")]).toEqual(before);
});

it("a change that was made upon an older state does nothing, also to the hosts", async () => {
  const before = [await rowsOf("oidc_client"), await rowsOf("forward_auth_host")];
  expect(await clients.change(call, client("other"), 999, NO_NOTE)).toEqual({ ok: true, changed: false });
  expect([await rowsOf("oidc_client"), await rowsOf("forward_auth_host")]).toEqual(before);
});

it("a change that is refused leaves its hosts, also where another client has become what it should be", async () => {
  await add("like it");
  expect(await clients.change(call, client("other"), 999, NO_NOTE)).toEqual({ ok: true, changed: false });
  expect((await clients.findByHost("c.org.test"))?.clientId).toBe("other");
  await clients.remove(call, "like it", NO_NOTE);
});

it("a change is later than the one before it, also within one millisecond", async () => {
  const changed = await clients.change(call, client("other", ["c.org.test"]), 1000, NO_NOTE);
  expect(changed).toEqual({ ok: true, changed: true });
  await clients.rotate(call, "other", "second", NO_NOTE);
  expect((await clients.find("other"))?.changedAtMs).toBe(1002);
});

it("a client that becomes public loses its secrets, and keeps them through any other change", async () => {
  const secrets = async () => {
    const { secretHash, previousSecretHash } = (await clients.find("secret")) ?? {};
    return [secretHash, previousSecretHash];
  };
  await add("secret");
  await clients.rotate(call, "secret", "second", NO_NOTE);
  await clients.change(call, client("secret", [], { client_name: "Renamed" }), 1001, NO_NOTE);
  expect(await secrets()).toEqual(["second", "hash"]);
  await clients.change(call, client("secret", [], { token_endpoint_auth_method: "none" }), 1002, NO_NOTE);
  expect(await secrets()).toEqual([null, null]);
  await clients.remove(call, "secret", NO_NOTE);
});

it("what ends or changes one client leaves the others", async () => {
  const before = { client: client("wiki", ["a.org.test", "b.org.test"]), secretHash: "hash", changedAtMs: 1000 };
  await add("third", ["d.org.test"]);
  await clients.change(call, client("third", [], { client_name: "Third" }), 1000, NO_NOTE);
  expect(await clients.find("wiki")).toMatchObject(before);
  expect((await clients.findByHost("a.org.test"))?.clientId).toBe("wiki");
  for (const id of ["other", "third"]) {
    expect(await clients.rotate(call, id, "third", NO_NOTE)).toEqual({ ok: true });
    expect(await clients.remove(call, id, NO_NOTE)).toEqual({ ok: true });
  }
  expect(await clients.find("wiki")).toMatchObject(before);
  expect((await clients.findByHost("a.org.test"))?.clientId).toBe("wiki");
});

it("a client that is not there is not changed, and is reported as unknown", async () => {
  const unknown = { ok: false, reason: { code: "unknown-client" } };
  expect(await clients.look(call, "none")).toEqual(unknown);
  expect(await clients.change(call, client("none"), 1000, NO_NOTE)).toEqual(unknown);
  expect(await clients.rotate(call, "none", "hash", NO_NOTE)).toEqual(unknown);
  expect(await clients.remove(call, "none", NO_NOTE)).toEqual(unknown);
});

it("the list is in the order of names, and of ids where these are the same", async () => {
  await clients.add(
    call,
    { client: client("zz", [], { client_name: "Chat" }), secretHash: null, createdAtMs: 1000 },
    NO_NOTE,
  );
  await add("another");
  const listed = await clients.list(call);
  if (!listed.ok) throw new Error(listed.reason.code);
  expect(listed.clients.map((one) => one.client.clientId)).toEqual(["zz", "another", "wiki"]);
  expect(await clients.look(call, "wiki")).toEqual({ ok: true, stored: listed.clients[2] });
  for (const id of ["zz", "another"]) await clients.remove(call, id, NO_NOTE);
});

it("an account without the right, bound to realms, or gone sees and changes nothing", async () => {
  const before = [await rowsOf("oidc_client"), await rowsOf("forward_auth_host")];
  for (const [caller, code] of [
    [await accountWith(["configread"]), "missing-right"],
    [await accountWith(["oidcclients"], ["realm1"]), "other-realm"],
    [{ name: "nobody", generation: 1 }, "signed-out"],
  ] as const) {
    const by = { ...call, caller };
    const added = { client: client("more", ["e.org.test"]), secretHash: null, createdAtMs: 1 };
    for (const refused of [
      await clients.list(by),
      await clients.look(by, "wiki"),
      await clients.add(by, added, NO_NOTE),
      await clients.change(by, client("wiki"), 1000, NO_NOTE),
      await clients.rotate(by, "wiki", "theirs", NO_NOTE),
      await clients.remove(by, "wiki", NO_NOTE),
    ])
      expect(refused).toMatchObject({ ok: false, reason: { code } });
  }
  expect([await rowsOf("oidc_client"), await rowsOf("forward_auth_host")]).toEqual(before);
});

it("there are no more clients than every sign-in and every copy can bear", async () => {
  await env.DB.exec(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999) INSERT INTO oidc_client SELECT 'many' || i, '{}', NULL, NULL, 0, 0 FROM n`,
  );
  expect(await add("one more")).toMatchObject({
    ok: false,
    reason: { message: expect.stringMatching(/1000 clients/) },
  });
  await env.DB.exec("DELETE FROM oidc_client WHERE id = 'many1'");
  expect(await add("one more")).toEqual({ ok: true });
});
