// A name that no account here could have is refused at every endpoint that takes a name, before
// anything is stored or looked up.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { admin, asAdmin, initToken, ORIGIN, type Send, withSettings } from "../../support/service.ts";

let send: Send;
beforeAll(async () => {
  await initToken({ user: "known", pin: "1234", serial: "KNOWN" });
  send = await withSettings({});
});

/**
 * Method and path, the fields beside the name, and the name's own fields. In the path, `encoded`
 * names are used.
 */
const ENDPOINTS: readonly (readonly [endpoint: string, fields?: Record<string, string>])[] = [
  ["POST /validate/check", { pass: "1" }],
  ["POST /validate/check", { pass: "1", serial: "KNOWN" }],
  ["POST /validate/check", { transaction_id: "1".repeat(20) }],
  ["GET /validate/check", { pass: "1" }],
  ["POST /validate/samlcheck", { pass: "1" }],
  ["POST /validate/radiuscheck", { pass: "1" }],
  ["POST /validate/triggerchallenge"],
  ["POST /token/init", { type: "tiqr" }],
  ["POST /token/enrollmentlink"],
  ["GET /token/enrollmentlink"],
  ["GET /token/"],
  ["POST /token/enable"],
  ["POST /token/disable"],
  ["POST /token/reset"],
  ["POST /token/revoke"],
  ["POST /token/unassign"],
  ["POST /token/setpin", { otppin: "1234" }],
  ["POST /token/setrandompin"],
  ["POST /token/set", { max_failcount: "9" }],
  ["POST /token/description", { description: "x" }],
  ["POST /token/assign", { serial: "KNOWN" }],
  ["POST /login/begin", { pin: "1234" }],
  ["GET /user/:realm/:user"],
  ["DELETE /user/:realm/:user"],
];

const CONTROL = "ERR905: A user or realm with a control character.";
const LONG = "ERR905: The user name is too long. With its realm it may have 1024 characters, 2465 percent-encoded.";
const NAMES: readonly (readonly [what: string, user: string, realm: string, message: string])[] = [
  ["a line break", "eve\nroot", "realm1", CONTROL],
  ["a C1 control character", "eve\u0085", "realm1", CONTROL],
  ["a control character in the realm", "eve", "realm1\t", CONTROL],
  ["more than a phone sends back", "n".repeat(1020), "realm1", LONG],
  ["more than a QR code holds", "\u{1f511}".repeat(220), "realm1", LONG],
  ["a realm too long for a QR code", "eve", "\u{1f511}".repeat(300), LONG],
];

async function stored(): Promise<Record<string, number>> {
  const tables = ["audit", "user", "token", "open_to_anyone", "enrollment_link"];
  const counts = await env.DB.batch<{ n: number }>(tables.map((t) => env.DB.prepare(`SELECT count(*) AS n FROM ${t}`)));
  return Object.fromEntries(tables.map((table, index) => [table, counts[index]?.results[0]?.n ?? -1]));
}

it.each(ENDPOINTS.map(([endpoint, fields = {}]) => ({ endpoint, fields })))(
  "$endpoint with $fields refuses each of these names and stores nothing",
  async ({ endpoint, fields }) => {
    const [method = "", route = ""] = endpoint.split(" ");
    const headers = { ...(await admin()), "Sec-Fetch-Site": "same-origin" };
    const before = await stored();
    const inPath = route.includes(":");
    for (const [what, user, realm, message] of NAMES) {
      const path = route.replace(":realm", encodeURIComponent(realm)).replace(":user", encodeURIComponent(user));
      const values = new URLSearchParams(inPath ? fields : { ...fields, user, realm });
      // Only forms and queries of applications are decoded twice.
      const query = method === "GET" ? `?${values.toString().replaceAll("%", "%25")}` : "";
      const body = method === "POST" ? { body: values } : {};
      const response = await send(new Request(`${ORIGIN}${path}${query}`, { method, headers, ...body }));
      const text = await response.text();
      expect([what, response.status]).toEqual([what, 400]);
      if (path === "/login/begin") expect(text).toContain("We can’t use what you entered.");
      else expect([what, JSON.parse(text).result.error]).toEqual([what, { code: 905, message }]);
    }
    expect(await stored()).toEqual(before);
  },
);

it.each([
  ["a line break", "eve\nroot", "ERR905: A user or realm with a control character."],
  ["201 characters", "n".repeat(201), "ERR905: Parameter too long: username"],
])("POST /auth refuses an account's name with %s and stores nothing", async (_, username, message) => {
  await admin();
  const before = await stored();
  for (const more of [{ password: "x" }, { transaction_id: "1".repeat(20), ticket: "x" }]) {
    const body = new URLSearchParams({ username, ...more });
    const response = await send(new Request(`${ORIGIN}/auth`, { method: "POST", body }));
    const { result } = (await response.json()) as { result: { error: object } };
    expect([response.status, result.error]).toEqual([400, { code: 905, message }]);
  }
  expect(await stored()).toEqual(before);
});

it.each([
  { user: ".." },
  { user: "." },
  { user: "eve", realm: ".." },
  { user: "..", realm: "realm1" },
  { user: "eve@.." },
])("refuses %o, which no path could name to remove it again", async (named) => {
  for (const path of ["/token/init", "/token/enrollmentlink"]) {
    const reply = await asAdmin("POST", path, { type: "tiqr", ...named } as Record<string, string>);
    expect([reply.status, reply.json.result.error.message]).toEqual([
      400,
      expect.stringContaining('can be "." or ".."'),
    ]);
  }
  expect((await initToken({ user: "..eve", realm: "realm.1" })).status).toBe(200);
});
