// A number that leads to what it counts. The number alone says little to a person who moves from link to link with a screen reader.

interface Props {
  readonly name: string;
  readonly count: number | string;
  /** Undefined: it counts nothing that the account could look at. */
  readonly to: string | undefined;
}

export const Counted = ({ name, count, to }: Props) =>
  to === undefined || Number(count) === 0 ? (
    <span>{count}</span>
  ) : (
    <a href={to}>
      <span class="unseen">{name}: </span>
      {count}
    </a>
  );
