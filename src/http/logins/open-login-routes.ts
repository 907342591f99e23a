// /token/challenges/: the open logins, for administrators.

import { cancelTransaction, forgetExpired, listChallenges, type OpenChallenge } from "../../core/admin/challenges.ts";
import type { Ports } from "../../core/ports/index.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { neighbours, readPage } from "../answer/paging.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import { Hono } from "../hono.ts";
import type { OpenLoginJson } from "./shapes.ts";

/** A page asks one object per login, and a Worker's request may make only so many calls. */
const MAX_PAGE_SIZE = 100;

/** Mount these after the middleware of /token/. */
export function challengeRoutes(ports: Ports): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();

  app.delete("/token/challenges/transaction/:transaction_id", async (c) => {
    const cancelled = await cancelTransaction(ports, c.req.param("transaction_id"), adminCallOf(c));
    return cancelled.ok
      ? success<"DELETE /token/challenges/transaction/:transaction_id">(c, {
          value: { deleted: cancelled.changed, status: true },
        })
      : refused(c, cancelled.reason);
  });
  onlyMethods(app, "/token/challenges/transaction/:transaction_id", ["DELETE"]);

  app.delete("/token/challenges/expired", async (c) => {
    const forgotten = await forgetExpired(ports, adminCallOf(c));
    return forgotten.ok
      ? success<"DELETE /token/challenges/expired">(c, { value: { deleted: forgotten.changed, status: true } })
      : refused(c, forgotten.reason);
  });

  for (const path of ["/token/challenges/", "/token/challenges/:serial"]) {
    app.get(path, async (c) => {
      const { parameter } = c.var;
      const read = readPage(parameter, "pagesize", undefined, MAX_PAGE_SIZE);
      if (!read.ok) return refused(c, read.reason);
      // As in privacyIDEA, only a serial in the path counts.
      const filter = { serial: c.req.param("serial"), id: parameter("transaction_id") };
      const listed = await listChallenges(ports, filter, read.page, adminCallOf(c));
      if (!listed.ok) return refused(c, listed.reason);
      const { count, complete, challenges } = listed;
      const { number } = read.page;
      return success<"GET /token/challenges/">(c, {
        value: {
          challenges: challenges.map(openLoginJson),
          count,
          complete,
          current: number,
          ...neighbours(read.page, count),
        },
      });
    });
  }
  onlyMethods(app, "/token/challenges/", ["GET"]);
  onlyMethods(app, "/token/challenges/expired", ["DELETE"]);
  onlyMethods(app, "/token/challenges/:serial", ["GET"]);

  return app;
}

const openLoginJson = (challenge: OpenChallenge): OpenLoginJson => ({
  challenge: challenge.question,
  data: {},
  expiration: new Date(challenge.expiresAtMs).toUTCString(),
  otp_received: challenge.answered,
  otp_valid: challenge.answered,
  received_count: challenge.answered ? 1 : 0,
  serial: challenge.serial,
  timestamp: new Date(challenge.openedAtMs).toUTCString(),
  // The real id would let an administrator finalize the login, so this is the attempt id.
  transaction_id: challenge.attemptId,
});
