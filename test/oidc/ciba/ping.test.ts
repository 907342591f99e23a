// A client that is pinged hears at once that its person has decided: CIBA Core 1.0 §10.2. The
// network is the only thing that is not real here.

import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sealConfirmTicket } from "../../../src/core/ciba/sealed.ts";
import { enrolledUser } from "../../support/login.ts";
import { askCiba, atTicket, cibaClient, confirmAt, declineAt, pollFor, withCiba } from "../../support/oidc/ciba.ts";
import type { MadeClient } from "../../support/oidc/oidc.ts";
import type { Send } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const URI = "https://shop.example/ping";
const sent: { readonly uri: string; readonly init: RequestInit }[] = [];
let answer = () => new Response(null, { status: 204 });
let over: Send;
let shop: MadeClient;
beforeAll(async () => {
  over = await withCiba();
  shop = await cibaClient(over, {
    backchannel_token_delivery_mode: "ping",
    backchannel_client_notification_endpoint: URI,
  });
  vi.spyOn(globalThis, "fetch").mockImplementation(async (uri, init = {}) => {
    sent.push({ uri: String(uri), init });
    return answer();
  });
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  sent.length = 0;
  answer = () => new Response(null, { status: 204 });
});

async function asked(user: string) {
  const person = await enrolledUser(user);
  const reply = await askCiba(over, shop, { login_hint: user, client_notification_token: "t0ken.~" });
  if (reply.status !== 200) throw new Error(reply.text);
  const row = await env.DB.prepare(
    "SELECT id, user, realm, expires_at_ms AS expiresAtMs FROM ciba_request WHERE user = ?",
  )
    .bind(user)
    .first<{ id: string; user: string; realm: string; expiresAtMs: number }>();
  if (!row) throw new Error("no row");
  const at = atTicket(over, `/confirm/${await sealConfirmTicket((await realPorts()).sealer, row)}`);
  return {
    person,
    at,
    id: reply.json.auth_req_id as string,
    ring: () => runDurableObjectAlarm(env.LOGOUT.getByName(`ping ${row.id}`)),
  };
}

const pinged = (ring: () => Promise<boolean>) =>
  vi.waitFor(async () => {
    await ring();
    expect(sent.length).toBeGreaterThan(0);
  });

describe("a client that is pinged", () => {
  it("hears of a confirmation by its own token, and of a decline", async () => {
    const yes = await asked("ping-yes");
    await confirmAt(yes.at, yes.person);
    await pinged(yes.ring);
    const [{ uri, init } = { uri: "", init: {} as RequestInit }] = sent;
    expect(uri).toBe(URI);
    expect([init.method, init.redirect, init.body]).toEqual([
      "POST",
      "manual",
      JSON.stringify({ auth_req_id: yes.id }),
    ]);
    expect(new Headers(init.headers).get("Authorization")).toBe("Bearer t0ken.~");
    expect((await pollFor(over, shop, yes.id)).status).toBe(200);
    sent.length = 0;
    const no = await asked("ping-no");
    await declineAt(no.at);
    await pinged(no.ring);
    expect(sent[0]?.init.body).toBe(JSON.stringify({ auth_req_id: no.id }));
    expect(await no.ring()).toBe(false);
    // The token can be read nowhere.
    const rows = JSON.stringify((await env.DB.prepare("SELECT * FROM ciba_request").all()).results);
    expect(rows).not.toContain("t0ken");
  });

  it.each([301, 401, 403])("that answers %i is not tried again, and not followed", async (status) => {
    answer = () => new Response(null, { status, headers: { Location: "https://evil.example/" } });
    const { at, person, ring } = await asked(`ping-${status}`);
    await confirmAt(at, person);
    await pinged(ring);
    expect(await ring()).toBe(false);
    expect(sent.map(({ uri }) => uri)).toEqual([URI]);
  });

  it("that is down is tried again", async () => {
    answer = () => new Response(null, { status: 503 });
    const { at, person, ring } = await asked("ping-down");
    await confirmAt(at, person);
    await pinged(ring);
    answer = () => new Response(null, { status: 200 });
    await ring();
    expect(sent.length).toBeGreaterThan(1);
    expect(await ring()).toBe(false);
  });

  it("must bring a token that is one", async () => {
    await enrolledUser("ping-token");
    for (const client_notification_token of ["", "with space", "x".repeat(1025)])
      expect((await askCiba(over, shop, { login_hint: "ping-token", client_notification_token })).json.error).toBe(
        "invalid_request",
      );
  });
});
