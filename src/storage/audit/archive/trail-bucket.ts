// The bucket in R2 that holds the parts of the trail, as the archive of one database uses it. Each
// part has two objects of the same name, `<database>/part/<name>` and `<database>/index/<name>`.

import type { DatabaseName } from "../../../core/shards/slots.ts";
import { type Bytes, toHex } from "../../../lib/bytes.ts";

export type TrailObject = "part" | "index";

/** Every function throws when the bucket cannot be asked. */
export interface TrailBucket {
  readonly database: DatabaseName;
  /** Part of an object; undefined if there is no such object, or it ends before. */
  read(kind: TrailObject, name: string, offset: number, length: number): Promise<Bytes | undefined>;
  /** A whole object, as it comes. */
  open(kind: TrailObject, name: string): Promise<TrailObjectBody | undefined>;
  /** "other": an object of that name holds other bytes, and stays as it is. */
  putIfAbsent(kind: TrailObject, name: string, bytes: Bytes, sha256: string): Promise<"there" | "other">;
  head(kind: TrailObject, name: string): Promise<TrailObjectHead | undefined>;
  /** Both objects, the index last. */
  delete(name: string): Promise<void>;
  /** The next names in their order, with the first that are greater than `after`. */
  list(kind: TrailObject, after?: string): Promise<{ readonly names: readonly string[]; readonly more: boolean }>;
}

export interface TrailObjectHead {
  readonly bytes: number;
  /** Undefined for an object that was not put with one: not by this service. */
  readonly sha256: string | undefined;
}

export interface TrailObjectBody extends TrailObjectHead {
  readonly body: R2ObjectBody["body"];
}

/** The binding is optional, and so not in Env. */
export const trailBindingOf = (env: object): R2Bucket | undefined => (env as { readonly TRAIL?: R2Bucket }).TRAIL;

export function createTrailBucket(bucket: R2Bucket, database: DatabaseName): TrailBucket {
  const key = (kind: TrailObject, name: string) => `${database}/${kind}/${name}`;
  const headOf = ({ size, checksums }: R2Object): TrailObjectHead => ({
    bytes: size,
    sha256: checksums.sha256 && toHex(new Uint8Array(checksums.sha256)),
  });
  const head: TrailBucket["head"] = async (kind, name) => {
    const found = await bucket.head(key(kind, name));
    return found ? headOf(found) : undefined;
  };
  return {
    database,
    head,

    async read(kind, name, offset, length) {
      const found = await bucket.get(key(kind, name), { range: { offset, length } }).catch((error) => {
        if (isBeyondEnd(error)) return null;
        throw error;
      });
      const bytes = found && new Uint8Array(await found.arrayBuffer());
      return bytes?.length === length ? bytes : undefined;
    },

    async open(kind, name) {
      const found = await bucket.get(key(kind, name));
      return found ? { ...headOf(found), body: found.body } : undefined;
    },

    async putIfAbsent(kind, name, bytes, sha256) {
      const put = await bucket.put(key(kind, name), bytes, { onlyIf: { etagDoesNotMatch: "*" }, sha256 });
      return put !== null || (await head(kind, name))?.sha256 === sha256 ? "there" : "other";
    },

    async delete(name) {
      await bucket.delete(key("part", name));
      await bucket.delete(key("index", name));
    },

    async list(kind, after) {
      const prefix = key(kind, "");
      const { objects, truncated } = await bucket.list({
        prefix,
        ...(after === undefined ? {} : { startAfter: prefix + after }),
      });
      return { names: objects.map((object) => object.key.slice(prefix.length)), more: truncated };
    },
  };
}

/** R2's error 10039, of a range that begins behind the object's end: somebody has cut it off. */
const isBeyondEnd = (error: unknown): boolean => error instanceof Error && /\(10039\)/.test(error.message);
