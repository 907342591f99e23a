// Where workerd keeps what is stored: one SQLite file for each Durable Object, and Miniflare's D1
// and R2 are some. The file has the name of the object's id, which follows from the names of class
// and object (workerd-api.c++, idFromName). Who writes to one has the lock of the folder, so that
// no workerd runs there. The database of `npm run dev`, which takes none, is kept by SQLite's
// locks.
import { createHash, createHmac } from "node:crypto";
import { join } from "node:path";

const DATABASES = "miniflare-D1DatabaseObject";
const BUCKETS = "miniflare-R2BucketObject";

/** That of a D1 database. `id`: as Miniflare is given it. */
export const databaseFile = (folder: string, id: string): string =>
  join(folder, "d1", DATABASES, `${idOf(DATABASES, id)}.sqlite`);

/** That of an R2 bucket, which says in which files its objects are. */
export const bucketFile = (folder: string, name: string): string =>
  join(folder, "r2", BUCKETS, `${idOf(BUCKETS, name)}.sqlite`);

/** That of an object of a worker. */
export function objectFile(folder: string, worker: string, className: string, name: string): string {
  const objects = `${worker}-${className}`;
  return join(folder, "do", objects, `${idOf(objects, name)}.sqlite`);
}

function idOf(objects: string, name: string): string {
  const key = createHash("sha256").update(objects).digest();
  const half = (of: string | Buffer) => createHmac("sha256", key).update(of).digest().subarray(0, 16);
  const named = half(name);
  return Buffer.concat([named, half(named)]).toString("hex");
}
