// The storage work of a sign-in by OpenID Connect, its signatures, and pages as far as the load
// generator reads them. Nothing is sealed: what the service gives a browser to carry is plain here.

import { auditRow } from "./audit.ts";
import type { Floor } from "./bindings.ts";
import { openLogin, opensIt, tokenOf } from "./login.ts";
import type { Session } from "./objects.ts";
import { signed, verified } from "./signature.ts";

const page = (content: string, headers: HeadersInit = {}): Response =>
  new Response(`<!doctype html><title>floor</title>${content}`, {
    headers: { "Content-Type": "text/html; charset=utf-8", ...headers },
  });
const hidden = (name: string, value: string): string => `<input type="hidden" name="${name}" value="${value}">`;

export async function addClient({ env: { DB } }: Floor): Promise<Response> {
  const client = { client_id: crypto.randomUUID(), client_secret: crypto.randomUUID() };
  await DB.prepare("INSERT INTO oidc_client (id, metadata, created_at_ms, changed_at_ms) VALUES (?1, '{}', 0, 0)")
    .bind(client.client_id)
    .run();
  return Response.json({ result: { value: client } });
}

export async function authorize({ env: { DB } }: Floor, query: URLSearchParams): Promise<Response> {
  const nearest = DB.withSession("first-unconstrained");
  const [client] = await nearest.batch([
    nearest.prepare("SELECT * FROM oidc_client WHERE id = ?1").bind(query.get("client_id") ?? ""),
  ]);
  if (!client?.results.length) return page("no such client");
  return page(hidden("request", btoa(String(query))));
}

export async function begin(floor: Floor, form: URLSearchParams): Promise<Response> {
  const user = form.get("user") ?? "";
  const token = await tokenOf(floor, user);
  if (!token || !(await opensIt(token, form.get("pin") ?? ""))) return page("no such user");
  const { transactionId, value, img } = await openLogin(floor, user, token);
  const secret = crypto.randomUUID();
  return page(
    `<img src="${img}"><a href="${value}">app</a>${hidden("transaction_id", transactionId)}
     ${hidden("request", form.get("request") ?? "")}`,
    { "Set-Cookie": `tiqr-login-${transactionId}=${secret}; Path=/; HttpOnly; SameSite=Strict` },
  );
}

export async function result(floor: Floor, form: URLSearchParams): Promise<Response> {
  const session = await floor.logins.getByName(form.get("transaction_id") ?? "").finalizeInBrowser();
  if (!session) return page("not yet");
  const request = new URLSearchParams(atob(form.get("request") ?? ""));
  const code = btoa(JSON.stringify({ ...session, client: request.get("client_id") }));
  const back = `${request.get("redirect_uri")}?${new URLSearchParams({ code, state: request.get("state") ?? "" })}`;
  return page(`<a data-return href="${back.replaceAll("&", "&amp;")}">back</a>`, {
    "Set-Cookie": `tiqr-session=${session.id}; Path=/; HttpOnly; SameSite=Lax`,
  });
}

const LIVE = `SELECT held.*, user.subject FROM oidc_grant AS held
  JOIN token ON token.id = held.token_id AND token.generation = held.token_generation
  JOIN user ON user.realm = held.realm AND user.name = held.user
  WHERE held.id = ?1 AND EXISTS (SELECT 1 FROM browser_session WHERE id = held.session_id)
    AND EXISTS (SELECT 1 FROM oidc_client WHERE id = held.client_id)`;

export async function token({ env: { DB } }: Floor, form: URLSearchParams): Promise<Response> {
  const session: Session & { client: string } = JSON.parse(atob(form.get("code") ?? ""));
  await DB.prepare("SELECT * FROM oidc_client WHERE id = ?1").bind(session.client).first();
  const id = `${session.id}${crypto.randomUUID().replaceAll("-", "")}`;
  const nowMs = Date.now();
  const { user, realm, token_id, token_generation, expires_at_ms } = session;
  await DB.batch([
    DB.prepare("UPDATE oidc_grant SET revoked_at_ms = ?2 WHERE id = ?1").bind(id, nowMs),
    DB.prepare(
      `INSERT INTO oidc_grant (id, client_id, session_id, user, realm, token_id, token_generation, scope, amr, signed_in_at_ms,
         created_at_ms, expires_at_ms)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 'openid profile email', '["swk","pin","mfa"]', ?8, ?8, ?9 FROM token WHERE id = ?6`,
    ).bind(id, session.client, session.id, user, realm, token_id, token_generation, nowMs, expires_at_ms),
    auditRow(DB, { event: "TOKENS_GIVEN", serial: "", user, realm }),
    DB.prepare(LIVE).bind(id),
    DB.prepare("SELECT 1 FROM oidc_grant WHERE id = ?1").bind(id),
  ]);
  const claims = { sub: session.subject, grant: id };
  return Response.json({ access_token: await signed(claims), id_token: await signed(claims), token_type: "Bearer" });
}

export async function userinfo({ env: { DB } }: Floor, authorization: string): Promise<Response> {
  const claims = await verified(authorization.slice("Bearer ".length));
  const { results } = await DB.prepare(LIVE)
    .bind(claims?.grant ?? "")
    .all();
  return Response.json(results.length > 0 ? { sub: claims?.sub } : { error: "invalid_token" });
}
