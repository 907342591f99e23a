// In front of a privacyIDEA server: GET /system/ and the console's settings say what it is, whether
// a TiQR login can finish there, and that nobody has signed in here yet. The replies are those of
// real servers.

import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ConsoleBrowser } from "../../packages/console/test/support/console-browser.ts";
import { PASSED_HEADER } from "../../src/upstream/privacyidea.ts";
import { ADMIN_PASSWORD } from "../support/admin-password.ts";
import { admin, asAdminOver, enrol, openLogin, postOver, serviceAccount, withSettings } from "../support/service.ts";

const BASE = "https://privacyidea.example.org/pi";
const ENVELOPE = {
  detail: null,
  id: 1,
  jsonrpc: "2.0",
  result: {
    error: { code: 4033, message: "Authentication failure. Missing Authorization header." },
    status: false,
  },
  time: 1796064431.29,
};
const named = (version: string) => () => Response.json({ ...ENVELOPE, version }, { status: 401 });

let requests: Request[];
await admin();
const app = await withSettings({ UPSTREAM_PRIVACYIDEA: BASE });
afterEach(() => {
  vi.restoreAllMocks();
});

function behind(answer: () => Response): void {
  requests = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    requests.push(new Request(input as RequestInfo, init));
    return answer();
  });
}

async function system(answer: () => Response) {
  behind(answer);
  const { upstream, warnings = [], warning_codes = [] } = (await asAdminOver(app, "GET", "/system/")).json.detail;
  expect(warning_codes).toEqual(warnings.map(() => "upstream"));
  return { upstream, told: warnings.join() };
}

describe("while nobody has signed in here", () => {
  it("says so, and that phones cannot finish a login at a privacyIDEA", async () => {
    const { upstream, told } = await system(named("privacyIDEA 3.14dev1"));
    expect(upstream).toEqual({
      ...{ product: "privacyIDEA", version: "3.14dev1", fault: null },
      ...{ finishes_tiqr: false, has_login_here: false },
    });
    expect(told).toMatch(/privacyIDEA 3\.14dev1.*cannot finish.*Nobody has signed in here yet\./);
  });

  it("asks that server once, without credentials, for what it refuses", async () => {
    await system(named("eduMFA 2.9.5"));
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([`GET ${BASE}/auth/rights`]);
    const [{ headers }] = requests as [Request];
    expect([headers.get(PASSED_HEADER), headers.get("Authorization"), headers.get("PI-Authorization")]).toEqual([
      ...["1", null, null],
    ]);
  });

  it("says so in front of an eduMFA, too, where they can", async () => {
    const { upstream, told } = await system(named("eduMFA 2.9.5"));
    expect(upstream).toMatchObject({ product: "eduMFA", version: "2.9.5", finishes_tiqr: true });
    expect(told).toMatch(/eduMFA 2\.9\.5, where phones can finish.*Nobody has signed in here yet\./);
  });

  it("is on the console's page of settings", async () => {
    behind(named("privacyIDEA 3.13.3"));
    const browser = new ConsoleBrowser(app);
    await browser.signIn("admin", ADMIN_PASSWORD);
    const { text } = await browser.get("/console/settings");
    expect(text).toMatch(/The server behind this service.*privacyIDEA 3\.13\.3.*Nobody has signed in here yet/s);
  });

  it("is on no other page: a server that is slow keeps no administrator waiting for the overview", async () => {
    behind(named("privacyIDEA 3.13.3"));
    const browser = new ConsoleBrowser(app);
    await browser.signIn("admin", ADMIN_PASSWORD);
    expect([(await browser.get("/console")).status, requests]).toEqual([200, []]);
    const { detail } = (await asAdminOver(app, "GET", "/system/?upstream=no")).json;
    expect([detail.upstream, detail.warnings, requests]).toEqual([undefined, undefined, []]);
  });

  it("does not ask that server for an account without the right", async () => {
    behind(named("eduMFA 2.9.5"));
    const headers = await serviceAccount("no-config", ["userlist"]);
    const { status } = await app(new Request("https://tiqr.test/system/", { headers }));
    expect([status, requests]).toEqual([403, []]);
  });
});

describe("a server that does not say what it is", () => {
  it.each<[string, () => Response, object, RegExp]>([
    [
      "hides its version",
      () => Response.json(ENVELOPE, { status: 401 }),
      { product: null, fault: null },
      /does not say/,
    ],
    [
      "is another service",
      () => new Response("<html>", { status: 404 }),
      { product: null, fault: null },
      /does not say/,
    ],
    ["sends markup", named("<b>x</b> 1"), { product: null, version: null }, /does not say/],
    ["has a word of JavaScript", named("constructor 1"), { finishes_tiqr: null }, /constructor 1.*is not known/],
    ["has another one", named("__proto__ 1"), { finishes_tiqr: null }, /__proto__ 1.*is not known/],
    ["is a relative", named("LinOTP 2.9"), { product: "LinOTP", finishes_tiqr: null }, /LinOTP 2\.9.*is not known/],
    [
      "is down behind a proxy",
      () => new Response("", { status: 502 }),
      { fault: "upstream-failed" },
      /cannot be asked/,
    ],
    ["is this one", () => new Response("", { status: 508 }), { fault: "upstream-loop" }, /leads back/],
    [
      "cannot be reached",
      () => {
        throw new TypeError("Network connection lost");
      },
      { fault: "upstream-failed", product: null, finishes_tiqr: null },
      /cannot be asked \(upstream-failed\)/,
    ],
  ])("%s", async (_, answer, upstream, words) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const found = await system(answer);
    expect(found.upstream).toMatchObject(upstream);
    expect(found.told).toMatch(words);
  });
});

describe("after somebody has signed in here", () => {
  beforeAll(async () => {
    const { phone } = await enrol({ user: "first", pin: "1234" });
    const { link, id } = await openLogin({ user: "first", pass: "1234" });
    await phone.login(link);
    await postOver(app, "/validate/check", { user: "first", pass: "", transaction_id: id });
  });

  it("there is nothing to warn of in front of an eduMFA", async () => {
    expect(await system(named("eduMFA 2.9.5"))).toEqual({
      upstream: { product: "eduMFA", version: "2.9.5", fault: null, finishes_tiqr: true, has_login_here: true },
      told: "",
    });
  });

  it("a privacyIDEA still cannot finish a login", async () => {
    const { told } = await system(named("privacyIDEA 3.11.5"));
    expect(told).toContain("cannot finish");
    expect(told).not.toContain("Nobody");
  });
});

it("says nothing of it without the setting", async () => {
  const { detail } = (await asAdminOver(await withSettings({}), "GET", "/system/")).json;
  expect([detail.upstream, detail.warnings]).toEqual([undefined, undefined]);
});
