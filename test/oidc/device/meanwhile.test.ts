// What changes while a device waits: its client, its person, the setting, the time.

import { afterEach, describe, expect, it, vi } from "vitest";
import { DEVICE_VALIDITY_MS } from "../../../src/core/device/ask-device.ts";
import type { PersonAtBrowser } from "../../support/oidc/applications.ts";
import {
  askDevice,
  decideAtDevice,
  deviceAndPerson,
  deviceClient,
  later,
  pollAsDevice,
  pollLater,
  typeCode,
  withDevices,
} from "../../support/oidc/device.ts";
import { locationIn, send, signedIn } from "../../support/pages/me.ts";
import { admin, asAdmin, ORIGIN, requestOver } from "../../support/service.ts";

const { over, person, client_id } = await deviceAndPerson("mallory");
afterEach(() => void vi.useRealTimers());

const asked = async (id = client_id, fields: Record<string, string> = {}) => (await askDevice(over, id, fields)).json;
const poll = (device_code: string, id = client_id) => pollLater(over, id, device_code);
const change = async (id: string, fields: object, by = over) =>
  requestOver(by, `/oidc/clients/${id}`, {
    method: "PATCH",
    headers: { ...(await admin()), "Content-Type": "application/json" },
    body: JSON.stringify(fields),
  });

describe("meanwhile", () => {
  it("a client that was removed, or may no longer ask for devices, is no longer signed in", async () => {
    for (const act of [
      (id: string) =>
        change(id, { grant_types: ["authorization_code"], redirect_uris: ["https://a.example/"], scope: "openid" }),
      async (id: string) => requestOver(over, `/oidc/clients/${id}`, { method: "DELETE", headers: await admin() }),
    ]) {
      const { client_id: id } = await deviceClient(over);
      const [open, allowed] = [await asked(id), await asked(id)];
      await decideAtDevice(person, allowed.user_code, "allow");
      expect((await act(id)).status).toBe(200);
      expect((await typeCode(person, open.user_code)).status).toBe(400);
      expect((await send(person, "/device/decided", { user_code: open.user_code, decision: "allow" })).status).toBe(
        400,
      );
      for (const { device_code } of [open, allowed])
        expect(["unauthorized_client", "invalid_client"]).toContain((await poll(device_code, id)).error);
    }
  });

  it("a scope that the client has lost is neither shown nor given", async () => {
    const { client_id: id } = await deviceClient(over);
    const { user_code, device_code } = await asked(id, { scope: "openid profile email" });
    await change(id, { scope: "openid email" });
    const page = await typeCode(person, user_code);
    expect(page.text).not.toContain("your user name and name");
    await decideAtDevice(person, user_code, "allow");
    expect((await poll(device_code, id)).scope).toBe("openid email");
  });

  it("a person who was signed out, removed, or whose phone was disabled gives nothing any more", async () => {
    const acts: ((who: PersonAtBrowser) => Promise<unknown>)[] = [
      ({ serial }) => asAdmin("POST", "/token/disable", { serial }),
      ({ serial }) => asAdmin("DELETE", `/token/${serial}`),
      ({ user }) => asAdmin("DELETE", `/user/realm1/${user}`),
      ({ user }) => asAdmin("DELETE", `/user/realm1/${user}/sessions`),
      ({ user }) => asAdmin("POST", `/user/realm1/${user}/block`, { until: "" }),
    ];
    for (const [index, act] of acts.entries()) {
      const who = await signedIn(`meanwhile-${index}`, undefined, over);
      const [open, allowed] = [await asked(), await asked()];
      await decideAtDevice(who, allowed.user_code, "allow");
      await act(who);
      expect(locationIn(await typeCode(who, open.user_code)), `${index}`).toBe("/login?to=%2Fdevice");
      expect(await poll(allowed.device_code)).toMatchObject({ error: "invalid_grant" });
      expect((await poll(open.device_code)).error).toBe("authorization_pending");
    }
  });

  it("ten minutes pass: the code is over at each step", async () => {
    const [open, looked, allowed] = [await asked(), await asked(), await asked()];
    await typeCode(person, looked.user_code);
    await decideAtDevice(person, allowed.user_code, "allow");
    later(DEVICE_VALIDITY_MS);
    expect((await typeCode(person, open.user_code)).status).toBe(400);
    expect((await send(person, "/device/decided", { user_code: looked.user_code, decision: "allow" })).status).toBe(
      400,
    );
    for (const { device_code } of [open, looked, allowed])
      expect((await pollAsDevice(over, client_id, device_code)).json.error).toBe("expired_token");
  });

  it("the setting went off: a client of a device can still be renamed, and is not signed in", async () => {
    const { client_id: id } = await deviceClient(over);
    const { user_code, device_code } = await asked(id);
    const off = await withDevices({ DEVICE_GRANT: "off" });
    const renamed = await change(id, { client_name: "Television" }, off);
    expect([renamed.status, renamed.json.result.value?.client_name]).toEqual([200, "Television"]);
    expect((await pollAsDevice(off, id, device_code)).json.error).toBe("unsupported_grant_type");
    for (const method of ["GET", "POST", "OPTIONS"]) {
      expect((await requestOver(off, "/oidc/device", { method })).status).toBe(404);
      expect((await requestOver(off, `/device?user_code=${user_code}`, { method })).status).toBe(404);
    }
  });
});

it("what canonical/authd needs of it: a verified address, a refresh token, and its words when that is over", async () => {
  const authd = await deviceClient(over, { token_endpoint_auth_method: undefined });
  const own = { client_secret: authd.client_secret };
  const who = await signedIn("authd", undefined, over);
  await asAdmin("POST", "/user/attribute", {
    user: "authd",
    realm: "realm1",
    key: "email",
    value: "authd@example.org",
  });
  const scope = "openid profile email offline_access";
  const { user_code, device_code } = (await askDevice(over, authd.client_id, { scope, ...own })).json;
  await decideAtDevice(who, user_code, "allow");
  const { json } = await pollAsDevice(over, authd.client_id, device_code, own);
  const claims = JSON.parse(atob(json.id_token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  expect(claims).toMatchObject({ iss: ORIGIN, email: "authd@example.org", email_verified: true });
  const refresh = async () =>
    (
      await requestOver(over, "/oidc/token", {
        method: "POST",
        body: new URLSearchParams({ grant_type: "refresh_token", refresh_token: json.refresh_token, ...authd }),
      })
    ).json;
  // A PIN that the application asks for by now is had by signing in anew.
  await change(authd.client_id, { realms: ["elsewhere"] });
  expect(await refresh()).toMatchObject({ error: "invalid_grant" });
  expect((await refresh()).error_description).toContain("Token is not active");
});
