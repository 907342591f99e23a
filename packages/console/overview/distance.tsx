// What PROXIMITY would have refused in the last month, so that an operator can decide from these
// numbers before switching it on (GET /audit/statistics, docs/proximity.md).

import { Card, type StatisticsJson, Table } from "../../../src/for-console.ts";
import { SIGNED_IN } from "../audit/audit-query.ts";
import { dayOf } from "../audit/period.ts";
import { capitalized } from "../audit/say-entry.ts";
import { trailOf } from "../parts/search.ts";
import type { ConsoleWords } from "../words/words.ts";
import { CountLink } from "./counted.tsx";

interface Props extends Pick<StatisticsJson, "proximity" | "until"> {
  readonly words: ConsoleWords;
  /** The time zone in which days begin. */
  readonly zone: string;
}

const RULES = ["country", "provider"] as const;
/** From near to far, each with the rules that refuse it. */
const PLACES = { network: [], provider: [], country: ["provider"], elsewhere: RULES } as const;
type Place = keyof typeof PLACES;
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
  const fresh = [...(Object.keys(PLACES) as Place[]), ...OTHERS].reduce((all, place) => all + counts[place], 0);
  const days = Math.ceil((Date.parse(until) - Date.parse(since)) / DAY_MS);
  const from = dayOf(Date.parse(since), zone);
  return (
    <Card title={words.title}>
      <p>{words.counted(days, fresh, known)}</p>
      <dl class="numbers">
        {RULES.map((rule) => (
          <div class="number">
            <dt>{words.refusedBy(rule)}</dt>
            <dd>{refused[rule]}</dd>
            <dd class="trend">{words.share(refused[rule] / (fresh + known))}</dd>
          </div>
        ))}
      </dl>
      <Table
        caption={words.inNewBrowsers}
        head={[audit.phoneWas, dashboard.count, words.rules]}
        rows={[
          ...Object.entries(PLACES).map(([place, rules]) => {
            const name = capitalized(audit.nearness.phone[place as Place]);
            const to = trailOf({ success: SIGNED_IN, browser: "new", proximity: place, from });
            return [
              name,
              <CountLink name={name} count={counts[place as Place]} to={to} />,
              rules.join(", ") || words.never,
            ];
          }),
          ...OTHERS.filter((place) => counts[place] > 0).map((place) => [
            words.others[place],
            String(counts[place]),
            place === "unknown" ? words.overTor(RULES.join(", ")) : words.never,
          ]),
        ]}
      />
    </Card>
  );
};
