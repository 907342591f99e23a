// In front of a privacyIDEA server: what is secret here does not go there, and what comes from
// there is not taken for ours.

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config/read-config.ts";
import { ASKED_UPSTREAM } from "../../src/core/token/pin.ts";
import { DEFINITIONS } from "../../src/http/all-definitions.ts";
import { familyOf, type KeepingRouter } from "../../src/http/router.ts";
import { SHARED } from "../../src/http/upstream/pass-through.ts";
import { buildApp } from "../../src/index.ts";
import { utf8 } from "../../src/lib/bytes.ts";
import { loadKeyring } from "../../src/storage/keys/keyring-cache.ts";
import { createSealer } from "../../src/storage/keys/seal.ts";
import { admin, enrol, postOver, requestOver, resultOf, withSettings } from "../support/service.ts";

let requests: Request[];
let answer: () => Response;

const app = await withSettings({ UPSTREAM_PRIVACYIDEA: "https://privacyidea.example.org" });
await admin();
beforeEach(() => {
  requests = [];
  answer = () => Response.json({ result: { status: true, value: true } });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    requests.push(new Request(input as RequestInfo, init));
    return answer();
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("a path of this service alone", () => {
  const isOurs = (family: string) => !SHARED.includes(family);

  it("has no family that privacyIDEA has, too", async () => {
    const { families } = (await buildApp(env as Env)).router as KeepingRouter;
    expect(SHARED.filter((family) => !families.has(family))).toEqual([]);
    const definedFamilies = Object.keys(DEFINITIONS).map((route) => familyOf(route));
    expect(definedFamilies.filter((family) => !families.has(family))).toEqual([]);
    expect([...families].filter(isOurs)).toEqual(
      expect.arrayContaining(["accounts", "oidc", "console", "me", "login"]),
    );
  });

  it("stays here, whatever the method, and so does every path below it", async () => {
    const routes = Object.keys(DEFINITIONS).filter((route) => isOurs(familyOf(route)));
    expect(routes.length).toBeGreaterThan(30);
    const { families } = (await buildApp(env as Env)).router as KeepingRouter;
    const pages = [...families].filter(isOurs).flatMap((family) => [`GET /${family}`, `PUT /${family}/nosuch`]);
    // The first two are links with a login's secret, which some phones still have.
    const others = ["GET /tiqrauth", "GET /tiqrenroll?metadata=secret", "GET /brand-123456.css"];
    for (const route of [...routes, ...pages, ...others]) {
      const [method = "", path = ""] = route.split(" ");
      await requestOver(app, path.replace(/:\w+/g, "x"), { method });
      expect([route, requests.length]).toEqual([route, 0]);
    }
  });
});

const theirs = { user: "there", pass: "1234" };
const sent = (name: string) => requests.map(({ headers }) => headers.get(name));

describe("on the way there", () => {
  it("cookies of our pages are taken out, and others stay", async () => {
    await requestOver(app, "/", {
      headers: {
        Cookie:
          "__Host-console=secret; theirs=1; __Host-session=s;__Host-login-12=x; __Secure-forward-auth=y; tiqr-session=s; forward-auth=z",
      },
    });
    await requestOver(app, "/", { headers: { Cookie: "__Host-console=secret" } });
    // Two lines of cookies arrive as one.
    await requestOver(app, "/", { headers: { Cookie: "theirs=1, __Host-console=secret; b=2" } });
    expect(sent("Cookie")).toEqual(["theirs=1", null, "b=2"]);
  });

  describe("a session or key of an account here is taken out", () => {
    const THEIR_JWT = "eyJhbGciOiJIUzI1NiJ9.e30.xx";
    const THEIR_KEY = `pi_${"0".repeat(16)}_${"1".repeat(64)}`;
    const NAMES = ["PI-Authorization", "Authorization", "X-API-Key", "Cookie"];
    let session: string;
    let key: string;
    beforeAll(async () => {
      session = (await admin())["PI-Authorization"] ?? "";
      const made = await requestOver(app, "/accounts/admin/keys", {
        method: "POST",
        headers: { "PI-Authorization": session, "Content-Type": "application/json" },
        body: "{}",
      });
      ({ key } = resultOf(made));
    });
    const forms = (): readonly [name: string, value: string][] => [
      ["PI-Authorization", session],
      ["Authorization", `Bearer ${session}`],
      ["Authorization", session],
      ["X-API-Key", key],
      ["Authorization", `Bearer ${key}`],
    ];
    const ask = async (headers: Record<string, string>, path = "/validate/triggerchallenge") => {
      requests = [];
      await postOver(app, path, theirs, headers);
      return Object.fromEntries(NAMES.flatMap((name) => sent(name).map((value) => [name, value])));
    };
    const only = (headers: Record<string, string>) =>
      Object.fromEntries(NAMES.map((name) => [name, headers[name] ?? null]));

    it("in each form, alone", async () => {
      for (const [name, value] of forms()) expect(await ask({ [name]: value })).toEqual(only({}));
    });

    it("in each form beside each credential of that server, which stays", async () => {
      for (const [name, value] of forms())
        for (const [other, shown] of [
          ["X-API-Key", THEIR_KEY],
          ["PI-Authorization", THEIR_JWT],
          ["Authorization", `Bearer ${THEIR_JWT}`],
          ["Authorization", "Basic dXNlcjpwYXNz"],
          ["Cookie", "session=theirs"],
        ] as const)
          if (other !== name)
            for (const path of ["/validate/triggerchallenge", "/policy/"]) {
              const passed = await ask({ [name]: value, [other]: shown }, path);
              // What only that server has may be answered here, for a caller of ours.
              if (requests.length > 0)
                expect([name, other, path, passed]).toEqual([name, other, path, only({ [other]: shown })]);
            }
    });

    it("when it has expired, was cut off, or stands beside another value", async () => {
      const [head = "", payload = ""] = session.split(".");
      for (const value of [`${head}.${payload}.`, `${THEIR_JWT}, ${session}`, `${key.slice(0, 40)}`, `x ${key}`])
        for (const name of ["PI-Authorization", "Authorization", "X-API-Key"])
          expect(await ask({ [name]: value })).toEqual(only({}));
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 3600 * 1000 });
      expect(await ask({ "X-API-Key": THEIR_KEY, Authorization: session })).toEqual(only({ "X-API-Key": THEIR_KEY }));
      vi.useRealTimers();
    });

    it("in a header that that server may read as one", async () => {
      await ask({ X_API_Key: key, PI_Authorization: session });
      expect([...sent("X_API_Key"), ...sent("PI_Authorization")]).toEqual([null, null]);
    });

    it("and an application's token for a person here", async () => {
      const claims = btoa(JSON.stringify({ iss: env.PUBLIC_URL })).replace(/=+$/, "");
      expect(await ask({ Authorization: `Bearer ${btoa('{"alg":"RS256"}').replace(/=+$/, "")}.${claims}.xx` })).toEqual(
        only({}),
      );
    });

    it("and a header with many keys, which would cost many looks, goes nowhere", async () => {
      const many = Array.from({ length: 3 }, (_, at) => `pi_${String(at).repeat(16)}_`).join(" ");
      expect(await ask({ Authorization: many })).toEqual(only({}));
      expect(await ask({ "X-API-Key": THEIR_KEY })).toEqual(only({ "X-API-Key": THEIR_KEY }));
    });
  });

  it("the client says nothing of the way that the request took", async () => {
    const headers = { "X-Forwarded-Prefix": "/x", "X-Forwarded-Port": "1", "X-Forwarded-For": "203.0.113.9" };
    await postOver(app, "/validate/check", theirs, headers);
    for (const name of Object.keys(headers)) expect(sent(name)).toEqual([null]);
  });

  it("the log names no transaction, whose id finishes a login", async () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await requestOver(app, "/validate/polltransaction/01234567890123456789");
    const [line = ""] = log.mock.calls.flat();
    expect(JSON.parse(line)).toMatchObject({
      route: "/validate/polltransaction/<id>",
      by: "upstream",
      status: 200,
    });
    expect(line).not.toContain("0123456789");
  });

  it("a trace is handed on with a span of ours, and for one that is not well-formed a new one begins", async () => {
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const given = (traceparent: string) => ({ traceparent, tracestate: "theirs=1" });
    await postOver(app, "/validate/check", theirs, given(`00-${trace}-00f067aa0ba902b7-01`));
    await postOver(app, "/validate/check", theirs, given(`00-${trace.toUpperCase()}-00f067aa0ba902b7-01`));
    await postOver(app, "/validate/check", theirs);
    const [first, second, third] = sent("traceparent");
    expect(first).toMatch(new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
    for (const begun of [second, third]) expect(begun).toMatch(/^00-(?!4bf92f)[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(sent("tracestate")).toEqual(["theirs=1", null, null]);
  });
});

describe("on the way back", () => {
  it("no answer sets a cookie of our pages", async () => {
    answer = () => {
      const headers = new Headers({ "Set-Cookie": "theirs=1; Path=/" });
      headers.append("Set-Cookie", "__Host-session=forged; Secure; Path=/");
      headers.append("Set-Cookie", "also=2");
      return new Response("", { headers });
    };
    const { headers } = await requestOver(app, "/");
    expect(headers.getSetCookie()).toEqual(["theirs=1; Path=/", "also=2"]);
  });
});

describe("a PIN that only the other server can verify", () => {
  it("is not right because that server takes it for a whole login: it may be or end in a one-time password", async () => {
    await enrol({ user: "moved", pin: "1234", serial: "MOVED-2" });
    const sealed = await createSealer(await loadKeyring(readConfig(env).masterKeys)).seal(
      "pin",
      "MOVED-2",
      utf8(ASKED_UPSTREAM),
    );
    await env.DB.prepare("UPDATE token SET sealed_pin = ? WHERE serial = 'MOVED-2'").bind(sealed).run();
    answer = () => Response.json({ result: { status: true, value: true, authentication: "ACCEPT" } });
    const { json } = await postOver(app, "/validate/check", { user: "moved", pass: "1234755224" });
    expect(json.result.authentication).toBe("REJECT");
  });
});
