// A trip that ends in the Worker. /health would not do: it asks D1 and an object.
import { expectReply, type Step } from "./step.ts";

/**
 * A route of every version of the service that needs no storage, no key and no rights: the logo,
 * which is part of the bundle. Cloudflare runs the worker before its cache, so a deployed worker
 * answers it itself, too.
 */
export const BARE_PATH = "/logo.png";

export const bare: Step = {
  async run(connection) {
    expectReply(await connection.get(BARE_PATH), "");
  },
};
