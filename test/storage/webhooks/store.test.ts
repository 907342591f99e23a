// Endpoints in D1: a change is made to the one that it names, and by accounts that may.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { readConfig } from "../../../src/config/read-config.ts";
import type { EndpointChange, StoredEndpoint } from "../../../src/core/ports/endpoints.ts";
import { givenUpEntry } from "../../../src/core/webhooks/sending.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import { giveUpEndpoint } from "../../../src/storage/webhooks/endpoint-row.ts";
import { runSql as sql } from "../../support/audit.ts";
import { accountWith, adminCaller, NO_NOTE, realPorts } from "../../support/storage/ports.ts";

const { endpoints } = await realPorts();
const caller = await adminCaller();
const NOW = 1000;

const endpoint = (id: string, createdAtMs = NOW): StoredEndpoint => ({
  id,
  url: `https://${id}.example`,
  events: ["LOGIN_SUCCESS"],
  realms: ["blue"],
  sealedSecrets: `secret of ${id}`,
  createdAtMs,
  disabledAtMs: null,
  disabledFault: null,
});
const add = (id: string, by = caller, at = NOW) => endpoints.add(by, endpoint(id, at), NO_NOTE);
const change = (id: string, what: EndpointChange, by = caller, nowMs = NOW) =>
  endpoints.change(by, id, what, nowMs, NO_NOTE);
const CHANGED = { ok: true, changed: true };
const UNCHANGED = { ok: true, changed: false };

beforeEach(async () => {
  await sql("DELETE FROM event_endpoint");
  await add("one");
  await add("two");
});

it.each<[string, EndpointChange, Partial<StoredEndpoint>]>([
  ["its address", { url: "https://new.example" }, { url: "https://new.example" }],
  ["its events", { events: ["PIN_FAIL"] }, { events: ["PIN_FAIL"] }],
  ["its realms", { realms: [] }, { realms: [] }],
  ["its secret", { sealedSecrets: "new" }, { sealedSecrets: "new" }],
  ["that it is disabled", { enabled: false }, { disabledAtMs: NOW }],
])("a change of %s changes that and nothing else, of no other endpoint", async (_, what, expected) => {
  expect(await change("one", what)).toEqual(CHANGED);
  expect(await endpoints.find("one")).toEqual({ ...endpoint("one"), ...expected });
  expect(await endpoints.find("two")).toEqual(endpoint("two"));
});

it("an endpoint that is disabled again keeps the time, through other changes, too, and loses it when it is enabled", async () => {
  await change("one", { enabled: false });
  await change("one", { enabled: false }, caller, NOW + 1);
  await change("one", { url: "https://new.example" }, caller, NOW + 2);
  expect(await endpoints.find("one")).toMatchObject({ disabledAtMs: NOW });
  await change("one", { enabled: true });
  expect(await endpoints.find("one")).toMatchObject({ disabledAtMs: null });
});

it("an endpoint that has failed for too long is disabled, alone, and keeps the time of an earlier disable", async () => {
  await change("two", { enabled: false });
  await add("three");
  const { masterKeys, settings } = readConfig(env);
  const notes = createNotes(env.DB, await loadKeyring(masterKeys), settings);
  for (const id of ["one", "two"]) await giveUpEndpoint(env.DB, notes, id, "status 500", givenUpEntry(id, NOW + 1));
  expect(await endpoints.find("three")).toMatchObject({ disabledAtMs: null });
  expect(await endpoints.find("one")).toMatchObject({ disabledAtMs: NOW + 1, disabledFault: "status 500" });
  expect(await endpoints.find("two")).toMatchObject({ disabledAtMs: NOW, disabledFault: null });
  const { results } = await env.DB.prepare("SELECT action FROM audit WHERE event = 'ENDPOINT_GIVEN_UP'").all();
  expect(results).toEqual([{ action: "ALARM /events/endpoints/one" }]);
});

it("what went wrong stays through other changes, and is forgotten when an account switches the endpoint on or off", async () => {
  const fault = "UPDATE event_endpoint SET disabled_at_ms = 1, disabled_fault = 'status 500'";
  for (const [what, kept] of [
    [{ url: "https://new.example" }, "status 500"],
    [{ enabled: false }, null],
    [{ enabled: true }, null],
  ] as const) {
    await sql(fault);
    await change("one", what);
    expect(await endpoints.find("one")).toMatchObject({ disabledFault: kept });
  }
});

it("a removal leaves the others, and what is not there is neither changed nor removed", async () => {
  expect(await endpoints.remove(caller, "one", NO_NOTE)).toEqual(CHANGED);
  expect([await endpoints.find("one"), await endpoints.find("two")]).toEqual([undefined, endpoint("two")]);
  expect(await endpoints.remove(caller, "one", NO_NOTE)).toEqual(UNCHANGED);
  expect(await change("one", { realms: [] })).toEqual(UNCHANGED);
});

it("the list has them in their order, without their secrets", async () => {
  await add("first", caller, NOW - 1);
  const listed = await endpoints.list(caller);
  expect(listed).toMatchObject({ ok: true, endpoints: [{ id: "first" }, { id: "one" }, { id: "two" }] });
  expect(JSON.stringify(listed)).not.toMatch(/secret/i);
});

it("there are no more than twenty", async () => {
  for (let index = 3; index <= 20; index++) expect(await add(`number ${index}`)).toEqual(CHANGED);
  expect(await add("one more")).toEqual(UNCHANGED);
});

it.each([
  ["without the right", ["configread"], undefined, "missing-right"],
  ["that is bound to realms", ["eventendpoints"], ["blue"], "other-realm"],
])("an account %s sees and changes nothing", async (_, rights, realms, code) => {
  const by = await accountWith(rights, realms);
  for (const refused of [
    await endpoints.list(by),
    await add("three", by),
    await change("one", { enabled: false }, by),
    await endpoints.remove(by, "one", NO_NOTE),
  ])
    expect(refused).toMatchObject({ ok: false, reason: { code } });
  const found = ["one", "two", "three"].map((id) => endpoints.find(id));
  expect(await Promise.all(found)).toEqual([endpoint("one"), endpoint("two"), undefined]);
});

it("how the endpoints stand is told to accounts with the right metrics, for every realm", async () => {
  const refusal = (code: string) => ({ ok: false, reason: expect.objectContaining({ code }) });
  expect(await endpoints.standings(await accountWith(["eventendpoints"]))).toEqual(refusal("missing-right"));
  expect(await endpoints.standings(await accountWith(["metrics"], ["blue"]))).toEqual(refusal("other-realm"));
});
