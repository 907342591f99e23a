// One installation becomes another: tokens in every state and users with all that is kept of them
// go through our own export into an empty state folder with another MASTER_KEY. By the API both are
// the same then, and the phones of one log in at the other.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Service } from "../../../../../scripts/lib/service-client.ts";
import { run, start } from "../../../../../test/serve/support/state.ts";
import { ADMIN_PASSWORD } from "../../../../../test/support/admin-password.ts";
import { TEST_PHONES } from "../../../../../test/support/phones/all.ts";
import { SHOWN_REPLIES } from "../../../../../test/support/phones/shown-replies.ts";
import { resultLine, type TestPhone } from "../../../../../test/support/phones/test-phone.ts";
import { makeFernetKey, openFernet, readFernetKey, sealFernet } from "../../../import/crypt/fernet.ts";
import { databaseOf } from "./database-of.ts";
import { type OldPhone, oldPhone } from "./old-phones.ts";
import { vectors } from "./readers/vectors.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const PUBLIC_URL = "https://tiqr.test";
const OTHER_KEY = btoa("fedcba9876543210fedcba9876543210");
const SETTINGS = { PUBLIC_URL, RATE_LIMITS: "off", TIQR_SERVICE_IDENTIFIERS_ALSO: "old.example.org" };
const [ONE, TWO] = [SETTINGS, { ...SETTINGS, MASTER_KEY: OTHER_KEY }];

const folder = mkdtempSync(join(tmpdir(), "another-installation-"));
const path = (name: string) => join(folder, name);
const [here, there] = [path("here"), path("there")];
const [out, key] = [path("out.json"), path("out.key")];
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Where the address of the phones leads to. */
let origin = "";
const newPhone = (push?: { type: string; address: string }): TestPhone =>
  TEST_PHONES.kotlin({
    send: async (request) => {
      const { method, headers } = request;
      const body = method === "POST" ? await request.text() : null;
      return fetch(request.url.replace(PUBLIC_URL, origin), { method, headers, body });
    },
    ...(push ? { push } : {}),
  });

async function serving<Done>(state: string, env: Record<string, string>, work: (service: Service) => Promise<Done>) {
  const server = await start(state, { env });
  origin = server.origin;
  const service = new Service(server.origin);
  try {
    await service.signIn("root", ADMIN_PASSWORD);
    return await work(service);
  } finally {
    await server.stop();
  }
}

const importing = async (state: string, args: string[], env: Record<string, string>) => {
  const { code, stdout, stderr } = await run("import", [...args, "--json", "--state", state], { env });
  return { code, stderr, sums: stdout === "" ? undefined : JSON.parse(stdout) };
};
const fromOwn = ["--from", "tiqr-edge-json", "--key-file", key];

const [withPin, withoutPin] = [newPhone({ type: "FCM", address: "push-address" }), newPhone()];
let taken: OldPhone;

beforeAll(async () => {
  const server = { service: "old.example.org", path: "/pi/ttype/tiqr", suite: "OCRA-1:HOTP-SHA1-6:QH10" };
  taken = await oldPhone("ios", "Tom_Corp", server);
  await serving(here, ONE, fill);
  const element = {
    ...{ serial: "TAKEN", type: "tiqr", otpkey: taken.secretHex, _hashed_pin: vectors.passlib.of1234, failcount: 2 },
    ...{ info_list: { ocrasuite: server.suite }, user: { login: "Tom", realm: "Corp" } },
  };
  const pi = readFernetKey(vectors.pi.key) ?? expect.fail("no key");
  writeFileSync(path("old.pi"), sealFernet(Buffer.from(JSON.stringify([element])), pi, 0));
  writeFileSync(path("old.key"), vectors.pi.key);
  const old = ["--from", "privacyidea-pi", "--key-file", path("old.key"), "--service-identifier", server.service];
  const from = await importing(here, [path("old.pi"), ...old, "--apply"], ONE);
  expect(from).toMatchObject({ code: 0, sums: { token: 1 } });
  // Made last, as privacyIDEA's was: an account of the other installation is not to be its
  // namesake.
  await serving(there, TWO, async () => {});
  const { code, stdout, stderr } = await run("export", [out, "--format", "json", "--key-file", key, "--state", here], {
    env: ONE,
  });
  expect([code, stderr, stdout]).toEqual([0, "", expect.stringContaining("9 tokens and 2 users without a token")]);
});

/** A token in each state, besides those whose phones log in. */
async function fill(service: Service): Promise<void> {
  const told = async (reply: Promise<{ status: number; text: string }>) => {
    const { status, text } = await reply;
    expect([status, text]).toEqual([200, text]);
  };
  const enrol = async (phone: TestPhone, fields: Record<string, string>) => {
    const { json } = await service.init(fields);
    expect(await phone.enroll(json.detail.tiqrenroll.value)).toMatchObject({ ok: true });
  };
  await enrol(withPin, { user: "anna", pin: "2468", serial: "PIN", description: "hers" });
  await enrol(withoutPin, { user: "berta", realm: "corp", serial: "NOPIN" });
  for (const serial of ["DISABLED", "REVOKED", "LOCKED"])
    await enrol(newPhone(), { user: "carla", pin: "1357", serial });
  await told(service.asAdmin("POST", "/token/disable/DISABLED"));
  await told(service.asAdmin("POST", "/token/revoke/REVOKED"));
  for (let tries = 0; tries < 10; tries++) await service.check({ serial: "LOCKED", pass: "wrong" });
  const of2030 = { validity_period_start: "2026-01-01T00:00+0000", validity_period_end: "2030-01-01T00:00+0000" };
  await enrol(newPhone(), { user: "dora", serial: "UNTIL", ...of2030 });
  await service.init({ user: "emil", realm: "corp", pin: "8642", serial: "WAITING" });
  await service.init({ user: "fritz", serial: "FREE" });
  await told(service.asAdmin("POST", "/token/unassign", { serial: "FREE" }));
  await told(service.asAdmin("POST", "/token/info/PIN/desk", { value: "12" }));
  await service.init({ user: "gerda", realm: "corp", serial: "GONE" });
  for (const [user, realm] of [
    ["anna", "default"],
    ["gerda", "corp"],
  ] as const)
    for (const [attribute, value] of [
      ["email", `${user}@example.org`],
      ["name", `${user} Ö.`],
      ["groups", "staff,admins"],
      ["external_id", `key of ${user}`],
    ] as const)
      await told(service.asAdmin("POST", "/user/attribute", { user, realm, key: attribute, value }));
  await told(service.asAdmin("DELETE", "/token/GONE"));
  // The first one's failure is to be counted on.
  await service.check({ user: "anna", pass: "wrong" });
}

/**
 * What the API tells, without the numbers of rows. An enrolment that is open does not come along.
 */
const known = (service: Service) =>
  Promise.all(
    ["/token/?pagesize=50&sortby=serial", "/user/?realm=default", "/user/?realm=corp"].map(async (list) => {
      const { status, json } = await service.asAdmin("GET", list);
      expect(status).toBe(200);
      return JSON.parse(JSON.stringify(json.result.value), (name, value) =>
        ["id", "userid", "user_id"].includes(name) ? undefined : value === "started" ? "expired" : value,
      );
    }),
  );
const peopleOf = (state: string) =>
  databaseOf(
    state,
    "SELECT name, realm, display_name, email, groups, subject, external_id FROM user ORDER BY realm, name",
  );

interface Element {
  readonly mac: string;
  readonly secret?: string | null;
  readonly pinHash?: string | null;
  readonly notification?: { readonly type: string; readonly address: string } | null;
}
const opened = (file: string) => {
  const fernet = readFernetKey(readFileSync(key, "latin1")) ?? expect.fail("no key");
  const text = (sealed: string | null) => (sealed === null ? null : String(openFernet(sealed, fernet)));
  return JSON.parse(readFileSync(file, "utf8")).map(({ mac: _, secret, pinHash, notification, ...told }: Element) => ({
    ...told,
    notification: notification && { ...notification, address: text(notification.address) },
    secret: text(secret ?? null),
    pinHash: text(pinHash ?? null),
  }));
};

async function logIn(service: Service): Promise<void> {
  const people = [
    [{ user: "anna" }, "2468", (link: string) => withPin.login(link).then(resultLine), SHOWN_REPLIES.kotlin.ok[0]],
    [
      { user: "berta", realm: "corp" },
      "",
      (link: string) => withoutPin.login(link).then(resultLine),
      SHOWN_REPLIES.kotlin.ok[0],
    ],
    [
      { user: "Tom", realm: "corp" },
      "1234",
      (link: string) => taken.login(link, service.origin),
      SHOWN_REPLIES.ios.ok[0],
    ],
  ] as const;
  for (const [who, pass, login, success] of people) {
    if (pass !== "")
      expect((await service.check({ ...who, pass: `${pass}9` })).json.detail.message).toBe("wrong otp pin");
    const { json } = await service.check({ ...who, pass });
    expect([who, await login(json.detail.attributes.value)]).toEqual([who, success]);
    const { transaction_id } = json.detail;
    expect((await service.check({ ...who, transaction_id, pass: "" })).json.result.authentication).toBe("ACCEPT");
  }
}

describe("our own export", () => {
  it("comes by a dry run that writes nothing, and one that does, after which nothing is left to do", async () => {
    const dry = await importing(there, [out, ...fromOwn], TWO);
    expect(dry).toMatchObject({ code: 0, stderr: "", sums: { applied: false, token: 9, user: 2, refused: 0 } });
    expect(peopleOf(there)).toEqual([]);
    const done = await importing(there, [out, ...fromOwn, "--apply"], TWO);
    expect(done).toMatchObject({ code: 0, stderr: "", sums: { applied: true, read: 11, token: 9, user: 2 } });
    const again = await importing(there, [out, ...fromOwn, "--apply"], TWO);
    expect(again).toMatchObject({ code: 0, sums: { token: 0, user: 0, unchanged: 11, kept: 0, refused: 0 } });
  });

  it("gives the other installation all that the API tells of tokens and users, and the names applications know", async () => {
    const [first, second] = [await serving(here, ONE, known), await serving(there, TWO, known)];
    expect(first[0].tokens).toHaveLength(9);
    expect(second).toEqual(first);
    expect(peopleOf(there)).toEqual(peopleOf(here));
  });

  it("is the same when it is made there", async () => {
    const back = path("back.json");
    const args = [back, "--format", "json", "--key-file", key, "--state", there];
    expect(await run("export", args, { env: TWO })).toMatchObject({ code: 0 });
    expect(opened(back)).toEqual(opened(out));
    // What is sealed under the root of the first one is of no use at the second.
    expect(Object.keys(opened(out)[0]).filter((name) => /^(sealed|pass)/.test(name))).toEqual([]);
    expect(opened(out)[0]).toMatchObject({
      serial: "PIN",
      notification: { type: "FCM", address: "push-address" },
    });
  });

  it("lets its phones log in there, with their PINs and without", () => serving(there, TWO, logIn));

  it("is refused as a whole where an element was changed, or the key is another one, and named in a report where a token is here", async () => {
    const text = readFileSync(out, "utf8");
    writeFileSync(path("changed.json"), text.replace('"serial":"REVOKED"', '"serial":"REVIVED"'));
    const changed = await importing(there, [path("changed.json"), ...fromOwn, "--apply"], TWO);
    expect([changed.code, changed.stderr]).toEqual([
      1,
      expect.stringMatching(/Element \d of the export does not belong/),
    ]);
    writeFileSync(path("other.key"), makeFernetKey());
    const other = await importing(there, [out, ...fromOwn.slice(0, 3), path("other.key")], TWO);
    expect([other.code, other.stderr]).toEqual([1, expect.stringContaining("Element 1 of the export does not belong")]);
    writeFileSync(path("cut.json"), text.slice(0, -20));
    const cut = await importing(there, [path("cut.json"), ...fromOwn], TWO);
    expect([cut.code, cut.stderr]).toEqual([1, expect.stringContaining("is cut off")]);
    const report = path("report.csv");
    // Here they were made, but for the one that was taken over.
    expect(await importing(here, [out, ...fromOwn, "--report", report], ONE)).toMatchObject({
      sums: { token: 1, kept: 8, unchanged: 2 },
    });
    expect(readFileSync(report, "utf8")).toMatch(
      /"kept","PIN","anna","default","anna_default","it (was made|has logged in)/,
    );
  });
});

describe("the export to privacyIDEA", () => {
  const third = path("third");
  const exportPi = async (name: string, state: string, env: Record<string, string>) => {
    const args = [path(name), "--format", "privacyidea-pi", "--all", "--key-file", key, "--state", state];
    const { stdout } = await run("export", args, { env });
    const text = readFileSync(path(name), "latin1");
    const fernet = readFernetKey(readFileSync(key, "latin1")) ?? expect.fail("no key");
    return { stdout, tokens: JSON.parse(String(openFernet(text, fernet))) };
  };

  it("comes back whole: what is exported from there is the same", async () => {
    const first = await exportPi("first.pi", here, ONE);
    expect(first.stdout).toContain("left out: token WAITING, since no phone has registered it");
    expect(first.tokens).toHaveLength(7);
    const [pin] = first.tokens;
    // With a resolver or a uid that it does not know, privacyIDEA deletes the token.
    expect(pin.user).toEqual({
      login: "anna",
      realm: "default",
      custom_attributes: { email: "anna@example.org", name: "anna Ö.", groups: "staff,admins" },
    });
    expect(pin).toMatchObject({ failcount: 1, _hashed_pin: expect.stringMatching(/^\$pbkdf2-sha256\$1000\$/) });
    await serving(third, TWO, async () => {});
    const args = [path("first.pi"), "--from", "privacyidea-pi", "--key-file", key, "--apply"];
    expect(await importing(third, args, TWO)).toMatchObject({ code: 0, stderr: "", sums: { token: 7, refused: 0 } });
    expect((await exportPi("second.pi", third, TWO)).tokens).toEqual(first.tokens);
  });

  it("lets a phone log in there with its PIN", () => serving(third, TWO, logIn));
});
