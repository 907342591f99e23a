// /token/challenges/: the open logins, for administrators.

import { cancelTransaction, forgetExpired, listChallenges, type OpenChallenge } from "../../core/admin/challenges.ts";
import type { Ports } from "../../core/ports/index.ts";
import { tellOne } from "../answer/envelope.ts";
import { neighbours, readPage } from "../answer/paging.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { OpenLoginJson } from "./shapes.ts";

/** A page asks one object per login, and a Worker's request may make only so many calls. */
const MAX_PAGE_SIZE = 100;

export function challengeRoutes({ on }: DefinedRoutes, ports: Ports): void {
  on(
    "DELETE /token/challenges/transaction/:transaction_id",
    (c, call) => cancelTransaction(ports, c.req.param("transaction_id"), call()),
    tellDeleted,
  );

  on("DELETE /token/challenges/expired", (_, call) => forgetExpired(ports, call()), tellDeleted);

  on(["GET /token/challenges/", "GET /token/challenges/:serial"], async (c, call) => {
    const { parameter } = c.var;
    const read = readPage(parameter, "pagesize", undefined, MAX_PAGE_SIZE);
    if (!read.ok) return read;
    // As in privacyIDEA, only a serial in the path counts.
    const filter = { serial: c.req.param("serial"), id: parameter("transaction_id") };
    const listed = await listChallenges(ports, filter, read.page, call());
    if (!listed.ok) return listed;
    const { count, complete, challenges } = listed;
    const pages = { current: read.page.number, ...neighbours(read.page, count) };
    return { value: { challenges: challenges.map(openLoginJson), count, complete, ...pages } };
  });
}

const tellDeleted = tellOne("changed", (changed: number) => ({ deleted: changed, status: true }) as const);

const openLoginJson = ({ opening, ...challenge }: OpenChallenge): OpenLoginJson => ({
  challenge: challenge.question,
  data: {},
  expiration: new Date(challenge.expiresAtMs).toUTCString(),
  otp_received: challenge.answered,
  otp_valid: challenge.answered,
  received_count: challenge.answered ? 1 : 0,
  serial: challenge.serial,
  timestamp: new Date(opening.openedAtMs).toUTCString(),
  // The real id would let an administrator finalize the login, so this is the attempt id.
  transaction_id: opening.attemptId,
  user: opening.user,
  realm: opening.realm,
  client: opening.client,
  country: challenge.country ?? "",
  application: challenge.application ?? "",
  administrator: opening.administrator,
});
