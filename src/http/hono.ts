// Hono with one router. The class of "hono" brings three, and with them code that every start would load: this service's paths
// leave only the TrieRouter in use (./router.ts). Families of routes use this class, too; their routes are added to the app's.

import type { Env } from "hono";
import { HonoBase, type HonoOptions } from "hono/hono-base";
import { TrieRouter } from "hono/router/trie-router";

export class Hono<E extends Env = Env> extends HonoBase<E> {
  constructor(options: HonoOptions<E> = {}) {
    super({ router: new TrieRouter(), ...options });
  }
}
