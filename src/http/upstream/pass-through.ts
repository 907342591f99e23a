// In front of a privacyIDEA server (UPSTREAM_PRIVACYIDEA): clients call this service, which answers
// what it holds and passes on the rest, so people can move one by one (docs/migrating.md). It
// holds:
//
//   ours       our pages, and routes that privacyIDEA lacks
//   phones     what began here: ./pass-phones.ts
//   /validate  for a user or serial with a token here, or a transaction that was opened here
//   /auth      for the name of an account here, or of BOOTSTRAP_ADMIN
//   the rest   for a request with a token or an API key of ours
//
// A path that can be read in two ways is refused: it would be judged here as one path and answered
// there as the other. So is a request that may name two users (../request/one-reading.ts).

import type { Context, MiddlewareHandler } from "hono";
import { refused } from "../answer/refused.ts";
import { callOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { takeClient } from "../guard/on-behalf.ts";
import { guessedThere, isPassedGuess, isWrongGuess } from "../guard/passed-guesses.ts";
import { inTime } from "../guard/request-timeout.ts";
import { isPhonePath } from "../phones/routes.ts";
import { isMadeForClient } from "../request/address.ts";
import { readForm } from "../request/body.ts";
import { hasOneReading, otherReadings } from "../request/one-reading.ts";
import { readParameters } from "../request/params.ts";
import { readNamedSubject } from "../request/subject.ts";
import { familyOf } from "../router.ts";
import { createOwnCredentials } from "./own-credentials.ts";
import { passPhones } from "./pass-phones.ts";

/** What privacyIDEA has, too: its start page, and families of which routes here answer a part. */
export const SHARED = ["", ..."audit auth defaultrealm healthz realm system token ttype user validate".split(" ")];
/** Not all settings make routes for these. A link of the first two holds the secret of a login. */
const OURS_WITHOUT_ROUTES = /^(tiqrauth$|tiqrenroll$|brand-)/;
const OURS_OF_VALIDATE = /^\/validate\/(events|pollenrollment)\b/;

/**
 * HTTP servers decode a slash before they route, many merge two, and all resolve dots between them:
 * `/validate%2Fcheck`, `//auth`, `/x/../validate/check`. The router here does none of this.
 */
const HAS_OTHER_READING = /%2f|%5c|\\|\/\/|\/(\.|%2e){1,2}(\/|$)/i;
/** The path as it was sent: `URL` would resolve its dots. */
const PATH_OF_URL = /^\w+:\/\/[^/?#]*([^?#]*)/;

/** Whether names in the request decide which server answers. */
const isByName = ({ req: { path, method } }: Context): boolean =>
  path.startsWith("/validate/") || (path === "/auth" && method === "POST");

const ambiguous = {
  code: "invalid-parameter",
  message: "It can be read in two ways whom the request is about: a name is given twice, or in an unusual body.",
} as const;

/** `families`: the first parts of the paths of all routes here. They come after this middleware. */
export function passThrough(deps: Deps, families: ReadonlySet<string>): MiddlewareHandler<HttpEnv> {
  const { ports, adminTokens, bootstrapAdmin, callerOf, guesses, rateLimits } = deps;
  const passPhone = passPhones({ ports, rateLimits });
  const ownCredentials = createOwnCredentials(ports, adminTokens);
  return async (c, next) => {
    const { upstream } = ports;
    // A Host with a blank or an odd port gives no address to pass the request on to.
    if (upstream && !URL.canParse(c.req.raw.url)) return refused(c, { code: "unknown-path" });
    if (isPhonePath(c.req.path, ports.settings)) return (await passPhone(c, onCopy)) ?? next();
    // This runs before the time limit of all routes, since the other server may take longer.
    if (!upstream || (await inTime(isOurs(c)))) return next();
    if (HAS_OTHER_READING.test(PATH_OF_URL.exec(c.req.url)?.[1] ?? "")) return refused(c, { code: "unknown-path" });
    // A service worker of that server would control this service's pages, too: none is fetched.
    if (c.req.header("Service-Worker") !== undefined) return refused(c, { code: "unknown-path" });
    if (isByName(c) && !(await onCopy(c, hasOneReading))) return refused(c, ambiguous);
    const from = c.get("address");
    const parameter = isPassedGuess(c.req.path) ? await parametersOf(c) : undefined;
    if (parameter && c.req.path.startsWith("/validate/")) await takeClient(c, parameter, { ports, callerOf });
    const at = guessedThere(c.req.path, parameter, ports.settings);
    const closed = at && (await guesses.closed(c, at));
    if (closed) return refused(c, closed);
    // A caller with an account here shows its token or key. That server could use it, so it stays.
    const passed = await upstream.pass(await withoutBodyOfGet(c), from, await ownCredentials(c));
    if (!passed.ok) return refused(c, passed.reason);
    c.set("passed", true);
    if (at === undefined) return passed.response;
    const copy = passed.response.clone();
    callOf(c).afterwards(async () => {
      if (await isWrongGuess(copy)) await guesses.failed(c, at, { code: "wrong-pin" });
    });
    return passed.response;
  };

  async function isOurs(c: Context<HttpEnv>): Promise<boolean> {
    const { path, method } = c.req;
    const family = familyOf(path);
    if (isMadeForClient(c.req.raw) || OURS_WITHOUT_ROUTES.test(family) || OURS_OF_VALIDATE.test(path)) return true;
    if (families.has(family) && !SHARED.includes(family)) return true;
    if (family === "validate") return isOfTokenHere(c);
    if (path === "/auth" && method === "POST") return isOfAccountHere(c);
    return isByCallerHere(c);
  }

  /** A request that cannot be read counts as ours, and is refused here as it would be there. */
  async function isOfTokenHere(c: Context<HttpEnv>): Promise<boolean> {
    const parameter = await parametersOf(c);
    if (!parameter) return true;
    const id =
      parameter("transaction_id") ?? parameter("state") ?? /^\/validate\/polltransaction\/(\d+)$/.exec(c.req.path)?.[1];
    if (id !== undefined && (await ports.transactions.namesOf(id)) !== undefined) return true;
    // Next to a foreign or made-up id the name still decides. Otherwise that server would check the
    // password of a user who has a phone here, and could let them in without the phone.
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
    // That server must not get the password of BOOTSTRAP_ADMIN, whose account may not be made yet.
    if (name === undefined || name === bootstrapAdmin?.name) return true;
    return (await ports.admins.find(name, c.var.address)).admin !== undefined;
  }

  /** An expired token is ours, too; one that another server signed is not. */
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
    c.req.raw = raw.clone();
    const done = await read(c);
    c.req.raw = raw;
    return done;
  }

  /** ownCloud polls with a body, which `fetch` does not send. privacyIDEA reads the query alike. */
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
