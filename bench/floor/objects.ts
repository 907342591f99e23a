// The floor's objects. That of a login holds one value in memory and writes it through, as the
// service's does: when it is opened, when the answer is accepted and when the login is used. It
// checks no response.

import { DurableObject } from "cloudflare:workers";
import { auditRow, IF_CHANGED } from "./audit.ts";

export interface Login {
  readonly state: "open" | "charged" | "answered" | "used";
  readonly attemptId: string;
  readonly question: string;
  readonly id: number;
  readonly generation: number;
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly sealedSecret: string;
  readonly expiresAtMs: number;
}

/** The token as it was when the login was opened, and not locked since. */
const GUARD = `id = ?1 AND generation = ?2 AND active = 1 AND revoked = 0
  AND NOT EXISTS (SELECT 1 FROM lock WHERE token_id = token.id AND failcount >= token.max_fail)`;

export interface Session {
  readonly id: string;
  readonly user: string;
  readonly realm: string;
  readonly token_id: number;
  readonly token_generation: number;
  readonly subject: string;
  readonly expires_at_ms: number;
}

/** With its token and its user, as each use of it is read. */
const SIGNED_IN = `SELECT session.*, user.subject FROM browser_session AS session
  JOIN token ON token.id = session.token_id AND token.generation = session.token_generation
  JOIN user ON user.realm = session.realm AND user.name = session.user WHERE session.id = ?1`;

const KEY = "login";

export class TransactionObject extends DurableObject<Env> {
  #login: Login | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const json = ctx.storage.kv.get<string>(KEY);
    if (json) this.#login = JSON.parse(json);
  }

  async open(login: Login): Promise<void> {
    this.#save(login);
    await this.ctx.storage.setAlarm(login.expiresAtMs);
  }

  state(): string {
    return this.#login?.state ?? "unknown";
  }

  async answer(): Promise<boolean> {
    const login = this.#login;
    if (login?.state !== "open") return false;
    this.#login = { ...login, state: "charged" };
    const { DB } = this.env;
    const { id, generation } = login;
    const [accepted] = await DB.batch([
      DB.prepare(`UPDATE token SET notification_type = notification_type WHERE ${GUARD} RETURNING id`).bind(
        id,
        generation,
      ),
      auditRow(DB, { ...login, event: "CHALLENGE_ANSWERED" }, IF_CHANGED),
      DB.prepare("DELETE FROM lock WHERE token_id = ?1").bind(id),
    ]);
    if (!accepted?.results.length) return false;
    this.#save({ ...login, state: "answered" });
    return true;
  }

  async finalize(): Promise<string> {
    const login = this.#login;
    if (login?.state !== "answered") return this.state();
    const { DB } = this.env;
    const { id, generation } = login;
    const [accepted] = await DB.batch([
      DB.prepare(`UPDATE token SET last_auth_ms = ?3 WHERE ${GUARD} RETURNING id`).bind(id, generation, Date.now()),
      auditRow(DB, { ...login, event: "AUTHENTICATED" }, IF_CHANGED),
      DB.prepare("SELECT active, revoked FROM token WHERE id = ?1").bind(id),
    ]);
    if (!accepted?.results.length) return "refused";
    this.#save({ ...login, state: "used" });
    return "accepted";
  }

  /** The same, with the session of the browser in the same batch. */
  async finalizeInBrowser(): Promise<Session | undefined> {
    const login = this.#login;
    if (login?.state !== "answered") return undefined;
    const { DB } = this.env;
    const { id, generation, serial, user, realm } = login;
    const nowMs = Date.now();
    const session = crypto.randomUUID().replaceAll("-", "");
    const done = await DB.batch<Session>([
      DB.prepare(`UPDATE token SET last_auth_ms = ?3 WHERE ${GUARD} RETURNING id`).bind(id, generation, nowMs),
      auditRow(DB, { ...login, event: "LOGIN_SUCCESS" }, IF_CHANGED),
      DB.prepare(
        `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, signed_in_at_ms,
           seen_at_ms, expires_at_ms, key_hash)
         SELECT ?4, ?5, ?6, ?7, ?1, ?2, '["swk","pin","mfa"]', '127.0.0.1', ?3, ?3, ?3 + 43200000, ?8 FROM token WHERE ${GUARD}`,
      ).bind(id, generation, nowMs, session, user, realm, serial, `${session}${session}`),
      DB.prepare(SIGNED_IN).bind(session),
      DB.prepare("SELECT active, revoked FROM token WHERE id = ?1").bind(id),
    ]);
    const [row] = done[3]?.results ?? [];
    if (!row) return undefined;
    this.#save({ ...login, state: "used" });
    return row;
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }

  #save(login: Login): void {
    this.ctx.storage.kv.put(KEY, JSON.stringify(login));
    this.#login = login;
  }
}

/** Rung at each step of an enrolment, for listeners of which there are none here. */
export class EnrollmentObject extends DurableObject<Env> {
  async ring(): Promise<void> {}
}

/** Named in wrangler.toml, and not used by a login or an enrolment. */
export class AuditHead extends DurableObject<Env> {}
