// A service with the device grant, a device that asks, and a person at /device.

import { vi } from "vitest";
import { hiddenIn } from "../pages/browser.ts";
import { send, signedIn } from "../pages/me.ts";
import { type Reply, requestOver, type Send, withSettings } from "../service.ts";
import type { PersonAtBrowser } from "./applications.ts";
import { makeClient } from "./oidc.ts";

export const DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

export async function withDevices(more: Readonly<Record<string, string>> = {}): Promise<Send> {
  const over = await withSettings({ DEVICE_GRANT: "on", ...more } as Partial<Env>);
  // Signing keys that are made at the later time of a test do not sign before it.
  await requestOver(over, "/oidc/jwks");
  return over;
}

/** A command or a television: it has no secret and no address. */
export const deviceClient = (over: Send, metadata: Readonly<Record<string, unknown>> = {}) =>
  makeClient(
    {
      client_name: "Terminal",
      redirect_uris: [],
      grant_types: [DEVICE_CODE, "refresh_token"],
      token_endpoint_auth_method: "none",
      ...metadata,
    },
    over,
  );

/** A service with the device grant, a person who is signed in there, and a client without a secret. */
export async function deviceAndPerson(user: string) {
  const over = await withDevices();
  const person = await signedIn(user, undefined, over);
  return { over, person, client_id: (await deviceClient(over)).client_id };
}

const formPost = (over: Send, path: string, fields: Record<string, string>): Promise<Reply> =>
  requestOver(over, path, { method: "POST", body: new URLSearchParams(fields) });

export const askDevice = (over: Send, client_id: string, fields: Record<string, string> = {}): Promise<Reply> =>
  formPost(over, "/oidc/device", { client_id, scope: "openid profile", ...fields });

export const pollAsDevice = (over: Send, client_id: string, device_code: string, fields = {}): Promise<Reply> =>
  formPost(over, "/oidc/token", { grant_type: DEVICE_CODE, client_id, device_code, ...fields });

/** Types the code. The page then asks. */
export const typeCode = (person: PersonAtBrowser, user_code: string): Promise<Reply> =>
  send(person, "/device", { user_code });

export async function decideAtDevice(
  person: PersonAtBrowser,
  userCode: string,
  decision: "allow" | "decline",
): Promise<Reply> {
  const page = await typeCode(person, userCode);
  const user_code = hiddenIn(page, "user_code");
  if (page.status !== 200 || user_code === undefined) throw new Error(`no question: ${page.status} ${page.text}`);
  return send(person, "/device/decided", { user_code, decision });
}

/** Puts the clock on, so that no poll is too soon. `vi.useRealTimers()` puts it back. */
export const later = (milliseconds: number): void =>
  void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });

export async function pollLater(over: Send, client_id: string, device_code: string) {
  later(2000);
  return (await pollAsDevice(over, client_id, device_code)).json;
}
