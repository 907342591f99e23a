// Entries of the audit trail as a table, equal ones of a second as one row.

import {
  type AuditRowJson,
  addressSaid,
  Badge,
  Breakable,
  corner,
  EVENTS_BY_KIND,
  second,
  Table,
  Time,
} from "../../../src/for-console.ts";
import { PageLink } from "../frame/usual.tsx";
import type { Fact } from "../parts/facts.tsx";
import { tokenPage } from "../parts/token-view.ts";
import { userPage } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";
import { Happened, LineDetails, signatureFault } from "./line.tsx";
import { firstArchived, type RepeatedEntry, repeatedIn } from "./repeated.ts";
import { capitalized, sayCause, sayEntry } from "./say-entry.ts";
import { talliedIn } from "./tallied.tsx";

interface Props {
  readonly words: ConsoleWords;
  readonly entries: readonly AuditRowJson[];
  readonly caption: string;
  readonly names: PhoneNames;
  readonly archivedBefore: string | null;
}

export const AuditTable = ({ words, entries, caption, names, archivedBefore }: Props) => {
  const { audit } = words;
  const lines = repeatedIn(entries);
  const { date, happened, result, user, serial, administrator, client } = audit;
  return (
    <div class="trail">
      <Table
        caption={caption}
        head={[date, second(happened), corner(result), user, serial, administrator, client]}
        line={{ at: firstArchived(lines, archivedBefore), text: audit.archived }}
        rows={lines.map((repeated) => {
          const { entry } = repeated;
          const owner = entry.user && <UserOf entry={entry} />;
          const tallied = talliedIn(entry);
          const serials = entry.serial && <Serials text={entry.serial} names={names} />;
          return [
            <Time at={entry.date} form="seconds" />,
            <What repeated={repeated} words={words} names={names} />,
            <Result entry={entry} words={audit} />,
            owner,
            tallied ? audit.tally.tokens(tallied.tokens.length) : serials,
            entry.administrator,
            tallied ? audit.tally.networks(tallied.networks.length) : addressSaid(entry.client, audit),
          ];
        })}
      />
    </div>
  );
};

interface WhatProps {
  readonly repeated: RepeatedEntry;
  readonly words: ConsoleWords;
  readonly names: PhoneNames;
}

const What = ({ repeated, words, names }: WhatProps) => {
  const { entry, times } = repeated;
  const cause = sayCause(words.causes, entry);
  const sentence = sayEntry(words.events, entry) ?? entry.action;
  const { audit } = words;
  // A phone with a name is called by it in its column.
  const isNamed = entry.serial.split(",").some((serial) => names?.[serial]);
  const hidden: readonly Fact[] = isNamed ? [[audit.serial, entry.serial.replaceAll(",", ", ")]] : [];
  return (
    <>
      <Happened times={times > 1 ? audit.times(times) : ""} sentence={sentence} broken={signatureFault(entry, audit)} />
      {cause !== "" && (
        <div class="quiet">
          <Breakable text={capitalized(cause)} />
        </div>
      )}
      {entry.tally !== "" && <div class="quiet">{audit.tally.together}</div>}
      <LineDetails repeated={repeated} words={audit} facts={hidden} />
    </>
  );
};

const Result = ({ entry, words }: { entry: AuditRowJson; words: ConsoleWords["audit"] }) => {
  if (entry.success) return <Badge kind="success">{words.success}</Badge>;
  return entry.authentication === "CHALLENGE" ? (
    <Badge>{words.challenge}</Badge>
  ) : (
    <Badge kind="warning">{words.failure}</Badge>
  );
};

const OF_ACCOUNTS: readonly string[] = EVENTS_BY_KIND.accounts;

/** A name that does not exist, or no longer, has a ~ (docs/audit.md), and no page. */
const UserOf = ({ entry: { user, realm, event } }: { entry: AuditRowJson }) => {
  const name = realm ? `${user}@${realm}` : user;
  const hasPage = realm !== "" && !user.includes("~") && !OF_ACCOUNTS.includes(event);
  if (!hasPage) return <Breakable text={name} />;
  return <PageLink to={userPage(realm, user)} text={name} />;
};

/** The names of phones by serial, as GET /audit/ tells them. */
export type PhoneNames = Readonly<Record<string, string>> | undefined;

/** Commas separate several serials. A phone that still has a name goes by it. */
export const Serials = ({ text, names }: { text: string; names: PhoneNames }) => (
  <>
    {text
      .split(",")
      .filter((serial) => serial !== "")
      .map((serial, index) => (
        <>
          {index > 0 && <br />}
          <PageLink to={tokenPage(serial)} text={names?.[serial] ?? serial} />
        </>
      ))}
  </>
);
