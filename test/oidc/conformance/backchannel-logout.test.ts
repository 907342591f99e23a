// oidcc-backchannel-rp-initiated-logout-certification-test-plan of the OpenID Foundation, as we
// read it: OpenID Connect Back-Channel Logout 1.0 §2. The network to the application is the only
// thing that is not real here.

import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, it, vi } from "vitest";
import { ORIGIN, request } from "../../support/service.ts";
import { expectHttpsEndpoints } from "./endpoints.ts";
import { expectLedBack, GOODBYE, leaveProvider } from "./leaving.ts";
import { discovered, relyingParty } from "./relying-party.ts";
import { stageFor } from "./walk.ts";

const LOGOUT_URI = "https://app.example/backchannel_logout";
const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const stage = stageFor("query", "back-channel", () =>
  relyingParty("query", { post_logout_redirect_uris: [GOODBYE], backchannel_logout_uri: LOGOUT_URI }),
);

interface Told {
  readonly request: readonly [url: string, method: string, type: string];
  readonly fields: readonly (readonly [name: string, value: unknown])[];
}

/** What the application is told when the alarm of this session's notices rings. */
async function toldAbout(sid: string): Promise<Told> {
  const told: Told[] = [];
  const network = vi.spyOn(globalThis, "fetch").mockImplementation(async (uri, init) => {
    const request = new Request(uri, init);
    const { url, method, headers } = request;
    const type = headers.get("Content-Type")?.split(";")[0] ?? "";
    told.push({ request: [url, method, type], fields: [...(await request.formData())] });
    return new Response(null, { status: 200, headers: { "Cache-Control": "no-store" } });
  });
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(env.LOGOUT.getByName(sid));
    expect(told).toHaveLength(1);
  });
  network.mockRestore();
  return told[0] as Told;
}

describe("the plan of back-channel logout", () => {
  it("oidcc-backchannel-logout-discovery-endpoint-verification: the document says that sid is supported", async () => {
    const as = await discovered();
    expectHttpsEndpoints(as, ["end_session_endpoint"]);
    expect(as).toMatchObject({ backchannel_logout_supported: true, backchannel_logout_session_supported: true });
  });

  it("oidcc-backchannel-rp-initiated-logout: tells the application by a logout token, and leads back", async () => {
    const leaving = await leaveProvider(stage, () => ({}));
    await expectLedBack(stage, leaving, { state: leaving.state });
    const { claims: idClaims } = leaving.walked;
    const { request: call, fields } = await toldAbout(String(idClaims.sid));

    expect(call).toEqual([LOGOUT_URI, "POST", "application/x-www-form-urlencoded"]);
    expect(fields.map(([name]) => name)).toEqual(["logout_token"]);
    const keys = createLocalJWKSet((await request("/oidc/jwks")).json);
    const { payload, protectedHeader } = await jwtVerify(String(fields[0]?.[1]), keys);

    expect(protectedHeader.alg).toBe("RS256");
    expect(payload.iss).toBe(ORIGIN);
    expect([payload.aud].flat()).toContain(stage.party.client.client_id);
    expect(Math.abs(Number(payload.iat) - Date.now() / 1000)).toBeLessThan(300);
    expect(payload.jti).toMatch(/./);
    expect(payload.events).toEqual({ [EVENT]: {} });
    expect(payload).not.toHaveProperty("nonce");
    expect(payload.sid).toBe(idClaims.sid);
    expect([idClaims.sub, undefined]).toContain(payload.sub);
  });
});
