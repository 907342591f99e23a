// What an attacker or an impatient client can do to the sign-in of a device.

import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DEVICE_VALIDITY_MS } from "../../../src/core/device/ask-device.ts";
import { atOnce } from "../../support/login.ts";
import { signInAs, visitor } from "../../support/oidc/applications.ts";
import {
  askDevice,
  DEVICE_CODE,
  decideAtDevice,
  deviceAndPerson,
  deviceClient,
  later,
  pollAsDevice,
  pollLater,
  typeCode,
  withDevices,
} from "../../support/oidc/device.ts";
import { hiddenIn } from "../../support/pages/browser.ts";
import { locationIn, openMe, send, signedIn } from "../../support/pages/me.ts";
import { requestOver } from "../../support/service.ts";

const { over, person, client_id } = await deviceAndPerson("mallory");
afterEach(() => void vi.useRealTimers());

const asked = async (id = client_id, fields: Record<string, string> = {}) => (await askDevice(over, id, fields)).json;
const poll = (device_code: string, id = client_id) => pollLater(over, id, device_code);
const triesOf = async () =>
  (await env.DB.prepare("SELECT coalesce(sum(tries), 0) AS tries FROM device_try").first<number>("tries")) ?? 0;

describe("a client", () => {
  it("that tries its secret in the header and then in the form, each second, as golang.org/x/oauth2 does, is never too fast", async () => {
    const { client_id: id, client_secret } = await deviceClient(over, { token_endpoint_auth_method: undefined });
    const start = (await askDevice(over, id, { client_secret })).json;
    const fields = { grant_type: DEVICE_CODE, device_code: start.device_code };
    const header = { Authorization: `Basic ${btoa(`${id}:${client_secret}`)}` };
    const errors: string[] = [];
    for (let second = 0; second < 3; second++) {
      // A network delays one request more than the next.
      later(second % 2 === 0 ? 1000 : 900);
      for (const [more, headers] of [
        [{}, header],
        [{ client_id: id, client_secret }, {}],
      ] as const) {
        const body = new URLSearchParams({ ...fields, ...more });
        errors.push((await requestOver(over, "/oidc/token", { method: "POST", headers, body })).json.error);
      }
    }
    expect(errors).toEqual(Array(6).fill("authorization_pending"));
  });

  it("makes no row longer by naming a scope again and again, and cannot leave openid out", async () => {
    const { user_code } = await asked(client_id, { scope: `${"openid ".repeat(2000)}profile` });
    const rows = await env.DB.prepare("SELECT max(length(scope)) AS most FROM device_request").first<number>("most");
    expect(rows).toBeLessThan(60);
    expect((await typeCode(person, user_code)).text.match(/<li>/g)).toHaveLength(2);
    const without = await askDevice(over, client_id, { scope: "profile" });
    expect([without.status, without.json.error]).toEqual([400, "invalid_scope"]);
  });

  it("is refused a method, a repeated parameter, a large body and another type, and may be a page of any origin", async () => {
    for (const method of ["GET", "HEAD", "PUT", "DELETE"])
      expect((await requestOver(over, "/oidc/device", { method })).status, method).toBe(405);
    const headers = { Origin: "https://tv.example", "Access-Control-Request-Method": "POST" };
    const preflight = await requestOver(over, "/oidc/device", { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const send = (body: string, type = "application/x-www-form-urlencoded") =>
      requestOver(over, "/oidc/device", { method: "POST", headers: { "Content-Type": type }, body });
    const own = `client_id=${client_id}`;
    for (const [body, type] of [
      [`${own}&scope=openid&scope=openid`],
      [`${own}&${own}`],
      [`${own}&scope=${"x".repeat(2_000_000)}`],
      [JSON.stringify({ client_id }), "application/json"],
    ] as const) {
      const reply = await send(body, type);
      expect([reply.status, reply.json.error]).toEqual([400, "invalid_request"]);
    }
    expect((await pollAsDevice(over, client_id, "x".repeat(8000))).json.error).toBe("invalid_grant");
  });

  it("of a secret cannot be taken for a public one, whoever knows its name", async () => {
    const { client_id: id, client_secret } = await deviceClient(over, { token_endpoint_auth_method: undefined });
    expect((await askDevice(over, id)).status).toBe(401);
    const { device_code, user_code } = (await askDevice(over, id, { client_secret })).json;
    await decideAtDevice(person, user_code, "allow");
    expect((await pollAsDevice(over, id, device_code)).json.error).toBe("invalid_client");
    expect((await pollAsDevice(over, id, device_code, { client_secret })).status).toBe(200);
  });
});

describe("a stranger in bulk", () => {
  const atMost = (calls: number): RateLimit => {
    const made = new Map<string, number>();
    return {
      async limit({ key }) {
        made.set(key, (made.get(key) ?? 0) + 1);
        return { success: (made.get(key) ?? 0) <= calls };
      },
    };
  };

  it("is limited by network, by /48 where one line has many, and says when to come again; a secret's holder is not", async () => {
    const few = await withDevices({ RATE_LIMITS: "on", RATE_CHECK: atMost(2) } as unknown as Record<string, string>);
    const from = (address: string, fields: Record<string, string>) =>
      requestOver(few, "/oidc/device", {
        method: "POST",
        headers: { "CF-Connecting-IP": address },
        body: new URLSearchParams({ scope: "openid", ...fields }),
      });
    for (const line of [1, 2]) expect((await from(`2001:db8:1:${line}::1`, { client_id })).status).toBe(200);
    const limited = await from("2001:db8:1:3::1", { client_id });
    expect([limited.json.error, limited.headers.get("Retry-After")]).toEqual(["slow_down", "60"]);
    expect((await from("2001:db8:2:1::1", { client_id })).status).toBe(200);
    const secret = await deviceClient(over, { token_endpoint_auth_method: undefined });
    for (let count = 0; count < 4; count++) expect((await from("2001:db8:1:3::1", { ...secret })).status).toBe(200);
  });

  it("leaves a bounded number of rows, and other clients as they are", async () => {
    const { client_id: id } = await deviceClient(over);
    const expires = Date.now() + DEVICE_VALIDITY_MS;
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4999)
       INSERT INTO device_request (id, client_id, user_code_hash, scope, made_at_ms, expires_at_ms)
       SELECT ?1 || i, ?1, ?1 || i, 'openid', 0, ?2 FROM n`,
    )
      .bind(id, expires)
      .run();
    const replies = await atOnce(10, () => askDevice(over, id));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(replies.filter(({ status }) => status !== 200).map(({ json }) => json.error))).toEqual(
      new Set(["slow_down"]),
    );
    expect((await askDevice(over, client_id)).status).toBe(200);
  });
});

describe("a person", () => {
  it("who sends the form again, or has decided in another tab, hears so, and it is no guess", async () => {
    const { user_code, device_code } = await asked();
    await decideAtDevice(person, user_code, "allow");
    const before = await triesOf();
    for (const decision of ["allow", "decline"]) {
      const again = await send(person, "/device/decided", { user_code, decision });
      expect([again.status, again.text.includes("already")]).toEqual([409, true]);
    }
    const typed = await typeCode(person, user_code);
    expect([typed.status, typed.text.includes("already")]).toEqual([409, true]);
    expect(await triesOf()).toBe(before);
    expect((await poll(device_code)).token_type).toBe("Bearer");
  });

  it("decides once, however many answers race, and the device hears the one that won", async () => {
    for (let round = 0; round < 4; round++) {
      const { user_code, device_code } = await asked();
      const decisions = ["allow", "decline"] as const;
      const replies = await atOnce(10, (index) =>
        send(person, "/device/decided", { user_code, decision: decisions[(index + round) % 2] as string }),
      );
      const [won, ...others] = replies.filter(({ status }) => status === 200);
      expect(others).toEqual([]);
      const heard = await poll(device_code);
      expect(heard.error ?? "given").toBe(won?.text.includes("Declined") ? "access_denied" : "given");
    }
  });

  it("is shown the code of a link in its one spelling, and no other text", async () => {
    const { user_code } = await asked();
    const shown = async (text: string) => {
      const page = await openMe(person, `/device?${new URLSearchParams({ user_code: text })}`);
      return /id="user_code"[^>]* value="([^"]*)"/.exec(page.text)?.[1];
    };
    for (const text of [user_code, user_code.toLowerCase(), user_code.replace("-", ""), user_code.replace("-", " – ")])
      expect(await shown(text)).toBe(user_code);
    for (const text of ["Call 0800-1234 at once", '"><b>x', user_code.slice(1), `${user_code}B`])
      expect(await shown(text)).toBe("");
  });

  it("types the code in any case, with any dash or space", async () => {
    const { user_code } = await asked();
    const [front, back] = user_code.split("-");
    for (const text of [
      `${front}${back}`,
      ` ${front} ${back} `,
      `${front}–${back}`,
      `${front}‑${back}`,
      `${front}−${back}`,
    ])
      expect((await typeCode(person, text.toLowerCase())).status, text).toBe(200);
  });

  it("comes back to /device if the session has ended when the form is sent", async () => {
    const gone = await visitor("gone-device", undefined, over);
    for (const path of ["/device", "/device/decided"])
      expect(locationIn(await send(gone, path, { user_code: "BBBB-BBBB", decision: "allow" }))).toBe(
        `/login?${new URLSearchParams({ to: path })}`,
      );
    expect(locationIn(await openMe(person, "/device/decided"))).toBe("/device");
  });

  it("who has signed in since, in another tab, allows nothing with the page of the one before", async () => {
    const { user_code, device_code } = await asked();
    const first = await signedIn("tab-one", undefined, over);
    const page = await typeCode(first, user_code);
    const second = { ...(await visitor("tab-two", undefined, over)), browser: first.browser };
    await signInAs(second);
    const whose = hiddenIn(page, "whose") ?? "";
    const refused = await second.browser.post("/device/decided", { whose, user_code, decision: "allow" });
    expect(refused.status).toBe(409);
    expect((await poll(device_code)).error).toBe("authorization_pending");
  });

  it("is not shown the page in a frame, nor is it kept, nor does its address go to others", async () => {
    const { user_code } = await asked();
    for (const page of [await openMe(person, `/device?user_code=${user_code}`), await typeCode(person, user_code)]) {
      expect(page.headers.get("Content-Security-Policy")).toContain("frame-ancestors 'none'");
      expect(page.headers.get("X-Frame-Options")).toBe("DENY");
      expect(page.headers.get("Cache-Control")).toContain("no-store");
      expect(page.headers.get("Referrer-Policy")).toMatch(/no-referrer|same-origin/);
    }
  });
});
