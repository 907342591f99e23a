// The audit trail of a user or a token in sentences. The details of each entry can be opened.

import { type AuditRowJson, addressSaid, Time } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { type PhoneNames, Serials } from "./audit-table.tsx";
import { Happened, LineDetails, signatureFault } from "./line.tsx";
import { repeatedIn } from "./repeated.ts";
import { sayCause, sayEntry } from "./say-entry.ts";

interface Props {
  readonly words: ConsoleWords;
  readonly entries: readonly AuditRowJson[];
  readonly names: PhoneNames;
}

/** More entries are read than this, because many of them may become one line. */
const MAX_LINES = 10;

export const History = ({ words: { audit: words, events, causes }, entries, names }: Props) => (
  <ol class="history">
    {repeatedIn(entries)
      .slice(0, MAX_LINES)
      .map((repeated) => {
        const { entry, times } = repeated;
        const sentence = sayEntry(events, entry) ?? entry.action;
        const cause = sayCause(causes, entry);
        const { client, administrator } = entry;
        const serials = entry.serial && <Serials text={entry.serial} names={names} />;
        return (
          <li>
            <Time at={entry.date} form="seconds" />
            <div>
              <p>
                <Happened
                  times={times > 1 ? words.times(times) : ""}
                  sentence={cause === "" ? sentence : `${sentence} (${cause})`}
                  broken={signatureFault(entry, words)}
                />
              </p>
              <LineDetails
                repeated={repeated}
                words={words}
                facts={[
                  [words.serial, serials],
                  [words.client, addressSaid(client, words)],
                  [words.administrator, administrator],
                ]}
              />
            </div>
          </li>
        );
      })}
  </ol>
);
