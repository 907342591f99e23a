// An event or a reason, chosen in words. An address may hold a pattern of the API, such as *_FAIL.
// It is then one of the choices, so that the next search keeps it.

import { AUDIT_EVENTS, EVENTS_BY_KIND, type EventKind } from "../../../src/for-console.ts";
import type { ConsoleWords } from "../words/words.ts";
import { capitalized } from "./say-entry.ts";

interface Props {
  readonly words: ConsoleWords;
  readonly value: string;
}

export const EventSelect = ({ words: { audit, tokens, eventNames }, value }: Props) => (
  <div class="field">
    <label for="event">{audit.event}</label>
    <select id="event" name="event">
      <option value="">{tokens.all}</option>
      {value !== "" && !AUDIT_EVENTS.some((event) => event === value) && (
        <Chosen code={value} words={value} value={value} />
      )}
      {(Object.keys(EVENTS_BY_KIND) as EventKind[]).map((kind) => (
        <optgroup label={eventNames.kinds[kind]}>
          {EVENTS_BY_KIND[kind].map((event) => (
            <Chosen code={event} words={eventNames.names[event]} value={value} />
          ))}
        </optgroup>
      ))}
    </select>
  </div>
);

export const ReasonSelect = ({ words: { audit, tokens, causes }, value }: Props) => {
  const inOrder = Object.entries(causes).toSorted(([, one], [, other]) => one.localeCompare(other));
  return (
    <div class="field">
      <label for="reason">{audit.reason}</label>
      <select id="reason" name="reason">
        <option value="">{tokens.all}</option>
        {value !== "" && !Object.hasOwn(causes, value) && <Chosen code={value} words={value} value={value} />}
        {inOrder.map(([code, cause]) => (
          <Chosen code={code} words={capitalized(cause)} value={value} />
        ))}
      </select>
    </div>
  );
};

const Chosen = ({ code, words, value }: { code: string; words: string; value: string }) => (
  <option value={code} selected={code === value}>
    {words}
  </option>
);
