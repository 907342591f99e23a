// The presets of accounts: what the help desk may do and may not, as docs/accounts.md has it, and the
// form that shows it.

/// <reference types="vite/types/importMeta.d.ts" />

import { beforeAll, describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../../../test/support/admin-password.ts";
import { enrol, post, reasonOf, request, serviceAccount } from "../../../../test/support/service.ts";
import { DESK_CALLS, PRESET_NAMES, PRESETS, type Preset, partsOf, presetNamed } from "../../accounts/presets.ts";
import { accountsWords } from "../../words/accounts.ts";
import { ConsoleBrowser } from "../support/console-browser.ts";

const [accountsDocument = ""] = Object.values(
  import.meta.glob<string>("../../../../docs/accounts.md", { query: "?raw", import: "default", eager: true }),
);
type Headers = Record<string, string>;
const DESKS = ["helpDesk", "helpDeskPhones"] as const satisfies readonly Preset[];
const desks = {} as Record<(typeof DESKS)[number], Headers>;

beforeAll(async () => {
  for (const name of DESKS) desks[name] = await serviceAccount(`desk-${name}`, PRESETS[name].rights);
  await enrol({ user: "carol", serial: "CAROL", pin: "1234" });
});

const send = async (method: string, path: string, headers: Headers, body?: object): Promise<[number, string]> => {
  const reply = await request(path, {
    method,
    headers: { ...headers, ...(body ? { "Content-Type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return [reply.status, reasonOf(reply) ?? ""];
};

it("a directory is not said to lack what it does in its own way", () => {
  expect(partsOf("directory").cannot).toEqual(
    ["setrandompin", "triggerchallenge", "oidcclients"].map((right) => ({ right })),
  );
});

describe.each(DESKS)("the preset %s", (name) => {
  it("looks at one person, and helps", async () => {
    const by = desks[name];
    for (const [method, path] of [
      ["GET", "/user/?username=carol"],
      ["GET", "/token/?user=carol"],
      ["GET", "/audit/?user=carol&realm=realm1"],
      ["GET", "/token/challenges/CAROL"],
      ["GET", "/token/enrollmentlink?user=carol"],
      ["POST", "/token/reset?user=carol"],
      ["POST", "/token/disable/CAROL"],
      ["POST", "/token/enable/CAROL"],
      ["POST", "/token/setrandompin?user=carol"],
      ["DELETE", "/user/realm1/carol/sessions"],
    ] as const)
      expect([path, ...(await send(method, path, by))]).toEqual([path, 200, ""]);
  });

  it("does none of what nobody on the phone needs", async () => {
    const by = desks[name];
    const body = { action: "unlock", serials: ["CAROL"] };
    for (const [method, path, right, more] of [
      ["POST", "/jobs/tokens", "manyatonce", body],
      ["POST", "/jobs/tokens", "manyatonce", { ...body, action: "disable" }],
      ["POST", "/jobs/users", "manyatonce", { csv: "name\nx\n" }],
      ["POST", "/token/reset?locked_since=60", "manyatonce"],
      ["GET", "/audit/", "auditlog"],
      ["GET", "/audit/statistics", "auditlog"],
      ["POST", "/token/revoke/CAROL", "revoke"],
      ["DELETE", "/token/CAROL", "delete"],
      ["DELETE", "/user/realm1/carol", "deleteuser"],
      ["POST", "/token/setpin/CAROL?otppin=1234", "setpin"],
      ["POST", "/token/assign?serial=CAROL&user=carol", "assign"],
      ["POST", "/user/attribute?user=carol&key=email&value=a@example.org", "set_custom_user_attributes"],
      ["GET", "/accounts", "accounts"],
      ["GET", "/oidc/clients", "oidcclients"],
    ] as const)
      expect([path, ...(await send(method, path, by, more))]).toEqual([path, 403, `missing-right;right="${right}"`]);
  });

  it("is of one person, who confirms by phone", () => expect(presetNamed(name).person).toBe(true));
});

it("only the desk that registers phones makes links, and both withdraw them", async () => {
  expect(await send("POST", "/token/enrollmentlink?user=carol", desks.helpDesk)).toEqual([
    403,
    'missing-right;right="enrollTIQR"',
  ]);
  for (const name of DESKS) {
    const made = await post("/token/enrollmentlink", { user: "carol" }, desks.helpDeskPhones);
    expect(await send("DELETE", `/token/enrollmentlink/${made.json.detail.id}`, desks[name])).toEqual([200, ""]);
  }
});

it("the preset of those who register many begins jobs", async () => {
  const by = await serviceAccount("starters", PRESETS.enroller.rights);
  expect(await send("POST", "/jobs/users", by, { csv: "name\nnew.one\n" })).toEqual([200, ""]);
});

it("every call but none is a preset's, and what it includes and cannot is all of them", () => {
  for (const name of PRESET_NAMES.filter((one) => presetNamed(one).calls)) {
    const { includes, cannot } = partsOf(name);
    const said = [...includes, ...cannot].flatMap((part) => ("call" in part ? part.call : []));
    expect(said.map((call) => (call === "stop" ? "lost" : call)).toSorted()).toEqual([...DESK_CALLS].toSorted());
  }
});

it("docs/accounts.md has the rights of each preset, and no other list of them", () => {
  for (const name of PRESET_NAMES) {
    const row = `| ${accountsWords.accounts.presets[name][0]} | \`${PRESETS[name].rights.join(",")}\` |`;
    expect(accountsDocument).toContain(row);
  }
  expect(accountsDocument.match(/`[a-zA-Z_]+(,[a-zA-Z_]+){2,}`/g)).toHaveLength(4);
});

describe("the form of a new account", () => {
  it("shows what each preset includes and cannot do, and folds the rights", async () => {
    const browser = new ConsoleBrowser();
    await browser.signIn("admin", ADMIN_PASSWORD);
    const { text } = await browser.get("/console/accounts/new");
    const [, desk = ""] = /value="helpDesk"(.*?)<\/label>/s.exec(text) ?? [];
    expect(desk).toMatch(/Includes: PIN forgotten · Locked.*Can’t: New phone · Code not scanned/s);
    const [, auditor = ""] = /value="auditor"(.*?)<\/label>/s.exec(text) ?? [];
    expect(auditor).toMatch(/Includes: Read the audit trail.*Can’t: .*Change many at once/s);
    expect(text).toMatch(/<details><summary>Rights one by one<\/summary>/);
    expect(text.match(/type="radio"/g)).toHaveLength(PRESET_NAMES.length + 1);
  });
});

describe("the console of a desk", () => {
  it("offers what its account may do, and promises names only to those who may see people", async () => {
    const browser = new ConsoleBrowser();
    await browser.signIn("desk-helpDesk", "service");
    const person = (await browser.get("/console/users/realm1/carol")).text;
    expect(person).toContain("New PIN");
    expect(person).toContain('class="history"');
    expect(person).not.toContain("/console/audit?");
    const list = (await browser.get("/console/tokens")).text;
    expect(list).not.toContain("tokens-selected");
    expect(list).toContain('placeholder="Name, user, email or serial"');
    await serviceAccount("tokens-only", ["tokenlist"]);
    const other = new ConsoleBrowser();
    await other.signIn("tokens-only", "service");
    expect((await other.get("/console/tokens")).text).toContain('placeholder="User or serial"');
  });
});
