// An insider who can write to D1 could remove all checkpoints, or all records of parts, and begin
// the trail again. So this Durable Object, outside the database, holds the newest of both and never
// goes back.

import { DurableObject } from "cloudflare:workers";
import {
  advanceHead,
  advancePartsHead,
  type Head,
  type PartsHead,
  readHead,
  readPartsHead,
  type TrailHeads,
} from "./head.ts";

export class AuditHead extends DurableObject<Env> {
  read(): Head | null {
    return readHead(this.ctx.storage.sql);
  }

  advance(from: Head | null, to: Head): boolean {
    return advanceHead(this.ctx.storage.sql, from, to);
  }

  readParts(): PartsHead | null {
    return readPartsHead(this.ctx.storage.sql);
  }

  advanceParts(from: PartsHead | null, to: PartsHead): boolean {
    return advancePartsHead(this.ctx.storage.sql, from, to);
  }
}

export const createHeadKeeper = (objects: DurableObjectNamespace<AuditHead>, name: string): TrailHeads => ({
  read: () => objects.getByName(name).read(),
  advance: (from, to) => objects.getByName(name).advance(from, to),
  readParts: () => objects.getByName(name).readParts(),
  advanceParts: (from, to) => objects.getByName(name).advanceParts(from, to),
});
