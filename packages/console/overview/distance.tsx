// What PROXIMITY would have refused in the last month, so that an operator can decide from these
// numbers before switching it on (GET /audit/statistics, docs/proximity.md).

import { Card, type StatisticsJson, Table } from "../../../src/for-console.ts";
import { SIGNED_IN } from "../audit/audit-query.ts";
import { dayOf } from "../audit/period.ts";
import { capitalized } from "../audit/say-entry.ts";
import { FactList } from "../parts/facts.tsx";
import { trailOf } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";
import { CountLink } from "./counted.tsx";

interface Props extends Pick<StatisticsJson, "proximity" | "until"> {
  readonly words: ConsoleWords;
  /** The time zone in which days begin. */
  readonly zone: string;
}

const RULES = ["country", "provider"] as const;
/** From near to far. */
const PLACES = ["network", "provider", "country", "elsewhere"] as const;
const OTHERS = ["unknown", "trusted"] as const;
const DAY_MS = 86_400_000;

export const Distance = ({ words: { distance: words, audit, dashboard }, proximity: counts, until, zone }: Props) => {
  if (!counts) {
    return (
      <Card title={words.title}>
        <p class="quiet">{words.none}</p>
      </Card>
    );
  }
  const { refused_by: refused, known, since } = counts;
  const fresh = [...PLACES, ...OTHERS].reduce((all, place) => all + counts[place], 0);
  const days = Math.ceil((Date.parse(until) - Date.parse(since)) / DAY_MS);
  const from = dayOf(Date.parse(since), zone);
  return (
    <Card title={words.title}>
      <p>{words.counted(days, fresh, known)}</p>
      <FactList
        facts={RULES.map((rule) => [
          `${words.rules[rule]} (PROXIMITY=${rule})`,
          words.refused(refused[rule], refused[rule] / (fresh + known)),
        ])}
      />
      <details>
        <summary>{words.inNewBrowsers}</summary>
        <Table
          caption={words.inNewBrowsers}
          captionUnseen
          short
          head={[audit.phoneWas, dashboard.count]}
          rows={[
            ...PLACES.map((place) => {
              const name = capitalized(audit.nearness.phone[place]);
              const to = trailOf({ success: SIGNED_IN, browser: "new", proximity: place, from });
              return [name, <CountLink name={name} count={counts[place]} to={to} />];
            }),
            ...OTHERS.filter((place) => counts[place] > 0).map((place) => [words.others[place], String(counts[place])]),
          ]}
        />
      </details>
    </Card>
  );
};
