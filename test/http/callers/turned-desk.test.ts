// A desk account that turns: with the rights of a help desk and DESK_VERIFIES=required it looks for
// another way to give access to itself, to a friend, or to whoever is on the phone.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { Right } from "../../../src/core/caller.ts";
import type { Proof } from "../../../src/core/callers/acts.ts";
import {
  type Agent,
  agent,
  askNumber,
  callerPath,
  callsOf,
  DESK_RIGHTS,
  sendCallForm,
  typeNumber,
  withDesk,
} from "../../support/callers/caller.ts";
import { block, cronAt, inDays, ONE_DAY_MS, userOf } from "../../support/house/blocks.ts";
import { enrolledUser, opensWith } from "../../support/login.ts";
import { mailService } from "../../support/mail.ts";
import { Browser } from "../../support/pages/browser.ts";
import { passPath } from "../../support/phones/day-pass.ts";
import { asAdmin, check, ORIGIN, reasonOf, request, type Send, tokenOf } from "../../support/service.ts";

const mail = mailService();
let over: Send;
let desk: Agent;
let friend: Agent;

beforeAll(async () => {
  over = await withDesk({ ...mail.settings, EMAIL_TEMPLATE: "{user}@example.org", DAY_PASS: "everywhere" });
  desk = await agent("turned", over, [...DESK_RIGHTS, "daypass", "userhistory"]);
  friend = await agent("friend", over);
});

/** As if the person had shown these at /call. */
async function showing(by: Agent, user: string, proofs: readonly Proof[]): Promise<void> {
  const { id } = await askNumber(by, user);
  await env.DB.prepare("UPDATE caller SET proved = ?, good_from_ms = ?, good_until_ms = ? WHERE id = ?")
    .bind(proofs.join(" "), Date.now(), Date.now() + 900_000, id)
    .run();
}
const blockAs = (by: Agent, user: string, fields: Record<string, string>) =>
  by.call("POST", `/user/realm1/${user}/block`, fields);
const unblockAs = (by: Agent, user: string) => by.call("DELETE", `/user/realm1/${user}/block`);

describe("a block", () => {
  it("of a leaver does not end by a date that the desk gives it, but with the right and the proof to end it", async () => {
    const { pin } = await enrolledUser("leaver");
    await block("leaver", { reason: "has left" });
    expect(reasonOf(await unblockAs(desk, "leaver"))).toBe('caller-unproven;least="2"');
    const small = await agent("only-disable", over, ["disable"]);
    for (const by of [desk, small]) {
      const shortened = await blockAs(by, "leaver", { until: inDays(1) });
      expect([by.name, shortened.status]).toEqual([by.name, 403]);
    }
    await cronAt(Date.now() + 2 * ONE_DAY_MS);
    expect(reasonOf(await check({ user: "leaver", pass: pin }))).toBe("user-deactivated");
    expect(await userOf("leaver")).toMatchObject({
      blocked_by: "admin",
      blocked_reason: "has left",
      block_until: null,
    });
    // An end that is later than the one that holds takes nothing away from the block.
    await block("leaver", { until: inDays(9) });
    expect((await blockAs(small, "leaver", { until: inDays(10) })).status).toBe(200);
    expect((await blockAs(small, "leaver", { until: inDays(8) })).status).toBe(403);
    await env.DB.prepare("UPDATE caller SET good_until_ms = 0").run();
    await showing(desk, "leaver", ["code", "browser"]);
    expect((await blockAs(desk, "leaver", { until: inDays(1) })).status).toBe(200);
    await cronAt(Date.now() + 2 * ONE_DAY_MS);
    expect(await opensWith("leaver", pin)).toBe(true);
  });

  it("that is planned is not put off, nor made one that ends", async () => {
    await enrolledUser("planned");
    await block("planned", { from: inDays(1) });
    for (const fields of [{ from: inDays(300) }, { from: inDays(1), until: inDays(2) }, { until: inDays(1) }])
      expect([fields, (await blockAs(desk, "planned", fields)).status]).toEqual([fields, 403]);
    expect((await blockAs(desk, "planned", { from: inDays(0.5) })).status).toBe(200);
    await cronAt(Date.now() + 0.6 * ONE_DAY_MS);
    expect((await userOf("planned")).blocked_at).not.toBeNull();
  });

  it("that begins earlier, and ends, by the same act ends what is open as any other does", async () => {
    await enrolledUser("earlier");
    await block("earlier", { from: inDays(1) });
    const { link } = (await asAdmin("POST", "/token/enrollmentlink", { user: "earlier" })).json.detail;
    await showing(desk, "earlier", ["phone", "pin"]);
    expect((await blockAs(desk, "earlier", { until: inDays(1) })).status).toBe(200);
    expect((await userOf("earlier")).blocked_at).not.toBeNull();
    expect((await request(link.slice(ORIGIN.length))).status).toBe(410);
    expect((await callsOf(desk, "earlier"))[0]).toMatchObject({ state: "over" });
  });

  it("is not lifted by an undo, which gives back a phone that stays off", async () => {
    const { serial, pin } = await enrolledUser("undone");
    await showing(desk, "undone", ["phone", "pin"]);
    const { undo } = (await desk.call("POST", "/token/enrollmentlink", { serial, stop: "true" })).json.detail;
    await block("undone");
    expect((await desk.call("POST", `/user/realm1/undone/undo/${undo}`)).status).toBe(200);
    expect(await tokenOf(serial)).toMatchObject({ active: false, rollout_state: "enrolled" });
    expect(reasonOf(await check({ user: "undone", pass: pin }))).toBe("user-deactivated");
    expect(reasonOf(await desk.call("POST", `/token/enable/${serial}`))).toBe('caller-unproven;least="2"');
  });

  it("keeps a phone off that the desk stops meanwhile, and its proofs open nothing", async () => {
    const { serial, pin } = await enrolledUser("stopped");
    await showing(desk, "stopped", ["phone", "pin"]);
    await block("stopped");
    const unproven = 'caller-unproven;least="2"';
    for (const [method, path, fields, reason] of [
      ["POST", "/token/setrandompin", { user: "stopped" }, unproven],
      ["DELETE", "/user/realm1/stopped/block", {}, unproven],
      ["POST", "/token/enrollmentlink", { user: "stopped" }, unproven],
      ["POST", passPath("stopped"), {}, "user-deactivated"],
    ] as const)
      expect([path, reasonOf(await desk.call(method, path, fields))]).toEqual([path, reason]);
    await desk.call("POST", `/token/disable/${serial}`);
    await asAdmin("DELETE", "/user/realm1/stopped/block");
    expect(reasonOf(await check({ user: "stopped", pass: pin }))).toBe("token-disabled");
  });
});

describe("who is confirmed", () => {
  it("is not the colleague who confirms it: nobody vouches for themselves", async () => {
    await enrolledUser("friend");
    await enrolledUser("Friend");
    for (const user of ["friend", "Friend"]) {
      const { id } = await askNumber(desk, user);
      const seconded = await friend.call("POST", callerPath(user), { second: id, document: "AB1234" });
      expect([seconded.status, reasonOf(seconded)]).toEqual([403, "own-person"]);
      expect((await callsOf(desk, user))[0]).toMatchObject({ state: "asked", proved: [] });
    }
  });

  it("can be somebody who is blocked, by PIN and code, for an unblock", async () => {
    const { pin } = await enrolledUser("back");
    await block("back");
    const { number } = await askNumber(desk, "back", "unblock");
    const at = await typeNumber("back", number, new Browser(over));
    expect((await sendCallForm(at, "phone")).text).toContain("None of your phones");
    expect((await sendCallForm(at, "pin", { pin: `${pin}9` })).status).toBe(400);
    expect((await sendCallForm(at, "pin", { pin })).text).toContain("Done: PIN");
    expect((await callsOf(desk, "back"))[0]).toMatchObject({ proved: ["pin"], enough_for: ["mailed-link"] });
    expect((await unblockAs(desk, "back")).status).toBe(403);
  });
});

describe("a proof", () => {
  it("of one person opens nothing of another's token, by whatever names it", async () => {
    const mine = await enrolledUser("shown");
    const { serial } = await enrolledUser("other");
    await desk.call("POST", `/token/disable/${serial}`);
    await showing(desk, "shown", ["phone", "pin"]);
    const before = JSON.stringify(await tokenOf(serial));
    for (const [path, fields] of [
      [`/token/enable/${serial}`, { user: "shown" }],
      ["/token/enable", { serial, user: "shown" }],
      [`/token/setrandompin/${serial}`, { user: "shown" }],
      ["/token/init", { type: "tiqr", user: "shown", serial }],
      ["/token/enrollmentlink", { serial, user: "shown", stop: "true" }],
      ["/token/enrollmentlink", { serial }],
      [passPath("other"), {}],
    ] as const)
      expect([path, (await desk.call("POST", path, fields)).status === 200]).toEqual([path, false]);
    expect(JSON.stringify(await tokenOf(serial))).toBe(before);
    expect((await desk.call("POST", `/token/setrandompin/${mine.serial}`)).status).toBe(200);
  });
});

describe("somebody with one small right", () => {
  const NOBODY_ELSE: readonly (readonly [Right, string, string, Record<string, string>])[] = [
    ["verifycaller", "POST", "/token/setrandompin", { user: "target" }],
    ["verifycaller", "POST", "/user/administrators/admin/caller", { act: "pin" }],
    ["verifycaller", "POST", "/user/realm1/target/caller", { reason: "I know him" }],
    ["userhistory", "GET", "/audit/", {}],
    ["userhistory", "GET", "/audit/?user=*&realm=*", {}],
    ["userhistory", "GET", "/audit/?user=target", {}],
    ["userhistory", "GET", "/audit/?user=admin&realm=administrators", {}],
    ["userhistory", "GET", "/audit/?user=admin&realm=Administrators", {}],
    ["userhistory", "GET", "/audit/stream", {}],
    ["userhistory", "GET", "/audit/statistics", {}],
    ["daypass", "POST", "/user/realm1/target/pass", {}],
    ["daypass", "POST", "/user/administrators/admin/pass", {}],
    ["daypass", "POST", "/user/realm1/only-daypass/pass", {}],
    ["enable", "POST", "/token/enable", { user: "target" }],
    ["enable", "DELETE", "/user/realm1/target/block", {}],
    ["enrollTIQR", "POST", "/token/enrollmentlink", { user: "target", mail: "only" }],
    ["set_custom_user_attributes", "POST", "/user/attribute", { user: "target", key: "email" }],
    ["manyatonce", "POST", "/token/reset", { user: "target" }],
  ];

  beforeAll(async () => {
    await enrolledUser("target");
    await enrolledUser("only-daypass");
  });

  it.each(NOBODY_ELSE)("%s does not do %s %s", async (right, method, path, fields) => {
    const state = async () => [
      await userOf("target"),
      (await env.DB.prepare("SELECT sealed_pin, sealed_pass, active FROM token").all()).results,
    ];
    const before = await state();
    const small = await agent(`only-${right.toLowerCase()}`, over, [right]);
    const reply = method === "GET" ? await small.call(method, path) : await small.call(method, path, fields);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(await state()).toEqual(before);
  });

  it("finds no account's rows by another way to write its realm", async () => {
    const small = await agent("only-history", over, ["userhistory"]);
    for (const realm of ["%20administrators", "administrators%20", "administrators%00", "ADM%C4%B0NISTRATORS"]) {
      const reply = await small.call("GET", `/audit/?user=admin&realm=${realm}`);
      expect([realm, reply.status < 500 && (reply.json?.result?.value?.auditdata ?? [])]).toEqual([realm, []]);
    }
  });
});

it("an agent who is bound to a realm learns nothing of the people of another, not even who is there", async () => {
  await enrolledUser("elsewhere", "1234", { realm: "south" });
  const bound = await agent("bound-desk", over, [...DESK_RIGHTS, "daypass", "userhistory"]);
  await env.DB.prepare("UPDATE admin SET realms = '[\"realm1\"]' WHERE name = 'bound-desk'").run();
  const ways = (user: string) =>
    [
      ["POST", `/user/south/${user}/caller`],
      ["GET", `/user/south/${user}/caller`],
      ["POST", `/user/south/${user}/block`],
      ["DELETE", `/user/south/${user}/block`],
      ["POST", `/user/south/${user}/pass`],
      ["POST", `/user/south/${user}/undo/0123`],
      ["GET", `/user/south/${user}`],
      ["DELETE", `/user/south/${user}/sessions`],
      ["GET", `/audit/?user=${user}&realm=south`],
    ] as const;
  for (const [at, [method, path]] of ways("elsewhere").entries()) {
    const reply = await bound.call(method, path);
    const nobody = await bound.call(method, ways("nobody-here")[at]?.[1] ?? "");
    expect([path, reply.status, reasonOf(reply)]).toEqual([path, nobody.status, reasonOf(nobody)]);
    expect(reply.status).toBeGreaterThanOrEqual(400);
  }
});
