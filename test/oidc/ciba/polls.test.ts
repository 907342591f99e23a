// The answers at the token endpoint, in the order of their causes, and what has ended meanwhile: the
// request, the session, the phone, the person, the client, the setting.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { atOnce, enrolledUser } from "../../support/login.ts";
import {
  askCiba,
  askPhoneAt,
  CIBA,
  cibaClient,
  confirmAt,
  declineAt,
  lookAt,
  newestTicketOf,
  pollFor,
  withCiba,
} from "../../support/oidc/ciba.ts";
import { admin, asAdmin, requestOver, worker } from "../../support/service.ts";

const over = await withCiba();
const shop = await cibaClient(over);

async function asked(user: string, by = shop, fields = {}) {
  const person = await enrolledUser(user);
  const { json } = await askCiba(over, by, { login_hint: user, ...fields });
  return { person, id: json.auth_req_id as string, at: await newestTicketOf(over, user) };
}
const errorOf = async (id: string, by = shop) => (await pollFor(over, by, id)).json.error;

describe("a client that polls without a pause", () => {
  it("hears slow_down only as long as nobody has decided", async () => {
    const { id, at } = await asked("fast-no");
    expect([await errorOf(id), await errorOf(id)]).toEqual(["authorization_pending", "slow_down"]);
    await declineAt(at);
    expect([await errorOf(id), await errorOf(id)]).toEqual(["access_denied", "access_denied"]);
  });

  it("gets its tokens at once, and then invalid_grant", async () => {
    const { person, id, at } = await asked("fast-yes");
    expect(await errorOf(id)).toBe("authorization_pending");
    await confirmAt(at, person);
    expect((await pollFor(over, shop, id)).status).toBe(200);
    expect([await errorOf(id), await errorOf(id)]).toEqual(["invalid_grant", "invalid_grant"]);
  });

  it("gets them once of twenty polls at once, while the phone answers", async () => {
    const { person, id, at } = await asked("fast-race");
    const { link } = await askPhoneAt(at);
    const [, ...replies] = await Promise.all([
      person.phone.login(link),
      ...(await atOnce(20, async () => () => pollFor(over, shop, id))).map((poll) => poll()),
    ]);
    const early = replies.filter(({ status }) => status === 200).length;
    const late = (await atOnce(20, () => pollFor(over, shop, id))).filter(({ status }) => status === 200).length;
    expect(early + late).toBe(1);
    const grants = await env.DB.prepare("SELECT count(*) AS n FROM oidc_grant WHERE user = 'fast-race'").first();
    expect(grants).toEqual({ n: 1 });
  });
});

describe("the order of the causes", () => {
  it("is another client's or no longer registered, and only then over", async () => {
    const { id } = await asked("order", shop, { requested_expiry: "10" });
    const other = await cibaClient(over);
    vi.useFakeTimers({ now: Date.now() + 11_000, toFake: ["Date"] });
    expect([await errorOf(id, other), await errorOf(id)]).toEqual(["invalid_grant", "expired_token"]);
    vi.useRealTimers();
  });

  it("is unauthorized_client for a client that may no longer ask", async () => {
    const former = await cibaClient(over, {
      grant_types: ["authorization_code", "refresh_token", CIBA],
      redirect_uris: ["https://a.example/cb"],
    });
    const { id, at } = await asked("former", former);
    const headers = { ...(await admin()), "Content-Type": "application/json" };
    const body = JSON.stringify({ grant_types: ["authorization_code", "refresh_token"] });
    expect(
      (await requestOver(over, `/oidc/clients/${former.client_id}`, { method: "PATCH", headers, body })).status,
    ).toBe(200);
    expect(await errorOf(id, former)).toBe("unauthorized_client");
    expect((await lookAt(at)).status).toBe(404);
  });
});

describe("gives nothing after a confirmation", () => {
  it.each([
    [
      "whose session has been ended",
      (user: string) => env.DB.prepare("UPDATE browser_session SET expires_at_ms = 0 WHERE user = ?").bind(user).run(),
    ],
    ["whose phone was taken out of use", (_: string, serial: string) => asAdmin("POST", "/token/disable", { serial })],
    ["whose phone was revoked", (_: string, serial: string) => asAdmin("POST", "/token/revoke", { serial })],
    ["whose person was kept out", (user: string) => asAdmin("POST", `/user/realm1/${user}/block`)],
    [
      "whose phone is another person's now",
      async (_: string, serial: string) => {
        await asAdmin("POST", "/token/unassign", { serial });
        await asAdmin("POST", "/token/assign", { serial, user: "somebody-else" });
      },
    ],
  ])("%s", async (name, end) => {
    const user = name.replaceAll(" ", "-");
    const { person, id, at } = await asked(user);
    await confirmAt(at, person);
    await end(user, person.serial);
    expect([await errorOf(id), await errorOf(id)]).toEqual(["invalid_grant", "invalid_grant"]);
  });

  it("of a person who was removed, and a new one of that name has none of it", async () => {
    const { person, id, at } = await asked("removed");
    await confirmAt(at, person);
    await asAdmin("DELETE", "/user/realm1/removed");
    await enrolledUser("removed");
    expect(await errorOf(id)).toBe("authorization_pending");
    expect(await env.DB.prepare("SELECT count(*) AS n FROM ciba_request WHERE user = 'removed'").first()).toEqual({
      n: 0,
    });
  });

  it("for a client that was deleted, whose page is gone, too", async () => {
    const gone = await cibaClient(over);
    const { person, id, at } = await asked("client-gone", gone);
    await confirmAt(at, person);
    await asAdmin("DELETE", `/oidc/clients/${gone.client_id}`);
    const reply = await pollFor(over, gone, id);
    expect([reply.status, reply.json.error]).toEqual([401, "invalid_client"]);
    expect((await lookAt(at)).status).toBe(404);
  });

  it("where CIBA was switched off", async () => {
    const { person, id, at } = await asked("off-now");
    await confirmAt(at, person);
    expect((await pollFor(worker, shop, id)).json.error).toBe("unsupported_grant_type");
    expect((await requestOver(worker, at.path)).status).toBe(404);
  });
});

it("a tampered auth_req_id or ticket opens nothing, whatever was changed in it", async () => {
  const { id, at } = await asked("tampered");
  const ticket = decodeURIComponent(at.path.slice("/confirm/".length));
  for (let index = 0; index < id.length; index += 7) {
    const changed = id.slice(0, index) + (id[index] === "A" ? "B" : "A") + id.slice(index + 1);
    expect(await errorOf(changed)).toBe("invalid_grant");
  }
  for (let index = 0; index < ticket.length; index += 7) {
    const changed = ticket.slice(0, index) + (ticket[index] === "A" ? "B" : "A") + ticket.slice(index + 1);
    expect((await requestOver(over, `/confirm/${changed}`)).status).toBe(404);
  }
  // One is not the other.
  expect(await errorOf(ticket)).toBe("invalid_grant");
});
