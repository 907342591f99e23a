// The files of the archive of the trail.

import { flag, list, object, orNull, shape, text, time, type ValueOf, whole } from "../../lib/schema.ts";

export const partShape = shape("AuditPart", () => ({
  file: text,
  first: whole,
  last: whole,
  rows: whole,
  from: time,
  until: time,
  bytes: whole,
  sha256: text,
  made: time,
}));
export type PartJson = ValueOf<typeof partShape>;

export const partsShape = object({
  databases: list(text),
  database: text,
  bound: flag,
  parts: list(partShape),
  after: orNull(text),
});
