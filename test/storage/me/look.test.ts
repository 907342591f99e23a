// What a person's own page shows: the person's sessions, sign-ins, codes and confirmation, and
// nothing that is over.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { createPorts } from "../../../src/storage/create-ports.ts";
import { emptyTrail, many, runSql, writeMany } from "../../support/audit.ts";
import { randomBytes } from "../../support/login.ts";
import { realKeyring, realPorts } from "../../support/storage/ports.ts";
import { countingRows } from "../../support/storage/rows-read.ts";
import { confirmArea, HERE, makePeople, NOW, self, setColumns } from "./people.ts";

const { settings } = await realPorts();
const { sessionIdleMs } = settings;
const look = (nowMs = NOW) => self.look(HERE, nowMs);
const idsOf = async (nowMs?: number) => (await look(nowMs)).sessions.map(({ id }) => id).sort();
const MINE = ["elsewhere", "session of ann", "there"];

beforeEach(makePeople);

const { db, read } = countingRows(env.DB);
const counted = createPorts({ ...env, DB: db }, await realKeyring(), settings, {
  randomBytes,
  qrImage: async () => "",
});
/** The rows that one look reads. */
async function cost(): Promise<number> {
  read();
  await counted.self.look(HERE, NOW);
  return read();
}

describe("the sessions", () => {
  it("are the person's, and a namesake's are not among them", async () => {
    expect(await idsOf()).toEqual(MINE);
  });

  it("have not ended", async () => {
    await setColumns("browser_session", `expires_at_ms = ${NOW}`, "there");
    await setColumns("browser_session", `expires_at_ms = ${NOW + 1}`, "elsewhere");
    expect(await idsOf()).toEqual(["elsewhere", "session of ann"]);
  });

  it("have been seen lately", async () => {
    await setColumns("browser_session", `seen_at_ms = ${NOW - sessionIdleMs}`, "there");
    await setColumns("browser_session", `seen_at_ms = ${NOW - sessionIdleMs + 1}`, "elsewhere");
    expect(await idsOf()).toEqual(["elsewhere", "session of ann"]);
  });
});

it("the codes that are left are the person's", async () => {
  await env.DB.exec("UPDATE recovery SET left = 3 WHERE id = 'codes of ann'");
  expect((await look()).recoveryCodesLeft).toBe(3);
  await env.DB.exec("DELETE FROM recovery WHERE id = 'codes of ann'");
  expect((await look()).recoveryCodesLeft).toBeUndefined();
  const codesOf = (user: string, realm: string) => self.recoveryOf({ user, realm });
  expect(await codesOf("ann", "realm1")).toBeUndefined();
  expect(await codesOf("ann", "corp")).toMatchObject({ id: "codes of namesake" });
});

it("the address for notices is the person's", async () => {
  await env.DB.batch(
    [
      ["ann", "corp"],
      ["bob", "realm1"],
      ["ann", "realm1"],
    ].map(([name, realm]) =>
      env.DB.prepare("INSERT INTO user (name, realm, created_at_ms, email) VALUES (?1, ?2, 0, ?1 || '@' || ?2)").bind(
        name,
        realm,
      ),
    ),
  );
  const emailOf = async (user: string, realm: string) => (await self.mailboxOf({ user, realm })).email;
  expect(await emailOf("ann", "realm1")).toBe("ann@realm1");
  expect(await emailOf("ann", "corp")).toBe("ann@corp");
  expect(await emailOf("bob", "corp")).toBeNull();
});

it("the confirmation is that of the session, for less than five minutes", async () => {
  await confirmArea("pin", NOW, "there");
  expect((await look()).confirmedFor).toBeUndefined();
  await confirmArea("phones");
  expect((await look()).confirmedFor).toBe("phones");
  expect((await look(NOW + 5 * 60_000 - 1)).confirmedFor).toBe("phones");
  expect((await look(NOW + 5 * 60_000)).confirmedFor).toBeUndefined();
});

it("costs the rows of the person's sessions that cron has not swept yet, and none of other people's", async () => {
  const before = await cost();
  for (const [user, count] of [
    ["ann", 40],
    ["bob", 2000],
  ] as const)
    await runSql(`INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client,
      signed_in_at_ms, seen_at_ms, expires_at_ms) ${many(count, `'${user}' || i, '${user}', 'realm1', 'S', 1, 1, '[]', 'c', 0, 0, 1`)}`);
  expect((await cost()) - before).toBeLessThanOrEqual(2 * 40);
});

it("costs at most the person's 200 newest rows of the trail and their own twice, however they are paired", async () => {
  await emptyTrail();
  const before = await cost();
  const opening = { event: "'CHALLENGE_TRIGGERED'", action: "'POST /login/begin'", attempt_id: "'a' || i" };
  await writeMany(900, 0, { user: "'ann'", realm: "'realm1'", serial: "'ann'", ...opening });
  expect((await cost()) - before).toBeLessThanOrEqual(202);
  expect((await look()).signIns).toHaveLength(20);
});

describe("the sign-ins", () => {
  const note = (user: string, realm: string, event: string, action = "POST /x", times = 1) =>
    writeMany(times, NOW, { user: `'${user}'`, realm: `'${realm}'`, event: `'${event}'`, action: `'${action}'` });
  const signIns = async () => (await look()).signIns.map(({ event, application }) => [event, application]);

  beforeEach(emptyTrail);

  it("are the person's, and nothing but sign-ins", async () => {
    await note("ann", "realm1", "LOGIN_SUCCESS");
    await note("ann", "realm1", "TOKEN_CHANGED");
    await note("ann", "corp", "PIN_FAIL");
    await note("ANN", "realm1", "PIN_FAIL");
    await note("bob", "realm1", "PIN_FAIL");
    expect(await signIns()).toEqual([["LOGIN_SUCCESS", null]]);
  });

  it("are found after any number of other people's", async () => {
    await note("ann", "realm1", "LOGIN_SUCCESS");
    await note("bob", "realm1", "LOGIN_SUCCESS", "POST /x", 300);
    expect(await signIns()).toEqual([["LOGIN_SUCCESS", null]]);
  });

  it("name the application that was signed in to", async () => {
    for (const name of ["Chat", "Wiki"])
      await env.DB.prepare("INSERT INTO oidc_client VALUES (?, ?, NULL, NULL, 0, 0)")
        .bind(name.toLowerCase(), JSON.stringify({ client_name: name }))
        .run();
    await note("ann", "realm1", "LOGIN_SUCCESS", "POST /login/result chat");
    await note("ann", "realm1", "CODE_GIVEN", "GET /oidc/authorize wiki");
    expect(await signIns()).toEqual([
      ["CODE_GIVEN", "Wiki"],
      ["LOGIN_SUCCESS", "Chat"],
    ]);
  });
});
