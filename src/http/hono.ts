// Hono with one router. The class of "hono" brings three, whose code every start would load, though
// only the TrieRouter can serve our paths (./router.ts). Families of routes use this class, too:
// their routes are added to the app's, and the SmartRouter makes no tree until one is searched.

import type { Env } from "hono";
import { HonoBase, type HonoOptions } from "hono/hono-base";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";

export class Hono<E extends Env = Env> extends HonoBase<E> {
  constructor(options: HonoOptions<E> = {}) {
    super({ router: new SmartRouter({ routers: [new TrieRouter()] }), ...options });
  }
}
