// The service that is looked at. Before anything else is tried, it has to answer, and to be one of
// ours.
import { CommandError } from "../../../scripts/lib/project.ts";
import { connectionProblem, type RawReply, type RawRequest, rawAsk } from "./raw-ask.ts";

/** No transaction has this id, and nothing is stored for it. */
export const NO_POLL = "/validate/polltransaction?transaction_id=0";

/**
 * The service answers it itself, even in front of a privacyIDEA server, which gets polls and all
 * else that is not held here.
 */
export const OWN_REFUSAL = "/validate/events/0";

export interface VerifiedSite {
  readonly origin: URL;
  /** The answer of /health. */
  readonly health: RawReply;
  /** Whether the request has come through Cloudflare. */
  readonly isEdge: boolean;
  ask(path: string, request?: RawRequest): Promise<RawReply>;
}

/** @throws CommandError with exit code 3 if it cannot be reached, or is something else. */
export async function reachSite(origin: URL): Promise<VerifiedSite> {
  const ask = (path: string, request?: RawRequest): Promise<RawReply> => rawAsk(new URL(path, origin), request);
  const health = await ask("/health").catch((error) => {
    throw new CommandError(connectionProblem(error, origin), 3);
  });
  const { status, headers, text } = health;
  if (status >= 300 && status < 400)
    throw new CommandError(
      `${origin.host} leads to ${headers.location ?? "another address"}. Is that the address, or does something ask for a sign-in?`,
      3,
    );
  // A bad setting stops every request, and its message names it.
  if (text.startsWith("configuration: ")) throw new CommandError(`The service does not start: ${text.trim()}`, 1);
  if (!isHealth(text)) {
    const server = headers.server ? `, from ${headers.server}` : "";
    throw new CommandError(
      `${origin.host} answers, but not as tiqr-edge: status ${status}, ${headers["content-type"] ?? "of no type"}${server}.`,
      3,
    );
  }
  return { origin, health, isEdge: headers["cf-ray"] !== undefined, ask };
}

/** The service, and the server behind it if there is one: who answers what is not held here. */
export async function namesOf({ ask }: VerifiedSite): Promise<string> {
  const [own, other] = [await ask(OWN_REFUSAL), await ask("/auth/rights")].map(({ text }) => replyJson(text)?.version);
  const version = typeof own === "string" ? own : "of an unknown version";
  return other === own || typeof other !== "string" ? version : `${version}, in front of ${other}`;
}

function isHealth(text: string): boolean {
  const read = replyJson(text);
  return read?.durable_objects !== undefined && read?.d1 !== undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: replies are looked into freely
export function replyJson(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const WAIT_SECONDS = 15;

/**
 * The WebSocket that tells how a login goes. `answered` resolves with the state that it tells, or
 * with why it does not.
 */
export function waitOnSocket(origin: URL, id: string) {
  const socket = new WebSocket(new URL(`/validate/events/${id}`, origin.href.replace(/^http/, "ws")));
  const open = new Promise<void>((resolve) => {
    for (const event of ["message", "error", "close"] as const) socket.addEventListener(event, () => resolve());
  });
  const answered = new Promise<string>((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      const state = replyJson(String(data))?.state;
      if (state !== "open") resolve(String(state));
    });
    socket.addEventListener("close", () => resolve("closed"));
    socket.addEventListener("error", () => resolve("error"));
    setTimeout(() => resolve("late"), WAIT_SECONDS * 1000).unref();
  }).finally(() => socket.close());
  return { open, answered };
}
