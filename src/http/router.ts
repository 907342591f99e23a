// Finds the handlers of a request. Hono's fast router takes no parameter where another route has a
// fixed word, such as /token/init and /token/:serial. Without it Hono searches its tree at every
// request, so this keeps what was found, but only for paths that the app names: requests could fill
// the memory with others. Pages are added when one is opened, so that a start need not make them.

import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";
import type { H, RouterRoute } from "hono/types";

/** The methods that the API has. HEAD and OPTIONS follow from them (./answer/methods.ts). */
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

const KEPT = new Set(["GET", "POST"]);

/** What Hono adds for each route. */
export type AppRoute = [H, RouterRoute];

/** Middleware has a path that ends in `*`, and so has a route that takes all below its own path. */
const isMiddleware = ({ path }: RouterRoute): boolean => path.endsWith("*");

export const familyOf = (path: string): string => path.split("/", 2)[1] ?? "";

export class KeepingRouter implements Router<AppRoute> {
  name = "KeepingRouter";
  readonly #tree = new TrieRouter<AppRoute>();
  /** The paths of routes without a parameter. */
  readonly #fixed = new Set<string>();
  readonly #often: ReadonlySet<string>;
  readonly #found = new Map<string, Result<AppRoute>>();
  /** Functions that add the routes that wait, by the first part of their paths. */
  readonly waiting = new Map<string, () => void>();
  /** The first parts of all paths, those of the routes that wait included. */
  readonly families = new Set<string>();

  /** `often`: often requested paths that no route names as a whole. */
  constructor(often: readonly string[]) {
    this.#often = new Set(often);
  }

  add(method: string, path: string, handler: AppRoute): void {
    this.#found.clear();
    this.#tree.add(method, path, handler);
    if (!/[:*{?]/.test(path)) this.#fixed.add(path);
    if (!path.endsWith("*")) this.families.add(familyOf(path));
  }

  /** `addRoutes` adds all routes with this first part, when the first of them is searched. */
  later(part: string, addRoutes: () => void): void {
    this.waiting.set(part, addRoutes);
    this.families.add(part);
  }

  match(method: string, path: string): Result<AppRoute> {
    const name = `${method} ${path}`;
    const known = this.#found.get(name);
    if (known) return known;
    const part = familyOf(path);
    this.waiting.get(part)?.();
    this.waiting.delete(part);
    const isFixed = this.#fixed.has(path);
    const found = isFixed ? this.#ownOf(method, path) : this.#tree.match(method, path);
    if (KEPT.has(method) && (isFixed || this.#often.has(path))) this.#found.set(name, found);
    return found;
  }

  /** DELETE /token/init must not delete a token: the word of a fixed path is no parameter. */
  #ownOf(method: string, path: string): Result<AppRoute> {
    const [found] = this.#tree.match(method, path) as [[AppRoute, Record<string, string>][]];
    return [found.filter(([[, route]]) => route.path === path || isMiddleware(route))];
  }

  /** The routes at this path, each with a method that it takes. */
  routesAt(path: string): readonly (readonly [method: Method, route: RouterRoute])[] {
    return METHODS.flatMap((method) =>
      this.match(method, path)[0].flatMap(([[, route]]) =>
        route.method === method && !isMiddleware(route) ? [[method, route] as const] : [],
      ),
    );
  }
}
