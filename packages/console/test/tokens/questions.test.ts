// The console asks before an action: it names the token, and asks only about an existing one.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import {
  admin,
  asAdmin,
  enrol,
  initToken,
  type Reply,
  request,
  resultOf,
  serviceAccount,
} from "../../../../test/support/service.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const browser = new ConsoleBrowser();
beforeAll(async () => {
  await browser.signIn("admin", ADMIN_PASSWORD);
  await initToken({ user: "asked", realm: "realm1", serial: "ASKED" });
  await initToken({ user: "left", serial: "LEFT" });
  await asAdmin("POST", "/token/unassign", { serial: "LEFT" });
});

const ALL = ["enable", "disable", "reset", "unassign", "revoke", "delete", "link", "setrandompin", "removepin"];

/** The facts of a question, by their names. */
const factsIn = ({ text }: Reply) =>
  Object.fromEntries(
    [...text.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll("<wbr/>", "").replace(/ <span class="quiet">.*/, ""),
    ]),
  );

describe.each(ALL)("the question before %s", (name) => {
  it("names the token and its user", async () => {
    const reply = await browser.get(`/console/tokens/ASKED/${name}`);
    expect(reply.status).toBe(200);
    expect(factsIn(reply)).toMatchObject({ Login: "asked", Realm: "realm1", Phone: "ASKED" });
    expect(factsIn(await browser.get(`/console/tokens/LEFT/${name}`))).toEqual({
      Login: "not assigned to a user",
      Phone: "LEFT",
    });
  });

  it("is not asked about a token that does not exist: the page says so, and leads back", async () => {
    for (const serial of ["NONE", "ASK*"]) {
      const reply = await browser.get(`/console/tokens/${serial}/${name}`);
      expect(reply.status).toBe(404);
      expect(reply.text).toContain("Token not found");
      expect(reply.text).toContain("Try searching by user.");
      expect(reply.text).toMatch(/<a class="button primary" href="\/console\/tokens">/);
      expect(reply.text).not.toContain(`action="/console/tokens/${serial}`);
    }
  });
});

it("each question tells one Jan Jansen from another: name, address, phone, last sign-in and open links", async () => {
  await enrol({ user: "jan3", serial: "JAN3", description: "Jan’s iPhone" });
  for (const [key, value] of Object.entries({ name: "Jan Jansen", email: "jan3@corp.example" }))
    await asAdmin("POST", "/user/attribute", { user: "jan3", key, value });
  const link = (await asAdmin("POST", "/token/enrollmentlink", { serial: "JAN3" })).json.detail.id;
  const pin = (await asAdmin("POST", "/token/setrandompin", { serial: "JAN3" })).json.detail.undo;
  const client = { client_name: "Wiki", redirect_uris: ["https://wiki.example/back"] };
  const registered = await request("/oidc/clients", {
    method: "POST",
    headers: { ...(await admin()), "Content-Type": "application/json" },
    body: JSON.stringify(client),
  });
  const id = resultOf(registered).client_id;
  const at = Date.now() - 2 * 3600_000 - 60_000;
  await env.DB.batch([
    env.DB.prepare("UPDATE token SET last_auth_ms = ? WHERE serial = 'JAN3'").bind(at),
    env.DB.prepare("UPDATE user SET created_at_ms = ? WHERE name = 'jan3'").bind(at),
    env.DB.prepare(
      `INSERT INTO audit (id, at_ms, action, success, authentication, serial, user, realm, pseudonym, administrator, client, attempt_id,
         reason, event, mac) SELECT 'x', ?, 'GET /oidc/authorize ' || ?, 1, 'ACCEPT', 'JAN3', 'jan3', 'realm1', '', '', '', '', '', 'CODE_GIVEN', ''`,
    ).bind(at, id),
  ]);
  const person = "/console/users/realm1/jan3";
  const questions = [
    ...ALL.map((name) => `/console/tokens/JAN3/${name}`),
    "/console/tokens/JAN3/lost",
    ...["new-pin", "unlock", "sign-out", "delete", `undo/${link}`, `undo/${pin}`].map((name) => `${person}/${name}`),
    `/console/links/${link}/withdraw`,
  ];
  for (const path of questions)
    expect([path, factsIn(await browser.get(path))]).toEqual([
      path,
      {
        Person: "Jan Jansen",
        Login: "jan3",
        Realm: "realm1",
        "E-mail address": "jan3@corp.example",
        Phone: "Jan’s iPhone (JAN3)",
        "Last sign-in": "2h ago, Wiki",
        "Open links": "1",
      },
    ]);
  // What an account may not see is left out.
  await serviceAccount("asks little", ["tokenlist", "disable"]);
  const desk = new ConsoleBrowser();
  await desk.signIn("asks little", "service");
  expect(factsIn(await desk.get("/console/tokens/JAN3/disable"))).toEqual({
    Login: "jan3",
    Realm: "realm1",
    Phone: "Jan’s iPhone (JAN3)",
    "Last sign-in": "2h ago",
  });
});

it("from the page of a person, a question leads back there", async () => {
  const { text } = await browser.get("/console/tokens/ASKED/disable?from=person");
  expect(text).toContain('href="/console/users/realm1/asked">Cancel');
  expect(text).toContain('name="user" value="asked"');
});

it("only actions that take something away have a button that warns", async () => {
  const button = async (name: string) =>
    / action="\/console\/tokens\/ASKED\/\w+"><button class="button (\w+)"/.exec(
      (await browser.get(`/console/tokens/ASKED/${name}`)).text,
    )?.[1];
  expect(await Promise.all(["delete", "link"].map(button))).toEqual(["danger", "primary"]);
});

it("before another phone is enrolled, it says what ends, and what is to be done in the app first", async () => {
  for (const [name, ends] of [
    ["lost", "The old phone stops working at once"],
    ["link", "The old phone works until then, and stops at that moment"],
  ] as const) {
    const { text } = await browser.get(`/console/tokens/ASKED/${name}`);
    expect(text).toContain(ends);
    expect(text).toMatch(/first deletes? the old account in the Tiqr app/);
  }
});
