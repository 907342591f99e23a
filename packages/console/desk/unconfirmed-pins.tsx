// First on a person's page: somebody has entered the right PIN, and no phone confirmed it.

import { type AuditRowJson, addressSaid, Breakable, isPinChange, Notice, Time } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";

/** One is enough to ask about; the history has the others. */
const MAX_SHOWN = 3;

interface Props {
  /** Newest first. */
  readonly entries: readonly AuditRowJson[];
  readonly words: ConsoleWords;
}

export const UnconfirmedPins = ({ entries, words: { users, audit } }: Props) => {
  const words = users.unconfirmedPins;
  const changed = entries.findIndex(isPinChange);
  const ofThisPin = changed < 0 ? entries : entries.slice(0, changed);
  const shown = ofThisPin.filter(({ unconfirmed }) => unconfirmed).slice(0, MAX_SHOWN);
  if (shown.length === 0) return null;
  return (
    <Notice kind="warning" title={words.title}>
      {shown.map(({ date, client }) => (
        <p>
          <Time at={date} form="near" />, <Breakable text={words.from(addressSaid(client, audit))} />
        </p>
      ))}
      <p>{words.ask}</p>
    </Notice>
  );
};
