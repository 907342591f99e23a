// Under which service the phones of an import are looked for. A phone finds its account under no
// other, for good.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { run, start } from "../../../../../test/serve/support/state.ts";
import { withStates } from "../../../../../test/serve/support/states.ts";
import { SHOWN_REPLIES } from "../../../../../test/support/phones/shown-replies.ts";
import { databaseOf } from "./database-of.ts";
import { type OldPhone, oldPhone } from "./old-phones.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "service-test-"));
const copy = withStates();
let state = "";
let phone: OldPhone;
let args: string[] = [];
beforeAll(async () => {
  state = copy();
  const suite = "OCRA-1:HOTP-SHA1-6:QH10-S";
  phone = await oldPhone("kotlin", "anna", { service: "old.example.org", path: "/tiqr/tiqr.php", suite });
  mkdirSync(join(folder, "stepup"));
  writeUser(0);
  args = [join(folder, "stepup"), "--from", "stepup-sql", "--apply", "--state", state];
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
const writeUser = (failures: number) =>
  writeFileSync(join(folder, "stepup/user.csv"), `userid,secret,loginattempts\nanna,${phone.secretHex},${failures}\n`);

const before = { TIQR_SERVICE_IDENTIFIER: "old.example.org" };
const since = { TIQR_SERVICE_IDENTIFIER: "new.example.org", TIQR_SERVICE_IDENTIFIERS_ALSO: "old.example.org" };

it("is that of the day where none is given, and a later run under other settings does not change it", async () => {
  expect(await run("import", args, { env: before })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("service identifier old.example.org, from the settings of this service"),
  });
  writeUser(1);
  expect(await run("import", args, { env: since })).toMatchObject({
    code: 0,
    stdout: /* the record has changed */ expect.stringContaining("1 imported"),
  });
  expect(databaseOf(state, "SELECT service_identifier, generation FROM token")).toEqual([
    { service_identifier: "old.example.org", generation: 2 },
  ]);
});

it("is still that of the phone when TIQR_SERVICE_IDENTIFIER has changed, so it logs in", async () => {
  const server = await start(state, { env: since });
  try {
    const body = new URLSearchParams({ user: "anna", pass: "" });
    const reply = await fetch(`${server.origin}/validate/check`, { method: "POST", body });
    const { detail } = (await reply.json()) as { detail: { attributes: { value: string } } };
    expect(await phone.login(detail.attributes.value, server.origin)).toBe(SHOWN_REPLIES.kotlin.ok[0]);
  } finally {
    await server.stop();
  }
});

it("of privacyIDEA and eduMFA must be given where an export does not say it", async () => {
  const token = `serial: A\n  type: tiqr\n  otpkey: ${phone.secretHex}\n  owner: anna@corp\n  active: true\n  maxfail: 10\n  failcount: 0`;
  const exports = { "privacyidea-yaml": `- ${token}\n  info_list: {}\n`, "edumfa-yaml": `- ${token}\n` };
  for (const [from, text] of Object.entries(exports)) {
    const file = join(folder, from);
    writeFileSync(file, text);
    const tried = await run("import", [file, "--from", from, "--pins", "none", "--apply", "--state", state]);
    expect(tried).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^Give --service-identifier: .*\n$/),
    });
  }
  expect(databaseOf(state, "SELECT count(*) AS n FROM token")).toEqual([{ n: 1 }]);
});
