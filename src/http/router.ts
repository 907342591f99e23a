// Finds the handlers of a request. Hono's fast router takes no parameter beside a fixed word, and privacyIDEA has many such pairs:
// /token/init and /token/:serial. With one of them Hono searches its tree of routes at every request instead. So this keeps what
// was found for the paths that the app itself names. Requests could fill the memory with any other.
// Pages wait until somebody opens one: most isolates answer logins alone, and a start that makes no page is shorter.

import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

const METHODS = new Set(["GET", "POST"]);

export class KeepingRouter<T> implements Router<T> {
  name = "KeepingRouter";
  readonly #tree = new TrieRouter<T>();
  readonly #paths: Set<string>;
  readonly #found = new Map<string, Result<T>>();
  /** What adds the routes that wait, by the first part of their paths. */
  readonly waiting = new Map<string, () => void>();

  /** `paths`: those that no route names as a whole, but that are asked for often. */
  constructor(paths: readonly string[]) {
    this.#paths = new Set(paths);
  }

  add(method: string, path: string, handler: T): void {
    this.#found.clear();
    this.#tree.add(method, path, handler);
    if (!/[:*{?]/.test(path)) this.#paths.add(path);
  }

  /** `addRoutes` adds all routes whose paths have this first part. It is called before the first of them is searched. */
  later(part: string, addRoutes: () => void): void {
    this.waiting.set(part, addRoutes);
  }

  match(method: string, path: string): Result<T> {
    const name = `${method} ${path}`;
    const known = this.#found.get(name);
    if (known) return known;
    const [, part = ""] = path.split("/", 2);
    this.waiting.get(part)?.();
    this.waiting.delete(part);
    const found = this.#tree.match(method, path);
    if (METHODS.has(method) && this.#paths.has(path)) this.#found.set(name, found);
    return found;
  }
}
