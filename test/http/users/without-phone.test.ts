// Who has no phone yet, as the list of users and the statistics tell it, from the first link to the
// end of the last phone.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { admin, asAdmin, enrol, errorOf, resultOf } from "../../support/service.ts";
import { setFailures } from "../../support/storage/rows.ts";

const HOUR_MS = 3_600_000;
/** The middle of this hour. */
const NOW = Math.floor(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS / 2;
const at = (now: number) => vi.useFakeTimers({ toFake: ["Date"], now });

beforeEach(() => at(NOW));
beforeAll(async () => {
  at(NOW);
  await admin();
  await env.DB.exec("INSERT INTO user (name, realm, created_at_ms) VALUES ('anna', 'realm1', 0), ('ben', 'realm1', 0)");
});
afterEach(() => vi.useRealTimers());

const list = async (phones: string, more = "") => {
  const users = resultOf(await asAdmin("GET", `/user/?phones=${phones}${more}`)) as { username: string }[];
  return users.map(({ username }) => username).join(" ");
};
/** All of them, those without an open link, and those whose link has expired. */
const lists = async () => [await list("none"), await list("none-without-link"), await list("link-expired")];
const people = async () => resultOf(await asAdmin("GET", "/audit/statistics")).people;
const userOf = async (name: string) => resultOf(await asAdmin("GET", `/user/realm1/${name}`));
const link = async (user: string) =>
  (await asAdmin("POST", "/token/enrollmentlink", { user, validity: "600" })).json.detail.id as string;

it("follows people from the first link to the end of the last phone", async () => {
  expect(await lists()).toEqual(["ben anna", "ben anna", ""]);
  expect(await people()).toEqual({ total: 2, with_phone: 0, invited: 0, link_expired: 0 });

  await link("anna");
  expect(await lists()).toEqual(["ben anna", "ben", ""]);
  expect(await people()).toEqual({ total: 2, with_phone: 0, invited: 1, link_expired: 0 });
  // In the same hour, and in the next one.
  for (const ms of [601_000, 0.9 * HOUR_MS]) {
    at(NOW + ms);
    expect(await lists()).toEqual(["ben anna", "ben anna", "anna"]);
    expect(await people()).toEqual({ total: 2, with_phone: 0, invited: 0, link_expired: 1 });
  }
  at(NOW);
  // Another that is withdrawn does not close the first one.
  const second = await link("anna");
  await asAdmin("DELETE", `/token/enrollmentlink/${second}`);
  expect(await list("none-without-link")).toBe("ben");
  const bens = await link("ben");
  await asAdmin("DELETE", `/token/enrollmentlink/${bens}`);
  expect(await lists()).toEqual(["ben anna", "ben", "ben"]);

  const { serial } = await enrol({ user: "anna", pin: "1234" });
  expect(await lists()).toEqual(["ben", "ben", "ben"]);
  expect(await people()).toEqual({ total: 2, with_phone: 1, invited: 0, link_expired: 1 });
  expect(await userOf("anna")).toMatchObject({ phones: 1, phones_locked: 0, phones_disabled: 0 });
  expect(await userOf("ben")).toMatchObject({ phones: 0, link_expires_at: expect.any(String) });

  // A phone that is locked or switched off needs no link, and is told.
  await setFailures(serial, { path: "pin", failcount: 10, locks: 0, failed_at_ms: Date.now() });
  await asAdmin("POST", "/token/disable", { serial });
  expect(await userOf("anna")).toMatchObject({ phones: 1, phones_locked: 1, phones_disabled: 1 });
  expect(await list("none")).toBe("ben");

  // Her open link has ended with her last phone, at the same time as Ben's.
  await asAdmin("POST", "/token/revoke", { serial });
  expect(await list("none")).toBe("anna ben");
  await enrol({ user: "anna", pin: "1234" });
  await asAdmin("DELETE", "/user/realm1/anna");
  expect(await people()).toEqual({ total: 1, with_phone: 0, invited: 0, link_expired: 1 });
});

it("is part of a search, and refuses another word", async () => {
  expect(await list("none", "&username=BE*")).toBe("ben");
  expect(await list("none", "&username=a*")).toBe("");
  expect(await list("link-expired", "&realm=Realm1")).toBe("ben");
  expect(await list("link-expired", "&realm=elsewhere")).toBe("");
  expect(errorOf(await asAdmin("GET", "/user/?phones=some"))).toEqual([
    400,
    905,
    expect.stringMatching(/^ERR905: Invalid parameter phones: /),
  ]);
});

it("leads through the list by cursor, there and back", async () => {
  await env.DB.exec(
    "INSERT INTO user (name, realm, created_at_ms) VALUES ('cleo', 'realm1', 0), ('dora', 'realm1', 0)",
  );
  const page = async (where: string) => {
    const { json } = await asAdmin("GET", `/user/?phones=none&pagesize=1${where}`);
    return { name: json.result.value[0]?.username, ...json.detail };
  };
  const first = await page("");
  const second = await page(`&after=${first.after}`);
  const third = await page(`&after=${second.after}`);
  expect([first.name, second.name, third.name]).toEqual(["dora", "cleo", "ben"]);
  expect((await page(`&before=${third.before}`)).name).toBe("cleo");
});
