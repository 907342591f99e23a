// How much of an import goes at once.

/** Records that are looked at together: a deployed database is a round trip away. */
const batchRecords = 1000;
/** D1 takes two megabytes in one parameter. */
const mostBatchBytes = 1_000_000;

export function* chunks<Given>(records: Iterable<Given>): Generator<readonly Given[]> {
  let chunk: Given[] = [];
  for (const record of records) {
    chunk.push(record);
    if (chunk.length < batchRecords) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Rows in groups that fit into one statement. */
export function* bySize<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  let [group, bytes]: [Row[], number] = [[], 0];
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row));
    if (group.length > 0 && bytes + size > mostBatchBytes) {
      yield group;
      [group, bytes] = [[], 0];
    }
    group.push(row);
    bytes += size;
  }
  if (group.length > 0) yield group;
}
