// The floor: a bare worker that does the same storage work for each step as the service (the same
// reads and guarded batches of D1 with the same rows, the same calls of objects), PBKDF2 and our QR
// code, the RS256 signatures of a sign-in, and nothing else: no router, no rights, no rows that are
// signed, no sealing, no words. So what the service takes more than the floor is the price of all
// that it adds. It answers the same requests in the same form, as far as the load generator reads
// the answer, and does after its reply what the service does after its own.

import type { Floor } from "./bindings.ts";
import { enrolment, init, metadata } from "./enrolment.ts";
import { answer, check, poll } from "./login.ts";
import { addClient, authorize, begin, result, token, userinfo } from "./sign-in.ts";

/**
 * The service's own route that takes no storage (bench/steps/bare.ts); here it is answered before
 * anything is looked at.
 */
const BARE = "/.well-known/openid-configuration";

export const floorWorker: ExportedHandler<Env> = {
  async fetch(request, env, ctx) {
    const { url } = request;
    if (url.endsWith(BARE)) return new Response("ok");
    const from = url.indexOf("/", "https://".length);
    const to = url.indexOf("?", from);
    const path = to < 0 ? url.slice(from) : url.slice(from, to);
    const query = new URLSearchParams(to < 0 ? "" : url.slice(to));
    const floor: Floor = {
      env: env as unknown as Floor["env"],
      logins: env.TRANSACTION as unknown as Floor["logins"],
      afterwards: (work) => ctx.waitUntil(work()),
    };
    if (path === "/oidc/authorize") return authorize(floor, query);
    if (path === "/oidc/userinfo") return userinfo(floor, request.headers.get("Authorization") ?? "");
    if (path === "/oidc/clients") return addClient(floor);
    if (path === "/validate/polltransaction") return poll(floor, query.get("transaction_id") ?? "");
    const form = request.method === "POST" ? new URLSearchParams(await request.text()) : query;
    if (path === "/validate/check") return check(floor, form);
    if (path === "/login/begin") return begin(floor, form);
    if (path === "/login/result") return result(floor, form);
    if (path === "/oidc/token") return token(floor, form);
    if (path === "/token/init") return init(floor, form);
    if (path === "/auth") return Response.json({ result: { value: { token: "none" } } });
    const [serial, session] = [query.get("serial") ?? "", query.get("session") ?? ""];
    if (query.get("action") === "metadata") return metadata(floor, serial, session);
    if (query.get("action") === "enrollment") return enrolment(floor, serial, session, form);
    return answer(floor, form);
  },
};
