import { file, succeeds } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { partsShape } from "./parts-shapes.ts";

export const partsDefinitions = {
  "GET /audit/parts": {
    does: "Lists the files of the trail's archive",
    tells:
      "`parts` are in the order of their rows, at most 1 000 in an answer, and `after` leads on. With " +
      "several `databases` each has an archive of its own, that of `DB` unless `database` names another. " +
      "`bound` is false if the service has no bucket to read them from. See docs/audit.md#the-archive.",
    right: "auditlog",
    takes: ["database", "after"],
    answers: [succeeds(partsShape)],
  },
  "GET /audit/parts/:file": {
    does: "One file of the archive: `<first>.ndjson.gz`, by the number of its first row",
    tells: "It is sent as it lies in the bucket, gzip members in a row, and has the `sha256` of the list.",
    right: "auditlog",
    takes: ["database"],
    answers: [file("application/gzip", { headers: ["Content-Disposition", "Content-Length"] })],
    reasons: ["unknown-path", "archive-unavailable"],
  },
} satisfies Definitions;
