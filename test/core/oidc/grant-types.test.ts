// The grant types of a client, and what each brings along: CIBA Core 1.0 §4, RFC 8628.

import { describe, expect, it } from "vitest";
import { changedMetadata, clientOf, readClientMetadata } from "../../../src/core/oidc/clients/client-metadata.ts";

const [CIBA, DEVICE] = ["urn:openid:params:grant-type:ciba", "urn:ietf:params:oauth:grant-type:device_code"];
const OFF = {
  ...{
    adminRealm: "admins",
    forwardAuthDomain: "",
    publicUrl: "https://login.example.org",
    webhookAllowPrivate: false,
  },
  ...{ deviceGrant: false, ciba: false },
};
const ON = { ...OFF, deviceGrant: true, ciba: true };
const SHOP = { client_name: "Shop", grant_types: [CIBA], backchannel_token_delivery_mode: "poll" };
const PING_URI = "https://shop.example.org/ping";

const read = (sent: Readonly<Record<string, unknown>>, settings = ON) => {
  const result = readClientMetadata(sent, settings);
  return result.ok ? result.metadata : result.reason;
};
const invalid = (message: RegExp) => ({ code: "invalid-parameter", message: expect.stringMatching(message) });

describe("a client that asks people to confirm", () => {
  it("needs no address, authenticates, and must send a text", () => {
    expect(read(SHOP)).toMatchObject({
      ...{ redirect_uris: [], grant_types: [CIBA], token_endpoint_auth_method: "client_secret_basic" },
      ...{ backchannel_user_code_parameter: false, require_binding_message: true },
    });
  });

  it("is refused without what it needs", () => {
    expect(read({ ...SHOP, backchannel_token_delivery_mode: null })).toEqual({
      code: "missing-parameter",
      name: "backchannel_token_delivery_mode",
    });
    expect(read({ ...SHOP, backchannel_token_delivery_mode: "ping" })).toEqual({
      code: "missing-parameter",
      name: "backchannel_client_notification_endpoint",
    });
    expect(read({ ...SHOP, backchannel_token_delivery_mode: "push" })).toEqual(invalid(/poll, ping/));
    expect(read({ ...SHOP, token_endpoint_auth_method: "none" })).toEqual(invalid(/auth_method: it is none/));
    const ping = { ...SHOP, backchannel_token_delivery_mode: "ping" };
    for (const uri of ["http://shop.example.org/", "https://10.0.0.1/ping"])
      expect(read({ ...ping, backchannel_client_notification_endpoint: uri })).toMatchObject({
        code: "invalid-parameter",
      });
    expect(read({ ...ping, backchannel_client_notification_endpoint: PING_URI })).toMatchObject({
      backchannel_client_notification_endpoint: PING_URI,
    });
  });

  it("signs no requests", () => {
    const signed = { ...SHOP, backchannel_authentication_request_signing_alg: "ES256" };
    expect(read(signed)).toEqual(invalid(/signing_alg: it is not supported/));
  });

  it("loses all of it with the grant type", () => {
    const metadata = read(SHOP);
    if ("code" in metadata) throw new Error("refused");
    const usual = { grant_types: ["authorization_code"], redirect_uris: ["https://shop.example.org/cb"] };
    const changed = read(changedMetadata(clientOf("shop", metadata), usual));
    expect(changed).toMatchObject({ grant_types: ["authorization_code"] });
    expect(changed).not.toHaveProperty("require_binding_message", true);
  });
});

it("a device needs neither address nor secret", () => {
  const terminal = { client_name: "Terminal", grant_types: [DEVICE], token_endpoint_auth_method: "none" };
  expect(read(terminal)).toMatchObject({ redirect_uris: [], token_endpoint_auth_method: "none" });
  expect(read({ ...terminal, redirect_uris: ["https://a.example/cb"] })).toEqual(
    invalid(/must have authorization_code/),
  );
});

it("any other client has none of the names of CIBA", () => {
  const wiki = { client_name: "Wiki", redirect_uris: ["https://wiki.example.org/cb"] };
  expect(read({ ...wiki, require_binding_message: false })).toEqual(invalid(/needs urn:openid/));
});

it("no client has a grant type that is off", () => {
  for (const type of [CIBA, DEVICE])
    expect(read({ ...SHOP, grant_types: [type] }, OFF)).toEqual(invalid(/needs the setting (CIBA|DEVICE_GRANT)=on\.$/));
});
