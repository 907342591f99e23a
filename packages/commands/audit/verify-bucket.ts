// Verifies the parts of a bucket without the database. Each header is signed and names the part
// before it with its SHA-256, so the bucket proves its own order. Whether the newest is gone, only
// the database and its head can say.
import { type PartHeader, sha256OfBytes } from "../../../src/storage/audit/archive/part-format.ts";
import { partText } from "../../../src/storage/audit/archive/part-record.ts";
import type { TrailBucket } from "../../../src/storage/audit/archive/trail-bucket.ts";
import { ExaminedRows } from "../../../src/storage/audit/checkpoints/examined-rows.ts";
import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { examineContent, isHeaderOf, unpackPart } from "./part-content.ts";
import { objectNamesIn } from "./verify-parts.ts";

interface BucketFound {
  readonly parts: number;
  readonly rows: number;
  readonly problems: readonly string[];
  /** Keys of parts that the chain of the newest does not reach: a restore leaves such. */
  readonly beside: readonly string[];
}

interface Part {
  readonly first_number: number;
  readonly last_number: number;
  readonly sha256: string;
  readonly header: PartHeader;
}

export async function verifyBucket(bucket: TrailBucket, keyring: Keyring): Promise<BucketFound> {
  const problems: string[] = [];
  const parts = new Map<string, Part>();
  let rows = 0;
  const names = await objectNamesIn(bucket, "part");
  for (const name of names) {
    const part = await examine(name);
    if (part) parts.set(name, part);
    else problems.push(`${numbersIn(name)}: its object was changed`);
  }
  const chain = new Set<Part>();
  for (let part = newestOf([...parts.values()]); part; part = before(part)) chain.add(part);
  const beside = names.filter((name) => parts.has(name) && !chain.has(parts.get(name) as Part));
  return { parts: parts.size, rows, problems, beside: beside.map((name) => `${bucket.database}/part/${name}`) };

  async function examine(name: string): Promise<Part | undefined> {
    const found = await bucket.open("part", name);
    const bytes = new Uint8Array(found ? await new Response(found.body).arrayBuffer() : []);
    const sha256 = await sha256OfBytes(bytes);
    const content = name.includes(`-${sha256.slice(0, 16)}.`) ? unpackPart(bytes) : undefined;
    const [first = 0, last = 0] = name.split("-").map(Number);
    if (!content || !(await isHeaderOf(keyring, content, { first, last, database: bucket.database }))) return undefined;
    const examined = new ExaminedRows(keyring);
    const signed = content.header.checkpoints.map(([from, to, , digest]) => [from, to, digest] as const);
    await examineContent(examined, content, signed);
    rows += examined.count;
    problems.push(...examined.problems);
    return { first_number: first, last_number: last, sha256, header: content.header };
  }

  /** The part before, or the newest that is older where that is gone or changed. */
  function before(part: Part): Part | undefined {
    const older = [...parts.values()].filter(({ last_number }) => last_number < part.first_number);
    const { before: named } = part.header;
    const found = named ? parts.get(named.name) : undefined;
    const isThere = named !== null && names.includes(named.name);
    // Retention removes the oldest, so nothing is missing where there is nothing older.
    if (named && !isThere && older.length > 0) problems.push(`${numbersIn(named.name)}: its object is gone`);
    const continues = found ? found.sha256 === named?.sha256 : named !== null || older.length === 0;
    if (!continues) problems.push(`${partText(part)}: it does not continue the one before it`);
    return found ?? newestOf(older);
  }
}

/** After a restore an earlier chain may have more rows, but its checkpoints were made earlier. */
const newestOf = (parts: readonly Part[]): Part | undefined => {
  const madeAt = ({ header }: Part) => header.checkpoints.at(-1)?.[4] ?? 0;
  return parts.toSorted((a, b) => madeAt(b) - madeAt(a) || b.last_number - a.last_number)[0];
};

/** Whoever can write to the bucket can put anything there, under any name. */
const numbersIn = (name: string): string => {
  const [, first, last] = /^(\d{12})-(\d{12})-[0-9a-f]{16}\.ndjson\.gz$/.exec(name) ?? [];
  return first === undefined ? `object ${name}` : partText({ first_number: Number(first), last_number: Number(last) });
};
