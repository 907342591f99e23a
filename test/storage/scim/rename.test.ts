// Another name for a person: all that is theirs follows, and nobody becomes somebody else.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { hashSession } from "../../../src/core/phone-session.ts";
import { auditRows } from "../../support/audit.ts";
import { answered, endLogin, enrolledUser, opensWith, trigger } from "../../support/login.ts";
import {
  addSession,
  claimsIn,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  refreshWith,
  userinfoWith,
} from "../../support/oidc/oidc.ts";
import { EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { openMe, signedIn } from "../../support/pages/me.ts";
import { passFor, withPasses } from "../../support/phones/day-pass.ts";
import {
  changePerson,
  directoryAccount,
  directoryAs,
  madePerson,
  type OpenedDirectory,
  personNamed,
} from "../../support/scim/directory.ts";
import {
  admin,
  asAdmin,
  check,
  initToken,
  makePhone,
  postOver,
  reasonOf,
  resultOf,
  worker,
} from "../../support/service.ts";
import { adminCaller, NO_NOTE, newToken, realPorts } from "../../support/storage/ports.ts";
import { rowOf } from "../../support/storage/rows.ts";

const ports = await realPorts();
let directory: OpenedDirectory;
let wiki: MadeClient;
beforeAll(async () => {
  await admin();
  wiki = await makeClient();
  directory = await directoryAs(ports, await directoryAccount());
});

const rename = async (from: string, to: string) => {
  const done = await changePerson(directory, from, { userName: to });
  return done.ok ? (done.did === "refused" ? done.why : done.did) : done.reason.code;
};

/** The names that a table has rows of. */
const usersIn = async (table: string) =>
  (await env.DB.prepare(`SELECT DISTINCT user FROM ${table} WHERE realm = 'realm1' ORDER BY user`).all()).results.map(
    ({ user }) => user,
  );

/** Every table with a column for a user's name, but the trail, which keeps it. */
async function tablesOfUsers(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '% user TEXT%' AND sql LIKE '%realm TEXT%'`,
  ).all<{ name: string }>();
  return results.map(({ name }) => name).filter((name) => !name.startsWith("audit"));
}

describe("a renamed person", () => {
  it("signs in with the phone that knows the old name, and with no other name", async () => {
    const anna = await enrolledUser("anna");
    await env.DB.prepare("UPDATE token SET identity = NULL WHERE serial = ?").bind(anna.serial).run();
    const { id } = await personNamed(directory, "anna");
    expect(await rename("anna", "anna.bos")).toBe("changed");
    expect(await rowOf(anna.serial)).toMatchObject({ user: "anna.bos", identity: "anna_realm1" });
    expect((await personNamed(directory, "anna.bos")).id).toBe(id);
    const login = await trigger({ ...anna, user: "anna.bos" });
    expect((await anna.phone.login(login.link)).told).toBe("logged-in");
    expect(resultOf(await endLogin({ ...login, user: "anna.bos" }))).toBe(true);
    expect(await opensWith("anna", anna.pin)).toBe(false);
    expect(await rename("anna.bos", "anna")).toBe("changed");
    const back = await trigger(anna);
    expect((await anna.phone.login(back.link)).told).toBe("logged-in");
  });

  it("takes sessions, grants, codes and links along, but no open login", async () => {
    const ben = await signedIn("ben");
    const session = await addSession(ben.serial);
    const scope = ["openid", "profile", "offline_access"];
    const tokens = (await redeem(wiki, await codeFor(wiki, session, { scope }))).json;
    const short = (await redeem(wiki, await codeFor(wiki, session, { scope: ["openid"] }))).json;
    const subject = claimsIn(tokens.id_token).sub;
    const [open, done] = [await trigger(ben), await answered(ben)];
    expect(await rename("ben", "ben.ford")).toBe("changed");

    expect((await openMe(ben)).status).toBe(200);
    for (const { access_token } of [tokens, short])
      expect((await userinfoWith(access_token)).json).toMatchObject({ sub: subject });
    const refreshed = await refreshWith(wiki, tokens.refresh_token);
    expect(claimsIn(refreshed.json.id_token)).toMatchObject({ sub: subject, preferred_username: "ben.ford" });
    expect((await ben.phone.login(open.link)).told).not.toBe("logged-in");
    for (const user of ["ben", "ben.ford"]) expect(resultOf(await endLogin({ ...done, user })), user).toBe(false);
  });

  it("whose phone has scanned the code of an enrolment, or the link was mailed, goes on", async () => {
    const path = await newLink({ user: "cleo" });
    await madePerson(directory, "cleo");
    expect(await rename("cleo", "cleo.day")).toBe("changed");
    const visitor = new EnrolBrowser();
    await visitor.start(path);
    expect(await usersIn("token")).toContain("cleo.day");
    const { tiqrenroll } = (await initToken({ user: "cleo.day", pin: "1234" })).json.detail;
    // The phone has heard its name for the account, and has not sent its secret yet.
    let renamed: unknown;
    const phone = makePhone(async (asked) => {
      const reply = await worker(asked);
      if (asked.method === "GET") renamed ??= await rename("cleo.day", "cleo.night");
      return reply;
    });
    expect([(await phone.enroll(tiqrenroll.value)).told, renamed]).toEqual(["enrolled", "changed"]);
    const login = await trigger({ user: "cleo.night", pin: "1234", serial: "", phone });
    expect((await phone.login(login.link)).told).toBe("logged-in");
  });

  it("keeps a day pass, which no assignment takes to another person", async () => {
    const everywhere = await withPasses("everywhere");
    const { serial } = await enrolledUser("gwen");
    const pass = await passFor(everywhere, "gwen");
    expect(await rename("gwen", "gwen.may")).toBe("changed");
    const ask = async (fields: Record<string, string>) =>
      (await postOver(everywhere, "/validate/check", { user: "gwen.may", ...fields })).json;
    const { transaction_id } = (await ask({ pass: "1234" })).detail;
    expect((await ask({ transaction_id, pass })).result.value).toBe(true);
    // Somebody else has the earlier name, and their phone is handed to the person.
    const next = await enrolledUser("gwen");
    await passFor(everywhere, "gwen");
    await asAdmin("POST", "/token/unassign", { serial: next.serial });
    await asAdmin("POST", "/token/assign", { serial: next.serial, user: "gwen.may" });
    expect(await rowOf(next.serial)).toMatchObject({ user: "gwen.may", sealed_pass: null });
    expect((await rowOf(serial)).sealed_pass).not.toBeNull();
  });

  it("leaves the old name in no table but the trail", async () => {
    const dirk = await enrolledUser("dirk");
    await addSession(dirk.serial);
    await redeem(wiki, await codeFor(wiki, await addSession(dirk.serial), { scope: ["openid"] }));
    await newLink({ user: "dirk" });
    for (const sql of [
      `INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms) VALUES ('r', 'dirk', 'realm1', '', 1, 1)`,
      `INSERT INTO caller (id, user, realm, account, act, proved, made_at_ms, ends_at_ms)
       VALUES ('c', 'dirk', 'realm1', 'a', 'pin', '', 1, 2)`,
      `INSERT INTO ciba_request (id, user, realm, client_id, asked, made_at_ms, expires_at_ms)
       VALUES ('q', 'dirk', 'realm1', 'w', '', 1, 2)`,
      `INSERT INTO undo (serial, id, user, realm, kind, was, made_by, made_at_ms, ends_at_ms)
       VALUES ('${dirk.serial}', 'u', 'dirk', 'realm1', 'pin', '{}', 'a', 1, 2)`,
    ])
      await env.DB.prepare(sql).run();
    const tables = await tablesOfUsers();
    expect(tables).toEqual(
      expect.arrayContaining(["token", "browser_session", "oidc_grant", "recovery", "ciba_request"]),
    );
    expect(await rename("dirk", "dirk.long")).toBe("changed");
    for (const table of tables) expect(await usersIn(table), table).not.toContain("dirk");
    // What could be undone would give back a phone that waits for the old name.
    for (const table of tables.filter((one) => one !== "undo"))
      expect(await usersIn(table), table).toContain("dirk.long");
    expect((await auditRows({ user: "dirk" })).at(-1)).toMatchObject({ event: "USER_CHANGED", detail: "directory" });
    expect((await auditRows({ user: "dirk.long" }))[0]).toMatchObject({ event: "USER_CHANGED", detail: "directory" });
  });

  it("is found in the trail by a removal, under each name, but not who has the name since", async () => {
    await enrolledUser("emil");
    await rename("emil", "emile");
    await rename("emile", "zola");
    await madePerson(directory, "emil");
    const ofTheNext = (await auditRows({ user: "emil" })).at(-1);
    expect(ofTheNext?.event).toBe("USER_CHANGED");
    expect((await asAdmin("DELETE", "/user/realm1/zola")).status).toBe(200);
    expect(await auditRows({ user: "zola" })).toEqual([]);
    expect(await auditRows({ user: "emile" })).toEqual([]);
    expect(await auditRows({ user: "emil" })).toEqual([ofTheNext]);
  });

  it("takes along no row of whoever had the name next, and has another one since", async () => {
    await enrolledUser("ivo");
    await rename("ivo", "ivo.old");
    const later = await directoryAs(ports, await directoryAccount(), Date.now() + 3600_000);
    await madePerson(later, "ivo");
    await changePerson(later, "ivo", { userName: "ivo.next" });
    const ofTheNext = (await auditRows({ user: "ivo" })).slice(-2);
    expect((await asAdmin("DELETE", "/user/realm1/ivo.old")).status).toBe(200);
    expect(await auditRows({ user: "ivo" })).toEqual(ofTheNext);
  });

  it("has no row left under the old name when somebody who got it is removed", async () => {
    await enrolledUser("hera");
    await rename("hera", "juno");
    await madePerson(directory, "hera");
    expect((await asAdmin("DELETE", "/user/realm1/hera")).status).toBe(200);
    expect(await auditRows({ user: "hera" })).toEqual([]);
    expect(await auditRows({ user: "juno" })).not.toEqual([]);
  });
});

it("a removal finds a name's last row after the trail has gone to its archive, too", async () => {
  await enrolledUser("kay");
  await env.DB.prepare("DELETE FROM audit").run();
  await rename("kay", "kay.new");
  await madePerson(directory, "kay");
  const ofTheNext = (await auditRows({ user: "kay" })).at(-1);
  expect((await asAdmin("DELETE", "/user/realm1/kay.new")).status).toBe(200);
  expect(await auditRows({ user: "kay" })).toEqual([ofTheNext]);
});

describe("two people never become one", () => {
  it("by two renames to one name at once", async () => {
    await enrolledUser("fay");
    await enrolledUser("gil");
    const [fay, gil] = [await personNamed(directory, "fay"), await personNamed(directory, "gil")];
    const both = await Promise.all(
      [fay, gil].map((was, index) => directory.people.change(was, { ...was, userName: index === 0 ? "hal" : "HAL" })),
    );
    expect(both.map((one) => one.ok && one.did)).toEqual(["changed", "refused"]);
    expect(both[1]).toMatchObject({ why: "taken" });
    expect(await usersIn("token")).toEqual(expect.arrayContaining(["gil", "hal"]));
  });

  it("by a rename to a name that is taken, in any case, or that only tokens or a link have", async () => {
    await enrolledUser("ina");
    await enrolledUser("Jan");
    expect(await rename("ina", "jan")).toBe("taken");
    expect(await rename("ina", "Ina")).toBe("changed");
    await enrolledUser("left");
    await env.DB.prepare("DELETE FROM user WHERE name = 'left'").run();
    expect(await rename("Ina", "left")).toBe("taken");
    expect(await directory.people.create({ ...(await personNamed(directory, "Ina")), userName: "left" })).toMatchObject(
      {
        why: "taken",
      },
    );
    await newLink({ user: "invited" });
    expect(await rename("Ina", "invited")).toBe("taken");
    expect(await personNamed(directory, "ina")).toMatchObject({ userName: "Ina" });
  });

  it("by a rename to the name of somebody deleted, whose phones are gone", async () => {
    const kim = await enrolledUser("kim");
    const lea = await enrolledUser("lea");
    await directory.people.remove((await personNamed(directory, "kim")).id, undefined);
    expect(await rename("lea", "KIM")).toBe("changed");
    await expect(rowOf(kim.serial)).rejects.toThrow();
    expect(await rowOf(lea.serial)).toMatchObject({ user: "KIM" });
    expect(await auditRows({ user: "kim" })).toEqual([]);
  });

  it("by a late rename, after the old name was given to somebody else", async () => {
    await enrolledUser("mia");
    const was = await personNamed(directory, "mia");
    expect(await rename("mia", "mia.one")).toBe("changed");
    const next = await enrolledUser("mia");
    expect(await directory.people.change(was, { ...was, userName: "mia.one" })).toMatchObject({ why: "stale" });
    expect(await rowOf(next.serial)).toMatchObject({ user: "mia" });
    expect(reasonOf(await check({ user: "mia", pass: "0000" }))).toBe("wrong-pin");
  });

  it("by a link that is started while its person is renamed", async () => {
    const path = await newLink({ user: "rosa" });
    await madePerson(directory, "rosa");
    const hash = await hashSession(path.slice("/enrol/".length));
    const maker = await adminCaller();
    const begin = (user: string) => {
      const token = newToken("ROSA1", user, { mayExist: false, named: { user, realm: "realm1" } });
      return ports.links.begin(maker, { hash, browserHash: "b", codes: 0 }, token, Date.now(), NO_NOTE);
    };
    expect(await rename("rosa", "rosa.new")).toBe("changed");
    expect(await begin("rosa")).toEqual({ ok: true, result: "spent" });
    expect(await env.DB.prepare("SELECT 1 FROM user WHERE name = 'rosa'").first()).toBeNull();
    expect(await begin("rosa.new")).toEqual({ ok: true, result: "made" });
  });

  it("by what an earlier user of the name has left", async () => {
    await env.DB.prepare(
      `INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms) VALUES ('old', 'nora', 'realm1', '', 1, 1)`,
    ).run();
    await enrolledUser("otto");
    expect(await rename("otto", "nora")).toBe("changed");
    expect(await env.DB.prepare("SELECT id FROM recovery WHERE user = 'nora'").first()).toBeNull();
  });
});

it("a person may have twenty names, and then keeps the last", async () => {
  await madePerson(directory, "p0");
  for (let number = 1; number <= 20; number++) expect(await rename(`p${number - 1}`, `p${number}`)).toBe("changed");
  expect(await rename("p20", "p21")).toBe("renamed-often");
  expect(await changePerson(directory, "p20", { displayName: "P" })).toMatchObject({ did: "changed" });
});

it("folded case: a name is stored as people are found, and comes back as it was sent", async () => {
  const folding = await directoryAs(await realPorts({ foldUserCase: true }), await directoryAccount());
  const made = await madePerson(folding, "Quinn@Corp.example");
  expect(made).toMatchObject({ userName: "Quinn@Corp.example", name: "quinn@corp.example" });
  expect(await changePerson(folding, "QUINN@corp.example", { userName: "Quinn.B" })).toMatchObject({
    resource: { userName: "Quinn.B", name: "quinn.b" },
  });
});
