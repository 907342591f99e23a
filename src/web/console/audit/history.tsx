// The audit trail of a user or a token in sentences. The details of each entry can be opened.

import type { AuditRowJson } from "../../../http/audit/shapes.ts";
import { Breakable } from "../../ui/breakable.tsx";
import { addressSaid } from "../../ui/client-address.ts";
import { Badge } from "../../ui/components.tsx";
import { Time } from "../../ui/time.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import { FactList } from "../parts/facts.tsx";
import { Serials } from "./audit-table.tsx";
import { sayCause, sayEntry } from "./say-entry.ts";

interface Props {
  readonly words: ConsoleWords;
  readonly entries: readonly AuditRowJson[];
}

export const History = ({ words: { audit: words, events, causes }, entries }: Props) => (
  <ol class="history">
    {entries.map((entry) => {
      const said = sayEntry(events, entry) ?? entry.action;
      const cause = sayCause(causes, entry);
      const { action, event, reason, client, administrator } = entry;
      const serials = entry.serial && <Serials text={entry.serial} />;
      return (
        <li>
          <Time at={entry.date} form="seconds" />
          <div>
            <p>
              <Breakable text={cause === "" ? said : `${said} (${cause})`} />
              {entry.sig_check !== "OK" && <Broken word={words.broken} />}
            </p>
            <details>
              <summary>{words.details}</summary>
              <FactList
                facts={[
                  [words.number, String(entry.number)],
                  [words.serial, serials],
                  [words.client, addressSaid(client, words)],
                  [words.administrator, administrator],
                  [words.action, action],
                  [words.event, event],
                  [words.reason, reason],
                ]}
              />
            </details>
          </div>
        </li>
      );
    })}
  </ol>
);

const Broken = ({ word }: { word: string }) => (
  <>
    {" "}
    <Badge kind="danger">{word}</Badge>
  </>
);
