// A new API key: how long it is valid, and the only page that ever shows it.

import { Card, Time } from "../../../src/for-console.ts";
import { ShownOnce } from "../parts/action.tsx";
import { Copied } from "../parts/parts.tsx";
import type { ConsoleWords } from "../words/words.ts";

const DAYS = { month: 30, quarter: 90, year: 365 } as const;
export const VALIDITIES = ["month", "quarter", "year", "never"] as const;
const DAY_MS = 24 * 60 * 60 * 1000;

/** When a new key expires: in a year, rather than never, unless the form has a valid choice. */
export function expiryIn(validity: string, nowMs: number): string | null {
  if (validity === "never") return null;
  const days = Object.hasOwn(DAYS, validity) ? DAYS[validity as keyof typeof DAYS] : DAYS.year;
  return new Date(nowMs + days * DAY_MS).toISOString();
}

interface Props {
  readonly words: ConsoleWords["accounts"]["keys"];
  readonly copying: ConsoleWords["copying"];
  readonly apiKey: string;
  readonly expiresAt: string | null;
  readonly back: string;
}

export const NewKey = ({ words, copying, apiKey, expiresAt, back }: Props) => (
  <Card>
    <p>
      <Copied text={apiKey} words={copying} />
    </p>
    <p class="quiet">{words.copy}</p>
    <p>
      {words.expires}: {<Time at={expiresAt} none={words.validities.never} />}
    </p>
    <ShownOnce once={words.once} to={back} back={words.back} />
  </Card>
);
