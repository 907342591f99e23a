// Hono with one router. The class of "hono" brings three, and with them code that every start would load: this service's paths
// leave only the TrieRouter in use (./router.ts). Families of routes use this class, too. Their routes are added to the app's, and
// nothing is ever searched in their own; the SmartRouter makes a tree only when it is.

import type { Env } from "hono";
import { HonoBase, type HonoOptions } from "hono/hono-base";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";

export class Hono<E extends Env = Env> extends HonoBase<E> {
  constructor(options: HonoOptions<E> = {}) {
    super({ router: new SmartRouter({ routers: [new TrieRouter()] }), ...options });
  }
}
