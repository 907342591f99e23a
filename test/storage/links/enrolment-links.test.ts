// The cost of enrolment links, and how long they are kept.

import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import worker from "../../../src/index.ts";
import { codeIn, EnrolBrowser, newLink } from "../../support/pages/enrol-page.ts";
import { admin, asAdmin, ORIGIN } from "../../support/service.ts";
import { countedApp, countFromZero, counts, sendTo } from "../counted.ts";

const app = await countedApp();
const BATCH = "batch at the primary";
const LOOK = "first at the primary";
beforeEach(countFromZero);

describe("an enrolment link", () => {
  it("is made in one round trip, the right checked in it, after a look at what a caller has shown", async () => {
    await sendTo(app, "/token/enrollmentlink", { user: "made" }, await admin());
    expect(counts()).toEqual({ database: ["all at the primary", BATCH], objects: [], afterwards: [] });
  });

  it("is shown for one look, and started for a look and a batch", async () => {
    const path = await newLink({ user: "counted" });
    const browser = new EnrolBrowser();
    await browser.get(path);
    const headers = {
      Cookie: [...browser.cookies].map((pair) => pair.join("=")).join("; "),
      "Sec-Fetch-Site": "same-origin",
    };
    await sendTo(app, path, undefined, headers);
    expect(counts().database).toEqual([LOOK]);
    countFromZero();
    await sendTo(app, `${path}/start`, {}, headers);
    expect(counts()).toEqual({ database: [LOOK, BATCH], objects: [], afterwards: [] });
  });

  it("is listed in one round trip, and withdrawn for a look and a batch", async () => {
    const { detail } = (await asAdmin("POST", "/token/enrollmentlink", { user: "withdrawn" })).json;
    await sendTo(app, "/token/enrollmentlink?user=withdrawn", undefined, await admin());
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: [] });
    countFromZero();
    await sendTo(app, `/token/enrollmentlink/${detail.id}`, undefined, await admin(), "DELETE");
    expect(counts()).toEqual({ database: [LOOK, BATCH], objects: [], afterwards: [] });
  });

  it("costs the phone nothing: one round trip a step and no object, as usual", async () => {
    const path = await newLink({ user: "phone" });
    const code = codeIn(await new EnrolBrowser().start(path));
    const { json } = await sendTo(app, code.slice(`tiqrenroll://${ORIGIN}`.length));
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: ["ring", "audit"] });
    countFromZero();
    await sendTo(app, json.service.enrollmentUrl.slice(ORIGIN.length), { secret: "ab".repeat(32) });
    expect(counts()).toEqual({ database: [BATCH], objects: [], afterwards: ["ring"] });
  });

  it("that has ended says so for thirty days, and is then forgotten", async () => {
    const DAY_MS = 24 * 3600 * 1000;
    const path = await newLink({ user: "kept" });
    const expires = await env.DB.prepare("SELECT expires_at_ms FROM enrollment_link WHERE user = 'kept'").first<number>(
      "expires_at_ms",
    );
    const cron = (days: number) =>
      worker.scheduled(createScheduledController({ scheduledTime: new Date((expires ?? 0) + days * DAY_MS - 1) }), env);
    const known = async () => (await new EnrolBrowser().get(path)).status !== 404;
    await cron(30);
    expect(await known()).toBe(true);
    await cron(31);
    expect(await known()).toBe(false);
  });
});
