// What a sign-in of a device and a confirmation cost D1, with what follows the reply:
// docs/performance.md#confirmations-and-devices has these numbers. No other sign-in pays for them
// (../login-rows.test.ts).

import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { watchedDatabase } from "../../support/bindings.ts";
import { enrolledUser } from "../../support/login.ts";
import { mailService } from "../../support/mail.ts";
import { askCiba, askPhoneAt, atTicket, cibaClient, lookAt, pollFor } from "../../support/oidc/ciba.ts";
import { askDevice, deviceClient, pollAsDevice, typeCode } from "../../support/oidc/device.ts";
import { openMe, send, signedIn } from "../../support/pages/me.ts";
import { requestOver, type Send, withSettings } from "../../support/service.ts";

let spent = { trips: 0, writing: 0, written: 0 };
const DB = watchedDatabase(env.DB, async (_, next) => {
  const done = (await next()) as D1Result | D1Result[] | null;
  const written = [done].flat().reduce((sum, one) => sum + (one?.meta?.rows_written ?? 0), 0);
  spent = { trips: spent.trips + 1, writing: spent.writing + (written > 0 ? 1 : 0), written: spent.written + written };
  return done;
});

const mail = mailService();
let over: Send;
beforeAll(async () => {
  const settings = { DEVICE_GRANT: "on", CIBA: "on", DB, ...mail.settings, EMAIL_TEMPLATE: "{user}@example.org" };
  over = await withSettings(settings as unknown as Partial<Env>);
  // The first answer with an id_token makes the keys.
  await requestOver(over, "/oidc/jwks");
});
const cost = async <Result>(act: () => Promise<Result>) => {
  spent = { trips: 0, writing: 0, written: 0 };
  const reply = await act();
  return { reply, ...spent };
};
/** Whoever polls sooner hears so without a trip. */
const later = () => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 1000 });
afterEach(() => void vi.useRealTimers());

describe("a sign-in of a device", () => {
  it("costs a row with its indexes, two reads a poll, and the person's page what a guess must", async () => {
    const person = await signedIn("costly", undefined, over);
    const { client_id } = await deviceClient(over);
    const asked = await cost(() => askDevice(over, client_id));
    expect(asked).toMatchObject({ trips: 2, writing: 1, written: 4 });
    const { user_code, device_code } = asked.reply.json;
    for (let poll = 0; poll < 2; poll++) {
      const pending = await cost(() => pollAsDevice(over, client_id, device_code));
      expect(pending).toMatchObject({ trips: 2, writing: 0, written: 0 });
      expect(pending.reply.json.error).toBe("authorization_pending");
      later();
    }
    expect(await cost(() => openMe(person, "/device"))).toMatchObject({ trips: 1, written: 0 });
    expect(await cost(() => typeCode(person, user_code))).toMatchObject({ trips: 3, written: 0 });
    const decided = await cost(() => send(person, "/device/decided", { user_code, decision: "allow" }));
    expect(decided).toMatchObject({ trips: 4, writing: 1, written: 4 });
    expect(decided.reply.text).toContain("The device is signed in");
    const given = await cost(() => pollAsDevice(over, client_id, device_code));
    expect(given).toMatchObject({ trips: 4, writing: 2, written: 5 });
    expect(given.reply.status).toBe(200);
  });
});

describe("a confirmation", () => {
  it("costs one batch to ask, two reads a poll, and no more for its tokens than a code", async () => {
    const hans = await enrolledUser("costly-hans");
    const client = await cibaClient(over);
    const asked = await cost(() => askCiba(over, client, { login_hint: hans.user }));
    expect(asked).toMatchObject({ trips: 4, writing: 1, written: 7 });
    const id: string = asked.reply.json.auth_req_id;
    const pending = await cost(() => pollFor(over, client, id));
    expect(pending).toMatchObject({ trips: 2, written: 0 });
    expect(pending.reply.json.error).toBe("authorization_pending");
    const [, path = ""] = /https:\/\/tiqr\.test(\/confirm\/\S+)/.exec(mail.sent.at(-1)?.text ?? "") ?? [];
    const at = atTicket(over, path);
    expect(await cost(() => lookAt(at))).toMatchObject({ trips: 3, written: 0 });
    const { reply, ...toPhone } = await cost(() => askPhoneAt(at, hans.pin));
    expect(toPhone).toEqual({ trips: 5, writing: 1, written: 4 });
    const { link } = reply;
    expect((await hans.phone.login(link)).told).toBe("logged-in");
    later();
    const given = await cost(() => pollFor(over, client, id));
    expect(given).toMatchObject({ trips: 3, writing: 1, written: 5 });
    expect(given.reply.status).toBe(200);
  });
});
