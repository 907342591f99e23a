// The Durable Object of one notice of a logout, named by the session as its client knows it. Its
// alarm sends the notice, retries it (src/core/oidc/sessions/backchannel.ts), and forgets it.

import { DurableObject } from "cloudflare:workers";
import { fetchedUriFault } from "../../core/oidc/clients/client-uris.ts";
import { logoutClaims, RETRY_AFTER_MS } from "../../core/oidc/sessions/backchannel.ts";
import type { LogoutNotice } from "../../core/ports/oidc/browser-sessions.ts";
import { toBase64Url } from "../../lib/bytes.ts";
import { type Environment, environmentOf } from "../environment.ts";
import { type StoredPing, sendPing } from "./send-ping.ts";
import { createSigner } from "./signer.ts";

/** An application that is silent for so long counts as unreachable. */
const TIMEOUT_MS = 10_000;
const JTI_BYTES = 16;
const KEY = "notice";
const PING = "ping";

interface StoredNotice {
  readonly notice: LogoutNotice;
  readonly failed: number;
}

export class LogoutObject extends DurableObject<Env> {
  async tell(notice: LogoutNotice): Promise<void> {
    this.ctx.storage.kv.put(KEY, { notice, failed: 0 } satisfies StoredNotice);
    await this.ctx.storage.setAlarm(Date.now());
  }

  /** The object of a confirmation: ./send-ping.ts. */
  async ping(requestId: string, sealed: string): Promise<void> {
    this.ctx.storage.kv.put(PING, { requestId, sealed, failed: 0 } satisfies StoredPing);
    await this.ctx.storage.setAlarm(Date.now());
  }

  async #ping(ping: StoredPing): Promise<void> {
    const retryAfterMs = await sendPing(ping, await environmentOf(this.env));
    if (retryAfterMs === undefined) return this.ctx.storage.deleteAll();
    this.ctx.storage.kv.put(PING, { ...ping, failed: ping.failed + 1 } satisfies StoredPing);
    await this.ctx.storage.setAlarm(Date.now() + retryAfterMs);
  }

  override async alarm(): Promise<void> {
    const ping = this.ctx.storage.kv.get<StoredPing>(PING);
    if (ping) return this.#ping(ping);
    const stored = this.ctx.storage.kv.get<StoredNotice>(KEY);
    if (!stored) return;
    const { notice, failed } = stored;
    const environment = await environmentOf(this.env);
    // The address may be older than this rule or the setting. A retry would not change that.
    if (fetchedUriFault(notice.uri, environment.settings) !== undefined) {
      console.error(
        `logout: client ${notice.clientId} was not told: its address is not public (WEBHOOK_ALLOW_PRIVATE, docs/oidc.md)`,
      );
      return this.ctx.storage.deleteAll();
    }
    const fault = await this.#send(notice, environment).catch((error) => String(error));
    const retryAfterMs = fault === undefined ? undefined : RETRY_AFTER_MS[failed];
    if (fault !== undefined) console.error(`logout: client ${notice.clientId} was not told: ${fault}`);
    if (retryAfterMs === undefined) return this.ctx.storage.deleteAll();
    this.ctx.storage.kv.put(KEY, { notice, failed: failed + 1 } satisfies StoredNotice);
    await this.ctx.storage.setAlarm(Date.now() + retryAfterMs);
  }

  /** Returns what went wrong, if anything. */
  async #send(notice: LogoutNotice, { keyring, settings }: Environment): Promise<string | undefined> {
    const signer = createSigner(this.env.DB, keyring);
    const jti = toBase64Url(crypto.getRandomValues(new Uint8Array(JTI_BYTES)));
    const claims = logoutClaims(settings.publicUrl, notice, jti, Date.now());
    const reply = await fetch(notice.uri, {
      method: "POST",
      body: new URLSearchParams({ logout_token: await signer.sign(notice.alg, "logout+jwt", claims) }),
      redirect: "manual", // an answer must not send the token to another host
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await reply.body?.cancel();
    return reply.ok ? undefined : `status ${reply.status}`;
  }
}
