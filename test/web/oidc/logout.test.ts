// /oidc/logout: OpenID Connect RP-Initiated Logout 1.0.

import { describe, expect, it } from "vitest";
import { openCode } from "../../../src/core/oidc/grants/code.ts";
import { sidFor } from "../../../src/core/oidc/sessions/browser-session.ts";
import {
  answerFields,
  application,
  authorizePath,
  followLink,
  type PersonAtBrowser,
  postTo,
  signInAs,
  visitor,
} from "../../support/oidc/applications.ts";
import { ORIGIN, type Reply } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const BYE = "https://wiki.example/bye";
const path = (fields: Record<string, string>) => `/oidc/logout?${new URLSearchParams(fields)}`;
const viewIn = ({ text }: Reply) => /data-logout="([^"]*)"/.exec(text)?.[1];
const isSignedIn = async ({ browser }: PersonAtBrowser) =>
  "code" in answerFields(await followLink(browser, authorizePath(await application(), { prompt: "none" })));

/** Signs in to a client, and returns the id_token that it would have got. */
async function signedIn(user: string, clientId: string) {
  const person = await visitor(user);
  const told = answerFields(await signInAs(person, await followLink(person.browser, authorizePath(clientId))));
  const { sealer, signer } = await realPorts();
  const session = (await openCode(sealer, told.code ?? "", Date.now()))?.session;
  const hintFor = async (changed: Record<string, unknown> = {}) =>
    signer.sign("RS256", "JWT", {
      iss: ORIGIN,
      aud: clientId,
      sub: "s",
      sid: await sidFor(session ?? { id: "" }, clientId),
      exp: 1,
      ...changed,
    });
  return { person, hintFor };
}

describe("an application that shows its id_token, old or new", () => {
  it("signs its person out at once, and gets the browser back with state", async () => {
    const id = await application();
    const { person, hintFor } = await signedIn("alice", id);
    const fields = { id_token_hint: await hintFor(), post_logout_redirect_uri: BYE, state: "s" };
    const reply = await followLink(person.browser, path(fields));
    expect([reply.status, reply.headers.get("Location")]).toEqual([303, `${BYE}?state=s`]);
    expect([await isSignedIn(person), person.browser.cookies.has("__Host-session")]).toEqual([false, false]);
  });

  it("signs its person out where the way back is not registered, too, and says so", async () => {
    const id = await application({ backchannel_logout_uri: "https://wiki.example/backchannel" });
    const { person, hintFor } = await signedIn("frank", id);
    const fields = { id_token_hint: await hintFor(), post_logout_redirect_uri: "https://evil.example/", state: "s" };
    const reply = await followLink(person.browser, path(fields));
    expect([reply.status, viewIn(reply), reply.headers.get("Location"), reply.headers.get("Refresh")]).toEqual([
      ...[200, "stranded", null, null],
    ]);
    expect(reply.text).not.toContain("evil.example");
    expect([await isSignedIn(person), person.browser.cookies.has("__Host-session")]).toEqual([false, false]);
    // The page is loaded again, and nobody is signed in any more.
    expect([
      (await followLink(person.browser, path(fields))).status,
      viewIn(await followLink(person.browser, path(fields))),
    ]).toEqual([200, "stranded"]);
  });

  it("is asked to have the person confirm, if it knows another session, or the token is another client's", async () => {
    const id = await application();
    const { person, hintFor } = await signedIn("bob", id);
    const hints = [await hintFor({ sid: "other" }), await hintFor({ aud: await application() }), `${await hintFor()}x`];
    for (const id_token_hint of hints) {
      expect(viewIn(await followLink(person.browser, path({ id_token_hint, client_id: id })))).toBe("ask");
      expect(await isSignedIn(person)).toBe(true);
    }
  });
});

describe("without a hint", () => {
  it("the person is asked, and goes where the application registered", async () => {
    const id = await application();
    const { person } = await signedIn("carol", id);
    const fields = { client_id: id, post_logout_redirect_uri: BYE };
    expect(viewIn(await followLink(person.browser, path(fields)))).toBe("ask");
    expect(await isSignedIn(person)).toBe(true);
    const done = await person.browser.post("/oidc/logout", fields);
    expect([viewIn(done), done.headers.get("Refresh")]).toEqual(["done", `0; url=${BYE}`]);
    expect(await isSignedIn(person)).toBe(false);
  });

  it("a form of another site signs nobody out, and leads to the question", async () => {
    const { person } = await signedIn("dave", await application());
    const headers = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" };
    expect(viewIn(await person.browser.post("/oidc/logout", {}, headers))).toBe("ask");
    const bare = await postTo(person.browser, "/oidc/logout", { x: "1" }, { ...headers, Cookie: "" });
    expect(bare.headers.get("Location")).toBe("/oidc/logout?x=1");
    // A browser without Fetch Metadata says by its Origin that another site has sent the form.
    const old = await postTo(person.browser, "/oidc/logout", { x: "1" }, { Origin: headers.Origin, Cookie: "" });
    expect([old.headers.get("Location"), old.headers.getSetCookie()]).toEqual(["/oidc/logout?x=1", []]);
    expect(await isSignedIn(person)).toBe(true);
  });

  it.each([
    "https://evil.example/",
    `${BYE}/`,
    `${BYE}?x`,
    "https://wiki.example.evil.example/bye",
    "https://WIKI.example/bye",
  ])("nothing leads to %s", async (address) => {
    const id = await application();
    const { person } = await signedIn("erin", id);
    const reply = await followLink(person.browser, path({ client_id: id, post_logout_redirect_uri: address }));
    expect([reply.status, viewIn(reply), reply.headers.get("Location")]).toEqual([400, "unregistered", null]);
    expect(await isSignedIn(person)).toBe(true);
    const another = await signedIn("gerd", id);
    const id_token_hint = await another.hintFor();
    const foreign = await followLink(person.browser, path({ id_token_hint, post_logout_redirect_uri: address }));
    expect([foreign.status, await isSignedIn(person)]).toEqual([400, true]);
  });
});
