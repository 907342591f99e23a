// What the old server lists to its administrators: every token, with its owner. privacyIDEA and
// eduMFA have the same API.
import { CommandError } from "../../../../scripts/lib/project.ts";
import { serverOf } from "../../../../src/upstream/identity.ts";

interface ListedToken {
  readonly serial: string;
  readonly type: string;
  /** Empty if it is nobody's. */
  readonly user: string;
  readonly realm: string;
  /** Whether a phone has brought its secret. */
  readonly isEnrolled: boolean;
}

export interface OldServerTokens {
  /** Such as "privacyIDEA 3.13.3". */
  readonly server: string;
  /** Of users who are named without one; undefined if it has none. */
  readonly defaultRealm: string | undefined;
  readonly tokens: readonly ListedToken[];
}

export interface OldAccount {
  /** Without a slash at its end. */
  readonly base: string;
  readonly name: string;
  readonly password: string;
}

const PAGE_TOKENS = 500;
/** For a page it looks up the owner of each token, in user stores that may be slow. */
const MAX_ANSWER_MS = 120_000;

/** @throws CommandError in words for the operator. */
export async function listOldTokens({ base, name, password }: OldAccount): Promise<OldServerTokens> {
  const credentials = new URLSearchParams({ username: name, password });
  const signedIn = await ask(`${base}/auth`, { method: "POST", body: credentials }, `the sign-in of ${name}`);
  const { token } = signedIn.value;
  if (typeof token !== "string")
    throw new CommandError(`The old server gives ${name} no token. Does it want a second factor?`);
  const signed = { headers: { Authorization: token } };
  const [defaultRealm] = Object.keys((await ask(`${base}/defaultrealm`, signed, "its default realm")).value);
  const tokens: ListedToken[] = [];
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({ page: String(page), pagesize: String(PAGE_TOKENS), sortby: "serial" });
    const { value } = await ask(`${base}/token/?${query}`, signed, "the list of tokens");
    if (!Array.isArray(value.tokens)) throw new CommandError("The old server's list of tokens has no tokens.");
    tokens.push(...value.tokens.map(tokenOf));
    if (typeof value.next !== "number") return { server: signedIn.server, defaultRealm, tokens };
  }
}

/** A token that waits for its phone has a session, though 3.14 calls it enrolled. */
function tokenOf(listed: Readonly<Record<string, unknown>>): ListedToken {
  const text = (name: string): string => (typeof listed[name] === "string" ? listed[name] : "");
  const info = typeof listed.info === "object" && listed.info !== null ? listed.info : {};
  const isEnrolled = !("session" in info) && text("rollout_state") !== "clientwait";
  return {
    serial: text("serial"),
    type: text("tokentype"),
    user: text("username"),
    realm: text("user_realm"),
    isEnrolled,
  };
}

async function ask(address: string, init: RequestInit, what: string) {
  const limits = { redirect: "manual", signal: AbortSignal.timeout(MAX_ANSWER_MS) } as const; // the password stays
  try {
    const response = await fetch(address, { ...init, ...limits });
    const text = await response.text();
    const { status, value, error } = readResult(text);
    if (status !== true) {
      const why = String(error?.message ?? response.status).replace(/\p{Cc}/gu, "?");
      throw new CommandError(`The old server refuses ${what}: ${why}`);
    }
    const named = serverOf(text);
    return { value, server: named ? `${named.product} ${named.version}` : "the old server" };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { message } = ((error as Error).cause ?? error) as Error;
    throw new CommandError(`The old server cannot be asked for ${what}: ${message}`);
  }
}

interface Result {
  readonly status?: unknown;
  readonly value: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message?: unknown };
}

function readResult(text: string): Result {
  try {
    const { value, ...rest } = JSON.parse(text).result;
    return { ...rest, value: value ?? {} };
  } catch {
    throw new Error("it does not answer as privacyIDEA does");
  }
}
