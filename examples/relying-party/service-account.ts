// Calls a tiqr-edge in the name of a service account. Copy it together with app.ts. The account signs in before its first call and
// keeps its token, so one sign-in serves all calls of an hour.

export interface Account {
  readonly username: string;
  readonly password: string;
}

export interface ServiceAccountOptions {
  /** The origin of the tiqr-edge, such as `https://login.example.org`. */
  readonly service: string;
  readonly account: Account;
  /** Tests may replace the clock, in milliseconds since 1970, and the network. */
  readonly now?: () => number;
  readonly fetch?: typeof fetch;
}

/** An answer with a status below 500 that is not 429. */
export interface Answer<Value> {
  readonly status: number;
  readonly result: { readonly status: boolean; readonly value?: Value; readonly error?: unknown };
}

/** The service answered 429 or 5xx. It has judged no login, so the same call may succeed later. */
export class ServiceBusy extends Error {
  override readonly name = "ServiceBusy";
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The service refuses the account's password. The people who run the website must correct it. */
export class AccountRefused extends Error {
  override readonly name = "AccountRefused";
}

/** A token could expire on its way to the service, so it is renewed this long before. */
const RENEWED_BEFORE_EXPIRY_MS = 60_000;
/** The service counts each wrong password, so a refused one is not sent again for this long. */
const PAUSE_AFTER_REFUSAL_MS = 60_000;
/** The pause when the service gives no Retry-After. */
const DEFAULT_RETRY_SECONDS = 10;
const REQUEST_TIMEOUT_MS = 10_000;

export class ServiceAccount {
  readonly #options: Required<ServiceAccountOptions>;
  #kept: { readonly token: string; readonly untilMs: number } | undefined;
  #signingIn: Promise<string> | undefined;
  #pause: { readonly untilMs: number; readonly error: (leftSeconds: number) => Error } | undefined;

  constructor(options: ServiceAccountOptions) {
    this.#options = { now: Date.now, fetch: (url, init) => fetch(url, init), ...options };
  }

  /** Throws ServiceBusy or AccountRefused, or what `fetch` throws. */
  async post<Value>(path: string, fields: Readonly<Record<string, string>>): Promise<Answer<Value>> {
    const token = await this.#token();
    const answer = await this.#ask<Value>(path, fields, token);
    if (answer.status !== 401) return answer;
    // The token has ended early, perhaps because the account has a new password. A refused call has done nothing, so it may be
    // repeated. Another call may have brought a new token meanwhile: keep that one.
    if (this.#kept?.token === token) this.#kept = undefined;
    return this.#ask<Value>(path, fields, await this.#token());
  }

  /** All calls that need a token at the same time wait for the same sign-in. */
  async #token(): Promise<string> {
    if (this.#kept && this.#options.now() < this.#kept.untilMs) return this.#kept.token;
    this.#signingIn ??= this.#signIn().finally(() => {
      this.#signingIn = undefined;
    });
    return this.#signingIn;
  }

  async #signIn(): Promise<string> {
    const { account, now } = this.#options;
    const leftMs = (this.#pause?.untilMs ?? 0) - now();
    if (this.#pause && leftMs > 0) throw this.#pause.error(Math.ceil(leftMs / 1000));
    try {
      const { result } = await this.#ask<{ readonly token?: string }>("/auth", { ...account });
      const token = result.value?.token;
      if (!token) throw new AccountRefused(`${account.username} may not sign in: ${JSON.stringify(result.error)}`);
      this.#kept = { token, untilMs: expiryMsOf(token) - RENEWED_BEFORE_EXPIRY_MS };
      return token;
    } catch (error) {
      if (error instanceof ServiceBusy) {
        const untilMs = now() + error.retryAfterSeconds * 1000;
        this.#pause = { untilMs, error: (leftSeconds) => new ServiceBusy(error.message, leftSeconds) };
      }
      if (error instanceof AccountRefused)
        this.#pause = { untilMs: now() + PAUSE_AFTER_REFUSAL_MS, error: () => new AccountRefused(error.message) };
      throw error;
    }
  }

  async #ask<Value>(path: string, fields: Readonly<Record<string, string>>, token?: string): Promise<Answer<Value>> {
    const reply = await this.#options.fetch(this.#options.service + path, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    if (reply.status === 429 || reply.status >= 500) {
      const seconds = Number(reply.headers.get("Retry-After"));
      throw new ServiceBusy(`${path} answers ${reply.status}`, seconds > 0 ? seconds : DEFAULT_RETRY_SECONDS);
    }
    const { result } = (await reply.json()) as Answer<Value>;
    return { status: reply.status, result };
  }
}

/** Reads the expiry in the token (RFC 7519 §4.1.4). A token without one counts as expired, so each call signs in again. */
function expiryMsOf(token: string): number {
  const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString() || "{}");
  return Number(claims.exp) * 1000 || 0;
}
