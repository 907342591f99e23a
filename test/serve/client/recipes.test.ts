// The recipes of docs/recipes.md without the client package, against the real server, with a
// simulated phone. What a recipe needs and this machine lacks is named by the test that leaves it
// out.
import { spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, expect, it } from "vitest";
import type { EnrolledPerson } from "../../../scripts/lib/service-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { withService } from "../support/with-service.ts";
import { recipe } from "./recipe.ts";

const service = withService();
const folder = temporaryFolder();

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;

let alice: EnrolledPerson;
beforeAll(async () => {
  alice = await service().enrol("alice", { pin: "2468" });
});

/** Runs a command while the phone scans what it shows. Returns the other lines that it writes. */
async function run(command: string, ...args: string[]): Promise<string[]> {
  const running = spawn(command, args, { cwd: folder(), stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith("tiqrauth:")) await alice.phone.login(line);
    else lines.push(line);
  }
  return lines;
}

it("with curl", async () => {
  writeFileSync(join(folder(), "login.sh"), recipe("curl", "bash", service().origin));
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
    if (!hasRequests) writeFileSync(join(folder(), "requests.py"), STAND_IN);
    writeFileSync(join(folder(), "recipe.py"), recipe("Python", "python", service().origin));
    const main = `
from recipe import sign_in
show = lambda link, image: print(link, flush=True)
print(sign_in("alice", "wrong", show), sign_in("alice", "2468", show))
`;
    writeFileSync(join(folder(), "main.py"), main);
    expect(await run("python3", "main.py")).toEqual([`None ${alice.serial}`]);
  },
);

it.skipIf(!hasPhp)(`with PHP${hasPhp ? "" : ", which is not installed here"}`, async () => {
  const main = `
$show = function ($link) { echo "$link\\n"; };
echo json_encode([signIn('alice', 'wrong', $show), signIn('alice', '2468', $show)]), "\\n";
`;
  writeFileSync(join(folder(), "main.php"), recipe("PHP", "php", service().origin) + main);
  expect(await run("php", "main.php")).toEqual([JSON.stringify([null, alice.serial])]);
});
