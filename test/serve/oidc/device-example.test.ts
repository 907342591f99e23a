// examples/device as a process of its own, and a person who reads its terminal.

import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { PageBrowser, qrTextIn, textIn } from "../../../scripts/lib/page-browser.ts";
import { withService } from "../support/with-service.ts";

const PROGRAM = fileURLToPath(new URL("../../../examples/device/sign-in.ts", import.meta.url));
const service = withService({ DEVICE_GRANT: "on" });
let child: ChildProcess | undefined;
afterAll(() => child?.kill());

it("shows link, code and QR code, waits, and says who has signed in", async () => {
  const { origin } = service();
  const alice = await service().enrol("alice", { pin: "2468" });
  const { json } = await service().postAsAdmin("/oidc/clients", {
    client_name: "Terminal",
    grant_types: ["urn:ietf:params:oauth:grant-type:device_code"],
    token_endpoint_auth_method: "none",
    scope: "openid profile",
  });
  const started = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, ISSUER: origin, CLIENT_ID: json.result.value.client_id },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  let shown = "";
  const ended = new Promise((done) => started.on("exit", done));
  await new Promise<void>((done) =>
    started.stdout.on("data", (text) => {
      shown += text;
      if (/enter [A-Z]{4}-[A-Z]{4}\./.test(shown)) done();
    }),
  );
  const [, address = "", code = ""] = /Open (\S+) and enter (\S+)\. /.exec(shown) ?? [];
  expect(address).toBe(`${origin}/device`);
  expect(shown).toContain("█");

  const browser = new PageBrowser({ fetch, serves: ({ origin: one }) => one === origin });
  const page = await browser.open(address);
  const waiting = await browser.submit(page, "/login/begin", { user: alice.user, pin: alice.pin });
  await alice.phone.login(qrTextIn(waiting) ?? "");
  const typing = await browser.submit(waiting, "/login/result");
  const asking = await browser.submit(typing, "/device", { user_code: code });
  expect(textIn(asking)).toContain(code);
  const done = await browser.submit(asking, "/device/decided", { decision: "allow" });
  expect(textIn(done)).toContain("The device is signed in");
  expect(await ended).toBe(0);
  expect(shown).toContain("Signed in as alice.");
});
