// `npm run admin -- confirm` asks a person of a running service, waits, and ends with the answer.

import { spawn } from "node:child_process";
import { beforeAll, expect, it } from "vitest";
import { PageBrowser, qrTextIn } from "../../../../../scripts/lib/page-browser.ts";
import { inProject } from "../../../../../scripts/lib/project.ts";
import type { EnrolledPerson } from "../../../../../scripts/lib/service-client.ts";
import { withService } from "../../../../../test/serve/support/with-service.ts";

const service = withService({ CIBA: "on" });
let key: string;
beforeAll(async () => {
  key = (await service().postAsAdmin("/accounts/root/keys", {})).json.result.value.key;
});

function asking(user: string) {
  const args = ["confirm", user, "--realm", "default", "--message", "Deploy 41?", "--url", service().origin, "--json"];
  const child = spawn(process.execPath, [inProject("packages/commands/admin.ts"), ...args], {
    env: { ...process.env, TIQR_API_KEY: key },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (out += text));
  return new Promise<{ code: number | null; out: string }>((done) => child.on("exit", (code) => done({ code, out })));
}

/** The person finds the question at /me. */
async function questionOf(person: EnrolledPerson) {
  const { origin } = service();
  const browser = new PageBrowser({ fetch, serves: (url) => url.origin === origin });
  const waiting = await browser.submit(await browser.open(`${origin}/login`), "/login/begin", {
    user: person.user,
    pin: person.pin,
  });
  await person.phone.login(qrTextIn(waiting) ?? "");
  await browser.submit(waiting, "/login/result");
  for (;;) {
    const [, path] = /href="(\/confirm\/[^"]+)"/.exec((await browser.open(`${origin}/me`)).text) ?? [];
    if (path !== undefined) return { browser, page: await browser.open(origin + path), path };
    await new Promise((again) => setTimeout(again, 200));
  }
}

it("ends with 0 when the person has confirmed", async () => {
  const ann = await service().enrol("ann", { pin: "2468" });
  const command = asking("ann");
  const { browser, page, path } = await questionOf(ann);
  const phone = await browser.submit(page, path, { pin: ann.pin });
  await ann.phone.login(qrTextIn(phone) ?? "");
  const { code, out } = await command;
  expect(JSON.parse(out)).toEqual({ user: "ann", message: "Deploy 41?", state: "approved" });
  expect(code).toBe(0);
});

it("ends with 1 when the person has declined, and says so", async () => {
  const ben = await service().enrol("ben", { pin: "2468" });
  const command = asking("ben");
  const { browser, page, path } = await questionOf(ben);
  await browser.submit(page, `${path}/decline`);
  const { code, out } = await command;
  expect(JSON.parse(out)).toMatchObject({ state: "denied" });
  expect(code).toBe(1);
});
