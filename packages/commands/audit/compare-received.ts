// Compares the messages that a receiver of events has got with the rows of the trail: whether each
// is as it was sent, and whether one is missing between the first and the last. A message carries
// no signature: it is right when the row of its number says the same, and that row's MAC is valid.
import type { Endpoint } from "../../../src/core/ports/endpoints.ts";
import { eventMessage } from "../../../src/core/webhooks/message.ts";
import { wants } from "../../../src/core/webhooks/sending.ts";
import type { TrailBucket } from "../../../src/storage/audit/archive/trail-bucket.ts";
import type { NumberedRow } from "../../../src/storage/audit/row.ts";
import { signatureOf } from "../../../src/storage/audit/signature.ts";
import { auditedOf } from "../../../src/storage/audit/store.ts";
import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { oldestNumber, trailRows } from "./trail-rows.ts";

/** Messages by the number of their row; a number that came with different bodies has several. */
export type ReceivedMessages = ReadonlyMap<number, readonly string[]>;

interface MessageComparison {
  /** Messages that are as they were sent. */
  readonly right: number;
  /** Messages whose rows retention has removed, so that nothing can be said about them. */
  readonly gone: number;
  /** In plain words; empty when nothing is missing or forged. */
  readonly problems: readonly string[];
}

/** `filter`: what the endpoint wants, so that no other row counts as missing. */
export async function compareReceived(
  db: D1Database,
  keyring: Keyring,
  database: string,
  received: ReceivedMessages,
  filter: Pick<Endpoint, "events" | "realms">,
  bucket: TrailBucket | undefined,
): Promise<MessageComparison> {
  const numbers = [...received.keys()].sort((a, b) => a - b);
  const [first = 1, last = 0] = [numbers[0], numbers.at(-1)];
  const problems: string[] = [];
  const present = new Set<number>();
  let right = 0;
  for await (const row of trailRows(db, keyring, bucket, first, last, (words) => problems.push(words))) {
    present.add(row.number);
    const bodies = received.get(row.number);
    const entry = await auditedOf(keyring, row);
    if (entry.signature !== "intact") problems.push(`row ${row.number} of the trail ${WRONG[entry.signature]}`);
    if (!bodies && wants(filter, entry)) problems.push(`row ${row.number} (${entry.event}) was not received`);
    for (const body of bodies ?? [])
      await examine(row, JSON.parse(eventMessage(database, entry).body), JSON.parse(body));
  }
  const oldest = await oldestNumber(db, bucket);
  const without = numbers.filter((number) => !present.has(number));
  const gone = without.filter((number) => number < oldest);
  for (const number of without)
    if (!gone.includes(number)) problems.push(`message ${number}: the trail has no such row`);
  return { right, gone: gone.length, problems };

  async function examine(row: NumberedRow, sent: Message, claimed: Message): Promise<void> {
    const differing = ["type", "timestamp"].filter((name) => sent[name] !== claimed[name]);
    const [expected, actual] = [dataOf(sent), dataOf(claimed)];
    // A part has a pseudonym in place of a name, and so has the database once the user is deleted.
    // The row's MAC says whether the name in the message is that of the pseudonym.
    const { user } = actual;
    const isReplaced = row.user !== "" && row.user === row.pseudonym && typeof user === "string";
    const isNamed = isReplaced && (await signatureOf(keyring, { ...row, user })) === "intact";
    const mayDiffer = (name: string) => (name === "user" && isNamed) || (LATER.includes(name) && !(name in actual));
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)]))
      if (expected[name] !== actual[name] && !mayDiffer(name)) differing.push(name);
    if (differing.length === 0) right++;
    else problems.push(`message ${row.number}: ${differing.join(", ")} differ from the trail`);
  }
}

const WRONG = { changed: "was changed", newer: "was signed by a newer version" } as const;

/** Messages of earlier versions lack these, though the rows have them. */
const LATER = ["proximity", "browser", "detail", "tally"];

type Message = Readonly<Record<string, unknown>>;
const dataOf = ({ data }: Message): Message => (typeof data === "object" && data !== null ? (data as Message) : {});
