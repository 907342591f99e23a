// Entries of the audit trail as a table, on the trail's own page and on that of a token.

import type { AuditRowJson } from "../../../http/audit/shapes.ts";
import { Breakable } from "../../ui/breakable.tsx";
import { addressSaid } from "../../ui/client-address.ts";
import { Badge } from "../../ui/components.tsx";
import { away, corner, second, Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import type { ConsoleWords } from "../../words/words.ts";
import { tokenPage } from "../parts/token-view.ts";
import { capitalized, sayCause, sayEntry } from "./say-entry.ts";

export const AuditTable = ({
  words: { audit: words, events, causes },
  entries,
}: {
  words: ConsoleWords;
  entries: readonly AuditRowJson[];
}) => (
  <Table
    caption={words.caption}
    head={[
      words.number,
      second(words.date),
      second(words.happened),
      corner(words.result),
      words.user,
      words.serial,
      words.administrator,
      words.client,
      away(words.intact),
    ]}
    rows={entries.map((entry) => {
      const intact = entry.sig_check === "OK" ? words.ok : <Badge kind="danger">{words.broken}</Badge>;
      const result = <Result entry={entry} words={words} />;
      const date = <Time at={entry.date} form="seconds" />;
      const serials = entry.serial && <Serials text={entry.serial} />;
      const { number, administrator, client } = entry;
      const action = (
        <What entry={entry} said={sayEntry(events, entry)} cause={sayCause(causes, entry)} details={words.details} />
      );
      return [
        String(number),
        date,
        action,
        result,
        userOf(entry),
        serials,
        administrator,
        addressSaid(client, words),
        intact,
      ];
    })}
  />
);

const userOf = ({ user, realm }: AuditRowJson): string => (realm ? `${user}@${realm}` : user);

const Result = ({ entry, words }: { entry: AuditRowJson; words: ConsoleWords["audit"] }) => {
  if (entry.success) return <Badge kind="success">{words.success}</Badge>;
  return entry.authentication === "CHALLENGE" ? (
    <Badge>{words.challenge}</Badge>
  ) : (
    <Badge kind="warning">{words.failure}</Badge>
  );
};

interface WhatProps {
  readonly entry: AuditRowJson;
  /** Undefined for an entry older than events. */
  readonly said: string | undefined;
  readonly cause: string;
  readonly details: string;
}

/** What happened and, when opened, the words by which a program finds it. */
const What = ({ entry: { action, event, reason }, said, cause, details }: WhatProps) => (
  <>
    <Breakable text={said ?? action} />
    {cause !== "" && (
      <div class="quiet">
        <Breakable text={capitalized(cause)} />
      </div>
    )}
    {said && (
      <details>
        <summary>{details}</summary>
        {[event, reason, action].filter(Boolean).map((word) => (
          <div class="quiet">
            <Breakable text={word} />
          </div>
        ))}
      </details>
    )}
  </>
);

/** Commas separate several serials. */
export const Serials = ({ text }: { text: string }) => (
  <>
    {text
      .split(",")
      .filter((serial) => serial !== "")
      .map((serial, index) => (
        <>
          {index > 0 && <br />}
          <a href={tokenPage(serial)}>
            <Breakable text={serial} />
          </a>
        </>
      ))}
  </>
);
