// An insider who can write to D1 could remove all checkpoints and begin the trail again. So this
// Durable Object, outside the database, holds the newest checkpoint and never goes back.

import { DurableObject } from "cloudflare:workers";
import { advanceHead, type Head, type HeadKeeper, readHead } from "./head.ts";

export class AuditHead extends DurableObject<Env> {
  read(): Head | null {
    return readHead(this.ctx.storage.sql);
  }

  advance(from: Head | null, to: Head): boolean {
    return advanceHead(this.ctx.storage.sql, from, to);
  }
}

export const createHeadKeeper = (objects: DurableObjectNamespace<AuditHead>, name: string): HeadKeeper => ({
  read: () => objects.getByName(name).read(),
  advance: (from, to) => objects.getByName(name).advance(from, to),
});
