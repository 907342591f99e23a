// The recipes of docs/recipes.md against the real server, with a simulated phone: those that can run here. What a recipe needs and
// this machine lacks is named by the test that leaves it out.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { transformSync } from "esbuild";
import { beforeAll, expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import type { Enrolled } from "../../../scripts/lib/service-client.ts";
import { withService } from "../with-service.ts";
import { withPackedClient } from "./packed.ts";

const service = withService();
const packed = withPackedClient();
const recipes = readFileSync(inProject("docs/recipes.md"), "utf8");

/** The code below a heading, for the server of this test. */
function recipe(heading: string, origin = "https://tiqr.example.org"): string {
  const [, code = ""] =
    new RegExp(`^## ${heading}$[\\s\\S]*?^\`\`\`\\w+\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(recipes) ?? [];
  expect(code.split("https://tiqr.example.org")).toHaveLength(2);
  return code.replace("https://tiqr.example.org", origin);
}

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

let folder: string;
let alice: Enrolled;
beforeAll(async () => {
  folder = await packed().freshProject({ type: "module" });
  symlinkSync(inProject("node_modules/hono"), join(folder, "node_modules/hono"));
  alice = await service().enrol("alice", { pin: "2468" });
});

/** Runs a command while the phone scans what it shows. Returns the other lines that it writes. */
async function run(command: string, ...args: string[]): Promise<string[]> {
  const running = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith("tiqrauth:")) await alice.phone.login(line);
    else lines.push(line);
  }
  return lines;
}

it("with curl", async () => {
  writeFileSync(join(folder, "login.sh"), recipe("curl", service().origin));
  expect(await run("bash", "login.sh")).toEqual(["ACCEPT"]);
});

/** As much of `requests` as the recipe uses. */
const STAND_IN = `
import json, urllib.parse, urllib.request
class Reply:
    def __init__(self, opened): self.text = opened.read()
    def json(self): return json.loads(self.text)
class Session:
    def post(self, url, json=None, timeout=None):
        body = __import__("json").dumps(json).encode()
        asked = urllib.request.Request(url, body, {"Content-Type": "application/json"})
        return Reply(urllib.request.urlopen(asked, timeout=timeout))
    def get(self, url, params=None, timeout=None):
        return Reply(urllib.request.urlopen(url + "?" + urllib.parse.urlencode(params), timeout=timeout))
`;

const hasPhp = works("php", "--version");
const hasPython = works("python3", "--version");
const hasRequests = works("python3", "-c", "import requests");
it.skipIf(!hasPython)(
  `with Python${hasRequests ? "" : ", and urllib in place of requests, which is missing"}`,
  async () => {
    if (!hasRequests) writeFileSync(join(folder, "requests.py"), STAND_IN);
    writeFileSync(join(folder, "recipe.py"), recipe("Python", service().origin));
    const main = `
from recipe import sign_in
show = lambda link, image: print(link, flush=True)
print(sign_in("alice", "wrong", show), sign_in("alice", "2468", show))
`;
    writeFileSync(join(folder, "main.py"), main);
    expect(await run("python3", "main.py")).toEqual([`None ${alice.serial}`]);
  },
);

it.skipIf(!hasPhp)(`with PHP${hasPhp ? "" : ", which is not installed here"}`, async () => {
  const main = `
$show = function ($link) { echo "$link\\n"; };
echo json_encode([signIn('alice', 'wrong', $show), signIn('alice', '2468', $show)]), "\\n";
`;
  writeFileSync(join(folder, "main.php"), recipe("PHP", service().origin) + main);
  expect(await run("php", "main.php")).toEqual([JSON.stringify([null, alice.serial])]);
});

it("with Hono", async () => {
  const { code } = transformSync(recipe("Hono", service().origin), { loader: "ts" });
  writeFileSync(join(folder, "recipe.js"), code);
  const main = `
import { app } from "./recipe.js";
const env = { SESSION_SECRET: "a secret of the session" };
const post = (path, body, cookie = "") => app.request(path, { method: "POST", body, headers: { cookie } }, env);
const given = (reply) => reply.headers.getSetCookie().map((text) => text.split(";")[0]).join("; ");
const form = (pin) => new URLSearchParams({ user: "alice", pin });
const wrong = await post("/login", form("wrong"));
const opened = await post("/login", form("2468"));
const login = given(opened);
const early = await post("/login/finish", undefined, login);
console.log((await opened.json()).link);
console.log(await new Promise((resolve) => process.stdin.once("data", async () => {
  const finished = await post("/login/finish", undefined, login);
  const again = await post("/login/finish", undefined, login);
  const never = await post("/login/finish");
  const statuses = [wrong, opened, early, finished, again, never].map(({ status }) => status);
  resolve(JSON.stringify([statuses, (await wrong.json()).reason, given(finished).includes("session=alice.")]));
})));
process.exit();
`;
  writeFileSync(join(folder, "main.js"), main);
  const running = spawn(process.execPath, ["main.js"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith("tiqrauth:")) {
      await alice.phone.login(line);
      running.stdin.write("\n");
    } else lines.push(line);
  }
  expect(lines.map((line) => JSON.parse(line))).toEqual([[[403, 200, 403, 200, 403, 403], "wrong-pin", true]]);
});

it.each([
  ["Express", "express.mjs"],
  ["Next\\.js", "next.mts"],
])("with %s, whose syntax alone is checked", (heading, file) => {
  const { code } = transformSync(recipe(heading), { loader: file.endsWith("ts") ? "ts" : "js" });
  writeFileSync(join(folder, "syntax.mjs"), code);
  execFileSync(process.execPath, ["--check", "syntax.mjs"], { cwd: folder });
  expect(code).toContain("tiqr.finalize(");
});
