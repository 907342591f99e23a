// A number that leads to what it counts, with its name for people who hear only the links.

interface Props {
  readonly name: string;
  readonly count: number | string;
  /** Undefined if the account may not look at what is counted. */
  readonly to: string | undefined;
}

export const CountLink = ({ name, count, to }: Props) =>
  to === undefined || !Number.parseInt(String(count), 10) ? (
    <span>{count}</span>
  ) : (
    <a href={to}>
      <span class="unseen">{name}: </span>
      {count}
    </a>
  );
