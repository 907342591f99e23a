// The recipe for Flask in docs/oidc-recipes.md, run as it stands by Flask and Authlib beside the
// service, with a simulated phone. Where the two are not installed (Debian has python3-authlib and
// python3-flask), the test says that it is left out.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BrowserPage, PageBrowser, qrTextIn, textIn } from "../../../scripts/lib/page-browser.ts";
import { freePort, isListening } from "../../../scripts/lib/port.ts";
import type { EnrolledPerson } from "../../../scripts/lib/service-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { withService } from "../support/with-service.ts";
import { placed, recipes } from "./recipes.ts";

// Another Python may come first on the PATH, without Debian's packages.
const python = ["/usr/bin/python3", "python3"].find(
  (path) => (path === "python3" || existsSync(path)) && spawnSync(path, ["-c", "import authlib, flask"]).status === 0,
);
if (!python) console.log("There is no Flask with Authlib here, so its recipe in docs/oidc-recipes.md is left out.");

const service = withService({ EMAIL_TEMPLATE: "{user}@example.org" });
const folder = temporaryFolder();
const port = await freePort(0);
// Another host than the service's, as in life: cookies know no ports.
const application = `http://localhost:${port}`;
let alice: EnrolledPerson;
let flask: ChildProcess | undefined;

beforeAll(async () => {
  if (!python) return;
  alice = await service().enrol("alice", { pin: "2468" });
  await service().asAdmin("POST", "/user/attribute", { user: "alice", key: "groups", value: "staff,wiki" });
  const recipe = recipes.find(({ heading }) => heading === "Authlib with Flask");
  const place = { service: service().origin, application };
  const registered = await service().postAsAdmin("/oidc/clients", JSON.parse(placed(recipe?.client ?? "", place)));
  const { client_id: clientId, client_secret: clientSecret } = registered.json.result.value;
  const code = recipe?.blocks.find(({ language }) => language === "python")?.code ?? "";
  writeFileSync(join(folder(), "app.py"), placed(code, { ...place, clientId, clientSecret }));
  flask = spawn(python, ["-m", "flask", "run", "-h", "127.0.0.1", "-p", String(port)], {
    cwd: folder(),
    env: { PATH: process.env.PATH, SECRET_KEY: crypto.randomUUID(), PYTHONDONTWRITEBYTECODE: "1" },
    stdio: "ignore",
  });
  while (!(await isListening(port))) {
    if (flask.exitCode !== null) throw new Error("Flask has ended");
    await sleep(100);
  }
}, 60_000);
afterAll(() => flask?.kill());

it.skipIf(!python)("signs a person in with name and groups, and leads back after signing out", async () => {
  const browser = new PageBrowser({ fetch });
  const isAsked = ({ url }: BrowserPage) => url.origin === service().origin;
  const page = await browser.open(`${application}/sign-in`, new URL(application));
  const waiting = await browser.submit(page, "/login/begin", { user: alice.user, pin: alice.pin });
  await alice.phone.login(qrTextIn(waiting) ?? "");
  const home = await browser.submit(waiting, "/login/result");
  expect(home.url.href).toBe(`${application}/`);
  expect(JSON.parse(home.text)).toEqual({ name: "alice", groups: ["staff", "wiki"] });

  const out = await browser.post(`${application}/sign-out`, {}, new URL(application));
  expect([out.url.href, textIn(out)]).toEqual([`${application}/`, "Sign in"]);
  expect(isAsked(await browser.open(`${application}/sign-in`, new URL(application)))).toBe(true);
  // Twice is no error.
  const again = await browser.post(`${application}/sign-out`, {}, new URL(application));
  expect(again.url.href).toBe(`${application}/`);
});
