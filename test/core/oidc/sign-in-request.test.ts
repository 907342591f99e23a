import { describe, expect, it } from "vitest";
import { type ClientSignIn, openSignIn, sealSignIn } from "../../../src/core/oidc/requests/sign-in-request.ts";
import { sealJson } from "../../../src/core/sealer.ts";
import { deriveKeyring } from "../../../src/storage/keys/keyring.ts";
import { createSealer } from "../../../src/storage/keys/seal.ts";

const sealer = createSealer(await deriveKeyring([new Uint8Array(32)]));
const application = {
  clientId: "wiki",
  clientName: "Wiki",
  logoUri: null,
  realms: [],
  needsPin: false,
  expiresAtMs: 1_000_000,
  redirectUri: "https://wiki.example.test/back",
};
const ofClient: Omit<ClientSignIn, "kind"> = {
  ...application,
  responseMode: "query",
  state: "s",
  scope: ["openid"],
  nonce: null,
  codeChallenge: null,
  prompt: null,
  maxAgeMs: null,
  loginHint: null,
  uiLocales: null,
  subject: null,
  sector: null,
};

describe("a sealed request", () => {
  it("opens to what was sealed", async () => {
    const request = { kind: "client", ...ofClient } as const;
    expect(await openSignIn(sealer, await sealSignIn(sealer, request))).toEqual(request);
  });

  it("of an earlier version, on a page that was open at the upgrade, is of the same kind", async () => {
    const opened = async (earlier: object) =>
      openSignIn(sealer, await sealJson(sealer, "authorization", "page", earlier));
    expect(await opened(ofClient)).toMatchObject({ kind: "client", state: "s" });
    expect(await opened({ ...application, responseMode: "none" })).toMatchObject({ kind: "host", clientId: "wiki" });
  });

  it("does not open when it was changed", async () => {
    expect(await openSignIn(sealer, "nonsense")).toBeUndefined();
  });
});
