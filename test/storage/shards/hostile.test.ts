// Three databases, and accounts and callers that mean harm: an account that is bound to a realm,
// whose lists pass by many rows of other realms; and serials whose letters were changed.

import { beforeAll, describe, expect, it } from "vitest";
import { fromBase64Url } from "../../../src/lib/bytes.ts";
import { admin, enrol, postOver, type Reply, requestOver, resultOf, type Send } from "../../support/service.ts";
import { database, having, homeOf, makeDatabases, NAMES, type Name, userHomedIn, withMap } from "./three.ts";

/** More than a look examines. */
const OTHERS = 1200;
const PASSWORD = "horse battery staple 7";
const RIGHTS = (
  "enrollTIQR tokenlist enable disable reset revoke setpin set setdescription settokeninfo assign unassign delete getchallenges " +
  "triggerchallenge userlist deleteuser set_custom_user_attributes"
).split(" ");

let send: Send;
let bound: Record<string, string>;
/** One user of the realm blue in each database. */
const blue: { readonly name: Name; readonly user: string; readonly serial: string }[] = [];

const post = async (path: string, body: object): Promise<Reply> =>
  requestOver(send, path, {
    method: "POST",
    headers: { ...(await admin()), "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  await makeDatabases();
  send = await withMap();
  expect((await post("/accounts", { name: "desk", rights: RIGHTS, realms: ["blue"], password: PASSWORD })).status).toBe(
    200,
  );
  bound = { "X-API-Key": resultOf(await post("/accounts/desk/keys", {})).key };
  for (const name of NAMES) {
    // Rows of another realm before and behind those of blue, in every order that a list has.
    for (const [word, from] of [
      ["aa-secret", 0],
      ["zz-secret", OTHERS],
    ] as const) {
      const numbers = `WITH RECURSIVE n (i) AS (SELECT ${from + 1} UNION ALL SELECT i + 1 FROM n WHERE i < ${from + OTHERS})`;
      await database(name).batch([
        database(name).prepare(
          `${numbers} INSERT INTO user (realm, name, created_at_ms) SELECT 'red', '${word}-${name}-' || i, i FROM n`,
        ),
        database(name).prepare(
          `${numbers} INSERT INTO token (serial, generation, realm, user, description, active, revoked, rollout_state, max_fail, suite, created_at_ms)
           SELECT '${word}-${name}-' || i, 1, 'red', '${word}-${name}-' || i, '', 1, 0, 'enrolled', 10, 'OCRA-1:HOTP-SHA1-6:QH10', i FROM n`,
        ),
        database(name)
          .prepare(
            `${numbers} INSERT INTO enrollment_link (hash, user, realm, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
             SELECT '${word}-${name}-' || i, '${word}-' || i, 'red', 1, 'admin', 1, i, ?1 + i FROM n`,
          )
          .bind(Date.now() + 3_600_000),
      ]);
    }
    let user = "";
    for (let index = 0; user === "" || (await homeOf(user, "blue")) !== name; index++) user = `mine-${index}`;
    const { serial } = await enrol({ user, realm: "blue", pin: "1234" }, { send });
    blue.push({ name, user, serial });
  }
});

const get = (path: string, headers = bound) => requestOver(send, path, { headers });

/** All answers of a list along its cursors. */
async function walk(path: string, headers = bound): Promise<{ texts: string[]; cursors: string[] }> {
  const [texts, cursors] = [[] as string[], [] as string[]];
  for (let after: string | null = ""; after !== null; ) {
    const reply: Reply = await get(after === "" ? path : `${path}&after=${after}`, headers);
    expect(reply.status).toBe(200);
    const { value, detail } = { ...reply.json.result, detail: reply.json.detail };
    const fields = Array.isArray(value) ? (detail ?? {}) : value;
    texts.push(JSON.stringify(Array.isArray(value) ? value : { ...value, after: "", before: "" }));
    for (const cursor of [fields.after, fields.before]) if (typeof cursor === "string") cursors.push(cursor);
    after = fields.after ?? null;
  }
  return { texts, cursors };
}

const LISTS = [
  "/token/?pagesize=2&sortby=username",
  "/token/?pagesize=2&sortby=serial",
  "/token/?pagesize=2&username=*",
  "/token/?pagesize=2&username=z*",
  "/token/?pagesize=2&realm=*",
  "/user/?pagesize=2&username=*",
  "/user/?pagesize=2&username=a*",
  "/token/enrollmentlink?pagesize=2",
];

describe("lists of an account that is bound to a realm", () => {
  it.each(LISTS)("show no row of another realm, and no key of one in a cursor: %s", async (path) => {
    const { texts, cursors } = await walk(path);
    expect(texts.join()).not.toContain("secret");
    expect(texts.length).toBeGreaterThan(1);
    expect(cursors.length).toBeGreaterThan(0);
    for (const cursor of cursors)
      for (const part of [cursor, ...cursor.split(".")])
        expect(new TextDecoder().decode(fromBase64Url(part) ?? new Uint8Array())).not.toMatch(/secret|red/);
  });

  it("have each row of its own realm once, whichever database it is in", async () => {
    const { texts } = await walk("/token/?pagesize=2&sortby=username");
    const serials = texts.join().match(/"serial":"[^"]*"/g);
    expect(serials?.toSorted()).toEqual(blue.map(({ serial }) => `"serial":"${serial}"`).toSorted());
  });

  it("go on from the cursor of another account, and show no more than before", async () => {
    const { cursors } = await walk("/token/?pagesize=1000&sortby=username", await admin());
    for (const cursor of cursors.slice(0, 6)) {
      const { status, text } = await get(`/token/?pagesize=1000&sortby=username&after=${cursor}`);
      expect([status, text.includes("secret")]).toEqual([200, false]);
    }
  });

  it("go on from no cursor that was made up", async () => {
    for (const cursor of [["aa-secret", 1], ["z", 0], [0]]) {
      const forged = btoa(JSON.stringify(cursor)).replaceAll("=", "");
      for (const text of [forged, `1.${forged}`])
        expect((await get(`/token/?pagesize=2&sortby=username&after=${text}`)).status).toBe(400);
    }
  });
});

describe("a token of another realm, by its serial alone", () => {
  const rows = () =>
    Promise.all(
      NAMES.map(
        async (name) => (await database(name).prepare("SELECT * FROM token WHERE realm = 'red'").all()).results,
      ),
    );

  it("is changed, shown and asked by no call of that account, in any database", async () => {
    const before = await rows();
    for (const name of NAMES) {
      const serial = `aa-secret-${name}-7`;
      const calls = [
        ...["enable", "disable", "reset", "revoke", "unassign"].map((verb) => ["POST", `/token/${verb}`, {}] as const),
        ["POST", "/token/setpin", { otppin: "4711" }],
        ["POST", "/token/description", { description: "mine" }],
        ["POST", "/token/set", { max_failcount: "5" }],
        ["POST", "/token/assign", { user: blue[0]?.user ?? "", realm: "blue" }],
        ["POST", "/token/init", { type: "tiqr", user: blue[0]?.user ?? "", realm: "blue" }],
        ["POST", "/validate/triggerchallenge", {}],
        ["DELETE", `/token/${serial}`, {}],
      ] as const;
      for (const [method, path, fields] of calls) {
        const body = new URLSearchParams({ serial, ...fields });
        const { json, text } = await requestOver(send, path, { method, headers: bound, body });
        const { status, value } = json.result;
        expect([path, status && value !== 0 && value !== false ? text : "refused"]).toEqual([path, "refused"]);
        expect(text).not.toContain(`secret-${name}-7"`);
      }
      for (const path of [`/token/?serial=${serial}`, `/token/challenges/${serial}`])
        expect((await get(path)).text).not.toMatch(/secret-\w+-7"/);
    }
    expect(await rows()).toEqual(before);
  });
});

describe("a serial whose letters were changed", () => {
  it("leads to no token, whichever database the letters name", async () => {
    for (const { serial } of blue)
      for (const slot of ["00", "54", "55", "A9", "AA", "FF"]) {
        const forged = serial.replace(/^TiQRS../, `TiQRS${slot}`);
        if (forged === serial) continue;
        const checked = await postOver(send, "/validate/check", { serial: forged, pass: "1234" });
        expect([checked.status, checked.headers.get("TiQR-Reason")]).toEqual([404, "unknown-serial"]);
        expect(resultOf(await get(`/token/?serial=${forged}`)).tokens).toEqual([]);
      }
  });

  it("gives no token to a user whose slot it does not name", async () => {
    const user = await userHomedIn("DB", "forger");
    for (const forged of ["TiQRSAA00000001", "TiQRS5500000001", "TiQRSFF00000001"]) {
      const reply = await postOver(send, "/token/init", { type: "tiqr", user, serial: forged }, await admin());
      expect(reply.status).toBe(400);
      expect(await having("SELECT 1 FROM token WHERE serial = ?", forged)).toEqual([]);
    }
  });

  it("in small letters is another serial", async () => {
    const { serial = "" } = blue[0] ?? {};
    const checked = await postOver(send, "/validate/check", { serial: serial.toLowerCase(), pass: "1234" });
    expect(checked.json.result.value ?? false).toBe(false);
    expect(checked.json.detail?.transaction_id).toBeUndefined();
  });
});
