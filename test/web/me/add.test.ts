// A person registers another phone, where SELF_SERVICE allows it.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { auditRows } from "../../support/audit.ts";
import { codeIn } from "../../support/pages/enrol-page.ts";
import { confirmAct, locationIn, openMe, send, signedIn } from "../../support/pages/me.ts";
import { asAdmin, check, makePhone, type Send, tokenOf, withSettings } from "../../support/service.ts";

let over: Send;
beforeAll(async () => {
  over = await withSettings({ SELF_SERVICE: "add remove pin" });
});

/** The path of a new link. */
async function added(person: Awaited<ReturnType<typeof signedIn>>): Promise<string> {
  await confirmAct(person, "add");
  return locationIn(await send(person, "/me/add")) ?? "";
}

describe("another phone", () => {
  it("is registered on the enrolment page, has the same PIN, and can be tried and used", async () => {
    const anna = await signedIn("anna", undefined, over);
    expect((await openMe(anna)).text).toContain("Add a phone");
    expect(locationIn(await confirmAct(anna, "add"))).toBe("/me/add");
    expect((await openMe(anna, "/me/add")).text).toContain("Register the phone");
    const path = locationIn(await send(anna, "/me/add")) ?? "";
    expect(path).toMatch(/^\/enrol\/[\w-]{22}$/);
    await openMe(anna, path);
    await send(anna, `${path}/start`);
    const phone = makePhone();
    expect((await phone.enroll(codeIn(await openMe(anna, path)))).told).toBe("enrolled");
    const enrolled = await openMe(anna, path);
    expect(enrolled.text).not.toContain("Choose a PIN");
    const trial = await send(anna, `${path}/login`);
    await phone.login(codeIn(trial));
    const [, id = ""] = /name="transaction_id" value="(\d+)"/.exec(trial.text) ?? [];
    expect((await send(anna, `${path}/finish`, { transaction_id: id })).text).toContain("The test sign-in worked");
    const { detail, result } = (await check({ user: "anna", pass: "1234" })).json;
    expect([result.authentication, detail.multi_challenge.length]).toEqual(["CHALLENGE", 2]);
    expect((await openMe(anna)).text.match(/\/me\/phone\//g)).toHaveLength(2);
  });

  it("gets a new code until it has answered: the phone that never did goes, and no other", async () => {
    const emma = await signedIn("emma", undefined, over);
    const path = await added(emma);
    await openMe(emma, path);
    await send(emma, `${path}/start`);
    const code = codeIn(await openMe(emma, path));
    const serial = new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") ?? "";
    await makePhone().enroll(code);
    expect((await openMe(emma)).text).toContain("Not tried yet");
    const page = `/me/phone/${serial}`;
    expect((await openMe(emma, page)).text).toContain("has never confirmed anything");
    expect((await send(emma, `${page}/code`)).status).toBe(403);
    expect(locationIn(await confirmAct(emma, "add", serial))).toBe(page);
    expect((await openMe(emma, page)).text).toContain("Show a new code");
    const again = locationIn(await send(emma, `${page}/code`)) ?? "";
    expect(again).toMatch(/^\/enrol\/[\w-]{22}$/);
    expect(await tokenOf(serial)).toBeUndefined();
    const events = (await auditRows({ user: "emma", success: 1 })).map((row) => [row.event, row.serial]);
    expect(events).toContainEqual(["SELF_PHONE_REMOVED", serial]);
    expect(events).not.toContainEqual(["LINK_MADE", serial]);
    await openMe(emma, again);
    await send(emma, `${again}/start`);
    expect((await makePhone().enroll(codeIn(await openMe(emma, again)))).told).toBe("enrolled");
    // The phone with which she has signed in has answered.
    const own = `/me/phone/${emma.serial}`;
    expect((await openMe(emma, own)).text).not.toContain("Show a new code");
    await confirmAct(emma, "add", emma.serial);
    expect((await send(emma, `${own}/code`)).status).toBe(403);
    expect(await tokenOf(emma.serial)).toMatchObject({ proven: true });
  });

  it("asks for a PIN again if the phone that goes was the only one with a PIN", async () => {
    const gina = await signedIn("gina", "", over);
    const path = await added(gina);
    await openMe(gina, path);
    await send(gina, `${path}/start`);
    const code = codeIn(await openMe(gina, path));
    const serial = new URL(code.slice("tiqrenroll://".length)).searchParams.get("serial") ?? "";
    await makePhone().enroll(code);
    const page = `/me/phone/${serial}`;
    await confirmAct(gina, "add", serial);
    expect((await send(gina, `${path}/pin`, { pin: "2468", repeat: "2468" })).status).toBe(303);
    const again = locationIn(await send(gina, `${page}/code`)) ?? "";
    await openMe(gina, again);
    await send(gina, `${again}/start`);
    await makePhone().enroll(codeIn(await openMe(gina, again)));
    expect((await openMe(gina, again)).text).toContain("Choose a PIN");
  });

  it("needs a confirmation for each link, and is listed to administrators, who can withdraw the link", async () => {
    const bea = await signedIn("bea", undefined, over);
    expect((await send(bea, "/me/add")).status).toBe(403);
    await added(bea);
    expect((await send(bea, "/me/add")).status).toBe(403);
    const listed = await asAdmin("GET", "/token/enrollmentlink?user=bea");
    expect(listed.json.result.value.links).toMatchObject([{ user: "bea", made_by: "" }]);
    const { id } = listed.json.result.value.links[0];
    expect((await asAdmin("DELETE", `/token/enrollmentlink/${id}`)).json.result.value).toBe(1);
  });

  it("is not registered by a link from before 'that wasn't me'", async () => {
    const carl = await signedIn("carl", undefined, over);
    const path = await added(carl);
    await openMe(carl, path);
    await send(carl, `/me/not-me/${carl.serial}`, { pin: carl.pin });
    expect((await send(carl, `${path}/start`)).status).toBe(410);
  });

  it("is not registered by a QR code that somebody had on the screen before 'that wasn't me'", async () => {
    const dirk = await signedIn("dirk", undefined, over);
    const path = await added(dirk);
    await openMe(dirk, path);
    await send(dirk, `${path}/start`);
    const code = codeIn(await openMe(dirk, path));
    await send(dirk, `/me/not-me/${dirk.serial}/sign-out`);
    expect((await makePhone().enroll(code)).told).not.toBe("enrolled");
  });

  it("is no phone of an administrator, even if a row says so", async () => {
    const dora = await signedIn("dora", undefined, over);
    const path = await added(dora);
    await env.DB.prepare(
      "UPDATE enrollment_link SET realm = 'administrators', user = 'admin' WHERE user = 'dora'",
    ).run();
    await openMe(dora, path);
    await send(dora, `${path}/start`);
    const { results } = await env.DB.prepare("SELECT 1 FROM token WHERE realm = 'administrators'").all();
    expect(results).toEqual([]);
  });

  it("is not offered by default, and the request is refused", async () => {
    const emil = await signedIn("emil");
    expect((await openMe(emil)).text).not.toContain("Add a phone");
    expect((await send(emil, "/me/confirm", { act: "add" })).status).toBe(303);
    expect(locationIn(await send(emil, "/me/add"))).toBe("/me");
    const { results } = await env.DB.prepare("SELECT 1 FROM enrollment_link WHERE user = 'emil'").all();
    expect([results, (await tokenOf(emil.serial)).active]).toEqual([[], true]);
  });
});
