// GET /audit/parts: the files of the trail's archive, and what a request says of the newest.

import { gunzipSync } from "node:zlib";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sha256OfBytes } from "../../../src/storage/audit/archive/part-format.ts";
import type { PartRecord } from "../../../src/storage/audit/archive/part-record.ts";
import { archiveTrail, DAY_MS, emptyArchive, fillTrail, partRecords, R2 } from "../../support/archive.ts";
import { auditRows } from "../../support/audit.ts";
import {
  admin,
  asAdminOver,
  errorOf,
  reasonOf,
  requestOver,
  resultOf,
  type Send,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";
import { realKeyring } from "../../support/storage/ports.ts";

const NOW = Date.now();
let app: Send;
let record: PartRecord;
let bytes: Uint8Array<ArrayBuffer>;

const bound = (more: object): Promise<Send> => withSettings({ TRAIL: R2, ...more } as unknown as Partial<Env>);
const get = (path: string, send = app) => asAdminOver(send, "GET", path);
const key = () => `DB/part/${record.name}`;
const put = async (content: Uint8Array<ArrayBuffer>) =>
  R2.put(key(), content, { sha256: await sha256OfBytes(content) });

beforeAll(async () => {
  const keyring = await realKeyring();
  await admin();
  await emptyArchive();
  await fillTrail(keyring, 3500, (index) => NOW - 100 * DAY_MS + index, { perCheckpoint: 500 });
  await archiveTrail(keyring, NOW);
  [record] = (await partRecords()) as [PartRecord];
  bytes = new Uint8Array((await (await R2.get(key()))?.arrayBuffer()) ?? []);
  // Rows follow the reply, so this app waits for them.
  app = await bound({});
});
afterEach(async () => {
  vi.restoreAllMocks();
  await put(bytes);
});

describe("the archive", () => {
  it("is a list of parts with their rows, times, sizes and SHA-256", async () => {
    expect(resultOf(await get("/audit/parts"))).toEqual({
      databases: ["DB"],
      database: "DB",
      bound: true,
      parts: [
        {
          file: "/audit/parts/1.ndjson.gz",
          first: 1,
          last: 1000,
          rows: 1000,
          from: new Date(NOW - 100 * DAY_MS).toISOString(),
          until: new Date(NOW - 100 * DAY_MS + 999).toISOString(),
          bytes: bytes.length,
          sha256: record.sha256,
          made: new Date(NOW).toISOString(),
        },
      ],
      after: null,
    });
    expect(resultOf(await get("/audit/parts?after=1")).parts).toEqual([]);
  });

  it("sends a part as it lies in the bucket", async () => {
    const response = await app(new Request("https://tiqr.test/audit/parts/1.ndjson.gz", { headers: await admin() }));
    const { headers } = response;
    const named = ["Content-Type", "Content-Encoding", "Content-Length", "Content-Disposition", "Cache-Control"];
    expect([response.status, ...named.map((name) => headers.get(name))]).toEqual([
      ...[200, "application/gzip", null, String(bytes.length)],
      ...['attachment; filename="DB-1.ndjson.gz"', "no-store"],
    ]);
    const sent = new Uint8Array(await response.arrayBuffer());
    expect(await sha256OfBytes(sent)).toBe(record.sha256);
    const [header, ...rows] = gunzipSync(sent).toString().trimEnd().split("\n");
    expect([JSON.parse(header ?? "").database, rows.length]).toEqual(["DB", 1000]);
  });

  it("leaves a row for each look", async () => {
    const before = (await auditRows()).length;
    for (const path of ["/audit/parts", "/audit/parts/1.ndjson.gz"]) await get(path);
    const looks = (await auditRows()).slice(before).map(({ action, event }) => `${action} ${event}`);
    expect(looks).toEqual(["GET /audit/parts TRAIL_READ", "GET /audit/parts/<file> TRAIL_READ"]);
  });

  it.each([
    ["/audit/parts/2.ndjson.gz", 404],
    ["/audit/parts/0.ndjson.gz", 404],
    ["/audit/parts/1.ndjson", 404],
    ["/audit/parts/x.ndjson.gz", 404],
    ["/audit/parts?database=DB_1", 400],
    ["/audit/parts/1.ndjson.gz?database=../DB", 400],
    ["/audit/parts?after=1,2", 400],
    ["/audit/parts?after=x", 400],
  ])("answers %s with %s", async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });

  it("is for whoever may read the trail of every realm", async () => {
    const [none, one] = [await serviceAccount("none", ["tokenlist"]), await serviceAccount("one", ["auditlog"])];
    const statusOf = async (headers: Record<string, string>) =>
      (await requestOver(app, "/audit/parts/1.ndjson.gz", { headers })).status;
    expect([await statusOf({}), await statusOf(none), await statusOf(one)]).toEqual([401, 403, 200]);
  });

  it.each([
    ["gone", () => R2.delete(key())],
    ["changed", () => put(bytes.with(700, (bytes[700] ?? 0) ^ 1))],
    ["cut off", () => put(bytes.slice(0, -1))],
    ["put by somebody who names no SHA-256", () => R2.put(key(), bytes)],
  ])("sends no part that is %s", async (_, spoil) => {
    await spoil();
    const reply = await get("/audit/parts/1.ndjson.gz");
    expect([reply.status, reasonOf(reply)]).toEqual([503, "archive-unavailable"]);
  });

  it("is known and cannot be read where no bucket is bound, or the bucket fails", async () => {
    const unbound = await withSettings({});
    expect(resultOf(await get("/audit/parts", unbound))).toMatchObject({ bound: false, parts: [{ first: 1 }] });
    expect(errorOf(await get("/audit/parts/1.ndjson.gz", unbound))[0]).toBe(503);
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const failing = await bound({ TRAIL: { get: () => Promise.reject(new Error("R2 is away")) } });
    expect(reasonOf(await get("/audit/parts/1.ndjson.gz", failing))).toBe("archive-unavailable");
    expect(logged).toHaveBeenCalledOnce();
  });
});

describe("GET /audit/verification", () => {
  const problems = async (send = app) => resultOf(await get("/audit/verification", send)).problems;

  it("looks at the newest part", async () => {
    expect(await problems()).toEqual([]);
    await put(bytes.slice(0, -1));
    expect(await problems()).toEqual(["part 1–1000: its object was changed"]);
    await R2.delete(key());
    expect(await problems()).toEqual(["part 1–1000: its object is gone"]);
  });

  it("looks at no part without a bucket, and says so when the bucket fails", async () => {
    await R2.delete(key());
    expect(await problems(await withSettings({}))).toEqual([]);
    vi.spyOn(console, "error").mockImplementation(() => {});
    const failing = await bound({ TRAIL: { head: () => Promise.reject(new Error("R2 is away")) } });
    const reply = await get("/audit/verification", failing);
    expect([reply.status, reasonOf(reply)]).toEqual([503, "archive-unavailable"]);
  });
});
