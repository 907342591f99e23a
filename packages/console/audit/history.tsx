// The audit trail of a user or a token in sentences. The details of each entry can be opened.

import { type Answers, type AuditRowJson, addressSaid, Time } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { Serials } from "./audit-table.tsx";
import { Happened, LineDetails, signatureFault } from "./line.tsx";
import { firstArchived, repeatedIn } from "./repeated.ts";
import { sayCause, sayEntry } from "./say-entry.ts";

type TrailPageJson = Answers["GET /audit/"]["value"];

interface Props {
  readonly words: ConsoleWords;
  readonly reply: TrailPageJson;
  /** Those of the reply that are shown. */
  readonly entries?: readonly AuditRowJson[];
}

/** More entries are read than this, because many of them may become one line. */
const MAX_LINES = 10;

export const History = ({ words: { audit: words, events, causes }, reply, entries = reply.auditdata }: Props) => {
  const lines = repeatedIn(entries).slice(0, MAX_LINES);
  const archived = firstArchived(lines, reply.archived_before);
  return (
    <>
      <ol class="history">
        {lines.map((repeated, index) => {
          const { entry, times } = repeated;
          const sentence = sayEntry(events, entry) ?? entry.action;
          const cause = sayCause(causes, entry);
          const { client, administrator } = entry;
          const serials = entry.serial && <Serials text={entry.serial} names={reply.phone_names} />;
          return (
            <>
              {index === archived && <li class="quiet">{words.archived}</li>}
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
                  {entry.tally !== "" && <p class="quiet">{words.tally.together}</p>}
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
            </>
          );
        })}
      </ol>
      <ArchiveMissing words={words} reply={reply} />
    </>
  );
};

/** At the end of a list that lacks what is in the archive. */
export const ArchiveMissing = ({ words, reply }: { words: ConsoleWords["audit"]; reply: TrailPageJson }) =>
  reply.archive_missing && reply.after === null ? (
    <p class="quiet">
      {words.archiveMissing} <Time at={reply.archived_before ?? ""} form="seconds" />
    </p>
  ) : null;
