// A new API key: for how long it is valid, and the page that shows it, the only one that ever does.

import { Button, Card, Notice } from "../../ui/components.tsx";
import { Copied } from "../../ui/copied.tsx";
import { Time } from "../../ui/time.tsx";
import type { ConsoleWords } from "../../words/words.ts";

const DAYS = { month: 30, quarter: 90, year: 365 } as const;
export const VALIDITIES = ["month", "quarter", "year", "never"] as const;
const DAY_MS = 24 * 60 * 60 * 1000;

/** When a key that is made now expires. A form without a choice of ours makes a key for a year, never one without an end. */
export function expiryIn(validity: string, nowMs: number): string | null {
  if (validity === "never") return null;
  const days = Object.hasOwn(DAYS, validity) ? DAYS[validity as keyof typeof DAYS] : DAYS.year;
  return new Date(nowMs + days * DAY_MS).toISOString();
}

interface Props {
  readonly words: ConsoleWords["accounts"]["keys"];
  readonly copying: ConsoleWords["copying"];
  readonly shown: string;
  readonly expiresAt: string | null;
  readonly back: string;
}

export const NewKey = ({ words, copying, shown, expiresAt, back }: Props) => (
  <Card>
    <p>
      <Copied text={shown} words={copying} />
    </p>
    <p class="quiet">{words.copy}</p>
    <p>
      {words.expires}: {<Time at={expiresAt} none={words.validities.never} />}
    </p>
    <Notice>
      <p>{words.once}</p>
    </Notice>
    <p class="actions">
      <Button href={back} kind="secondary">
        {words.back}
      </Button>
    </p>
  </Card>
);
