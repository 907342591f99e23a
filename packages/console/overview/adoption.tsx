// How many people have a phone, as a bar and in numbers that lead to those who have none
// (GET /audit/statistics).

import { Card, type PeopleJson } from "../../../src/for-console.ts";
import { addressWith } from "../parts/search.ts";
import { USERS_PATH } from "../parts/user-view.ts";
import type { ConsoleWords } from "../words/words.ts";

interface Props {
  readonly words: ConsoleWords["adoption"];
  /** Null while it cannot be counted. */
  readonly people: PeopleJson | null;
  /** Whether the account may look at users. */
  readonly sees: boolean;
}

const WIDTH = 1000;

export const Adoption = ({ words, people, sees }: Props) => {
  if (!people) return <Card title={words.title}>–</Card>;
  const { total, with_phone, invited, link_expired } = people;
  if (total === 0) return null;
  const rest = total - with_phone - invited - link_expired;
  const listOf = (phones: string) => (sees ? addressWith(USERS_PATH, { phones }) : undefined);
  const parts = [
    ["with-phone", with_phone, words.withPhone, undefined],
    ["invited", invited, words.invited, undefined],
    ["link-expired", link_expired, words.linkExpired, listOf("link-expired")],
    ["not-invited", rest, words.notInvited, undefined],
  ] as const;
  const starts = parts.map((_, at) => parts.slice(0, at).reduce((sum, [, count]) => sum + count, 0));
  const x = (count: number) => (count / total) * WIDTH;
  return (
    <Card title={words.title}>
      <p class="adoption-share">
        {words.share(with_phone, total)} <span class="quiet">{words.percent(share(with_phone, total))}</span>
      </p>
      <svg class="adoption" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
        {parts.map(([name, count], at) => (
          <rect class={name} x={x(starts[at] ?? 0)} width={x(count)} height={10} />
        ))}
      </svg>
      <ul class="adoption-parts">
        {parts.map(([name, count, text, to]) => (
          <li class={name}>
            {to === undefined || count === 0 ? <span>{text(count)}</span> : <a href={to}>{text(count)}</a>}
          </li>
        ))}
      </ul>
      {sees && total > with_phone && (
        <p class="actions">
          <a href={listOf("none")}>{words.without(total - with_phone)}</a>
          {link_expired + rest > 0 && (
            <a href={listOf("none-without-link")}>{words.withoutLink(link_expired + rest)}</a>
          )}
        </p>
      )}
    </Card>
  );
};

/** In percent, rounded to 0 or 100 only if nobody or everybody has one. */
function share(count: number, total: number): number {
  const [least, most] = [count === 0 ? 0 : 1, count === total ? 100 : 99];
  return Math.min(Math.max(Math.round((100 * count) / total), least), most);
}
