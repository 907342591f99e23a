// `npm run admin -- NOUN ACTION --url`: commands through the API of a running service, by an API
// key.
import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inProject } from "../../../../../scripts/lib/project.ts";
import { run } from "../../../../../test/serve/support/state.ts";
import { temporaryFolder } from "../../../../../test/serve/support/temporary-folder.ts";
import { withService } from "../../../../../test/serve/support/with-service.ts";

const service = withService({ DAY_PASS: "pages" });
const folder = temporaryFolder();
let key: string;
beforeAll(async () => {
  key = (await service().postAsAdmin("/accounts/root/keys", {})).json.result.value.key;
  for (const [user, realm] of [
    ["ann", "staff"],
    ["ben", "staff"],
    ["eve\ue000", "guests"],
  ] as const)
    await service().init({ user, realm, serial: `S-${user.slice(0, 3)}` });
});

const admin = (args: string[], stdin = "", env: Record<string, string> = {}) =>
  run("admin", [...args, "--url", service().origin], { stdin, env: { TIQR_API_KEY: key, ...env } });

/** The rows of a command that succeeds. */
async function rows(...args: string[]) {
  const { code, stdout, stderr } = await admin([...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

describe("a list", () => {
  it("is a table for people, in which names steer no terminal", async () => {
    const { stdout } = await admin(["users", "list"]);
    expect(stdout.split("\n").map((line) => line.replace(/ +/g, " "))).toEqual([
      "USERNAME REALM EMAIL NAME GROUPS EXTERNAL_ID PHONES LINK_EXPIRES_AT BLOCKED_AT",
      ...["ann staff 0", "ben staff 0", "eve? guests 0"],
      "",
    ]);
  });

  it("is lines of JSON for programs, with filters and a limit", async () => {
    expect((await rows("tokens", "list", "--realm", "staff")).map(({ serial }) => serial)).toEqual(["S-ann", "S-ben"]);
    expect(await rows("tokens", "list", "--limit", "1")).toHaveLength(1);
    expect(await rows("tokens", "list", "--locked", "true")).toEqual([]);
    expect((await rows("audit", "list", "--serial", "S-ann"))[0]).toMatchObject({ serial: "S-ann", user: "ann" });
  });

  it("may be read in part", () => {
    const command = `'${process.execPath}' '${inProject("packages/commands/admin.ts")}' completion bash | head -n 1`;
    expect(spawnSync("sh", ["-c", command], { encoding: "utf8" }).stderr).toBe("");
  });
});

describe("a change", () => {
  it("of several tokens goes on after a refusal, and ends with exit code 1", async () => {
    const { code, stdout } = await admin(["tokens", "disable", "S-ann", "nowhere", "S-ben"]);
    expect({ code, lines: stdout.split("\n").map((line) => line.replace(/ +/g, " ")) }).toEqual({
      code: 1,
      lines: [
        "NAME RESULT",
        "S-ann disabled",
        "nowhere refused: No token found for serials: nowhere",
        "S-ben disabled",
        "",
      ],
    });
    await rows("tokens", "enable", "S-ann", "S-ben");
    expect((await rows("tokens", "list", "--active", "true")).length).toBe(3);
  });

  it("takes a PIN from a pipe, never from an argument", async () => {
    expect(await admin(["tokens", "pin", "S-ann"], "97531\n")).toMatchObject({
      code: 0,
      stdout: "name: S-ann\nresult: set\n",
    });
    expect((await admin(["tokens", "add", "joe", "--pin", "1234"])).code).toBe(2);
    expect(await rows("tokens", "pin", "S-ann", "--random")).toEqual([
      { serial: "S-ann", pin: expect.stringMatching(/^\d{8}$/), undo: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
  });

  it("is undone: a PIN, and a phone that a link has stopped", async () => {
    await service().enrol("una", { serial: "S-una" });
    const undo = (id: unknown) => rows("users", "undo", "una", String(id), "--realm", "default");
    const [pin] = await rows("tokens", "pin", "S-una", "--random");
    expect(await undo(pin?.undo)).toEqual([{ name: "una", result: "undone" }]);
    const [made] = await rows("links", "replace", "S-una", "--stop");
    expect(made).toMatchObject({ name: "S-una", link: expect.stringMatching(/\/enrol\//) });
    expect(await undo(made?.undo)).toEqual([{ name: "una", result: "undone" }]);
    expect((await admin(["users", "undo", "una", String(made?.undo), "--realm", "default"])).code).toBe(1);
  });

  it("ends the phone of a token only when that is meant, and says what is to be done in the app", async () => {
    await service().enrol("kim", { serial: "S-kim" });
    const again = await admin(["tokens", "add", "kim", "--serial", "S-kim"]);
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 2, stdout: "" });
    expect(again.stderr).toMatch(
      /^A phone of kim has registered S-kim, .* add --replace\. .* delete the account in the app\. /,
    );
    expect(await rows("tokens", "show", "S-kim")).toMatchObject([{ rollout_state: "enrolled" }]);
    const replaced = await admin(["tokens", "add", "kim", "--serial", "S-kim", "--replace", "--json"]);
    expect(replaced.stderr).toMatch(/^A phone had registered the token S-kim, and can no longer log in with it\. /);
    expect(JSON.parse(replaced.stdout)).toMatchObject({ serial: "S-kim" });
    expect(await rows("tokens", "add", "kim", "--serial", "S-kim")).toMatchObject([{ serial: "S-kim" }]);
  });

  it("gives people day passes, and ends them", async () => {
    await service().init({ user: "pam", realm: "guests", pin: "1234" });
    const made = await rows("users", "pass", "pam", "--realm", "guests", "--hours", "2", "--uses", "1");
    expect(made).toMatchObject([{ name: "pam", pass: expect.stringMatching(/^\d{4} \d{4} \d{4}$/), uses: 1 }]);
    const end = () => rows("users", "end-pass", "pam", "--realm", "guests");
    expect(await end()).toEqual([{ name: "pam", result: "ended" }]);
    expect(await end()).toEqual([{ name: "pam", result: "nothing to change" }]);
    await rows("users", "remove", "pam", "--realm", "guests");
  });

  it("of users, links and accounts is made", async () => {
    expect(await rows("users", "set", "ann", "groups", "wiki,help", "--realm", "staff")).toEqual([
      { name: "ann", groups: "wiki,help" },
    ]);
    expect(await rows("users", "set", "ann", "groups", "--realm", "staff")).toEqual([{ name: "ann" }]);
    const links = await rows("links", "make", "zoe", "zac", "--pin", "none", "--validity", "600");
    expect(links.map(({ name, link }) => [name, link.includes("/enrol/")])).toEqual([
      ["zoe", true],
      ["zac", true],
    ]);
    expect(await rows("links", "withdraw", links[0].id)).toEqual([{ name: links[0].id, result: "withdrawn" }]);
    await rows("accounts", "add", "desk", "--rights", "tokenlist,userlist", "--realms", "staff");
    const [made] = await rows("accounts", "add-key", "desk");
    expect((await rows("accounts", "keys", "desk")).map(({ id }) => id)).toEqual([made.id]);
    expect(await rows("accounts", "change", "desk", "--realms", "*", "--disable")).toHaveLength(1);
    expect((await rows("accounts", "list")).find(({ name }) => name === "desk")).toMatchObject({
      realms: null,
      disabled: true,
    });
    await rows("accounts", "remove", "desk");
  });

  it("of applications and addresses of events is made", async () => {
    const file = join(folder(), "client.json");
    writeFileSync(file, JSON.stringify({ require_pin: true }));
    const [client] = await rows("clients", "add", "Wiki", "--redirect", "https://wiki.test/back");
    expect(await rows("clients", "change", client.client_id, file)).toMatchObject([{ require_pin: true }]);
    const asked = new URLSearchParams({ client_id: client.client_id, redirect_uri: "https://wiki.test/b" });
    expect((await fetch(`${service().origin}/oidc/authorize?${asked}`)).status).toBe(400);
    expect(await rows("clients", "refusals", client.client_id)).toMatchObject([
      { parameter: "redirect_uri", fault: "unregistered", came: "https://wiki.test/b", remedy: "register-address" },
    ]);
    await rows("clients", "remove", client.client_id);
    const [address] = await rows("events", "add", "https://siem.example.org/in", "--event", "LOGIN_SUCCESS");
    expect(address.secret).toMatch(/^whsec_/);
    await rows("events", "disable", address.id);
    expect(await rows("events", "list")).toMatchObject([{ id: address.id, enabled: false }]);
    await rows("events", "remove", address.id);
  });

  it("is followed in the trail as it comes", async () => {
    const followed = await rows("audit", "follow", "--after", "0", "--limit", "2");
    expect(followed.map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("many at once", () => {
  it("are tokens, which are changed only with --apply", async () => {
    const outcomes = async (...args: string[]) => (await rows(...args)).map(({ serial, outcome }) => [serial, outcome]);
    const disable = ["jobs", "disable", "--realm", "staff"];
    const would = [
      ["S-ann", "would be disabled"],
      ["S-ben", "would be disabled"],
    ];
    expect(await outcomes(...disable)).toEqual(would);
    expect(await rows("tokens", "list", "--active", "false")).toEqual([]);
    expect(await outcomes(...disable, "--apply")).toEqual([
      ["S-ann", "disabled"],
      ["S-ben", "disabled"],
    ]);
    expect((await rows("tokens", "list", "--active", "false")).length).toBe(2);

    const [job] = await rows("jobs", "list");
    expect(job).toMatchObject({ kind: "tokens", action: "disable", total: 2, ended_at: expect.any(String) });
    const again = ["jobs", "enable", "--disabled-by", job.id];
    expect(await outcomes(...again)).toEqual(would.map(([serial]) => [serial, "would be enabled"]));
    expect(await outcomes(...again, "--apply")).toEqual(would.map(([serial]) => [serial, "enabled"]));
    expect(await rows("tokens", "list", "--active", "false")).toEqual([]);
    expect(await rows("jobs", "show", job.id)).toMatchObject([{ state: "done", action: "disable" }]);
    expect(await rows("jobs", "result", job.id)).toHaveLength(2);
    expect(await rows("jobs", "cancel", job.id)).toMatchObject([{ state: "done" }]);
  });

  it("are tokens whose serials come from a pipe, and a failure of one is exit code 1", async () => {
    const links = ["jobs", "links", "--file", "-", "--validity", "600", "--json"];
    const lines = ({ stdout }: { stdout: string }) =>
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
    const dry = await admin(links, "S-ann\r\n\nnowhere\n");
    expect(dry.code).toBe(1);
    expect(lines(dry).map(({ outcome }) => outcome)).toEqual(["would get a link", "unknown-serial"]);
    const done = await admin([...links, "--apply"], "S-ann\r\n\nnowhere\n");
    expect(done.code).toBe(1);
    expect(lines(done)).toMatchObject([
      { serial: "S-ann", outcome: "link", link: expect.stringMatching(/\/enrol\//) },
      { serial: "nowhere", outcome: "unknown-serial" },
    ]);
  });

  it("are people who are blocked, by name, by a file, and again by the job that did it", async () => {
    const ben = ["ben", "--realm", "staff"];
    expect(await rows("users", "block", ...ben, "--reason", "left")).toMatchObject([
      { name: "ben", result: "blocked, 1 tokens switched off" },
    ]);
    expect((await rows("users", "list", "--blocked", "yes")).map(({ username }) => username)).toEqual(["ben"]);
    expect(await rows("users", "unblock", ...ben)).toMatchObject([{ result: "unblocked, 1 tokens switched on" }]);
    expect(await rows("users", "unblock", ...ben)).toMatchObject([{ result: "was not blocked" }]);
    const csv = "name,realm\nben,staff\n";
    const lines = async (...words: string[]) => JSON.parse((await admin([...words, "--json"], csv)).stdout);
    expect(await lines("jobs", "block", "-")).toMatchObject({ user: "ben", outcome: "blocked" });
    expect(await rows("users", "list", "--blocked", "yes")).toEqual([]);
    expect(await lines("jobs", "block", "-", "--until", "2100-01-01", "--apply")).toMatchObject({ outcome: "blocked" });
    const [job = {}] = await rows("jobs", "list");
    expect(job).toMatchObject({ action: "block" });
    expect(await rows("jobs", "unblock", "--blocked-by", String(job.id), "--apply")).toMatchObject([
      { user: "ben", outcome: "unblocked" },
    ]);
  });

  it("are tokens that are locked, and none that is not", async () => {
    const lou = await service().enrol("lou", { serial: "S-lou" });
    for (let tries = 0; tries < 10; tries++) await service().check({ user: lou.user, pass: "wrong" });
    expect(await rows("tokens", "unlock", "--all")).toEqual([{ would_unlock: 1 }]);
    expect(await rows("jobs", "unlock", "--all")).toMatchObject([{ serial: "S-lou", outcome: "would be unlocked" }]);
    expect(await rows("jobs", "unlock", "--all", "--apply")).toMatchObject([{ serial: "S-lou", outcome: "unlocked" }]);
    expect(await rows("tokens", "unlock", "--all", "--apply")).toEqual([{ unlocked: 0 }]);
  });

  it("are the users of a file, which is carried out only with --apply, and as it was checked", async () => {
    const file = join(folder(), "users.csv");
    writeFileSync(file, "\ufeffname,realm,groups\nmia,staff,wiki\n,staff,\n");
    const dry = await admin(["users", "import", file, "--json"]);
    expect(dry.code).toBe(1);
    const [first, second] = dry.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ line: 2, user: "mia", outcome: "made", link: "", dry_run: true });
    expect(second).toMatchObject({ line: 3, outcome: "invalid-line" });
    writeFileSync(file, "name\nmallory\n");
    const done = await admin(["users", "import", "--checked", first.job, "--apply", "--links", "all", "--json"]);
    expect(JSON.parse(done.stdout.split("\n")[0] ?? "")).toMatchObject({
      user: "mia",
      outcome: "made",
      link: expect.stringMatching(/\/enrol\//),
      dry_run: false,
    });
    expect(await rows("users", "show", "mia", "--realm", "staff")).toMatchObject([{ groups: "wiki" }]);
    expect(await rows("users", "list", "--username", "mallory")).toEqual([]);
    const mia = { username: "mia", phones: 0, link_expires_at: expect.any(String) };
    expect(await rows("users", "list", "--phones", "none", "--username", "mia")).toMatchObject([mia]);
    expect(await rows("users", "list", "--phones", "none-without-link", "--username", "mia")).toEqual([]);
  });
});

describe("what goes wrong", () => {
  it.concurrent.each([
    [["tokens", "list"], { TIQR_API_KEY: "" }, 2, /^An API key is needed: .* Usage: .*\n$/],
    [["tokens", "list"], { TIQR_API_KEY: "pi_1_2" }, 1, /^.*API key is unknown.*\(invalid-authorization\)\n$/],
    [["tokens", "list", "--key", "x"], {}, 2, /^Unknown option '--key'.*\n$/],
    [["tokens", "list", "--limit", "few"], {}, 2, /^--limit must be a whole number\. .*\n$/],
    [["tokens", "disable"], {}, 2, /^SERIAL is missing\. Usage: .*\n$/],
    [["tokens", "show", "a", "b"], {}, 2, /^There are too many names\. .*\n$/],
    [["tokens", "fly"], {}, 2, /^tokens has no fly\. There are: list, .*\n$/],
    [["tokens", "list", "--state", "x"], {}, 2, /^--url and --state name different services.*\n$/],
    [["users", "show", "ann"], {}, 2, /^--realm is missing\. .*\n$/],
    [
      ["users", "set", "ann", "hat", "--realm", "staff"],
      {},
      2,
      /^KEY must be one of email, name, groups, external_id\. .*\n$/,
    ],
    [["tokens", "unlock", "--apply"], {}, 2, /^unlock needs --realm or --since, or else --all\. .*\n$/],
    [["jobs", "delete", "--apply"], {}, 2, /^Give serials, .*, or else filters or --all\. .*\n$/],
    [["jobs", "enable", "S-ann", "--disabled-by", "x"], {}, 2, /^--disabled-by stands in place of serials\. .*\n$/],
    [["jobs", "delete", "S-ann", "--realm", "staff"], {}, 2, /^Give serials, .*\n$/],
    [
      ["jobs", "links", "S-ann", "--apply", "--mail"],
      {},
      1,
      /^ERR905: Invalid parameter mail: this service sends no mail.*\n$/,
    ],
    [["jobs", "links", "S-ann", "--apply", "--language", "nl"], {}, 2, /^--language goes with --mail\. .*\n$/],
    [["jobs", "links", "S-ann", "--apply", "--mail", "--language", "fr"], {}, 2, /^--language must be .*\n$/],
    [["jobs", "show", "none"], {}, 1, /^.*\(unknown-job\)\n$/],
    [["users", "import"], {}, 2, /^Give FILE, or else --checked\. .*\n$/],
    [["users", "import", "/nowhere.csv"], {}, 2, /^\/nowhere\.csv cannot be read: .*\n$/],
    [["users", "import", "--checked", "x"], {}, 2, /^--checked goes with --apply\. .*\n$/],
    [["clients", "show", "none"], {}, 1, /^.*\(unknown-client\)\n$/],
  ])("is one line and an exit code: %j %j", async (args, env, code, stderr) => {
    expect(await admin(args, "", env)).toEqual({ code, stdout: "", stderr: expect.stringMatching(stderr) });
  });

  it.each([
    ["http://127.0.0.1:1", /^got no answer from http:\S+ \(.+\)\n$/],
    ["https://no-such-host.invalid", /^got no answer from https:\S+ \(.*no-such-host.*\)\n$/],
  ])("is exit code 3 where no service answers, with the cause: %s", async (url, stderr) => {
    const asked = ["tokens", "list", "--url", url];
    expect(await run("admin", asked, { env: { TIQR_API_KEY: key } })).toEqual({
      code: 3,
      stdout: "",
      stderr: expect.stringMatching(stderr),
    });
  });

  it("is exit code 3 where the service says that a setting is bad", async () => {
    const bad = createServer((_, reply) => {
      reply.writeHead(503, { "Content-Type": "text/plain" }).end("configuration: MAX_FAIL must be a number\n");
    });
    await new Promise<void>((listening) => bad.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(bad.address() as AddressInfo).port}`;
    const { code, stderr } = await run("admin", ["tokens", "list", "--url", url], { env: { TIQR_API_KEY: key } });
    bad.close();
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `got status 503 from ${url}/token/: configuration: MAX_FAIL must be a number\n`,
    });
  });

  it.each([
    ["token", "There is no command token. Did you mean tokens? npm run admin -- --help lists all.\n"],
    ["fly", "There is no command fly. npm run admin -- --help lists all.\n"],
  ])("is a command that there is not: %s", async (word, stderr) => {
    expect(await run("admin", [word, "list", "--url", "http://127.0.0.1:1"])).toEqual({ code: 2, stdout: "", stderr });
  });

  it("is a key that would be sent unencrypted", async () => {
    const asked = ["tokens", "list", "--url", "http://tiqr.example.org"];
    expect(await run("admin", asked, { env: { TIQR_API_KEY: key } })).toMatchObject({ code: 2, stdout: "" });
  });

  it("is no key in a file", async () => {
    const file = join(folder(), "key");
    expect((await admin(["users", "list", "--key-file", file], "", { TIQR_API_KEY: "" })).code).toBe(2);
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
    expect(await admin(["users", "list", "--key-file", file], "", { TIQR_API_KEY: "" })).toMatchObject({
      code: 0,
      stderr: "",
    });
  });

  it.each([0o640, 0o604])("is in a file that others may read (%i): it works, with a warning", async (mode) => {
    const file = join(folder(), "open-key");
    writeFileSync(file, `${key}\n`);
    chmodSync(file, mode);
    const { code, stderr } = await admin(["users", "list", "--key-file", file], "", { TIQR_API_KEY: "" });
    expect(code).toBe(0);
    expect(stderr).toBe(
      `Others on this machine may have access to ${file} (0${mode.toString(8)}): chmod 600 would keep the key to you.\n`,
    );
    expect(stderr).not.toContain(key);
  });
});
