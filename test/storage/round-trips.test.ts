// The permitted cost of each step of a login: docs/architecture.md, "Round trips". A batch is one
// round trip, whatever is in it. The budget covers what the reply waits for; `afterwards` is the
// work that follows it: ./counted.ts.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { BrowserSession } from "../../src/core/ports/oidc/browser-sessions.ts";
import { watchDatabaseOf } from "../support/bindings.ts";
import { sessionKeyFor } from "../support/house/names.ts";
import { answered, enrolledUser, trigger } from "../support/login.ts";
import {
  answerFields,
  application,
  authorizePath,
  followLink,
  type PersonAtBrowser,
  signInAs,
  visitor,
} from "../support/oidc/applications.ts";
import { addSession, basic, CALLBACK, codeFor, type MadeClient, makeClient, VERIFIER } from "../support/oidc/oidc.ts";
import { Browser, hiddenIn } from "../support/pages/browser.ts";
import { admin, asAdmin, initToken, ORIGIN, serviceAccount } from "../support/service.ts";
import { askedFor, enter, GUARD_COOKIE, GUARDING, guardedHost, guarding, guestAt } from "../support/storage/guarded.ts";
import { rowOf, setRow } from "../support/storage/rows.ts";
import { countedApp, countFromZero, counting, counts, sendTo } from "./counted.ts";

beforeEach(countFromZero);
const app = await countedApp();
const send = (path: string, fields?: Record<string, string>, headers?: Record<string, string>) =>
  sendTo(app, path, fields, headers);

/** One read at the nearest replica. */
const READ = "all at first-unconstrained";
/** The client and the session in one. */
const SESSION_READ = "batch at first-unconstrained";
const BATCH = "batch at the primary";

/** The work after a reply has no order. */
const sorted = ({ afterwards, ...waitedFor }: ReturnType<typeof counts>) => ({
  ...waitedFor,
  afterwards: afterwards.toSorted(),
});

const alice = await enrolledUser("alice");

describe("an enrolment costs one round trip a step, and no object", () => {
  it("at POST /token/init, the caller's right checked in it", async () => {
    const portal = await serviceAccount("portal", ["enrollTIQR"]);
    countFromZero();
    const { json } = await send("/token/init", { type: "tiqr", user: "bob", pin: "1234" }, portal);
    expect(json.result.value).toBe(true);
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: [] });
    // An account that verifies callers looks for what this one has shown (DESK_VERIFIES).
    countFromZero();
    await send("/token/init", { type: "tiqr", user: "bob", pin: "1234" }, await admin());
    expect(counts()).toEqual({ database: ["all at the primary", BATCH], objects: [], afterwards: [] });
  });

  it("at GET metadata and at POST enrollment", async () => {
    const link: string = (await initToken({ user: "carol" })).json.detail.tiqrenroll.value;
    const { json } = await send(link.slice(`tiqrenroll://${ORIGIN}`.length));
    expect(json.identity.identifier).toBe("carol_realm1");
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: ["ring", "audit"] });

    countFromZero();
    const path = json.service.enrollmentUrl.slice(ORIGIN.length);
    expect((await send(path, { secret: "ab".repeat(32), operation: "register" })).text).toBe("OK");
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: ["ring"] });
  });
});

describe("an account", () => {
  it("is looked up with its session in the batch of its call, and a sign-out is one more", async () => {
    const headers = await serviceAccount("leaver", ["tokenlist"]);
    const call = (path: string, method: string) => sendTo(app, path, undefined, headers, method);
    countFromZero();
    expect((await call("/token/", "GET")).json.result.status).toBe(true);
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: ["audit"] });

    countFromZero();
    expect((await call("/auth", "DELETE")).json.result.value).toBe(true);
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: [] });

    countFromZero();
    expect((await call("/token/", "GET")).json.result.error.code).toBe(4304);
    expect(counts().database).toEqual([BATCH]);
  });
});

describe("a check with a PIN", () => {
  it("that is right costs one read at the nearest replica and opens one object", async () => {
    const { json } = await send("/validate/check", { user: "alice", pass: "1234" });
    expect(json.result.authentication).toBe("CHALLENGE");
    expect(counts()).toEqual({ database: [READ], objects: ["open"], afterwards: ["audit"] });
  });

  it("of a token without one takes room while the object opens, with the row of the trail in that batch", async () => {
    const { user } = await enrolledUser("pinless", "");
    const { json } = await send("/validate/check", { user, pass: "" });
    expect(json.result.authentication).toBe("CHALLENGE");
    expect(counts()).toEqual({ database: [READ, BATCH], objects: ["open"], afterwards: [] });
  });

  it("that is right by serial costs the same", async () => {
    const { json } = await send("/validate/check", { serial: alice.serial, pass: "1234" });
    expect(json.result.authentication).toBe("CHALLENGE");
    expect(counts()).toEqual({ database: [READ], objects: ["open"], afterwards: ["audit"] });
  });

  const refused: [string, Record<string, string>, Parameters<typeof setRow>[1], string][] = [
    ["a wrong PIN", { user: "alice", pass: "0000" }, {}, "wrong otp pin"],
    ["a locked token", { user: "alice", pass: "1234" }, { failcount: 10 }, "Failcounter exceeded"],
    ["a disabled token", { user: "alice", pass: "1234" }, { active: 0 }, "Token is disabled"],
    ["a revoked token", { user: "alice", pass: "1234" }, { revoked: 1 }, "ERR1007"],
    [
      "a token without phone",
      { user: "alice", pass: "1234" },
      { rollout_state: "clientwait" },
      "Token is not enrolled yet",
    ],
    ["an unknown user", { user: "nobody", pass: "1234" }, {}, "The user has no tokens assigned"],
    ["an unknown serial", { serial: "NOBODY", pass: "1234" }, {}, "could not be found"],
  ];
  it.each(refused)(
    "that is refused for %s costs one batch on the primary more, and no object",
    async (_, fields, columns, message) => {
      const { active, revoked, failcount, rollout_state } = await rowOf(alice.serial);
      if (Object.keys(columns).length > 0) await setRow(alice.serial, columns);
      const reply = await send("/validate/check", fields);
      await setRow(alice.serial, { active, revoked, failcount, rollout_state });
      expect(reply.text).toContain(message);
      // The batch has the row of the trail as well.
      expect(counts()).toEqual({ database: [READ, BATCH], objects: [], afterwards: [] });
    },
  );

  it("rewrites a hash that is too cheap, after the reply, in one statement", async () => {
    const before = await rowOf(alice.serial);
    const dear = await countedApp({ PIN_ITERATIONS: "2000" });
    await sendTo(dear, "/validate/check", { user: "alice", pass: "1234" });
    const { database, objects, afterwards } = counts();
    expect([database, objects, afterwards.toSorted()]).toEqual([[READ], ["open"], ["PIN hash", "audit"]]);
    const after = await rowOf(alice.serial);
    expect(after).toEqual({ ...before, sealed_pin: after.sealed_pin });
    expect(after.sealed_pin).not.toBe(before.sealed_pin);
    expect((await send("/validate/check", { user: "alice", pass: "1234" })).json.result.authentication).toBe(
      "CHALLENGE",
    );
  });
});

describe("a sign-in", () => {
  const signIn = (password: string, username = "portal") => send("/auth", { username, password });
  beforeAll(() => serviceAccount("portal", ["triggerchallenge"]));
  beforeEach(async () => {
    await env.DB.prepare("DELETE FROM sign_in").run();
    await signIn("service");
    countFromZero();
  });

  it("with the right password costs one batch, and writes only its row of the trail", async () => {
    expect((await signIn("service")).json.result.value.role).toBe("admin");
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: ["audit"] });
  });

  it("from a network that is new, or after a wrong one, writes that down after the reply", async () => {
    await env.DB.prepare("DELETE FROM sign_in").run();
    await signIn("service");
    expect(sorted(counts())).toEqual({ database: [BATCH], objects: [], afterwards: ["audit", "sign-in"] });
    await signIn("wrong");
    countFromZero();
    await signIn("service");
    expect(sorted(counts())).toEqual({ database: [BATCH], objects: [], afterwards: ["audit", "sign-in"] });
  });

  it.each(["portal", "nobody"])(
    "with a wrong password costs one batch more, whether or not %s exists",
    async (name) => {
      // The call waits for this, so it must not be held back like the work after other replies.
      const waiting = await countedApp({}, counting);
      const { json } = await sendTo(waiting, "/auth", { username: name, password: "wrong" });
      expect(json.result.error.code).toBe(4031);
      expect(counts()).toEqual({ database: [BATCH, BATCH], objects: [], afterwards: [] });
    },
  );
});

describe("an application's request for authorization", () => {
  const own = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };

  it("costs one read before a sign-in, to which it adds nothing", async () => {
    const path = authorizePath(await application());
    const page = await send(path);
    expect(counts()).toEqual({ database: [SESSION_READ], objects: [], afterwards: [] });
    const request = hiddenIn(page, "request") ?? "";
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "alice", pin: "1234", request });
    const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
    await alice.phone.login(link);
    await watchDatabaseOf(transactionId, counting);
    countFromZero();
    const done = await send("/login/result", { transaction_id: transactionId, request }, { ...own, Cookie: cookie });
    expect(answerFields(done).code).toBeDefined();
    expect(counts()).toEqual({ database: [BATCH], objects: ["finalize"], afterwards: [] });
  });

  it("of a signed-in browser costs one read", async () => {
    const [one, two] = [authorizePath(await application()), authorizePath(await application())];
    const carol = await visitor("carol of two");
    await signInAs(carol, await followLink(carol.browser, one));
    const cookie = { Cookie: `__Host-session=${carol.browser.cookies.get("__Host-session")}` };
    countFromZero();
    const reply = await send(two, undefined, cookie);
    expect(new URL(reply.headers.get("Location") ?? "").searchParams.get("code")).not.toBe(null);
    expect(counts()).toEqual({ database: [SESSION_READ], objects: [], afterwards: ["audit"] });
  });
});

describe("an application's pushed request", () => {
  it("costs one read when its page is looked at, and one write more when its code is given", async () => {
    const wiki = await makeClient();
    const request = { response_type: "code", redirect_uri: CALLBACK, scope: "openid" };
    const { request_uri } = (await send("/oidc/par", request, basic(wiki))).json;
    const path = `/oidc/authorize?${new URLSearchParams({ client_id: wiki.client_id, request_uri })}`;
    const erin = await visitor("erin of two");
    await signInAs(erin);
    const cookie = { Cookie: `__Host-session=${erin.browser.cookies.get("__Host-session")}` };
    countFromZero();
    await send(path);
    expect(counts()).toEqual({ database: [SESSION_READ], objects: [], afterwards: [] });
    countFromZero();
    expect(answerFields(await send(path, undefined, cookie)).code).toBeDefined();
    expect(counts()).toEqual({ database: [SESSION_READ, "run at the primary"], objects: [], afterwards: ["audit"] });
  });
});

describe("a request to an application behind a proxy", () => {
  const FIRST = "first at the primary";
  const address = "https://wiki.example.test/";
  let guarded: typeof app;
  let dora: PersonAtBrowser;
  const ask = (cookie = dora.browser.cookies.get(GUARD_COOKIE)) =>
    sendTo(guarded, "/authz/forward-auth", undefined, {
      ...askedFor(address),
      Cookie: cookie === undefined ? "" : `${GUARD_COOKIE}=${cookie}`,
    });
  beforeAll(async () => {
    guarded = await countedApp(GUARDING);
    await guardedHost("wiki.example.test");
    dora = await guestAt(await guarding(), "dora");
    await enter(dora, address);
    countFromZero();
    expect((await ask()).status).toBe(200);
    // The rules of the client, which this isolate then knows for a minute.
    expect(counts()).toEqual({ database: [FIRST], objects: [], afterwards: [] });
  });

  it("costs nothing, with a cookie or without", async () => {
    expect((await ask()).status).toBe(200);
    expect((await ask("")).status).toBe(302);
    expect((await ask("made-up")).status).toBe(302);
    expect(counts()).toEqual({ database: [], objects: [], afterwards: [] });
  });

  it("costs one read of the session a minute, also past a proxy that keeps the new cookie to itself", async () => {
    vi.setSystemTime(Date.now() + 61_000);
    expect((await ask()).status).toBe(200);
    expect(counts()).toEqual({ database: [FIRST, SESSION_READ], objects: [], afterwards: [] });
    countFromZero();
    expect((await ask()).status).toBe(200);
    expect(counts()).toEqual({ database: [], objects: [], afterwards: [] });
    vi.useRealTimers();
  });

  it("to a host that no client has costs one read, and none when it is of another domain", async () => {
    const headers = { ...askedFor("https://unknown.example.test/") };
    await sendTo(guarded, "/authz/forward-auth", undefined, headers);
    expect(counts()).toEqual({ database: [FIRST], objects: [], afterwards: ["audit"] });
    countFromZero();
    await sendTo(guarded, "/authz/forward-auth", undefined, askedFor("https://evil.test/"));
    expect(counts()).toEqual({ database: [], objects: [], afterwards: ["audit"] });
  });

  it("leads a browser that has signed in to its cookie at the cost of two reads at once", async () => {
    const cookie = { Cookie: `__Host-session=${dora.browser.cookies.get("__Host-session")}` };
    const reply = await sendTo(guarded, `/authz/sign-in?rd=${address}`, undefined, cookie);
    expect(reply.headers.get("Location")).toBe(address);
    expect(sorted(counts())).toEqual({ database: [FIRST, SESSION_READ], objects: [], afterwards: ["audit"] });
  });
});

describe("the login page", () => {
  const own = { Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" };

  it("begins a login at the cost of a check with a PIN, right or wrong", async () => {
    expect((await send("/login/begin", { user: "alice", pin: "1234" }, own)).text).toContain('data-state="waiting"');
    expect(counts()).toEqual({ database: [READ], objects: ["open"], afterwards: ["audit"] });
    countFromZero();
    expect((await send("/login/begin", { user: "alice", pin: "0" }, own)).text).toContain('data-state="wrong-user"');
    await asAdmin("POST", `/token/reset/${alice.serial}`);
    expect(counts()).toEqual({ database: [READ, BATCH], objects: [], afterwards: [] });
  });

  it("asks for a result once, and looks once more if there is none", async () => {
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "alice", pin: "1234" });
    const cookie = [...browser.cookies].map((pair) => pair.join("=")).join();
    const result = () => send("/login/result", { transaction_id: transactionId }, { ...own, Cookie: cookie });
    await watchDatabaseOf(transactionId, counting);
    expect((await result()).text).toContain('data-state="not-yet"');
    expect(counts()).toEqual({ database: [], objects: ["finalize", "look"], afterwards: [] });
    await alice.phone.login(link);
    countFromZero();
    expect((await result()).text).toContain('data-state="accepted"');
    expect(counts()).toEqual({ database: [BATCH], objects: ["finalize"], afterwards: [] });
  });

  it("costs no more for a browser that has signed in before, known from its cookie alone", async () => {
    const browser = new Browser();
    const { link, transactionId } = await browser.begin({ user: "alice", pin: "1234" });
    await alice.phone.login(link);
    await browser.result(transactionId);
    const known = { ...own, Cookie: `__Host-device=${browser.cookies.get("__Host-device")}` };
    countFromZero();
    expect((await send("/login/begin", { user: "alice", pin: "1234" }, known)).text).toContain('data-state="waiting"');
    expect(counts()).toEqual({ database: [READ], objects: ["open"], afterwards: ["audit"] });
    countFromZero();
    expect((await send("/login/begin", { user: "alice", pin: "0" }, known)).text).toContain('data-state="wrong-user"');
    expect(counts()).toEqual({ database: [READ, BATCH], objects: [], afterwards: [] });
    await asAdmin("POST", `/token/reset/${alice.serial}`);
  });

  it("costs nothing for a browser that did not begin the login", async () => {
    const { transactionId } = await new Browser().begin({ user: "alice", pin: "1234" });
    for (const path of ["/login/result", "/login/cancel"]) await send(path, { transaction_id: transactionId }, own);
    expect(counts()).toEqual({ database: [], objects: [], afterwards: [] });
  });
});

describe("the answer and the steps after it", () => {
  const answerOf = async (transactionId: string, response: string) =>
    send("/ttype/tiqr", {
      sessionKey: await sessionKeyFor(transactionId),
      userId: "alice",
      response,
      operation: "login",
    });

  it.each(["right", "wrong"] as const)(
    "a phone's %s answer costs one object, and in it one guarded batch",
    async (kind) => {
      const login = await trigger(alice);
      await watchDatabaseOf(login.transactionId, counting);
      expect((await answerOf(login.transactionId, login[kind])).text).toBe(
        kind === "right" ? "OK" : "INVALID_RESPONSE:9",
      );
      await asAdmin("POST", `/token/reset/${alice.serial}`);
      expect(counts()).toEqual({ database: [BATCH], objects: ["answerByPhone"], afterwards: [] });
    },
  );

  it("a poll costs one object and no database, in every state", async () => {
    const [open, done] = [await trigger(alice), await answered(alice)];
    for (const [{ transactionId }, status] of [
      [open, "pending"],
      [done, "accept"],
    ] as const) {
      await watchDatabaseOf(transactionId, counting);
      const { json } = await send(`/validate/polltransaction?transaction_id=${transactionId}`);
      expect(json.detail.challenge_status).toBe(status);
    }
    expect(counts()).toEqual({ database: [], objects: ["state", "state"], afterwards: [] });
  });

  it("a poll that waits costs one object and no database, whether or not it is answered", async () => {
    const [open, done] = [await trigger(alice), await answered(alice)];
    for (const [{ transactionId }, state] of [
      [open, "open"],
      [done, "answered"],
    ] as const) {
      await watchDatabaseOf(transactionId, counting);
      const { json } = await send(`/validate/polltransaction?transaction_id=${transactionId}&wait=1`);
      expect(json.detail.transaction_state).toBe(state);
    }
    expect(counts()).toEqual({ database: [], objects: ["wait", "wait"], afterwards: [] });
  });

  it("a WebSocket costs one object when it opens, and afterwards only its phone's answer", async () => {
    const login = await trigger(alice);
    await watchDatabaseOf(login.transactionId, counting);
    await send(`/validate/events/${login.transactionId}`, undefined, { Upgrade: "websocket" });
    expect(counts()).toEqual({ database: [], objects: ["fetch"], afterwards: [] });
    await answerOf(login.transactionId, login.right);
    expect(counts()).toEqual({ database: [BATCH], objects: ["fetch", "answerByPhone"], afterwards: [] });
  });

  it("a check with a transaction_id that is not answered costs the same as a poll", async () => {
    const { transactionId } = await trigger(alice);
    await watchDatabaseOf(transactionId, counting);
    const { json } = await send("/validate/check", { user: "alice", transaction_id: transactionId });
    expect(json.detail.message).toBe("Response did not match the challenge.");
    expect(counts()).toEqual({ database: [], objects: ["finalize"], afterwards: [] });
  });

  it("a check with a transaction_id that is answered costs one object, and in it one batch", async () => {
    const { transactionId } = await answered(alice);
    await watchDatabaseOf(transactionId, counting);
    expect((await send("/validate/check", { user: "alice", transaction_id: transactionId })).json.result.value).toBe(
      true,
    );
    expect(counts()).toEqual({ database: [BATCH], objects: ["finalize"], afterwards: [] });
  });

  it("a made-up transaction_id costs nothing at all", async () => {
    for (const id of ["12345678901234567890", "x"]) {
      await send(`/validate/polltransaction?transaction_id=${id}`);
      await send(`/validate/polltransaction?transaction_id=${id}&wait=20`);
      await send(`/validate/events/${id}`, undefined, { Upgrade: "websocket" });
      await send("/validate/check", { user: "alice", transaction_id: id });
      await answerOf(id, "12345678");
    }
    expect(counts()).toEqual({ database: [], objects: [], afterwards: [] });
  });
});

describe("an application", () => {
  const FIRST = "first at the primary";
  const form = { grant_type: "authorization_code", redirect_uri: CALLBACK, code_verifier: VERIFIER };
  let wiki: MadeClient;
  let session: BrowserSession;
  beforeAll(async () => {
    wiki = await makeClient();
    session = await addSession(alice.serial);
    await send("/oidc/jwks");
  });

  it("gets tokens for a code at the cost of a read of the client and a batch, and people's claims for one read", async () => {
    const code = await codeFor(wiki, session, { scope: ["openid", "offline_access"] });
    countFromZero();
    const { json } = await send("/oidc/token", { ...form, code }, basic(wiki));
    expect(json.access_token).toBeDefined();
    expect(counts()).toEqual({ database: [FIRST, BATCH], objects: [], afterwards: [] });

    countFromZero();
    const bearer = { Authorization: `Bearer ${json.access_token}` };
    expect((await send("/oidc/userinfo", undefined, bearer)).json.sub).toBeDefined();
    expect(counts()).toEqual({ database: ["all at the primary"], objects: [], afterwards: [] });

    countFromZero();
    const token = { grant_type: "refresh_token", refresh_token: json.refresh_token };
    expect((await send("/oidc/token", token, basic(wiki))).json.refresh_token).toBeDefined();
    expect(counts()).toEqual({ database: [FIRST, BATCH], objects: [], afterwards: [] });
  });

  it("hears what a token is worth at the cost of one trip, whatever the token, and whoever asks", async () => {
    const other = await makeClient();
    const scope = ["openid", "offline_access"];
    const tokensOf = async (client: MadeClient) =>
      (await send("/oidc/token", { ...form, code: await codeFor(client, session, { scope }) }, basic(client))).json;
    const [valid, revoked, foreign] = [await tokensOf(wiki), await tokensOf(wiki), await tokensOf(other)];
    await send("/oidc/revoke", { token: revoked.refresh_token }, basic(wiki));
    const asked = async (token: string, of = wiki, at = Date.now()) => {
      countFromZero();
      vi.setSystemTime(at);
      const { json } = await send("/oidc/introspect", { token }, basic(of));
      vi.useRealTimers();
      return [json.active ?? json.error, ...counts().database];
    };
    for (const name of ["access_token", "refresh_token"] as const) {
      expect(await asked(valid[name])).toEqual([true, BATCH]);
      expect(await asked(revoked[name])).toEqual([false, BATCH]);
      expect(await asked(foreign[name])).toEqual([false, BATCH]);
      expect(await asked(valid[name], { ...wiki, client_secret: "wrong" })).toEqual(["invalid_client", BATCH]);
    }
    // The signing keys are known for ten minutes, an access token is good for five.
    expect(await asked(valid.access_token, wiki, Date.now() + 6 * 60_000)).toEqual([false, BATCH]);
    expect(await asked("made-up")).toEqual([false, BATCH]);
    expect(await asked("made-up", { ...wiki, client_id: "unknown" })).toEqual(["invalid_client", BATCH]);
  });

  it("is refused without a batch when the text is not a token of ours, and without a read of the grant", async () => {
    countFromZero();
    expect((await send("/oidc/token", { ...form, code: "made-up" }, basic(wiki))).json.error).toBe("invalid_grant");
    expect(counts()).toEqual({ database: [FIRST], objects: [], afterwards: ["audit"] });
    countFromZero();
    await send("/oidc/userinfo", undefined, { Authorization: "Bearer made-up" });
    expect(counts()).toEqual({ database: [], objects: [], afterwards: [] });
  });
});
