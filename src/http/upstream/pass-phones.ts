// Phones of users who are still at the upstream server (./pass-through.ts). Their host leads here,
// and the path of a phone's request does not say where it belongs:
//
//   an answer     upstream, unless its sessionKey was made here, which the key itself proves
//   an enrolment  upstream, if its serial is not here and its session was not sealed here
//
// The answer goes back unchanged if the apps understand it. Otherwise, or if none comes in time,
// this service answers itself: Android takes an HTML page for a blocked account, and
// INVALID_RESPONSE:0 blocks all accounts of a phone.

import type { Context } from "hono";
import { openPhoneSession } from "../../core/phone-session.ts";
import { readBounded } from "../../lib/read-bounded.ts";
import { within } from "../../lib/within.ts";
import { PROTOCOL_HEADER, readReply } from "../../tiqr/replies.ts";
import { actionOf, readPhoneRequest } from "../../tiqr/requests.ts";
import type { HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { hasOneReading } from "../request/one-reading.ts";
import { readParameters } from "../request/params.ts";

/** For the body, and again for the look-up. With that server's time, phones do not give up. */
const MAX_WAIT_MS = 1_000;
/** Far more than a phone sends. */
const MAX_BODY_BYTES = 16 * 1024;

/** The path is passed on unchanged, so no part of it may be read in two ways. */
const PLAIN_PATH = /^(\/[\w~-][\w.~-]*)+$/;
/** Those servers make both in hex. Phones take at most 128 digits for a sessionKey. */
const SESSION_KEY = /^[0-9a-f]{10,128}$/i;
const SESSION = /^[\w.~-]{8,256}$/;

/** The parameters that say what a request is about. */
const NAMES = ["action", "sessionKey", "session", "serial", "userId", "response"];

type OnCopy = <T>(c: Context<HttpEnv>, read: (c: Context<HttpEnv>) => Promise<T>) => Promise<T>;

export function passPhones({ ports, rateLimits }: Pick<Deps, "ports" | "rateLimits">) {
  /** Even for a token deleted meanwhile: nobody else may get its phone's secret. */
  const isSealedHere = async (serial: string, session: string): Promise<boolean> =>
    (await openPhoneSession(ports.sealer, serial, session, 0)) !== undefined;

  /** Undefined for what is answered here. */
  return async (c: Context<HttpEnv>, onCopy: OnCopy): Promise<Response | undefined> => {
    const { upstream } = ports;
    const { method, raw } = c.req;
    if (!upstream || !PLAIN_PATH.test(c.req.path) || (method !== "POST" && (method !== "GET" || raw.body)))
      return undefined;
    // Once the body has arrived, reading its copies takes no time.
    const body = await readBounded(raw.clone() as Request, MAX_BODY_BYTES, (reading) => within(MAX_WAIT_MS, reading));
    if (typeof body === "string") return undefined;
    // If the database does not answer, the phone's route here says so.
    if (!(await within(MAX_WAIT_MS, isOfThere(c, onCopy)).catch(() => false))) return undefined;
    const request = new Request(raw.url, { method, headers: raw.headers, ...(method === "POST" ? { body } : {}) });
    const passed = await upstream.passPhone(request, c.get("address"));
    const fault = passed.ok ? await faultOf(method, passed.response.clone() as Response) : passed.reason.code;
    if (!passed.ok || fault !== undefined) {
      console.warn(`upstream: no answer for a phone, which gets ours: ${fault}`);
      return undefined;
    }
    c.set("passed", true);
    return passed.response;
  };

  async function isOfThere(c: Context<HttpEnv>, onCopy: OnCopy): Promise<boolean> {
    const read = await onCopy(c, readParameters);
    const action = read.ok ? actionOf(read.parameter) : undefined;
    if (!read.ok || action === undefined || (c.req.method === "GET") !== (action === "metadata")) return false;
    const understood = readPhoneRequest(action, read.parameter);
    // A repeated name stays here: here its last counts (../phones/routes.ts), there its first.
    if (!understood.ok || !(await onCopy(c, (copy) => hasOneReading(copy, NAMES)))) return false;
    const { request } = understood;
    if (request.action === "authentication") {
      const { sessionKey } = request;
      if (!SESSION_KEY.test(sessionKey) || (await ports.transactions.isSessionKey(sessionKey))) return false;
      return (await rateLimits("answer", sessionKey).called()) === undefined;
    }
    const { serial, session } = request;
    if (!SESSION.test(session) || (await isSealedHere(serial, session))) return false;
    return (await ports.tokens.view({ serial, named: undefined })).tokens.length === 0;
  }
}

/** Undefined for an answer that the apps understand. */
async function faultOf(method: string, response: Response): Promise<string | undefined> {
  const text = await response.text();
  const fault = `status ${response.status}, not in a phone's words`;
  if (method === "POST") return readReply(text, response.headers.get(PROTOCOL_HEADER)) ? undefined : fault;
  try {
    return response.ok && typeof JSON.parse(text).service?.authenticationUrl === "string" ? undefined : fault;
  } catch {
    return fault;
  }
}
