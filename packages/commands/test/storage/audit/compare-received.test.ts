// What a receiver of events has got, compared with the trail.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { readConfig } from "../../../../../src/config/read-config.ts";
import { eventMessage } from "../../../../../src/core/webhooks/message.ts";
import { rowsBehind } from "../../../../../src/storage/audit/store.ts";
import type { Keyring } from "../../../../../src/storage/keys/keyring.ts";
import { loadKeyring } from "../../../../../src/storage/keys/keyring-cache.ts";
import { admin, asAdmin, initToken, lastAuditNumber } from "../../../../../test/support/service.ts";
import { compareReceived, type ReceivedMessages } from "../../../audit/compare-received.ts";

const ALL = { events: [], realms: [] };
let keyring: Keyring;
/** By number, as they were sent. */
let sent: Map<number, string[]>;
let numbers: number[];

beforeAll(async () => {
  await admin();
  const before = await lastAuditNumber();
  keyring = await loadKeyring(readConfig(env).masterKeys);
  for (const user of ["ada", "bob", "cyd"]) await initToken({ user, serial: `GOT-${user}` });
  await asAdmin("POST", "/token/disable/GOT-bob");
  const entries = await rowsBehind(env.DB, keyring, before, 100);
  sent = new Map(entries.map((entry) => [entry.number, [eventMessage("DB", entry).body]]));
  numbers = [...sent.keys()];
});

const compare = (received: ReceivedMessages, filter: { events: string[]; realms: string[] } = ALL) =>
  compareReceived(env.DB, keyring, "DB", received, filter, undefined);
const but = (number = 0, body?: string): ReceivedMessages =>
  new Map([...sent].flatMap(([at, bodies]) => (at !== number ? [[at, bodies]] : body ? [[at, [body]]] : [])));
const changed = (number: number, change: Record<string, unknown>): string => {
  const message = JSON.parse(sent.get(number)?.[0] ?? "");
  return JSON.stringify({ ...message, data: { ...message.data, ...change } });
};

it("all of them are right, in whatever order and with whatever spaces", async () => {
  expect(numbers).toHaveLength(4);
  const spaced = new Map(
    [...sent].reverse().map(([at, [body = ""]]) => [at, [JSON.stringify(JSON.parse(body), null, 1)]]),
  );
  for (const received of [sent, spaced]) expect(await compare(received)).toEqual({ right: 4, gone: 0, problems: [] });
  expect(await compare(new Map())).toEqual({ right: 0, gone: 0, problems: [] });
});

it("one that is missing is named, unless the endpoint does not want it", async () => {
  const [, second = 0] = numbers;
  const received = but(second);
  expect((await compare(received)).problems).toEqual([`row ${second} (ENROLLMENT_BEGUN) was not received`]);
  for (const filter of [
    { events: ["TOKEN_CHANGED"], realms: [] },
    { events: [], realms: ["elsewhere"] },
  ])
    expect((await compare(received, filter)).problems).toEqual([]);
});

it("those of earlier versions, which lack proximity, browser and detail, are right", async () => {
  const [first = 0] = numbers;
  const older = but(first, changed(first, { proximity: undefined, browser: undefined, detail: undefined }));
  expect(await compare(older)).toEqual({ right: 4, gone: 0, problems: [] });
  await expect(compare(but(first, changed(first, { proximity: "network" })))).resolves.toMatchObject({
    problems: [`message ${first}: proximity differ from the trail`],
  });
});

it.each([
  [{ user: "eve" }, "user"],
  [{ mac: "5e0c91d7.AAAA" }, "mac"],
  [{ success: false, reason: "wrong-pin" }, "success, reason"],
  [{ more: 1 }, "more"],
  [{ user: undefined }, "user"],
])("one that says %j is forged", async (change, names) => {
  const [first = 0] = numbers;
  expect((await compare(but(first, changed(first, change)))).problems).toEqual([
    `message ${first}: ${names} differ from the trail`,
  ]);
});

it("a second body of the same number is noticed next to the right one", async () => {
  const [first = 0] = numbers;
  const both = new Map([...sent, [first, [...(sent.get(first) ?? []), changed(first, { user: "eve" })]]]);
  expect((await compare(both)).problems).toEqual([`message ${first}: user differ from the trail`]);
});

it("a number that the trail has never had is forged, and one that is older than the trail cannot be compared", async () => {
  const last = (numbers.at(-1) ?? 0) + 1000;
  const body = changed(numbers[0] ?? 0, { number: last });
  // The rows of these comparisons themselves are none of the events.
  const { problems } = await compare(new Map([[last, [body]]]));
  expect(problems).toEqual([`message ${last}: the trail has no such row`]);
  await env.DB.prepare("DELETE FROM audit WHERE number <= ?")
    .bind(numbers[0] ?? 0)
    .run();
  expect(await compare(sent)).toMatchObject({ right: 3, gone: 1, problems: [] });
});

it("a row that was changed in the trail is found, and the name of a user who was deleted is no change", async () => {
  const [, second = 0, third = 0] = numbers;
  await env.DB.prepare("UPDATE audit SET user = pseudonym WHERE number = ?").bind(second).run();
  expect((await compare(sent)).problems).toEqual([]);
  await env.DB.prepare("UPDATE audit SET serial = 'OTHER' WHERE number = ?").bind(third).run();
  expect((await compare(sent)).problems).toEqual([
    `row ${third} of the trail was changed`,
    `message ${third}: serial differ from the trail`,
  ]);
});
