// Sign-ins in browsers with three databases: a session is in its user's, which the cookie names,
// and only that one is asked.

import { describe, expect, it } from "vitest";
import {
  answerFields,
  authorizePath,
  followLink,
  type PersonAtBrowser,
  signInAs,
} from "../../../support/oidc/applications.ts";
import { basic, CALLBACK, makeClient } from "../../../support/oidc/oidc.ts";
import { Browser, stateIn } from "../../../support/pages/browser.ts";
import { asAdminOver, enrol, postOver } from "../../../support/service.ts";
import { having, makeDatabases, NAMES, type Name, userHomedIn, withMap } from "../three.ts";

await makeDatabases();
const send = await withMap();
const client = await makeClient({}, send);
const path = authorizePath(client.client_id, { redirect_uri: CALLBACK });

async function person(name: Name, prefix: string, browser = new Browser(send)): Promise<PersonAtBrowser> {
  const user = await userHomedIn(name, prefix);
  const { phone, serial } = await enrol({ user, pin: "1234" }, { send });
  return { user, pin: "1234", phone, serial, browser };
}

const sessionsOf = (user: string) => having("SELECT 1 FROM browser_session WHERE user = ? AND expires_at_ms > 0", user);

describe.each(NAMES)("a person in %s", (name) => {
  it("signs in once, and has session and grant there and nowhere else", async () => {
    const anna = await person(name, "once");
    const { code } = answerFields(await signInAs(anna, await followLink(anna.browser, path)));
    expect(anna.browser.cookies.get("__Host-session")).toMatch(new RegExp(`^${name}\\.[0-9a-f]{96}$`));
    expect(await sessionsOf(anna.user)).toEqual([name]);
    const fields = { grant_type: "authorization_code", code: code ?? "", redirect_uri: CALLBACK };
    expect((await postOver(send, "/oidc/token", fields, basic(client))).status).toBe(200);
    expect(await having("SELECT 1 FROM oidc_grant WHERE user = ?", anna.user)).toEqual([name]);
    expect(answerFields(await followLink(anna.browser, path)).code).toBeDefined();
  });

  it("signs out", async () => {
    const anna = await person(name, "out");
    await signInAs(anna, await followLink(anna.browser, path));
    await anna.browser.post("/oidc/logout", {});
    expect(await sessionsOf(anna.user)).toEqual([]);
    expect(stateIn(await followLink(anna.browser, path))).toBe("start");
  });

  it("is signed out by an administrator, and by a change of the token", async () => {
    const anna = await person(name, "ended");
    await signInAs(anna, await followLink(anna.browser, path));
    const ended = await asAdminOver(send, "DELETE", `/user/realm1/${anna.user}/sessions`);
    expect(ended.json.result.value).toBe(1);
    expect(stateIn(await followLink(anna.browser, path))).toBe("start");
    await signInAs(anna, await followLink(anna.browser, path));
    await asAdminOver(send, "POST", `/token/disable/${anna.serial}`);
    expect(stateIn(await followLink(anna.browser, path))).toBe("start");
  });

  it("takes the browser over from a person in another database, whose session ends", async () => {
    const elsewhere = NAMES.find((other) => other !== name) ?? name;
    const first = await person(elsewhere, `before-${name}-`);
    await signInAs(first, await followLink(first.browser, path));
    const second = await person(name, "after", first.browser);
    const page = await followLink(
      second.browser,
      authorizePath(client.client_id, { redirect_uri: CALLBACK, prompt: "login" }),
    );
    expect(answerFields(await signInAs(second, page)).code).toBeDefined();
    expect([await sessionsOf(first.user), await sessionsOf(second.user)]).toEqual([[], [name]]);
  });
});

it("a cookie that names a missing database, or another one, leads to no session", async () => {
  const anna = await person("DB_1", "forged");
  await signInAs(anna, await followLink(anna.browser, path));
  const [, secret = ""] = (anna.browser.cookies.get("__Host-session") ?? "").split(".");
  for (const cookie of [`DB_2.${secret}`, `DB.${secret}`, `MASTER_KEY.${secret}`, secret]) {
    anna.browser.cookies.set("__Host-session", cookie);
    expect([cookie, stateIn(await followLink(anna.browser, path))]).toEqual([cookie, "start"]);
  }
});
