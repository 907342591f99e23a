// No account but an administrator gives anything to the user of its own name: a desk that turns
// would begin with itself. What takes access away needs no colleague.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { GIVING_RIGHTS, RIGHTS } from "../../../src/core/caller.ts";
import { jobRows, runJob } from "../../support/jobs.ts";
import {
  admin,
  enrol,
  initToken,
  post,
  type Reply,
  reasonOf,
  request,
  resultOf,
  serviceAccount,
} from "../../support/service.ts";
import { rowsOf, setFailures } from "../../support/storage/rows.ts";

type Headers = Record<string, string>;
const OTHER = "mira";
let ellen: Headers;
let capital: Headers;
/** Ids of what can be undone. */
const undoable: Record<string, { phone: string; pin: string }> = {};

beforeAll(async () => {
  ellen = await serviceAccount("ellen", RIGHTS);
  capital = await serviceAccount("Ellen", RIGHTS);
  for (const user of ["ellen", OTHER]) await enrol({ user, serial: `OF-${user}`, pin: "1234" });
  for (const user of ["ellen", OTHER]) {
    const serial = (await enrol({ user, serial: `UNDO-${user}`, pin: "1234" })).serial;
    const idOf = async (path: string, fields: object) =>
      (await post(path, { serial, ...fields }, await admin())).json.detail.undo as string;
    const pin = await idOf("/token/setrandompin", {});
    undoable[user] = { pin, phone: await idOf("/token/enrollmentlink", { stop: "true" }) };
  }
  await initToken({ user: "ellen", realm: "blue", serial: "OF-ellen-blue" });
  await initToken({ user: OTHER, serial: "FREE" });
  await post("/token/unassign/FREE", {}, await admin());
});

const send = (method: string, path: string, headers: Headers, body?: object) =>
  request(path, {
    method,
    headers: { ...headers, ...(body ? { "Content-Type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/** Each gives the user something, under the right in front. */
const GIVING: [string, (user: string, by: Headers) => Promise<Reply>][] = [
  ["enrollTIQR", (user, by) => post("/token/init", { type: "tiqr", user }, by)],
  ["enrollTIQR", (user, by) => post("/token/init", { type: "tiqr", user, serial: `OF-${user}` }, by)],
  ["enrollTIQR", (user, by) => post("/token/init", { type: "tiqr", user: "somebody", serial: `OF-${user}` }, by)],
  ["enrollTIQR", (user, by) => post("/token/enrollmentlink", { user }, by)],
  ["enrollTIQR", (user, by) => post("/token/enrollmentlink", { serial: `OF-${user}` }, by)],
  ["enable", (user, by) => post("/token/enable", { user }, by)],
  ["enable", (user, by) => post(`/token/enable/OF-${user}`, {}, by)],
  ["enable", (user, by) => send("DELETE", `/user/realm1/${user}/block`, by)],
  ["enrollTIQR", (user, by) => post(`/user/realm1/${user}/undo/${undoable[user]?.phone}`, {}, by)],
  ["setrandompin", (user, by) => post(`/user/realm1/${user}/undo/${undoable[user]?.pin}`, {}, by)],
  ["reset", (user, by) => post("/token/reset", { user }, by)],
  ["setpin", (user, by) => post("/token/setpin", { user, otppin: "4711" }, by)],
  ["setrandompin", (user, by) => post("/token/setrandompin", { user }, by)],
  ["set", (user, by) => post("/token/set", { user, max_failcount: "20" }, by)],
  ["assign", (user, by) => post("/token/assign", { serial: "FREE", user }, by)],
  ["set_custom_user_attributes", (user, by) => post("/user/attribute", { user, key: "groups", value: "admins" }, by)],
];

const everything = async () => [await rowsOf("token"), await rowsOf("user"), await rowsOf("enrollment_link")];

describe("an account", () => {
  it("gives nothing to the user of its own name, in any realm and case", async () => {
    const before = await everything();
    for (const [right, give] of GIVING)
      for (const by of [ellen, capital]) {
        const reply = await give("ellen", by);
        expect([right, reply.status, reasonOf(reply)]).toEqual([right, 403, "own-person"]);
      }
    const inBlue = await post("/token/init", { type: "tiqr", user: "ellen", realm: "blue" }, ellen);
    expect(reasonOf(inBlue)).toBe("own-person");
    expect(await everything()).toEqual(before);
  });

  it("gives the same to another user", async () => {
    for (const [right, give] of GIVING) expect([right, (await give(OTHER, ellen)).status]).toEqual([right, 200]);
  });

  it("is stopped at each right that gives something, but those that only new acts use", () => {
    const held = new Set(GIVING.map(([right]) => right));
    expect([...GIVING_RIGHTS].filter((right) => !held.has(right as string))).toEqual(["daypass"]);
  });

  it("takes access away from the user of its own name", async () => {
    const link = (await post("/token/enrollmentlink", { user: "ellen" }, await admin())).json.detail.id;
    expect((await send("DELETE", `/token/enrollmentlink/${link}`, ellen)).status).toBe(200);
    expect((await post("/token/disable/OF-ellen", {}, ellen)).status).toBe(200);
    expect((await post("/token/revoke/OF-ellen", {}, ellen)).status).toBe(200);
  });

  it("is told of an administrator's token what it always was", async () => {
    const reply = await post("/token/init", { type: "tiqr", user: "ellen", realm: "administrators" }, ellen);
    expect(reasonOf(reply)).toBe("administrators-only");
  });
});

it("an administrator gives what they want to themselves", async () => {
  await enrol({ user: "admin", serial: "OF-admin" });
  expect((await post("/token/setpin/OF-admin", { otppin: "4711" }, await admin())).status).toBe(200);
});

it("a reset of many passes over the account's own person, and does the others", async () => {
  for (const serial of ["OF-ellen-blue", `OF-${OTHER}`])
    await setFailures(serial, { path: "pin", failcount: 10, locks: 8, failed_at_ms: Date.now() });
  expect(resultOf(await post("/token/reset", { locked_since: "60" }, ellen))).toBe(1);
  expect(resultOf(await post("/token/reset", { locked_since: "60" }, await admin()))).toBe(1);
});

it("a job passes over the account's own person, and does the others", async () => {
  const csv = "name,groups\nellen,admins\nnew.person,admins\n";
  const body = { csv, dry_run: false, links: "none" };
  const { id } = await runJob("users", body, ellen);
  const groups = async (name: string) =>
    (await env.DB.prepare("SELECT groups FROM user WHERE name = ? AND realm = 'realm1'").bind(name).first())?.groups;
  expect([await groups("ellen"), await groups("new.person")]).toEqual(["[]", '["admins"]']);
  expect((await jobRows(id, ellen)).map(({ reason }) => reason)).toEqual(["own-person", ""]);
});
