// The recipe for Dovecot and Roundcube in docs/oidc-recipes.md, run as it stands beside the service,
// with a simulated phone: whose token opens a mailbox. Where the two are not installed (Debian has
// dovecot-imapd, roundcube-core and roundcube-sqlite3), or without root, which Dovecot needs, the
// test says that it is left out.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type BrowserPage, PageBrowser, qrTextIn, textIn } from "../../../scripts/lib/page-browser.ts";
import { freePort, isListening } from "../../../scripts/lib/port.ts";
import type { EnrolledPerson } from "../../../scripts/lib/service-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { withService } from "../support/with-service.ts";
import { placed, recipes } from "./recipes.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const ROUNDCUBE = "/usr/share/roundcube";
const isVersion24 = spawnSync("dovecot", ["--version"], { encoding: "utf8" }).stdout?.startsWith("2.4.");
const isHere = isVersion24 && existsSync(join(ROUNDCUBE, "index.php")) && process.getuid?.() === 0;
if (!isHere) console.log("There are no Dovecot 2.4 and Roundcube for root here, so their recipe is left out.");

const service = withService();
const folder = temporaryFolder();
const [imap, web, elsewhere] = [await freePort(0), await freePort(0), await freePort(0)];
const application = `http://localhost:${web}`;
/** Where this test itself takes a code. */
const CALLBACK = `http://localhost:${elsewhere}/`;
const running: ChildProcess[] = [];
let alice: EnrolledPerson;
/** As the recipe makes it, with its secret. */
let client = { clientId: "", clientSecret: "" };
const recipe = recipes.find(({ heading }) => heading === "Dovecot and Roundcube") ?? expect.fail("no recipe");
const codeIn = (language: string) => recipe.blocks.find((block) => block.language === language)?.code ?? "";

beforeAll(async () => {
  if (!isHere) return;
  alice = await service().enrol("alice", { pin: "2468" });
  const place = { service: service().origin, application };
  const { redirect_uris, ...metadata } = JSON.parse(placed(recipe.client, place));
  client = await register({ ...metadata, redirect_uris: [...redirect_uris, CALLBACK] });
  startRoundcube(placed(codeIn("php"), { ...place, ...client }));
  startDovecot(placed(codeIn("dovecot"), { ...place, ...client }));
  while (!(await isListening(web)) || !(await isListening(imap))) {
    if (running.some(({ exitCode }) => exitCode !== null)) throw new Error("Dovecot or Roundcube has ended");
    await sleep(100);
  }
});
afterAll(async () => {
  for (const one of running) one.kill("SIGTERM");
  while (running.some(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) await sleep(50);
});

async function register(metadata: object) {
  const { client_id, client_secret } = (await service().postAsAdmin("/oidc/clients", metadata)).json.result.value;
  return { clientId: client_id, clientSecret: client_secret };
}

function startRoundcube(code: string): void {
  const config = join(folder(), "roundcube");
  mkdirSync(config);
  cpSync("/etc/roundcube/defaults.inc.php", join(config, "defaults.inc.php"));
  const own = {
    db_dsnw: `sqlite:///${join(config, "mail.db")}?mode=0600`,
    ...{ imap_host: `127.0.0.1:${imap}`, des_key: "24 bytes for this test..", temp_dir: config, log_dir: config },
  };
  const lines = Object.entries(own).map(([name, value]) => `$config['${name}'] = '${value}';`);
  writeFileSync(join(config, "config.inc.php"), `${code}\n${lines.join("\n")}\n$config['plugins'] = [];\n`);
  const env = { PATH: process.env.PATH, RCUBE_CONFIG_PATH: config, ROUNDCUBE_CONFIG_DIR: config };
  running.push(spawn("php", ["-S", `127.0.0.1:${web}`, "-t", ROUNDCUBE], { env, stdio: "ignore" }));
}

function startDovecot(code: string): void {
  const [home, mail] = [join(folder(), "dovecot"), join(folder(), "mail")];
  for (const path of [home, mail]) mkdirSync(path);
  // The folder above is the test's own, and mail belongs to another user.
  spawnSync("chmod", ["711", folder()]);
  chownSync(mail, 8, 8);
  const { clientId, clientSecret } = client;
  const [before = "", after = ""] = service().origin.split("//");
  const recipeHere = code.replace("https://", `${before}//`).replace("@login.example.org", `@${after}`);
  expect(recipeHere).toContain(`${clientId}:${clientSecret}@${after}/oidc/introspect`);
  writeFileSync(
    join(home, "dovecot.conf"),
    `dovecot_config_version = 2.4.1
dovecot_storage_version = 2.4.1
base_dir = ${home}/run
state_dir = ${home}/state
log_path = ${home}/log
protocols = imap
listen = 127.0.0.1
ssl = no
auth_allow_cleartext = yes
auth_failure_delay = 0
mail_driver = maildir
mail_path = ${mail}/%{user}
first_valid_uid = 1
service imap-login {
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
${recipeHere}
userdb static {
  fields {
    uid = 8
    gid = 8
    home = ${mail}/%{user}
  }
}
`,
  );
  running.push(spawn("dovecot", ["-F", "-c", join(home, "dovecot.conf")], { stdio: "ignore" }));
}

/** An access token of a client with the recipe's scope, for whoever signs in at it. */
async function tokenOf({ clientId, clientSecret }: typeof client): Promise<string> {
  const browser = new PageBrowser({ fetch, serves: ({ href }) => !href.startsWith(CALLBACK) });
  const own = { client_id: clientId, redirect_uri: CALLBACK };
  const query = new URLSearchParams({ ...own, response_type: "code", scope: "openid profile", state: "s" });
  const begun = await browser.open(`${service().origin}/oidc/authorize?${query}`);
  const code = (await signIn(browser, begun)).url.searchParams.get("code") ?? "";
  const fields = { ...own, client_secret: clientSecret, grant_type: "authorization_code", code };
  return (await service().post("/oidc/token", fields)).json.access_token;
}

async function signIn(browser: PageBrowser, page: BrowserPage): Promise<BrowserPage> {
  const waiting = await browser.submit(page, "/login/begin", { user: alice.user, pin: alice.pin });
  await alice.phone.login(qrTextIn(waiting) ?? "");
  return browser.submit(waiting, "/login/result");
}

/** What Dovecot says to this token in the name of this user: OK, NO, or all that came before. */
async function showToDovecot(user: string, token: string): Promise<string> {
  const socket = connect(imap, "127.0.0.1");
  const response = Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString("base64");
  const heard: string[] = [];
  for await (const line of createInterface({ input: socket })) {
    heard.push(line);
    if (line.startsWith("* OK")) socket.write(`a AUTHENTICATE XOAUTH2 ${response}\r\n`);
    // A refusal comes after a line of JSON, which the client has to answer.
    if (line.startsWith("+")) socket.write("\r\n");
    if (!line.startsWith("a ")) continue;
    socket.destroy();
    return line.slice(2).split(" ")[0] ?? "";
  }
  return heard.join(" / ");
}

it.skipIf(!isHere)("Roundcube signs a person in, and shows her mailbox", async () => {
  const browser = new PageBrowser({ fetch });
  const page = await browser.open(`${application}/?_task=login&_action=oauth`, new URL(application));
  const mailbox = await signIn(browser, page);
  expect([mailbox.url.searchParams.get("_task"), mailbox.status]).toEqual(["mail", 200]);
  expect(textIn(mailbox)).toContain("Inbox");
});

it.skipIf(!isHere)("a token of its own client opens the person's mailbox, and no other", async () => {
  const token = await tokenOf(client);
  expect(await showToDovecot(alice.user, token)).toBe("OK");
  expect(await showToDovecot("bert", token)).toBe("NO");
  expect(await showToDovecot(alice.user, `${token}x`)).toBe("NO");
});

it.skipIf(!isHere)("a token that she gave to another application opens nothing", async () => {
  const other = await register({ client_name: "Other", redirect_uris: [CALLBACK], scope: "openid profile" });
  const token = await tokenOf(other);
  const userinfo = await service().request("/oidc/userinfo", { headers: { Authorization: `Bearer ${token}` } });
  expect(userinfo.json.preferred_username).toBe(alice.user);
  expect(await showToDovecot(alice.user, token)).toBe("NO");
});
