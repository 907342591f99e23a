// The management of the client package against the real worker, in the name of an administrator's
// API key. In the end, what it has sent is compared with /openapi.json.

import { beforeAll, describe, expect, it } from "vitest";
import { TiqrClient, TiqrError, TiqrManagement } from "../../packages/client/index.js";
import { answer, enrolledUser, trigger } from "../support/login.ts";
import { withPasses } from "../support/phones/day-pass.ts";
import { admin, ORIGIN, request, worker } from "../support/service.ts";

/** What the client has sent: method, path, and the names of its parameters. */
const sent: { readonly method: string; readonly path: string; readonly names: readonly string[] }[] = [];

const fetchOver = (url: string, init?: RequestInit) => {
  const { pathname, searchParams } = new URL(url);
  const body = typeof init?.body === "string" ? Object.keys(JSON.parse(init.body)) : [];
  sent.push({ method: init?.method ?? "GET", path: pathname, names: [...searchParams.keys(), ...body] });
  return worker(new Request(url, init));
};

let manage: TiqrManagement;
let apiKey: string;
beforeAll(async () => {
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  apiKey = (await request("/accounts/admin/keys", { method: "POST", headers, body: "{}" })).json.result.value.key;
  manage = new TiqrManagement({ baseUrl: ORIGIN, apiKey, fetch: fetchOver });
});

const errorOf = (work: Promise<unknown>): Promise<TiqrError> =>
  work.then(
    (value) => Promise.reject(new Error(`expected an error, got ${JSON.stringify(value)}`)),
    (error) => (error instanceof TiqrError ? error : Promise.reject(error)),
  );

async function gathered<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

describe("tokens", () => {
  it("are made, looked at and changed", async () => {
    const made = await manage.tokens.init({ user: "tom", pin: "24%68+é", description: "Desk 100%41" });
    expect(made).toEqual({
      serial: expect.stringMatching(/^TiQR/),
      qrText: expect.stringMatching(/^tiqrenroll:/),
      qrImage: expect.stringMatching(/^data:image\/png/),
      enrollmentId: expect.stringMatching(/^[0-9a-f]{64}$/),
      warnings: [],
      warningCodes: [],
    });
    const { serial } = made;
    expect(await manage.tokens.enrollment(made.enrollmentId)).toEqual({ state: "started", qr_code_uses: 0 });
    expect(await manage.tokens.get(serial)).toMatchObject({ username: "tom", state: "not-enrolled" });
    expect(await manage.tokens.disable({ serial })).toBe(1);
    expect(await manage.tokens.enable({ user: "tom" })).toBe(1);
    expect(await manage.tokens.reset({ serial })).toBe(1);
    expect(await manage.tokens.setPin({ serial }, "97531")).toBe(1);
    expect((await manage.tokens.setRandomPin({ serial })).pin).toMatch(/^\d{8}$/);
    expect(await manage.tokens.set({ serial }, { max_failcount: 5 })).toBe(1);
    await manage.tokens.setInfo(serial, "desk", "4/17");
    expect(await manage.tokens.get(serial)).toMatchObject({ maxfail: 5, info: { desk: "4/17" } });
    await manage.tokens.deleteInfo(serial, "desk");
    expect(await manage.tokens.unassign({ serial })).toBe(1);
    await manage.tokens.assign({ serial, user: "tim" });
    expect(await manage.tokens.resetMany({ locked_since: 60, preview: true })).toEqual({ count: 0, after: null });
    expect(await manage.tokens.revoke({ serial })).toBe(1);
    await manage.tokens.delete(serial);
    expect(await manage.tokens.get(serial)).toBeUndefined();
  });

  it("are found by a text with a percent sign, which the service decodes twice", async () => {
    const { serial } = await manage.tokens.init({ user: "percy", description: "100%41" });
    const { tokens } = await manage.tokens.list({ description: "100%41" });
    expect(tokens.map((token) => token.serial)).toEqual([serial]);
  });

  it("are listed page after page", async () => {
    for (const serial of ["PAGE1", "PAGE2", "PAGE3"]) await manage.tokens.init({ user: "pat", serial });
    const all = await gathered(manage.tokens.all({ user: "pat", pagesize: 2 }));
    expect(all.map(({ serial }) => serial).sort()).toEqual(["PAGE1", "PAGE2", "PAGE3"]);
  });
});

describe("people", () => {
  it("are listed, described and deleted", async () => {
    await manage.tokens.init({ user: "a/b c%41", realm: "staff" });
    await manage.users.setAttribute("staff", "a/b c%41", "groups", "wiki,help");
    expect(await manage.users.attributes("staff", "a/b c%41")).toEqual({ groups: "wiki,help" });
    expect(await manage.users.get("staff", "a/b c%41")).toMatchObject({ username: "a/b c%41", groups: "wiki,help" });
    expect((await gathered(manage.users.all({ realm: "staff" }))).map(({ username }) => username)).toEqual([
      "a/b c%41",
    ]);
    expect(await manage.users.deleteAttribute("staff", "a/b c%41", "groups")).toBe(1);
    expect(await manage.users.endSessions("staff", "a/b c%41")).toBe(0);
    const asked = await manage.users.askCaller("staff", "a/b c%41", { act: "link" });
    expect(asked.number).toMatch(/^\d{6}$/);
    expect(await manage.users.callers("staff", "a/b c%41")).toMatchObject([
      { id: asked.id, act: "link", state: "asked" },
    ]);
    expect(await manage.users.delete("staff", "a/b c%41")).toBe(1);
  });

  it("get a day pass, which can be ended", async () => {
    const pages = await withPasses("pages");
    const passing = new TiqrManagement({
      baseUrl: ORIGIN,
      apiKey,
      fetch: (url, init) => pages(new Request(url, init)),
    });
    await manage.tokens.init({ user: "pia", realm: "passes", pin: "1234" });
    const made = await passing.users.makePass("passes", "pia", { hours: 2, uses: 1 });
    expect(made).toMatchObject({ pass: expect.stringMatching(/^\d{4} \d{4} \d{4}$/), uses: 1 });
    expect((await manage.users.get("passes", "pia")).day_pass).toEqual({ expires_at: made.expires_at, uses_left: 1 });
    expect(await manage.users.endPass("passes", "pia")).toBe(1);
    expect((await errorOf(manage.users.makePass("passes", "pia"))).reason).toBe("unknown-path");
  });

  it("get links, which can be withdrawn", async () => {
    const made = await manage.links.make({ user: "lea", validity: 3600 });
    expect(made.link).toMatch(/^https:\/\/tiqr\.test\/enrol\//);
    expect(await gathered(manage.links.all({ user: "lea" }))).toMatchObject([{ id: made.id, state: "fresh" }]);
    expect(await manage.links.withdraw(made.id)).toBe(1);
    const mailed = await errorOf(manage.links.make({ user: "lea", mail: true }));
    expect(mailed.message).toContain("this service sends no mail");
  });
});

describe("what the service is told by JSON", () => {
  it("has accounts with keys", async () => {
    await manage.accounts.make({ name: "wiki one", rights: ["tokenlist"], realms: ["staff"] });
    const { id, key } = await manage.accounts.makeKey("wiki one");
    const wiki = new TiqrManagement({ baseUrl: ORIGIN, apiKey: key, fetch: fetchOver });
    expect((await wiki.tokens.list()).tokens).toEqual([]);
    const refused = await errorOf(wiki.users.list());
    expect(refused).toMatchObject({
      code: "refused",
      status: 403,
      number: 303,
      reason: "missing-right",
      evidence: { right: "userlist" },
    });
    await manage.accounts.change("wiki one", { rights: ["userlist"] });
    expect((await manage.accounts.list()).find(({ name }) => name === "wiki one")).toMatchObject({
      rights: ["userlist"],
      keys: [{ id }],
    });
    await manage.accounts.deleteKey("wiki one", id);
    expect(await errorOf(wiki.users.list())).toMatchObject({ status: 401 });
    await manage.accounts.delete("wiki one");
  });

  it("has applications", async () => {
    const made = await manage.clients.make({ client_name: "Wiki", redirect_uris: ["https://wiki.test/back"] });
    expect(made.client_secret).toBeTypeOf("string");
    const rotated = await manage.clients.rotateSecret(made.client_id);
    expect(rotated.client_secret).not.toBe(made.client_secret);
    expect(await manage.clients.change(made.client_id, { require_pin: true })).toMatchObject({ require_pin: true });
    expect(await manage.clients.get(made.client_id)).toMatchObject({ client_secrets: 2 });
    expect(await manage.clients.list()).toHaveLength(1);
    expect(await manage.clients.refusals(made.client_id, { page_size: 5 })).toEqual({ refusals: [], after: null });
    await manage.clients.delete(made.client_id);
    expect(await errorOf(manage.clients.get(made.client_id))).toMatchObject({ reason: "unknown-client" });
  });

  it("has endpoints", async () => {
    const made = await manage.endpoints.make({ url: "https://siem.example.org/in", events: ["LOGIN_SUCCESS"] });
    expect(made.secret).toMatch(/^whsec_/);
    expect(await manage.endpoints.change(made.id, { enabled: false })).toMatchObject({ enabled: false });
    expect((await manage.endpoints.rotateSecret(made.id)).secret).not.toBe(made.secret);
    expect(await manage.endpoints.get(made.id)).toMatchObject({ events: ["LOGIN_SUCCESS"] });
    expect(await manage.endpoints.list()).toHaveLength(1);
    expect(await manage.endpoints.deliveries(made.id)).toEqual([]);
    await manage.endpoints.delete(made.id);
  });

  it("has settings and realms", async () => {
    expect(await manage.settings()).toMatchObject({ DEFAULT_REALM: "realm1" });
    expect(await manage.realms()).toMatchObject({ realm1: { default: true } });
  });
});

describe("jobs", () => {
  it("are begun, followed to their end, and tell what became of each token", async () => {
    const made = ["JOB1", "JOB2"];
    for (const serial of made) await manage.tokens.init({ user: "joan", serial });
    const id = await manage.jobs.beginTokens({ serials: [...made, "JOB3"], action: "disable" });
    const seen = await gathered(manage.jobs.follow(id));
    expect(seen.at(-1)).toMatchObject({ id, state: "done", done: 3, failed: 1, failures: [{ serial: "JOB3" }] });
    expect(seen.slice(0, -1).every(({ ended_at }) => ended_at === null)).toBe(true);
    const result = await manage.jobs.result(id);
    expect(result.map(({ line, serial, outcome }) => [line, serial, outcome])).toEqual([
      [1, "JOB1", "disabled"],
      [2, "JOB2", "disabled"],
      [3, "JOB3", "unknown-serials"],
    ]);
    expect(await manage.jobs.list()).toMatchObject([{ id, kind: "tokens", total: 3 }]);
    expect(await manage.jobs.cancel(id)).toMatchObject({ state: "done" });
  });

  it("on users change nothing until the dry run is carried out, and give links", async () => {
    const csv = 'name,display name\nruth,"Ruth ""R"", of IT"\n';
    const id = await manage.jobs.beginUsers({ csv });
    expect(await manage.jobs.wait(id)).toMatchObject({ dry_run: true, state: "done", failed: 0 });
    expect(await manage.jobs.result(id)).toMatchObject([{ user: "ruth", outcome: "made", link: "" }]);
    expect(await gathered(manage.users.all({ username: "ruth" }))).toEqual([]);
    const carriedOut = await manage.jobs.beginUsers({ dry_run_id: id, dry_run: false, validity: 600 });
    await manage.jobs.wait(carriedOut);
    expect(await manage.jobs.result(carriedOut)).toMatchObject([
      { user: "ruth", outcome: "made", link: expect.stringMatching(/\/enrol\//) },
    ]);
    expect(await manage.users.get("realm1", "ruth")).toMatchObject({ name: 'Ruth "R", of IT' });
  });

  it("are begun once, though the request is sent again", async () => {
    await manage.tokens.init({ user: "jo", serial: "ONCE" });
    const before = (await manage.jobs.list()).length;
    let answers = 0;
    const losing = async (url: string, init?: RequestInit) => {
      const answer = await worker(new Request(url, init));
      if (++answers === 1) throw new TypeError("the connection was reset");
      return answer;
    };
    const retrying = new TiqrManagement({ baseUrl: ORIGIN, apiKey, fetch: losing });
    const id = await retrying.jobs.beginTokens({ serials: ["ONCE"], action: "unlock" });
    expect(answers).toBe(2);
    expect(await manage.jobs.wait(id)).toMatchObject({ state: "done", total: 1 });
    expect((await manage.jobs.list()).length).toBe(before + 1);
  });

  it("are waited for until the signal is aborted, and go on", async () => {
    await manage.tokens.init({ user: "jo", serial: "GOES-ON" });
    const aborting = new AbortController();
    const id = await manage.jobs.beginTokens({ serials: ["GOES-ON"], action: "disable" });
    const following = manage.jobs.follow(id, { signal: aborting.signal });
    await following.next();
    aborting.abort("enough");
    await expect(gathered(following)).rejects.toBe("enough");
    expect(await manage.jobs.wait(id)).toMatchObject({ state: "done" });
  });

  it("of which the service knows nothing are refused", async () => {
    expect(await errorOf(manage.jobs.wait("no-such-job"))).toMatchObject({ status: 404, reason: "unknown-job" });
    expect(await errorOf(manage.jobs.result("no-such-job"))).toMatchObject({ status: 404, reason: "unknown-job" });
  });
});

describe("the audit trail", () => {
  it("is looked at, counted and verified", async () => {
    await manage.tokens.init({ user: "audrey", serial: "AUDIT1" });
    const rows = await gathered(manage.audit.all({ serial: "AUDIT1", page_size: 1 }));
    expect(rows.map(({ event }) => event)).toEqual(["ENROLLMENT_BEGUN"]);
    expect((await manage.audit.statistics()).locked_tokens).toBe(0);
    expect(await manage.audit.verification()).toMatchObject({ problems: [] });
  });

  it("is followed from its beginning, without a gap, until the loop is left", async () => {
    const numbers: number[] = [];
    for await (const { number, mac } of manage.audit.follow()) {
      expect(mac).toBeTypeOf("string");
      if (numbers.push(number) === 5) break;
    }
    expect(numbers).toEqual(numbers.map((_, at) => (numbers[0] ?? 0) + at));
  });

  it("is followed until the signal is aborted, also while the service waits for a row", async () => {
    const aborting = new AbortController();
    const following = gathered(manage.audit.follow({}, { signal: aborting.signal }));
    setTimeout(() => aborting.abort("enough"), 200);
    await expect(following).rejects.toBe("enough");
  });
});

describe("open logins", () => {
  it("are listed and cancelled", async () => {
    const alice = await enrolledUser("alice");
    const { transactionId } = await trigger(alice);
    const { challenges } = await manage.challenges.list({ transaction_id: transactionId });
    expect(challenges).toHaveLength(1);
    expect(await manage.challenges.cancel(transactionId)).toBe(1);
  });

  it("are opened without a PIN, and ended, by an application with the rights", async () => {
    const bob = await enrolledUser("bob");
    const application = new TiqrClient({ baseUrl: ORIGIN, apiKey, fetch: fetchOver, WebSocket: false });
    const opened = await application.triggerWithoutPin({ user: "bob" });
    if (!opened.triggered) throw new Error(opened.message);
    expect(await application.cancel(opened.transactionId)).toBe(true);
    expect(await application.cancel(opened.transactionId)).toBe(false);
    expect(await application.wait(opened.transactionId)).toBe("cancelled");
    expect(await application.triggerWithoutPin({ user: "nobody" })).toMatchObject({ triggered: false });
    const stranger = new TiqrClient({ baseUrl: ORIGIN, fetch: fetchOver });
    expect(await stranger.triggerWithoutPin({ user: "bob" })).toMatchObject({
      triggered: false,
      reason: "missing-authorization",
    });

    // The digits that a phone without a network shows.
    const login = await trigger(bob);
    const digits = { user: "bob", transactionId: login.transactionId };
    expect(await stranger.finalizeWithDigits({ ...digits, digits: login.wrong })).toMatchObject({
      accepted: false,
      reason: "wrong-pin",
    });
    expect(
      await stranger.finalizeWithDigits({ ...digits, digits: ` ${login.right.slice(0, 3)} ${login.right.slice(3)}` }),
    ).toEqual({
      accepted: true,
      serial: bob.serial,
    });
    expect(await answer(login, login.wrong)).not.toBe("OK");
  });
});

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}

describe("what was sent", () => {
  it("is in /openapi.json, under each of its names", async () => {
    const paths: Record<string, Record<string, Operation>> = (await request("/openapi.json")).json.paths;
    // A template without a place for a value is nearer than one with it.
    const templates = Object.keys(paths).sort((one, other) => one.split("{").length - other.split("{").length);
    const strange = sent.flatMap(({ method, path, names }) => {
      const template = templates.find(
        (template) =>
          new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path) &&
          paths[template]?.[method.toLowerCase()],
      );
      const operation = paths[template ?? ""]?.[method.toLowerCase()];
      const body = operation?.requestBody?.content["application/json"]?.schema.properties ?? {};
      const known = [...Object.keys(body), ...(operation?.parameters ?? []).map(({ name }) => name)];
      return operation
        ? names.filter((name) => !known.includes(name)).map((name) => [template, name])
        : [[method, path]];
    });
    expect(strange).toEqual([]);
    expect(new Set(sent.map(({ method, path }) => method + path)).size).toBeGreaterThan(40);
  });
});
