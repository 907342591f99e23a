// A bucket that Miniflare has written, read from its files.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Miniflare, V4MiniflareOptions } from "miniflare";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLocalBucket } from "../../../scripts/state/local-bucket.ts";
import { loadMiniflare } from "../../../scripts/state/miniflare.ts";

const folder = mkdtempSync(join(tmpdir(), "bucket-test-"));
const TEXT = "0123456789";
let theirs: R2Bucket;
let mf: Miniflare;

beforeAll(async () => {
  const { Miniflare, convertV4MiniflareOptions } = loadMiniflare();
  const workers = [{ name: "w", modules: true, script: "", r2Buckets: { A: "first", B: "second" } }];
  mf = new Miniflare(
    convertV4MiniflareOptions({ resourcePersistencePath: folder, cf: false, workers } as V4MiniflareOptions),
  );
  theirs = (await mf.getR2Bucket("A", "w")) as unknown as R2Bucket;
  const sha256 = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(TEXT));
  await theirs.put("DB/part/1", TEXT, { sha256 });
  for (let n = 0; n < 1001; n++) await theirs.put(`many/${String(n).padStart(4, "0")}`, "");
});
afterAll(async () => {
  await mf.dispose();
  rmSync(folder, { recursive: true, maxRetries: 5 });
});

const bytes = (buffer: ArrayBuffer | undefined) => Buffer.from(new Uint8Array(buffer ?? new ArrayBuffer()));
const ours = (name?: string) => openLocalBucket(folder, name).bucket;

it("has objects, ranges of them and their SHA-256 as Miniflare has them", async () => {
  for (const bucket of [theirs, ours("first")]) {
    const head = await bucket.head("DB/part/1");
    expect([head?.size, bytes(head?.checksums.sha256).toString("hex").slice(0, 8)]).toEqual([10, "84d89877"]);
    const got = await bucket.get("DB/part/1", { range: { offset: 2, length: 3 } });
    expect(bytes(await got?.arrayBuffer()).toString()).toBe("234");
    expect(bytes(await (await bucket.get("DB/part/1"))?.arrayBuffer()).toString()).toBe(TEXT);
    expect([await bucket.head("none"), await bucket.get("none")]).toEqual([null, null]);
  }
});

it("lists page by page", async () => {
  for (const bucket of [theirs, ours("first")]) {
    const first = await bucket.list({ prefix: "many/" });
    expect([first.objects.length, first.truncated]).toEqual([1000, true]);
    const { objects, truncated } = await bucket.list({ prefix: "many/", startAfter: "many/0999" });
    expect([objects.map(({ key }) => key), truncated]).toEqual([["many/1000"], false]);
  }
});

it("is the only one of a folder unless another is named", async () => {
  expect(await ours().head("DB/part/1")).toMatchObject({ size: 10 });
  expect([await ours("none").head("DB/part/1"), await ours("none").list()]).toEqual([
    null,
    { objects: [], truncated: false },
  ]);
  const second = (await mf.getR2Bucket("B", "w")) as unknown as R2Bucket;
  await second.put("x", "y");
  expect(() => ours()).toThrow("There are 2 buckets");
  expect(await ours("second").head("x")).toMatchObject({ size: 1 });
});
