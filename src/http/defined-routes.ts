// A route of the API follows from its definition (./all-definitions.ts). The key gives method and
// path, and what else the definition says holds without another line: who may call, what is read of
// the request, how long it may take, what a HEAD does. The rules load with the first request for a
// route, so that no start waits for them. The compiler knows by the key what the path names, what
// a body is and what the answer has.

import type { AdminCall } from "../core/call.ts";
import type { Refusal } from "../core/reasons.ts";
import { refuseAndNote } from "../core/refuse-and-note.ts";
import type { OfAccounts, Route } from "./all-definitions.ts";
import { type AnswerOf, envelope, type Success } from "./answer/envelope.ts";
import { answerHead } from "./answer/methods.ts";
import { refused } from "./answer/refused.ts";
import { adminCallOf, callOf, type HttpEnv, type RouteContext } from "./context.ts";
import type { Deps } from "./deps.ts";
import type { Hono } from "./hono.ts";
import { isOfAccounts } from "./openapi/definition.ts";
import { allowUpload } from "./request/body.ts";
import { takeParameters } from "./request/params.ts";
import { type RouteRules, routeRules } from "./route-rules.ts";

/** A key, perhaps with a pattern of its last parameter: `GET /audit/:file{.+\\.csv}`. */
type Pattern = Route | `${Route}{${string}}`;
type RouteOf<Key> = Key extends `${infer Name}{${string}` ? Extract<Name, Route> : Extract<Key, Route>;
/** Makes the request as the core sees it, when the flow has read what it needs. */
type CallOf<Key extends Route> = OfAccounts[Key] extends true ? () => AdminCall : undefined;
type Maybe<Value> = Value | Promise<Value>;
type Done = { readonly ok: true };

/** `flow` gives an answer of its own form, a refusal, or what `tell` makes the answer of. */
interface On {
  <const Key extends Pattern, Result extends Response | Refusal | Done>(
    keys: Key | readonly Key[],
    flow: (c: RouteContext<RouteOf<Key>>, call: CallOf<RouteOf<Key>>) => Maybe<Result>,
    tell: (result: Extract<NoInfer<Result>, Done>, c: RouteContext<RouteOf<Key>>) => Maybe<AnswerOf<RouteOf<Key>>>,
  ): void;
  <const Key extends Pattern>(
    keys: Key | readonly Key[],
    flow: (
      c: RouteContext<RouteOf<Key>>,
      call: CallOf<RouteOf<Key>>,
    ) => Maybe<Response | Refusal | AnswerOf<RouteOf<Key>>>,
  ): void;
}

export interface DefinedRoutes {
  readonly app: Hono<HttpEnv>;
  readonly on: On;
}

export function definedRoutes(app: Hono<HttpEnv>, deps: Pick<Deps, "callerOf" | "ports">): DefinedRoutes {
  return { app, on: on as On };

  function on(
    keys: Pattern | readonly Pattern[],
    flow: (c: RouteContext<Route>, call: (() => AdminCall) | undefined) => Maybe<Response | Refusal | Done | Success>,
    tell?: (result: Done, c: RouteContext<Route>) => Maybe<Success>,
  ): void {
    for (const key of [keys].flat()) {
      const [method = "", path = ""] = key.split(" ");
      let defined: Defined | undefined;
      app.on(method, path, async (context) => {
        defined ??= load(key);
        const c = context as unknown as RouteContext<Route>;
        const early = await prepare(c, defined);
        if (early) return early;
        const result = await flow(c, defined.needsAccount ? () => adminCallOf(c) : undefined);
        if (result instanceof Response) return result;
        if ("ok" in result && !result.ok) return refused(c, result.reason);
        return envelope(c, tell ? await tell(result as Done, c) : (result as Success));
      });
    }
  }

  /** What comes before the flow. An answer ends the request. */
  async function prepare(
    c: RouteContext<Route>,
    { rules, needsAccount, takes }: Defined,
  ): Promise<Response | undefined> {
    c.set("rules", rules);
    if (rules.limit === "upload") allowUpload(c);
    const turnedAway = needsAccount ? await requireAccount(c) : undefined;
    if (turnedAway) return turnedAway;
    if (rules.decides && c.req.method === "HEAD") return answerHead(c);
    return takes && takeParameters(c, takes);
  }

  /**
   * Leaves the caller for the handlers, or refuses a request that shows no account: a JWT in
   * PI-Authorization or Authorization, bare or after "Bearer", or an API key in X-API-Key. A JWT
   * may outlive its account or rights: each call checks them.
   */
  async function requireAccount(c: RouteContext<Route>): Promise<Response | undefined> {
    const verified = await deps.callerOf(c);
    if (verified?.ok) {
      c.set("caller", verified.caller);
      return undefined;
    }
    const reason = verified ? verified.reason : ({ code: "missing-authorization" } as const);
    // Bad tokens without end could fill the trail: the first few get rows, the rest are counted.
    return refused(c, refuseAndNote(deps.ports, callOf(c), reason, {}, "counted").reason);
  }
}

interface Defined {
  readonly rules: RouteRules;
  readonly needsAccount: boolean;
  readonly takes: ReadonlySet<string> | undefined;
}

function load(key: Pattern): Defined {
  const rules = routeRules(key);
  // Without them nobody could say who may call.
  if (!rules) throw new Error(`${key} has no definition`);
  return { rules, needsAccount: isOfAccounts(rules), takes: rules.takes && new Set(rules.takes) };
}
