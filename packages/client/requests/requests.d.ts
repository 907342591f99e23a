// The types of requests.js.

import type { Answer, Fetch, Text } from "./ask.js";

/** What both clients take. */
export interface AskedOptions {
  /** The address of the API, such as `https://tiqr.example.org`; it may have a path. */
  readonly baseUrl: string;
  /** An API key of an account, `pi_…`. */
  readonly apiKey?: string | undefined;
  /** In place of a key: the token of a sign-in at `/auth`, which is valid for an hour. */
  readonly token?: string | undefined;
  readonly fetch?: Fetch;
  /** The longest that one request may take. Default 10 000. */
  readonly requestTimeoutMs?: number;
  /** How often a request that may safely be sent again is sent again. Default 2. */
  readonly retries?: number;
  /** Tests may replace the pause, the random number (0 to 1), and the clock (ms since 1970). */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
}

export type Settings = Required<Omit<AskedOptions, "apiKey" | "token">> & Pick<AskedOptions, "apiKey" | "token">;

export interface Request {
  /** GET by default. */
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: object | undefined;
  readonly body?: unknown;
  /** Whether carrying it out twice leaves the same state as once. By default true for GET. */
  readonly repeatable?: boolean;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Ask {
  /** @throws TiqrError, also when the service refuses; or the reason of an aborted signal. */
  answer(request: Request): Promise<Answer>;
  text(request: Request): Promise<Text>;
}

export function settingsOf(options: AskedOptions): Settings;
export function credentialsOf(settings: Pick<Settings, "apiKey" | "token">): Record<string, string>;
export function createAsk(settings: Settings): Ask;
