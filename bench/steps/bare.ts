// A trip that ends in the Worker. /health would not do: it asks D1 and an object.
import { expectReply, type Step } from "./step.ts";

/**
 * A route of every version of the service that needs no storage, no file, no key and no rights: the
 * metadata of OpenID Connect, which are made at the start.
 */
export const BARE_PATH = "/.well-known/openid-configuration";

export const bare: Step = {
  async run(connection) {
    expectReply(await connection.get(BARE_PATH), "");
  },
};
