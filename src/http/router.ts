// Finds the handlers of a request. Hono's fast router takes no parameter where another route has a
// fixed word, such as /token/init and /token/:serial. Without it Hono searches its tree at every
// request, so this keeps what was found, but only for paths that the app names: requests could fill
// the memory with others. Pages are added when one is opened, so that a start need not make them.

import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

const METHODS = new Set(["GET", "POST"]);

export class KeepingRouter<T> implements Router<T> {
  name = "KeepingRouter";
  readonly #tree = new TrieRouter<T>();
  readonly #paths: Set<string>;
  readonly #found = new Map<string, Result<T>>();
  /** Functions that add the routes that wait, by the first part of their paths. */
  readonly waiting = new Map<string, () => void>();

  /** `paths`: often requested paths that no route names as a whole. */
  constructor(paths: readonly string[]) {
    this.#paths = new Set(paths);
  }

  add(method: string, path: string, handler: T): void {
    this.#found.clear();
    this.#tree.add(method, path, handler);
    if (!/[:*{?]/.test(path)) this.#paths.add(path);
  }

  /** `addRoutes` adds all routes with this first part, when the first of them is searched. */
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
