// What a look at the trail reads does not grow with the archive: of D1, of indexes and of blocks.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { AuditFilter } from "../../../../src/core/ports/audit.ts";
import type { TrailBucket } from "../../../../src/storage/audit/archive/trail-bucket.ts";
import { BUCKET, manyParts } from "../../../support/archive.ts";
import { archivedLists, look, walk } from "../../../support/archived-trail.ts";
import { adminCaller, realKeyring } from "../../../support/storage/ports.ts";
import { countingRows } from "../../../support/storage/rows-read.ts";
