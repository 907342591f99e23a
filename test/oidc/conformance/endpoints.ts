// Of each plan's look at the document of discovery.

import type { AuthorizationServer } from "oauth4webapi";
import { expect } from "vitest";

/** These are there, and they and all others are reached by https. */
export function expectHttpsEndpoints(as: AuthorizationServer, needed: readonly string[]): void {
  const offered = Object.keys(as).filter((name) => name.endsWith("_endpoint"));
  for (const name of new Set([...needed, ...offered])) {
    const address = String(as[name]);
    expect(URL.canParse(address), name).toBe(true);
    expect(new URL(address).protocol, name).toBe("https:");
  }
}
