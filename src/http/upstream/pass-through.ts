// In front of a privacyIDEA server that stays (UPSTREAM_PRIVACYIDEA): clients point at this service, which answers what it holds and
// sends all else on, so people can move one by one. docs/migrating.md.
//
//   ours       our pages, our further routes
//   phones     what began here: ./pass-phones.ts
//   /validate  a user or serial that has a token here; a transaction that was opened here
//   /auth      the name of an account here
//   the rest   requests that show a token of ours, or an API key; all others go on, as do paths that we do not have
//
// A path that may be read in two ways goes nowhere: it would be looked at here as one, and answered there as the other. Nor does a request
// that may name two users (../request/one-reading.ts).

import type { Context, MiddlewareHandler } from "hono";
import type { Ports } from "../../core/ports/index.ts";
import { networkOf } from "../../lib/network.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { callOf, type HttpEnv } from "../context.ts";
import type { AdminTokens } from "../guard/admin-token.ts";
import type { CallerOf } from "../guard/caller-of.ts";
import type { Guesses } from "../guard/guesses.ts";
import { takeClient } from "../guard/on-behalf.ts";
import { guessedThere, isPassedGuess, isWrongGuess } from "../guard/passed-guesses.ts";
import type { RateLimits } from "../guard/rate-limit.ts";
import { inTime } from "../guard/request-timeout.ts";
import { isPhonePath } from "../phones/routes.ts";
import { isMadeForClient } from "../request/address.ts";
import { readForm } from "../request/body.ts";
import { hasOneReading, otherReadings } from "../request/one-reading.ts";
import { readParameters } from "../request/params.ts";
import { readNamedSubject } from "../request/subject.ts";
import { createOwnCredentials } from "./own-credentials.ts";
import { passPhones } from "./pass-phones.ts";

/** The first parts of the paths that are ours alone. */
const OURS = new Set(
  (
    "login console enrol me oidc authz accounts metrics health assets logo.png language openapi.json docs events jobs " +
    "tiqrauth tiqrenroll .well-known"
  ).split(" "),
);
const OURS_OF_VALIDATE = /^\/validate\/(events|pollenrollment)\b/;

/**
 * Servers of HTTP decode a slash before they choose what answers, many merge two of them, and all leave out dots between them:
 * `/validate%2Fcheck`, `//auth`, `/x/../validate/check`. The router here does none of it.
 */
const HAS_OTHER_READING = /%2f|%5c|\\|\/\/|\/(\.|%2e){1,2}(\/|$)/i;
/** As it came, where `URL` would have left out dots. */
const PATH_OF_URL = /^\w+:\/\/[^/?#]*([^?#]*)/;

/** Names in the request decide which server answers. */
const isByName = ({ req: { path, method } }: Context): boolean =>
  path.startsWith("/validate/") || (path === "/auth" && method === "POST");

const ambiguous = {
  code: "invalid-parameter",
  message: "It can be read in two ways whom the request is about: a name is given twice, or in an unusual body.",
} as const;

interface Given {
  readonly ports: Ports;
  readonly adminTokens: AdminTokens;
  readonly callerOf: CallerOf;
  readonly guesses: Guesses;
  readonly rateLimits: RateLimits;
}

export function passThrough({ ports, adminTokens, callerOf, guesses, rateLimits }: Given): MiddlewareHandler<HttpEnv> {
  const passPhone = passPhones({ ports, rateLimits });
  const ownCredentials = createOwnCredentials(ports, adminTokens);
  return async (c, next) => {
    const { upstream } = ports;
    // A Host with a blank or an odd port makes no address that could be asked.
    if (upstream && !URL.canParse(c.req.raw.url)) return refused(c, { code: "unknown-path" });
    if (isPhonePath(c.req.path, ports.settings)) return (await passPhone(c, onCopy)) ?? next();
    // This stands before the time limit of all routes, since what is sent on may take longer than that.
    if (!upstream || (await inTime(isOurs(c)))) return next();
    if (HAS_OTHER_READING.test(PATH_OF_URL.exec(c.req.url)?.[1] ?? "")) return refused(c, { code: "unknown-path" });
    // A script that stays in the browser would answer for the pages of this service, too.
    if (c.req.header("Service-Worker") !== undefined) return refused(c, { code: "unknown-path" });
    if (isByName(c) && !(await onCopy(c, hasOneReading))) return refused(c, ambiguous);
    const from = c.get("address");
    const parameter = isPassedGuess(c.req.path) ? await parametersOf(c) : undefined;
    if (parameter && c.req.path.startsWith("/validate/")) takeClient(c, parameter, ports.settings);
    const at = guessedThere(c.req.path, parameter, ports.settings);
    const closed = at && (await guesses.closed(c, at));
    if (closed) return refused(c, closed);
    // A service with an account here sends its session or key along for users who are there. It is no business of that server.
    const passed = await upstream.pass(await withoutBodyOfGet(c), from, await ownCredentials(c));
    if (!passed.ok) return refused(c, passed.reason);
    c.set("passed", true);
    if (at === undefined) return passed.response;
    const copy = passed.response.clone();
    callOf(c).afterwards(async () => {
      if (await isWrongGuess(copy as Response)) await guesses.failed(c, at, { code: "wrong-pin" });
    });
    return passed.response;
  };

  async function isOurs(c: Context<HttpEnv>): Promise<boolean> {
    const { path, method } = c.req;
    const [, first = ""] = path.split("/");
    if (isMadeForClient(c.req.raw) || OURS.has(first) || first.startsWith("brand-")) return true;
    if (OURS_OF_VALIDATE.test(path)) return true;
    if (first === "validate") return isOfTokenHere(c);
    if (path === "/auth" && method === "POST") return isOfAccountHere(c);
    return isByCallerHere(c);
  }

  /** What cannot be read is refused here, as it would be there. */
  async function isOfTokenHere(c: Context<HttpEnv>): Promise<boolean> {
    const parameter = await parametersOf(c);
    if (!parameter) return true;
    const id =
      parameter("transaction_id") ?? parameter("state") ?? /^\/validate\/polltransaction\/(\d+)$/.exec(c.req.path)?.[1];
    if (id !== undefined && (await ports.transactions.namesOf(id)) !== undefined) return true;
    // Beside an id of another server, or a made-up one, a name counts as without it. Otherwise that
    // server would judge the password of a user who has a phone here, and could let in without it.
    const read = readNamedSubject(parameter, ports.settings);
    const subjects = otherReadings(parameter("user"), parameter("realm")).map((named) => ({
      serial: undefined,
      named,
    }));
    for (const subject of read.ok ? [read.subject, ...subjects] : subjects)
      if ((await ports.tokens.view(subject)).tokens.length > 0) return true;
    return false;
  }

  async function isOfAccountHere(c: Context<HttpEnv>): Promise<boolean> {
    const parameter = await parametersOf(c);
    const name = parameter?.("username");
    if (name === undefined) return true;
    const { admin, hasAdministrator } = await ports.admins.find(name, networkOf(c.var.address));
    // The first sign-in makes the first administrator.
    return admin !== undefined || !hasAdministrator;
  }

  /** A token that has expired is ours as well; one that another server signed is not. */
  async function isByCallerHere(c: Context<HttpEnv>): Promise<boolean> {
    const verified = await callerOf(c);
    return verified !== undefined && (verified.ok || verified.reason.code !== "invalid-authorization");
  }

  async function parametersOf(c: Context<HttpEnv>) {
    const read = await onCopy(c, readParameters);
    return read.ok ? read.parameter : undefined;
  }

  /** Reads a copy of the body, and leaves the body itself for whoever reads it next. */
  async function onCopy<T>(c: Context<HttpEnv>, read: (c: Context<HttpEnv>) => Promise<T>): Promise<T> {
    const { raw } = c.req;
    c.req.raw = raw.clone() as Request;
    const done = await read(c);
    c.req.raw = raw;
    return done;
  }

  /** `fetch` sends no body with a GET or HEAD, but ownCloud polls with one. privacyIDEA reads the same from the query. */
  async function withoutBodyOfGet(c: Context<HttpEnv>): Promise<Request> {
    const { raw } = c.req;
    if (!["GET", "HEAD"].includes(raw.method) || raw.body === null) return raw;
    const form = await readForm(c);
    const url = new URL(raw.url);
    const fields = new URLSearchParams(typeof form === "string" ? [] : form.map(([name, value]) => [name, value]));
    url.search = [url.search.slice(1), fields.toString()].filter((part) => part !== "").join("&");
    const headers = new Headers(raw.headers);
    for (const name of ["Content-Length", "Content-Type"]) headers.delete(name);
    return new Request(url, { method: raw.method, headers });
  }
}
